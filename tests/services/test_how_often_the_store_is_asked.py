"""How many statements a scan and an entry send: each is a way to the store and back.

What begins and ends a transaction does not count; nor does what triggers do.
"""

import pytest

from app.domain.kinds import KINDS
from app.services.documents import draft_head
from app.services.documents.effects import transfers
from app.services.money import price_lists
from app.services.stock import contacts
from app.services.stock.contacts import ContactForm
from db.sql import Database

_BRACKETS = ("BEGIN", "COMMIT", "SAVEPOINT", "RELEASE")


@pytest.fixture
def asked(monkeypatch):
    """Acts, and says how many statements that took."""

    def counted(act, *values):
        sent = []
        run, many = Database.execute_sql, Database.execute_many

        def execute_sql(self, text, params=None):
            sent.append(text)
            return run(self, text, params)

        def execute_many(self, text, rows):
            rows = list(rows)
            sent.extend([text] * bool(rows))
            return many(self, text, rows)

        with monkeypatch.context() as patched:
            patched.setattr(Database, "execute_sql", execute_sql)
            patched.setattr(Database, "execute_many", execute_many)
            act(*values)
        return len([text for text in sent if not text.startswith(_BRACKETS)])

    return counted


@pytest.fixture
def stocked(shop):
    """Phones in stock, two of them sold, two on the way to the branch; cameras in stock."""
    shop.purchase("A1 A2 A3 A4 A5 A6 A7 A8")
    shop.purchase("C1 C2", product=shop.has.camera)
    shop.sell("A4 A5")
    shop.dispatch("A7 A8")
    return shop


def begun(shop, kind):
    """A draft, and the line the clerk is at: new goods go there."""
    if KINDS[kind].takes_sent:
        (transfer,) = shop.rows("SELECT id FROM document WHERE kind = 'transfer'")[0]
        return transfers.begin(shop.session, transfer, kind), None
    draft = shop.draft(kind)
    return draft, shop.line(draft) if KINDS[kind].takes_new else None


SCANS = {
    "purchase": ("N1", "N2", 18, 19),
    "sale": ("A1", "A2", 18, 15),
    "sales_return": ("A4", "A5", 21, 17),
    "purchase_return": ("A1", "A2", 21, 17),
    "count": ("A1", "A2", 20, 16),
    "transfer": ("A1", "A2", 18, 15),
    "transfer_receipt": ("A7", "A8", 16, 16),
}
"""Two serials of one product, and what each asks for; most kinds make a line for the first.

One statement of each asks who is at the counter, and what that person may by now (U2).
"""


@pytest.mark.rule("C2")
@pytest.mark.parametrize("kind", SCANS)
def test_a_scan_asks_for_nothing_twice(stocked, asked, kind):
    draft, line = begun(stocked, kind)
    first, second, *most = SCANS[kind]
    assert [asked(stocked.scan, draft, number, line) for number in (first, second)] == most
    assert stocked.serials_on(draft) == [first, second]


@pytest.mark.rule("M2")
def test_a_customers_price_list_is_asked_once_a_scan(stocked, asked):
    """Who has none costs no question; who has one, one for each scan that may change a price."""
    made = price_lists.save(stocked.session, "Member")
    anna = contacts.save(stocked.session, ContactForm("Anna", price_list_id=made))
    draft, line = begun(stocked, "sale")
    draft_head.set_party(stocked.session, draft, anna)
    first, second, *most = SCANS["sale"]
    numbers = [asked(stocked.scan, draft, number, line) for number in (first, second)]
    assert numbers == [count + 1 for count in most]


@pytest.mark.rule("F6")
@pytest.mark.parametrize("kind", ["sale", "sales_return", "transfer", "count"])
def test_an_entry_asks_no_more_for_many_products_than_for_one(stocked, asked, kind):
    stocked.sell("C1", product=stocked.has.camera)
    numbers = {"sales_return": ("A4 A5", "A4 C1")}.get(kind, ("A1 A2", "A1 C2"))
    of_one, of_two = (asked(stocked.enter, stocked.draft(kind), texts) for texts in numbers)
    assert of_two <= of_one
