"""What a benchmark writes to a store is gone after it, and the file was never written to."""

from contextlib import closing

import pytest

from db import sql
from db.engine.opening import open_database
from tests.benchmarks import bare
from tests.benchmarks.taking_back import opened, taken_back

_CONTACT = "INSERT INTO contact (name, is_customer, is_supplier) VALUES (?, true, false)"


def contacts(database):
    return sql.value(database, "SELECT count(*) FROM contact")


@pytest.fixture
def bytes_before(store):
    with closing(open_database(store)):
        pass
    return store.read_bytes()


def test_all_is_taken_back(store, bytes_before):
    with opened(store) as database:
        before = contacts(database)
        sql.execute(database, "PRAGMA wal_autocheckpoint = 1")  # after every transaction
        for number in range(50):
            sql.execute(database, _CONTACT, f"Contact {number}")
        assert contacts(database) == before + 50
    assert store.read_bytes() == bytes_before
    assert [path.name for path in store.parent.iterdir()] == [store.name]
    with closing(open_database(store)) as database:
        assert contacts(database) == before


def test_so_it_is_where_the_work_fails(store, bytes_before):
    with pytest.raises(ZeroDivisionError), opened(store) as database:
        sql.execute(database, _CONTACT, "Somebody")
        raise ZeroDivisionError
    assert store.read_bytes() == bytes_before


def test_several_connections_after_each_other_see_what_was_done(store, bytes_before):
    with taken_back(store):
        with closing(open_database(store)) as database:
            before = contacts(database)
            sql.execute(database, _CONTACT, "Somebody")
        with closing(open_database(store)) as database:
            assert contacts(database) == before + 1
    assert store.read_bytes() == bytes_before


def test_the_bare_driver_is_told_every_row_that_was_written(store, bytes_before):
    with opened(store) as database, closing(bare.connect(store)) as before:
        before.execute("BEGIN")
        before.execute("SELECT count(*) FROM contact").fetchone()
        after = sql.connection(database)
        bare.watch(after)
        sql.execute(database, _CONTACT, "Won")
        sql.execute(database, "UPDATE contact SET phone = '1' WHERE id = 1")
        sql.execute(database, "DELETE FROM contact_find WHERE id = 1")
        touched = bare.written(after)
        changes = bare.changes_between(before, after, touched)
        reached = bare.rows_at(after, touched)
    with taken_back(store):
        bare.run(store, changes)
        with closing(bare.connect(store)) as connection:
            assert bare.rows_at(connection, touched) == reached
    assert sorted(len(rows) for _, rows in changes) == [1, 1, 1]
