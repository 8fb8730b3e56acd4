"""Boxes for the figures of labels and printers, named as their rules name them."""

from collections.abc import Mapping
from enum import Enum
from typing import TypeVar

from PySide6.QtWidgets import QBoxLayout, QDoubleSpinBox, QGridLayout, QLabel

from app.gui.kit.fields import inset
from app.gui.kit.theme import GRID
from app.gui.kit.widgets import label
from app.text import _

FigureName = TypeVar("FigureName", bound=Enum)


def figure_box(name: str, least: float, most: float, step: float, value: float) -> QDoubleSpinBox:
    """A box for one figure; it is wider than its bounds, so that what is too much is said."""
    box = QDoubleSpinBox()
    inset(box)
    box.setDecimals(2)
    box.setRange(least, most)
    box.setSingleStep(step)
    box.setValue(value)
    box.setAccessibleName(name)
    box.setMinimumWidth(GRID * 12)
    return box


def figure_grid(boxes: Mapping[FigureName, QDoubleSpinBox], columns: int = 2) -> QGridLayout:
    """Boxes side by side, each with its name before it."""
    grid = QGridLayout()
    grid.setHorizontalSpacing(GRID)
    grid.setVerticalSpacing(GRID)
    for at, (figure, box) in enumerate(boxes.items()):
        line, place = divmod(at, columns)
        name: QLabel = label(_(figure.value), "muted", box)
        grid.addWidget(name, line, 2 * place)
        grid.addWidget(box, line, 2 * place + 1)
    return grid


def show_row(grid: QBoxLayout | QGridLayout, box: QDoubleSpinBox, shown: bool) -> None:
    """Show a box with its name, or hide both."""
    at = grid.indexOf(box)
    for place in (at - 1, at):
        item = grid.itemAt(place)
        widget = item.widget() if item else None
        if widget is not None:
            widget.setVisible(shown)
