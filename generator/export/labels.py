"""Names and explains the columns of the open data in the words that the editors have for them."""

from __future__ import annotations

from babel import Locale

from generator.export.columns import ExportColumn, ExportField
from generator.i18n import EDITOR_LANGUAGES, Translator
from generator.model import Language, Roadmap, labels_of


class Labels:
    """The words of one language; the names alone where the program does not speak it."""

    def __init__(self, roadmap: Roadmap, language: Language) -> None:
        self._language = language
        self._translator = (
            Translator(language.code, lambda: labels_of(roadmap.classifications, language))
            if language.code in EDITOR_LANGUAGES
            else None
        )

    def label(self, exported: ExportField) -> str:
        """Return what a field is called; its name where there is no word for it."""
        field = exported.field
        if self._translator is None:
            return field.name
        if field.label is not None:
            return self._translator.translate(field.label)
        # Only with its language at its end does a name of two words stay whole: “original_title_fi”.
        ending = f"_{self._language.code}" if field.translated else ""
        return self._translator.label(field.name + ending) or field.name

    def label_of_column(self, column: ExportColumn) -> str:
        """Return what a column is called, with its language: “otsikko (suomi)”."""
        label = self.label(column.source)
        if column.language is None:
            return label
        return f"{label} ({Locale.parse(column.language.locale).get_language_name(self._language.locale)})"

    def hint(self, exported: ExportField) -> str:
        """Return what a field is; empty where that cannot be said."""
        return self._translator.translate(exported.hint) if self._translator else ""
