"""No part of a page is a window for a moment: it would take the focus, and a scan's keys (C4)."""

from pathlib import Path

import pytest
from PySide6.QtCore import QEvent, QObject
from PySide6.QtWidgets import QApplication, QDialog, QMainWindow, QWidget

from app.gui.kit.desk import Desk
from app.gui.shell.first_run import FirstRunPage
from tests.everywhere import Everywhere, furnish
from tests.shop import Shop

WINDOWS = (QMainWindow, QDialog, FirstRunPage)


class Watch(QObject):
    """Notes what is shown as a window of its own and is none."""

    def __init__(self) -> None:
        super().__init__()
        self.strays: set[str] = set()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        shown = event.type() == QEvent.Type.Show and isinstance(watched, QWidget)
        if shown and watched.isWindow() and not isinstance(watched, WINDOWS):
            self.strays.add(f"{type(watched).__name__} “{watched.accessibleName()}”")
        return False


@pytest.mark.rule("C4")
def test_only_windows_are_windows(
    monkeypatch, qapp: QApplication, desk: Desk, shop: Shop, tmp_path: Path
) -> None:
    monkeypatch.setattr("app.gui.kit.dialogs.Asks.exec", lambda dialog: 0)
    furnish(shop)
    watch = Watch()
    qapp.installEventFilter(watch)
    with Everywhere(shop, desk, tmp_path) as everywhere:
        for _name, _place in everywhere.places():
            QApplication.processEvents()
        everywhere.window.rail.toggle_pin("stock")
        everywhere.window.rail.toggle_pin("stock")
    qapp.removeEventFilter(watch)
    assert not watch.strays
