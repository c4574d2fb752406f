"""Reports in Markdown what a change does to the site, for a comment on a pull request, in the editor's language."""

from __future__ import annotations

import difflib
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from html import escape

from generator.authoring.front_matter_edit import field_line, written_lines
from generator.content.snapshot import Content
from generator.diff.content_diff import Comparison, TextChange
from generator.diff.page_texts import PageChange, PageTexts
from generator.i18n import Message, Number, Translator, _, ngettext
from generator.model import Measure, language_of
from generator.site import formatting

# GitHub takes 65 536 characters in a comment.
MAX_CHARACTERS = 60_000
# Longer texts are shown by the lines that differ.
_MAX_TABLE_TEXT = 300


def comparison_report(comparison: Comparison, translator: Translator) -> str:
    """Return the Markdown, short enough for a comment on GitHub."""
    report = _Report(comparison, translator, PageTexts(comparison.old, comparison.new))
    parts = list(report.overview())
    files = report.files()
    room = MAX_CHARACTERS - sum(map(len, parts))
    for count, path in enumerate(files):
        part = report.file_part(path)
        # Each part takes a blank line, too.
        room -= len(part) + 2
        if room < 0:
            parts.append(translator.translate(_left_out(len(files) - count)))
            break
        parts.append(part)
    return "\n\n".join(parts) + "\n"


def _left_out(count: int) -> Message:
    return ngettext(
        "{count} more file changes. It does not fit here.",
        "{count} more files change. They do not fit here.",
        count=count,
    )


@dataclass(frozen=True, slots=True)
class _Report:
    """The parts of the report on a comparison, in the language of a translator."""

    comparison: Comparison
    translator: Translator
    pages: PageTexts

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
                added=Number(len(comparison.added)),
                changed=Number(sum(path in measures for path in comparison.changed)),
                removed=Number(len(comparison.removed)),
                lost=Number(len(comparison.lost)),
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
        if comparison.unrecorded:
            yield "\n\n".join(self._unrecorded())

    def _unrecorded(self) -> Iterator[str]:
        """Yield what is told of measures no more, with the lines that keep it."""
        heading = _("Removed from the history")
        yield f"### {self._translate(heading)}"
        yield self._translate(
            _(
                "This was published and is now missing. Run “tiekartta record” with the same old content to "
                "keep it. If it was a mistake, leave it out."
            )
        )
        measures = self.comparison.new.measures()
        for path, losses in self.comparison.unrecorded.items():
            lines = [field_line(*field) for loss in losses for field in loss.fields.items()]
            updates = [f"  {line}" for loss in losses for line in written_lines(loss.entry)]
            lines += ["updates:", *updates] if updates else []
            yield f"{self._numbered_title(measures[path], self.comparison.new)} (`{path}`):"
            yield _fenced("\n".join(lines), "yaml")

    def _list_item(self, measure: Measure, content: Content, other: Content, draft: Message) -> str:
        """Return a measure as an item of a list, with a note where it is a draft in the other content."""
        note = f" – {self._translate(draft)}" if measure.path in other.roadmap.unpublished_paths else ""
        return f"- {self._numbered_title(measure, content)} (`{measure.path}`){note}"

    def _numbered_title(self, measure: Measure, content: Content) -> str:
        language = language_of(content.roadmap.site.languages, self.translator.language)
        number = formatting.markdown(measure.code.rstrip(".") or str(measure.number))
        return f"{number}\\. {formatting.markdown(measure.title[language])}"

    def files(self) -> list[str]:
        """Return the files that changed, by their new paths, and those of new measures."""
        return [*self.comparison.changed, *(measure.path for measure in self.comparison.added)]

    def file_part(self, path: str) -> str:
        """Return what changes in a file: a table of its short texts, the lines of its long ones, and its pages."""
        new = self.comparison.new
        measures = new.measures()
        changes = self.comparison.changed.get(path, ())
        heading = self._numbered_title(measures[path], new) if path in measures else f"`{path}`"
        parts = [f"### {heading}"]
        if rows := [self._row(change) for change in changes if not _is_long(change)]:
            head = " | ".join(self._translate(word) for word in (_("field"), _("before"), _("after")))
            parts.append("\n".join((f"| {head} |", "|---|---|---|", *rows)))
        for change in filter(_is_long, changes):
            parts += [self._field_name(change), _diff(change.old.splitlines(), change.new.splitlines())]
        parts += map(self._page, self.pages.changes(path))
        return "\n\n".join(parts)

    def _page(self, page: PageChange) -> str:
        """Return what a reader sees of a change on a page, folded: the text before and after, or all of a new page."""
        text = _diff(page.old, page.new) if page.old else _fenced("\n".join(page.new), "text")
        title = _("The page as readers see it: {language}", language=page.language.endonym)
        summary = f"<summary>{escape(self._translate(title))} <code>/{escape(page.path)}</code></summary>"
        return f"<details>{summary}\n\n{text}\n\n</details>"

    def _row(self, change: TextChange) -> str:
        old, new = (formatting.markdown(text) or "–" for text in (change.old, change.new))
        return f"| {self._field_name(change)} | {old} | {new} |"

    def _field_name(self, change: TextChange) -> str:
        # The label of the same name is that of a decision's body.
        is_text = change.name.startswith("body_")
        label = self._translate(_("Text")) if is_text else self.translator.label(change.name.rpartition(".")[2])
        return f"`{change.name}`" + (f" ({formatting.markdown(label)})" if label else "")

    def _translate(self, message: Message) -> str:
        return self.translator.translate(message)


def _is_long(change: TextChange) -> bool:
    return any("\n" in text or len(text) > _MAX_TABLE_TEXT for text in (change.old, change.new))


def _diff(old: Sequence[str], new: Sequence[str]) -> str:
    """Return the lines that differ, each with a line before and after it."""
    lines = list(difflib.unified_diff(old, new, n=1, lineterm=""))[2:]
    # Where the lines stand tells nobody anything.
    return _fenced("\n".join("…" if line.startswith("@@") else line for line in lines).removeprefix("…\n"), "diff")


def _fenced(text: str, kind: str) -> str:
    """Return a text in a fence longer than any within."""
    fence = "`" * max(3, *(len(run) + 1 for run in re.findall("`+", text)), 0)
    return f"{fence}{kind}\n{text}\n{fence}"
