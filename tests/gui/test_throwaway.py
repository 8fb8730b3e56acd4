"""Folders for a while: a killed run leaves them, and the next start deletes them, no others."""

import os
import tempfile
from pathlib import Path
from time import time

import pytest

from app.gui.kit import throwaway
from app.gui.shell.program import Program
from db.engine.lock import StoreLock
from db.engine.opening import make_sure

OLD = time() - 2 * 3600


@pytest.fixture
def around(tmp_path, monkeypatch) -> Path:
    """Where folders for a while are made, of this test's own."""
    made = tmp_path / "temporary"
    made.mkdir()
    monkeypatch.setattr(tempfile, "tempdir", str(made))
    return made


def left(folder: Path, name: str = "backup.sqlite") -> Path:
    """As a killed run leaves one; a while ago."""
    store = make_sure(folder / name)
    folder.joinpath(f"{name}-wal").write_bytes(b"")
    os.utime(folder, (OLD, OLD))
    return store


@pytest.mark.parametrize(("kind", "name"), [("look", "backup.sqlite"), ("demo", "demo.sqlite")])
def test_what_a_killed_run_left_goes_with_the_next_start(qapp, store, around, kind, name):
    left(around / f"serialdesk-{kind}-abc", name)
    program = Program(qapp)
    assert program.open(store)
    program.background._begin_keeping()
    assert not list(around.glob("serialdesk-*-abc"))
    program.close_store()


def test_what_is_in_use_is_being_made_or_is_no_such_folder_stays(around, tmp_path):
    lock = StoreLock(left(around / "serialdesk-look-open"))
    make_sure(around / "serialdesk-look-fresh" / "backup.sqlite")
    left(around / "serialdesk-other-abc")
    left(around / "somebody's")
    left(tmp_path / "elsewhere")
    (around / "serialdesk-look-link").symlink_to(tmp_path / "elsewhere")
    os.utime(around / "serialdesk-look-link", (OLD, OLD), follow_symlinks=False)
    before = sorted(around.rglob("*"))
    throwaway.tidy()
    assert sorted(around.rglob("*")) == before
    assert (tmp_path / "elsewhere" / "backup.sqlite").exists()
    lock.release()
    throwaway.tidy()
    assert not (around / "serialdesk-look-open").exists()


def test_one_that_is_made_goes_by_itself(around):
    for made in (throwaway.demo_folder(), throwaway.look_folder()):
        folder = Path(made.name)
        assert folder.parent == around and folder.stat().st_mode & 0o077 == 0
        made.cleanup()
        assert not folder.exists()
