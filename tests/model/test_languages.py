"""Texts in several languages."""

from __future__ import annotations

import pytest

from generator.model import Language, Localized


def test_a_translated_text_is_never_used_without_its_language():
    finnish = Language("fi", "Suomeksi", "fi_FI", "d.M.yyyy", True)
    text = Localized({"fi": "Hei"})

    assert text[finnish] == "Hei"
    assert repr(text) == "Localized(by_code={'fi': 'Hei'})"
    with pytest.raises(TypeError):
        str(text)
    with pytest.raises(TypeError):
        bool(text)
