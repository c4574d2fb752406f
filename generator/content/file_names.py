"""Checks the names of files in the content folder: what programs leave there, copies, and what is no content."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Collection, Iterator, Sequence
from pathlib import Path, PurePath

from generator.content.parsers import FILE_NAME, slug_of
from generator.content.source import file_error, path_text
from generator.diagnostics import ContentError
from generator.i18n import Message, _

# What systems and programs leave beside files: passed over. All else that is not content is reported.
LITTER = re.compile(
    r"\..*|~.*|.*~|#.*#|.*\.(sw[a-p]|bak|tmp|orig|rej|lnk|crdownload|part|download)|(eh)?thumbs\.db|desktop\.ini|icon\r"
    r"|4913|__macosx|\$recycle\.bin",
    re.IGNORECASE,
)

# What programs add to the name of a copy: browsers, Windows, Macs, Dropbox, Nextcloud, Google Drive and Syncthing.
_COPY = re.compile(
    r"(?:[\s_]*\(\d+\)|\s+\d+|[-–_\s]+(?:copy|kopio|kopia)(?:[-_\s]*\d+)?"
    r"|[\s_]*\([^()]*(?:conflict|ristirii|konflikt|copy|kopi[oa])[^()]*\)|[._-]sync-conflict-[\w-]+)+",
    re.IGNORECASE,
)
_COPY_OF = re.compile(r"^(?:copy of|kopia av|kopio(?: kohteesta| tiedostosta)?:?)\s+", re.IGNORECASE)
# What they add begins with one of these signs.
_BEFORE_COPY = re.compile(r"[-–_.(\s]")
# OneDrive adds the name of a computer, which has capitals as no name of ours has.
_COMPUTER = re.compile(r"-[\w-]*[A-Z][\w-]*")

_TEXTS = {".doc", ".docx", ".htm", ".html", ".odt", ".pages", ".pdf", ".rtf"}
_PICTURES = {".avif", ".bmp", ".gif", ".heic", ".jpeg", ".jpg", ".png", ".svg", ".tif", ".tiff", ".webp"}
_SPREADSHEETS = {".csv", ".numbers", ".ods", ".xls", ".xlsm", ".xlsx"}


def check_markdown_files(files: Sequence[Path]) -> Iterator[tuple[Path, ContentError | None]]:
    """Yield the files of a folder of Markdown files, each with what is wrong with its name, None where nothing is."""
    names = [unicodedata.normalize("NFC", file.name) for file in files]
    first: dict[str, Path] = {}
    taken = set(names)
    for file, name in zip(files, names, strict=True):
        message = None
        other = first.setdefault(name.casefold(), file)
        if other is not file:
            message = _(
                'Windows and Macs cannot tell this name from "{other}". Compare the two files, and delete one.',
                other=path_text(other),
            )
        elif file.is_dir() and not file.is_symlink():
            message = _("Folders in this folder are not read. Move the files up.")
        else:
            message = copy_message(name, taken) or _name_message(name)
        yield file, file_error(file, message) if message else None


def copy_message(name: str, names: Collection[str]) -> Message | None:
    """Return the message for a name that is that of a copy of another file among the names, None where it is not."""
    path = PurePath(name)
    stem, suffix = path.stem, path.suffix
    # Not each name with each: a folder may have thousands of them.
    starts = [stem[: sign.start()] for sign in _BEFORE_COPY.finditer(stem, 1)]
    for start in (*reversed(starts), _COPY_OF.sub("", stem, count=1)):
        original, rest = f"{start}{suffix}", stem[len(start) :]
        if original not in names or original == name:
            continue
        if not stem.startswith(start) or _COPY.fullmatch(rest) or _COMPUTER.fullmatch(rest):
            return _(
                'This is another version of "{original}", made by OneDrive, a browser or the like. Compare the two, '
                "keep what is right in that file, and delete this one.",
                original=original,
            )
    return None


def spreadsheet_message(name: str) -> Message | None:
    """Return the message for a file that is a spreadsheet by its name, None where it is not."""
    if PurePath(name).suffix.lower() not in _SPREADSHEETS:
        return None
    return _(
        "Spreadsheets are not read here. Move this one elsewhere, and import it with “tiekartta import {name}”.",
        name=name,
    )


def _name_message(name: str) -> Message | None:
    """Return the message for a name that no Markdown file of ours can have, None where one can."""
    if FILE_NAME.fullmatch(name):
        return None
    path = PurePath(name)
    suffix = path.suffix.lower()
    if path.suffix == ".md":
        cure = _markdown_name(path.stem)
        return _('This file name cannot be used. Use letters, digits and hyphens: "{cure}".', cure=cure)
    if suffix in _PICTURES:
        return _("Pictures cannot be shown. Move the file elsewhere, and describe in words what it shows.")
    if suffix in _TEXTS:
        return _(
            'Only Markdown files are read here. Copy the text into a file such as "{cure}", and move this one '
            "elsewhere.",
            cure=_markdown_name(path.stem),
        )
    stem = re.sub(r"(\.md)?(\.[A-Za-z0-9]+)?$", "", name, flags=re.IGNORECASE)
    return spreadsheet_message(name) or _(
        'Only Markdown files are read here. If this is one, name it "{cure}"; if not, move it elsewhere.',
        cure=_markdown_name(stem),
    )


def _markdown_name(stem: str) -> str:
    """Return the name that a file of Markdown should have, without what marks a copy."""
    original = re.sub(rf"(?<=\w){_COPY.pattern}$", "", _COPY_OF.sub("", stem, count=1), flags=re.IGNORECASE)
    return f"{slug_of(original)}.md"
