"""Begins the follow-up of a roadmap: its states, its first year, and that year in the file of every measure."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path

from generator.authoring.front_matter_edit import field_line, front_matter, with_fields
from generator.authoring.new_city import comment, texts_of
from generator.content.field_types import OPEN
from generator.content.paths import EDITIONS, MEASURES, SITE
from generator.content.schema import EDITION
from generator.content.site_config import read_site
from generator.content.source import path_text, read_source
from generator.content.tracking_config import FOLLOW_UP
from generator.i18n import Message, Translator, _
from generator.model import Language, Site

# The shape, the count and the turn of the usual states, by their ids; nothing turns in those without one.
_STATES = {
    "completed": ("tick", "done", "finished"),
    "in-progress": ("half", "open", "started"),
    "ongoing": ("loop", "open", "started"),
    "not-started": ("ring", "open", ""),
    "postponed": ("pause", "open", "postponed"),
    "cancelled": ("cross", "closed", "dropped"),
    "merged": ("merge", "closed", "merged"),
    "no-information": ("dots", "unknown", ""),
}
_ORDER = ("number", "code", EDITION)


def follow_up_files(
    content: Path, year: int, adopted: str, descriptions: Mapping[str, str], translator: Translator
) -> dict[str, bytes]:
    """Return the files that begin the follow-up, by their paths from the content folder; what is there stays.

    Args:
        content: The folder of the content.
        year: The year of the roadmap that all measures belong to.
        adopted: The day on which it was adopted, open where that is not known.
        descriptions: What it is, by the codes of languages; open where that is not told.
        translator: Speaks the language of the editors, for the comments.

    Raises:
        ContentError: A file cannot be read.
    """
    site = read_site(read_source(content / SITE), content)
    files = {
        FOLLOW_UP: "".join(f"{line}\n" for line in _follow_up_lines(site.languages, translator)),
        f"{EDITIONS}/{year}.md": "".join(f"{line}\n" for line in _edition_lines(site, year, adopted, descriptions)),
    }
    new = {path: text.encode() for path, text in files.items() if not (content / path).exists()}
    return new | with_edition(content, year)


def with_edition(content: Path, year: int) -> dict[str, bytes]:
    """Return the files of the measures that name no year, by their paths from the content folder, with a year.

    Raises:
        ContentError: A file cannot be read.
    """
    files = sorted((content / MEASURES).glob("*.md"))
    return {
        f"{MEASURES}/{file.name}": with_fields(file.read_bytes(), path_text(file), {EDITION: str(year)}, _ORDER)
        for file in files
        if EDITION not in front_matter(file)
    }


def _follow_up_lines(languages: Sequence[Language], translator: Translator) -> Iterator[str]:
    def explained(message: Message) -> str:
        return comment(translator.translate(message))

    yield explained(
        _(
            "How the roadmap is followed up. Change the names and explanations of the statuses as you like. "
            "Leave their ids, “shape”, “counts” and “turn” as they are."
        )
    )
    yield explained(_("The date of the next review, if it is known: delete the # and write it."))
    yield "# next_review: 2027-01-31"
    yield explained(_("Which measures the law requires, if this is to be shown: a classification and its value."))
    yield from ("# by_law:", "#   source: law", "statuses:")
    for state, (shape, counts, turn) in _STATES.items():
        yield f"  {state}:"
        for name in ("label", "description"):
            yield from (
                f"    {field_line(f'{name}_{one.code}', texts_of(one)['states'][state][name])}" for one in languages
            )
        yield from (f"    shape: {shape}", f"    counts: {counts}")
        if turn:
            yield f"    turn: {turn}"


def _edition_lines(site: Site, year: int, adopted: str, descriptions: Mapping[str, str]) -> Iterator[str]:
    yield from ("---", f"year: {year}", field_line("adopted", adopted))
    yield from (field_line(f"title_{one.code}", f"{site.name[one]} {year}") for one in site.languages)
    yield from (field_line(f"description_{one.code}", descriptions.get(one.code, OPEN)) for one in site.languages)
    yield "---"
