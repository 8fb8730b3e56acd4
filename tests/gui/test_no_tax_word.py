"""A shop that keeps no tax reads no word of it, wherever it looks (M4)."""

import re
from collections.abc import Iterator
from itertools import chain
from pathlib import Path

import pytest
from PySide6.QtCore import QModelIndex, Qt
from PySide6.QtWidgets import (
    QAbstractButton,
    QAbstractItemView,
    QComboBox,
    QLabel,
    QLineEdit,
    QTableView,
    QWidget,
)

from app.text import use_language
from tests.everywhere import Everywhere, furnish
from tests.gui.conftest import desk_at
from tests.gui.states import states
from tests.shop import Shop

_ROWS = 50

THERE = frozenset({"settings", "stray scan", "about"})
"""Where it is switched on, with the shop's own number; and which laws are fulfilled: none."""

WORD = re.compile(r"\btax|\bvat\b|税", re.IGNORECASE)


def said_in(place: QWidget) -> Iterator[str]:
    """All that can be read, chosen or heard there."""
    for widget in (place, *place.findChildren(QWidget)):
        if not widget.isVisible():
            continue
        yield from (widget.toolTip(), widget.accessibleName(), widget.windowTitle())
        match widget:
            case QLabel() | QAbstractButton():
                yield widget.text()
            case QLineEdit():
                yield from (widget.text(), widget.placeholderText())
            case QComboBox():
                yield from map(widget.itemText, range(widget.count()))
            case QAbstractItemView():
                yield from _cells(widget)


def _cells(view: QAbstractItemView) -> Iterator[str]:
    model, top = view.model(), QModelIndex()
    if model is None:
        return
    for column in range(model.columnCount(top) if isinstance(view, QTableView) else 1):
        yield str(model.headerData(column, Qt.Orientation.Horizontal) or "")
        for row in range(min(model.rowCount(top), _ROWS)):
            for role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.ToolTipRole):
                yield str(model.index(row, column).data(role) or "")


@pytest.mark.rule("M4")
@pytest.mark.parametrize("language", ["en", "zh_CN"])
def test_no_place_speaks_of_tax(qtbot, shop: Shop, tmp_path: Path, monkeypatch, language) -> None:
    monkeypatch.setattr("app.gui.kit.dialogs.Asks.exec", lambda dialog: 0)
    furnish(shop, taxed=False)
    use_language(language)
    found: dict[str, set[str]] = {}
    with Everywhere(shop, desk_at(shop), tmp_path) as everywhere:
        for name, place in chain(everywhere.places(), states(everywhere)):
            said = {text for text in said_in(place) if WORD.search(text)}
            if said and name.partition(",")[0] not in THERE:
                found[name] = said
    assert not found
