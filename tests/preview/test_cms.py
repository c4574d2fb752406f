"""The form describes the fields of the content, and gets everything from its package."""

from __future__ import annotations

import json
import re
from dataclasses import replace
from pathlib import Path

import pytest
import yaml
from project import ROOT

from generator.content import parsers
from generator.content.hidden_characters import VISIBLE
from generator.content.loader import read_settings
from generator.i18n import Translator
from generator.preview.cms import FONT_ELSEWHERE, PACKAGE_ELSEWHERE, STATUS_ELSEWHERE, Form
from generator.preview.cms_config import Repository, form_config
from generator.preview.cms_package import SVELTIA, NodeModules
from generator.preview.server import Preview

DATE = r"^\s*(\d{4}-\d\d-\d\d|\d{1,2}\.\d{1,2}\.\d{4}|\d{4}(-\d\d|-Q[1-4])?)\s*$"

PROGRAM = """
fetch(`https://unpkg.com/@sveltia/cms@1.2.3/locales/${language}.json`);
fetch(`https://www.githubstatus.com/api/v2/status.json`);
src:url(https://cdn.jsdelivr.net/fontsource/fonts/source-sans-3:vf@5.3.0/latin-wght-normal.woff2)
"""

CONFIG = r"""
app_title: Editing the roadmap
backend: {name: gitea, repo: local/PROJECT, app_id: none, auth_methods: [oauth]}
media_libraries: {default: false, cloudinary: false}
output: {omit_empty_optional_fields: true}
collections:
- name: measures
  label: Measures
  folder: content/measures
  extension: md
  format: tiekartta-frontmatter
  identifier_field: title_en
  duplicate: false
  editor: {preview: false}
  slug: {template: '{{number}}-{{slug_sv}}', editable: false}
  summary: '{{number}} {{title_en}}'
  preview_path: atgarder/{{fields.slug_sv}}/
  sortable_fields: {fields: [number], default: {field: number}}
  fields:
  - {name: number, label: Number, hint: 'The measure’s own number in the roadmap.', required: true, widget: string, pattern: ['^\s*([1-9][0-9]{0,4})\s*$', This is not in the right form. Write it like “14”.], default: '3'}
  - {name: code, label: Code, hint: 'What readers know the measure by, if not its number.', required: false, widget: string, pattern: ['^\s*(CODE)\s*$', This is not in the right form. Write it like “B5+6”.]}
  - {name: draft, label: Draft, hint: 'Yes while it is not finished: the preview shows it, the site does not.', required: false, widget: select, options: [{value: 'yes', label: 'yes'}, {value: 'no', label: 'no'}], dropdown_threshold: 0, default: 'yes'}
  - {name: goal, label: Goal, hint: One of the values of this classification., required: true, widget: select, options: [{value: X, label: Clean energy}, {value: Y, label: Sustainable travel}, {value: '?', label: not known yet}], dropdown_threshold: 0, default: '?'}
  - {name: district, label: District, hint: One of the values of this classification., required: true, widget: select, options: [{value: north, label: North}, {value: south, label: South}, {value: '?', label: not known yet}], dropdown_threshold: 0, default: '?'}
  - {name: weight, label: Weight, hint: One of the values of this classification., required: true, widget: select, options: [{value: S, label: small}, {value: L, label: large}, {value: '?', label: not known yet}], dropdown_threshold: 0, default: '?'}
  - {name: price, label: Price, hint: One of the values of this classification., required: true, widget: select, options: [{value: low, label: low}, {value: high, label: high}, {value: '?', label: not known yet}], dropdown_threshold: 0, default: '?'}
  - &title_sv {name: title_sv, label: 'Title (på svenska)', hint: 'Short and clear, without a full stop at the end.', required: true, widget: string}
  - &title_en {name: title_en, label: 'Title (in English)', hint: 'Short and clear, without a full stop at the end.', required: true, widget: string}
  - {name: slug_sv, label: 'Slug (på svenska)', hint: 'The page’s part of the address. Do not change it once it is published: links to it would break.', required: true, widget: string, maxlength: 80, pattern: ['^\s*([a-z0-9]+(-[a-z0-9]+)*)\s*$', This is not in the right form. Write it like “iot-platform”.]}
  - {name: slug_en, label: 'Slug (in English)', hint: 'The page’s part of the address. Do not change it once it is published: links to it would break.', required: true, widget: string, maxlength: 80, pattern: ['^\s*([a-z0-9]+(-[a-z0-9]+)*)\s*$', This is not in the right form. Write it like “iot-platform”.]}
  - {name: summary_sv, label: 'Summary (på svenska)', hint: &summary 'What will be done, in a sentence or two of plain words. It begins the page.', required: false, widget: string}
  - {name: summary_en, label: 'Summary (in English)', hint: *summary, required: false, widget: string}
  - {name: problem_sv, label: 'Problem (på svenska)', hint: &problem 'The problem that the measure solves, as a question. Without it, lists show the beginning of the text.', required: false, widget: string}
  - {name: problem_en, label: 'Problem (in English)', hint: *problem, required: false, widget: string}
  - {name: keywords_sv, label: 'Keywords (på svenska)', hint: 'Everyday words that readers may search for, separated by commas.', required: false, widget: string}
  - {name: keywords_en, label: 'Keywords (in English)', hint: 'Everyday words that readers may search for, separated by commas.', required: false, widget: string}
  - {name: original_title_sv, label: 'Original title (på svenska)', hint: &original 'The exact wording of the source, where the site shows it corrected.', required: false, widget: string}
  - {name: original_title_en, label: 'Original title (in English)', hint: *original, required: false, widget: string}
  - {name: original_problem_sv, label: 'Original problem (på svenska)', hint: *original, required: false, widget: string}
  - {name: original_problem_en, label: 'Original problem (in English)', hint: *original, required: false, widget: string}
  - {name: original_goal_sv, label: 'Original goal (på svenska)', hint: *original, required: false, widget: string}
  - {name: original_goal_en, label: 'Original goal (in English)', hint: *original, required: false, widget: string}
  - {name: original_district_sv, label: 'Original district (på svenska)', hint: *original, required: false, widget: string}
  - {name: original_district_en, label: 'Original district (in English)', hint: *original, required: false, widget: string}
  - {name: original_weight_sv, label: 'Original weight (på svenska)', hint: *original, required: false, widget: string}
  - {name: original_weight_en, label: 'Original weight (in English)', hint: *original, required: false, widget: string}
  - {name: original_price_sv, label: 'Original price (på svenska)', hint: *original, required: false, widget: string}
  - {name: original_price_en, label: 'Original price (in English)', hint: *original, required: false, widget: string}
  - {name: aliases_sv, label: 'Aliases (på svenska)', hint: &aliases 'Slugs that it had before, separated by commas. Their addresses lead here, so that old links still work.', required: false, widget: string, pattern: &several ['^\s*(([a-z0-9]+(-[a-z0-9]+)*)(\s*,\s*([a-z0-9]+(-[a-z0-9]+)*))*)\s*$', This is not in the right form. Write it like “iot-trial”.]}
  - {name: aliases_en, label: 'Aliases (in English)', hint: *aliases, required: false, widget: string, pattern: *several}
  - &kept {name: kept, label: Kept, hint: 'The advice that you do not follow, and why. The advice itself gives the line to copy.', required: false, widget: string, pattern: ['^\s*(KEPT)\s*$', This is not in the right form. Write it like “long-title (as in the source)”.]}
  - &accepted_sv {name: accepted_sv, widget: hidden}
  - &accepted_en {name: accepted_en, widget: hidden}
  - &body {name: body, label: Text, hint: 'The rest of the text, in Markdown: below the heading of each language, “# På svenska”, “# In English”.', required: false, widget: text, default: "# På svenska\n\n\n# In English"}
- name: pages
  label: Pages
  preview_path: '{{fields.slug_sv}}/'
  folder: content/pages
  extension: md
  format: tiekartta-frontmatter
  identifier_field: title_en
  duplicate: false
  editor: {preview: false}
  slug: {template: '{{slug_sv}}', editable: false}
  fields:
  - *title_sv
  - *title_en
  - {name: slug_sv, label: 'Slug (på svenska)', hint: 'The page’s part of the address. Do not change it once it is published: links to it would break.', required: true, widget: string, maxlength: 80, pattern: ['^\s*([a-z0-9]+(-[a-z0-9]+)*)\s*$', This is not in the right form. Write it like “about”.]}
  - {name: slug_en, label: 'Slug (in English)', hint: 'The page’s part of the address. Do not change it once it is published: links to it would break.', required: true, widget: string, maxlength: 80, pattern: ['^\s*([a-z0-9]+(-[a-z0-9]+)*)\s*$', This is not in the right form. Write it like “about”.]}
  - {name: description_sv, label: 'Description (på svenska)', hint: 'What the page is about, in a sentence. Search engines show it.', required: true, widget: string}
  - {name: description_en, label: 'Description (in English)', hint: 'What the page is about, in a sentence. Search engines show it.', required: true, widget: string}
  - {name: menu, label: Menu, hint: 'Where the page is linked from: the main menu or the end of every page.', required: true, widget: select, options: [{value: main, label: main}, {value: footer, label: footer}], dropdown_threshold: 0}
  - {name: appendix, label: Appendix, hint: Choose one or more., required: false, widget: select, multiple: true, options: [{value: corrections, label: corrections}, {value: translations, label: translations}], dropdown_threshold: 0}
  - {name: assessed, label: Assessed, hint: 'Only in the accessibility statement: the date of the last assessment. The check reminds you after a year.', required: false, widget: string, pattern: ['^\s*(\d{4}-\d\d-\d\d|\d{1,2}\.\d{1,2}\.\d{4}|\?)\s*$', This is not in the right form. Write it like “2026-11-24”.]}
  - {name: covers, label: Covers, hint: 'Only in the accessibility statement: what it covers, as the codes of languages, `pdf` for PDFs and `embeds`.', required: false, widget: string}
  - {name: aliases_sv, label: 'Aliases (på svenska)', hint: 'Slugs that it had before, separated by commas. Their addresses lead here, so that old links still work.', required: false, widget: string, pattern: ['^\s*(([a-z0-9]+(-[a-z0-9]+)*)(\s*,\s*([a-z0-9]+(-[a-z0-9]+)*))*)\s*$', This is not in the right form. Write it like “information”.]}
  - {name: aliases_en, label: 'Aliases (in English)', hint: *aliases, required: false, widget: string, pattern: ['^\s*(([a-z0-9]+(-[a-z0-9]+)*)(\s*,\s*([a-z0-9]+(-[a-z0-9]+)*))*)\s*$', This is not in the right form. Write it like “information”.]}
  - *kept
  - *accepted_sv
  - *accepted_en
  - *body
- name: settings
  label: Settings
  format: tiekartta-settings
  editor: {preview: false}
  files:
  - name: site
    label: The date of the site
    file: content/site.yaml
    fields:
    - {name: updated, label: Updated, hint: The date of the last change. No status or update may have a later one., widget: string, pattern: ['^\s*(\d{4}-\d\d-\d\d|\d{1,2}\.\d{1,2}\.\d{4}|\?)\s*$', This is not in the right form. Write it like “2026-11-24”.]}
"""


@pytest.fixture
def package(tmp_path: Path) -> Path:
    """What the form needs of its npm packages, in small."""
    package = tmp_path / "node_modules"
    files = {
        "@sveltia/cms/package.json": "{}",
        "@sveltia/cms/LICENSE.txt": "MIT",
        "@sveltia/cms/dist/sveltia-cms.mjs": PROGRAM,
        "@sveltia/cms/locales/da.json": '{"save": "Gem"}',
        "@sveltia/cms/locales/sv.json": '{"save": "Spara", "work_with_local_repo": "Arbeta med lokalt repository"}',
        "@sveltia/cms/npm/assets/source-sans-3-latin-wght-normal-BqRLTx4X.woff2": "a font",
        "yaml/package.json": "{}",
        "yaml/browser/dist/nodes/Scalar.js": "export class Scalar {}",
    }
    for name, content in files.items():
        (package / name).parent.mkdir(parents=True, exist_ok=True)
        (package / name).write_text(content, encoding="utf-8")
    return package


@pytest.fixture
def form(city, package) -> Form:
    return Form(city.content, [Translator(), Translator("sv")], NodeModules(package))


def test_the_form_has_the_fields_of_the_content_in_their_order(form, tmp_path):
    expected = (
        CONFIG.replace("PROJECT", tmp_path.name)
        .replace("CODE", parsers.CODE.pattern)
        .replace("KEPT", parsers.KEPT_ADVICE.pattern)
    )
    # A text may have all but what nobody sees.
    visible = f"pattern: ['^{VISIBLE}$', There is an invisible character here. Delete it and write the word again.]"
    expected = re.sub(
        r"widget: string(?!, (?:maxlength: \d+, )?pattern)", f"widget: string, {visible}".replace("\\", r"\\"), expected
    )

    assert yaml.safe_load(form.file("/admin/config.en.yml")) == yaml.safe_load(expected)


def test_labels_and_choices_are_in_the_editor_s_language(city, package):
    form = Form(city.content, [Translator("sv", lambda: {"goal": "mål"})], NodeModules(package))
    fields = {one["name"]: one for one in yaml.safe_load(form.file("/admin/config.sv.yml"))["collections"][0]["fields"]}

    assert [fields[name]["label"] for name in ("goal", "title_en", "original_title_en")] == [
        "Mål",
        "Rubrik (in English)",
        "Ordalydelse i källan: rubrik (in English)",
    ]
    assert fields["goal"]["options"] == [
        {"value": "X", "label": "Ren energi"},
        {"value": "Y", "label": "Hållbara resor"},
        {"value": "?", "label": "ännu inte känt"},
    ]


@pytest.mark.parametrize(
    ("language", "message"),
    [
        ("en", "This is not in the right form. Write it like “iot-platform”."),
        ("fi", "Tämä ei kelpaa. Kirjoita se näin: ”iot-alusta”."),
        ("sv", "Det här duger inte. Skriv så här: ”iot-plattform”."),
    ],
)
def test_an_example_is_in_the_editor_s_language(city, package, language, message):
    form = Form(city.content, [Translator(language)], NodeModules(package))
    fields = {
        one["name"]: one
        for one in yaml.safe_load(form.file(f"/admin/config.{language}.yml"))["collections"][0]["fields"]
    }

    assert fields["slug_en"]["pattern"][1] == message


def test_the_form_follows_the_classifications(form, edit):
    edit("content/classifications.yaml", "label_en: Clean energy", "label_en: Clean power")
    assert b"Clean power" in form.file("/admin/config.en.yml")

    edit("content/classifications.yaml", "label_en: Clean power", "label_xx: Clean power")
    assert form.file("/admin/config.en.yml") is None


@pytest.fixture
def collections(followed) -> dict[str, dict[str, object]]:
    """The folders that the form has of a roadmap that is followed up, by name; their fields by name too."""
    described = form_config(followed.content, read_settings(followed.content), Translator())["collections"]
    return {one["name"]: {**one, "fields": {field["name"]: field for field in one["fields"]}} for one in described[:-1]}


def test_a_roadmap_that_is_followed_up_has_its_years_and_indicators_in_the_form(collections):
    assert [(name, one["label"], one["slug"]["template"]) for name, one in collections.items()] == [
        ("measures", "Measures", "{{edition}}-{{number}}-{{slug_sv}}"),
        ("editions", "Roadmaps by year", "{{year}}"),
        ("indicators", "Indicators", "{{slug_sv}}"),
        ("pages", "Pages", "{{slug_sv}}"),
    ]
    assert collections["measures"]["summary"] == "{{edition}}/{{number}} {{title_en}}"
    assert collections["measures"]["sortable_fields"] == {
        "fields": ["_summary", "edition", "number"],
        "default": {"field": "_summary"},
    }
    assert [" ".join(collections[name]["fields"]) for name in ("editions", "indicators")] == [
        "year draft adopted title_sv title_en description_sv description_en carries kept accepted_sv accepted_en body",
        "title_sv title_en slug_sv slug_en description_sv description_en unit_sv unit_en direction target target_date data_source_sv data_source_en values kept accepted_sv accepted_en body",
    ]


def test_years_and_days_are_text_in_the_form(collections):
    fields = collections["measures"]["fields"]

    assert fields["edition"]["options"] == [{"value": "2024", "label": "2024"}, {"value": "2025", "label": "2025"}]
    assert (fields["status"]["required"], fields["status"]["options"][0]) == (
        False,
        {"value": "waiting", "label": "not begun"},
    )
    assert fields["due"] == {
        "name": "due",
        "label": "Due",
        "hint": "The original deadline. It never changes.",
        "required": False,
        "widget": "string",
        "pattern": [DATE, "This is not in the right form. Write it like “2026-12-31”."],
    }


def test_entries_are_a_list_with_fields_of_their_own(collections):
    values = collections["indicators"]["fields"]["values"]

    assert values == {
        "name": "values",
        "label": "Values",
        "hint": "The values, the oldest first.",
        "required": True,
        "widget": "list",
        "collapsed": "auto",
        "summary": "{{fields.date}} {{fields.value}}",
        "fields": [
            {
                "name": "date",
                "label": "Date",
                "hint": "The date, or what is known of it: 2026-03, 2026-Q1 or 2026.",
                "required": True,
                "widget": "string",
                "pattern": [DATE, "This is not in the right form. Write it like “2026-03-01”."],
            },
            {
                "name": "value",
                "label": "Value",
                "hint": "The value on that date. Leave out the line if it is not known.",
                "required": False,
                "widget": "string",
                "pattern": [
                    r"^\s*([-−]?[0-9]{1,12}([.,][0-9]{1,6})?)\s*$",
                    "This is not in the right form. Write it like “41.5”.",
                ],
            },
        ],
    }
    updates = collections["measures"]["fields"]["updates"]
    assert [(field["name"], field["widget"]) for field in updates["fields"]] == [
        ("date", "string"),
        ("text_sv", "string"),
        ("text_en", "string"),
        ("status", "select"),
        ("due", "string"),
        ("former_title_sv", "string"),
        ("former_title_en", "string"),
    ]


def test_there_is_no_form_while_the_follow_up_cannot_be_read(followed, package, edit):
    edit("content/follow-up.yaml", "counts: unknown", "counts: unknwn")

    assert Form(followed.content, [Translator()], NodeModules(package)).file("/admin/config.en.yml") is None


def test_the_program_asks_for_its_words_and_fonts_here_and_gets_them(form):
    locales = f"/admin/package@{SVELTIA.version}/locales"

    assert form.file("/admin/cms.js").decode() == (
        "\nfetch(`package@1.2.3/locales/${language}.json`);\n"
        "fetch(`package/package.json`);\n"
        "src:url(fonts/source-sans-3-latin-wght-normal.woff2)\n"
    )
    assert form.file(f"{locales}/da.json") == b'{"save": "Gem"}'
    assert form.file("/admin/fonts/source-sans-3-latin-wght-normal.woff2") == b"a font"
    assert form.file("/admin/yaml/nodes/Scalar.js") == b"export class Scalar {}"


def test_what_the_program_says_of_git_is_in_an_editor_s_words(form):
    assert json.loads(form.file(f"/admin/package@{SVELTIA.version}/locales/sv.json")) == {
        "save": "Spara",
        "work_with_local_repo": "Öppna färdplanens mapp",
        "work_with_local_repo_description": (
            "Välj mappen ”{$repo}” när webbläsaren frågar, och låt den spara ändringar där."
        ),
    }


@pytest.mark.tools
def test_the_installed_program_is_changed_only_where_it_would_call_other_sites():
    """A new version may call them elsewhere: whoever updates it looks for that, and then changes these figures."""
    modules = NodeModules(ROOT / "editor/node_modules")
    assert modules.is_complete, "The form is not installed. `make editor` installs it."
    original = (modules.cms / "dist/sveltia-cms.mjs").read_bytes()
    program = Form(Path("content"), [Translator()], modules).program()

    assert original.count(PACKAGE_ELSEWHERE) == 1
    assert len(STATUS_ELSEWHERE.findall(original)) == 2
    assert [font[2].decode() for font in FONT_ELSEWHERE.finditer(original)] == [
        "latin-wght-normal.woff2",
        "latin-400-normal.woff2",
        "latin-wght-normal.woff2",
    ]
    elsewhere = (
        rb"https://(?:unpkg\.com/@sveltia/cms|cdn\.jsdelivr\.net/fontsource|www\.githubstatus\.com/api|status-api)"
    )
    assert re.findall(elsewhere, program) == []
    changed = len(original) - len(program)
    assert changed == len(PACKAGE_ELSEWHERE) - len("package") + sum(
        len(url) for url in STATUS_ELSEWHERE.findall(original)
    ) - 2 * len("package/package.json") + sum(
        len(font[0]) - len(f"fonts/{font[1].decode()}-{font[2].decode()}") for font in FONT_ELSEWHERE.finditer(original)
    )


def test_a_new_measure_is_a_draft_with_the_next_number_of_the_newest_year(collections):
    fields = collections["measures"]["fields"]

    assert {name: field["default"] for name, field in fields.items() if "default" in field} == {
        **dict.fromkeys(("goal", "district", "weight", "price"), "?"),
        "number": "3",
        "edition": "2025",
        "draft": "yes",
        "body": "# På svenska\n\n\n# In English",
    }


def test_the_page_says_which_fields_are_lists_and_which_begin_with_a_value(units, package):
    page = Form(units.content, [Translator()], NodeModules(package)).file("/admin/").decode()

    assert 'data-lists="responsible appendix" data-defaults="number edition draft goal district weight price"' in page


REPOSITORIES = [
    (
        Repository("github", "city/roadmap"),
        {"name": "github", "repo": "city/roadmap", "auth_methods": ["token"]},
        "https://api.github.com https://github.com",
    ),
    (
        Repository("github", "city/roadmap", "trunk", "https://git.city.example", "https://auth.city.example/cms"),
        {
            "name": "github",
            "repo": "city/roadmap",
            "auth_methods": ["oauth", "token"],
            "branch": "trunk",
            "api_root": "https://git.city.example/api/v3",
            "base_url": "https://auth.city.example/cms",
        },
        "https://git.city.example https://auth.city.example",
    ),
    (
        Repository("gitlab", "city/it/roadmap", app_id="0f3a"),
        {
            "name": "gitlab",
            "repo": "city/it/roadmap",
            "auth_methods": ["oauth", "token"],
            "base_url": "https://gitlab.com",
            "auth_type": "pkce",
            "app_id": "0f3a",
        },
        "https://gitlab.com",
    ),
]


@pytest.mark.parametrize(("repository", "backend", "servers"), REPOSITORIES)
def test_the_form_of_a_repository_saves_proposals_and_asks_its_servers_only(form, repository, backend, servers):
    form = replace(form, repository=repository)
    config = yaml.safe_load(form.file("/admin/config.en.yml"))

    messages = {"create": "Add {{path}}", "update": "Change {{path}}", "delete": "Delete {{path}}"}
    assert (config["backend"], config["publish_mode"]) == (
        {**backend, "commit_messages": messages},
        "editorial_workflow",
    )
    assert [collection["publish"] for collection in config["collections"]] == [False, False, False]
    assert f"connect-src 'self' blob: data: {servers};" in form.file("/admin/").decode()


def test_the_form_of_a_repository_is_a_folder_with_all_that_it_needs(form, tmp_path):
    replace(form, repository=Repository("github", "city/roadmap")).write(tmp_path / "admin")
    files = [file for file in (tmp_path / "admin").rglob("*") if file.is_file()]

    assert sorted(file.relative_to(tmp_path / "admin").as_posix() for file in files) == [
        "cms.js",
        "config.en.yml",
        "config.sv.yml",
        "file_format.js",
        "fonts/source-sans-3-latin-wght-normal.woff2",
        "form.css",
        "form.js",
        "index.html",
        "licences/sveltia-cms.txt",
        "package/package.json",
        f"package@{SVELTIA.version}/locales/da.json",
        f"package@{SVELTIA.version}/locales/sv.json",
        "yaml/nodes/Scalar.js",
    ]


@pytest.mark.parametrize(
    "path",
    [
        "/",
        "/administration/",
        "/admin/package/locales/fi.json",
        "/admin/package/../package.json",
        "/admin/package/dist/sveltia-cms.js",
        "/admin/fonts/*.woff2",
    ],
)
def test_the_form_has_no_other_files(form, path):
    assert form.file(path) is None


def test_the_form_is_there_while_the_content_has_problems_and_is_not_reloaded(form, city):
    def fail():
        raise RuntimeError

    preview = Preview(fail, lambda _: None, Translator(), extra_routes=form.file)
    preview.build()
    status, headers, page = preview.respond("GET", "/admin/")

    assert (status, headers) == ("200 OK", {"Content-Type": "text/html; charset=utf-8"})
    # The script that reloads is put before this.
    assert b"</head>" not in page


def test_without_its_program_the_form_says_how_to_install_it(run, monkeypatch, tmp_path):
    monkeypatch.setenv("XDG_CONFIG_HOME", str(tmp_path))
    result = run("serve", "--editor")

    assert result.stderr == "The form is not installed. Run “tiekartta form”, which fetches it.\n"
    assert result.exit_code == 2


@pytest.mark.tools
@pytest.mark.parametrize(("language", "languages"), [((), ["de", "en", "fi", "sv"]), (("--language", "sv"), ["sv"])])
def test_the_form_comes_in_the_languages_of_editors_or_in_the_one_that_is_asked_for(run, tmp_path, language, languages):
    (tmp_path / "editor").symlink_to(ROOT / "editor")
    result = run(*language, "form", "--repo", "city/roadmap", "--output", "admin")

    assert result.exit_code == 0, result.stderr
    assert sorted(file.name for file in Path("admin").glob("config.*")) == [f"config.{code}.yml" for code in languages]


@pytest.mark.tools
@pytest.mark.parametrize(
    ("options", "message"),
    [
        (
            ["--repo", "roadmap", "--output", "admin"],
            '"roadmap" is not a repository. Write its owner and name, such as',
        ),
        (["--repo", "city/roadmap"], "Write both --repo and --output: the repository, and the folder for the page."),
        (["--output", "admin"], "Write both --repo and --output: the repository, and the folder for the page."),
    ],
)
def test_the_page_of_a_repository_needs_both_its_name_and_a_folder(run, tmp_path, options, message):
    (tmp_path / "editor").symlink_to(ROOT / "editor")
    result = run("form", *options)

    assert (result.exit_code, result.stderr.startswith(message), Path("admin").exists()) == (2, True, False)
