"""The window: its rail, its pages, and leaving it."""

import pytest
from PySide6.QtCore import QEvent, QObject
from PySide6.QtWidgets import QMessageBox, QWidget

from app.domain.kinds import KINDS
from app.gui.kit.desk import Desk
from app.gui.kit.message import Message
from app.gui.shell.main_window import MainWindow
from app.gui.shell.menu import entries
from app.services import settings
from app.services.documents import drafts
from tests.gui.conftest import desk_at
from tests.shop import Shop


@pytest.fixture
def window(qtbot, desk: Desk) -> MainWindow:
    made = MainWindow(desk)
    qtbot.addWidget(made)
    made.show()
    return made


@pytest.fixture
def no_questions(monkeypatch: pytest.MonkeyPatch) -> None:
    def asked(self: QMessageBox) -> int:
        raise AssertionError(self.text())

    monkeypatch.setattr(Message, "exec", asked)


def test_every_page_of_the_rail_opens_and_the_window_closes_unasked(
    window: MainWindow, no_questions: None
) -> None:
    for entry in entries(serials_enabled=True):
        window.show_page(entry.key)
        assert window.current_key() == entry.key
    assert window.close()


@pytest.mark.rule("P1")
def test_with_the_switch_off_there_is_no_serial_search(qtbot, desk_without_serials: Desk) -> None:
    window = MainWindow(desk_without_serials)
    qtbot.addWidget(window)
    assert "search" not in window._entries


@pytest.mark.rule("D6")
def test_the_draft_that_was_on_the_screen_is_there_at_the_next_start(qtbot, shop: Shop) -> None:
    draft = drafts.new(shop.session, "purchase")
    settings.save_person(shop.session, resume=draft)
    window = MainWindow(desk_at(shop))
    qtbot.addWidget(window)
    window.start()
    assert window.current_key() == "purchase"
    assert window.pages["purchase"].page.document.id == draft


def next_start(qtbot, shop: Shop) -> str | None:
    """What a window that is built now begins with."""
    window = MainWindow(desk_at(shop))
    qtbot.addWidget(window)
    window.start()
    return window.current_key()


@pytest.mark.rule("D6")
def test_a_document_that_was_left_is_not_there_at_the_next_start(
    qtbot, shop: Shop, window: MainWindow
) -> None:
    draft = shop.written("purchase", "A1")
    window.open_document(draft)
    assert settings.load_person(shop.database, shop.session.person.id).resume == draft
    assert next_start(qtbot, shop) == "purchase"
    window.pages["purchase"].page.back_button.click()
    assert settings.load_person(shop.database, shop.session.person.id).resume is None
    assert next_start(qtbot, shop) == "counter"


class _Windows(QObject):
    """Notes every widget that is shown as a window of its own."""

    def __init__(self) -> None:
        super().__init__()
        self.shown: list[str] = []

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.Show and isinstance(watched, QWidget) and watched.isWindow():
            self.shown.append(repr(watched))
        return False


@pytest.mark.rule("C4")
def test_no_page_takes_the_focus_by_a_window_that_flashes_while_it_is_built(
    qtbot, qapp, desk: Desk, shop: Shop
) -> None:
    """Shown before it has its place, a part is a window for a moment, and keys would go there."""
    window = MainWindow(desk)
    qtbot.addWidget(window)
    window.show()
    windows = _Windows()
    qapp.installEventFilter(windows)
    for entry in entries(serials_enabled=True):
        window.show_page(entry.key)
    for kind in KINDS.values():
        if kind.has_lines and not kind.begun_elsewhere:
            window.open_document(drafts.new(shop.session, kind.key))
    qapp.removeEventFilter(windows)
    assert windows.shown == []
