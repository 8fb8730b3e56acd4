"""Restoring, moving and taking back ask who is at the counter for their PIN (S2, S6, U2)."""

from contextlib import closing

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from app.domain.permissions import Role
from app.gui.keeping.move_dialog import MoveDialog
from app.gui.people.own_pin import OwnPinDialog
from app.services import clock, people
from app.services.keeping import frozen
from app.services.keeping.facts import facts_of
from app.services.people import PersonForm
from db.engine.opening import open_database
from tests.bending import bent
from tests.gui.test_restore_panel import aside, backed_up, program  # noqa: F401
from tests.gui.test_sign_in import opened, sign_in
from tests.shop import Shop

pytestmark = [pytest.mark.rule("S2"), pytest.mark.rule("U2")]

PIN, WRONG = "9153", "4826"


@pytest.fixture
def steady(monkeypatch):
    """The steady clock, which runs when a test says so."""
    seconds = [1000.0]
    monkeypatch.setattr(clock, "steady", lambda: seconds[0])
    return seconds


@pytest.fixture
def window(template, store, program, qtbot, steady):  # noqa: F811
    """The shop of one owner with a PIN, who has signed in; it has a backup, and a sale after it."""
    shop = Shop.opened(template, store)
    shop.purchase("A1 A2 A3")
    owner = shop.session.person.id
    people.save(shop.session, PersonForm("Wren", Role.OWNER, pin=PIN), owner)
    made = backed_up(shop)
    shop.sell("A1")
    shop.close()
    opened(qtbot, program, store)
    signed = sign_in(qtbot, program, 1, PIN)
    signed.made = made
    return signed


@pytest.fixture
def panel(window, qtbot):
    """The column, with the backup compared and *Restore…* pressed once."""
    side = window.open_list("backups").side
    window.open_list("backups")._survey.stop()
    side.show_copies((window.made,))
    qtbot.waitUntil(lambda: not side._look.busy and side._here is not None)
    side.view.restore_button.click()
    return side


def missed(own_pin, press):
    own_pin.pin.setText(WRONG)
    press()
    return own_pin.problem.text()


def test_a_restore_wants_the_pin_and_nothing_else_will_do(panel, window, program, qtbot, store):  # noqa: F811
    before = store.read_bytes()
    assert panel.own_pin.isVisibleTo(panel)
    panel.view.restore_button.click()
    assert not panel._work.busy
    said = missed(panel.own_pin, panel.view.restore_button.click)
    assert "4 more tries" in said
    assert panel.own_pin.text() == "" and not panel._work.busy
    assert not list(store.parent.glob("*restore*")) and len(store.read_bytes()) == len(before)
    panel.own_pin.pin.setText(PIN)
    QTest.keyClick(panel.own_pin.pin, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: program.window not in (None, window), timeout=20_000)
    assert facts_of(program.window.desk.database).documents == 1
    assert aside(store).exists()


def test_five_wrong_ones_wait_and_the_right_one_waits_too(panel, steady):
    for _ in range(5):
        said = missed(panel.own_pin, panel.view.restore_button.click)
    assert "waits a while" in said
    assert panel.own_pin.pin.said() == list("0:30")
    panel.own_pin.pin.setText(PIN)
    panel.view.restore_button.click()
    assert not panel._work.busy
    steady[0] += 30
    panel.own_pin._show_wait()
    assert not panel.own_pin.pin.waits


def test_going_back_forgets_what_was_typed(panel):
    panel.own_pin.pin.setText(PIN)
    panel.view.go_back.click()
    assert panel.own_pin.text() == "" and not panel.own_pin.isVisibleTo(panel)


def test_looking_inside_asks_for_no_pin(panel, window, qtbot):
    asked = []
    window.desk.bus.look_ready.disconnect()
    window.desk.bus.look_ready.connect(asked.append)
    panel.view.look_button.click()
    qtbot.waitUntil(lambda: bool(asked), timeout=20_000)
    asked[0].folder.cleanup()


@pytest.mark.rule("S6")
def test_a_shop_is_moved_by_the_pin_only(window, qtbot, tmp_path, monkeypatch):
    stick = tmp_path / "stick"
    stick.mkdir()
    dialog = MoveDialog(window.desk, window)
    qtbot.addWidget(dialog)
    monkeypatch.setattr(
        "app.gui.keeping.move_dialog.QFileDialog.getExistingDirectory", lambda *_v: str(stick)
    )
    dialog.move_button.click()
    assert not dialog.work.busy and not any(stick.iterdir())
    missed(dialog.own_pin, dialog.move_button.click)
    qtbot.waitUntil(lambda: not dialog.work.busy)
    assert "4 more tries" in dialog.own_pin.problem.text()
    assert not any(stick.iterdir()) and not window.desk.database.frozen
    dialog.own_pin.pin.setText(PIN)
    dialog.move_button.click()
    qtbot.waitUntil(lambda: not dialog.work.busy)
    assert len(list(stick.iterdir())) == 1 and window.desk.database.frozen


@pytest.mark.rule("S6")
def test_a_moved_shop_is_taken_back_by_the_pin_only(window, program, monkeypatch):  # noqa: F811
    frozen.leave(window.desk.session)

    def answer(dialog):
        dialog.gone_button.click()
        assert "4 more tries" in missed(dialog.own_pin, dialog.gone_button.click)
        assert window.desk.database.frozen
        dialog.own_pin.pin.setText(PIN)
        dialog.gone_button.click()
        return dialog.result()

    monkeypatch.setattr(OwnPinDialog, "exec", answer)
    program._restores.take_back()
    assert not window.desk.database.frozen


@pytest.mark.rule("S3")
def test_what_does_not_fit_its_seals_is_asked_about_once_more(panel, window, program, qtbot):  # noqa: F811
    with closing(open_database(window.made.path)) as database:
        bent(database, "UPDATE document SET note = 'x' WHERE number = 'PI-2026-000001'")
    panel._backup = window.made._replace(sha256="")
    panel.own_pin.pin.setText(PIN)
    panel.view.restore_button.click()
    qtbot.waitUntil(lambda: not panel._work.busy)
    assert "PI-2026-000001 does not fit its seal: its note" in panel.view.problem.text()
    assert panel.view.restore_button.text() == "Restore it all the same"
    assert program.window is window and not panel.own_pin.isVisibleTo(panel)
    panel.view.go_back.click()
    assert panel.view.restore_button.text() == "Restore…" and not panel.view.problem.text()
    panel.view.restore_button.click()
    panel.own_pin.pin.setText(PIN)
    panel.view.restore_button.click()
    qtbot.waitUntil(lambda: not panel._work.busy)
    panel.view.restore_button.click()
    qtbot.waitUntil(lambda: program.window not in (None, window), timeout=20_000)
    assert facts_of(program.window.desk.database).documents == 1


def test_the_boxes_stand_whole_in_every_dialog(window):
    asked = OwnPinDialog(window.desk, "Take it", "Sure? " * 60, "No", "Yes", str, window)
    for dialog in (asked, MoveDialog(window.desk, window)):
        dialog.show()
        boxes = dialog.own_pin.pin
        assert boxes.visibleRegion().boundingRect().height() == boxes.sizeHint().height()


def test_whose_pins_count_afterwards_is_said_where_there_are_any(panel, window):
    said = "PINs, badges and the recovery code are those of the backup then."
    assert said in panel.view.aside.text()
    people.save(window.desk.session, PersonForm("Wren", Role.OWNER, pin=""), 1)
    panel.view.show_backup(window.made, None, None)
    assert "PIN" not in panel.view.aside.text()
