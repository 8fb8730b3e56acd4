"""Everybody who is signed in can change their own PIN, by the menu of their name (U2)."""

import pytest
from PySide6.QtCore import QPoint, Qt, QTimer
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from app.gui.kit.dialogs import asking
from app.gui.people.change_pin import ChangePinDialog
from app.gui.shell.rail import RailFoot
from app.services import people, proving
from app.services.keeping import frozen
from tests.gui.test_sign_in import (  # noqa: F401
    CLERK_PIN,
    OWNER_PIN,
    opened,
    program,
    sign_in,
    staff,
)
from tests.shop import refusal

pytestmark = pytest.mark.rule("U2")

NEW = "70218"


@pytest.fixture
def window(qtbot, program, store, staff):  # noqa: F811
    opened(qtbot, program, store)
    return sign_in(qtbot, program, 2, CLERK_PIN)


def asked(qtbot, window, act) -> None:
    """Open it by the mouse, as a person does, and do something in it."""
    faults: list[Exception] = []
    done: list[bool] = []

    def in_it() -> None:
        dialog = asking()
        try:
            assert isinstance(dialog, ChangePinDialog) and dialog.own_pin.pin.hasFocus()
            act(dialog)
        except Exception as fault:
            faults.append(fault)
        finally:
            if dialog is not None and dialog.isVisible():
                dialog.done(0)
            done.append(True)

    def choose() -> None:
        menu = QApplication.activePopupWidget()
        *_, change = menu.actions()
        QTimer.singleShot(100, window, in_it)
        QTest.mouseClick(menu, Qt.MouseButton.LeftButton, pos=menu.actionGeometry(change).center())

    QTimer.singleShot(0, window, choose)
    QTest.mouseClick(window.rail.foot.person, Qt.MouseButton.LeftButton, pos=QPoint(20, 10))
    qtbot.waitUntil(lambda: bool(done) and asking() is None)
    assert not faults, faults


def by_hand(*pins: str) -> None:
    """Each with Enter, slower than any scanner."""
    for pin in pins:
        QTest.keyClicks(QApplication.focusWidget(), pin, delay=60)
        QTest.keyClick(QApplication.focusWidget(), Qt.Key.Key_Return, delay=60)


def signs_in_by(window, pin) -> bool:
    desk = window.desk
    try:
        proving.sign_in(desk.database, desk.session.counter, desk.session.person.id, pin)
    except people.Refused:
        return False
    return True


def test_a_clerk_changes_it_by_keys(qtbot, window) -> None:
    def change(_dialog) -> None:
        by_hand(CLERK_PIN, NEW, NEW)

    asked(qtbot, window, change)
    assert signs_in_by(window, NEW) and not signs_in_by(window, CLERK_PIN)


@pytest.mark.parametrize(
    ("pins", "says"),
    [
        (("4826", NEW, NEW), "4 more tries"),
        ((CLERK_PIN, NEW, "70219"), "not the same"),
        ((CLERK_PIN, "1234", "1234"), "one of the first"),
        ((CLERK_PIN, OWNER_PIN, OWNER_PIN), "cannot be used here"),
    ],
    ids=["wrong", "differs", "easy", "another's"],
)
def test_what_is_wrong_is_said_and_the_cursor_is_there(qtbot, window, pins, says) -> None:
    def change(dialog) -> None:
        by_hand(*pins)
        wrong_old = pins[0] != CLERK_PIN
        said = dialog.own_pin.problem if wrong_old else dialog.problems
        text = said.text() if wrong_old else dialog.problems._text.text()
        assert said.isVisible() and says in text
        assert (dialog.own_pin.pin if wrong_old else dialog.pin).hasFocus()
        assert dialog.isVisible()

    asked(qtbot, window, change)
    assert signs_in_by(window, CLERK_PIN)


def test_a_scan_meanwhile_is_the_pages_and_no_pin(qtbot, window) -> None:
    def scan(dialog) -> None:
        window.route_scan("CABLE-C")
        assert dialog.own_pin.text() == "" and dialog.pin.text() == ""

    asked(qtbot, window, scan)
    counter = window.pages["counter"]
    qtbot.waitUntil(lambda: len(counter.lines.table_model.rows) == 1)


def test_where_it_is_only_looked_at_it_is_not_offered(window) -> None:
    window.desk.database.frozen = frozen.Frozen.MOVED.value.name
    (problem,) = refusal(proving.change_own_pin, window.desk.session, CLERK_PIN, NEW)
    assert problem.code is frozen.Frozen.MOVED.value
    foot = RailFoot(window.rail, window.desk)
    assert len(foot.menu.actions()) == 1
