"""The log beside a store: the right one is taken in silently, any other is said and left alone.

A crash is a copy of the files of an open store: what a killed process leaves, byte for byte.
"""

import random
import shutil
import sqlite3
from contextlib import closing

import pytest

from db import sql
from db.engine import log
from db.engine import opening as connection
from db.engine.opening import open_database
from db.engine.places import SIBLINGS, sibling
from db.engine.trouble import StoreTrouble, Trouble
from db.schema import newest
from tests.db.test_migrations import earlier_store
from tests.db.test_open_database import fingerprint, trouble_with
from tests.shop import Shop


def bring(source, target, endings=("", *SIBLINGS)):
    """Copy a store with what lies beside it, over what is there."""
    for ending in endings:
        if sibling(source, ending).exists():
            shutil.copyfile(sibling(source, ending), sibling(target, ending))
    return target


def sold(path):
    """What is on the store's documents."""
    with closing(sqlite3.connect(f"{path.as_uri()}?mode=ro", uri=True)) as store:
        return store.execute("SELECT count(*) FROM document WHERE state = 1").fetchone()[0]


@pytest.fixture(scope="module")
def day_once(template, tmp_path_factory):
    """A day of the shop in copies: ``clean`` at its begin, ``early`` and ``late`` while open."""
    kept = tmp_path_factory.mktemp("kept")
    path = template.copy_to(tmp_path_factory.mktemp("day") / "shop.sdk")
    shop = Shop.opened(template, path)
    shop.purchase("A1 A2 A3")
    shop.close()
    bring(path, kept / "clean.sdk")
    shop = Shop.opened(template, path)
    shop.sell("A1")
    bring(path, kept / "early.sdk")
    log.begin(shop.database)
    shop.sell("A2")
    shop.sell("A3")
    bring(path, kept / "late.sdk")
    shop.close()
    bring(path, kept / "closed.sdk")
    return kept


@pytest.fixture
def day(day_once, tmp_path):
    """The same, of a test's own."""
    return shutil.copytree(day_once, tmp_path / "kept", copy_function=shutil.copyfile)


@pytest.fixture
def crashed(day, tmp_path):
    """The store as the late crash left it, in a folder of its own."""
    folder = tmp_path / "crashed"
    folder.mkdir()
    return bring(day / "late.sdk", folder / "shop.sdk")


def other_shop(template, path):
    """Another shop's store, open, with a few documents."""
    shop = Shop.opened(template, template.copy_to(path))
    shop.purchase("X1 X2")
    return shop


def refused(path, trouble):
    """It is told, and no byte of any file changes, however often it is tried."""
    before = fingerprint(path.parent)
    for _ in range(2):
        assert trouble_with(path) is trouble
        assert fingerprint(path.parent) == before


def test_the_right_log_is_taken_in_silently_and_nothing_is_lost(crashed, day):
    with closing(open_database(crashed)) as database:
        assert sql.value(database, "SELECT count(*) FROM document WHERE state = 1") == 4
        assert sql.value(database, "PRAGMA integrity_check") == "ok"
    early = bring(day / "early.sdk", crashed.with_name("early.sdk"))
    open_database(early).close()
    assert sold(early) == 2


@pytest.mark.parametrize("endings", [("", "-wal"), ("", "-wal", "-shm")], ids=str)
def test_also_where_the_index_went_with_the_power(day, tmp_path, endings):
    path = bring(day / "late.sdk", tmp_path / "again.sdk", endings)
    open_database(path).close()
    assert sold(path) == 4


@pytest.mark.parametrize("version", [0, 1, newest.NEWEST])
@pytest.mark.parametrize("crash", [0, 1, 2])
def test_a_crash_between_the_marks_of_a_log_is_a_crash_like_any(
    tmp_path, monkeypatch, version, crash
):
    """Of a store that is made, upgraded, or opened as on any day: before, between, after them."""
    path = tmp_path / "shop.sdk"
    if version:
        earlier_store(path, version)
    write, written = log._write, []

    def write_and_crash(database, mark):
        if crash == len(written):
            bring(path, tmp_path / "crashed.sdk")
        write(database, mark)
        written.append(mark)
        if crash == len(written) == 2:
            bring(path, tmp_path / "crashed.sdk")

    monkeypatch.setattr(log, "_write", write_and_crash)
    open_database(path).close()
    assert len(written) == 2
    monkeypatch.undo()
    with closing(open_database(tmp_path / "crashed.sdk")) as database:
        assert sql.value(database, "SELECT count(*) FROM product") == bool(version)


@pytest.mark.parametrize("at", ["opening", "work"])
def test_a_mark_that_could_not_be_written_is_no_lost_log(store, monkeypatch, at):
    """The disk fails between the two marks, and the program closes."""
    database = open_database(store) if at == "work" else None
    write, told = log._write, iter([True, False])

    def fail_at_the_second(*given):
        if not next(told, True):
            raise StoreTrouble(Trouble.LOCKED, store)
        write(*given)

    monkeypatch.setattr(log, "_write", fail_at_the_second)
    with pytest.raises(StoreTrouble):
        log.begin(database) if database else open_database(store)
    monkeypatch.undo()
    if database:
        sql.execute(database, "INSERT INTO warehouse (name) VALUES ('Third')")
        log.settle(database)
        database.close()
    open_database(store).close()


@pytest.mark.parametrize(
    ("crash", "older"),
    [
        ("early", "clean"),
        ("early", "before the mark"),
        ("late", "clean"),
        ("late", "early"),
        ("late", "before the mark"),
    ],
)
def test_an_older_copy_put_back_over_a_store_that_was_not_closed(day, tmp_path, crash, older):
    path = bring(day / f"{crash}.sdk", tmp_path / "again.sdk")
    if older == "before the mark":
        earlier_store(day / "before.sdk", 3)
        bring(day / "before.sdk", path, [""])
    else:
        bring(day / f"{older}.sdk", path, [""])
    folder = tmp_path / "alone"
    folder.mkdir()
    refused(bring(path, folder / "shop.sdk"), Trouble.FOREIGN_LOG)


def test_a_newer_copy_put_over_it_is_found_too(day, crashed):
    bring(day / "closed.sdk", crashed, [""])
    bring(day / "early.sdk", crashed, ["-wal", "-shm"])
    refused(crashed, Trouble.FOREIGN_LOG)


@pytest.mark.parametrize("main", ["clean", "late", "closed"])
def test_the_log_of_another_shop(template, day, tmp_path, main):
    folder = tmp_path / "alone"
    folder.mkdir()
    path = bring(day / f"{main}.sdk", folder / "shop.sdk", [""])
    other = other_shop(template, tmp_path / "other.sdk")
    bring(other.path, path, ["-wal", "-shm"])
    other.close()
    refused(path, Trouble.FOREIGN_LOG)


@pytest.mark.parametrize("main", ["clean", "late"])
def test_the_log_of_another_program(day, tmp_path, main):
    folder = tmp_path / "alone"
    folder.mkdir()
    path = bring(day / f"{main}.sdk", folder / "shop.sdk", [""])
    with closing(sqlite3.connect(tmp_path / "songs", isolation_level=None)) as songs:
        songs.execute("PRAGMA journal_mode = WAL")
        songs.execute("CREATE TABLE song (name TEXT)")
        bring(tmp_path / "songs", path, ["-wal"])
    refused(path, Trouble.FOREIGN_LOG)


def test_a_log_that_sqlite_began_anew_by_itself(template, tmp_path):
    """It bears no mark, and is the right one all the same."""
    shop = Shop.opened(template, template.copy_to(tmp_path / "shop.sdk"))
    sql.execute(shop.database, "PRAGMA wal_autocheckpoint = 1")
    shop.purchase("A1 A2")
    shop.sell("A1")
    path = bring(shop.path, tmp_path / "crashed.sdk")
    shop.close()
    assert log.read(path).first is None
    open_database(path).close()
    assert sold(path) == 2


def test_a_rollback_journal_of_another_file(day, tmp_path):
    folder = tmp_path / "alone"
    folder.mkdir()
    path = bring(day / "closed.sdk", folder / "shop.sdk")
    with closing(sqlite3.connect(tmp_path / "songs", isolation_level=None)) as songs:
        songs.execute("CREATE TABLE song (name TEXT)")
        songs.execute("PRAGMA cache_size = 1")
        songs.execute("BEGIN")
        songs.execute("INSERT INTO song SELECT hex(randomblob(900)) FROM pragma_function_list")
        bring(tmp_path / "songs", path, ["-journal"])
    assert sibling(path, "-journal").stat().st_size > 0
    refused(path, Trouble.FOREIGN_LOG)


@pytest.mark.parametrize("also", [[], ["-shm"]], ids=["log", "log and index"])
@pytest.mark.parametrize("crash", ["early", "late"])
def test_a_log_that_is_gone_after_a_crash(day, tmp_path, crash, also):
    folder = tmp_path / "alone"
    folder.mkdir()
    path = bring(day / f"{crash}.sdk", folder / "shop.sdk")
    for ending in ("-wal", *also):
        sibling(path, ending).unlink()
    refused(path, Trouble.MISSING_LOG)


def test_a_file_of_two_names_finds_the_log_of_the_other(crashed):
    other = crashed.with_name("another.sdk")
    other.hardlink_to(crashed)
    open_database(other).close()
    assert sold(other) == 4
    assert sold(crashed) == 4


def test_a_name_in_another_folder_where_its_log_does_not_lie(crashed):
    folder = crashed.parent / "other"
    folder.mkdir()
    (folder / "shop.sdk").hardlink_to(crashed)
    refused(folder / "shop.sdk", Trouble.MISSING_LOG)


@pytest.mark.parametrize("part", [0, 0.0001, 0.1, 0.3, 0.5, 0.7, 0.9, 0.999])
def test_a_log_that_was_cut_in_what_it_had_committed(crashed, part):
    file = sibling(crashed, "-wal")
    whole = file.read_bytes()[: log_end(crashed)]
    file.write_bytes(whole[: int(len(whole) * part)])
    refused(crashed, Trouble.TORN_LOG)


def log_end(path):
    """Where the last whole transaction ends."""
    return 32 + log.read(path).frames * (24 + 4096)


@pytest.mark.parametrize("part", [0.001, 0.2, 0.5, 0.8, 0.99])
def test_a_log_in_which_a_byte_has_turned(crashed, part):
    file = sibling(crashed, "-wal")
    content = bytearray(file.read_bytes())
    content[int(log_end(crashed) * part)] ^= 4
    file.write_bytes(content)
    refused(crashed, Trouble.TORN_LOG)


def test_what_is_torn_behind_the_last_transaction_is_nobodys_loss(crashed):
    with sibling(crashed, "-wal").open("r+b") as file:
        file.truncate(log_end(crashed))
        file.seek(0, 2)
        file.write(b"half a frame")
    open_database(crashed).close()
    assert sold(crashed) == 4


@pytest.mark.parametrize(
    ("spoil", "trouble", "posted", "kept"),
    [
        (lambda path, day: bring(day / "clean.sdk", path, [""]), Trouble.FOREIGN_LOG, 1, True),
        (lambda path, day: sibling(path, "-wal").unlink(), Trouble.MISSING_LOG, 2, False),
        (
            lambda path, day: sibling(path, "-wal").write_bytes(
                sibling(path, "-wal").read_bytes()[: log_end(path) - 5000]
            ),
            Trouble.TORN_LOG,
            3,
            True,
        ),
    ],
    ids=["foreign", "missing", "torn"],
)
def test_who_goes_on_in_spite_of_it_keeps_what_was_there(
    crashed, day, spoil, trouble, posted, kept
):
    spoil(crashed, day)
    lost = sibling(crashed, "-wal").read_bytes() if kept else None
    other = Trouble.TORN_LOG if trouble is not Trouble.TORN_LOG else Trouble.MISSING_LOG
    with pytest.raises(StoreTrouble):
        open_database(crashed, other)  # accepted was something else
    open_database(crashed, trouble).close()
    assert sold(crashed) == posted
    assert [file.read_bytes() for file in crashed.parent.glob("*-wal.*")] == [lost] * kept
    open_database(crashed).close()  # and it is said once


def test_a_page_that_was_damaged_in_a_crash_is_not_worked_on(crashed):
    content = bytearray(crashed.read_bytes())
    content[-3 * 4096 :] = b"\x07" * 3 * 4096
    crashed.write_bytes(content)
    before = {name: sum_ for name, sum_ in fingerprint(crashed.parent).items() if "shm" not in name}
    assert trouble_with(crashed) is Trouble.DAMAGED
    after = fingerprint(crashed.parent)
    assert {name: after[name] for name in before} == before


def test_a_newer_store_with_its_log_stays_to_the_byte(crashed, monkeypatch):
    for module in (connection,):
        monkeypatch.setattr(module, "NEWEST", connection.NEWEST - 1)
    refused(crashed, Trouble.TOO_NEW)


def test_a_newer_store_that_says_so_in_its_log_only_stays_to_the_byte(crashed):
    with closing(sqlite3.connect(crashed, isolation_level=None)) as other:
        other.execute(f"PRAGMA user_version = {connection.NEWEST + 1}")
        alone = crashed.parent / "alone"
        alone.mkdir()
        bring(crashed, alone / "shop.sdk")
    refused(alone / "shop.sdk", Trouble.TOO_NEW)


@pytest.mark.parametrize("seed", range(8))
def test_a_crash_while_the_log_is_taken_in(template, tmp_path, seed):
    """Some pages are in the file, others are not yet: the log has them all."""
    shop = Shop.opened(template, template.copy_to(tmp_path / "shop.sdk"))
    shop.purchase(" ".join(f"A{number}" for number in range(50)))
    shop.sell("A1")
    log._write(shop.database, f"serialdesk-log waiting {'7' * 32}")  # as the first step does it
    path = bring(shop.path, tmp_path / "crashed.sdk")
    sql.execute(shop.database, "PRAGMA wal_checkpoint(PASSIVE)").fetchall()
    after = shop.path.read_bytes()
    shop.close()
    content = bytearray(path.read_bytes().ljust(len(after), b"\0"))
    chance = random.Random(seed)
    for start in range(0, len(after), 4096):
        if chance.random() < 0.5:
            content[start : start + 4096] = after[start : start + 4096]
    path.write_bytes(content)
    with closing(open_database(path)) as database:
        assert sql.value(database, "SELECT count(*) FROM document WHERE state = 1") == 2
        assert sql.value(database, "PRAGMA integrity_check") == "ok"


def test_a_store_that_was_closed_is_not_checked_page_by_page(day, tmp_path, monkeypatch):
    monkeypatch.setattr(connection, "_check_pages", lambda *_: pytest.fail("it was closed"))
    path = bring(day / "closed.sdk", tmp_path / "again.sdk")
    open_database(path).close()
    assert sold(path) == 4


def test_where_another_program_has_taken_the_log_in_nothing_is_missing(crashed):
    with closing(sqlite3.connect(crashed)) as other:
        other.execute("SELECT count(*) FROM document").fetchone()
    assert not sibling(crashed, "-wal").exists()
    open_database(crashed).close()
    assert sold(crashed) == 4


def test_a_copy_of_an_open_store_is_whole(day, tmp_path):
    path = bring(day / "late.sdk", tmp_path / "open.sdk")
    with closing(open_database(path)) as database:
        sql.execute(database, "VACUUM INTO ?", str(tmp_path / "copy.sdk"))
    open_database(tmp_path / "copy.sdk").close()
    assert sold(tmp_path / "copy.sdk") == 4
