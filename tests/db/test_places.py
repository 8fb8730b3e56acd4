"""What a store can be called, and who may read it."""

import os
import socket
import stat
from contextlib import closing
from pathlib import Path

import pytest

from db import sql
from db.engine.opening import open_database
from db.engine.places import SIBLINGS, sibling
from db.engine.trouble import StoreTrouble, Trouble
from tests.db.test_migrations import earlier_store


def folder(path):
    path.mkdir()


def pipe(path):
    os.mkfifo(path)


def link_to_nowhere(path):
    path.symlink_to(path.with_name("nowhere"))


def link_to_itself(path):
    path.symlink_to(path)


def link_to_a_pipe(path):
    pipe(path.with_name("pipe"))
    path.symlink_to("pipe")


def socket_file(path):
    with closing(socket.socket(socket.AF_UNIX)) as made:
        made.bind(str(path))


@pytest.mark.parametrize(
    ("make", "trouble"),
    [
        (folder, Trouble.FOLDER),
        (pipe, Trouble.NO_PLAIN_FILE),
        (socket_file, Trouble.NO_PLAIN_FILE),
        (link_to_nowhere, Trouble.DANGLING_LINK),
        (link_to_itself, Trouble.DANGLING_LINK),
        (link_to_a_pipe, Trouble.NO_PLAIN_FILE),
    ],
    ids=lambda value: getattr(value, "__name__", ""),
)
def test_what_is_no_file_is_refused_at_once_and_stays(tmp_path, make, trouble):
    path = tmp_path / "s"
    make(path)
    before = [(each.name, each.lstat().st_mode) for each in sorted(tmp_path.iterdir())]
    with pytest.raises(StoreTrouble) as caught:
        open_database(path)
    assert (caught.value.trouble, caught.value.path) == (trouble, path)
    assert [(each.name, each.lstat().st_mode) for each in sorted(tmp_path.iterdir())] == before


@pytest.mark.parametrize(
    ("name", "trouble"),
    [
        ("", Trouble.NO_FILE_NAME),
        (".", Trouble.NO_FILE_NAME),
        ("..", Trouble.FOLDER),
        ("/", Trouble.FOLDER),
        (":memory:", Trouble.NO_FILE_NAME),
        (":MEMORY:", Trouble.NO_FILE_NAME),
        ("file:shop.sqlite", Trouble.NO_FILE_NAME),
        ("file::memory:?cache=shared", Trouble.NO_FILE_NAME),
        ("FILE:///tmp/shop.sqlite?mode=memory", Trouble.NO_FILE_NAME),
        ("http://shop.example/shop.sqlite", Trouble.NO_FILE_NAME),
        ("sqlite:///shop.sqlite", Trouble.NO_FILE_NAME),
        ("shop\0.sqlite", Trouble.NO_FILE_NAME),
        ("shop\udcff.sqlite", Trouble.NO_FILE_NAME),
        ("x" * 201, Trouble.NAME_TOO_LONG),
        ("x" * 300, Trouble.NAME_TOO_LONG),
        ("店" * 80, Trouble.NAME_TOO_LONG),
        ("/".join(["x" * 100] * 5), Trouble.NAME_TOO_LONG),
        ("/".join(["x" * 100] * 60), Trouble.NAME_TOO_LONG),
        ("/dev/null", Trouble.NO_PLAIN_FILE),
        ("/dev/zero", Trouble.NO_PLAIN_FILE),
    ],
)
def test_a_name_that_no_store_can_have_is_refused(tmp_path, monkeypatch, name, trouble):
    monkeypatch.chdir(tmp_path)
    with pytest.raises(StoreTrouble) as caught:
        open_database(Path(name))
    assert caught.value.trouble is trouble
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize("name", ["x" * 200, "店" * 66, "my shop.sqlite", "a?b#c%20.sdk", "-wal"])
def test_every_other_name_is_good_with_all_that_comes_beside_it(tmp_path, name):
    earlier_store(tmp_path / name, 1)
    for _ in range(2):
        with closing(open_database(tmp_path / name)) as database:
            assert sql.value(database, "SELECT count(*) FROM product") == 1


def modes_of(path):
    """The rights of group and others on everything in the store's folder, by name."""
    return {each.name: stat.S_IMODE(each.stat().st_mode) & 0o077 for each in path.parent.iterdir()}


@pytest.fixture
def loose_mask():
    before = os.umask(0)
    yield
    os.umask(before)


def test_store_and_log_are_their_owners_only_from_the_first_byte(tmp_path, loose_mask, monkeypatch):
    path = tmp_path / "new" / "shop.sdk"
    chmod = Path.chmod
    monkeypatch.setattr(Path, "chmod", lambda *_: pytest.fail("made loose, and mended later"))
    with closing(open_database(path)) as database:
        sql.execute(database, "INSERT INTO warehouse (name) VALUES ('Main')")
        seen = modes_of(path)
    assert set(seen) == {path.name, path.name + "-wal", path.name + "-shm"}
    assert set(seen.values()) == {0}
    assert stat.S_IMODE(path.parent.stat().st_mode) == 0o700
    monkeypatch.setattr(Path, "chmod", chmod)


def test_so_is_the_copy_before_an_upgrade(tmp_path, loose_mask):
    path = tmp_path / "shop.sdk"
    earlier_store(path, 1)
    path.chmod(0o644)
    tmp_path.chmod(0o750)
    open_database(path).close()
    assert len(modes_of(path)) == 2
    assert set(modes_of(path).values()) == {0}
    assert stat.S_IMODE(tmp_path.stat().st_mode) == 0o750  # the folder is its owner's affair


def test_what_an_earlier_program_let_others_read_is_closed(store):
    with closing(open_database(store)):
        for ending in ("", "-wal", "-shm"):
            sibling(store, ending).chmod(0o666)
        assert len(SIBLINGS) == 3
    store.chmod(0o666)
    with closing(open_database(store)):
        assert set(modes_of(store).values()) == {0}
