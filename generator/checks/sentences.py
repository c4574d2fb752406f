"""Checks that the sentences of a city name classifications and values that it has, with the words they need."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping

from generator.diagnostics import Diagnostic, did_you_mean, with_cure
from generator.i18n import Message, _
from generator.model import Roadmap, SentencePattern, Wording

# What the sentence of the home page can tell besides values.
_MEASURES = "measures"
# Whether the words are there that a gap is filled with, by its name.
_Gaps = Mapping[str, bool]


def check_sentences(roadmap: Roadmap) -> Iterator[Diagnostic]:
    """Yield what is wrong with the gaps of the sentences in `site.yaml`."""
    values = [value for taxonomy in roadmap.classifications for value in taxonomy.values]
    counts = {f"{value.classification_id}.{value.id}": value.wording for value in values}
    told = {name: wording.counted is not None and wording.none is not None for name, wording in counts.items()}
    yield from _errors(
        roadmap,
        roadmap.site.home_sentence,
        {_MEASURES: True, **told},
        _("Give it “counted” and “none” in classifications.yaml."),
    )
    yield from _errors(
        roadmap,
        roadmap.site.measure_sentences,
        _gaps(roadmap, lambda wording: wording.in_sentence is not None),
        _("Give its values “{form}” in classifications.yaml.", form="in_sentence"),
    )
    yield from _errors(
        roadmap,
        roadmap.site.not_told_sentences,
        _gaps(roadmap, lambda wording: wording.not_told is not None),
        _("Give its values “{form}” in classifications.yaml.", form="not_told"),
    )


def _gaps(roadmap: Roadmap, has_words: Callable[[Wording], bool]) -> _Gaps:
    """Return the classifications by their names, and whether one of their values has the words for a sentence."""
    return {
        taxonomy.id: any(has_words(value.wording) for value in taxonomy.values) for taxonomy in roadmap.classifications
    }


def _errors(roadmap: Roadmap, pattern: SentencePattern | None, gaps: _Gaps, cure: Message) -> Iterator[Diagnostic]:
    """Yield the gaps that are not known, and those without their words, for which there is a cure."""
    if pattern is None:
        return
    for language in roadmap.site.languages:
        for gap in pattern.gaps(language):
            if gap not in gaps:
                choices = _("Use one of {choices}.", choices=", ".join(gaps))
                problem = _('"{gap}" cannot be used in this sentence.', gap=gap)
                yield Diagnostic(pattern.locations[language], with_cure(problem, did_you_mean(gap, gaps), choices))
            elif not gaps[gap]:
                problem = _('This sentence has no words for "{gap}".', gap=gap)
                yield Diagnostic(pattern.locations[language], with_cure(problem, None, cure))
