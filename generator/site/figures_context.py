"""The context of the page of figures: the first two scales against each other, and the shares of each value."""

from __future__ import annotations

from functools import partial

from generator.model import Classification, Value
from generator.site.components import Components
from generator.site.environment import Context
from generator.site.sentences import grid_sentence

# How many measures of a cell are named; all of them are a link away.
_MOST_IN_CELL = 12


def figures_page(make: Components) -> Context:
    """Return the context of the page."""
    taxonomies = make.roadmap.classifications if make.roadmap.measure_count else ()
    return {
        "grid": make.grid(make.to_page, _MOST_IN_CELL),
        "grid_sentence": grid_sentence(make),
        "taxonomies": [_shares(taxonomy, make) for taxonomy in taxonomies],
    }


def _shares(taxonomy: Classification, make: Components) -> Context:
    return {
        "title": make.to_page(taxonomy),
        "several": taxonomy.several,
        "shares": make.share_bars(taxonomy, partial(_full_name, make=make)),
    }


def _full_name(value: Value, make: Components) -> Context:
    """Return the name of a value as a link: a magnitude is named with what is large, as several scales may have it."""
    return {**make.linked_value(value), "label": (value.name if value.size else value.label)[make.language]}
