"""Reports in Markdown what a change does to the site, for a comment on a pull request, in the editor's language."""

from __future__ import annotations

import difflib
import re
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import accumulate

from generator.content.snapshot import Content
from generator.diff.content_diff import Comparison, TextChange
from generator.i18n import Message, Translator, _, ngettext
from generator.model import Measure, language_of
from generator.site import formatting

# GitHub takes 65 536 characters in a comment.
MAX_CHARACTERS = 60_000
# Longer texts are shown by the lines that differ.
_MAX_TABLE_TEXT = 300


def comparison_report(comparison: Comparison, translator: Translator) -> str:
    """Return the Markdown, short enough for a comment on GitHub."""
    report = _Report(comparison, translator)
    parts, file_parts = list(report.overview()), list(report.file_parts())
    room = MAX_CHARACTERS - sum(map(len, parts))
    # Each part takes a blank line, too.
    sizes = accumulate(len(part) + 2 for part in file_parts)
    count = sum(size <= room for size in sizes)
    parts += file_parts[:count]
    if file_parts[count:]:
        more = ngettext(
            "{count} more file changes. It has no room here.",
            "{count} more files change. They have no room here.",
            count=len(file_parts[count:]),
        )
        parts.append(translator.translate(more))
    return "\n\n".join(parts) + "\n"


@dataclass(frozen=True, slots=True)
class _Report:
    """The parts of the report on a comparison, in the language of a translator."""

    comparison: Comparison
    translator: Translator

    def overview(self) -> Iterator[str]:
        """Yield the title, the counts, and the lists of addresses and measures."""
        comparison, old, new = self.comparison, self.comparison.old, self.comparison.new
        title = _("What the change does to the site")
        yield f"## {self._translate(title)}"
        if not (comparison.lost or comparison.added or comparison.removed or comparison.changed):
            yield self._translate(_("Nothing: the site stays as it is."))
            return
        measures = new.measures()
        yield self._translate(
            _(
                "Measures added: {added}, changed: {changed}, removed: {removed}. Addresses lost: {lost}.",
                added=len(comparison.added),
                changed=sum(path in measures for path in comparison.changed),
                removed=len(comparison.removed),
                lost=len(comparison.lost),
            )
        )
        lost = [f"- `/{url.old}`" + (f" → `/{url.new}`" if url.new else "") for url in comparison.lost]
        added = [self._list_item(measure, new, old, _("until now a draft")) for measure in comparison.added]
        removed = [self._list_item(measure, old, new, _("now a draft")) for measure in comparison.removed]
        for heading, items in (
            (_("Addresses lost: links to them will break"), lost),
            (_("Measures added"), added),
            (_("Measures removed"), removed),
        ):
            if items:
                yield "\n".join((f"### {self._translate(heading)}", "", *items))

    def _list_item(self, measure: Measure, content: Content, other: Content, draft: Message) -> str:
        """Return a measure as an item of a list, with a note where it is a draft in the other content."""
        note = f" – {self._translate(draft)}" if measure.path in other.roadmap.unpublished_paths else ""
        return f"- {self._numbered_title(measure, content)} (`{measure.path}`){note}"

    def _numbered_title(self, measure: Measure, content: Content) -> str:
        language = language_of(content.roadmap.site.languages, self.translator.language)
        number = formatting.markdown(measure.code.rstrip(".") or str(measure.number))
        return f"{number}\\. {formatting.markdown(measure.title[language])}"

    def file_parts(self) -> Iterator[str]:
        """Yield a part for each changed file: a table of its short texts, and the differences of its long ones."""
        new = self.comparison.new
        measures = new.measures()
        head = " | ".join(self._translate(word) for word in (_("field"), _("before"), _("after")))
        for path, changes in self.comparison.changed.items():
            heading = self._numbered_title(measures[path], new) if path in measures else f"`{path}`"
            parts = [f"### {heading}"]
            if rows := [self._row(change) for change in changes if not _is_long(change)]:
                parts.append("\n".join((f"| {head} |", "|---|---|---|", *rows)))
            for change in filter(_is_long, changes):
                parts += [self._field_name(change), _diff(change)]
            yield "\n\n".join(parts)

    def _row(self, change: TextChange) -> str:
        old, new = (formatting.markdown(text) or "–" for text in (change.old, change.new))
        return f"| {self._field_name(change)} | {old} | {new} |"

    def _field_name(self, change: TextChange) -> str:
        label = self.translator.label(change.name.rpartition(".")[2])
        return f"`{change.name}`" + (f" ({formatting.markdown(label)})" if label else "")

    def _translate(self, message: Message) -> str:
        return self.translator.translate(message)


def _is_long(change: TextChange) -> bool:
    return any("\n" in text or len(text) > _MAX_TABLE_TEXT for text in (change.old, change.new))


def _diff(change: TextChange) -> str:
    """Return the lines that differ, in a fence longer than any within."""
    lines = list(difflib.unified_diff(change.old.splitlines(), change.new.splitlines(), n=1, lineterm=""))[2:]
    text = "\n".join(lines)
    fence = "`" * max(3, *(len(run) + 1 for run in re.findall("`+", text)), 0)
    return f"{fence}diff\n{text}\n{fence}"
