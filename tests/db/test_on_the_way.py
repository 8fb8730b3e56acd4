"""What is kept of the lines on the way says what the documents say, and nothing else (D4)."""

import sqlite3
from contextlib import closing

import pytest

from app.domain.kinds import KINDS
from app.services.documents.effects import transfers
from db import sql
from db.engine.opening import open_database
from db.engine.trouble import ConstraintBroken
from db.queries.lists import in_transit
from db.schema import version_15

pytestmark = pytest.mark.rule("D4")


def kept(shop):
    """(units, serials) of each line that is kept, once it is what the documents say."""
    rows = shop.rows("SELECT * FROM on_the_way ORDER BY line_id")
    assert rows == shop.rows("SELECT * FROM still_on_the_way ORDER BY line_id")
    return [(quantity / 1000, serials) for *_, quantity, serials in rows]


@pytest.fixture
def sent(shop):
    """Three phones with serials and two without are on the way from Main to Branch."""
    shop.purchase("A1 A2 A3 A4", units=7)
    return shop.dispatch("A1 A2 A3", units=5)


def test_the_schema_names_the_kinds_that_send():
    sending = {kind.key for kind in KINDS.values() if kind.sends}
    assert sending == {"transfer"}


def test_a_line_stands_there_while_something_of_it_is_on_the_way(shop, sent):
    assert kept(shop) == [(5, 3)]
    first = shop.receive(sent, "A1", units=2)
    assert kept(shop) == [(3, 2)]
    last = shop.receive(sent, "A2 A3", units=3)
    assert kept(shop) == []
    shop.void(last)
    assert kept(shop) == [(3, 2)]
    shop.void(first)
    assert kept(shop) == [(5, 3)]
    shop.void(sent)
    assert kept(shop) == []


@pytest.mark.parametrize("kind", ["transfer_receipt", "transfer_back", "transfer_loss"])
def test_whatever_takes_it_takes_it_off(shop, sent, kind):
    draft = transfers.begin(shop.session, sent, kind)
    transfers.take_all(shop.session, draft)
    assert kept(shop) == [(5, 3)]
    shop.post(draft)
    assert kept(shop) == []


@pytest.mark.parametrize(
    "bent",
    [
        "DELETE FROM on_the_way",
        "UPDATE on_the_way SET quantity = quantity - 1000",
        "UPDATE on_the_way SET posting = posting + 1",
        "INSERT INTO on_the_way SELECT line_id + 1, posting, product_id, 1000, 0 FROM on_the_way",
        "INSERT INTO on_the_way SELECT l.id, d.posting, l.product_id, l.quantity, 0"
        " FROM document d JOIN document_line l ON l.document_id = d.id WHERE d.kind = 'purchase'",
        "INSERT OR REPLACE INTO on_the_way SELECT line_id, posting, product_id, 1000, 0"
        " FROM on_the_way",
    ],
)
def test_nobody_makes_it_say_anything_else(shop, sent, bent):
    with pytest.raises(ConstraintBroken):
        sql.execute(shop.database, bent)
    assert kept(shop) == [(5, 3)]


def test_pages_go_on_where_the_last_one_ended(shop, sent):
    """In the order of posting, which need not be that in which the transfers were begun."""
    shop.purchase(product=shop.has.cable, units=9)
    later, sooner = (shop.transfer(product=shop.has.cable) for _ in range(2))
    shop.post(sooner)
    shop.post(later)
    found, after = [], None
    while True:
        page = in_transit.page(shop.database, None, after, 1)
        found += page.rows
        after = page.after
        if after is None:
            break
    assert [row.id for row in found] == [sent, sooner, later]
    assert in_transit.count(shop.database, None) == (3, True)
    assert in_transit.quantity(shop.database) == sum(row.quantity for row in found) == 7000


def test_an_upgrade_fills_it(shop, sent, tmp_path):
    """A store of before knows what is on the way from its documents alone."""
    shop.receive(sent, "A1", units=2)
    there = kept(shop)
    path = tmp_path / "earlier.sdk"
    sql.execute(shop.database, "VACUUM INTO ?", str(path))
    with closing(sqlite3.connect(path, isolation_level=None)) as earlier:
        earlier.execute("DROP TRIGGER on_the_way_follows")
        earlier.execute("DROP TABLE on_the_way")
        earlier.execute("DROP VIEW still_on_the_way")
        earlier.executescript(version_15.SCRIPT)
    with closing(open_database(path)) as database:
        assert [
            (quantity / 1000, serials)
            for quantity, serials in sql.rows(
                database, "SELECT quantity, serials FROM on_the_way ORDER BY line_id"
            )
        ] == there
