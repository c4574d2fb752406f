"""The context of the list of measures: its filters, its rows, and the cells of its table."""

from __future__ import annotations

from collections.abc import Sequence

from generator.content.schema import STATUS
from generator.model import Classification, Measure
from generator.site.components import Components
from generator.site.environment import Context
from generator.urls import BuiltinPage

# How the URL of the list and its script name a measure that is late.
_LATE = "late"


def list_page(make: Components) -> Context:
    """Return the context of a page of the list of all measures.

    The script filters its rows by the names of their values, such as “goal:A”, and by their words.
    """
    roadmap = make.roadmap
    # What came of a measure is asked first.
    taxonomies = sorted(roadmap.classifications, key=lambda taxonomy: taxonomy.id != STATUS)
    facets = [_facet(taxonomy, make) for taxonomy in taxonomies]
    if roadmap.follow_up is not None:
        facets.insert(1, _late_facet(make))
    return {
        "script": make.to_path(make.site.assets["filter.js"].path),
        "is_tracked": roadmap.follow_up is not None,
        "facets": facets,
        "pages": [make.to_page(taxonomy) for taxonomy in taxonomies if taxonomy in make.urls],
        "scales": [make.fields(scale, "id", "label") for scale in roadmap.scales],
        "columns": [make.fields(taxonomy, "id", "label") for taxonomy in taxonomies if taxonomy.id != STATUS],
        "measure_count": roadmap.measure_count,
        "measures": [
            _row(measure, taxonomies, make) for measure in make.urls.paginate(BuiltinPage.MEASURES, make.route.page)
        ],
        "other_pages": " ".join(link.href for link in make.pagination() if not link.is_current),
        "workbook": make.workbook_link(),
        "nouns": make.number_words,
        "csv": f"{make.words('measures_slug')}.csv",
    }


def _facet(taxonomy: Classification, make: Components) -> Context:
    """Return the choices of a classification, each with its number of measures."""
    return {
        **make.fields(taxonomy, "id", "label"),
        "choices": [
            {
                **make.value_name(value),
                "id": value.id,
                "is_stated": bool(value.size) or not taxonomy.is_scale,
                "measure_count": make.roadmap.count_in(value),
            }
            for value in taxonomy.values
        ],
    }


def _late_facet(make: Components) -> Context:
    """Return the choice of the measures that are late."""
    count = make.roadmap.late_count_in()
    choice = {"id": "yes", "label": make.words("late"), "is_stated": True, "measure_count": count}
    sign = {"code": "", "shape": _LATE, "size": 0, "steps": 0}
    return {"id": _LATE, "label": make.words("schedule"), "choices": [{**choice, **sign}]}


def _row(measure: Measure, taxonomies: Sequence[Classification], make: Components) -> Context:
    """Return a measure as a row of the list and of the table, with what the script filters and sorts it by."""
    card, tracking = make.card(measure), measure.tracking
    names = [":".join(value.key) for value in measure.values] + [f"{_LATE}:yes"] * bool(card["days_late"])
    return {
        "position": make.roadmap.position_of(measure) + 1,
        "card": card,
        "value_names": " ".join(names),
        "words": make.site.index.words_of(measure),
        "due": tracking.promised if tracking else None,
        "facts": [fact for fact in make.facts(measure, taxonomies, make.value_name) if fact["id"] != STATUS],
    }
