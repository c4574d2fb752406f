"""Every mistake of an editor's is met by a problem with its place and its cure."""

from __future__ import annotations

import os
import re
import sys
import unicodedata
from pathlib import Path

import pytest
from project import line_of

from generator.build import advice, load_preview, load_published, outputs, render
from generator.content.interface_words import CONTENT_WORDS
from generator.theme import interface_words

TRAM = "content/measures/02-tram.md"
HEATING = "content/measures/01-heating.md"
ABOUT = "content/pages/about.md"
SITE = "content/site.yaml"
WORDS_EN, WORDS_SV = (f"content/theme/templates/words/{code}.yaml" for code in ("en", "sv"))
CLASSIFICATIONS = "content/classifications.yaml"


def from_line(start: int, problem: str) -> str:
    """Return a problem whose lines are written as their distance from another: “:+1:4: …”."""
    return re.sub(r"(^:|line )([+-]\d+)", lambda written: f"{written[1]}{start + int(written[2])}", problem)


def test_the_miniature_city_has_no_problem(problems):
    assert problems() == []


def test_the_mistakes_of_all_files_come_at_once_sorted_by_place(edit, problems):
    edit(TRAM, "district: south", "district: sauth")
    edit(HEATING, "goal: X", "goal: Q")
    edit(ABOUT, "menu: main", "menu: top")

    assert problems() == [
        f'{HEATING}:{line_of(HEATING, "goal: Q")}:7: "Q" is not a goal. Use one of X (Clean energy), Y (Sustainable travel).',
        f'{TRAM}:{line_of(TRAM, "sauth")}:11: "sauth" is not a district. Did you mean "south"?',
        f'{ABOUT}:{line_of(ABOUT, "menu: top")}:7: "top" is not a menu. Use one of main, footer.',
    ]


@pytest.mark.parametrize(
    ("old", "new", "problem"),
    [
        ("title_en: A tram to the harbour\n", "", ':-1: "title_en" is missing. Add a line “title_en: …”.'),
        ("title_en:", "titel_en:", ':+0:1: "titel_en" is not a field here. Did you mean "title_en"?'),
        (
            "number: 2\n",
            "number: 2\ncolour: red\n",
            ':+1:1: "colour" is not a field here. Move its content into the text, or delete the line.',
        ),
        ("number: 2\n", "number: 2\nnumber: 3\n", ':+1:1: "number" appears twice, first on line +0. Delete one.'),
        ("number: 2\n", "number:\n", ':+0:8: "number" is empty. Write its value after the colon.'),
        (
            "number: 2\n",
            "number: two\n",
            ':+0:9: "two" is not a number from 1 to 99999. Write one such as 14.',
        ),
        ("number: 2\n", "number: 02\n", ':+0:9: "02" is not a number from 1 to 99999. Write one such as 14.'),
        (
            "number: 2\n",
            "number: [2]\n",
            ':+0:9: "number" takes one value. Write it without the brackets, or put it in quotation marks with them.',
        ),
        ("goal: Y", "goal: no", ':+0:7: "no" is not a goal. Use one of X (Clean energy), Y (Sustainable travel).'),
        (
            "slug_en: tram",
            "slug_en: Tram",
            ':+0:10: "Tram" cannot be used in an address. Use a–z, 0–9 and single hyphens: "tram".',
        ),
        (
            "slug_en: tram",
            "slug_en: ../tram",
            ':+0:10: "../tram" cannot be used in an address. Use a–z, 0–9 and single hyphens: "tram".',
        ),
        (
            "slug_en: tram",
            "slug_en: spårväg",
            ':+0:10: "spårväg" cannot be used in an address. Use a–z, 0–9 and single hyphens: "sparvag".',
        ),
        ("slug_en: tram", "slug_en: con", ':+0:10: "con" cannot be used in an address. Choose another word.'),
        (
            "title_en: A tram",
            "title_en: A tram: north",
            ':+0:17: A value with a colon needs quotation marks: title_en: "A tram: north to the harbour"',
        ),
        (
            "title_en: A tram",
            'title_en: "A tram',
            ':+0:11: The quotation mark that opens here is not closed on its line. Write: title_en: "A tram to the harbour"',
        ),
        (
            "title_en: A tram",
            "title_en: *A tram",
            ':+0:11: A value cannot begin with *. Put the value in quotation marks: title_en: "*A tram to the harbour"',
        ),
        (
            "title_en: A tram",
            "title_en: &a tram",
            ':+0:11: A value cannot begin with &. Put the value in quotation marks: title_en: "&a tram to the harbour"',
        ),
        (
            "title_en: A tram",
            "title_en: !!python/object tram",
            ':+0:11: A value cannot begin with !. Put the value in quotation marks: title_en: "!!python/object tram to the harbour"',
        ),
        (
            "title_en: A tram",
            "title_en: Tram #1",
            ":+0:16: What follows # would not be shown. Put the value in quotation marks, or delete the rest.",
        ),
        ("goal: Y", "\tgoal: Y", ":+0:1: There is a tab here. Use spaces."),
        (
            "goal: Y",
            "goal Y",
            ":+0:1: The colon is missing. Write: goal: Y",
        ),
        (
            "goal: Y",
            "goal: " + "[" * 5000,
            ":+0:7: There are lists within lists here. Write one “name: value” per line.",
        ),
        (
            "goal: Y",
            "goal: " + "- " * 2000,
            ":+0:7: There are lists within lists here. Write one “name: value” per line.",
        ),
        (
            "goal: Y",
            "go\x00al: Y",
            ":+0:3: There is a hidden character here (U+0000). Delete it and write the word again.",
        ),
        (
            "goal: Y",
            "goal: \u202eY",
            ":+0:7: There is a hidden character here (U+202E). Delete it and write the word again.",
        ),
        (
            "title_en: A tram to the harbour",
            'title_en: "A\\u202e"',
            ":+0:11: There is a hidden character here (U+202E). Delete it and write the word again.",
        ),
    ],
)
def test_a_broken_field(edit, problems, old, new, problem):
    line = line_of(TRAM, old)
    edit(TRAM, old, new)

    assert problems() == [TRAM + from_line(line, problem)]


@pytest.mark.parametrize(
    ("body", "problem"),
    [
        (
            "Text.",
            ":+0:1: This text has no language heading. Write a heading above it: “# På svenska”, “# In English”.",
        ),
        ("# På svenska\n\nText.", ":+0:1: The section “# In English” is missing. Write it, or delete the others."),
        (
            "# På svenska\n# In English\n# In English",
            ':+2:1: The section "In English" appears twice. Combine the two.',
        ),
        (
            "# På svenska\n# In English\n# Suomeksi",
            ':+2:1: "Suomeksi" is not a language. Write “# På svenska”, “# In English”, or ## for a heading in the text.',
        ),
        (
            "# På svenska\nText.\n# In English\nA <b>word",
            ":+3:3: <b> is HTML. Write it as Markdown: **bold**, [text](address), ## heading.",
        ),
        (
            "# På svenska\nText.\n# In English\n<script>",
            ":+3:1: <script> is HTML. Write it as Markdown: **bold**, [text](address), ## heading.",
        ),
        (
            "# På svenska\nText.\n# In English\n![x](x.png)",
            ":+3:6: Pictures cannot be shown here. Describe in words what this one shows.",
        ),
        (
            "# På svenska\nText.\n# In English\n[x](javascript:alert)",
            ':+3:5: "javascript:alert" leads nowhere. Write an address that begins with https://, or the name of a content file such as 14-example.md.',
        ),
        (
            "# På svenska\nText.\n# In English\n[x](01-heeting.md)",
            ':+3:5: There is no published file "measures/01-heeting.md". Did you mean "measures/01-heating.md"?',
        ),
        (
            "# På svenska\nText.\n# In English\n[x](../pages/about.md#bakground)",
            ':+3:5: "pages/about.md" has no heading "#bakground" in this language. Did you mean "#background"?',
        ),
        (
            "# På svenska\nText.\n# In English\n" + "[" * 5000,
            ":+3:1: The sign [ appears more than 600 times. Split the text.",
        ),
        (
            "# På svenska\nText.\n# In English\n" + "> " * 300 + "a",
            ":+3:1: This line is too far from the margin. Move it to the left.",
        ),
        (
            "# På svenska\nText.\n# In English\n" + "- " * 300 + "a",
            ":+3:1: This line is too far from the margin. Move it to the left.",
        ),
        (
            "# På svenska\nText.\n# In English\n\n[Note]: important",
            ":+4:1: This line would not be shown. Write a link as [text](address).",
        ),
        (
            "# På svenska\nText.\n# In English\n\n|a|b|\n|-|-|\n|c|d|e|",
            ":+6:1: This row has more cells than the first row of its table. Use the same number of cells.",
        ),
        (
            "# På svenska\nText.\n# In English\n\n```\n# x\n```",
            ":+4:1: Code cannot be marked like this here. Start each of its lines with four spaces.",
        ),
    ],
)
def test_a_broken_body(city, problems, body, problem):
    fields = Path(TRAM).read_text(encoding="utf-8") + "\n"
    Path(TRAM).write_text(fields + body + "\n", encoding="utf-8")

    assert problems() == [TRAM + from_line(fields.count("\n") + 1, problem)]


def test_front_matter_without_its_ends(edit, problems):
    edit(TRAM, "price: high\n---\n", "price: high\n")
    edit(HEATING, "---\nnumber", "number")

    assert problems() == [
        HEATING + ":1:1: The first line must be “---”, and the fields follow it. Write it there.",
        f"{TRAM}:{line_of(TRAM, 'price: high')}:1: The fields have no end. Write a line “---” below the last one.",
    ]


def test_bytes_of_windows_1252_are_named_at_their_place(city, problems):
    line = line_of(TRAM, "title_sv: ")
    Path(TRAM).write_bytes(Path(TRAM).read_text(encoding="utf-8").encode("cp1252"))

    assert problems() == [
        f"{TRAM}:{line}:13: The file is not saved as UTF-8. Save it again and choose the encoding UTF-8."
    ]


def test_text_of_windows_and_macos_gives_the_same_site(city, pages):
    before = pages()
    for path in (TRAM, HEATING):
        text = unicodedata.normalize("NFD", Path(path).read_text(encoding="utf-8")).replace("\n", "\r\n")
        Path(path).write_bytes(b"\xef\xbb\xbf" + text.encode())

    assert pages() == before


def test_a_file_name_of_macos_is_linked_by_its_composed_name(edit, problems):
    Path(TRAM).rename(unicodedata.normalize("NFD", "content/measures/02-spårvagn.md"))
    text = Path(HEATING).read_text(encoding="utf-8").replace("02-tram.md", "02-spårvagn.md")
    Path(HEATING).write_text(text, encoding="utf-8")

    assert problems() == []


def test_an_alias_bomb_is_met_by_a_problem(edit, problems):
    edit(TRAM, "number: 2\n", "number: &a [x]\ngoal2: [*a, *a]\n")

    assert any("lists" in problem or "takes one value" in problem for problem in problems())


def test_files_that_are_not_content_are_named(city, problems, tmp_path):
    folder = Path("content/measures")
    (folder / "tram.md.txt").write_text("")
    (folder / "New Tram.md").write_text("")
    (folder / "TRAM.MD").write_text("")
    (folder / "old").mkdir()
    (folder / "~$tram.docx").write_text("litter is passed over")
    (folder / "out.md").symlink_to(tmp_path / "static")

    assert problems() == [
        'content/measures/New Tram.md: This file name cannot be used. Use letters, digits and hyphens: "new-tram.md".',
        'content/measures/TRAM.MD: Only Markdown files are read here. If this is one, name it "tram.md"; if not, move it elsewhere.',
        "content/measures/old: Folders in this folder are not read. Move the files up.",
        "content/measures/out.md: This is not a regular file but a link or a device. Put the file itself here.",
        'content/measures/tram.md.txt: Only Markdown files are read here. If this is one, name it "tram.md"; if not, move it elsewhere.',
    ]


@pytest.mark.skipif(sys.platform == "win32", reason="Windows has no such pipes")
def test_a_pipe_is_not_waited_for(city, problems):
    os.mkfifo("content/measures/pipe.md")

    assert problems() == [
        "content/measures/pipe.md: This is not a regular file but a link or a device. Put the file itself here."
    ]


def test_a_file_too_large_to_be_meant(city, problems):
    Path(TRAM).write_text("a" * 300_000)

    assert problems() == [f"{TRAM}: The file is too large: 300 kB. At most 200 kB is read; make it smaller."]


def test_a_missing_folder_and_an_unknown_file(city, problems):
    Path("content/notes.docx").write_text("")
    assert problems() == [
        "content/notes.docx: This is not read from here. Move it elsewhere; only brand, classifications.yaml, editions, follow-up.yaml, glossary.yaml, indicators, measures, pages, site.yaml, theme, withdrawn.yaml belong here."
    ]

    Path("content").rename("elsewhere")
    assert problems() == [
        "content: The folder is missing. Run the command in the folder of the project, or put the folder back."
    ]


def test_a_city_s_own_word_goes_before_the_built_in_one(city, pages):
    Path(WORDS_EN).write_text("no_measures: None yet\nskip_link: To the plan\n", encoding="utf-8")
    Path(WORDS_SV).unlink()

    built = pages()
    assert [text in built["en/index.html"] for text in (">To the plan<", "Main menu", "Skip to")] == [
        True,
        True,
        False,
    ]
    assert "Huvudmeny" in built["index.html"]


@pytest.mark.parametrize(("code", "locale"), [("de", "de_DE"), ("pl", "pl_PL")])
def test_a_draft_of_a_language_is_in_the_preview_with_the_first_language_in_its_gaps(city, edit, code, locale):
    draft = f"  {code}:\n    in_itself: Entwurf\n    locale: {locale}\n    date_format: d.M.yyyy\n    draft: yes\n"
    before = advice(load_preview(city), city.theme)
    edit(SITE, "languages:\n", f"name_{code}: Klimaplan\nlanguages:\n")
    with Path(SITE).open("a", encoding="utf-8") as site:
        site.write(draft)
    preview, published = load_preview(city), load_published(city)
    pages = {path: page for path, page in render(outputs(preview, city)) if path.endswith("index.html")}

    assert [language.code for language in published.site.languages] == ["sv", "en"]
    assert preview.site.name[preview.site.languages[2]] == "Klimaplan"
    tram = next(page.decode() for path, page in pages.items() if path.startswith(f"{code}/") and "/sparvagn/" in path)
    assert ("Spårvagn till hamnen" in tram, f'<html lang="{code}"' in tram) == (True, True)
    assert advice(preview, city.theme) == before


def test_the_first_language_is_no_draft(edit, problems):
    edit(SITE, "    locale: sv_FI\n", "    locale: sv_FI\n    draft: yes\n")

    line = line_of(SITE, "languages:") + 1
    assert problems() == [
        f"{SITE}:{line}:3: The first language is the default of the whole site and cannot be a draft. Put another one first."
    ]


def test_a_language_without_built_in_words_must_write_them_all(city, problems):
    for file in Path("content").rglob("*.*"):
        text = file.read_text(encoding="utf-8")
        text = text.replace("_en:", "_pl:").replace("# In English", "# Po polsku").replace("In English", "Po polsku")
        file.write_text(text.replace("  en:", "  pl:").replace("locale: en_GB", "locale: pl_PL"), encoding="utf-8")
    site = Path("content/site.yaml")
    forms = re.sub(r"(home_lead_pl: ).*", r"\1a | b | c | d", site.read_text(encoding="utf-8"))
    site.write_text(forms, encoding="utf-8")

    own = "content/theme/templates/words/pl.yaml"
    names = [name for name in interface_words() if name not in CONTENT_WORDS]
    assert problems() == [
        f"{own}: There are no built-in words for the language “pl”, and {len(names)} are missing here, “skip_link” first. "
        "Write all that templates/words/en.yaml of the theme has."
    ]


def test_content_of_an_older_format_says_how_to_bring_it_up(edit, problems):
    edit(SITE, "content_format: 1\n", "")
    edit(SITE, "updated: ", "renewed: ")

    assert problems() == [
        (
            "content/site.yaml:2:1: The format of this content is older than 1. Run “tiekartta upgrade”, which "
            "shows and makes the change."
        )
    ]


def test_content_of_a_newer_format_says_to_take_the_newer_program(edit, problems):
    edit(SITE, "content_format: 1", "content_format: 2")
    edit(SITE, "updated: ", "renewed: ")

    assert problems() == [
        (
            "content/site.yaml:2:17: This content is for a newer version of the program: this one reads format 1. "
            "Install that version, as described in the chapter “A new version” of its README."
        )
    ]


def test_the_site_names_what_it_needs(edit, problems):
    edit(SITE, "updated: 2026-01-31", "updated: 2026-13-01")
    edit(SITE, "https://stad.example/en/feedback/", "feedback")

    assert problems() == [
        f'{SITE}:{line_of(SITE, "feedback_url_en")}:18: "feedback" is not an address. Write one that begins with https://.',
        f'{SITE}:{line_of(SITE, "2026-13-01")}:10: "2026-13-01" is not a date: there is no such month. Write a month from 1 to 12.',
    ]


def test_a_mistake_in_the_languages_comes_before_all_that_depends_on_them(edit, problems):
    endonym = line_of(SITE, "in_itself: In English")
    edit(SITE, "in_itself: In English", "in_itself: På svenska")
    edit(SITE, "locale: en_GB", "locale: english")
    edit(SITE, "date_format: d MMMM yyyy", "date_format: dd.mm.yyyy")
    edit(SITE, "https://stad.example/en/feedback/", "feedback")

    assert problems() == [
        f'{SITE}:{endonym}:16: "På svenska" is already in use. Choose another.',
        f'{SITE}:{line_of(SITE, "locale: english")}:13: "english" is not a locale. Write a language and a country, such as fi_FI.',
        f'{SITE}:{line_of(SITE, "dd.mm.yyyy")}:18: "dd.mm.yyyy" is not a date format. Use d, M and y, such as d.M.yyyy.',
    ]


def test_a_classification_without_a_folder_has_no_use_for_slugs(edit, problems):
    edit(CLASSIFICATIONS, "  menu: main\n  folder_sv: mal\n  folder_en: goals\n", "")
    slugs = ("slug_sv: ren-energi", "slug_en: clean-energy", "slug_sv: hallbara-resor", "slug_en: sustainable-travel")

    assert [problem.split(": ", 1)[0] for problem in problems()] == [
        f"{CLASSIFICATIONS}:{line_of(CLASSIFICATIONS, slug)}:7" for slug in slugs
    ]


@pytest.mark.parametrize(
    ("file", "old", "new", "problem"),
    [
        (
            "classifications.yaml",
            "  plural_en: Districts\n",
            "  plural_en: Districts\n  menu: main\n",
            ':-4:1: "district" is in the menu, so it needs pages. Add “folder_sv: …” in each language.',
        ),
        (
            "classifications.yaml",
            "district:",
            "sort:",
            ':+0:1: "sort" already has another meaning here. Choose another name.',
        ),
        (
            "site.yaml",
            "letters_after_z: åäö",
            "letters_after_z: åää",
            ':+0:22: "åää" is not a list of letters. Write each letter once, in alphabetical order, such as åäö.',
        ),
    ],
)
def test_what_would_make_the_site_go_wrong_in_silence(edit, problems, file, old, new, problem):
    line = line_of(f"content/{file}", old)
    edit(f"content/{file}", old, new)

    assert problems() == [f"content/{file}" + from_line(line, problem)]


def test_no_classification_at_all_is_one_problem(city, problems):
    Path(CLASSIFICATIONS).write_text("{}")

    assert problems() == [
        "content/classifications.yaml:1:1: There is no classification here. Write one, such as goal, with its values."
    ]


def test_a_link_to_a_draft_says_that_it_is_one(edit, problems):
    edit(TRAM, "number: 2\n", "number: 2\ndraft: yes\n")
    message = "is a draft and has no page yet. Delete its line “draft: yes”, or this link."

    assert [problem for problem in problems() if "draft" in problem] == [
        f'{HEATING}:{line_of(HEATING, "[spårvagnen]")}:55: "measures/02-tram.md" {message}',
        f'{HEATING}:{line_of(HEATING, "[the tram]")}:60: "measures/02-tram.md" {message}',
    ]


def test_a_roadmap_of_drafts_alone_builds_and_says_so(run, edit):
    for file in (TRAM, HEATING):
        edit(file, "---\nnumber", "---\ndraft: yes\nnumber")
    result = run("build")

    assert result.exit_code == 0
    assert result.output.splitlines()[1:] == [
        "No measure is published. Write one, or delete the line “draft: yes” of one."
    ]
    assert run("verify", "site").exit_code == 0
    assert "The plan has no measures." in Path("site/en/index.html").read_text(encoding="utf-8")
    for page in ("measures/", "figures/", "whole-plan/"):
        assert Path("site", "en", page, "index.html").read_text(encoding="utf-8").count("No measures") == 1


def test_what_only_the_whole_roadmap_shows(edit, problems):
    edit(TRAM, "number: 2", "number: 1")
    edit(TRAM, "slug_en: tram", "slug_en: district-heating")

    assert problems() == [
        f"{TRAM}:{line_of(TRAM, 'number: 1')}:9: Number 1 is already used by {HEATING}. Give one of them another.",
        f'{TRAM}:{line_of(TRAM, "slug_en")}:10: The address "/en/measures/district-heating/" already belongs to {HEATING}. Change one of the two.',
    ]


@pytest.mark.parametrize("slug", ["en", "measures", "mal", "assets"])
def test_a_page_cannot_take_the_address_of_another(edit, problems, slug):
    edit(ABOUT, "slug_sv: om-planen", f"slug_sv: {slug}")
    taken = problems()

    assert (taken == []) == (slug == "measures")
    assert all("already belongs to" in problem for problem in taken)


@pytest.mark.parametrize("nothing", ["", " null", " ~", " Null", ' ""'])
def test_an_optional_field_without_a_value_is_left_out(edit, pages, nothing):
    before = pages()
    edit(TRAM, "number: 2\n", f"number: 2\ncode:{nothing}\nkeywords_sv:{nothing}\nkeywords_en:{nothing}\n")
    edit(SITE, "updated: 2026-01-31\n", f"updated: 2026-01-31\nredirects:{nothing}\n")

    assert pages() == before


def test_a_word_in_quotation_marks_is_no_word_of_yaml(city, edit):
    edit(TRAM, "title_en: A tram to the harbour", 'title_en: "null"')

    assert load_published(city).measures[1].title.by_code["en"] == "null"


@pytest.mark.parametrize("text", ["012", "1.10", "0x1F", "yes", "1e3", "12:30"])
def test_a_text_is_read_letter_for_letter(city, edit, text):
    edit(TRAM, "title_en: A tram to the harbour", f"title_en: {text}")

    assert load_published(city).measures[1].title.by_code["en"] == text


def test_a_draft_may_have_its_text_in_one_language_first(city, edit):
    edit(TRAM, "number: 2\n", "number: 2\ndraft: yes\n")
    edit(HEATING, "[spårvagnen](02-tram.md)", "spårvagnen")
    edit(HEATING, "[the tram](02-tram.md)", "the tram")
    Path(TRAM).write_text(Path(TRAM).read_text(encoding="utf-8") + "\n# På svenska\n\nText.\n\n# In English\n")

    assert len(load_preview(city).measures) == 2
