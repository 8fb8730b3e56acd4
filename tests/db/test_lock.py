"""One lock for one file, whatever it is called, and none that outlives its process."""

import os
import signal
import subprocess
import sys
from contextlib import closing

import pytest

from db import sql
from db.engine.lock import InUse, StoreLock
from db.engine.opening import make_sure, open_database

_HOLD = (
    "import sys, time; from pathlib import Path; from db.engine.lock import StoreLock\n"
    "lock = StoreLock(Path(sys.argv[1])); print('held', flush=True); sys.stdin.read()"
)


@pytest.fixture
def holder(store):
    """Another process that holds the lock."""
    process = subprocess.Popen(
        [sys.executable, "-c", _HOLD, str(store)],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
    )
    assert process.stdout.readline() == "held\n"
    yield process
    process.kill()
    process.communicate()


def symbolic(store):
    link = store.with_name("link")
    link.symlink_to(store)
    return link


def symbolic_folder(store):
    folder = store.parent.parent / f"{store.parent.name}-link"
    folder.symlink_to(store.parent)
    return folder / store.name


def hard(store):
    link = store.with_name("hard")
    link.hardlink_to(store)
    return link


def relative(store):
    return type(store)(os.path.relpath(store))


def roundabout(store):
    return store.parent / ".." / store.parent.name / "." / store.name


NAMES = [lambda store: store, symbolic, symbolic_folder, hard, relative, roundabout]


@pytest.mark.parametrize("name", NAMES, ids=lambda name: name.__name__)
def test_one_file_has_one_lock_whatever_it_is_called(store, holder, name):
    other = name(store)
    with pytest.raises(InUse):
        StoreLock(make_sure(other))
    holder.communicate()
    lock = StoreLock(make_sure(other))
    lock.release()


@pytest.mark.reliability(7)
def test_the_lock_of_a_killed_program_is_gone(store, holder):
    holder.send_signal(signal.SIGKILL)
    holder.wait()
    StoreLock(store).release()


def test_nothing_lies_beside_the_store_that_could_be_left_behind(store, holder):
    assert [path.name for path in store.parent.iterdir()] == [store.name]


@pytest.mark.parametrize("left", ["", "4711\nserialdesk\nanother-computer\n", "1\nserialdesk\n"])
def test_a_lock_file_of_an_earlier_program_shuts_nobody_out(store, left):
    store.with_name(store.name + ".lock").write_text(left)
    StoreLock(store).release()


def test_the_lock_and_sqlites_own_do_not_meet(store):
    """It holds while the store is opened, written, closed: and another one is still refused."""
    lock = StoreLock(store)
    for _ in range(2):
        with closing(open_database(store)) as database:
            sql.execute(database, "INSERT INTO warehouse (name) VALUES (hex(randomblob(4)))")
            with pytest.raises(InUse):
                StoreLock(store)
    taken = subprocess.run(
        [sys.executable, "-c", _HOLD, str(store)], input="", capture_output=True, text=True
    )
    assert "InUse" in taken.stderr
    lock.release()


def test_two_stores_have_two_locks(store, template):
    other = template.copy_to(store.with_name("other.sdk"))
    one, two = StoreLock(store), StoreLock(other)
    assert one.name != two.name
    one.release()
    two.release()


def test_where_the_disk_knows_no_locks_the_shop_opens(store, monkeypatch):
    def no_locks(*_):
        raise OSError(37, "No locks available")

    monkeypatch.setattr("db.engine.lock._lock", no_locks)
    StoreLock(store).release()
