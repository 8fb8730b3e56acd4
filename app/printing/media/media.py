"""A sheet or a roll of labels: its page, its labels and where each of them is.

All figures are millimetres, from the left and the top of the page as the printer feeds it.
"""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import NamedTuple

PAGE_EDGE = 5.1
"""What office printers leave white on each side of a sheet: 5 mm, and half a dot."""

LABEL_EDGE = 1.6
"""Ink stays so far inside a label, of which none lies in its place exactly: 1.5 mm, and half a dot,
since it begins at whole dots.
"""


class LabelPlace(NamedTuple):
    """Where a label is on its page, and where its ink begins."""

    left: float
    top: float
    ink_left: float
    ink_top: float


@dataclass(frozen=True, slots=True)
class LabelMedia:
    """Labels side by side and below each other on a page; on a roll each page is one label.

    ``edge_x`` and ``edge_y`` are what the printer leaves white at the sides of the page, at top and
    bottom. ``turned``: labels are read along the page, their top to the page's right. ``endless``:
    the page is cut off the roll as long as the shop says.
    """

    name: str
    page_width: float
    page_height: float
    columns: int
    rows: int
    width: float
    height: float
    left: float
    top: float
    gap_x: float = 0.0
    gap_y: float = 0.0
    edge_x: float = PAGE_EDGE
    edge_y: float = PAGE_EDGE
    turned: bool = False
    endless: bool = False

    @property
    def is_roll(self) -> bool:
        """Each page is one label."""
        return self.per_page == 1 and (self.width, self.height) == (
            self.page_width,
            self.page_height,
        )

    @property
    def per_page(self) -> int:
        """Labels on a page."""
        return self.columns * self.rows

    @property
    def read_size(self) -> tuple[float, float]:
        """Width and height of a label as it is read."""
        return (self.height, self.width) if self.turned else (self.width, self.height)

    @property
    def ink(self) -> tuple[float, float]:
        """Width and height of a label's ink on the page: the same on each label."""
        across = [self._clear_x(column) for column in range(self.columns)]
        down = [self._clear_y(row) for row in range(self.rows)]
        return (
            min(end - begin for begin, end in across) if across else 0.0,
            min(end - begin for begin, end in down) if down else 0.0,
        )

    def cells(self) -> Iterator[LabelPlace]:
        """Each label of a page: across, then down."""
        wide, high = self.ink
        for row in range(self.rows):
            for column in range(self.columns):
                left = self.left + column * (self.width + self.gap_x)
                top = self.top + row * (self.height + self.gap_y)
                ink_left = _within(left + (self.width - wide) / 2, wide, *self._clear_x(column))
                ink_top = _within(top + (self.height - high) / 2, high, *self._clear_y(row))
                yield LabelPlace(left, top, ink_left, ink_top)

    def _clear_x(self, column: int) -> tuple[float, float]:
        """From where to where ink may stand on the labels of a column."""
        left = self.left + column * (self.width + self.gap_x)
        return (
            max(left + LABEL_EDGE, self.edge_x),
            min(left + self.width - LABEL_EDGE, self.page_width - self.edge_x),
        )

    def _clear_y(self, row: int) -> tuple[float, float]:
        """From where to where ink may stand on the labels of a row."""
        top = self.top + row * (self.height + self.gap_y)
        return (
            max(top + LABEL_EDGE, self.edge_y),
            min(top + self.height - LABEL_EDGE, self.page_height - self.edge_y),
        )

    def cut(self, length: float) -> "LabelMedia":
        """An endless roll cut off at a length; along its page it is read where that is longer."""
        assert self.endless
        return replace(
            self, page_height=length, height=length, turned=length > self.page_width, endless=True
        )


def _within(begin: float, length: float, least: float, most: float) -> float:
    """Where ``length`` begins: at ``begin``, moved as little as needed to lie within two bounds."""
    return max(min(begin, most - length), least)


def size_text(width: float, height: float) -> str:
    """A size as people write it: 38.1 × 21.2 mm."""
    return f"{width:g} × {height:g} mm"
