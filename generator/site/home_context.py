"""The context of the home page: how the roadmap stands, what is new and to come, and ways into it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from generator.content.taxonomy_config import SECTIONS
from generator.model import RESPONSIBLE, Classification, Measure, PartialDate, Roadmap, StatusCategory, Value
from generator.site import sentences
from generator.site.components import Components, window_size
from generator.site.environment import Context
from generator.site.links import Link
from generator.site.standing_context import status_counts
from generator.site.symbols import House, row_width
from generator.tracking.reminders import last_activity
from generator.tracking.statistics import statuses_in
from generator.urls import BuiltinPage

# How many houses the picture has: of more measures it shows those of the last edition, of more than that it has none.
_MOST_HOUSES, _MOST_OF_EDITION = 40, 60
# How much larger the houses are that have room in a row of the page, and how wide that is in units of their drawings.
_ROOMY, _ROW = 1.14, 1180
# How many doors there are, how many rows one has, of classes and of news, and how many dates and late measures are
# listed.
_DOORS, _ROWS, _NEWS, _DATES, _LATE = 3, 4, 3, 5, 5


def home_page(make: Components) -> Context:
    """Return the context of the home page."""
    roadmap = make.roadmap
    late, coming = make.roadmap.late_measures, _coming(make)
    goals = roadmap.main_taxonomy
    about = [page for page in roadmap.pages if page.menu == "main"]
    return {
        "sentence": sentences.home_sentence(make),
        "measure_count": roadmap.measure_count,
        "day": roadmap.site.updated if roadmap.follow_up else None,
        "latest": _latest(make),
        "next": next(iter(coming), None),
        "earlier": _earlier(make),
        "town": _town(make),
        "tally": _tally(make),
        "late_count": {"count": len(late), "list": make.list_url(is_late=True), "house": _late_house(make)}
        if late
        else None,
        "doors": _doors(make),
        "late": [{**make.card(measure), "reason": _late_reason(measure, make)} for measure in late[:_LATE]],
        "coming": coming[:_DATES],
        "goals": goals and _goals(goals, make),
        "grid": make.grid(),
        "grid_sentence": sentences.grid_sentence(make),
        "about": make.to_page(about[0]) if about else None,
        "workbook": make.workbook_link(),
    }


def _reported(make: Components) -> list[tuple[PartialDate, Measure]]:
    """Return the measures of which something was reported, with the day of the last report, the newest first."""
    if make.roadmap.follow_up is None:
        return []
    reported = [
        (last_activity(measure.tracking), measure)
        for measure in make.roadmap.measures
        if measure.tracking is not None and (measure.tracking.updates or measure.tracking.status_date)
    ]
    known = [(day, measure) for day, measure in reported if day.start <= make.roadmap.site.updated]
    return sorted(known, key=lambda entry: entry[0].end, reverse=True)


def _latest(make: Components) -> Context | None:
    """Return what was reported last: its day, and what happened as a link to the measure; None where nothing was."""
    for day, measure in _reported(make):
        updates = measure.tracking.updates if measure.tracking else ()
        texts = [update.text[make.language] for update in updates if update.day == day and update.text is not None]
        return {"day": day, "link": Link((texts or [measure.title[make.language]])[-1], make.to(measure))}
    return None


def _coming(make: Components) -> list[Context]:
    """Return the days to come: of the review, which has no measure, and those by which measures are due."""
    today, follow_up = make.roadmap.site.updated, make.roadmap.follow_up
    if follow_up is None:
        return []
    days: list[tuple[PartialDate, Measure | None]] = [
        (promised, measure)
        for measure in make.roadmap.measures
        if (tracking := measure.tracking)
        and (promised := tracking.promised)
        and tracking.status.category is StatusCategory.OPEN
        and promised.end > today
    ]
    if follow_up.next_review is not None and follow_up.next_review > today:
        days.append((PartialDate(follow_up.next_review), None))
    days.sort(key=lambda entry: entry[0].end)
    return [{"day": day, "measure": make.to_page(measure) if measure else None} for day, measure in days]


def _earlier(make: Components) -> Context | None:
    """Return what was published of earlier roadmaps; None where nothing was."""
    earlier = make.roadmap.site.earlier_standing
    if earlier is None:
        return None
    counts = sentences.earlier_counts(earlier, make)
    size = window_size(earlier.total)
    return {
        "sentence": sentences.earlier_sentence(earlier, make),
        "counts": [{"shape": shape, "label": text} for shape, _count, text in counts],
        "bar": [(shape, -(-count // size)) for shape, count, _text in counts],
        "window_size": size,
        "notes": [text for text in (sentences.earlier_note(earlier, make), make.text(earlier.note)) if text],
        "source": Link(earlier.source[make.language], make.text(earlier.source_url) or ""),
    }


def _town(make: Components) -> Context | None:
    """Return the houses of the measures by the first main classification; None where there is no picture of them.

    Of many measures, those of the last edition are shown.
    """
    roadmap, edition = make.roadmap, None
    if roadmap.measure_count > _MOST_HOUSES and roadmap.editions:
        edition = next((one for one in reversed(roadmap.editions) if roadmap.count_in(one)), None)
    values, most = ([edition], _MOST_OF_EDITION) if edition else ([], _MOST_HOUSES)
    if not roadmap.site.brand.has_houses or not 0 < roadmap.count_in(*values) <= most:
        return None
    measures = roadmap.measures_in(*values)
    blocks, houses = list(_blocks(measures, make)), [make.house(measure) for measure in measures]
    return {
        "blocks": blocks,
        "is_roomy": row_width(filter(None, houses)) * _ROOMY < _ROW,
        "edition": edition and make.to_page(edition),
        "other_editions": [make.to_page(other) for other in roadmap.editions if edition and other is not edition],
        "has_numbers": roadmap.follow_up is None,
    }


def _blocks(measures: Sequence[Measure], make: Components) -> Iterator[Context]:
    """Yield the houses of each value of the first main classification, those without a value last."""
    taxonomy = make.roadmap.main_taxonomy
    first = {measure.path: measure.values_in(taxonomy)[:1] if taxonomy else () for measure in measures}
    for value in (*(taxonomy.values if taxonomy else ()), None):
        those = [measure for measure in measures if first[measure.path] == ((value,) if value else ())]
        if those:
            yield {"value": value and make.linked_value(value), "houses": [_house(measure, make) for measure in those]}


def _house(measure: Measure, make: Components) -> Context:
    return {
        "house": make.house(measure),
        "href": make.to(measure),
        "number": measure.display_number,
        "title": measure.title[make.language],
        "status": measure.tracking.status.label[make.language] if measure.tracking else "",
        "days_late": make.days_late(measure),
    }


def _tally(make: Components) -> list[Context]:
    """Return how many measures are in each state, without the states of none; nothing where they are not tracked."""
    roadmap, follow_up = make.roadmap, make.roadmap.follow_up
    return [
        {
            "value": make.linked_value(status),
            "count": roadmap.count_in(status),
            "house": House(2, 1, status.shape, is_late=False) if roadmap.site.brand.has_houses else None,
        }
        for status in (follow_up.by_progress if follow_up else ())
        if roadmap.count_in(status)
    ]


def _late_house(make: Components) -> House | None:
    return House(2, 1, "half", is_late=True) if make.roadmap.site.brand.has_houses else None


def _doors(make: Components) -> list[Context]:
    """Return three ways into the roadmap: what can be used, what is new, and classifications."""
    doors: list[Context] = []
    if make.roadmap.services:
        doors.append(
            {
                "name": "services",
                "title": Link(make.words("door_services"), make.to(BuiltinPage.SERVICES)),
                "rows": [_service(measure, make) for measure in make.roadmap.services[:_NEWS]],
            }
        )
    reported = _reported(make)[:_NEWS]
    if reported:
        rows = [{"link": make.to_page(measure), "day": day, "count": 0} for day, measure in reported]
        doors.append(
            {"name": "news", "title": Link(make.words("door_news"), make.to(BuiltinPage.CHANGES)), "rows": rows}
        )
    taxonomies = _asked(make.roadmap) if make.roadmap.measure_count else []
    return [*doors, *(_door(taxonomy, make) for taxonomy in taxonomies[: _DOORS - len(doors)])]


def _service(measure: Measure, make: Components) -> Context:
    name = make.text(measure.tracking.service_name) if measure.tracking else None
    return {"link": Link(name or measure.title[make.language], make.to(measure)), "day": None, "count": 0}


def _asked(roadmap: Roadmap) -> list[Classification]:
    """Return the classifications that readers ask for: what measures give, why they are done, and how; scales last."""
    elsewhere = (roadmap.main_taxonomy, *roadmap.menu_taxonomies)
    asked = [one for one in roadmap.paged_taxonomies if one.section and one.id != RESPONSIBLE and one not in elsewhere]
    own = [taxonomy for taxonomy in asked if taxonomy.question is not None]
    return sorted(own or asked, key=lambda taxonomy: (taxonomy.is_scale, SECTIONS.index(taxonomy.section)))


def _door(taxonomy: Classification, make: Components) -> Context:
    """Return the way into a classification: its values that most measures have; of a scale, the largest."""
    count = {value.id: make.roadmap.count_in(value) for value in taxonomy.values}
    values = [value for value in taxonomy.values if count[value.id]]
    values.sort(key=lambda value: (-value.size, -count[value.id]))
    rows: list[Context] = [
        {
            "link": Link((value.name if value.size else value.label)[make.language], make.to(value)),
            "day": None,
            "count": count[value.id],
        }
        for value in values[:_ROWS]
    ]
    units = make.roadmap.units
    if units is not None and units.folder is not None and make.roadmap.follow_up:
        rows.append({"link": make.to_page(units), "day": None, "count": len(units.values)})
        return {"name": taxonomy.id, "title": Link(make.words("door_mine"), make.to(taxonomy)), "rows": rows}
    title = make.text(taxonomy.question) or taxonomy.plural[make.language]
    return {"name": taxonomy.id, "title": Link(title, make.to(taxonomy)), "rows": rows}


def _late_reason(measure: Measure, make: Components) -> str | None:
    return make.text(measure.tracking.note) if measure.tracking else None


def _goals(taxonomy: Classification, make: Components) -> Context:
    """Return the values of the first main classification, with how their measures stand."""
    return {
        "title": make.to_page(taxonomy),
        "explanation": make.text(taxonomy.explanation),
        "window_size": make.window_size,
        "cards": [_goal(value, make) for value in taxonomy.values],
    }


def _goal(value: Value, make: Components) -> Context:
    counts, link = statuses_in(make.roadmap, value), make.linked_value(value)
    return {
        "value": link,
        "description": make.text(value.description),
        "measure_count": make.roadmap.count_in(value),
        "numbers": "" if make.roadmap.follow_up else _numbers(make.roadmap.measures_in(value), make),
        "bar": make.window_bar(counts),
        "counts": status_counts(counts, [value], str(link["href"]), make),
    }


def _numbers(measures: Sequence[Measure], make: Components) -> str:
    """Return the first and last number of measures that follow each other; empty where they do not, or have codes."""
    numbers = [measure.number for measure in measures]
    is_run = len(numbers) > 1 and numbers == list(range(numbers[0], numbers[0] + len(numbers)))
    if not is_run or any(measure.code for measure in measures):
        return ""
    return make.words("goal_numbers", first=numbers[0], last=numbers[-1])
