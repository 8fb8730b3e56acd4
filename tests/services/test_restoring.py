"""Restoring: of every schema that has landed, over a shop in any state; refused, all stays."""

import errno
import io
import os
import sqlite3
from contextlib import closing
from datetime import UTC, datetime
from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest

from app.domain.problems import Code
from app.services import audit
from app.services.audit import Subject
from app.services.keeping import encrypting, newest_seal, restoring
from app.services.keeping.facts import facts_of
from app.services.keeping.restoring import RestoreAsked
from db import sql
from db.engine import replacing, witness
from db.engine.lock import StoreLock
from db.engine.opening import open_database
from db.engine.trouble import StoreTrouble, Trouble
from db.schema.newest import NEWEST
from tests.bending import bent
from tests.db.test_open_database import fingerprint, newer_store, other_programs_database
from tests.earlier import shop_of
from tests.shop import refusal

pytestmark = pytest.mark.rule("S2")

NOON = datetime(2026, 11, 27, 12, tzinfo=UTC)
NO_TELLING = lambda _done: None  # noqa: E731


@pytest.fixture
def place(tmp_path):
    folder = tmp_path / "here"
    folder.mkdir()
    return folder / "shop.sdk"


@pytest.fixture
def backup(tmp_path):
    return shop_of(NEWEST, tmp_path / "backup.serialdesk")


def asked(place, backup, **more):
    return RestoreAsked(place, backup, NOON, "Owner", **more)


def restore(place, backup, **more):
    return restoring.put_in_place(restoring.prepare(asked(place, backup, **more), NO_TELLING))


def code_of(*values, **named):
    (problem,) = refusal(*values, **named)
    return problem.code


@cache
def here():
    """A store of today with a name in it; to make one takes longer than to restore it."""
    with TemporaryDirectory() as folder:
        path = Path(folder) / "shop.sdk"
        open_database(path).close()
        with closing(open_database(path)) as database:
            row = "INSERT INTO setting (key, value) VALUES ('shop_name', '\"Here\"')"
            sql.execute(database, row)
        return path.read_bytes()


def shop_at(place):
    place.write_bytes(here())
    return place


@pytest.mark.rule("S4")
@pytest.mark.parametrize("version", range(1, NEWEST + 1))
def test_a_backup_of_every_schema_restores_and_opens(tmp_path, place, version):
    shop_at(place)
    aside = restore(place, shop_of(version, tmp_path / "backup.serialdesk"))
    with closing(open_database(place)) as database:
        known = facts_of(database)
        assert (known.shop, known.documents, known.newest_number) == (
            "Corner Shop",
            3,
            "SR-2026-000001",
        )
        assert (known.serials, known.in_stock, known.schema) == (2, 1, NEWEST)
        history = "SELECT to_status FROM serial_movement WHERE serial_id = 1 ORDER BY id"
        assert sql.rows(database, history) == [(1,), (2,), (1,)]
        assert sql.rows(database, "PRAGMA foreign_key_check") == []
    with closing(open_database(aside)) as database:
        assert facts_of(database).shop == "Here"
    left = {place.name, aside.name, witness.file_of(place).name}
    assert {each.name for each in place.parent.iterdir()} == left


def zero_bytes(place):
    place.write_bytes(b"")


def garbage(place):
    place.write_bytes(os.urandom(100_000))


def damaged_in_the_middle(place):
    shop_at(place)
    content = bytearray(place.read_bytes())
    content[4096:40960] = os.urandom(36864)
    place.write_bytes(content)


def with_a_log_of_another(place):
    shop_at(place)
    for ending in ("-wal", "-shm", "-journal"):
        place.with_name(place.name + ending).write_bytes(os.urandom(5000))


def of_a_newer_program(place):
    newer_store(place)


@pytest.mark.reliability(11)
@pytest.mark.parametrize(
    "make",
    [
        zero_bytes,
        garbage,
        damaged_in_the_middle,
        with_a_log_of_another,
        of_a_newer_program,
        other_programs_database,
    ],
)
def test_whatever_is_here_is_kept_aside_byte_for_byte(place, backup, make):
    make(place)
    before = dict(fingerprint(place.parent))
    aside = restore(place, backup)
    after = fingerprint(place.parent)
    for name, content in before.items():
        assert after[name.replace(place.name, aside.name)] == content
    with closing(open_database(place)) as database:
        assert facts_of(database).shop == "Corner Shop"


def test_a_shop_that_is_not_there_at_all_is_restored_too(place, backup):
    assert restore(place, backup) is None
    with closing(open_database(place)) as database:
        assert facts_of(database).documents == 3


def test_what_was_kept_aside_with_its_log_is_restored_like_a_backup(place, backup):
    database = open_database(shop_at(place))
    sql.execute(database, "UPDATE setting SET value = '\"Later\"' WHERE key = 'shop_name'")
    kept = place.with_name("elsewhere")
    kept.mkdir()
    for each in place.parent.glob("shop.sdk*"):
        (kept / each.name).write_bytes(each.read_bytes())
    database.close()
    aside = restore(kept / "shop.sdk", backup)
    restore(kept / "shop.sdk", aside)
    with closing(open_database(kept / "shop.sdk")) as database:
        assert facts_of(database).shop == "Later"  # which only the log held
    assert len(list(kept.glob("*before-restore*.serialdesk"))) == 2


def test_two_restores_within_a_second_keep_two_files_aside(place, backup):
    shop_at(place)
    assert restore(place, backup) != restore(place, backup)


def test_the_shop_is_reached_by_a_link(tmp_path, place, backup):
    shop_at(place)
    link = tmp_path / "link.sdk"
    link.symlink_to(place)
    restore(link, backup)
    assert link.is_symlink()
    with closing(open_database(link)) as database:
        assert facts_of(database).shop == "Corner Shop"


@pytest.mark.rule("U4")
def test_the_restored_shop_tells_what_was_done(place, backup):
    with closing(open_database(shop_at(place))) as database:
        here = facts_of(database)
    aside = restore(place, backup, here=here)
    with closing(open_database(place)) as database:
        (told,) = [
            audit.values_in(after)
            for action, subject, after in sql.rows(
                database, "SELECT action, subject, after FROM audit ORDER BY id"
            )
            if action == "restored" and subject == Subject.SHOP.value
        ]
    assert told["backup"] == "backup.serialdesk"
    assert told["kept_aside"] == aside.name
    assert told["by"] == "Owner"
    assert told["documents"] == 3


def cut_short(path):
    path.write_bytes(shop_of(NEWEST, path).read_bytes()[:8192])


def damaged(path):
    content = bytearray(shop_of(NEWEST, path).read_bytes())
    content[8192:12288] = b"x" * 4096
    path.write_bytes(content)


def text(path):
    path.write_text("name,price\n" * 1000)


@pytest.mark.parametrize(
    ("make", "code"),
    [
        (newer_store, Code.BACKUP_NEWER),
        (other_programs_database, Code.BACKUP_NOT_OURS),
        (zero_bytes, Code.BACKUP_NOT_OURS),
        (text, Code.BACKUP_NOT_OURS),
        (cut_short, Code.BACKUP_DAMAGED),
        (damaged, Code.BACKUP_DAMAGED),
        (lambda path: None, Code.BACKUP_GONE),
        (Path.mkdir, Code.BACKUP_GONE),
    ],
    ids=lambda value: getattr(value, "__name__", None),
)
def test_what_cannot_be_restored_is_refused_and_all_stays(tmp_path, place, make, code):
    shop_at(place)
    before = fingerprint(place.parent)
    make(tmp_path / "backup.serialdesk")
    assert code_of(restore, place, tmp_path / "backup.serialdesk") == code
    assert fingerprint(place.parent) == before


def test_other_bytes_than_were_written_down_are_refused(place, backup):
    shop_at(place)
    before = fingerprint(place.parent)
    assert code_of(restore, place, backup, sha256="0" * 64) == Code.BACKUP_DAMAGED
    assert fingerprint(place.parent) == before


@pytest.fixture(scope="module")
def key():
    return encrypting.new_key("a long password")


@pytest.fixture
def container(tmp_path, backup, key):
    path = tmp_path / "container.serialdesk"
    with backup.open("rb") as plain:
        path.write_bytes(b"".join(encrypting.encrypted(plain, key)))
    return path


@pytest.mark.rule("S5")
def test_an_encrypted_one_is_restored_with_its_password_or_the_shops_key(place, container, key):
    for more in ({"password": "a long password"}, {"key": key}):
        restore(place, container, **more)
        with closing(open_database(place)) as database:
            assert facts_of(database).shop == "Corner Shop"


@pytest.mark.rule("S5")
@pytest.mark.parametrize(
    ("change", "password", "code"),
    [
        (lambda content: content, "another password", Code.BACKUP_PASSWORD_WRONG),
        (lambda content: content, "", Code.BACKUP_PASSWORD_WRONG),
        (lambda content: content[:-20], "a long password", Code.BACKUP_DAMAGED),
        (lambda content: content[:90_000] + b"x" + content[90_001:], None, Code.BACKUP_DAMAGED),
    ],
)
def test_a_container_that_is_not_right_is_refused(place, container, change, password, code):
    shop_at(place)
    before = fingerprint(place.parent)
    container.write_bytes(change(container.read_bytes()))
    more = {"password": "a long password" if password is None else password}
    assert code_of(restore, place, container, **more) == code
    assert fingerprint(place.parent) == before


@pytest.mark.reliability(4)
@pytest.mark.parametrize(
    ("number", "trouble"), [(errno.ENOSPC, Trouble.FULL), (errno.EIO, Trouble.DISK)]
)
@pytest.mark.parametrize("step", ["part_of", "decide", "hardlink_to", "replace"])
def test_a_disk_that_fails_in_the_middle_leaves_all_as_it_was(
    place, backup, monkeypatch, step, number, trouble
):
    shop_at(place)
    place.with_name("shop.sdk-wal").write_bytes(b"a log")
    before = fingerprint(place.parent)

    def fail(*_values):
        raise OSError(number, os.strerror(number))

    if step == "part_of":
        monkeypatch.setattr("db.engine.places.make_private", fail)
    elif step == "decide":
        monkeypatch.setattr("db.engine.places.keep", fail)
    elif step == "replace":
        monkeypatch.setattr(Path, "replace", fail)
    else:
        monkeypatch.setattr(Path, "hardlink_to", fail)
        monkeypatch.setattr(Path, "rename", fail)
    with pytest.raises(StoreTrouble) as caught:
        restore(place, backup)
    assert caught.value.trouble is trouble
    assert fingerprint(place.parent) == before


def test_a_disk_without_hard_links_restores_all_the_same(place, backup, monkeypatch):
    shop_at(place)

    def fail(*_values):
        raise OSError(errno.EPERM, "no hard links here")

    monkeypatch.setattr(Path, "hardlink_to", fail)
    aside = restore(place, backup)
    assert facts_at(place).shop == "Corner Shop"
    assert facts_at(aside).shop == "Here"


def facts_at(path):
    with closing(open_database(path)) as database:
        return facts_of(database)


def test_the_disk_fills_up_while_the_backup_is_copied(place, backup, monkeypatch):
    shop_at(place)
    before = fingerprint(place.parent)
    opened = Path.open

    def with_little_room(path, *values, **named):
        file = opened(path, *values, **named)
        return _Full(file) if path == replacing.part_of(place) and "w" in values[0] else file

    monkeypatch.setattr(Path, "open", with_little_room)
    with pytest.raises(StoreTrouble) as caught:
        restore(place, backup)
    assert caught.value.trouble is Trouble.FULL
    assert fingerprint(place.parent) == before


class _Full(io.FileIO):
    def __init__(self, file):
        file.close()
        super().__init__(file.name, "w")

    def write(self, piece):
        super().write(piece[:5000])
        raise OSError(errno.ENOSPC, "No space left on device")


def test_stopped_while_the_backup_is_copied_all_stays(place, backup):
    shop_at(place)
    before = fingerprint(place.parent)

    def stop(_done):
        raise NobodyWaits

    with pytest.raises(NobodyWaits):
        restoring.prepare(asked(place, backup), stop)
    assert fingerprint(place.parent) == before


class NobodyWaits(Exception):
    """Nobody waits for it any more."""


def test_a_shop_that_another_program_has_open_is_not_replaced(place, backup):
    shop_at(place)
    prepared = restoring.prepare(asked(place, backup), NO_TELLING)
    before = place.read_bytes()
    lock = StoreLock(place)
    assert code_of(restoring.put_in_place, prepared) == Code.RESTORE_IN_USE
    lock.release()
    assert place.read_bytes() == before
    assert [each.name for each in place.parent.iterdir()] == [place.name]


def test_given_up_nothing_is_left(place, backup):
    shop_at(place)
    before = fingerprint(place.parent)
    restoring.give_up(restoring.prepare(asked(place, backup), NO_TELLING))
    assert fingerprint(place.parent) == before


def test_what_an_interrupted_one_left_stays_while_another_program_is_at_it(place, backup):
    shop_at(place)
    restoring.prepare(asked(place, backup), NO_TELLING)
    lock = StoreLock(place)
    replacing.settle(place)
    assert replacing.part_of(place).exists()
    lock.release()
    replacing.settle(place)
    assert not replacing.part_of(place).exists()


def test_the_backup_is_not_changed(place, backup):
    before = backup.read_bytes()
    restore(place, backup)
    with closing(sqlite3.connect(backup)) as store:
        assert store.execute("SELECT count(*) FROM audit").fetchone() == (0,)
    assert backup.read_bytes() == before


# Seals -------------------------------------------------------------------------------------------


def bend(store, number):
    """A sealed document is changed in a file that is whole in all its pages."""
    with closing(open_database(store)) as database:
        bent(database, f"UPDATE document SET note = 'x' WHERE number = '{number}'")


@pytest.fixture
def traded(shop, tmp_path):
    """A file with three sealed documents."""
    shop.purchase("A1 A2 A3")
    shop.sell("A1")
    shop.sell("A2")
    shop.close()
    return shop.path


@pytest.mark.rule("S3")
@pytest.mark.parametrize("number", ["PI-2026-000001", "SI-2026-000001", "SI-2026-000002"])
def test_what_does_not_fit_its_seals_is_said_and_restored_only_despite_it(place, traded, number):
    shop_at(place)
    bend(traded, number)
    before = fingerprint(place.parent)
    told, first = refusal(restoring.prepare, asked(place, traded), NO_TELLING)
    assert told.code is Code.BACKUP_SEALS_DIFFER
    assert first.code is Code.SEALED_DIFFERS and first.values["number"] == number
    assert fingerprint(place.parent) == before
    assert [each.name for each in place.parent.iterdir()] == [place.name]
    restore(place, traded, despite_seals=True)
    with closing(open_database(place)) as database:
        assert facts_of(database).documents == 3


@pytest.mark.rule("S3")
def test_of_a_long_history_the_newest_seals_are_looked_at(place, traded, monkeypatch):
    with closing(open_database(traded)) as database:
        kept = newest_seal.of(database).seal
    monkeypatch.setattr(restoring, "AT_CLOSING", kept - 1)
    bend(traded, "PI-2026-000001")
    restoring.give_up(restoring.prepare(asked(place, traded), NO_TELLING))
    bend(traded, "SI-2026-000001")
    assert code_of_first(restoring.prepare, asked(place, traded), NO_TELLING)


def code_of_first(*values):
    return refusal(*values)[0].code is Code.BACKUP_SEALS_DIFFER


def test_the_progress_of_the_check_goes_up_to_the_end(place, traded):
    told = []
    restoring.give_up(restoring.prepare(asked(place, traded), told.append))
    assert told == sorted(told) and told[-1] == 1.0
    assert any(0.4 < share < 1 for share in told)


def test_a_copy_to_look_at_may_show_what_does_not_fit(place, traded):
    bend(traded, "SI-2026-000001")
    restoring.copy_to_look_at(asked(place, traded), NO_TELLING)
    assert place.exists()
