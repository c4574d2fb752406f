"""A report on the roadmap in one language, as Markdown: what happened, or what is to be asked."""

from __future__ import annotations

import datetime
from dataclasses import dataclass

from generator.model import Language, Measure, Roadmap
from generator.site import formatting
from generator.urls import UrlMap


@dataclass(frozen=True, slots=True)
class ReportColumn:
    """A column of the tables of a report. `width` is its share of the page; a list has the label where `is_named`."""

    label: str
    width: float
    is_named: bool = False


@dataclass(frozen=True, slots=True)
class ReportRow:
    """What a report says of one thing: its name, a link where the URL is known, then a cell for each other column.

    A cell is empty or has sentences on lines of their own.
    """

    name: str
    url: str
    cells: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Section:
    """A part of a report: a table below a heading."""

    title: str
    rows: tuple[ReportRow, ...]


@dataclass(frozen=True, slots=True)
class Report:
    """A title, some paragraphs, and tables with the same columns, as they stand on a day."""

    title: str
    language: Language
    day: datetime.date
    paragraphs: tuple[str, ...]
    columns: tuple[ReportColumn, ...]
    sections: tuple[Section, ...]

    def markdown(self) -> str:
        """Return the report as Markdown, in which the tables are lists."""
        blocks = [f"# {formatting.markdown(self.title)}", *map(formatting.markdown, self.paragraphs)]
        for section in self.sections:
            items = (self._item(row) for row in section.rows)
            blocks.append("\n".join((f"## {formatting.markdown(section.title)}", "", *items)))
        return "\n\n".join(blocks) + "\n"

    def _item(self, row: ReportRow) -> str:
        name = formatting.markdown(row.name)
        first, *others = row.cells
        head = ", ".join(filter(None, (f"[{name}]({row.url})" if row.url else name, formatting.markdown(first))))
        texts = [
            f"{column.label}: {cell}" if column.is_named else cell
            for column, cell in zip(self.columns[2:], others, strict=True)
            if cell
        ]
        sentences = " ".join(_sentence(formatting.markdown(line)) for text in texts for line in text.split("\n"))
        return f"- {head}. {sentences}" if sentences else f"- {head}"


def measure_row(measure: Measure, cells: tuple[str, ...], urls: UrlMap, language: Language) -> ReportRow:
    """Return a row on a measure, which is a link where the site has an address."""
    base_url = urls.roadmap.site.base_url
    url = f"{base_url}{urls.url_for(measure, language)}" if base_url else ""
    return ReportRow(f"{measure.display_number} {measure.title[language]}", url, cells)


def report_title(roadmap: Roadmap, words: str, language: Language) -> str:
    """Return the title of a report: the name of the site, then what the report is."""
    return f"{roadmap.site.name[language]}: {words}"


def _sentence(text: str) -> str:
    return text if text.endswith((".", "!", "?", "…", ")", "”")) else f"{text}."
