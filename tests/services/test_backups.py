"""Backups: made, proved, listed, checked and thinned (S1), with and without a password (S5)."""

import errno
import json
import os
import shutil
import sqlite3
import subprocess
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path
from threading import Event

import pytest

from app.domain.problems import Code, refuse
from app.services import settings
from app.services.keeping import (
    backup_checks,
    backup_files,
    backup_keeping,
    backup_places,
    backup_state,
    backup_survey,
    backups,
    encrypting,
    facts,
    patience,
)
from app.services.keeping.backup_places import BackupPlace, Mount
from app.services.keeping.backups import BackupOrder, BackupVerdict, Why
from db.engine import online_copy
from db.schema.migrations import SCRIPTS
from tests.bending import bent
from tests.db.test_migrations import made_by
from tests.shop import refusal

pytestmark = pytest.mark.rule("S1")

NOW = datetime(2026, 3, 31, 12, 2, tzinfo=UTC)
PASSWORD = "harbour lights"


@pytest.fixture(scope="module")
def key():
    return encrypting.new_key(PASSWORD)


@pytest.fixture
def folder(tmp_path):
    made = tmp_path / "safe"
    made.mkdir()
    return made


def order(shop, *folders, **change):
    places = tuple(BackupPlace(folder) for folder in folders)
    return BackupOrder(shop.path, "s" * 16, Why.DEMAND, places, 0, **change)


def made(shop, folder, moment=NOW, **change):
    """One backup that was made."""
    outcome = backups.make(order(shop, folder, **change), moment)
    assert outcome.problems == ()
    (backup,) = outcome.made
    return backup


def problem_of(outcome):
    assert outcome.made == ()
    ((_, problem),) = outcome.problems
    return problem.code


def names(folder):
    """What lies in a place besides its mark."""
    found = sorted(path.name for path in folder.iterdir())
    return [name for name in found if name != backup_places.MARK]


def place_at(folder):
    """A folder as a place, with the mark that it has."""
    return BackupPlace(folder, mark=backup_places.mark_in(folder))


def rows(path):
    """Everything in a store, by table."""
    with closing(sqlite3.connect(f"{path.as_uri()}?immutable=1", uri=True)) as store:
        tables = store.execute(
            "SELECT name FROM sqlite_schema WHERE type = 'table' AND sql NOT LIKE 'CREATE VIRT%'"
        ).fetchall()
        return {name: store.execute(f"SELECT * FROM {name}").fetchall() for (name,) in tables}


# Made ---------------------------------------------------------------------------------------------


def test_a_backup_is_the_whole_shop_and_says_what_is_in_it(shop, folder):
    shop.purchase("A1 A2")
    shop.sell("A1")
    backup = made(shop, folder)
    stem = f"shop-{NOW.astimezone():%Y%m%d-%H%M%S}"
    assert names(folder) == [f"{stem}.json", f"{stem}.serialdesk"]
    assert backup.facts == facts.facts_of(shop.database)
    assert (backup.verdict, backup.why, backup.sequence) == (BackupVerdict.GOOD, Why.DEMAND, 1)
    assert backup.made_at == NOW
    assert backups.listed([place_at(folder)]) == [backup]
    assert rows(backup.path)["document"] == shop.rows("SELECT * FROM document ORDER BY id")
    assert names(shop.path.parent) == sorted(
        ["safe", *(path.name for path in shop.path.parent.glob("shop.sdk*"))]
    )


def test_tables_that_somebody_put_in_keep_nobody_from_a_backup(shop, folder):
    bent(shop.database, 'CREATE TABLE "of ""mine" (x)', 'CREATE TABLE "select" ("a, b")')
    assert made(shop, folder).verdict is BackupVerdict.GOOD


def test_what_is_written_meanwhile_waits_for_nothing_and_is_not_in_it(shop, folder, monkeypatch):
    """The moment is that of its beginning, whatever is posted while pages are copied."""
    monkeypatch.setattr(online_copy, "_PAGES", 1)
    before = facts.facts_of(shop.database)
    sold = []

    def tell(share):
        if len(sold) < 3:
            sold.append(shop.purchase(f"B{len(sold)}"))

    (backup,) = backups.make(order(shop, folder), NOW, tell=tell).made
    assert backup.facts == before
    assert len(sold) == 3
    assert backup_checks.check(backup, folder).verdict is BackupVerdict.GOOD


class _Ended(Exception):
    """Nobody waits any more."""


@pytest.mark.parametrize("look", [1, 2, 10, 40])
def test_it_ends_where_nobody_waits_any_more_and_leaves_nothing(shop, folder, monkeypatch, look):
    """While rows are counted, pages copied or looked at, files written: at any look."""
    monkeypatch.setattr(online_copy, "_INSTRUCTIONS", 500)
    monkeypatch.setattr(online_copy, "_PAGES", 10)
    before, told = names(shop.path.parent), []

    def tell(share):
        told.append(share)
        if len(told) == look:
            raise _Ended

    with pytest.raises(_Ended):
        backups.make(order(shop, folder), NOW, tell=tell)
    assert names(folder) == []
    assert names(shop.path.parent) == before
    assert len(told) == look


def test_in_two_places_it_is_the_same(shop, folder, tmp_path):
    second = tmp_path / "second"
    second.mkdir()
    outcome = backups.make(order(shop, folder, second), NOW)
    one, two = outcome.made
    assert one.sha256 == two.sha256
    assert one.path.read_bytes() == two.path.read_bytes()


def test_a_place_that_is_gone_does_not_keep_it_from_the_other(shop, folder, tmp_path):
    outcome = backups.make(order(shop, tmp_path / "unplugged", folder), NOW)
    assert [backup.place.folder for backup in outcome.made] == [folder]
    ((_, problem),) = outcome.problems
    assert problem.code is Code.BACKUP_PLACE_GONE
    assert not (tmp_path / "unplugged").exists()


def test_made_within_one_second_each_has_a_name(shop, folder):
    first, second = made(shop, folder), made(shop, folder)
    assert first.path != second.path
    assert second.path.stem == f"{first.path.stem}-2"
    assert [backup.sequence for backup in backups.listed([place_at(folder)])] == [2, 1]


def test_two_shops_that_back_up_into_one_folder_at_one_moment_do_not_meet(
    shop, template, folder, tmp_path
):
    """Both are called the same, as most are."""
    other = tmp_path / "other"
    other.mkdir()
    template.copy_to(other / "shop.sdk")
    orders = [
        order(shop, folder),
        BackupOrder(other / "shop.sdk", "o" * 16, Why.DEMAND, (BackupPlace(folder),), 0),
    ]
    with ThreadPoolExecutor(2) as pool:
        outcomes = [pool.submit(backups.make, each, NOW) for each in orders for _turn in range(4)]
    assert all(len(outcome.result().made) == 1 for outcome in outcomes)
    found = backups.listed([place_at(folder)])
    assert sorted(backup.shop[0] for backup in found) == ["o"] * 4 + ["s"] * 4
    assert {backup_checks.check(backup, folder).verdict for backup in found} == {BackupVerdict.GOOD}


def test_a_foreign_file_of_the_name_is_left_as_it_is(shop, folder):
    theirs = folder / f"shop-{NOW.astimezone():%Y%m%d-%H%M%S}.serialdesk"
    theirs.write_bytes(b"theirs")
    assert made(shop, folder).path != theirs
    assert theirs.read_bytes() == b"theirs"


def test_the_order_is_that_of_making_whatever_the_clock_said(shop, folder):
    first = made(shop, folder, NOW)
    second = made(shop, folder, NOW - timedelta(days=400))
    third = made(shop, folder, NOW - timedelta(days=200))
    assert [each.path for each in backups.listed([place_at(folder)])] == [
        third.path,
        second.path,
        first.path,
    ]


def test_a_shop_whose_name_leaves_no_room_for_a_copy_s_is_told(shop, folder, tmp_path):
    long = tmp_path / f"{'店' * 82}.sdk"  # 255 bytes at most
    shutil.copy(shop.path, long)
    (problem,) = refusal(backups.make, order(shop, folder)._replace(store=long), NOW)
    assert problem.code is Code.BACKUP_SHOP_UNREADABLE
    assert list(folder.iterdir()) == []


def test_without_a_place_it_is_said(shop):
    (problem,) = refusal(backups.make, order(shop), NOW)
    assert problem.code is Code.BACKUP_NO_PLACE


# Faults -------------------------------------------------------------------------------------------


class Raising:
    """A file of the disk that fails once so many bytes were written or read."""

    def __init__(self, file, error, left):
        self._file, self._error, self._left = file, error, left

    def write(self, piece):
        taken = min(len(piece), self._left)
        self._file.write(piece[:taken])
        self._left -= taken
        if taken < len(piece):
            raise self._error
        return taken

    def __enter__(self):
        return self

    def __exit__(self, *_):
        self._file.close()

    def __getattr__(self, name):
        return getattr(self._file, name)


@pytest.fixture
def failing_at(monkeypatch):
    """From so many bytes on nothing more is written into new files of a folder."""

    def fail(error, after):
        opening = Path.open

        def opened(path, mode="r", *values, **named):
            file = opening(path, mode, *values, **named)
            return Raising(file, error, after) if mode == "xb" else file

        monkeypatch.setattr(Path, "open", opened)

    return fail


@pytest.mark.parametrize("share", [0, 1, 0.3, 0.7, 0.999])
@pytest.mark.parametrize(
    ("number", "code"),
    [
        (errno.ENOSPC, Code.BACKUP_FULL),
        (errno.EDQUOT, Code.BACKUP_FULL),
        (errno.EFBIG, Code.BACKUP_TOO_BIG),
        (errno.EIO, Code.BACKUP_DISK),
        (errno.EROFS, Code.BACKUP_NOT_WRITABLE),
        (errno.ENOENT, Code.BACKUP_PLACE_GONE),
        (errno.ENODEV, Code.BACKUP_PLACE_GONE),
    ],
    ids=lambda value: value if isinstance(value, int) else value.name,
)
def test_a_disk_that_fails_at_any_byte_leaves_what_was_there(
    shop, folder, failing_at, share, number, code
):
    good = made(shop, folder)
    before = names(folder)
    after = share if isinstance(share, int) else int(good.size * share)
    failing_at(OSError(number, "no"), after)
    assert problem_of(backups.make(order(shop, folder), NOW + timedelta(days=1))) is code
    assert names(folder) == before
    assert backups.listed([place_at(folder)]) == [good]


def test_a_disk_full_for_what_is_said_beside_it_leaves_nothing(shop, folder, monkeypatch):
    def fail(path, content):
        raise OSError(errno.ENOSPC, "no")

    monkeypatch.setattr(backup_files, "_write_new", fail)
    assert problem_of(backups.make(order(shop, folder), NOW)) is Code.BACKUP_FULL
    assert names(folder) == []


def test_a_disk_that_does_not_keep_what_is_written(shop, folder, monkeypatch):
    monkeypatch.setattr(backup_files, "_read_back", lambda part, tell: "0" * 64)
    assert problem_of(backups.make(order(shop, folder), NOW)) is Code.BACKUP_NOT_AS_WRITTEN
    assert names(folder) == []


def test_a_place_that_does_not_answer_is_left_and_said(shop, folder, monkeypatch, tmp_path):
    """The other place has it all the same."""
    answers, other = Event(), tmp_path / "network"
    other.mkdir()
    tidy = backup_files.tidy

    def hanging(where, stem):
        if where == other:
            answers.wait(20)
        tidy(where, stem)

    monkeypatch.setattr(backup_files, "tidy", hanging)
    monkeypatch.setattr(patience, "SECONDS", 0.5)
    outcome = backups.make(order(shop, other, folder), NOW)
    answers.set()
    assert [backup.place.folder for backup in outcome.made] == [folder]
    assert [problem.code for _, problem in outcome.problems] == [Code.BACKUP_SLOW]


def test_a_damaged_shop_is_not_backed_up_and_its_good_backups_stay(shop, folder):
    shop.purchase(" ".join(f"S{number:04}" for number in range(400)))
    good = made(shop, folder)
    shop.close()
    with shop.path.open("r+b") as file:  # a page in the middle, as a dying disk leaves it
        file.seek(shop.path.stat().st_size // 2 // 4096 * 4096)
        file.write(b"\xa5" * 4096)
    (problem,) = refusal(backups.make, order(shop, folder), NOW + timedelta(days=1))
    assert problem.code is Code.BACKUP_SHOP_DAMAGED
    assert backups.listed([place_at(folder)]) == [good]


def test_what_a_killed_run_left_is_deleted_once_it_is_old(shop, folder):
    stem = "shop-20260101-120000"
    for name in (f".{stem}-ab12cd34.serialdesk-part", f"{stem}.json"):
        (folder / name).write_bytes(b"{")
    kept = ["shop-notes.json", "other-20260101-120000.json", ".other-1.serialdesk-part"]
    for name in kept:
        (folder / name).write_bytes(b"{")
    made(shop, folder)
    assert len(names(folder)) == 7  # it may still be written
    for path in folder.iterdir():
        if path.suffix != ".serialdesk" and "20260331" not in path.name:
            os.utime(path, (0, 0))
    made(shop, folder, NOW + timedelta(days=1))
    assert [name for name in names(folder) if "2026033" not in name and "0401" not in name] == (
        sorted(kept)
    )


# What lies there ----------------------------------------------------------------------------------


def test_a_backup_without_what_is_said_of_it_is_one_all_the_same(shop, folder):
    backup_files.beside(made(shop, folder).path).unlink()
    (found,) = backups.listed([place_at(folder)])
    assert (found.verdict, found.facts, found.why) == (BackupVerdict.NOT_CHECKED, None, None)
    assert found.made_at == NOW
    checked = backup_checks.check(found, folder)
    assert (checked.verdict, checked.facts) == (BackupVerdict.GOOD, facts.facts_of(shop.database))


@pytest.mark.parametrize(
    "change",
    [
        b"",
        b"{",
        b"[]",
        b'{"serialdesk backup": 2}',
        b'{"a": 1, "a": 2}',
        b"\xff" * 10,
        b"[" * 100_000,
        {"made_at": "yesterday"},
        {"sequence": -1},
        {"why": "CLOSING"},
        {"facts": "{}"},
        {"more": 1},
        {"size": "1"},
    ],
    ids=lambda change: str(change)[:40],
)
def test_what_is_said_wrongly_is_not_believed(shop, folder, change):
    path = made(shop, folder).path
    beside = backup_files.beside(path)
    if isinstance(change, dict):
        change = json.dumps(json.loads(beside.read_text()) | change).encode()
    beside.write_bytes(change)
    (found,) = backups.listed([place_at(folder)])
    assert (found.shop, found.facts) == ("", None)
    assert found.verdict is BackupVerdict.NOT_CHECKED


def test_a_backup_that_is_cut_short_is_seen_at_once(shop, folder):
    path = made(shop, folder).path
    for beside in (True, False):
        if not beside:
            backup_files.beside(path).unlink()
        with path.open("r+b") as file:
            file.truncate(path.stat().st_size - 4096)
        (found,) = backups.listed([place_at(folder)])
        assert found.verdict is BackupVerdict.CUT_SHORT
        assert (found.why is not None) is beside


def test_a_file_that_is_no_backup_and_one_of_a_newer_program(shop, folder):
    (folder / "letter.serialdesk").write_bytes(b"Dear Mrs Chen" * 100)
    newer = folder / "newer.serialdesk"
    shutil.copyfile(made(shop, folder).path, newer)
    with closing(sqlite3.connect(newer)) as store:
        store.execute("PRAGMA user_version = 9999")
    verdicts = {each.path.name: each.verdict for each in backups.listed([place_at(folder)])}
    assert verdicts["letter.serialdesk"] is BackupVerdict.NOT_OURS
    assert verdicts["newer.serialdesk"] is BackupVerdict.NEWER


@pytest.mark.parametrize("written", [0, -(10**10), 10**10, 2**33])
def test_whatever_a_disk_says_of_its_times_a_backup_is_listed(shop, folder, written):
    path = made(shop, folder).path
    backup_files.beside(path).unlink()
    for name in ("moved.serialdesk", "shop-99999999-999999.serialdesk"):
        copy = shutil.copyfile(path, folder / name)
        os.utime(copy, (written, written))
    (folder / "folder.serialdesk").mkdir()
    os.mkfifo(folder / "pipe.serialdesk")
    assert len(backups.listed([place_at(folder)])) == 3


def test_a_place_that_cannot_be_read_has_none(tmp_path):
    assert backups.listed([BackupPlace(tmp_path / "gone")]) == []


# Checked again ------------------------------------------------------------------------------------


def test_each_changed_byte_is_found_by_its_sum(shop, folder):
    backup = made(shop, folder)
    size = backup.size
    for at in (100, size // 3, size // 2, size - 1):
        content = bytearray(backup.path.read_bytes())
        content[at] ^= 1
        backup.path.write_bytes(content)
        assert backup_checks.check(backup, folder).verdict is BackupVerdict.DAMAGED
        (found,) = backups.listed([place_at(folder)])
        assert found.verdict is BackupVerdict.DAMAGED
        content[at] ^= 1
        backup.path.write_bytes(content)
        assert backup_checks.check(found, folder).verdict is BackupVerdict.GOOD


def test_one_that_is_gone_says_so(shop, folder):
    backup = made(shop, folder)
    backup.path.unlink()
    assert backup_checks.check(backup, folder).verdict is BackupVerdict.GONE


@pytest.mark.rule("S3")
def test_what_does_not_fit_its_seals_is_backed_up_and_is_no_good_backup(shop, folder):
    shop.purchase("A1 A2")
    good = made(shop, folder)
    with closing(sqlite3.connect(shop.path)) as store:  # by hand, as no program of ours does
        for trigger in store.execute(
            "SELECT name FROM sqlite_schema WHERE type = 'trigger' AND tbl_name = 'document'"
        ).fetchall():
            store.execute(f"DROP TRIGGER {trigger[0]}")
        store.execute("UPDATE document SET total = total + 1 WHERE number IS NOT NULL")
        store.commit()
    outcome = backups.make(order(shop, folder), NOW + timedelta(days=1))
    assert [problem.code for _, problem in outcome.problems] == [Code.BACKUP_SEALS]
    (bad,) = outcome.made
    assert bad.verdict is BackupVerdict.SEALS
    assert backup_checks.check(bad, folder).verdict is BackupVerdict.SEALS
    assert backup_checks.check(good, folder).verdict is BackupVerdict.GOOD
    backup_keeping.note(shop.session, outcome)
    assert backup_state.last_of(shop.database, shop.session.counter.id) is None


@pytest.mark.parametrize("version", [4, 12, 25])
def test_a_backup_of_an_earlier_schema_is_checked_as_it_is(tmp_path, folder, version):
    early = tmp_path / "early-20250101-120000.serialdesk"
    made_by(early, SCRIPTS[:version], "")
    early.rename(folder / early.name)
    (found,) = backups.listed([place_at(folder)])
    checked = backup_checks.check(found, folder)
    assert checked.verdict is BackupVerdict.GOOD
    assert checked.facts.schema == version


# Encrypted ----------------------------------------------------------------------------------------


@pytest.mark.rule("S5")
def test_an_encrypted_backup_tells_nothing_without_the_password(shop, folder, key):
    shop.purchase("SECRET-1")
    backup = made(shop, folder, key=key)
    assert backup.encrypted and backup.facts == facts.facts_of(shop.database)
    for path in folder.iterdir():
        content = path.read_bytes()
        assert b"SECRET-1" not in content and b"Corner Shop" not in content
        assert b"SQLite" not in content and b"documents" not in content
    (found,) = backups.listed([place_at(folder)])
    assert (found.encrypted, found.facts, found.verdict) == (True, None, BackupVerdict.GOOD)


@pytest.mark.rule("S5")
def test_an_encrypted_backup_is_taken_out_by_the_password_alone(shop, folder, key, tmp_path):
    backup = made(shop, folder, key=key)
    target = tmp_path / "out.sdk"
    backup_checks.take_out(backup, target, password=PASSWORD)
    assert rows(target)["product"] == shop.rows("SELECT * FROM product ORDER BY id")
    assert target.stat().st_mode & 0o777 == 0o600


@pytest.mark.rule("S5")
def test_with_another_password_nothing_comes_out(shop, folder, key, tmp_path):
    backup = made(shop, folder, key=key)
    (problem,) = refusal(backup_checks.take_out, backup, tmp_path / "out.sdk", password="no")
    assert problem.code is Code.BACKUP_PASSWORD_WRONG
    assert not (tmp_path / "out.sdk").exists()


@pytest.mark.rule("S5")
@pytest.mark.parametrize(
    ("spoil", "verdict"),
    [
        (lambda content: content, BackupVerdict.GOOD),
        (lambda content: content[:-20], BackupVerdict.CUT_SHORT),
        (lambda content: content[:200] + b"?" + content[201:], BackupVerdict.DAMAGED),
        (lambda content: content + b"more", BackupVerdict.DAMAGED),
    ],
)
def test_an_encrypted_backup_is_checked_by_the_shop_s_own_key(shop, folder, key, spoil, verdict):
    backup = made(shop, folder, key=key)
    backup.path.write_bytes(spoil(backup.path.read_bytes()))
    assert backup_checks.check(backup, shop.path.parent, key).verdict is verdict
    assert not list(shop.path.parent.glob("*serialdesk-copy"))


# Thinned ------------------------------------------------------------------------------------------


def test_a_place_is_thinned_and_nothing_else_is_touched(shop, folder):
    other = made(shop, folder, NOW - timedelta(days=1, hours=3))
    backup_files.say(other.path, {**backup_files.values_beside(other.path), "shop": "another"})
    aside = made(shop, folder, NOW - timedelta(days=1, hours=2))
    said = backup_files.values_beside(aside.path)
    backup_files.say(aside.path, {**said, "why": "before_restore"})
    bad = made(shop, folder, NOW - timedelta(days=1, hours=1))
    backup_files.say(bad.path, {**backup_files.values_beside(bad.path), "verdict": "damaged"})
    unknown = folder / "shop-20260330-080000.serialdesk"
    shutil.copyfile(aside.path, unknown)
    (folder / "shop-list.txt").write_text("theirs")
    first = made(shop, folder, NOW - timedelta(days=1))
    last = made(shop, folder, NOW - timedelta(hours=23, minutes=50))
    newest = made(shop, folder, NOW)
    assert not first.path.exists()
    assert last.path.exists() and newest.path.exists()
    for stays in (other, aside, bad):
        assert stays.path.exists() and backup_files.beside(stays.path).exists()
    assert unknown.exists() and (folder / "shop-list.txt").exists()


def test_the_last_good_one_stays_when_all_later_ones_are_bad(shop, folder):
    good = made(shop, folder, NOW - timedelta(days=500))
    for day in range(3):
        bad = made(shop, folder, NOW - timedelta(days=day))
        backup_files.say(bad.path, {**backup_files.values_beside(bad.path), "verdict": "damaged"})
    backups.thin(BackupPlace(folder), good.shop, None)
    assert good.path.exists()


# Places -------------------------------------------------------------------------------------------


def stick(tmp_path, name):
    root = tmp_path / name
    (root / "Serialdesk backups").mkdir(parents=True)
    return Mount(root, "HARBOUR-1", True)


def test_a_stick_is_found_by_its_mark_wherever_it_is_plugged_in(shop, tmp_path):
    e, f = stick(tmp_path, "E"), tmp_path / "F"
    place = backup_places.add(shop.session, shop.path, e.root / "Serialdesk backups", e)
    assert place.is_stick and place.called == "HARBOUR-1"
    e.root.rename(f)
    stick(tmp_path, "E")  # another stick has its letter now
    there = [Mount(tmp_path / "E", "", True), Mount(f, "HARBOUR-1", True)]
    (kept,) = backup_places.places_of(shop.database, shop.session.counter.id)
    assert backup_places.found(kept, lambda: there).folder == f / "Serialdesk backups"
    assert backup_places.found(kept, lambda: there[:1]) is None
    made_order = backup_keeping.order(shop.session, shop.path)
    outcome = backups.make(made_order, NOW, lambda: there)
    assert [backup.path.parent for backup in outcome.made] == [f / "Serialdesk backups"]
    assert names(tmp_path / "E" / "Serialdesk backups") == []


@pytest.fixture
def drive():
    """Mounts a disk at a folder, and lets it be taken out again."""
    mounted = []

    def mount(folder):
        if not hasattr(os, "geteuid") or os.geteuid():
            pytest.skip("only the system's own administrator mounts a disk")
        command = ["mount", "-t", "tmpfs", "-o", "size=16m", "tmpfs", str(folder)]
        if subprocess.run(command, capture_output=True, check=False).returncode:
            pytest.skip("no disk can be mounted here")
        mounted.append(folder)

    def unmount(folder):
        subprocess.run(["umount", str(folder)], check=True)
        mounted.remove(folder)

    mount.out = unmount
    yield mount
    for folder in list(mounted):
        unmount(folder)


def back_up(shop):
    """A backup by itself, and what came of it kept."""
    made_order = backup_keeping.order_by_itself(shop.session, shop.path, Why.DAILY)
    outcome = backups.make(made_order, NOW)
    backup_keeping.note(shop.session, outcome)
    return [problem.code for _place, problem in outcome.problems]


def only_place(shop):
    (place,) = backup_places.places_of(shop.database, shop.session.counter.id)
    return place


@pytest.mark.parametrize("name", ["nas", "备份 ☕", "a'b %2F"])
def test_what_is_left_of_a_drive_that_was_taken_out_is_not_the_place(shop, tmp_path, drive, name):
    folder = tmp_path / name
    folder.mkdir()
    drive(folder)
    backup_places.add(shop.session, shop.path, folder)
    assert back_up(shop) == []
    drive.out(folder)
    assert back_up(shop) == [Code.BACKUP_PLACE_OTHER]
    assert names(folder) == []
    (seen,) = backup_survey.survey([only_place(shop)], None, backup_places.no_mounts)
    assert seen.is_another and not seen.is_there
    chosen = backup_places.use_again(shop.session, shop.path, only_place(shop))
    assert back_up(shop) == [] and only_place(shop) == chosen
    assert len(backups.listed([chosen])) == 1


def unmarked(shop, folder):
    """A place as it was chosen before folders had marks."""
    backup_places.add(shop.session, shop.path, folder)
    (folder / backup_places.MARK).unlink()
    kept = [{"folder": str(folder), "name": "", "mark": "", "inside": ""}]
    settings.keep_untold(shop.session, backup_places=kept)


def test_a_folder_of_before_gets_its_mark_with_its_next_good_backup(shop, folder):
    unmarked(shop, folder)
    assert back_up(shop) == []
    place = only_place(shop)
    assert place.mark == backup_places.mark_in(folder) != "" and not place.is_stick
    (folder / backup_places.MARK).unlink()
    assert back_up(shop) == [Code.BACKUP_PLACE_OTHER]


def test_a_folder_of_before_that_has_not_what_went_there_is_not_the_place(shop, folder):
    unmarked(shop, folder)
    settings.keep_untold(shop.session, place_backups={str(folder): NOW.isoformat()})
    assert back_up(shop) == [Code.BACKUP_PLACE_OTHER]
    other = BackupOrder(shop.path, "o" * 16, Why.DEMAND, (BackupPlace(folder),), 0)
    backups.make(other, NOW)  # another shop's backup there does not make it ours
    (folder / backup_places.MARK).unlink()
    assert back_up(shop) == [Code.BACKUP_PLACE_OTHER]
    assert only_place(shop).mark == ""


def test_two_shops_in_one_folder_know_it_by_one_mark(shop, folder):
    backup_places.add(shop.session, shop.path, folder)
    other = BackupOrder(shop.path, "o" * 16, Why.DEMAND, (BackupPlace(folder),), 0)
    (made_there,) = backups.make(other, NOW).made
    assert made_there.place.mark == only_place(shop).mark
    assert back_up(shop) == []


def test_a_folder_that_takes_no_mark_is_a_place_all_the_same(shop, folder, monkeypatch):
    unmarked(shop, folder)
    monkeypatch.setattr(backup_places, "_marked", taking_no_mark)
    assert back_up(shop) == [] and back_up(shop) == []
    assert only_place(shop).mark == ""


def taking_no_mark(folder):
    raise refuse(Code.BACKUP_NOT_WRITABLE, place=folder.name)


@pytest.mark.parametrize(
    ("where", "code"),
    [
        (lambda tmp: tmp, Code.PLACE_IS_SHOPS),
        (lambda tmp: tmp / "gone", Code.PLACE_NO_FOLDER),
        (lambda tmp: tmp / "shop.sdk", Code.PLACE_NO_FOLDER),
        (lambda tmp: Path("safe"), Code.PLACE_NO_FOLDER),
        (lambda tmp: tmp / "safe", Code.PLACE_IS_ONE),
        (lambda tmp: tmp / "safe" / ".." / "safe", Code.PLACE_IS_ONE),
        (lambda tmp: tmp / "link", Code.PLACE_IS_ONE),
        (lambda tmp: tmp / "safe" / "within", Code.PLACE_WITHIN),
        (lambda tmp: tmp / "a\tb", Code.PLACE_ODD_NAME),
        (lambda tmp: tmp / os.fsdecode(b"\xff\xfe"), Code.PLACE_ODD_NAME),
    ],
)
def test_a_folder_that_is_no_place(shop, folder, tmp_path, where, code):
    (folder / "within").mkdir()
    (tmp_path / "link").symlink_to(folder)
    for name in ("a\tb", os.fsdecode(b"\xff\xfe")):
        (tmp_path / name).mkdir()
    backup_places.add(shop.session, shop.path, folder)
    (problem,) = refusal(backup_places.add, shop.session, shop.path, where(tmp_path))
    assert problem.code is code
    assert len(backup_places.places_of(shop.database, shop.session.counter.id)) == 1


def test_around_a_place_is_no_place_either(shop, folder):
    (folder / "within").mkdir()
    backup_places.add(shop.session, shop.path, folder / "within")
    (problem,) = refusal(backup_places.add, shop.session, shop.path, folder)
    assert problem.code is Code.PLACE_WITHIN


def test_a_place_that_is_taken_off_keeps_its_backups(shop, folder):
    place = backup_places.add(shop.session, shop.path, folder)
    made(shop, folder)
    backup_places.remove(shop.session, place)
    assert backup_places.places_of(shop.database, shop.session.counter.id) == []
    assert len(backups.listed([place])) == 1


def test_a_first_place_is_made_only_where_nobody_chose(shop, tmp_path):
    place = backup_places.add_first(shop.session, tmp_path / "Serialdesk backups")
    assert place is not None and place.folder.is_dir()
    backup_places.remove(shop.session, place)
    assert backup_places.add_first(shop.session, tmp_path / "Serialdesk backups") is None


@pytest.mark.rule("S3")
@pytest.mark.parametrize(
    ("verdict", "why", "documents", "expected"),
    [
        (BackupVerdict.GOOD, Why.DAILY, 20_001, True),
        (BackupVerdict.GOOD, Why.CLOSING, 20_000, True),
        (BackupVerdict.GOOD, Why.CLOSING, 20_001, None),
        (BackupVerdict.SEALS, Why.CLOSING, 20_001, False),
        (BackupVerdict.NOT_CHECKED, Why.DAILY, 1, None),
        (BackupVerdict.DAMAGED, Why.DAILY, 1, None),
    ],
)
def test_whether_the_seals_of_a_backup_fit_is_what_was_checked(
    shop, folder, verdict, why, documents, expected
):
    backup = made(shop, folder)
    known = replace(backup.facts, documents=documents)
    assert backup._replace(verdict=verdict, why=why, facts=known).seals_fit is expected
