"""The advice: what the editors could write better, and where. Nothing of it stops a build."""

from __future__ import annotations

import sys
from collections.abc import Callable

import pytest
import yaml
from project import line_of, quoted

from generator.build import load_preview
from generator.cache import Cache
from generator.checks.prose.lint import advise
from generator.diagnostics import excerpt, in_order
from generator.project import Project
from generator.theme import built_in_words

TRAM = "content/measures/02-tram.md"
HEATING = "content/measures/01-heating.md"
ABOUT = "content/pages/about.md"
# One word fewer than a sentence may have.
TWENTY_NINE = " ".join(["Word", *["word"] * 28])


@pytest.fixture
def advice(city: Project) -> Callable[[], list[str]]:
    """Return all advice on the city, as one line each."""
    return lambda: [str(diagnostic) for diagnostic in in_order(advise(load_preview(city), Cache()))]


def say_in_english(edit: Callable[[str, str, str], None], text: str) -> int:
    """Write the English body of the page, and return the line of the file on which it begins."""
    line = line_of(ABOUT, "## Background")
    edit(ABOUT, "## Background\n\nThe plan is an example.\n", text)
    return line


def test_good_texts_need_no_advice(advice):
    assert advice() == []


def test_advice_comes_sorted_and_stops_nothing(edit, problems, advice):
    edit(TRAM, "title_en: A tram to the harbour", "title_en: A tram to the harbour.")
    edit(HEATING, "title_sv: Fjärrvärme utan kol", "title_sv: TODO")

    assert problems() == []
    assert advice() == [
        f'{HEATING}:{line_of(HEATING, "title_sv: TODO")}:11: "TODO" is a placeholder for missing text. Write the text.',
        f"{TRAM}:{line_of(TRAM, 'title_en')}:32: The title ends in a full stop. Delete the full stop.",
    ]


def test_drafts_are_advised_on_too(edit, advice):
    edit(TRAM, "number: 2", "number: 2\ndraft: yes")
    edit(TRAM, "title_en: A tram to the harbour", "title_en: TODO")

    assert advice() == [
        f'{TRAM}:{line_of(TRAM, "title_en")}:11: "TODO" is a placeholder for missing text. Write the text.'
    ]


@pytest.mark.parametrize(
    ("title", "advised"),
    [
        (f"A tram to the {'h' * 77}", ["11: The title has 91 characters. Shorten it to 90."]),
        (f"A tram to the {'h' * 76}", []),
        ('"A tram to the harbour."', ["33: The title ends in a full stop. Delete the full stop."]),
        ("A tram to the harbour etc...", []),
        ("A tram to the harbour a.s.a.p.", []),
        ("A tram to the harbour?", []),
    ],
)
def test_a_title(edit, advice, title, advised):
    edit(TRAM, "title_en: A tram to the harbour", f"title_en: {title}")

    assert advice() == [f"{TRAM}:{line_of(TRAM, 'title_en')}:{words}" for words in advised]


@pytest.mark.parametrize(
    ("problem", "advised"),
    [
        ("How does XX get to the harbour?", ["22: “XX”"]),
        ("TBD", ["13: “TBD”"]),
        ("How to get there? Lorem ipsum, xxx ???", ["31: “Lorem”", "44: “xxx”", "48: “???”"]),
        ("…", ["13: “…”"]),
        ("How does one … get to the harbour?", []),
        ("What does the todo list say of the xxist tram?", []),
    ],
)
def test_a_placeholder(edit, advice, problem, advised):
    edit(TRAM, "problem_en: How does one get to the harbour?", f"problem_en: {problem}")
    line, words = line_of(TRAM, "problem_en"), [word.replace("“", '"').replace("”", '"') for word in advised]

    assert advice() == [f"{TRAM}:{line}:{word} is a placeholder for missing text. Write the text." for word in words]


@pytest.mark.parametrize(
    ("text", "advised"),
    [
        ("Ask the ABC office, yes the ABC office.", ["9 ABC"]),
        ("The IoT-based HVAC of the city and TE24.", ["5 IoT", "15 HVAC", "36 TE24"]),
        ("A big machine (ABC) heats. The ABC is new.", []),
        ("The ABC (a big machine) heats the houses.", []),
        ("Chapters II and IV, level AA, for iPads and YouTube.", []),
        ("The standards ISO 9001, EN 301 549 and UA-1 are met.", []),
        ("See https://example.org/ABC and [it](https://example.org/ABC), `ABC`.\n\n    ABC", []),
        ("The COAL-fired plant, and WARNING of it.", []),
    ],
)
def test_an_abbreviation_that_the_glossary_does_not_explain(edit, advice, text, advised):
    line = say_in_english(edit, text)
    found = [one.split() for one in advised]

    assert advice() == [
        f'{ABOUT}:{line}:{column}: The glossary does not explain "{word}". Explain it there, or write it out.'
        for column, word in found
    ]


def test_an_abbreviation_is_told_once_for_each_text_and_language(edit, advice):
    edit(TRAM, "problem_sv: Hur kommer man till", "problem_sv: Hur kommer ABC till")
    edit(TRAM, "problem_en: How does one get to the harbour", "problem_en: How does the ABC get there, the ABC")

    assert [one.split()[0] for one in advice()] == [
        f"{TRAM}:{line_of(TRAM, 'problem_sv')}:24:",
        f"{TRAM}:{line_of(TRAM, 'problem_en')}:26:",
    ]


def test_a_text_that_is_the_same_in_two_languages(edit, advice):
    edit(TRAM, "problem_en: How does one get to the harbour?", "problem_en: hur kommer man  till hamnen?")

    assert advice() == [
        f'{TRAM}:{line_of(TRAM, "problem_en")}:13: This is the same text as in "problem_sv". Translate it.'
    ]


def test_a_body_that_is_the_same_in_two_languages(edit, advice):
    line = say_in_english(edit, "## Bakgrund\n\nPlanen är ett exempel.\n")

    assert advice() == [f"{ABOUT}:{line}:4: This is the same text as in “# På svenska”. Translate it."]


def test_a_name_may_be_the_same_in_two_languages(edit, advice):
    edit(TRAM, "title_sv: Spårvagn till hamnen", "title_sv: Kollektivtrafiksystemet")
    edit(TRAM, "title_en: A tram to the harbour", "title_en: Kollektivtrafiksystemet")
    edit(HEATING, "title_sv: Fjärrvärme utan kol", "title_sv: Dynasty Ten")
    edit(HEATING, "title_en: District heating without coal", "title_en: Dynasty Ten")

    assert advice() == []


def test_a_field_in_the_language_of_the_other(edit, advice):
    edit(TRAM, "problem_en: How does one get to the harbour?", "problem_en: Hur reser invånarna ner till stranden?")
    edit(TRAM, "problem_sv: Hur kommer man till hamnen?", "problem_sv: How do the residents travel to the shore?")
    seems = "Translate it, or move it to where it belongs."

    assert advice() == [
        f"{TRAM}:{line_of(TRAM, 'problem_sv')}:13: This seems to be in “In English”, not in “På svenska”. {seems}",
        f"{TRAM}:{line_of(TRAM, 'problem_en')}:13: This seems to be in “På svenska”, not in “In English”. {seems}",
    ]


def test_the_first_of_the_paragraphs_in_another_language(edit, advice):
    swedish = "Planen handlar om hur staden ska värma husen.\n\n## Mål\n\nStaden vill sluta elda kol före nästa vinter."
    say_in_english(edit, f"The plan is about how to heat the houses.\n\n{swedish}\n")

    assert [one.split(" Translate")[0] for one in advice()] == [
        f"{ABOUT}:{line_of(ABOUT, 'Planen handlar')}:1: This seems to be in “På svenska”, not in “In English”."
    ]


def test_a_language_that_the_detector_does_not_know_is_left_alone(city, edit, advice):
    for file in city.content.rglob("*.*"):
        text = file.read_text(encoding="utf-8").replace("_en:", "_tlh:").replace("\n  en:\n", "\n  tlh:\n")
        file.write_text(text, encoding="utf-8")
    words = city.theme.words_file("en")
    own = yaml.safe_load(words.read_bytes())
    words.with_name("tlh.yaml").write_text(
        yaml.safe_dump({name: text for name, text in {**built_in_words("en"), **own}.items() if text}), encoding="utf-8"
    )
    words.unlink()
    edit(TRAM, "problem_tlh: How does one get to the harbour?", "problem_tlh: Hur reser invånarna till stranden?")

    assert advice() == []


@pytest.mark.parametrize(
    ("link", "advised"),
    [
        ("Read [here](02-tram.md).", ['7: "here"']),
        ("The tram: **[Read more…](https://example.org/)**", ['14: "Read more…"']),
        ("The tram is [here][1].\n\n[1]: https://example.org/", ['14: "here"']),
        ("Here is what [the plan](about.md) says.", []),
        ("[Here is the plan](about.md)", []),
    ],
)
def test_a_link_that_does_not_say_where_it_leads(edit, advice, link, advised):
    line = say_in_english(edit, link.replace("02-tram.md", "../measures/02-tram.md"))

    assert advice() == [
        f"{ABOUT}:{line}:{words} does not say where the link leads. Name what is there." for words in advised
    ]


def test_each_language_has_its_own_empty_links(edit, advice):
    edit(HEATING, "Se också [spårvagnen]", "Se också [här]")
    edit(HEATING, "See also [the tram]", "See also [här]")
    assert advice() == []

    edit("content/site.yaml", "  en:\n", "    empty_links: här, läs mer\n  en:\n")
    line = line_of(HEATING, "Se också [här]")
    assert advice() == [f'{HEATING}:{line}:43: "här" does not say where the link leads. Name what is there.']


@pytest.mark.parametrize(
    ("text", "advised"),
    [
        (f"The first. Then {TWENTY_NINE} more.", ["12: This sentence has 31 words."]),
        (f"{TWENTY_NINE} more. And then more.", []),
        (f"{TWENTY_NINE} a.k.a. Another here.", ["1: This sentence has 32 words."]),
        (f"{TWENTY_NINE}\nmore on the next line", ["1: This sentence has 34 words."]),
        (
            f"{TWENTY_NINE} on 24.11.2026.\n\n{TWENTY_NINE} on 13.2. again",
            ["1: This sentence has 31 words.", "1: This sentence has 32 words."],
        ),
        (f"## {TWENTY_NINE}\n{TWENTY_NINE}\n- {TWENTY_NINE}\n- {TWENTY_NINE}", []),
        (f"“{TWENTY_NINE}!” “{TWENTY_NINE}?” **{TWENTY_NINE}.** {TWENTY_NINE}", []),
        (f"| One | Two |\n|---|---|\n| {TWENTY_NINE} | {TWENTY_NINE} |", []),
        (f"{TWENTY_NINE} [more](https://example.org/a-b_c). More", []),
    ],
)
def test_a_long_sentence(edit, advice, text, advised):
    say_in_english(edit, text)

    assert [one.partition(" Split")[0].split(":", 2)[2] for one in advice()] == advised


@pytest.mark.parametrize(
    ("text", "advised"),
    [
        ("## One\n\n#### Two\n\n##### Three", [("#### Two", "### Two")]),
        ("### One\n\n## Two", [("### One", "## One")]),
        ("One\n---\n\n### Two\n\n#### Three\n\n## Four\n\n### Five", []),
    ],
)
def test_a_heading_that_skips_a_level(edit, advice, text, advised):
    say_in_english(edit, text)

    assert advice() == [
        f"{ABOUT}:{line_of(ABOUT, heading)}:1: This heading skips a level. Write it with fewer # signs: {cure}"
        for heading, cure in advised
    ]


@pytest.mark.parametrize(
    ("text", "item", "cure"),
    [
        ("Steps:\n2. **one**\n3. two", "2. **one**", "Leave an empty line above the first."),
        ("1. one\n1. two", "1. one", "Write them like this: 2. two"),
        ("1. one\n3. two", "1. one", "Write them like this: 2. two"),
        ("1. vaihe\n\n3. vaihe", None, None),
        ("1. tammikuuta\n\n1. helmikuuta", None, None),
        ("o one\no two", "o one", "Write them like this: - one"),
        ("1.one\n2.two", "1.one", "Write them like this: 1. one"),
        ("*one\n*two", "*one", "Write them like this: - one"),
        ("a. one\nb. two", "a. one", "Write them like this: - one"),
        ("i) one\nii) two", "i) one", "Write them like this: - one"),
        ("*one* and\n*two*", None, None),
        ("24. marraskuuta 2026\n\n31. joulukuuta 2026", None, None),
        ("Steps:\n\n1) one\n2) two", None, None),
        ("• one\n\n• two", None, None),
        ("– one\n– two", None, None),
        ("-one\n-two", "-one", "Write them like this: - one"),
        (
            "a) [one](https://example.org/)\nb) two",
            "a) [one](https://example.org/)",
            "Write them like this: - [one](https://example.org/)",
        ),
        ("Steps:\n- one\n- two\n  - three", None, None),
        ("1. one\n2. two\n\n   more\n3. three", None, None),
        ("The city\n– that is, we –\nheats the houses.", None, None),
        ("In the years before\n1998. And after it.", None, None),
        ("\\- one\n\\- two", None, None),
    ],
)
def test_a_list_that_does_not_come_out(city, edit, text, item, cure):
    say_in_english(edit, text)

    assert list(map(quoted, advise(load_preview(city), Cache()))) == (
        [f"{ABOUT} [|{item}]: These lines will not become a list. {cure}"] if item else []
    )


JOINED = (
    "On the page, this continues the line above. Leave an empty line between them, or end the line above with "
    "two spaces."
)


@pytest.mark.parametrize(
    ("text", "advised"),
    [
        ("**one", '|**one]: "**" will be visible on the page, because it has no pair. Write **words**, or delete it.'),
        ("`**one` and \\*\\*", None),
        ("__one", '|__one]: "__" will be visible on the page, because it has no pair. Write **words**, or delete it.'),
        ("a_b__c", None),
        ("~~one", '|~~one]: "~~" has no meaning here and will be visible on the page. Delete it.'),
        ("- [ ] one", '- |[ ] one]: "[ ]" has no meaning here and will be visible on the page. Delete it.'),
        ("[one][two]", '|[one][two]]: "[one][two]" has no meaning here and will be visible on the page. Delete it.'),
        (
            "see www.stad.example.",
            'see |www.stad.example.]: "www.stad.example" is not an address. Write "https://www.stad.example".',
        ),
        (
            "see http:/stad.example",
            'see |http:/stad.example]: "http:/stad.example" is not an address. Write "http://stad.example".',
        ),
        ("https://stad.example", None),
        (
            "[one](http://stad.example)",
            '[one](|http://stad.example)]: "http://stad.example" is not encrypted. Write https:// if the page opens with it.',
        ),
        ("- one\n-", "|-]: This item of the list is empty. Write it, or delete the line."),
        (
            "Steps:\n\n    - one\n    - two",
            "|- one]: Four spaces turn this into program code. Start the line at the margin.",
        ),
        (
            "Steps:\n\n    this is a long line",
            "|this is a long line]: Four spaces turn this into program code. Start the line at the margin.",
        ),
        ("Steps:\n\n    ls -l", None),
        (
            "**one** is\n*two* and\n---",
            "|**one** is]: The hyphens below this text turn it into a heading. Leave an empty line between them.",
        ),
        ("**One**", "|**One**]: Bold text is not a heading. Write it as one: ## One"),
        ("**One.**", None),
        ("**One** two", None),
        ("> 65 years", "|> 65 years]: > turns this into a quotation. Write \\> if it means “more than”."),
        ("> One", None),
        ("an ` accent", 'an |` accent]: "`" has no meaning here and will be visible on the page. Delete it.'),
        (
            "Year\tCost\n2026\t5",
            (
                "|Year\tCost]: Tabs do not make a table. Write vertical bars, and |---|---| below the first row: | "
                "Year | Cost |"
            ),
        ),
        ("•\tone\n•\ttwo", None),
        ("Street 1\n06100 Porvoo, Finland", f"|06100 Porvoo, Finland]: {JOINED}"),
        ("It is done.\nThe next thing is done after it.", f"|The next thing is done after it.]: {JOINED}"),
        (
            "- It is\n  The next thing is done after it, which takes long.",
            f"|  The next thing is done after it, which takes long.]: {JOINED}",
        ),
        ("It is done.  \nThe next thing is done.", None),
        (
            "The city builds a harbour and a park for all of the people\nwho live in it, and for those who come to it.",
            None,
        ),
        ("One.\n\n---", None),
        ("One\n---", None),
    ],
)
def test_what_is_probably_not_shown_as_it_was_meant(city, edit, text, advised):
    say_in_english(edit, text)

    told = list(map(quoted, advise(load_preview(city), Cache())))
    assert told == ([f"{ABOUT} [{advised}"] if advised else [])


@pytest.mark.parametrize(
    ("title", "advised"),
    [
        ("A **new** tram", '"**" will be visible on the page, because this field takes plain text. Delete it.'),
        ("A <b>new</b> tram", '"<b>" will be visible on the page, because this field takes plain text. Delete it.'),
        ("A&nbsp;tram", '"&nbsp;" will be visible on the page, because this field takes plain text. Delete it.'),
        (
            "A [tram](https://stad.example)",
            '"](" will be visible on the page, because this field takes plain text. Delete it.',
        ),
        ("A new” tram", "The quotation mark ” has no pair. Write the other one, or delete it."),
        ('A ”new” tram of 5" and snake_case', None),
        ("Buses & trams < 5 km", None),
    ],
)
def test_a_field_shows_no_signs_of_markdown(edit, advice, title, advised):
    edit(TRAM, "title_en: A tram to the harbour", f"title_en: {title!r}")

    assert [one.split(": ", 1)[1] for one in advice()] == ([advised] if advised else [])


@pytest.mark.parametrize(
    ("file", "old", "column"),
    [
        ("content/glossary.yaml", "A fuel that is dug out of the earth.", 19),
        ("content/classifications.yaml", "Where in the city the measure is seen.", 19),
        ("content/classifications.yaml", "Energy is clean.", 23),
        (ABOUT, "What the plan is.", 17),
    ],
)
def test_the_texts_around_the_measures_are_advised_on_too(edit, advice, file, old, column):
    edit(file, old, "TODO")

    assert advice() == [
        f'{file}:{line_of(file, "TODO")}:{column}: "TODO" is a placeholder for missing text. Write the text.'
    ]


def test_a_place_within_a_field_is_that_of_the_word_where_the_line_shows_the_text_as_it_is(edit, advice):
    edit(TRAM, "title_sv: Spårvagn till hamnen", 'title_sv: "Spårvagn \\"till\\" TODO"')
    edit(TRAM, "title_en: A tram to the harbour", 'title_en: "A tram to the TODO"')

    assert [one.split()[0] for one in advice()] == [
        f"{TRAM}:{line_of(TRAM, 'title_sv')}:11:",
        f"{TRAM}:{line_of(TRAM, 'title_en')}:26:",
    ]


def test_the_line_is_quoted_below_the_advice(city, edit):
    say_in_english(edit, "The plan is\nTODO, so far.")
    (advice,) = advise(load_preview(city), Cache())

    assert excerpt(advice.location) == "    TODO, so far.\n    ^"


def test_a_build_needs_no_detector(run, monkeypatch):
    monkeypatch.setitem(sys.modules, "gcld3", None)

    assert run("build").exit_code == 0
