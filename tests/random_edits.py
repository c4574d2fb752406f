"""Random edits of a city: of its content, its theme, its settings, its finished site and the record of the last build.

Each edit is a function: a city in, out what it did, in words. One that a city has nothing for raises NothingToEdit. An
edit may leave something that a build refuses; the caller then brings back what was before.
"""

from __future__ import annotations

import os
import random
import re
import shutil
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from pathlib import Path

import yaml
from project import ROOT, tree

from generator.theme import annotated_copy, overridable

HOSTS = ("github", "netlify", "nginx", "gitlab")
ADDRESSES = ("https://roadmap.example/", "https://city.example/plan/", "https://city.example/way/to/the/plan/")
COLOURS = ("#16355c", "#4a1a5e", "#5c1a0e", "#0b4a2d")
PARAGRAPH = r"^([A-ZÅÄÖ][^:\n]*\.)$"
# A key of a value of a classification, and the lines below it.
VALUE = r"(?:^    [\w-]+:\n(?:      .*\n)+)"


class NothingToEdit(Exception):
    """Raised where a city has nothing of the kind that an edit changes."""


@dataclass
class City:
    """A city in a folder of its own: its content, its site beside it, and what chooses the edits."""

    content: Path
    site: Path
    chance: random.Random
    base_url: str = ADDRESSES[0]
    # The content, and the record of the build, as they were after earlier edits.
    contents: list[dict[str, bytes]] = field(default_factory=list)
    records: list[dict[str, bytes]] = field(default_factory=list)
    turn: int = 0

    def any_of(self, choices: Sequence[Path] | Sequence[str]):
        if not choices:
            raise NothingToEdit
        return self.chance.choice(choices)

    def any_file(self, *patterns: str) -> Path:
        return self.any_of(sorted(file for pattern in patterns for file in self.content.glob(pattern)))

    def languages(self) -> list[str]:
        return list(yaml.safe_load(text_of(self.content / "site.yaml"))["languages"])

    def word(self) -> str:
        """A word that is not in the city yet, or one that its search, glossary or pages may know."""
        words = re.findall(r"\w{5,}", text_of(self.any_file("measures/*.md")))
        return self.any_of([f"Sana{self.turn}", f"Å{self.turn}", f"<b>{self.turn}</b>", "B&B", *words[:40]])

    def write(self, files: dict[str, bytes]) -> None:
        """Puts other content in the place of that which is there."""
        shutil.rmtree(self.content)
        # An edit may have emptied them, but they stay.
        for name in ("measures", "pages"):
            (self.content / name).mkdir(parents=True)
        for path, content in files.items():
            write(self.content / path, content)

    def record(self) -> list[Path]:
        """The files that a build leaves beside the site for the next one."""
        beside = sorted(self.site.parent.glob(f".{self.site.name}.*"))
        files = [file for path in beside for file in ([path] if path.is_file() else sorted(path.rglob("*")))]
        return [file for file in files if file.is_file() and file.suffix != ".lock"]


Edit = Callable[[City], str]


def text_of(file: Path) -> str:
    return file.read_text(encoding="utf-8")


def write(file: Path, content: bytes | str) -> None:
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_bytes(content if isinstance(content, bytes) else content.encode())


def changed(pattern: str, change: Callable[[City, re.Match[str]], str] | str, *files: str) -> Edit:
    """An edit of one place, of those that a pattern finds in files of some kinds.

    Args:
        change: What comes instead; a text may have the groups of the pattern, and the gaps {turn} and {day}.
    """

    def edit(city: City) -> str:
        found = [
            (file, match)
            for kind in files
            for file in sorted(city.content.glob(kind))
            for match in re.finditer(pattern, text_of(file), re.MULTILINE)
        ]
        if not found:
            raise NothingToEdit
        file, match = city.chance.choice(found)
        if isinstance(change, str):
            new = match.expand(change.format(turn=city.turn, day=1 + city.turn % 28))
        else:
            new = change(city, match)
        before = file.stat()
        write(file, f"{match.string[: match.start()]}{new}{match.string[match.end() :]}")
        if city.chance.random() < 0.2:
            # As some programs do that bring files from elsewhere.
            os.utime(file, ns=(before.st_atime_ns, before.st_mtime_ns))
        return f"{file.relative_to(city.content)}: {match[0]!r} became {new!r}"

    return edit


def longer(city: City, match: re.Match[str]) -> str:
    """The text of a line and another word, within its quotation marks where it has some."""
    quote = '"' if match[0].endswith('"') else ""
    # A word with signs of its own would be no YAML everywhere.
    word = city.word() if match[0].endswith(".") else f"{city.turn}"
    return f"{match[0].removesuffix(quote)} {word}{quote}"


def texts(name: str) -> str:
    """The pattern of a line that has a text in a language."""
    return rf"^ *(?:{name})_\w\w: .+$"


def swapped_values(city: City, match: re.Match[str]) -> str:
    return match[2] + match[1]


def another_value(city: City, match: re.Match[str]) -> str:
    """A line of a measure with another value of its classification."""
    classifications = yaml.safe_load(text_of(city.content / "classifications.yaml"))
    if match[1] not in classifications:
        return match[0]
    return f"{match[1]}: {city.any_of(list(classifications[match[1]]['values']))}"


def another_status(city: City, match: re.Match[str]) -> str:
    """A line of a measure with another state, and why."""
    statuses = yaml.safe_load(text_of(city.content / "follow-up.yaml"))["statuses"]
    names = [name for name, one in statuses.items() if one["counts"] in {"open", "unknown"}]
    notes = [f"status_note_{language}" for language in city.languages()]
    lines = [f"{name}: Sana {city.turn}." for name in notes if f"\n{name}:" not in match.string]
    return "\n".join([f"status: {city.any_of(names)}", *lines])


def another_slug(city: City, match: re.Match[str]) -> str:
    alias = f"\n{match[1]}aliases_{match[2]}: {match[3]}" if city.chance.random() < 0.5 else ""
    return f"{match[1]}slug_{match[2]}: {match[3]}-{city.turn}{alias}"


def swap_numbers(city: City) -> str:
    files = [file for file in sorted(city.content.glob("measures/*.md")) if "\nnumber: " in text_of(file)]
    first, second = city.chance.sample(files, 2)
    lines = [re.search(r"^number: .*$", text_of(file), re.MULTILINE)[0] for file in (first, second)]
    for file, old, new in ((first, *lines), (second, *reversed(lines))):
        write(file, text_of(file).replace(old, new, 1))
    return f"{first.name} and {second.name} swapped their numbers"


def copied(kind: str) -> Edit:
    """An edit that adds a file, much like one that is there."""

    def edit(city: City) -> str:
        file = city.any_file(kind)
        text = re.sub(r"^number: .*$", f"number: {50 + city.turn}", text_of(file), flags=re.MULTILINE)
        text = re.sub(r"^(slug_\w\w: .*)$", rf"\1-{city.turn}", text, flags=re.MULTILINE)
        text = re.sub(r"^(title_\w\w: .*)$", rf"\1 {city.turn}", text, flags=re.MULTILINE)
        text = re.sub(r"^(?:aliases_\w\w|appendix): .*\n", "", text, flags=re.MULTILINE)
        new = file.with_name(f"{city.any_of(['00', '02', 'zz'])}-{city.turn}.md")
        write(new, text)
        return f"{new.name} was added, a copy of {file.name}"

    return edit


def deleted(kind: str) -> Edit:
    """An edit that deletes a file and all that is said of it elsewhere."""

    def edit(city: City) -> str:
        file = city.any_file(kind)
        file.unlink()
        name = re.escape(file.name)
        for other in sorted(city.content.rglob("*.md")):
            text = re.sub(rf"\[([^]]*)\]\({name}\)", r"\1", text_of(other))
            text = re.sub(rf"^(\w+: .*), {name}", r"\1", text, flags=re.MULTILINE)
            text = re.sub(rf"^(\w+: ){name}, ", r"\1", text, flags=re.MULTILINE)
            write(other, re.sub(rf"^\w+: {name}\n", "", text, flags=re.MULTILINE))
        return f"{file.name} was deleted"

    return edit


def rename(city: City) -> str:
    file = city.any_file("measures/*.md", "indicators/*.md")
    new = file.with_name(f"{city.any_of(['00', '05', 'zz'])}-{city.turn}.md")
    file.rename(new)
    for other in sorted(city.content.rglob("*.md")):
        write(other, text_of(other).replace(file.name, new.name))
    return f"{file.name} became {new.name}"


def draft(city: City) -> str:
    file = city.any_file("measures/*.md")
    text = text_of(file)
    now = "draft: yes\n" not in text
    write(file, text.replace("---\n", "---\ndraft: yes\n", 1) if now else text.replace("draft: yes\n", "", 1))
    return f"{file.name} is {'a' if now else 'no'} draft"


def add_term(city: City) -> str:
    lines = [f"term-{city.turn}:"]
    for language in city.languages():
        title = re.search(rf"^title_{language}: (.*)$", text_of(city.any_file("measures/*.md")), re.MULTILINE)
        word = city.any_of(re.findall(r"\w{4,}", title[1] if title else "") or [f"sana{city.turn}"])
        lines += [f"  term_{language}: {word.lower()}", f"  explanation_{language}: {word} on sana."]
    file = city.content / "glossary.yaml"
    write(file, text_of(file) + "\n".join([*lines, ""]))
    return f"glossary.yaml: {lines} was added"


def add_value(city: City, match: re.Match[str]) -> str:
    """A value of a classification, and another like it."""
    other = re.sub(r"^    ([\w-]+):", rf"    \1-{city.turn}:", match[1])
    return match[1] + re.sub(
        r"^(      (?:slug|label|name|code)(?:_\w\w)?: .*)$", rf"\1-{city.turn}", other, flags=re.MULTILINE
    )


def setting(name: str, *values: str) -> Edit:
    """An edit of a line of site.yaml that need not be there."""

    def edit(city: City) -> str:
        file = city.content / "site.yaml"
        without = re.sub(rf"^{name}: .*\n", "", text_of(file), flags=re.MULTILINE)
        line = city.any_of([f"{name}: {value}\n" for value in values] + [""])
        write(file, without + line)
        return f"site.yaml: {line or f'no {name}'}"

    return edit


def brand_colour(city: City) -> str:
    file, colour = city.content / "site.yaml", city.any_of(COLOURS)
    text = re.sub(r"^  colours:\n    primary: .*\n", "", text_of(file), flags=re.MULTILINE)
    brand = text if "\nbrand:\n" in text else f"{text}brand:\n"
    write(file, brand.replace("\nbrand:\n", f'\nbrand:\n  colours:\n    primary: "{colour}"\n'))
    return f"site.yaml: the primary colour is {colour}"


def base_url(city: City) -> str:
    city.base_url = city.any_of([one for one in ADDRESSES if one != city.base_url])
    return f"the base URL is {city.base_url}"


def override(city: City) -> str:
    """A template of the city's own, or another one of those that it has: with some text of its own in it."""
    path = city.any_of([path for path in overridable() if path.endswith(".html")])
    own = city.content / "theme" / path
    text = text_of(own) if own.exists() else annotated_copy(path).decode()
    ends = [match.end() for match in re.finditer(r"</(?:h1|h2|p|span|a)>", text)]
    if not ends:
        raise NothingToEdit
    place = city.chance.choice(ends)
    write(own, f"{text[:place]} Oma {city.turn} {text[place:]}")
    return f"{path} has another text at {place}"


def extend(city: City) -> str:
    """A template of the city's own that extends the built-in one."""
    path = city.any_of([path for path in overridable() if path.startswith("templates/pages/")])
    if "{% block main %}" not in text_of(ROOT / path):
        raise NothingToEdit
    text = f'{{% extends "builtin/pages/{Path(path).name}" %}}\n{{% block main %}}<p>Oma {city.turn}</p>{{{{ super() }}}}{{% endblock %}}\n'
    write(city.content / "theme" / path, text)
    return f"{path} extends the built-in one"


def include(city: City) -> str:
    """A page of the city's own that includes a component: what stands outside of its macros is shown there only."""
    page = city.any_of([path for path in overridable() if path.startswith("templates/pages/")])
    part = city.any_of([path for path in overridable() if path.startswith("templates/components/")])
    if "{% block main %}" not in text_of(ROOT / page):
        raise NothingToEdit
    write(city.content / "theme" / part, annotated_copy(part) + f"\nOma {city.turn}\n".encode())
    names = f'["components/own-{city.turn}.html", "{part.removeprefix("templates/")}"]'
    text = f'{{% extends "builtin/pages/{Path(page).name}" %}}\n{{% block main %}}{{% include {names} %}}{{{{ super() }}}}{{% endblock %}}\n'
    write(city.content / "theme" / page, text)
    return f"{page} includes {part}"


def word_in_template(city: City) -> str:
    """A template of the city's own that reads an interface word before its macros and blocks are called."""
    path = city.any_of([path for path in overridable() if re.match(r"templates/(?:components|pages)/", path)])
    own = city.content / "theme" / path
    text = text_of(own) if own.exists() else annotated_copy(path).decode()
    start = text.find("\n{% macro") if "\n{% macro" in text else text.find("\n{% block")
    end = text.find("</", start)
    if start < 0 or end < 0:
        raise NothingToEdit
    word, name = city.any_of(["search", "measures", "glossary", "late", "updated"]), f"own_{city.turn}"
    call = f'{{% set {name} = t("{word}") %}}'
    write(own, f"{text[:start]}\n{call}{text[start:end]} {{{{ {name} }}}}{text[end:]}")
    return f"{path} has the word {word} at {end}"


def picture(city: City) -> str:
    """Another number in the icon, or in the template of the social card."""
    path = city.any_of([path for path in overridable() if path.endswith(".svg")])
    own = city.content / "theme" / path
    text = text_of(own) if own.exists() else annotated_copy(path).decode()
    number = city.chance.choice(list(re.finditer(r'(?<=")\d+(?=")', text)))
    write(own, f"{text[: number.start()]}{int(number[0]) + 1}{text[number.end() :]}")
    return f"{path} has another number at {number.start()}"


def theme_colour(city: City) -> str:
    own = city.content / "theme" / "static" / "css" / "tokens.css"
    text = text_of(own) if own.exists() else annotated_copy("static/css/tokens.css").decode()
    colour = city.chance.choice(list(re.finditer(r"(--color-[a-z-]+: light-dark\(#\w{5})(\w)", text)))
    write(own, f"{text[: colour.start(2)]}{'0' if colour[2] != '0' else '1'}{text[colour.end() :]}")
    return f"tokens.css: {colour[0]} is another colour"


def static_file(city: City) -> str:
    path = city.any_of([path for path in overridable() if path.endswith((".css", ".js"))])
    own = city.content / "theme" / path
    text = text_of(own) if own.exists() else annotated_copy(path).decode()
    write(
        own,
        f"{text}\n" + (f".own-{city.turn} {{ color: red; }}\n" if path.endswith(".css") else f"void {city.turn};\n"),
    )
    return f"{path} has another line"


def city_style(city: City) -> str:
    own = city.content / "theme" / "static" / "css" / "city.css"
    write(own, (text_of(own) if own.exists() else "") + f".own-{city.turn} {{ color: red; }}\n")
    return "city.css has another rule"


def interface_word(city: City) -> str:
    language = city.any_of(city.languages())
    built_in = text_of(ROOT / "templates" / "words" / f"{language}.yaml")
    found = [
        match
        for match in re.finditer(r"^(\w+): ([^\"|{}\n]+)$", built_in, re.MULTILINE)
        if not match[1].endswith("_slug")
    ]
    key, word = city.chance.choice(found).groups()
    own = city.content / "theme" / "templates" / "words" / f"{language}.yaml"
    without = re.sub(rf"^{key}: .*\n", "", text_of(own) if own.exists() else "", flags=re.MULTILINE)
    write(own, f"{without}{key}: {word} {city.turn}\n")
    return f"{own.name}: {key} is {word} {city.turn}"


def undo(city: City) -> str:
    turn = city.chance.randrange(len(city.contents))
    city.write(city.contents[turn])
    return f"the content is what it was at first after {turn} edits"


def touch_content(city: City) -> str:
    for file in city.content.rglob("*"):
        os.utime(file)
    return "all of the content was touched"


def nothing(city: City) -> str:
    return "nothing was changed"


def tamper(city: City) -> str:
    """Somebody changes, deletes or touches a file of the site."""
    if not city.site.exists():
        raise NothingToEdit
    listed = sorted(file for file in city.site.rglob("*") if file.is_file() and file.name != "tiekartta.sha256")
    file = city.any_of(listed)
    before, content = file.stat(), file.read_bytes()
    deed = city.any_of(["lengthened", "changed in one byte", "deleted", "touched", "closed to others", "emptied"])
    match deed:
        case "lengthened":
            write(file, content + b"\n")
        case "changed in one byte":
            write(file, content[:-1] + bytes([content[-1] ^ 1]))
            os.utime(file, ns=(before.st_atime_ns, before.st_mtime_ns))
        case "deleted":
            file.unlink()
        case "touched":
            os.utime(file)
        case "closed to others":
            file.chmod(0o600)
        case "emptied":
            write(file, b"")
    return f"{file.relative_to(city.site)} of the site was {deed}"


def damage(city: City) -> str:
    """Something happens to the record of the last build."""
    file = city.any_of(city.record())
    content = file.read_bytes()
    deed = city.any_of(["deleted", "emptied", "cut off", "overwritten at its start", "overwritten in its midst", "old"])
    middle = city.chance.randrange(len(content) or 1)
    match deed:
        case "deleted":
            file.unlink()
        case "emptied":
            write(file, b"")
        case "cut off":
            write(file, content[:middle])
        case "overwritten at its start":
            write(file, b"tiekartta 99.0.0 " + content[17:])
        case "overwritten in its midst":
            write(
                file,
                content[:middle] + bytes(byte ^ 1 for byte in content[middle : middle + 4]) + content[middle + 4 :],
            )
        case "old":
            for path, old in city.chance.choice(city.records).items():
                write(city.site.parent / path, old)
    return f"{file.name} was {deed}"


def no_override(city: City) -> str:
    own = city.any_file(*(f"theme/**/*{ending}" for ending in (".html", ".svg", ".css", ".js")))
    own.unlink()
    return f"the city has no {own.name} of its own any more"


def dead_link(city: City) -> str:
    path = city.any_of([path for path in overridable() if path.startswith("templates/pages/")])
    text = annotated_copy(path).decode()
    write(city.content / "theme" / path, text.replace("</h2>", '</h2><a href="nowhere/">Tie</a>', 1))
    return f"{path} has a link to nothing"


def lost_id(city: City) -> str:
    """A template without one of its ids, to which other pages may link."""
    path = city.any_of([path for path in overridable() if path.endswith(".html") and ' id="' in text_of(ROOT / path)])
    text = annotated_copy(path).decode()
    match = city.chance.choice(list(re.finditer(r' id="[^"]*"', text)))
    write(city.content / "theme" / path, text[: match.start()] + text[match.end() :])
    return f"{path} has no{match[0]}"


# What a build must refuse: each is mended by the next step.
INVALID: dict[str, Edit] = {
    "no such value": changed(r"^goal: .*$", "goal: zebra", "measures/*.md"),
    "no YAML": changed(r"^title_\w\w: .*$", 'title_fi: "', "measures/*.md"),
    "a link to nothing": changed(PARAGRAPH, r"\1 [Tie](nowhere.md)", "measures/*.md", "pages/*.md"),
    "a page that links to nothing": dead_link,
    "an id that pages link to": lost_id,
}


EDITS: dict[str, Edit] = {
    "text": changed(PARAGRAPH, longer, "measures/*.md"),
    "title": changed(texts("title"), longer, "measures/*.md"),
    "problem": changed(texts("problem|keywords|result|text|status_note"), longer, "measures/*.md"),
    "slug": changed(r"^( *)slug_(\w\w): (.*)$", another_slug, "measures/*.md", "pages/*.md", "indicators/*.md"),
    "state": changed(r"^status: .*$", another_status, "measures/*.md"),
    "value": changed(r"^(\w+): [\w-]+$", another_value, "measures/*.md"),
    "number": swap_numbers,
    "new file": copied("measures/*.md"),
    "delete": deleted("measures/*.md"),
    "rename": rename,
    "draft": draft,
    "term": changed(texts("term|explanation"), longer, "glossary.yaml"),
    "new term": add_term,
    "no term": changed(r"^[\w-]+:\n(?:  .*\n)+", "", "glossary.yaml"),
    "page": changed(f"{PARAGRAPH}|{texts('title|description')}", longer, "pages/*.md"),
    "new page": copied("pages/*.md"),
    "no page": deleted("pages/*.md"),
    "edition": changed(f"{PARAGRAPH}|{texts('title|description')}", longer, "editions/*.md"),
    "indicator": changed(f"{PARAGRAPH}|{texts('title|description|unit')}", longer, "indicators/*.md"),
    "data point": changed(r"^( +value: )[\d,]+$", r"\g<1>{turn}", "indicators/*.md"),
    "withdrawal": changed(texts("title|reason"), longer, "withdrawn.yaml"),
    "label": changed(texts("label|plural|description|explanation|name"), longer, "classifications.yaml"),
    "path": changed(r"^( +(?:folder|slug)_\w\w: .+)$", r"\1-{turn}", "classifications.yaml"),
    "order of values": changed(f"({VALUE})({VALUE})", swapped_values, "classifications.yaml"),
    "new value": changed(f"({VALUE})", add_value, "classifications.yaml"),
    "site": changed(
        texts("name|description|source|publisher|home_row|not_told_sentences|glossary_lead"), longer, "site.yaml"
    ),
    "day": changed(r"^updated: .*$", "updated: 2026-11-{day:02}", "site.yaml"),
    "hosts": setting("hosts", *HOSTS),
    "brand": brand_colour,
    "base_url": base_url,
    "follow-up": changed(texts("label|description|text"), longer, "follow-up.yaml"),
    "review": changed(r"^next_review: .*$", "next_review: 2027-01-{day:02}", "follow-up.yaml"),
    "override": override,
    "extension": extend,
    "include": include,
    "word in a template": word_in_template,
    "no override": no_override,
    "words": interface_word,
    "static file": static_file,
    "picture": picture,
    "colour of the theme": theme_colour,
    "city.css": city_style,
    "undo": undo,
    "touch": touch_content,
    "nothing": nothing,
    "tamper": tamper,
    "damage": damage,
    **INVALID,
}


def snapshot(city: City) -> None:
    """Keeps the content and the record of the build for a later edit that brings them back."""
    city.contents.append(tree(city.content))
    city.records.append({file.relative_to(city.site.parent).as_posix(): file.read_bytes() for file in city.record()})
