"""Killed while a sale is paid, the program keeps what was typed, and posts all of it or nothing."""

import signal

import pytest

from app.services.documents import drafts
from app.services.money import payments
from db.queries import documents
from tests.faults import cashier
from tests.faults.forking import forking
from tests.shop import Shop
from tests.store import faults

UNITS = 20
TOTAL = UNITS * 2999_00


def stock(template, store):
    """A shop that takes payments, with phones in stock; closed again."""
    shop = Shop.opened(template, template.copy_to(store))
    shop.take_payments()
    shop.opening(" ".join(f"SN{number:02}" for number in range(UNITS)))
    shop.close()
    return store


@pytest.fixture(scope="module")
def let_work():
    """Runs the cashier; says what it acknowledged, and how it ended."""
    with forking(cashier) as run:

        def let_work(store, kill_at):
            done = run(store, kill_at)
            assert done.stderr == ""
            return dict(line.split() for line in done.stdout.splitlines()), done.returncode

        yield let_work


@pytest.fixture(scope="module")
def ticks(template, let_work, tmp_path_factory):
    """How much work SQLite has done when the payments are typed, and when the sale is posted."""
    store = tmp_path_factory.mktemp("whole") / "shop.sdk"
    said, returned = let_work(stock(template, store), 0)
    assert returned == 0
    return {word: int(said[word]) for word in ("ready", "paid", "done")}


@pytest.mark.rule("D6", "D7", "M5")
@pytest.mark.parametrize(
    ("phase", "part"),
    [
        *(("paying", part) for part in (0.2, 0.5, 0.8)),
        *(("posting", part) for part in (0.1, 0.3, 0.5, 0.7, 0.8, 0.9, 0.95)),
    ],
)
def test_killed_between_the_payment_and_the_receipt(template, store, let_work, ticks, phase, part):
    begin, end = {
        "paying": (ticks["ready"], ticks["paid"]),
        "posting": (ticks["paid"], ticks["done"]),
    }[phase]
    said, returned = let_work(stock(template, store), begin + round((end - begin) * part))
    assert returned == -signal.SIGKILL
    shop = Shop.opened(template, store)
    assert faults(shop.database) == []
    draft = drafts.new(shop.session, "sale", uuid=cashier.UUID)
    kept = {str(part.id) for part in payments.parts_of(shop.database, draft)}
    assert {said[word] for word in ("card", "cash") if word in said} <= kept
    assert "posted" not in said
    assert documents.document(shop.database, draft).state == documents.DRAFT
    assert shop.rows("SELECT * FROM payment") == shop.rows("SELECT * FROM debt") == []
    assert shop.stock() == (UNITS, UNITS)

    if payments.settlement_of(shop.database, draft).due:
        shop.pay(draft)
    number = shop.post(draft)
    assert shop.post(draft) == number
    assert sum(amount for _, amount in shop.ledger_of(draft)) == TOTAL
    assert shop.stock() == (0, 0)
    shop.close()
