"""The form: a page where an editor fills in fields and needs no YAML.

In come the settings of the content and the npm packages of the form, out go the files of the page by their paths: in
the preview, where it works in a folder of this computer and asks nobody else for anything, or as a folder to publish,
from which it works in a repository.
"""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import Any

import yaml

from generator.content.loader import read_settings
from generator.diagnostics import ContentError
from generator.i18n import Translator, _
from generator.output.atomic_write import write_file
from generator.preview.cms_config import BODY, Repository, form_config
from generator.preview.cms_package import SVELTIA, NodeModules
from generator.preview.html import render

HOME = "/admin/"
_OWN_FILES = Path(__file__).with_name("form")
# The folder that stands in for the package in the registry: the program adds a version, and the path of a file.
_PACKAGE = "package"
_LOCALES = f"{_PACKAGE}@{SVELTIA.version}/locales"

# What the program says of git before a folder is opened, in the words of an editor.
_FOLDER_WORDS = {
    "work_with_local_repo": _("Open the folder of the roadmap"),
    "work_with_local_repo_description": _(
        "Choose the folder “{folder}” when the browser asks, and let it save changes there.", folder="{$repo}"
    ),
}

# Where the program would fetch its words, its fonts, the news of a later version and the state of a host: it gets the
# first from its package, and the last nowhere.
PACKAGE_ELSEWHERE = b"https://unpkg.com/@sveltia/cms"
FONT_ELSEWHERE = re.compile(rb"https://cdn\.jsdelivr\.net/fontsource/fonts/([\w-]+)[^/]*/([\w-]+\.woff2)")
STATUS_ELSEWHERE = re.compile(rb"https://(?:www\.githubstatus\.com/api|status-api\.hostedstatus\.com)/[\w./]+")


@dataclass(frozen=True, slots=True)
class Form:
    """The files of the form for a folder of content.

    `translators` are those of the languages that it comes in, the editors' own first: a browser takes its own. It saves
    in the repository, or else in the folder of the project; `base_path` is the path of the site in the preview.
    """

    content: Path
    translators: Sequence[Translator]
    modules: NodeModules
    repository: Repository | None = None
    base_path: str = "/"

    def file(self, path: str) -> bytes | None:
        """Return what is at a path of the preview, None where the form has no such file."""
        if not path.startswith(HOME):
            return None
        read = self._files().get(path.removeprefix(HOME) or "index.html")
        return read() if read else None

    def write(self, folder: Path) -> None:
        """Write all files into a folder that any host can publish.

        Raises:
            ContentError: The settings of the content cannot be read.
            WriteFailed: The disk does not take a file.
        """
        read_settings(self.content)
        for name, read in self._files().items():
            if (content := read()) is not None:
                write_file(folder / name, content)

    def _files(self) -> Mapping[str, Callable[[], bytes | None]]:
        """Return what reads each file, by its path below that of the page."""
        configs = {
            f"config.{translator.language}.yml": partial(self._config, translator) for translator in self.translators
        }
        packaged: dict[str, Callable[[], bytes]] = {name: file.read_bytes for name, file in self._packaged()}
        for translator in self.translators:
            if (name := f"{_LOCALES}/{translator.language}.json") in packaged:
                packaged[name] = partial(_locale, packaged[name], translator)
        own = {name: (_OWN_FILES / name).read_bytes for name in ("form.js", "file_format.js", "form.css")}
        return {"index.html": self._page, "cms.js": self.program, **own, **configs, **packaged}

    def _packaged(self) -> Iterator[tuple[str, Path]]:
        """Yield the files that the page has from its packages, by their paths below that of the page."""
        cms, library = self.modules.cms, self.modules.yaml
        yield f"{_PACKAGE}/package.json", cms / "package.json"
        for file in sorted((cms / "locales").glob("*.json")):
            yield f"{_LOCALES}/{file.name}", file
        # Without the digest of its bytes: "source-sans-3-latin-wght-normal-BqRLTx4X.woff2".
        for file in sorted((cms / "npm/assets").glob("*.woff2")):
            yield f"fonts/{file.stem.rpartition('-')[0]}.woff2", file
        for file in sorted((library / "browser/dist").rglob("*.js")):
            yield f"yaml/{file.relative_to(library / 'browser/dist').as_posix()}", file
        licences = {"sveltia-cms": cms / "LICENSE.txt", "yaml": library / "LICENSE"}
        licences |= {file.name.split(".")[0]: file for file in sorted((cms / "npm/assets").glob("*.LICENSE.txt"))}
        for name, file in licences.items():
            if file.is_file():
                yield f"licences/{name}.txt", file

    def _page(self) -> bytes:
        """Return the page, which has what its script must know of the fields and of the repository."""
        config = yaml.safe_load(self._config(self.translators[0]) or "collections: []")
        collections: list[dict[str, Any]] = config["collections"]
        fields = [field for collection in collections for field in collection.get("fields", ())]
        settings = [file for collection in collections for file in collection.get("files", ())]
        servers = self.repository.servers if self.repository else ()
        return render(
            "form.html",
            self.translators[0],
            title=_("Editing the roadmap"),
            languages=" ".join(translator.language for translator in self.translators),
            servers=" ".join(servers),
            lists=_names(field for field in fields if field.get("multiple")),
            settings=_names(field for file in settings for field in file["fields"]),
            defaults=_names(field for field in fields if "default" in field and field["name"] != BODY),
        ).encode()

    def program(self) -> bytes:
        """Return the program, which asks this host for what it would fetch from other sites."""
        program = (self.modules.cms / "dist/sveltia-cms.mjs").read_bytes()
        program = program.replace(PACKAGE_ELSEWHERE, _PACKAGE.encode())
        program = STATUS_ELSEWHERE.sub(f"{_PACKAGE}/package.json".encode(), program)
        return FONT_ELSEWHERE.sub(rb"fonts/\1-\2", program)

    def _config(self, translator: Translator) -> bytes | None:
        """Return the description of the form, None while the settings of the content cannot be read."""
        try:
            settings = read_settings(self.content)
        except ContentError:
            return None
        config = form_config(self.content, settings, translator, self.repository, self.base_path)
        return yaml.safe_dump(config, allow_unicode=True, sort_keys=False).encode()


def _locale(read: Callable[[], bytes], translator: Translator) -> bytes:
    """Return the words of the program in a language, with ours for what it says of git."""
    words = json.loads(read()) | {name: translator.translate(message) for name, message in _FOLDER_WORDS.items()}
    return json.dumps(words, ensure_ascii=False).encode()


def _names(fields: Iterable[Mapping[str, Any]]) -> str:
    return " ".join(dict.fromkeys(field["name"] for field in fields))
