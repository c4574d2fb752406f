"""Reads `brand` of `site.yaml`: a logo, an icon, colours and a font, from files in the folder of that name."""

from __future__ import annotations

import re
import struct
import unicodedata
from collections.abc import Iterator
from functools import partial
from pathlib import Path, PurePosixPath
from typing import NoReturn
from xml.etree import ElementTree as ET

from resvg_py import svg_to_bytes

from generator.content import parsers
from generator.content.mapping_reader import MappingReader
from generator.content.source import read_bytes
from generator.diagnostics import ContentError, InvalidValue, did_you_mean
from generator.model import Brand, BrandColour, Font, Image

BRAND = "brand"

_PICTURES = ("houses", "none")
_COLOUR = re.compile(r"#?([0-9a-f]{6}|[0-9a-f]{3})", re.IGNORECASE)
# In pixels: the largest icon that a device asks for, and more than any screen has.
_ICON_MIN, _LARGEST = 512, 4096
# How deep the elements of an SVG are nested, and how long a side is, in its own units.
_DEEPEST, _SHORTEST_SIDE, _LONGEST_SIDE = 100, 0.001, 1_000_000
_PNG, _WOFF2 = b"\x89PNG\r\n\x1a\n", b"wOF2"
_SVG = "{http://www.w3.org/2000/svg}"
# What would run, or be loaded from elsewhere. A reference to a part of the drawing itself begins with “#”.
_FOREIGN_ELEMENTS = {f"{_SVG}script", f"{_SVG}foreignObject"}
_OWN_LINKS = ("#", "data:image/png", "data:image/jpeg")
_FOREIGN_STYLE = re.compile(r"""@import|url\((?!\s*["']?(?:#|data:))""", re.IGNORECASE)


def read_brand(fields: MappingReader, folder: Path) -> Brand:
    """Return the brand of a site, whose files are in `brand` below the content folder."""
    brand = Brand()
    for inner in fields.mapping_if_any("brand"):
        brand = Brand(
            logo=inner.optional("logo", partial(_read_image, folder), None),
            icon=inner.optional("icon", partial(_read_icon, folder), None),
            font=inner.optional("font", partial(_read_font, folder), None),
            colours=tuple(_read_colours(inner)),
            has_houses=inner.optional("picture", parsers.one_of(_PICTURES, "picture"), "none") == "houses",
        )
    return brand


def _read_colours(fields: MappingReader) -> Iterator[BrandColour]:
    for name, text, location in fields.texts_if_any("colours", str, _colours):
        light, _unused, dark = text.partition(" ")
        yield BrandColour(name, light, dark, location)


def _colours(text: str) -> str:
    """Return one or two colours as “#rrggbb”, divided by a space."""
    found = [_COLOUR.fullmatch(written) for written in text.split()]
    if len(found) > 2 or not all(found):
        raise InvalidValue(
            '"{value}" is not a colour. Write one such as "#16355c", or one for light pages and one for dark '
            'ones, such as "#16355c #a8cdf5".',
            value=text,
        )
    digits = [match[1].lower() for match in found if match]
    return " ".join("#" + (d if len(d) == 6 else "".join(2 * one for one in d)) for d in digits)


def _read_icon(folder: Path, path: str) -> Image:
    image = _read_image(folder, path)
    if image.suffix == "png" and max(image.width, image.height) < _ICON_MIN:
        raise InvalidValue(
            '"{path}" is {width} × {height} pixels. An icon needs at least {least} pixels: save it larger, or as SVG.',
            path=path,
            width=image.width,
            height=image.height,
            least=_ICON_MIN,
        )
    return image


def _read_image(folder: Path, path: str) -> Image:
    """Return the picture in a file, which is drawn to see that it shows something."""
    content = _read_file(folder, path, (".svg", ".png"))
    image = _read_png(content, path) if content.startswith(_PNG) else _read_svg(content, path)
    if not _shows_something(image):
        raise InvalidValue(
            '"{path}" looks empty when it is drawn. Save it again with its text converted to paths, or as PNG.',
            path=path,
        )
    return image


def _read_png(content: bytes, path: str) -> Image:
    try:
        width, height = struct.unpack(">II", content[16:24])
    except struct.error:
        raise _no_picture(path) from None
    if max(width, height) > _LARGEST:
        raise InvalidValue(
            '"{path}" is {width} × {height} pixels. Save it with at most {most}.',
            path=path,
            width=width,
            height=height,
            most=_LARGEST,
        )
    return Image(content, width, height)


def _read_svg(content: bytes, path: str) -> Image:
    try:
        root = ET.fromstring(content)
    except (ET.ParseError, LookupError, ValueError):
        raise _no_picture(path) from None
    if root.tag != f"{_SVG}svg" or _is_too_deep(root):
        raise _no_picture(path)
    for element in root.iter():
        _check_element(element, path)
    if b"<?xml-stylesheet" in content:
        _refuse("xml-stylesheet", path)
    width, height = _svg_size(root, path)
    return Image(content, width, height)


def _is_too_deep(root: ET.Element) -> bool:
    """Tell whether elements are nested deeper than in any drawing: the renderer would run out of its stack."""
    level = [root]
    for _level in range(_DEEPEST):
        level = [child for element in level for child in element]
    return bool(level)


def _no_picture(path: str) -> InvalidValue:
    return InvalidValue('"{path}" is not a picture. Save it again as SVG or PNG.', path=path)


def _check_element(element: ET.Element, path: str) -> None:
    """Raise InvalidValue where an element of an SVG runs a script or loads another file."""
    if element.tag in _FOREIGN_ELEMENTS:
        _refuse(element.tag.removeprefix(_SVG), path)
    for name, value in element.attrib.items():
        is_link = name.rpartition("}")[2] == "href" and not value.strip().startswith(_OWN_LINKS)
        if name.startswith("on") or is_link or _FOREIGN_STYLE.search(value):
            _refuse(value, path)
    if element.tag == f"{_SVG}style" and (found := _FOREIGN_STYLE.search(element.text or "")):
        _refuse(found[0], path)


def _refuse(what: str, path: str) -> NoReturn:
    raise InvalidValue(
        '"{path}" runs a script or loads another file ("{what}"). Save it again as plain SVG with everything in it.',
        path=path,
        what=what[:60],
    )


def _svg_size(root: ET.Element, path: str) -> tuple[float, float]:
    view_box = root.get("viewBox", "").replace(",", " ").split()[2:]
    sides = view_box or [root.get(side, "").removesuffix("px") for side in ("width", "height")]
    try:
        width, height = map(float, sides)
    except ValueError:
        width = height = 0
    if not all(_SHORTEST_SIDE <= side <= _LONGEST_SIDE for side in (width, height)):
        raise InvalidValue('"{path}" does not state its size. Save it again with a viewBox.', path=path)
    return width, height


def _shows_something(image: Image) -> bool:
    """Tell whether a picture is more than empty space, as it is drawn for devices that take no SVG."""
    frame = '<svg xmlns="http://www.w3.org/2000/svg" width="64" height="64">{}</svg>'
    drawn, empty = (
        svg_to_bytes(svg_string=frame.format(inner), skip_system_fonts=True)
        for inner in (f'<image href="{image.data_url}" width="64" height="64"/>', "")
    )
    return drawn != empty


def _read_font(folder: Path, path: str) -> Font:
    content = _read_file(folder, path, (".woff2",))
    try:
        # Its header has the length of the whole.
        if content.startswith(_WOFF2) and content[8:12] == struct.pack(">I", len(content)):
            return Font(content, _is_variable(content))
    except IndexError:
        pass
    raise InvalidValue('"{path}" is not a font in the format WOFF2. Save it again in that format.', path=path)


def _is_variable(font: bytes) -> bool:
    """Tell whether the tables of a font include “fvar” (https://www.w3.org/TR/WOFF2/#table_dir_format)."""
    glyf, loca, fvar, unknown, position = 10, 11, 47, 63, 48
    for _table in range(int.from_bytes(font[12:14])):
        tag, transform = font[position] & 63, font[position] >> 6
        if tag == fvar:
            return True
        position += 5 if tag == unknown else 1
        has_second_length = transform == 0 if tag in {glyf, loca} else transform != 0
        for _length in range(1 + has_second_length):
            # A number goes on in the next byte while the highest bit is set.
            while font[position] & 128:
                position += 1
            position += 1
    return False


def _read_file(folder: Path, path: str, suffixes: tuple[str, ...]) -> bytes:
    """Return what a file of the brand holds, named by its path below the content folder."""
    written, name = PurePosixPath(path), PurePosixPath(path.replace("\\", "/")).name
    if written.suffix not in suffixes:
        raise InvalidValue(
            '"{path}" does not end in {suffixes}. Save the file in that format.',
            path=path,
            suffixes=" / ".join(suffixes),
        )
    if path != f"{BRAND}/{name}":
        raise InvalidValue(
            '"{path}" is not in the folder “brand”. Put the file there, and write "{cure}".',
            path=path,
            cure=f"{BRAND}/{name}",
        )
    files = brand_files(folder)
    if name not in files:
        suggestion = did_you_mean(name, files)
        if suggestion is not None:
            raise InvalidValue(
                '"{path}" does not exist. Did you mean "{suggestion}"?', path=path, suggestion=f"{BRAND}/{suggestion}"
            )
        raise InvalidValue('"{path}" does not exist. Add the file, or delete this line.', path=path)
    try:
        return read_bytes(files[name])
    except ContentError as error:
        raise InvalidValue('"{path}": {problem}', path=path, problem=error.diagnostics[0].message) from None


def brand_files(folder: Path) -> dict[str, Path]:
    """Return what is in the folder of the brand by its exact name, also where the system takes A for a."""
    brand = folder / BRAND
    if brand.is_symlink() or not brand.is_dir():
        return {}
    return {unicodedata.normalize("NFC", file.name): file for file in sorted(brand.iterdir())}
