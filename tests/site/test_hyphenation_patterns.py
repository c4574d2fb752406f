from __future__ import annotations

import pyphen
import pytest

from generator.site.hyphenation_patterns import patterns_of

WORDS = "tillgänglighetsredogörelse összességében meggyőződéssel adhnia infrastructure Verwaltungsverfahren a"


# Swedish; Catalan and Afrikaans, where breaks may change letters; Albanian, with slips of the pen in its file.
@pytest.mark.parametrize("locale", ["sv", "ca", "af_ZA", "sq_AL"])
def test_words_break_where_pyphen_breaks_them(locale):
    patterns, hyphenator = patterns_of(locale), pyphen.HyphDict(pyphen.LANGUAGES[locale])
    words = [*WORDS.split(), *map(str.__add__, *[iter(hyphenator.patterns)] * 2)][:500]

    assert patterns is not None
    assert {word: patterns.breaks(word) for word in words} == {
        word: [at for at in hyphenator.positions(word) if at.data is None] for word in words
    }


def test_a_language_without_a_file_has_no_patterns():
    assert patterns_of("zh_Hant") is None
