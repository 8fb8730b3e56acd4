"""Killed at any moment of a restore: the old shop or the new one, never between, never neither."""

import shutil
import signal
import sqlite3
from contextlib import closing

import pytest

from db import sql
from db.engine.opening import open_database
from tests.db.test_migrations import earlier_store
from tests.faults import restorer
from tests.faults.forking import forking

pytestmark = [pytest.mark.rule("S2"), pytest.mark.reliability(9)]

STAMP = "20261127-120000"
ASIDE = f"shop-before-restore-{STAMP}.serialdesk"


@pytest.fixture(scope="module")
def files(tmp_path_factory):
    """A shop that was not closed, with a log beside it, and a backup of an earlier schema."""
    folder = tmp_path_factory.mktemp("files")
    store = folder / "shop.sdk"
    database = open_database(store)
    sql.execute(database, "INSERT INTO setting (key, value) VALUES ('shop_name', '\"Here\"')")
    open_copy = folder / "open"
    open_copy.mkdir()
    for each in folder.glob("shop.sdk*"):
        shutil.copyfile(each, open_copy / each.name)
    database.close()
    earlier_store(folder / "backup.serialdesk", 4)
    return open_copy, folder / "backup.serialdesk"


def laid_out(files, folder):
    for each in files[0].iterdir():
        shutil.copyfile(each, folder / each.name)
    return folder / "shop.sdk"


@pytest.fixture(scope="module")
def restore():
    with forking(restorer, TZ="UTC") as run:

        def restore(store, backup, kill_at):
            done = run(store, backup, kill_at)
            assert done.stderr == ""
            return done

        yield restore


def name_in(path):
    with closing(open_database(path)) as database:
        assert sql.value(database, "PRAGMA integrity_check") == "ok"
        return sql.value(database, "SELECT value FROM setting WHERE key = 'shop_name'")


@pytest.fixture(scope="module")
def moments(files, restore, tmp_path_factory):
    """How many moments a restore has."""
    folder = tmp_path_factory.mktemp("whole")
    return int(restore(laid_out(files, folder), files[1], 0).stdout)


@pytest.mark.parametrize("part", [number / 42 for number in range(42)])
def test_killed_at_any_moment_of_a_restore(files, restore, tmp_path, moments, part):
    kill_and_look(files, restore, tmp_path, 1 + int(moments * part))


@pytest.mark.parametrize("before_the_end", range(16))
def test_killed_at_each_of_the_last_steps(files, restore, tmp_path, moments, before_the_end):
    """Where the new file takes the place of the old one."""
    kill_and_look(files, restore, tmp_path, moments - before_the_end)


def kill_and_look(files, restore, folder, kill_at):
    store = laid_out(files, folder)
    done = restore(store, files[1], kill_at)
    assert done.returncode == -signal.SIGKILL
    name = name_in(store)
    left = {each.name for each in folder.iterdir()}
    if name == '"Here"':
        assert left == {"shop.sdk"}
    else:
        assert name == '"Corner Shop"'
        assert left >= {"shop.sdk", ASIDE}
        assert name_in(folder / ASIDE) == '"Here"'  # with what only its log held
        assert {each.name for each in folder.iterdir()} == {"shop.sdk", ASIDE, "shop.sdk.seal"}


def test_both_the_old_and_the_new_shop_come_of_it(files, restore, tmp_path, moments):
    """The steps at which it is killed lie on both sides of the decision."""
    found = set()
    for kill_at in (1, moments):
        folder = tmp_path / str(kill_at)
        folder.mkdir()
        store = laid_out(files, folder)
        restore(store, files[1], kill_at)
        found.add(name_in(store))
    assert found == {'"Here"', '"Corner Shop"'}


def test_a_restore_leaves_the_backup_as_it_was(files, restore, tmp_path):
    before = files[1].read_bytes()
    restore(laid_out(files, tmp_path), files[1], 0)
    assert files[1].read_bytes() == before
    with closing(sqlite3.connect(files[1])) as backup:
        assert backup.execute("PRAGMA user_version").fetchone() == (4,)
