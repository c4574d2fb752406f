"""Writes in Markdown what a change does to the site, for the comment of a pull request, in the editor's language."""

from __future__ import annotations

import difflib
import re
from collections.abc import Iterator, Sequence

from generator.diff.content_diff import Change, Comparison, Content
from generator.i18n import Message, Translator, _, ngettext
from generator.model import Language, Measure, language_of
from generator.site import formatting

# GitHub takes 65 536 characters in a comment.
MOST_CHARACTERS = 60_000
# What is longer is shown by the lines that differ.
LONGEST_IN_A_TABLE = 300


def comparison_report(comparison: Comparison, old: Content, new: Content, translator: Translator) -> str:
    """The Markdown, short enough for a comment on GitHub."""
    return Summary(comparison, old, new, translator).text()


class Summary:
    """What is written of a comparison, part by part."""

    def __init__(self, comparison: Comparison, old: Content, new: Content, translator: Translator) -> None:
        self._comparison, self._old, self._new, self._speaker = comparison, old, new, translator

    def text(self) -> str:
        title = _("What the change does to the site")
        parts = [f"## {self._say(title)}", *self._overview()]
        changed = list(self._changed())
        room = MOST_CHARACTERS - sum(map(len, parts))
        shown = fitting(changed, room)
        parts += changed[:shown]
        if changed[shown:]:
            more = ngettext(
                "{count} more file changes. It has no room here.",
                "{count} more files change. They have no room here.",
                count=len(changed[shown:]),
            )
            parts.append(self._say(more))
        return "\n\n".join(parts) + "\n"

    def _overview(self) -> Iterator[str]:
        found = self._comparison
        if not (found.lost or found.added or found.removed or found.changed):
            yield self._say(_("Nothing: the site stays as it is."))
            return
        measures = self._new.measures()
        yield self._say(
            _(
                "Measures added: {added}, changed: {changed}, removed: {removed}. Addresses lost: {lost}.",
                added=len(found.added),
                changed=sum(path in measures for path in found.changed),
                removed=len(found.removed),
                lost=len(found.lost),
            )
        )
        if found.lost:
            lines = [f"- `/{one.old}`" + (f" → `/{one.new}`" if one.new else "") for one in found.lost]
            yield self._section(_("Addresses lost: links to them will break"), lines)
        if found.added:
            lines = [self._line(one, self._new, self._old, _("until now a draft")) for one in found.added]
            yield self._section(_("Measures added"), lines)
        if found.removed:
            lines = [self._line(one, self._old, self._new, _("now a draft")) for one in found.removed]
            yield self._section(_("Measures removed"), lines)

    def _section(self, heading: Message, lines: Sequence[str]) -> str:
        return "\n".join((f"### {self._say(heading)}", "", *lines))

    def _line(self, measure: Measure, there: Content, elsewhere: Content, draft: Message) -> str:
        """A measure in a list, with a word on where it is a draft on the other side of the change."""
        note = f" – {self._say(draft)}" if measure.path in elsewhere.roadmap.unpublished_paths else ""
        return f"- {self._named(measure, there)} (`{measure.path}`){note}"

    def _named(self, measure: Measure, content: Content) -> str:
        return f"{measure.number}\\. {formatting.markdown(measure.title[self._language(content)])}"

    def _language(self, content: Content) -> Language:
        """The language of the content's own words: the editor's, or else the first."""
        return language_of(content.roadmap.site.languages, self._speaker.language)

    def _changed(self) -> Iterator[str]:
        """A part for each file that changes."""
        measures = self._new.measures()
        for path, changes in self._comparison.changed.items():
            heading = self._named(measures[path], self._new) if path in measures else f"`{path}`"
            yield "\n\n".join((f"### {heading}", *self._table(changes), *self._diffs(changes)))

    def _table(self, changes: Sequence[Change]) -> Iterator[str]:
        rows = [
            f"| {self._name(one)} | {formatting.markdown(one.old) or '–'} | {formatting.markdown(one.new) or '–'} |"
            for one in changes
            if not is_long(one)
        ]
        if rows:
            head = " | ".join(self._say(word) for word in (_("field"), _("before"), _("after")))
            yield "\n".join((f"| {head} |", "|---|---|---|", *rows))

    def _diffs(self, changes: Sequence[Change]) -> Iterator[str]:
        for one in filter(is_long, changes):
            yield self._name(one)
            yield difference(one)

    def _name(self, change: Change) -> str:
        label = self._speaker.label(change.name.rpartition(".")[2])
        return f"`{change.name}`" + (f" ({formatting.markdown(label)})" if label else "")

    def _say(self, message: Message) -> str:
        return self._speaker.translate(message)


def fitting(parts: Sequence[str], room: int) -> int:
    """How many of the parts, from the first on, there is room for."""
    number = 0
    while number < len(parts) and (room := room - len(parts[number]) - 2) >= 0:
        number += 1
    return number


def is_long(change: Change) -> bool:
    return any("\n" in text or len(text) > LONGEST_IN_A_TABLE for text in (change.old, change.new))


def difference(change: Change) -> str:
    """The lines that differ, in a fence longer than any within."""
    lines = list(difflib.unified_diff(change.old.splitlines(), change.new.splitlines(), n=1, lineterm=""))[2:]
    text = "\n".join(lines)
    fence = "`" * max(3, *(len(run) + 1 for run in re.findall("`+", text)), 0)
    return f"{fence}diff\n{text}\n{fence}"
