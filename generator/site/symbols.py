"""The drawings of a page: houses, windows and signs that stand for measures and their statuses.

A page refers to a drawing by its id and has each once, in a sheet of SVG symbols at its end. The style sheet colours
the parts by the status of what they stand for.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import NamedTuple

# All in units of the drawing, of which a cell in a row of houses is 44 wide, or 60 for the widest house.
_GROUND, _PLINTH, _STOREY, _WINDOW = 136, 5, 27, 15
_BODIES = {1: 34, 2: 44, 3: 60}
_CELLS = {1: 44, 2: 44, 3: 60}
# The slope of a roof, and the room above its ridge: for the stroke, and for the smoke of a house.
_SLOPE, _STROKE, _SMOKE = 0.42, 4, 26
# How wide a window is, as a part of the wall.
_PANE = 0.225


class House(NamedTuple):
    """The house of a measure: its height and width from 1 to 3, the shape of its status, and whether it is late."""

    height: int
    width: int
    shape: str
    is_late: bool

    @property
    def symbol(self) -> str:
        """The id of its drawing, such as “house-32”."""
        return f"house-{self.height}{self.width}"

    @property
    def box(self) -> tuple[int, int, int]:
        """The top, the width and the height of the part of the drawing that it takes."""
        top = int(_ridge(self.height, self.width)) - (_SMOKE if self.shape == "loop" else _STROKE)
        return top, _CELLS[self.width], _GROUND - top


def row_width(houses: Iterable[House]) -> int:
    """Return how wide a row of houses is, in units of their drawings."""
    return sum(_CELLS[house.width] for house in houses)


class SymbolSheet:
    """The symbols that a page refers to, in the order of their first use."""

    def __init__(self) -> None:
        self._used: dict[str, None] = {}

    def begin_page(self) -> None:
        """Forget the symbols of the page before."""
        self._used.clear()

    def use(self, symbol: str) -> str:
        """Return the reference to a symbol, and have it in the sheet of the page."""
        self._used[symbol] = None
        return f"#{symbol}"

    def used(self) -> list[tuple[str, Mapping[str, object] | None]]:
        """Return the ids of the symbols that the page refers to, each house with its parts."""
        return [(symbol, _HOUSES.get(symbol)) for symbol in self._used]


def _ridge(height: int, width: int) -> float:
    return _eaves(height) - _SLOPE * _BODIES[width]


def _eaves(height: int) -> int:
    return _GROUND - 11 - _STOREY * height


def _house(height: int, width: int) -> dict[str, object]:
    """Return the width of the cell of a house, and the path of each of its parts."""
    cell, body = _CELLS[width], _BODIES[width]
    left, right, eaves, ridge = (cell - body) // 2, (cell + body) // 2, _eaves(height), round(_ridge(height, width), 1)
    middle, floors = cell // 2, [_GROUND - 26 - _STOREY * floor for floor in range(height)]
    pane, chimney = round(_PANE * body, 1), round(left + 0.69 * body, 1)
    columns = [round(left + share * body - pane / 2, 1) for share in (0.3, 0.7)]
    panes = ["".join(f"M{x} {y}h{pane}v{_WINDOW}h-{pane}z" for y in floors) for x in columns]
    planks = "".join(f"M{left} {y - 5}h{body}" for y in floors)
    return {
        "width": cell,
        "chimney": f"M{chimney} {round(ridge + 4, 1)}h6v16h-6z",
        "smoke": f"M{round(chimney + 3, 1)} {round(ridge + 1, 1)}c-5-4 4-6-1-10s3-5 0-9",
        "wall": f"M{left} {_GROUND - 4}V{eaves}L{middle} {ridge}L{right} {eaves}V{_GROUND - 4}z",
        "plinth": f"M{left} {_GROUND - _PLINTH}h{body}v{_PLINTH}h-{body}z",
        "roof": f"M{left} {eaves + 1}L{middle} {ridge}L{right} {eaves + 1}",
        "left_panes": panes[0],
        "right_panes": panes[1],
        "cross": f"M{middle - 7} 110l14 14m0-14l-14 14",
        "arrow": f"M{middle - 9} 118h17m-6-6l6 6l-6 6",
        "scaffold": f"M{left + 2} {_GROUND}V{eaves - 9}M{right - 2} {_GROUND}V{eaves - 9}{planks}"
        f"M{left + 2} {_GROUND}L{right - 2} {_GROUND - 31}",
    }


_HOUSES = {f"house-{height}{width}": _house(height, width) for height in (1, 2, 3) for width in (1, 2, 3)}
