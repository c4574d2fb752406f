"""Says what the columns of the open data are, in the words that the editors have for them."""

from __future__ import annotations

from collections.abc import Mapping

from generator.export.columns import ExportColumn, ExportField
from generator.i18n import EDITOR_LANGUAGES, Translator
from generator.model import Language, Roadmap, labels_of


class Labels:
    """The words of one language; the names alone where the program does not speak it."""

    def __init__(self, roadmap: Roadmap, language: Language) -> None:
        self._roadmap, self._language = roadmap, language
        self._speaker = Translator(language.code, self._labels) if language.code in EDITOR_LANGUAGES else None

    def label(self, attribute: ExportField[object]) -> str:
        """What an attribute is called; its name where there is no word for it."""
        if self._speaker is None:
            return attribute.field.name
        if attribute.label is not None:
            return self._speaker.translate(attribute.label)
        # Only with its language at its end does a name of two words stay whole: “original_title_fi”.
        ending = f"_{self._language.code}" if attribute.field.translated else ""
        return self._speaker.label(attribute.field.name + ending) or attribute.field.name

    def label_of_column(self, column: ExportColumn) -> str:
        """The same of a column, with its language: “otsikko (Suomeksi)”."""
        label = self.label(column.attribute)
        return f"{label} ({column.language.endonym})" if column.language else label

    def hint(self, attribute: ExportField[object]) -> str:
        """What an attribute is; empty where that cannot be said."""
        return self._speaker.translate(attribute.field.hint) if self._speaker else ""

    def _labels(self) -> Mapping[str, str]:
        return labels_of(self._roadmap.classifications, self._language)
