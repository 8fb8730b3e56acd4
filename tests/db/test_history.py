"""What a document's page tells of it beside its lines: each is one read, by an index."""

from functools import partial

import pytest

from app.domain.printing import Purpose
from app.services import settings
from app.services.documents import draft_lines, orders
from app.services.paper import jobs
from app.services.paper.jobs import NewJob
from db import sql
from db.queries import document_lines, documents, history
from db.queries.documents import POSTED, VOIDED
from db.queries.history import Happened, LineSerial, Tie
from db.sql import Database
from tests.shop import Shop


def events(shop: Shop, document: int) -> list[Happened]:
    """What happened, newest first."""
    return [event.happened for event in history.events(shop.database, document)]


def tied(shop: Shop, document: int) -> list[tuple[Tie, int, int]]:
    """How it is tied, to which document, in which state."""
    return [(tie.tie, tie.id, tie.state) for tie in history.ties(shop.database, document)]


@pytest.fixture
def reads(shop: Shop, monkeypatch) -> list[str]:
    """Every statement that the store is asked from now on."""
    asked: list[str] = []
    run = Database.execute_sql

    def noting(self, text, params=None):
        asked.append(text)
        return run(self, text, params)

    monkeypatch.setattr(Database, "execute_sql", noting)
    return asked


@pytest.mark.rule("V4")
def test_a_void_is_the_newest_event_with_its_reason_person_and_counter(shop: Shop) -> None:
    purchase = shop.purchase("A1 A2")
    shop.void(purchase, "Never delivered")
    newest, posted, begun = history.events(shop.database, purchase)
    assert (newest.happened, newest.reason) == (Happened.VOIDED, "Never delivered")
    assert (newest.person, newest.counter) == ("Owner", "Counter 1")
    assert (posted.happened, posted.person) == (Happened.POSTED, "Owner")
    assert (begun.happened, begun.number) == (Happened.BEGUN, None)


@pytest.mark.rule("D15")
def test_an_order_and_its_invoice_name_each_other(shop: Shop) -> None:
    order = shop.written("sales_order", product=shop.has.cable, units=3)
    shop.post(order)
    shop.purchase(product=shop.has.cable, units=5)
    invoice = orders.make(shop.session, order, "sale")
    assert tied(shop, order) == [(Tie.MADE, invoice, documents.DRAFT)]
    assert events(shop, order) == [Happened.POSTED, Happened.BEGUN]
    shop.post(invoice)
    assert events(shop, order) == [Happened.MADE, Happened.POSTED, Happened.BEGUN]
    assert tied(shop, order) == [(Tie.MADE, invoice, POSTED)]
    assert tied(shop, invoice) == [(Tie.ORIGIN, order, POSTED)]
    assert history.events(shop.database, invoice)[-1].document_id == order


@pytest.mark.rule("D2")
def test_a_return_and_its_sale_name_each_other_once_and_a_void_one_too(shop: Shop) -> None:
    shop.purchase("A1 A2 A3")
    sale = shop.sell("A1 A2 A3")
    back = shop.take_back("A1 A2")
    assert tied(shop, sale) == [(Tie.RETURNED, back, POSTED)]
    assert tied(shop, back) == [(Tie.RETURNS, sale, POSTED)]
    assert events(shop, sale)[0] is Happened.RETURNED
    shop.void(back)
    assert tied(shop, sale) == [(Tie.RETURNED, back, VOIDED)]


@pytest.mark.rule("D4")
def test_a_transfer_names_its_receipt_once(shop: Shop) -> None:
    shop.purchase("A1 A2")
    transfer = shop.dispatch("A1 A2")
    receipt = shop.receive(transfer, "A1")
    assert tied(shop, transfer) == [(Tie.MADE, receipt, POSTED)]
    assert tied(shop, receipt) == [(Tie.ORIGIN, transfer, POSTED)]
    assert events(shop, transfer) == [Happened.MADE, Happened.POSTED, Happened.BEGUN]


@pytest.mark.rule("L5", "U4")
def test_corrections_and_prices_by_hand_are_told(shop: Shop) -> None:
    draft = shop.written("purchase", "A1 A2")
    line = document_lines.lines(shop.database, draft)[0]
    draft_lines.set_price(shop.session, draft, line.id, line.price + 100)
    shop.post(draft)
    shop.correct("A1", "A1-RIGHT")
    corrected, _posted, price, _begun = history.events(shop.database, draft)
    assert (corrected.before, corrected.after) == ("A1", "A1-RIGHT")
    assert (price.happened, price.action, price.position) == (Happened.TOLD, "price", 1)


@pytest.mark.rule("D2")
def test_serials_of_some_lines_are_what_they_moved_or_what_was_counted(shop: Shop) -> None:
    purchase = shop.purchase("A1 A2 A3")
    line = document_lines.lines(shop.database, purchase)[0].id
    shop.void(shop.sell("A2"))
    assert [found.number for found in history.serials_of(shop.database, [line])] == [
        "A1",
        "A2",
        "A3",
    ]
    count = shop.count("A1 NEW9", everything=True)
    shop.post(count, MISSING=True, NEW=True)
    counted = document_lines.lines(shop.database, count)[0].id
    assert history.serials_of(shop.database, [counted]) == [
        LineSerial(counted, "A1", False),
        LineSerial(counted, "NEW9", False),
        LineSerial(counted, "A2", True),
        LineSerial(counted, "A3", True),
    ]


def test_each_is_one_read_whatever_there_is(shop: Shop, reads: list[str]) -> None:
    purchase = shop.purchase(" ".join(f"A{n}" for n in range(40)))
    for n in range(5):
        shop.take_back(f"A{n}") if shop.sell(f"A{n}") else None
    lines = [line.id for line in document_lines.lines(shop.database, purchase)]
    for read in (
        partial(history.events, shop.database, purchase),
        partial(history.ties, shop.database, purchase),
        partial(history.serials_of, shop.database, lines),
    ):
        reads.clear()
        read()
        assert len(reads) == 1
    assert sql.value(shop.database, "SELECT count(*) FROM document") > 10


@pytest.mark.rule("U4")
def test_it_is_read_in_parts_and_no_event_comes_twice(shop: Shop) -> None:
    draft = shop.written("purchase", "A1")
    (line,) = document_lines.lines(shop.database, draft)
    for price in range(1, 30):
        draft_lines.set_price(shop.session.at(shop.session.now()), draft, line.id, price)
    shop.post(draft)
    whole = history.events(shop.database, draft, most=100)
    assert len(whole) == 31
    parts: list[history.Event] = []
    while part := history.events(shop.database, draft, parts[-1] if parts else None, most=7):
        parts += part
    assert parts == whole


@pytest.mark.rule("U4", "M5")
def test_payments_and_what_is_given_back_are_told_and_the_counter_is_named(shop: Shop) -> None:
    settings.save(shop.session, payments=True)
    shop.purchase(product=shop.has.cable, units=5)
    sale = shop.written("sale", product=shop.has.cable, units=1)
    shop.pay(sale)
    shop.post(sale)
    due = documents.document(shop.database, sale).total
    paid, posted = history.events(shop.database, sale)[:2]
    assert (paid.happened, paid.amount, paid.position) == (Happened.PAID, due, 0)
    assert (posted.happened, posted.counter) == (Happened.POSTED, "Counter 1")
    shop.void(sale)
    told = history.events(shop.database, sale)
    assert [(one.happened, one.amount) for one in told[:2]] == [
        (Happened.VOIDED, None),
        (Happened.PAID, -due),
    ]


@pytest.mark.rule("Q6")
def test_what_was_printed_is_told_with_which_copy_it_was(shop: Shop) -> None:
    shop.opening("A1")
    sale = shop.sell("A1")
    asked = (
        NewJob(Purpose.RECEIPT, "Till", "80 mm", sale),
        NewJob(Purpose.DOCUMENT, "Office", "A4", sale, reason="customer lost it"),
        NewJob(Purpose.SERIAL_LABEL, "Zebra", "40 × 20", sale, labels=["A1"]),
        NewJob(Purpose.FORM, "Office", "Form", sale, reason="never came out"),
    )
    for new in asked:
        job = jobs.add(shop.session, new)
        if new is not asked[-1]:
            jobs.begin(shop.session, job)
            jobs.end(shop.session, job)
    told = [
        (event.action, event.position, event.before, event.after, event.reason, event.counter)
        for event in history.events(shop.database, sale)
        if event.happened is not Happened.BEGUN and event.happened is not Happened.POSTED
    ]
    assert told == [
        ("SERIAL_LABEL", 1, "40 × 20", "1", "", "Counter 1"),
        ("DOCUMENT", 2, "A4", "1", "customer lost it", "Counter 1"),
        ("RECEIPT", 1, "80 mm", "1", "", "Counter 1"),
    ]
