"""Killed at any moment of an upgrade: old or new, never between, and a copy that is whole."""

import shutil
import signal
import sqlite3
from contextlib import closing
from types import SimpleNamespace

import pytest

from db import sql
from db.engine import copies, places
from db.engine import opening as connection
from db.engine.opening import open_database
from db.engine.trouble import StoreTrouble, Trouble
from db.schema.newest import NEWEST
from tests.db.test_migrations import earlier_store
from tests.db.test_open_database import fingerprint
from tests.faults import upgrader
from tests.faults.forking import forking


def filled(path):
    """A store of the first schema that is more than a few pages."""
    earlier_store(path, 1)
    with closing(sqlite3.connect(path)) as store:
        store.executemany(
            "INSERT INTO contact (name, is_customer, is_supplier, note) VALUES (?, 1, 0, ?)",
            ((f"Customer {number}", "n" * 500) for number in range(400)),
        )
        store.commit()
        store.execute("PRAGMA journal_mode = WAL")  # as every store that was open once
    return path


@pytest.fixture(scope="module")
def upgrade():
    with forking(upgrader) as run:

        def upgrade(path, kill_at):
            done = run(path, kill_at)
            assert done.stderr == ""
            return done

        yield upgrade


def is_whole(copy):
    """A copy of the store as it was."""
    with closing(sqlite3.connect(f"{copy.as_uri()}?immutable=1", uri=True)) as store:
        return (
            store.execute("PRAGMA integrity_check").fetchall() == [("ok",)]
            and store.execute("PRAGMA user_version").fetchone() == (1,)
            and store.execute("SELECT count(*) FROM contact").fetchone() == (400,)
        )


@pytest.fixture(scope="module")
def moments(upgrade, tmp_path_factory):
    """How many moments an upgrade has."""
    return int(upgrade(filled(tmp_path_factory.mktemp("whole") / "shop.sdk"), 0).stdout)


@pytest.mark.reliability(9)
@pytest.mark.parametrize("part", [number / 50 for number in range(50)])
def test_killed_at_any_moment_of_an_upgrade(tmp_path, upgrade, moments, part):
    path = filled(tmp_path / "shop.sdk")
    done = upgrade(path, 1 + int(moments * part))
    assert done.returncode == -signal.SIGKILL
    assert all(is_whole(copy) for copy in tmp_path.glob("*before-version*.sdk"))
    with closing(open_database(path)) as database:
        assert sql.value(database, "PRAGMA user_version") == NEWEST
        assert sql.value(database, "PRAGMA integrity_check") == "ok"
        assert sql.value(database, "SELECT count(*) FROM contact") == 400
    (copy,) = tmp_path.glob("*before-version*.sdk")
    assert is_whole(copy)
    assert sorted(each.name for each in tmp_path.iterdir()) == sorted([path.name, copy.name])


@pytest.mark.parametrize("left", [b"", b"SQLite format 3\0", b"half a copy" * 4096], ids=len)
def test_a_broken_copy_of_a_killed_run_does_not_count(tmp_path, left):
    path = filled(tmp_path / "shop.sdk")
    copy = tmp_path / f"shop.before-version-{NEWEST}.sdk"
    copy.write_bytes(left)
    copy.with_name(copy.name + ".part").write_bytes(left)
    open_database(path).close()
    assert is_whole(copy)
    assert len(list(tmp_path.iterdir())) == 2


def _fails(error):
    def fail(*_):
        raise error

    return fail


@pytest.mark.reliability(4)
@pytest.mark.parametrize("step", ["keep", "make_private"])
@pytest.mark.parametrize(
    ("error", "trouble"),
    [
        (OSError(28, "No space left on device"), Trouble.FULL),
        (OSError(122, "Disk quota exceeded"), Trouble.FULL),
        (OSError(5, "Input/output error"), Trouble.DISK),
        (OSError(30, "Read-only file system"), Trouble.NOT_WRITABLE),
    ],
    ids=lambda value: getattr(value, "strerror", None),
)
def test_a_disk_that_fails_while_the_copy_is_made(tmp_path, monkeypatch, step, error, trouble):
    path = filled(tmp_path / "shop.sdk")
    before = fingerprint(tmp_path)
    monkeypatch.setattr(places, step, _fails(error))
    with pytest.raises(StoreTrouble) as caught:
        open_database(path)
    assert caught.value.trouble is trouble
    assert fingerprint(tmp_path) == before


def test_a_copy_that_is_not_like_the_store_stops_the_upgrade(tmp_path, monkeypatch):
    path = filled(tmp_path / "shop.sdk")
    before = fingerprint(tmp_path)
    monkeypatch.setattr(copies, "is_whole", lambda *_: False)
    with pytest.raises(StoreTrouble) as caught:
        open_database(path)
    assert caught.value.trouble is Trouble.DISK
    assert fingerprint(tmp_path) == before


def test_a_disk_without_room_for_the_index_of_the_log_is_full_too(tmp_path, monkeypatch):
    """SQLite tells that as an error of the disk."""
    path = filled(tmp_path / "shop.sdk")
    told = sqlite3.OperationalError("disk I/O error")
    told.sqlite_errorcode = sqlite3.SQLITE_IOERR_SHMSIZE
    monkeypatch.setattr(connection, "_bring_up_to_date", _fails(told))
    for free, trouble in ((0, Trouble.FULL), (10**9, Trouble.DISK)):
        monkeypatch.setattr(shutil, "disk_usage", lambda _, free=free: SimpleNamespace(free=free))
        with pytest.raises(StoreTrouble) as caught:
            open_database(path)
        assert caught.value.trouble is trouble


@pytest.mark.reliability(3)
@pytest.mark.parametrize("pages", [0, 1, 4, 8])
def test_a_disk_that_is_full_says_so_and_nothing_was_half_done(tmp_path, monkeypatch, pages):
    """The new schema takes more pages than the disk still has."""
    path = filled(tmp_path / "shop.sdk")
    before = fingerprint(tmp_path)[path.name]
    limit = path.stat().st_size // 4096 + pages
    with monkeypatch.context() as patch:
        patch.setattr(connection, "_PRAGMAS", {**connection._PRAGMAS, "max_page_count": limit})
        with pytest.raises(StoreTrouble) as caught:
            open_database(path)
    assert caught.value.trouble is Trouble.FULL
    assert fingerprint(tmp_path)[path.name] == before
    with closing(open_database(path)) as database:
        assert sql.value(database, "SELECT count(*) FROM contact") == 400
