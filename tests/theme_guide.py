"""Writes what docs/theme.md says of templates, contexts, filters and tokens, made of the templates and of real pages.

python -m theme_guide        from the folder tests, or: make guides
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from pathlib import Path

from guides import between
from jinja2 import Environment, nodes
from project import CITIES, ROOT

from generator.build import load_preview
from generator.model import Language, PartialDate
from generator.project import Project
from generator.site import assets
from generator.site.environment import Context, PageContext
from generator.site.links import Link
from generator.site.page_contexts import embed_context, page_context
from generator.site.renderer import SiteRenderer
from generator.theme import BUILT_IN
from generator.urls import PAPERS, UrlMap

PAGE = ROOT / "docs" / "theme.md"
TEMPLATES = BUILT_IN / "templates"
# They show every kind of page between them, and every key in a state where it has a value.
SEEN = (ROOT / "examples" / "satulahti" / "content", *(CITIES / name / "content" for name in ("plain", "trilingual")))

GLOBALS = {
    "t": "the words of the interface: `t(name)`, or `t(name, gap=value)`; `templates/words.yaml` has all names and gaps",
    "site": "what holds for the whole site, in the page's language",
    "language": "the page's language: `code`, `endonym`, `locale`, `official`",
    "direction": "`ltr` or `rtl`",
    "policy": "the content security policy",
    "theme": "the colour `sky`: `theme.light`, `theme.dark`",
    "icon_type": "the media type of the icon",
    "has_houses": "whether measures are pictured as houses",
    "symbol": "a function: the reference to a drawing by its id, which is then in the page once",
    "used_symbols": "a function: the drawings that the page refers to so far",
    "explained_terms": "a function: the glossary's terms that `mark_terms` has marked so far on this page",
}
FILTERS = {
    "date": "a date as the language writes it",
    "number": "a number as the language writes it",
    "percent": "a share of 100 with its sign",
    "mark_terms": "text or HTML in which the terms of the glossary are buttons, each where it comes first on the page",
    "unexplained": "those of some terms that have no button on the page so far",
    "mark_foreign": "text in which the glossary's terms of another language are marked as such (`lang`)",
}
FRAME = {
    "title": "the heading of the page",
    "stylesheet": "the URL of the style sheet",
    "page_styles": "the URLs of the style sheets that only some kinds of page have",
    "icon": "the URL of the icon",
    "urls": "the URLs of the pages that the program makes, by name",
    "translation": "the status of the translation",
    "script": "the URL of the script of every page",
    "head_title": "what `<title>` says",
    "description": "a sentence on the page",
    "logo": "the logo of the brand, if there is one: `href`, `width`, `height`",
    "canonical": "the full URL, empty while the address of the site is not known",
    "hreflang": "pairs of a language code and a full URL",
    "feeds": "the feed of the page, with its title",
    "alternates": "this page in the other languages",
    "json_ld": "JSON-LD, empty while the address is not known",
    "social_card": "the full URL of the picture for shared links",
    "touch_icon": "the URL of the icon for phones",
    "manifest": "the URL of the web app manifest",
    "menu": "the links of the main menu",
    "breadcrumbs": "the links from the home page to this one",
    "pagination": "the links of a list in several pages",
    "footer": "the links of the footer",
    "downloads": "the PDF of each page for paper, none where the site has no PDFs",
}
# Shapes that many contexts have, by their keys.
NAMED = {
    "value": {"label", "code", "shape", "size", "steps", "href"},
    "value of a fact": {"id", "label", "code", "shape", "size", "steps", "href", "explanation"},
    "fact": {"id", "label", "section", "names"},
    "card": {"title", "lead", "display_number", "draft", "href", "house", "days_late", "status"}
    | {"groups", "units", "signs", "sizes"},
    "value card": {"name", "description", "measure_count"},
    "share": {"value", "measure_count", "percent"},
    "grid": {"down", "across", "columns", "rows", "not_stated"},
    "cell": {"id", "row", "column", "measure_count", "links", "list", "has_more"},
    "term": {"id", "term", "explanation"},
    "measure links": {"title", "links", "all_measures"},
    "embed": {"url", "title", "height"},
}


def main() -> None:
    PAGE.write_text(theme_guide(PAGE.read_text(encoding="utf-8")), encoding="utf-8")


def theme_guide(text: str) -> str:
    """Return the page with its tables as they should be."""
    sections = {"templates": templates(), "contexts": contexts(), "components": components(), "styles": styles()}
    for name, lines in sections.items():
        text = between(text, name, list(lines))
    return text


def templates() -> Iterator[str]:
    yield from ("| template | extends | blocks |", "|---|---|---|")
    files = sorted(file for file in TEMPLATES.rglob("*.html") if file.parent.name != "components")
    for file in sorted(files, key=lambda file: len(file.relative_to(TEMPLATES).parts)):
        tree = parsed(file)
        extended = [f"`{node.template.value}`" for node in tree.find_all(nodes.Extends)]
        blocks = [f"`{node.name}`" for node in tree.find_all(nodes.Block)]
        yield f"| `{file.relative_to(TEMPLATES).as_posix()}` | {''.join(extended)} | {', '.join(blocks)} |"
    yield "| `meta/social_card.svg` | | |"


def components() -> Iterator[str]:
    """Yield each macro with its file, and what stands above it; that of a macro with nothing above is its file's."""
    yield from ("| macro | file | what it shows |", "|---|---|---|")
    for file in sorted((TEMPLATES / "components").glob("*.html")):
        source = file.read_text(encoding="utf-8")
        whole = re.match(r"\{# (.*?) #\}", source, re.DOTALL)
        assert whole, f"{file.name} does not say what it shows"
        for macro in parsed(file).find_all(nodes.Macro):
            names = [argument.name for argument in macro.args]
            required = len(names) - len(macro.defaults)
            signature = ", ".join(name if place < required else f"{name}=…" for place, name in enumerate(names))
            own = re.search(rf"\{{# ((?:(?!#\}}).)*) #\}}\n\{{%-? macro {macro.name}\(", source, re.DOTALL)
            about = " ".join((own or whole)[1].split())
            yield f"| `{macro.name}({signature})` | `{file.name}` | {about} |"


def contexts() -> Iterator[str]:
    seen = list(seen_contexts())
    yield from ("| global | what it is |", "|---|---|")
    yield from (f"| `{name}` | {about} |" for name, about in GLOBALS.items())
    yield from ("", "| filter | what it returns |", "|---|---|")
    yield from (f"| `{name}` | {about} |" for name, about in FILTERS.items())
    frame, whole = merged([one.frame for one in seen]), merged([one.page for one in seen])
    yield from (
        "",
        "| shape | what it has |",
        "|---|---|",
        "| link | `label`, `href` (empty without a page), `is_current` |",
    )
    for name, keys in NAMED.items():
        found = Shape()
        for shape in whole.values():
            found |= shape.with_keys(keys)
        yield f"| {name} | {in_braces(found.keys or {})} |"
    yield from ("", "| key of `frame` | what it is | shape |", "|---|---|---|")
    yield from (f"| `{name}` | {about} | {frame[name]} |" for name, about in FRAME.items())
    for template in sorted({one.template for one in seen}):
        page = merged([one.page for one in seen if one.template == template])
        yield from ("", f"### pages/{template}.html", "")
        if page:
            yield from ("| key of `page` | shape |", "|---|---|")
            yield from (f"| `{name}` | {shape} |" for name, shape in page.items())
        else:
            yield "It has nothing but its frame."


def styles() -> Iterator[str]:
    yield from ("| layer | file and what is in it |", "|---|---|")
    for layer in assets._LAYERS:
        about = re.match(r"/\* (.*?) \*/", (BUILT_IN / "static/css" / f"{layer}.css").read_text(encoding="utf-8"))
        yield f"| `{layer}` | `static/css/{layer}.css`. {about[1]} |"
        if layer == "tokens":
            yield "| `brand` | the colours and the font of `brand` in `site.yaml` |"
    yield "| `city` | `static/css/city.css`, which only a city has |"
    tokens = re.findall(
        r"^    (--[\w-]+): (.*);", (BUILT_IN / "static/css/tokens.css").read_text("utf-8"), re.MULTILINE
    )
    yield from ("", "| token | light, or always | dark |", "|---|---|---|")
    for name, value in tokens:
        two = re.fullmatch(r"light-dark\((.*), (.*)\)", value)
        yield f"| `{name}` | `{two[1] if two else value}` | {f'`{two[2]}`' if two else ''} |"


def parsed(file: Path) -> nodes.Template:
    return Environment().parse(file.read_text(encoding="utf-8"))


def seen_contexts() -> Iterator[PageContext]:
    """Every context of the cities, with an address and a PDF so that nothing is left out."""
    for content in SEEN:
        project = Project(content)
        roadmap = load_preview(project, "https://example.org/")
        urls = UrlMap(roadmap)
        pdfs = {urls.pdf_file(page, language): b"%PDF" for page in PAPERS for language in roadmap.site.languages}
        renderer = SiteRenderer(roadmap, project.theme, pdfs)
        for route in renderer.urls:
            yield page_context(route, renderer.sites[route.language.code])
        for route in renderer.urls.embeds():
            yield embed_context(route, renderer.sites[route.language.code])


@dataclass(frozen=True)
class Shape:
    """What the values of a key are like: of which kinds, with which keys, and of which items if they are lists."""

    kinds: frozenset[str] = frozenset()
    keys: Mapping[str, Shape] | None = None
    items: Shape | None = None

    def __str__(self) -> str:
        names = sorted(self.kinds - {"none"})
        if self.keys is not None:
            known = (name for name, keys in NAMED.items() if self.keys.keys() == keys)
            names.append(next(known, "{" + in_braces(self.keys) + "}"))
        if self.items is not None:
            names.append(f"list of {self.items}" if str(self.items) else "list")
        return " or ".join([*names, *(["none"] if "none" in self.kinds else [])])

    def with_keys(self, names: set[str]) -> Shape:
        """Everything in it that has just these keys, as one."""
        found = Shape()
        for inner in (*(self.keys or {}).values(), *([self.items] if self.items else [])):
            found |= inner.with_keys(names)
        return found | Shape(keys=self.keys) if self.keys is not None and self.keys.keys() == names else found

    def __or__(self, other: Shape) -> Shape:
        keys = {**(self.keys or {}), **(other.keys or {})}
        for name in (self.keys or {}).keys() & (other.keys or {}).keys():
            keys[name] = self.keys[name] | other.keys[name]
        has_keys = self.keys is not None or other.keys is not None
        items = (self.items or Shape()) | (other.items or Shape()) if self.items or other.items else None
        return Shape(self.kinds | other.kinds, keys if has_keys else None, items)


def in_braces(keys: Mapping[str, Shape]) -> str:
    return ", ".join(f"`{name}`: {shape}" for name, shape in keys.items())


def shape_of(value: object) -> Shape:
    match value:
        case None:
            return Shape(frozenset({"none"}))
        case bool():
            return Shape(frozenset({"yes or no"}))
        case int() | float() | Decimal():
            return Shape(frozenset({"number"}))
        case str():
            return Shape(frozenset({"text"}))
        case Link():
            return Shape(frozenset({"link"}))
        case Language():
            return Shape(frozenset({"language"}))
        case Mapping():
            return Shape(keys={str(name): shape_of(inner) for name, inner in value.items()})
        case PartialDate():
            return Shape(frozenset({"date"}))
        # A named tuple is read by its names, another by its order.
        case tuple() if hasattr(value, "_asdict"):
            return shape_of(value._asdict())
        case Sequence():
            items = Shape()
            for item in value:
                items |= shape_of(item)
            return Shape(items=items)
    return Shape(frozenset({type(value).__name__.lower()}))


def merged(contexts: Sequence[Context]) -> dict[str, Shape]:
    whole = Shape(keys={})
    for context in contexts:
        whole |= shape_of(context)
    return dict(whole.keys or {})


if __name__ == "__main__":
    main()
