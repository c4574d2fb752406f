"""Checks the colours of a brand: each is one of the theme's, and what is drawn in it can be seen."""

from __future__ import annotations

import math
from collections.abc import Sequence

from generator.diagnostics import DiagnosticCollector, did_you_mean
from generator.i18n import Message, _
from generator.model import Brand, BrandColour
from generator.site.contrast import contrast, nearest
from generator.site.palette import Palette, neighbours, read_palette
from generator.theme import Theme


def check_brand(brand: Brand, theme: Theme) -> None:
    """Raise ContentError where a colour is not one of the theme's, or has too little contrast."""
    collector, known = DiagnosticCollector(), read_palette(theme, Brand())
    for colour in brand.colours:
        if colour.name not in known:
            collector.add(colour.location, _unknown(colour.name, known))
    collector.raise_any()
    palette = read_palette(theme, brand)
    for colour in brand.colours:
        if message := _contrast_error(colour, palette, neighbours(colour.name, brand)):
            collector.add(colour.location, message)
    collector.raise_any()


def _unknown(name: str, known: Palette) -> Message:
    suggestion = did_you_mean(name, known)
    if suggestion is not None:
        return _('"{name}" is not a colour. Did you mean "{suggestion}"?', name=name, suggestion=suggestion)
    return _('"{name}" is not a colour. Use one of {choices}.', name=name, choices=", ".join(known))


def _contrast_error(colour: BrandColour, palette: Palette, others: Sequence[tuple[str, int]]) -> Message | None:
    """Return what is too hard to see in a colour, or on it; None for a good one."""
    for scheme in range(2):
        shade = palette[colour.name][scheme]
        for name, least in others:
            if (ratio := contrast(shade, palette[name][scheme])) < least:
                cure = nearest(shade, [(palette[other][scheme], enough) for other, enough in others])
                return _("{problem} {cure}", problem=_too_little(shade, name, ratio, least), cure=_cure(cure))
    return None


def _too_little(shade: str, name: str, ratio: float, least: int) -> Message:
    return _(
        'The contrast of "{colour}" to "{name}" is {ratio}:1, and at least {least}:1 is needed.',
        colour=shade,
        ratio=math.floor(ratio * 10) / 10,
        name=name,
        least=least,
    )


def _cure(colour: str | None) -> Message:
    if colour is None:
        return _("No shade of it has enough contrast; change the other colour.")
    return _('The nearest colour that passes is "{colour}".', colour=colour)
