"""What no program can break of payments, debts and the drawer (M5 to M9): each is tried by hand."""

import pytest

from app.services.documents import draft_head
from app.services.money import shifts
from db import sql
from db.engine.trouble import ConstraintBroken


def trade(shop):
    """Two sales, one paid by card, one left on account, its return that settles it, two drafts."""
    shop.purchase("A1 A2 A3 A4")
    shop.take_payments()
    shop.paid("sale", "A1", "card")
    owed = shop.written("sale", "A2")
    shop.post(owed, on_account=True)
    back = shop.blank("sales_return")
    shop.enter(back, "A2")
    shop.post(back, on_account=True)
    sql.execute(
        shop.database,
        "INSERT INTO allocation (from_id, to_id, amount, at, person_id) VALUES (?, ?, 9, 'T', 1)",
        back,
        owed,
    )
    other = shop.written("sale", "A3")
    draft_head.set_party(shop.session, other, shop.contact("Mr Wu"))
    shop.post(other, on_account=True)
    shop.written("sale", "A4")


@pytest.fixture
def till(shop_after):
    return shop_after(trade)


IDS = (
    "WITH k (draft, sold, owed, back, other) AS (SELECT"
    " (SELECT max(id) FROM document WHERE state = 0),"
    " (SELECT document_id FROM payment),"
    " (SELECT to_id FROM allocation), (SELECT from_id FROM allocation),"
    " (SELECT max(document_id) FROM debt)) "
)
PAY = (
    f"{IDS}INSERT INTO payment (document_id, tender_id, amount, rounding, given, reverses_id,"
    " counter_id, person_id, shift_id, at) SELECT "
)
OWE = f"{IDS}INSERT INTO debt (document_id, contact_id, amount, settled, date, due_date) SELECT "
SETTLE = f"{IDS}INSERT INTO allocation (from_id, to_id, amount, reverses_id, at, person_id) SELECT "
WHO = "1, 1, NULL, 'T' FROM k"
VOID = "UPDATE document SET state = 2, voided_at = 'T', voided_by = 1, void_reason = 'x'"
DAYS = "'2026-01-01', '2026-01-01' FROM k"

BROKEN = {
    "a payment of nothing": (f"{PAY}draft, 1, 0, 0, NULL, NULL, {WHO}", "amount_is_not_zero"),
    "less cash than it takes": (f"{PAY}draft, 1, 9, 1, 9, NULL, {WHO}", "given_covers_the_amount"),
    "a card that is rounded": (f"{PAY}draft, 2, 9, 1, NULL, NULL, {WHO}", "only_cash_is_changed"),
    "change from a card": (f"{PAY}draft, 2, 9, 0, 10, NULL, {WHO}", "only_cash_is_changed"),
    "a payment after the posting": (
        f"{PAY}sold, 1, 9, 0, NULL, NULL, {WHO}",
        "payment_is_made_at_posting",
    ),
    "half a reversal": (f"{PAY}sold, 2, -9, 0, NULL, 1, {WHO}", "payment_is_reversed_whole"),
    "a reversal by another tender": (
        f"{PAY}sold, 1, -299900, 0, NULL, 1, {WHO}",
        "payment_is_reversed_whole",
    ),
    "a reversal of another document": (
        f"{PAY}owed, 2, -299900, 0, NULL, 1, {WHO}",
        "payment_is_reversed_whole",
    ),
    "a reversal of a draft's": (
        f"{PAY}draft, 2, -299900, 0, NULL, 1, {WHO}",
        "payment_is_reversed_whole",
    ),
    "a shift that there is not": (
        f"{PAY}draft, 1, 9, 0, NULL, NULL, 1, 1, 7, 'T' FROM k",
        "shift_is_open",
    ),
    "a tender that there is not": (f"{PAY}draft, 99, 9, 0, NULL, NULL, {WHO}", "reference"),
    "a payment that changes": ("UPDATE payment SET amount = 1", "payments_are_kept"),
    "a payment that goes": ("DELETE FROM payment", "payments_are_kept"),
    "a typed payment of nothing": (
        f"{IDS}INSERT INTO draft_payment (document_id, tender_id, amount)"
        " SELECT draft, 1, 0 FROM k",
        "amount_is_above_zero",
    ),
    "a debt of nothing": (f"{OWE}draft, 2, 0, 0, {DAYS}", "amount_is_not_zero"),
    "a debt that begins settled": (f"{OWE}draft, 2, 9, 1, {DAYS}", "debt_begins_at_posting"),
    "a debt after the posting": (f"{OWE}sold, 2, 9, 0, {DAYS}", "debt_begins_at_posting"),
    "a second debt": (
        f"{OWE}owed, 2, 9, 0, {DAYS}",
        "debt_begins_at_posting",
    ),
    "a debt that grows": ("UPDATE debt SET amount = 2 * amount", "debt_does_not_change"),
    "another who owes": ("UPDATE debt SET contact_id = 3 - contact_id", "debt_does_not_change"),
    "another day": ("UPDATE debt SET due_date = '2030-01-01'", "debt_does_not_change"),
    "a debt settled by hand": ("UPDATE debt SET settled = 0", "debt_follows_allocations"),
    "more settled than owed": (
        "UPDATE debt SET settled = amount + amount",
        "settled_is_within_the_debt",
    ),
    "a void debt that is settled": ("UPDATE debt SET void = 1", "void_debt_is_not_settled"),
    "a debt that goes": ("DELETE FROM debt", "debt_is_kept"),
    "an allocation of nothing": (
        f"{SETTLE}back, owed, 0, NULL, 'T', 1 FROM k",
        "amount_is_not_zero",
    ),
    "an allocation to itself": (
        f"{SETTLE}back, back, 9, NULL, 'T', 1 FROM k",
        "allocation_is_between_two",
    ),
    "an allocation between two contacts": (
        f"{SETTLE}back, other, 9, NULL, 'T', 1 FROM k",
        "allocation_is_of_one_contact",
    ),
    "an allocation beyond the debt": (
        f"{SETTLE}back, owed, 299892, NULL, 'T', 1 FROM k",
        "settled_is_within_the_debt",
    ),
    "half an allocation's reversal": (
        f"{SETTLE}back, owed, -8, 1, 'T', 1 FROM k",
        "allocation_is_reversed_whole",
    ),
    "an allocation that changes": ("UPDATE allocation SET amount = 8", "allocations_are_kept"),
    "an allocation that goes": ("DELETE FROM allocation", "allocations_are_kept"),
    "a void without its reversal": (
        f"{IDS}{VOID} WHERE id = (SELECT sold FROM k)",
        "voided_with_its_payments",
    ),
    "a void that is still owed": (
        f"{IDS}{VOID} WHERE id = (SELECT other FROM k)",
        "voided_with_its_payments",
    ),
    "a tender of no kind": (
        "INSERT INTO tender (kind, name, place) VALUES (6, 'x', 9)",
        "tender_kind_is_known",
    ),
    "a tender without a name": ("UPDATE tender SET name = ' ' WHERE id = 1", "name_is_given"),
    "a tender that asks perhaps": (
        "UPDATE tender SET asks_reference = 2 WHERE id = 2",
        "asks_reference_is_a_flag",
    ),
    "goods that come back in a condition that nobody knows": (
        f"{IDS}UPDATE document SET return_condition = 3 WHERE id = (SELECT draft FROM k)",
        "return_condition_is_known",
    ),
    "a reason that is given after the posting": (
        f"{IDS}UPDATE document SET return_reason = 'x' WHERE id = (SELECT back FROM k)",
        "posted_papers_do_not_change",
    ),
    "two tenders of one name": (
        "INSERT INTO tender (kind, name, place) VALUES (4, 'Ticket', 9), (4, 'TICKET', 9)",
        "tender_name_unique",
    ),
}


@pytest.mark.rule("M5", "M6", "M7", "M8", "M9")
@pytest.mark.parametrize("what", BROKEN)
def test_the_store_refuses_it(till, what):
    statement, rule = BROKEN[what]
    before = till.everything()
    with pytest.raises(ConstraintBroken) as caught, sql.transaction(till.database, of=sql.SHOP):
        sql.execute(till.database, statement)
    assert caught.value.name == rule
    assert till.everything() == before


POST = (
    "UPDATE document SET state = 1, number = 'SI-2026-000004', posting = (SELECT 1 + max(posting)"
    " FROM document), posted_at = '2026-01-01T10:00', posted_by = 1 WHERE id = ?"
)


@pytest.mark.rule("M5", "M8")
@pytest.mark.parametrize(
    ("keeps", "paid", "owed", "fits"),
    [
        (1, 0, 0, False),
        (1, 299899, 0, False),
        (1, 299901, 0, False),
        (1, -299900, 0, False),
        (1, 100000, 199899, False),
        (1, 299900, 0, True),
        (1, 100000, 199900, True),
        (1, 0, 299900, True),
        (0, 0, 0, True),
        (0, 299900, 0, False),
        (0, 0, 299900, False),
    ],
)
def test_a_document_is_posted_with_all_that_settles_it_or_counts_as_paid(
    till, keeps, paid, owed, fits
):
    """Posted by hand, as the program does it: what its lines move is there."""
    (draft,) = till.rows("SELECT max(id) FROM document WHERE state = 0")[0]
    said = None
    try:
        with sql.transaction(till.database, of=sql.SHOP):
            statements = [
                ("UPDATE number_sequence SET last = 4 WHERE kind = 'sale'", ()),
                (
                    "INSERT INTO stock_movement (id, line_id, product_id, warehouse_id, quantity)"
                    " SELECT (SELECT 1 + max(id) FROM stock_movement), id, product_id, 1, -1000"
                    " FROM document_line WHERE document_id = ?",
                    (draft,),
                ),
                ("UPDATE document SET keeps_money = ? WHERE id = ?", (keeps, draft)),
            ]
            if paid:
                pay = (
                    "INSERT INTO payment (document_id, tender_id, amount, counter_id, person_id,"
                    " at) VALUES (?, 1, ?, 1, 1, 'T')"
                )
                statements.append((pay, (draft, paid)))
            if owed:
                owe = (
                    "INSERT INTO debt (document_id, contact_id, amount, date, due_date)"
                    " VALUES (?, 2, ?, '2026-01-01', '2026-01-01')"
                )
                statements.append((owe, (draft, owed)))
            for statement, values in [*statements, (POST, (draft,))]:
                sql.execute(till.database, statement, *values)
    except ConstraintBroken as broken:
        said = broken.name
    assert said == (None if fits else "posted_with_its_payments")


@pytest.mark.rule("M9")
def test_a_payment_is_of_an_open_shift_of_its_counter(till):
    till.rows("INSERT INTO counter (id, name) VALUES (2, 'Counter 2')")
    here = shifts.open_drawer(till.session, 0)
    statement = (
        "INSERT INTO payment (document_id, tender_id, amount, counter_id, person_id, shift_id, at)"
        " SELECT max(id), 1, 9, ?, 1, ?, 'T' FROM document WHERE state = 0"
    )
    with pytest.raises(ConstraintBroken) as caught, sql.transaction(till.database, of=sql.SHOP):
        sql.execute(till.database, statement, 2, here)
    assert caught.value.name == "shift_is_open"
