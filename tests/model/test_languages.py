"""Texts in several languages."""

from __future__ import annotations

from types import SimpleNamespace

import pytest

from generator.model import Language, Localized, labels_of


def test_a_translated_text_is_never_used_without_its_language():
    finnish = Language("fi", "Suomeksi", "fi_FI", "d.M.yyyy", True)
    text = Localized({"fi": "Hei"})

    assert text[finnish] == "Hei"
    assert repr(text) == "Localized(by_code={'fi': 'Hei'})"
    with pytest.raises(TypeError):
        str(text)
    with pytest.raises(TypeError):
        bool(text)


def test_a_name_within_a_sentence_keeps_its_capital_in_german_only():
    goal = SimpleNamespace(id="goal", label=Localized({"de": "Ziel", "sv": "Mål"}))
    german = Language("de", "Auf Deutsch", "de_DE", "d.M.yyyy", True)
    swedish = Language("sv", "På svenska", "sv_FI", "d.M.yyyy", True)

    assert [labels_of([goal], language) for language in (german, swedish)] == [{"goal": "Ziel"}, {"goal": "mål"}]
