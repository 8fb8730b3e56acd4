"""While a shop of an earlier version is brought up to date, the window says so, and lives."""

import sqlite3
from contextlib import closing
from pathlib import Path
from threading import Semaphore

import pytest
from PySide6.QtCore import QTimer

from app.gui.shell import upgrade_window
from app.gui.shell.program import Program
from app.gui.shell.upgrade_window import UpgradeWindow
from db.engine.opening import copy_before, is_earlier
from db.engine.trouble import StoreTrouble, Trouble
from db.schema import migrations
from db.schema.newest import NEWEST
from tests.db.test_migrations import earlier_store

STEPS = 3


@pytest.fixture
def path(tmp_path: Path) -> Path:
    """A shop whose file is some versions old."""
    made = tmp_path / "shop.sdk"
    earlier_store(made, NEWEST - STEPS)
    return made


@pytest.fixture
def go_on(monkeypatch: pytest.MonkeyPatch) -> Semaphore:
    """Each step waits for it."""
    may, run = Semaphore(0), migrations._run

    def held(connection: sqlite3.Connection, script: str) -> None:
        if not may.acquire(timeout=30):
            raise TimeoutError(script)
        run(connection, script)

    monkeypatch.setattr(migrations, "_run", held)
    return may


def version_of(path: Path) -> int:
    with closing(sqlite3.connect(path)) as store:
        return int(store.execute("PRAGMA user_version").fetchone()[0])


@pytest.mark.rule("S4")
def test_each_step_is_said_while_it_goes_on_and_the_window_stays(
    qtbot, path: Path, go_on: Semaphore
) -> None:
    window = UpgradeWindow(path)
    window.show()
    seen = []

    def look(step: int, steps: int) -> None:
        window.close()
        seen.append((window.step.text(), window.isVisible(), version_of(path)))
        if step:
            QTimer.singleShot(0, go_on.release)  # by the loop of the screen, which runs on

    window.told.connect(look)
    window.carry_out(None)
    before = NEWEST - STEPS
    copy = f"First a copy of it is made and checked: {copy_before(path).name}"
    said = [copy, *(f"Step {number} of {STEPS}" for number in range(1, STEPS + 1))]
    assert seen == [(text, True, before) for text in said]
    assert not window.isVisible()
    assert version_of(path) == NEWEST
    assert version_of(copy_before(path)) == before


def test_it_shows_itself_where_it_takes_longer_than_a_moment(
    qtbot, path: Path, go_on: Semaphore, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(upgrade_window, "_UNSEEN", 0)
    shown = []

    class Shown(UpgradeWindow):
        def _appear(self) -> None:
            super()._appear()
            shown.append(self.isVisible())
            for _step in range(STEPS):
                go_on.release()

    window = Shown(path)
    window.carry_out(None)
    assert shown == [True]
    assert not window.isVisible()


@pytest.mark.rule("S4")
def test_trouble_comes_back_and_the_shop_is_as_it_was(
    qtbot, path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(_connection: sqlite3.Connection, _script: str) -> None:
        raise StoreTrouble(Trouble.FULL, path)

    monkeypatch.setattr(migrations, "_run", full)
    with pytest.raises(StoreTrouble) as raised:
        UpgradeWindow(path).carry_out(None)
    assert raised.value.trouble is Trouble.FULL
    assert version_of(path) == NEWEST - STEPS


def test_a_shop_of_an_earlier_version_opens_by_itself(qapp, path: Path) -> None:
    program = Program(qapp)
    assert is_earlier(path)
    assert program.open(path)
    assert not is_earlier(path)
    program.close_store()
    assert version_of(path) == NEWEST


def test_only_a_shop_of_an_earlier_version_is_upgraded(tmp_path: Path) -> None:
    other = tmp_path / "other.sdk"
    assert not is_earlier(other)
    other.write_bytes(b"SQLite format 3\0" + bytes(200))
    assert not is_earlier(other)
