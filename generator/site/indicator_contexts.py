"""The contexts of the pages of indicators: values against their targets, as words, numbers and a line."""

from __future__ import annotations

from generator.model import Indicator
from generator.site.charts import chart_of
from generator.site.components import Components
from generator.site.environment import Context
from generator.tracking.trends import trend_of


def indicators_page(make: Components) -> Context:
    """Return the context of the page of all indicators."""
    return {"cards": indicator_cards(make)}


def indicator_cards(make: Components) -> list[Context]:
    """Return a card for each indicator: where it was, where it is, where it should be, and a verdict in words."""
    return [
        {
            "indicator": make.to_page(indicator),
            "description": indicator.description[make.language],
            **_values(indicator, make),
        }
        for indicator in make.roadmap.indicators
    ]


def indicator_page(indicator: Indicator, make: Components) -> Context:
    """Return the context of the page of an indicator."""
    return {
        **_values(indicator, make),
        **make.fields(indicator, "data_source"),
        "points": [make.fields(point, "day", "value") for point in reversed(indicator.data_points)],
        "body": make.body(indicator.body),
        "measures": [make.to_page(measure) for measure in make.site.relations.measures_of(indicator)],
    }


def _values(indicator: Indicator, make: Components) -> Context:
    """Return the first and the latest known value, the target, and what they mean. A single value is no first."""
    known = indicator.known_values
    return {
        **make.fields(indicator, "unit", "target", "target_date"),
        "trend": trend_of(indicator).value,
        "first": known[0] if len(known) > 1 else None,
        "latest": known[-1] if known else None,
        "chart": chart_of(indicator),
    }
