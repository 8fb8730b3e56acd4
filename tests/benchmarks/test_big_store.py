"""The store that benchmarks run on is one of the program's own, whatever its newest schema is."""

import sqlite3
from contextlib import closing
from shutil import copyfile

import pytest

from app.services import session as sessions
from app.services.documents import posting
from app.services.documents.effects import transfers
from app.services.entry import scanning
from app.services.keeping import checking, seals
from db import sql
from db.engine.opening import open_database
from db.queries import transfers as on_the_way
from db.queries.lists import in_transit
from db.schema import newest
from tests.benchmarks import big_store, big_store_checks
from tests.benchmarks.big_store_serials import Size

SMALL = Size(serials=3_000, products=60, items=80, contacts=30, scans=200, months=6)


@pytest.fixture(scope="module")
def made(tmp_path_factory):
    """A small big store."""
    path = tmp_path_factory.mktemp("big") / "store.db"
    big_store.make(path, SMALL)
    return path


@pytest.fixture
def database(made, tmp_path):
    """A copy of it, as the program opens it."""
    copyfile(made, tmp_path / "copy.db")
    with closing(open_database(tmp_path / "copy.db")) as opened:
        yield opened


@pytest.fixture(scope="module")
def unguarded(made, tmp_path_factory):
    """A copy without triggers, which would refuse what is wrong."""
    path = tmp_path_factory.mktemp("unguarded") / "store.db"
    copyfile(made, path)
    with closing(sqlite3.connect(path, isolation_level=None)) as connection:
        triggers = "SELECT name FROM sqlite_schema WHERE type = 'trigger'"
        for (name,) in connection.execute(triggers).fetchall():
            connection.execute(f"DROP TRIGGER {name}")
        yield connection


def test_it_holds_what_its_triggers_would_have_asked(made):
    with closing(sqlite3.connect(made)) as connection:
        assert big_store_checks.wrong(connection) == {}
        assert connection.execute("SELECT count(*) FROM serial").fetchone() == (SMALL.serials,)


def test_a_check_of_it_finds_nothing_before_and_after_its_documents_are_sealed(database):
    """Its books follow from its ledgers, those of items without serials too."""
    assert sql.value(database, _WITHOUT_SERIALS)
    assert checking.check(database).faults == []
    while seals.seal_some(database, 500):
        pass
    found = checking.check(database)
    assert (found.faults, found.waiting) == ([], 0)


_WITHOUT_SERIALS = (
    "SELECT count(*) FROM stock s JOIN product p ON p.id = s.product_id"
    " WHERE p.track_serials = 0 AND s.on_hand > 0"
)


@pytest.mark.parametrize("check", big_store_checks.CHECKS)
def test_every_check_finds_what_is_wrong(unguarded, check):
    unguarded.execute("BEGIN")
    unguarded.execute(_HARM[check])
    found = big_store_checks.wrong(unguarded)
    unguarded.execute("ROLLBACK")
    assert check in found


_HARM = {
    "a serial is where its last movement left it": (
        "UPDATE serial SET status = 3 WHERE id = (SELECT min(id) FROM serial WHERE status = 2)"
    ),
    "a movement follows the one before": (
        "UPDATE serial_movement SET prev_id = prev_id - 1 WHERE id ="
        " (SELECT max(id) FROM serial_movement WHERE prev_id > 1)"
    ),
    "a movement is of its line's product": (
        "UPDATE serial SET product_id = product_id % 60 + 1 WHERE id = 1"
    ),
    "a line carries as many serials as units": (
        "UPDATE document_line SET quantity = quantity + 1000 WHERE id = 1"
    ),
    "a line points back at one of the same product": (
        "UPDATE document_line SET product_id = product_id % 60 + 1 WHERE id ="
        " (SELECT min(id) FROM document_line WHERE origin_line_id IS NOT NULL)"
    ),
    "stock counts the serials in stock": (
        "UPDATE stock SET on_hand = on_hand + 1000 WHERE identified > 0"
    ),
    "every other serial is counted by its status": "DELETE FROM serial_count WHERE status = 2",
    "a total is the sum of its lines": "UPDATE document SET total = total + 1 WHERE id = 1",
    "foreign keys": "UPDATE document SET party_id = 1000000 WHERE id = 1",
}


def test_its_schema_is_word_for_word_that_of_a_new_store(database, tmp_path):
    said = "SELECT type, name, sql FROM sqlite_schema ORDER BY type, name"
    with closing(open_database(tmp_path / "new.db")) as new:
        assert sql.rows(database, said) == sql.rows(new, said)
    assert sql.value(database, "PRAGMA user_version") == newest.NEWEST


def test_the_program_goes_on_with_its_history(database):
    session = sessions.begin(database)
    sent = in_transit.page(database, None, None, 100).rows[0]
    receipt = transfers.begin(session, sent.id)
    for _, number in on_the_way.serials_on_the_way(database, sent.id):
        assert scanning.scan(session, receipt, None, number).undo
    assert posting.post(session, receipt).startswith("TI-")
    assert sent.id not in [left.id for left in in_transit.page(database, None, None, 100).rows]


def test_the_same_size_gives_the_same_store(made, tmp_path):
    big_store.make(tmp_path / "again.db", SMALL)
    asked = "SELECT * FROM serial ORDER BY id"
    with (
        closing(sqlite3.connect(made)) as one,
        closing(sqlite3.connect(tmp_path / "again.db")) as other,
    ):
        assert one.execute(asked).fetchall() == other.execute(asked).fetchall()
