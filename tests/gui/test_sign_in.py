"""Who is at the counter: signing in, another person, and back to what was left (U2)."""

from dataclasses import dataclass
from itertools import islice
from pathlib import Path

import pytest
from PySide6.QtCore import QRect, Qt, QTimer
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QFileDialog, QLineEdit, QMenu

from app.domain.permissions import Role
from app.domain.problems import Code, Problem
from app.gui.documents.counter import CounterPage
from app.gui.kit.dialogs import Dialog, asking, asking_all
from app.gui.people.sign_in import SignInPage
from app.gui.shell.main_window import MainWindow
from app.gui.shell.program import Program
from app.services import clock, people, proving, secrets, settings
from app.services import session as sessions
from app.services.people import PersonForm
from tests.shop import open_store

pytestmark = pytest.mark.rule("U2")

OWNER_PIN, CLERK_PIN, BADGE = "9153", "27043", "BADGE-0099"


@dataclass
class Staff:
    """The ids of who works here."""

    wren: int
    ida: int


@pytest.fixture
def staff(store: Path) -> Staff:
    """An owner and a clerk, each with a PIN; the clerk has a badge."""
    database = open_store(store)
    session = sessions.begin(database)
    wren = people.save(
        session, PersonForm("Wren Tolby", Role.OWNER, pin=OWNER_PIN), session.person.id
    )
    ida = people.save(session, PersonForm("Ida Fenmoor", Role.CLERK, pin=CLERK_PIN, badge=BADGE))
    database.close()
    return Staff(wren, ida)


@pytest.fixture
def program(qapp, store, request):
    made = Program(qapp)
    yield made
    made.close_store()


def opened(qtbot, program: Program, store: Path) -> MainWindow:
    assert program.open(store)
    assert program.window is not None
    with qtbot.waitActive(program.window):
        program.window.activateWindow()
    return program.window


def page_of(program: Program) -> SignInPage:
    assert program.window is not None and program.window.sign_in is not None
    return program.window.sign_in


def typed(text: str) -> None:
    """Keys for what has the focus."""
    QTest.keyClicks(QApplication.focusWidget(), text)


def press(key: Qt.Key, held: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier) -> None:
    QTest.keyClick(QApplication.focusWidget() or QApplication.activeWindow(), key, held)


def sign_in(qtbot, program: Program, place: int, pin: str) -> MainWindow:
    """By keys alone: Alt+n, the PIN, Enter."""
    press(Qt.Key(Qt.Key.Key_0 + place), Qt.KeyboardModifier.AltModifier)
    typed(pin)
    press(Qt.Key.Key_Return)
    window = program.window
    assert window is not None
    in_front = lambda: window.isActiveWindow() or asking() is not None  # noqa: E731
    qtbot.waitUntil(lambda: not window.is_locked and in_front())
    return window


def counter(window: MainWindow) -> CounterPage:
    page = window.pages["counter"]
    assert isinstance(page, CounterPage)
    return page


SAID = {
    "who left": Problem(Code.NOBODY_SUCH),
    "a wrong PIN": Problem(Code.PIN_WRONG, {"left": 4}),
    "a wait": Problem(Code.PIN_WAIT, {"seconds": 900}),
    "no badge": Problem(Code.BADGE_MISSING, {"person": "Ida Fenmoor of the second shift"}),
}


@pytest.mark.parametrize("said", SAID)
def test_what_is_wrong_is_said_in_full(qtbot, program, store, staff, said) -> None:
    """Beside the boxes there is room for some words only: a sentence goes over more lines."""
    opened(qtbot, program, store)
    page = page_of(program)
    page._say(SAID[said])
    qtbot.waitUntil(lambda: page.problem.height() > 0)
    shown = page.problem
    high = QRect(0, 0, shown.width(), 1000)
    needs = shown.fontMetrics().boundingRect(high, Qt.TextFlag.TextWordWrap, shown.text())
    assert needs.height() <= shown.height() and needs.width() <= shown.width()
    assert page.stack.rect().right() >= shown.mapTo(page.stack, shown.rect().bottomRight()).x()


def test_a_shop_of_one_sees_none_of_it(qtbot, program, store) -> None:
    window = opened(qtbot, program, store)
    assert not window.is_locked
    press(Qt.Key.Key_F12)
    window.lock()
    assert not window.is_locked and window.sign_in is None
    assert window.rail.foot.person is None


def test_the_counter_is_locked_at_the_start_and_opens_to_the_pin(
    qtbot, program, store, staff
) -> None:
    window = opened(qtbot, program, store)
    assert window.is_locked
    assert not window.rail.isVisible()
    assert [tile.accessibleName() for tile in page_of(program).tiles] == [
        "Wren Tolby",
        "Ida Fenmoor",
    ]
    window = sign_in(qtbot, program, 2, CLERK_PIN)
    assert window.desk.session.person.name == "Ida Fenmoor"
    assert window.current_key() == "counter"
    assert counter(window).scan_box.hasFocus()


def test_a_wrong_pin_says_how_many_tries_are_left_and_then_counts_down(
    qtbot, program, store, staff, monkeypatch
) -> None:
    steady = [1000.0]
    monkeypatch.setattr(clock, "steady", lambda: steady[0])
    opened(qtbot, program, store)
    page = page_of(program)
    for left in ("4 more tries", "3 more tries", "2 more tries", "1 more try"):
        typed("4826")
        press(Qt.Key.Key_Return)
        assert left in page.problem.text()
        assert page.pin.text() == "" and page.pin.hasFocus()
    typed("4826")
    press(Qt.Key.Key_Return)
    assert page.pin.said() == list("0:30")
    typed(OWNER_PIN)
    press(Qt.Key.Key_Return)
    assert page.pin.text() == "" and program.window.is_locked
    steady[0] += 25
    qtbot.waitUntil(lambda: page.pin.said() == list("0:05"), timeout=3000)
    steady[0] += 5
    qtbot.waitUntil(lambda: not page.pin.waits, timeout=3000)
    sign_in(qtbot, program, 1, OWNER_PIN)


def test_another_person_and_back_finds_all_as_it_was(qtbot, program, store, staff) -> None:
    """The draft, what is typed in a box, the page; the other one has a draft of their own."""
    opened(qtbot, program, store)
    first = sign_in(qtbot, program, 2, CLERK_PIN)
    page = counter(first)
    first.route_scan("CABLE-C")
    qtbot.waitUntil(lambda: len(page.lines.table_model.rows) == 1)
    draft = page.draft.id
    page.scan_box.setText("half typed")
    page.scan_box.setFocus()
    press(Qt.Key.Key_F12)
    assert first.is_locked and page_of(program).draft_line.isVisible()
    assert page_of(program).draft_line.much.text() == "1 line, 19.90"
    second = sign_in(qtbot, program, 1, OWNER_PIN)
    assert second is not first and not first.isVisible()
    assert counter(second).draft.id != draft
    assert second.desk.session.person.id == staff.wren
    press(Qt.Key.Key_F12)
    assert sign_in(qtbot, program, 2, CLERK_PIN) is first
    assert page.draft.id == draft and page.scan_box.text() == "half typed"
    assert page.scan_box.hasFocus()
    assert first.desk.session.person.id == staff.ida


def test_a_scan_waits_for_who_signs_in_and_a_badge_says_who_it_is(
    qtbot, program, store, staff
) -> None:
    opened(qtbot, program, store)
    page = page_of(program)
    program.window.route_scan("CABLE-C")
    assert page.waiting == ["CABLE-C"]
    assert page.scans_line.what.text() == "1 scan came in while it was locked"
    program.window.route_scan(BADGE)
    assert page.title.text() == "PIN of Ida Fenmoor"
    typed(CLERK_PIN)
    press(Qt.Key.Key_Return)
    window = program.window
    qtbot.waitUntil(lambda: len(counter(window).lines.table_model.rows) == 1)
    assert window.desk.session.person.id == staff.ida
    codes = [row.code for row in _scans(window)]
    assert codes.count("CABLE-C") == 2 and BADGE not in codes


def test_guesses_at_a_badge_are_waited_for_and_the_page_says_so(
    qtbot, program, store, staff
) -> None:
    opened(qtbot, program, store)
    page = page_of(program)
    codes = (f"GUESS-{number}" for number in range(100_000))
    mark = secrets.mark_of(BADGE)
    guesses = list(islice((code for code in codes if secrets.mark_of(code) == mark), 5))
    for code in guesses:
        program.window.route_scan(code)
    program.window.route_scan(BADGE)
    assert "Wait " in page.problem.text() and page.title.text() != "PIN of Ida Fenmoor"
    assert page.waiting == guesses  # they may have been goods


def _scans(window: MainWindow):
    from app.lists.scans import SCANS
    from db.queries.lists.scans import ScansAsked

    return SCANS.page(window.desk.database, ScansAsked(), None, 50).rows


def test_a_badge_changes_who_is_there_from_any_page(qtbot, program, store, staff) -> None:
    opened(qtbot, program, store)
    window = sign_in(qtbot, program, 1, OWNER_PIN)
    window.route_scan(BADGE)
    assert window.is_locked and page_of(program).title.text() == "PIN of Ida Fenmoor"
    window.route_scan("another")
    sign_in(qtbot, program, 1, OWNER_PIN)
    settings.save(window.desk.session, badge_is_enough=True)


def test_it_locks_after_minutes_without_a_key(qtbot, program, store, staff, monkeypatch) -> None:
    opened(qtbot, program, store)
    window = sign_in(qtbot, program, 2, CLERK_PIN)
    counter(window).scan_box.setText("half typed")
    quiet = [599.0]
    monkeypatch.setattr(program._watch, "_quiet", lambda: quiet[0])
    program._watch.look()
    assert not window.is_locked
    quiet[0] = 600.0
    program._watch.look()
    assert window.is_locked
    sign_in(qtbot, program, 2, CLERK_PIN)
    assert counter(window).scan_box.text() == "half typed"


def test_it_does_not_lock_while_work_goes_on(qtbot, program, store, staff, monkeypatch) -> None:
    from app.gui.kit.tasks import Task

    opened(qtbot, program, store)
    window = sign_in(qtbot, program, 2, CLERK_PIN)
    Task(window)
    monkeypatch.setattr(program._watch, "_quiet", lambda: 10_000.0)
    monkeypatch.setattr(Task, "busy", True)
    program._watch.look()
    assert not window.is_locked
    monkeypatch.undo()
    monkeypatch.setattr(program._watch, "_quiet", lambda: 10_000.0)
    program._watch.look()
    assert window.is_locked


def test_a_question_is_put_away_and_comes_back_with_what_was_typed(
    qtbot, program, store, staff
) -> None:
    opened(qtbot, program, store)
    window = sign_in(qtbot, program, 2, CLERK_PIN)
    dialog = Dialog(window)
    dialog.setWindowTitle("Asks")

    def lock_and_come_back() -> None:
        window.lock()
        assert not dialog.isVisible() and window.is_locked
        sign_in(qtbot, program, 2, CLERK_PIN)
        assert dialog.isVisible()
        dialog.reject()

    QTimer.singleShot(0, window, lock_and_come_back)
    assert dialog.exec() == 0


def test_nothing_is_left_to_choose_over_a_locked_counter(qtbot, program, store, staff) -> None:
    """A menu or a file is Qt's own window: whoever comes next does not choose in it."""
    opened(qtbot, program, store)
    window = sign_in(qtbot, program, 2, CLERK_PIN)
    menu = QMenu(window)
    menu.addAction("Change my PIN…")
    menu.popup(window.rect().center())
    window.lock()
    assert window.is_locked and not menu.isVisible()
    sign_in(qtbot, program, 2, CLERK_PIN)
    QTimer.singleShot(0, window, window.lock)
    found, _kind = QFileDialog.getSaveFileName(
        window, "Export", "list.csv", options=QFileDialog.Option.DontUseNativeDialog
    )
    assert not found and window.is_locked


@pytest.mark.parametrize("deep", [1, 2])
def test_f12_comes_to_the_sign_in_from_a_dialog_too(qtbot, program, store, staff, deep) -> None:
    """What is typed in it stays; on a dialog that stands on another as well."""
    opened(qtbot, program, store)
    window = sign_in(qtbot, program, 2, CLERK_PIN)
    dialogs: list[Dialog] = []

    def ask() -> None:
        dialog = Dialog(dialogs[-1] if dialogs else window)
        field = QLineEdit("half ty", dialog)
        dialogs.append(dialog)
        QTimer.singleShot(0, dialog, lambda: go_on(field))
        dialog.exec()

    def go_on(field: QLineEdit) -> None:
        if len(dialogs) < deep:
            ask()
            return
        qtbot.keyClick(field, Qt.Key.Key_F12)
        assert window.is_locked and not any(one.isVisible() for one in dialogs)
        sign_in(qtbot, program, 2, CLERK_PIN)
        assert all(one.isVisible() for one in dialogs) and field.text() == "half ty"
        for one in reversed(dialogs):
            one.reject()

    ask()
    assert len(dialogs) == deep and not window.is_locked


def test_two_questions_are_answered_in_their_order(qtbot, program, store, staff) -> None:
    """The one that was asked first can end only after the second: that one is not left behind."""
    opened(qtbot, program, store)
    ida = sign_in(qtbot, program, 2, CLERK_PIN)
    first = Dialog(ida)
    ended = []

    def ask_wren() -> None:
        ida.lock()
        wren = sign_in(qtbot, program, 1, OWNER_PIN)
        second = Dialog(wren)

        def both() -> None:
            try:
                lock_both(wren, second)
            finally:
                second.reject()

        QTimer.singleShot(0, wren, both)
        second.exec()
        ended.append("second")
        wren.lock()
        wren.activateWindow()
        qtbot.waitUntil(page_of(program).pin.hasFocus)
        sign_in(qtbot, program, 2, CLERK_PIN)
        first.reject()

    def lock_both(wren: MainWindow, second: Dialog) -> None:
        wren.lock()
        press(Qt.Key.Key_2, Qt.KeyboardModifier.AltModifier)
        typed(CLERK_PIN)
        press(Qt.Key.Key_Return)
        assert wren.is_locked and "Wren Tolby left a question" in page_of(program).problem.text()
        sign_in(qtbot, program, 1, OWNER_PIN)
        assert second.isVisible()
        second.reject()

    def safely() -> None:
        try:
            ask_wren()
        finally:
            first.reject()

    QTimer.singleShot(0, ida, safely)
    first.exec()
    assert ended == ["second"]


CHANGED = {
    "may less": PersonForm("Ida Fenmoor", Role.VIEWER),
    "may more": PersonForm("Ida Fenmoor", Role.MANAGER),
    "another name": PersonForm("Ida Tolby"),
}


@pytest.mark.parametrize("form", CHANGED.values(), ids=CHANGED)
def test_a_question_of_who_may_something_else_now_is_given_up(
    qtbot, program, store, staff, form
) -> None:
    """Their window is another one: the question ends with no, and keeps nobody from asking."""
    opened(qtbot, program, store)
    ida = sign_in(qtbot, program, 2, CLERK_PIN)
    question = Dialog(ida)

    def change() -> None:
        ida.lock()
        wren = sign_in(qtbot, program, 1, OWNER_PIN)
        people.save(wren.desk.session, form, staff.ida)
        press(Qt.Key.Key_F12)
        sign_in(qtbot, program, 2, CLERK_PIN)

    QTimer.singleShot(0, ida, change)
    assert question.exec() == 0
    assert program.window not in (None, ida) and not program.window.is_locked
    assert program.window.desk.session.person.role is form.role
    assert asking_all() == []


def test_a_question_comes_back_before_the_window_is_built_anew(
    qtbot, program, store, staff
) -> None:
    """Choices of the shop were changed meanwhile, by somebody else."""
    opened(qtbot, program, store)
    ida = sign_in(qtbot, program, 2, CLERK_PIN)
    question = Dialog(ida)

    def change() -> None:
        ida.lock()
        wren = sign_in(qtbot, program, 1, OWNER_PIN)
        wren.desk.bus.settings_changed.emit()
        qtbot.waitUntil(lambda: program.window is not wren)
        press(Qt.Key.Key_F12)
        sign_in(qtbot, program, 2, CLERK_PIN)
        assert program.window is ida and question.isVisible()
        question.accept()

    QTimer.singleShot(0, ida, change)
    assert question.exec() == 1
    qtbot.waitUntil(lambda: program.window is not ida)


def test_a_question_of_who_does_not_come_back_ends_with_the_program(
    qtbot, program, store, staff
) -> None:
    opened(qtbot, program, store)
    ida = sign_in(qtbot, program, 2, CLERK_PIN)
    question = Dialog(ida)

    def leave() -> None:
        ida.lock()
        wren = sign_in(qtbot, program, 1, OWNER_PIN)
        people.save(wren.desk.session, PersonForm("Ida Fenmoor", active=False), staff.ida)
        assert wren.close()
        program.close_store()

    QTimer.singleShot(0, ida, leave)
    assert question.exec() == 0


def test_who_was_deactivated_meanwhile_does_not_come_back(qtbot, program, store, staff) -> None:
    opened(qtbot, program, store)
    sign_in(qtbot, program, 2, CLERK_PIN)
    press(Qt.Key.Key_F12)
    window = sign_in(qtbot, program, 1, OWNER_PIN)
    people.save(window.desk.session, PersonForm("Ida Fenmoor", active=False), staff.ida)
    press(Qt.Key.Key_F12)
    assert [tile.accessibleName() for tile in page_of(program).tiles] == ["Wren Tolby"]


@pytest.mark.rule("M10")
def test_who_comes_back_after_their_sale_was_parked_has_a_new_one(
    qtbot, program, store, staff
) -> None:
    """Their window stands as they left it; the sale in it is nobody's until it is called back."""
    opened(qtbot, program, store)
    ida = sign_in(qtbot, program, 2, CLERK_PIN)
    ida.route_scan("CABLE-C")
    qtbot.waitUntil(lambda: len(counter(ida).lines.table_model.rows) == 1)
    draft = counter(ida).draft.id
    press(Qt.Key.Key_F12)
    wren = sign_in(qtbot, program, 1, OWNER_PIN)
    for active in (False, True):
        form = PersonForm("Ida Fenmoor", active=active)
        people.save(wren.desk.session, form, staff.ida)
    press(Qt.Key.Key_F12)
    ida = sign_in(qtbot, program, 2, CLERK_PIN)
    page = counter(ida)
    assert page.draft.id != draft and page.empty.parked.isVisible()
    ida.route_scan("CABLE-C")
    qtbot.waitUntil(lambda: len(page.lines.table_model.rows) == 1)


def test_an_owner_who_forgot_the_pin_comes_in_by_the_code(qtbot, program, store, staff) -> None:
    database = open_store(store)
    code = proving.make_recovery_code(sessions.begin(database))
    database.close()
    opened(qtbot, program, store)
    page = page_of(program)
    page.forgotten_button.click()
    typed("WRONG")
    press(Qt.Key.Key_Return)
    typed("70218")
    press(Qt.Key.Key_Return)
    assert "4 more tries" in page.forgotten.problem.text()
    typed(code)
    press(Qt.Key.Key_Tab)
    typed("70218")
    press(Qt.Key.Key_Return)
    assert page.recovery.isVisible() and page.recovery.code.text() not in ("", code)
    assert program.window.is_locked
    press(Qt.Key.Key_F9)
    assert not program.window.is_locked
    assert program.window.desk.session.person.id == staff.wren


def test_who_is_no_owner_is_told_whom_to_ask(qtbot, program, store, staff) -> None:
    opened(qtbot, program, store)
    page = page_of(program)
    page.choose(staff.ida)
    page.forgotten_button.click()
    assert "Wren Tolby" in page.forgotten.says.text()
    assert not page.forgotten.set_button.isVisible()
    press(Qt.Key.Key_Escape)
    assert page.pin.hasFocus()


@pytest.mark.rule("C4", "D11")
def test_scans_that_nothing_took_stay_where_their_page_is_offered_no_more(
    qtbot, program, store
) -> None:
    opened(qtbot, program, store)
    settings.change(program.window.desk.session, taxes="included")
    program.rebuild()
    program.window.show_page("taxes")
    program.window.strays.adopt(["X-1", "X-2"])
    settings.change(program.window.desk.session, taxes="none")
    program.rebuild()
    assert not program.window.offers("taxes")
    assert program.window.strays.codes == ["X-1", "X-2"]
