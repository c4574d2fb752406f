"""Makes sentences of the data, for any numbers: each is a list of parts, of which some are links.

Lateness is counted on the day of the site: a build knows no clock.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Sequence

from babel.lists import format_list

from generator.model import (
    GAP,
    EarlierStanding,
    LocalizedText,
    Measure,
    PartialDate,
    SentencePattern,
    StatusCategory,
    Tracking,
    Value,
    Wording,
)
from generator.site import formatting
from generator.site.components import Components
from generator.site.links import Link
from generator.urls import BuiltinPage

# A text in parts, of which those with a URL are links.
Sentence = list[Link]
# Which form of a value's wording fills a gap.
_FormOf = Callable[[Wording], LocalizedText | None]

# The shape of the states that count as under way, and of one of which nothing is known.
_UNDER_WAY, _UNTOLD = "half", "dots"
_AFTER_NUMBER = re.compile(r"(?<=\d) (?=\w)")
_NO_BREAK_SPACE = "\N{NO-BREAK SPACE}"


def text_of(sentence: Iterable[Link]) -> str:
    """Return the text of a sentence, without its links."""
    return "".join(part.label for part in sentence)


def joined(*sentences: Sentence, by: str = " ") -> Sentence:
    """Return sentences one after the other, without those that have no text."""
    parts: Sentence = []
    for sentence in sentences:
        if text_of(sentence):
            parts.extend([Link(by, ""), *sentence] if parts else sentence)
    return parts


def home_sentence(make: Components) -> Sentence:
    """Return what the home page begins with: the city's own sentence, or how the roadmap stands and how large it is."""
    count, site = make.roadmap.measure_count, make.roadmap.site
    if not count:
        return [Link(make.words("sentence_none"), "")]
    if count == 1:
        [measure] = make.roadmap.measures
        return joined(_size_sentence(make), measure_standing(measure, make) or measure_classes(measure, make))
    if site.home_sentence is not None:
        return _classes_sentence(site.home_sentence, make)
    return standing_sentence(make) if make.roadmap.follow_up else _size_sentence(make)


def standing_sentence(make: Components) -> Sentence:
    """Return how many measures there are, and how many are done, under way and late, each as a link."""
    statuses = make.roadmap.follow_up.by_progress if make.roadmap.follow_up else ()
    done = [status for status in statuses if status.category is StatusCategory.DONE]
    under_way = [status for status in statuses if status.shape == _UNDER_WAY]
    done_count, under_way_count = _count_of(done, make), _count_of(under_way, make)
    name = _standing_name(done_count, under_way_count, make.roadmap.measure_count)
    form = "number_only_under_way" if name == "sentence_none_done" else "number_under_way"
    sentence = _filled(
        make.words(name),
        measures=_number_of_measures(make),
        done=_counted(make.words("number_done", count=done_count), _page_of(done, make)),
        under_way=_counted(make.words(form, count=under_way_count), _page_of(under_way, make)),
    )
    late_count = make.roadmap.late_count_in()
    if not late_count:
        return sentence
    late = _counted(make.words("number_late", count=late_count), f"{make.to(BuiltinPage.STANDING)}#late")
    return joined(sentence, _filled(make.words("sentence_late"), late=late))


def state_count(status: Value, count: int, make: Components) -> str:
    """Return how a number of measures in a state is told: “3 valmista”."""
    if status.wording.counted is None:
        return _unbroken(make.words(f"counted_{status.shape}", count=count))
    return _unbroken(_in_form(status.wording.counted[make.language], count, make))


def late_count(count: int, make: Components) -> str:
    """Return how a number of late measures among others is told: “1 myöhässä”."""
    return _unbroken(make.words("counted_late", count=count))


def earlier_sentence(earlier: EarlierStanding, make: Components) -> str:
    """Return when earlier roadmaps had how many measures; how these stood follows in `earlier_counts`."""
    measures = _unbroken(make.words("measures_count", count=earlier.total))
    day = formatting.date(earlier.day, make.language)
    return formatting.filled(earlier.text[make.language], date=day, measures=measures)


def earlier_counts(earlier: EarlierStanding, make: Components) -> list[tuple[str, int, str]]:
    """Return the shape of each state of earlier measures, their number, and how it is told; what was not told last."""
    counts = [*earlier.counts, *([(_UNTOLD, earlier.untold)] if earlier.untold else [])]
    return [(shape, count, _unbroken(make.words(f"counted_{shape}", count=count))) for shape, count in counts]


def earlier_note(earlier: EarlierStanding, make: Components) -> str:
    """Return how the number of measures is worked out of which nothing was told; empty where there is none."""
    if not earlier.untold or not earlier.counts:
        return ""
    terms = [str(earlier.total), *(str(count) for _shape, count in earlier.counts)]
    return make.words("earlier_untold", count=earlier.untold, sum=_NO_BREAK_SPACE.join(" − ".join(terms).split()))


def unknown_states(make: Components) -> str:
    """Return of how many measures no state is known, empty where it is known of all."""
    follow_up = make.roadmap.follow_up
    unknown = _count_of([follow_up.statuses.default], make) if follow_up and follow_up.statuses.default else 0
    return _unbroken(make.words("unknown_states", count=unknown)) if unknown else ""


def measure_standing(measure: Measure, make: Components) -> Sentence:
    """Return how a measure stands, when it is due and who is asked; nothing where it is not tracked."""
    tracking = measure.tracking
    if tracking is None:
        return []
    sentences = [[Link(_state_sentence(tracking, make), "")], [Link(_due_sentence(tracking, make), "")]]
    if measure.responsible:
        label = make.roadmap.classification_of(measure.responsible[0]).label[make.language]
        units = [[Link(unit.label[make.language], make.find(unit))] for unit in measure.responsible]
        pattern = make.words("units_sentence")
        sentences.append(_filled(pattern, label=[Link(label, "")], units=joined(*units, by=", ")))
    return joined(*sentences)


def measure_classes(measure: Measure, make: Components) -> Sentence:
    """Return what a measure is by its classes, in the sentences of the city; nothing where it has none."""
    return _of_alternatives(
        make.roadmap.site.measure_sentences, measure.values, lambda wording: wording.in_sentence, make
    )


def not_told(values: Iterable[Value], make: Components) -> Sentence:
    """Return what the roadmap does not tell of measures with some values, in the sentences of the city."""
    return _of_alternatives(make.roadmap.site.not_told_sentences, values, lambda wording: wording.not_told, make)


def grid_sentence(make: Components) -> str:
    """Return how many measures are the largest on the first scale and the smallest on the second.

    It is empty where there are fewer scales or no measures, or the values have no words for it.
    """
    if len(make.roadmap.scales) < 2 or not make.roadmap.measure_count:
        return ""
    down, across = ([value for value in scale.values if value.size] for scale in make.roadmap.scales[:2])
    large, small = max(down, key=lambda value: value.size), min(across, key=lambda value: value.size)
    count = make.roadmap.count_in(large, small)
    forms = [value.wording.having if count else value.wording.lacking for value in (large, small)]
    gaps = [form[make.language] for form in forms if form is not None]
    if len(gaps) < len(forms):
        return ""
    words = make.words("grid_having", count=count) if count else make.words("grid_lacking")
    return _unbroken(formatting.filled(words, down=gaps[0], across=gaps[1]))


def _classes_sentence(pattern: SentencePattern, make: Components) -> Sentence:
    """Return how many measures have each of the values that the city's own sentence names."""
    values = {
        f"{value.classification_id}.{value.id}": value for one in make.roadmap.classifications for value in one.values
    }
    gaps = {name: _value_count(values[name], make) for name in pattern.gaps(make.language) if name in values}
    return _filled(pattern.text[make.language], measures=_number_of_measures(make), **gaps)


def _value_count(value: Value, make: Components) -> Sentence:
    """Return how many measures have a value, in the words of the value."""
    count = make.roadmap.count_in(value)
    form = value.wording.counted if count else value.wording.none
    text = "" if form is None else _in_form(form[make.language], count, make)
    return _counted(text, make.find(value) if count else "")


def _standing_name(done: int, under_way: int, total: int) -> str:
    """Return the name of the words for how many are done and under way."""
    if done == total:
        return "sentence_all_done"
    if done and under_way:
        return "sentence_standing"
    if done:
        return "sentence_none_under_way"
    return "sentence_none_done" if under_way else "sentence_nothing"


def _size_sentence(make: Components) -> Sentence:
    return _filled(make.words("sentence_measures"), measures=_number_of_measures(make))


def _number_of_measures(make: Components) -> Sentence:
    text = make.words("measures_count", count=make.roadmap.measure_count)
    return _counted(text, make.to(BuiltinPage.MEASURES))


def _count_of(values: Iterable[Value], make: Components) -> int:
    """Return how many measures have one of some values of a classification."""
    return sum(map(make.roadmap.count_in, values))


def _page_of(values: Sequence[Value], make: Components) -> str:
    """Return the URL of the page of a value; of several, that of the standing."""
    return make.find(values[0]) if len(values) == 1 else make.to(BuiltinPage.STANDING)


def _state_sentence(tracking: Tracking, make: Components) -> str:
    status = tracking.status
    if status.category is StatusCategory.DONE and tracking.completed:
        return make.words("stands_finished", date=formatting.date(tracking.completed, make.language))
    if status.wording.in_sentence is not None:
        return status.wording.in_sentence[make.language]
    return make.words(f"stands_{status.shape}")


def _due_sentence(tracking: Tracking, make: Components) -> str:
    """Return by when a measure is or was due, and by when at first; empty where it has no date."""
    promised, first = tracking.promised, tracking.due
    if promised is None:
        return ""
    is_over = tracking.status.category in (StatusCategory.DONE, StatusCategory.CLOSED)
    has_passed = promised.end < make.roadmap.site.updated
    name, day = "due_was" if is_over or has_passed else "due_is", _date(promised, make)
    if first is None or first == promised:
        return make.words(name, date=day)
    return make.words(f"{name}_moved", date=day, first=_date(first, make))


def _date(day: PartialDate, make: Components) -> str:
    return formatting.date(day, make.language)


def _of_alternatives(
    pattern: SentencePattern | None, values: Iterable[Value], form_of: _FormOf, make: Components
) -> Sentence:
    """Return the sentences of a pattern that some values have the forms for.

    Of the alternatives, each is told whose values are there and of which no earlier one told; one without gaps stands
    for all others.
    """
    told, sentences = set[str](), list[Sentence]()
    for alternative in pattern.text[make.language].split("|") if pattern else ():
        names = set(GAP.findall(alternative))
        forms = {name: _forms(values, name, form_of, make) for name in names}
        if (names or not sentences) and names.isdisjoint(told) and all(forms.values()):
            told |= names
            sentences.append([Link(formatting.filled(alternative.strip(), **forms), "")])
    return joined(*sentences)


def _forms(values: Iterable[Value], classification_id: str, form_of: _FormOf, make: Components) -> str:
    """Return a form of the values that are in a classification, joined; empty where none has it."""
    texts = [form_of(value.wording) for value in values if value.classification_id == classification_id]
    forms = [text[make.language] for text in texts if text is not None]
    return str(format_list(forms, locale=make.language.locale)) if len(forms) > 1 else "".join(forms)


def _in_form(text: str, count: int, make: Components) -> str:
    """Return a text of the content that counts, in the form for a number."""
    return formatting.filled(formatting.plural_form(text, count, make.language), count=count)


def _counted(text: str, href: str) -> Sentence:
    return [Link(_unbroken(text), href)]


def _unbroken(text: str) -> str:
    """Return a text whose numbers stay on the line of the word that follows."""
    return _AFTER_NUMBER.sub(_NO_BREAK_SPACE, text)


def _filled(pattern: str, **gaps: Sentence) -> Sentence:
    """Return a text with parts in its gaps."""
    parts: Sentence = []
    for place, piece in enumerate(GAP.split(pattern)):
        if place % 2:
            parts.extend(gaps[piece])
        elif piece:
            parts.append(Link(piece, ""))
    return parts
