"""The shop is backed up by itself: once a day while nobody types, and as it is closed (S1)."""

from datetime import timedelta
from threading import Event

import pytest
from PySide6.QtCore import QThreadPool, QTimer

from app.domain.keeping import Safety
from app.domain.permissions import Role
from app.domain.problems import Code
from app.gui.keeping import closing_window
from app.gui.keeping.closing_window import ClosingWindow
from app.gui.keeping.keeper import Keeper
from app.gui.kit.desk import Desk
from app.gui.shell.program import Program
from app.services import clock, settings
from app.services.keeping import (
    backup_files,
    backup_places,
    backup_state,
    backups,
    known_places,
)
from app.services.keeping.backup_places import BackupPlace
from app.services.keeping.backups import Why
from tests.gui.conftest import desk_at

pytestmark = pytest.mark.rule("S1")


@pytest.fixture
def folder(shop, tmp_path):
    made = tmp_path / "safe"
    made.mkdir()
    backup_places.add(shop.session, shop.path, made)
    return made


@pytest.fixture
def kept(shop, qapp):
    """The keeper of a shop, and how long nobody typed."""
    silent = [60.0]
    made = Keeper(desk_at(shop), shop.path, lambda: silent[0])
    yield made, silent
    made.end()


def found(folder):
    return backups.listed([BackupPlace(folder)])


def state(shop):
    return backup_state.known(shop.database, shop.session.counter.id, clock.now())


def wait(qtbot, made):
    qtbot.waitUntil(lambda: not made.busy)


def test_the_day_s_backup_is_made_once(kept, shop, folder, qtbot):
    made, _silent = kept
    made.look()
    wait(qtbot, made)
    assert [backup.why for backup in found(folder)] == [Why.DAILY]
    assert state(shop).safety is Safety.GOOD
    made._waits = 0
    made.look()
    assert not made.busy


def test_while_somebody_types_it_waits(kept, folder):
    made, silent = kept
    silent[0] = 1.0
    made.look()
    assert not made.busy and found(folder) == []


def test_it_is_made_again_the_next_day(kept, shop, folder, qtbot, monkeypatch):
    made, _silent = kept
    made.look()
    wait(qtbot, made)
    tomorrow = clock.now() + timedelta(hours=20, minutes=1)
    monkeypatch.setattr(clock, "wall", lambda: tomorrow)
    made._waits = 0
    made.look()
    wait(qtbot, made)
    assert len(found(folder)) == 2


def test_what_failed_is_known_at_once_and_tried_again_after_an_hour(kept, shop, folder, qtbot):
    made, _silent = kept
    folder.rename(folder.with_name("gone"))
    made.look()
    wait(qtbot, made)
    assert [problem.code for _place, problem in state(shop).troubles] == [Code.BACKUP_PLACE_GONE]
    folder.with_name("gone").rename(folder)
    for _minute in range(59):
        made.look()
    assert not made.busy
    made.look()
    wait(qtbot, made)
    assert state(shop).safety is Safety.GOOD


def test_who_may_not_is_refused_and_nothing_is_made(shop, folder, qapp):
    desk = desk_at(shop)
    made = Keeper(Desk.of(shop.as_a(Role.VIEWER), desk.theme, desk.sounds), shop.path, float)
    with pytest.raises(Exception, match="NOT_ALLOWED"):
        made.back_up_now()
    assert found(folder) == []


def test_a_demo_shop_has_no_place_and_no_backup(shop, qapp, tmp_path):
    settings.keep_untold(shop.session, keeps_backups=False)
    made = Keeper(desk_at(shop), shop.path, float)
    made.begin(tmp_path / "backups")
    assert not (tmp_path / "backups").exists()
    assert not made._timer.isActive()


def test_a_first_place_is_there_where_nobody_chose(kept, shop, tmp_path):
    made, _silent = kept
    made.begin(tmp_path / "shop backups")
    (place,) = backup_places.places_of(shop.database, shop.session.counter.id)
    assert place.folder == tmp_path / "shop backups"
    assert place.folder.is_dir()


# At closing ---------------------------------------------------------------------------------------


@pytest.mark.parametrize("role", [Role.OWNER, Role.CLERK, Role.VIEWER])
def test_at_closing_one_is_made_whoever_works_here(shop, folder, qapp, role):
    desk = desk_at(shop)
    desk = Desk.of(shop.as_a(role), desk.theme, desk.sounds)
    made = Keeper(desk, shop.path, float)
    closing_window.carry_out(desk, made)
    assert [backup.why for backup in found(folder)] == [Why.CLOSING]


def test_without_a_place_closing_asks_and_shows_nothing(shop, qapp, monkeypatch):
    monkeypatch.setattr(ClosingWindow, "carry_out", lambda _window: pytest.fail("it was shown"))
    desk = desk_at(shop)
    closing_window.carry_out(desk, Keeper(desk, shop.path, float))


@pytest.mark.parametrize("leave", ["button", "cross"])
def test_it_can_be_left_at_any_moment_and_leaves_nothing(shop, folder, qapp, monkeypatch, leave):
    answers = Event()
    tidy = backup_files.tidy

    def hanging(*of):
        answers.wait(20)
        tidy(*of)

    monkeypatch.setattr(backup_files, "tidy", hanging)
    desk = desk_at(shop)
    made = Keeper(desk, shop.path, float)
    window = ClosingWindow(desk, made)
    act = window.skip_button.click if leave == "button" else window.close
    QTimer.singleShot(100, act)
    window.carry_out()
    assert not made.busy
    answers.set()
    QThreadPool.globalInstance().waitForDone()
    assert found(folder) == []


def test_the_program_backs_up_as_it_closes(shop, folder, qapp, qtbot):
    shop.close()
    program = Program(qapp)
    assert program.open(shop.path)
    qtbot.waitUntil(lambda: program.background.backups is not None)
    program.window.close()
    program.leave()
    assert [backup.why for backup in found(folder)] == [Why.CLOSING]
    assert program.window is None and program.background.backups is None


def test_where_the_backups_are_is_noted_from_a_window_that_was_built_anew_too(
    shop, folder, qapp, qtbot
):
    shop.close()
    program = Program(qapp)
    assert program.open(shop.path)
    qtbot.waitUntil(lambda: program.background.backups is not None)
    program.rebuild()
    known_places.file_of(shop.path).unlink()
    program.window.desk.bus.backed_up.emit()
    assert [place.folder for place in known_places.read(shop.path)] == [folder]
    program.window.close()
    program.close_store()
