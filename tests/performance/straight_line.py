"""The straightest script that makes the pages of a roadmap: the mark that the product is measured against.

PyYAML with the C loader, Python-Markdown and Jinja, and nothing else: it checks nothing, and its pages have no
sitemap, search, open data, terms, cards or grids. It makes the page of every measure, value and classification, the
list and the home page, in every language.

python straight_line.py CONTENT OUTPUT
"""

from __future__ import annotations

import re
import sys
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import jinja2
import markdown
import yaml
from markdown.extensions.sane_lists import SaneListExtension
from markdown.extensions.tables import TableExtension
from markdown.extensions.toc import TocExtension

TEMPLATES = {
    "base": """<!DOCTYPE html>
<html lang="{{ code }}">
<head>
  <meta charset="utf-8">
  <meta name="viewport" content="width=device-width, initial-scale=1">
  <title>{{ title }} – {{ site["name_" + code] }}</title>
  <meta name="description" content="{{ lead }}">
  <link rel="alternate" hreflang="{{ other }}" href="/{{ other_path }}">
  <link rel="stylesheet" href="/site.css">
</head>
<body>
  <header>
    <a href="/">{{ site["name_" + code] }}</a>
    <a href="/{{ other_path }}" lang="{{ other }}">{{ other }}</a>
  </header>
  <nav><ul>{% for one in menu %}
    <li><a href="/{{ one.path[code] }}">{{ one["plural_" + code] }}</a></li>{% endfor %}
  </ul></nav>
  <main>
    <h1>{{ title }}</h1>
    <p>{{ lead }}</p>
    {% block main %}{% endblock %}
  </main>
  <footer><p>{{ site["source_" + code] }}</p><p>{{ site.updated }}</p></footer>
</body>
</html>
""",
    "measure": """{% extends "base" %}{% block main %}
{{ measure.body[code] | safe }}
<dl>{% for name, one in classifications.items() %}
  <dt>{{ one["label_" + code] }}</dt><dd>{{ one["values"][measure[name]]["label_" + code] }}</dd>{% endfor %}
</dl>
<p>{% if previous %}<a href="/{{ previous.path[code] }}">{{ previous["title_" + code] }}</a>{% endif %}
{% if next %}<a href="/{{ next.path[code] }}">{{ next["title_" + code] }}</a>{% endif %}</p>
{% endblock %}""",
    "list": """{% extends "base" %}{% block main %}
<ul>{% for one in measures %}
  <li>
    <h2><a href="/{{ one.path[code] }}">{{ one["title_" + code] }}</a></h2>
    <p>{{ one["problem_" + code] }}</p>
  </li>{% endfor %}
</ul>{% endblock %}""",
    "classification": """{% extends "base" %}{% block main %}
<ul>{% for one in values %}
  <li><a href="/{{ one.path[code] }}">{{ one["label_" + code] }}</a></li>{% endfor %}
</ul>{% endblock %}""",
}
LINK = re.compile(r"\(([^()]+)\.md\)")
HEADING = re.compile(r"^# .*\n", re.MULTILINE)

Fields = dict[str, Any]


def read(text: str) -> Any:
    return yaml.load(text, yaml.CSafeLoader)


def read_measure(file: Path) -> Fields:
    _, fields, text = file.read_text(encoding="utf-8").split("---\n", 2)
    measure: Fields = read(fields)
    measure["file"] = file.stem
    measure["text"] = dict(zip(codes, HEADING.split(text)[1:], strict=True))
    measure["path"] = {code: f"{code}/m/{measure[f'slug_{code}']}/" for code in codes}
    return measure


def body(text: str, code: str) -> str:
    linked = LINK.sub(lambda link: f"(/{paths[link[1]][code]})", text)
    return converter.reset().convert(linked)


def location(classification: Fields) -> None:
    """Gives a classification and its values their paths."""
    classification["path"] = {code: f"{code}/{classification[f'folder_{code}']}/" for code in codes}
    for value in classification["values"].values():
        value["path"] = {code: f"{classification['path'][code]}{value[f'slug_{code}']}/" for code in codes}


def own(thing: Fields, name: str) -> dict[str, str]:
    """What a thing has by a name in each language."""
    return {code: thing.get(f"{name}_{code}", "") for code in codes}


def write(
    template: str, path: Mapping[str, str], title: Mapping[str, str], lead: Mapping[str, str], **context: object
) -> None:
    """Writes a page in each language."""
    for code, other in zip(codes, reversed(codes), strict=True):
        page = environment.get_template(template).render(
            code=code, other=other, other_path=path[other], title=title[code], lead=lead[code], **context
        )
        folder = output / path[code]
        folder.mkdir(parents=True, exist_ok=True)
        (folder / "index.html").write_text(page, encoding="utf-8")


content, output = map(Path, sys.argv[1:])
site, classifications = (
    read((content / f"{name}.yaml").read_text(encoding="utf-8")) for name in ("site", "classifications")
)
codes = list(site["languages"])
menu = [one for one in classifications.values() if f"folder_{codes[0]}" in one]
converter = markdown.Markdown(extensions=[TableExtension(), SaneListExtension(), TocExtension()], output_format="html")
environment = jinja2.Environment(
    loader=jinja2.DictLoader(TEMPLATES), autoescape=True, trim_blocks=True, auto_reload=False
)
environment.globals |= {"site": site, "classifications": classifications, "menu": menu}

measures = [read_measure(file) for file in sorted((content / "measures").iterdir())]
paths = {measure["file"]: measure["path"] for measure in measures}
for measure in measures:
    measure["body"] = {code: body(text, code) for code, text in measure["text"].items()}
for one in menu:
    location(one)

names, descriptions = own(site, "name"), own(site, "description")
write("classification", {code: f"{code}/" for code in codes}, names, descriptions, values=menu[0]["values"].values())
write("list", {code: f"{code}/m/" for code in codes}, names, descriptions, measures=measures)
for name, one in classifications.items():
    if one not in menu:
        continue
    write("classification", one["path"], own(one, "plural"), own(one, "explanation"), values=one["values"].values())
    for key, value in one["values"].items():
        chosen = [measure for measure in measures if measure[name] == key]
        write("list", value["path"], own(value, "label"), own(value, "description"), measures=chosen)
for previous, measure, following in zip([None, *measures], measures, [*measures[1:], None], strict=False):
    title, problem = own(measure, "title"), own(measure, "problem")
    write("measure", measure["path"], title, problem, measure=measure, previous=previous, next=following)
