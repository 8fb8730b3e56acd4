"""Training sales count nowhere, whatever is tried: no figure of the shop is bent by one."""

import pytest

from app.domain.permissions import Role
from app.domain.printing import Printer, PrinterType
from app.domain.problems import Code
from app.domain.shifts import Counted
from app.formats import Formats
from app.printing.documents import content
from app.services import settings
from app.services.documents import drafts, exchanging, parking, posting, returning, training
from app.services.money import grand_totals, payments, shifts
from app.services.paper import drawer, printers
from db import sql
from db.engine.trouble import ConstraintBroken
from db.queries import document_lines, documents
from tests.lists import document_rows
from tests.shop import refusal

pytestmark = pytest.mark.rule("U4")

UNCHANGED = (
    "serial",
    "serial_movement",
    "stock",
    "number_sequence",
    "payment",
    "debt",
    "drawer_entry",
    "shift",
    "grand_total",
    "document_tax",
)
"""All that figures are made of."""


@pytest.fixture
def practice(shop):
    """A counter in training, with goods on the shelf."""
    shop.opening("A1 A2 A3")
    shop.opening(product=shop.has.cable, units=10)
    settings.save_counter(shop.session, training=True)
    return shop


def ledgers(shop):
    return shop.everything(*UNCHANGED)


def test_a_training_sale_is_done_by_a_number_of_its_own_and_counts_nowhere(practice):
    before = ledgers(practice)
    first, second = practice.written("sale", "A1 A2"), practice.written("sale", "A1")
    assert posting.post(practice.session, first) == "TRAINING-000001"
    assert posting.post(practice.session, second) == "TRAINING-000002"
    assert ledgers(practice) == before
    assert document_rows(practice.database, ["sale"]) == []
    assert posting.post(practice.session, first) == "TRAINING-000001"  # again changes nothing
    settings.save_counter(practice.session, training=False)
    real = practice.written("sale", "A1")
    assert posting.post(practice.session, real).endswith("-000001")


def test_it_is_told_in_the_audit_log(practice):
    sale = practice.written("sale", "A1")
    posting.post(practice.session, sale)
    ((action, subject, after),) = practice.rows(
        "SELECT action, subject_id, after FROM audit ORDER BY id DESC LIMIT 1"
    )
    assert (action, subject) == ("training", sale)
    assert after == '{"number": "TRAINING-000001", "lines": 1, "total": 299900}'


def test_it_is_judged_as_a_real_one(practice):
    empty = practice.draft("sale")
    (problem,) = refusal(posting.post, practice.session, empty)
    assert problem.code is Code.NO_LINES
    too_much = practice.written("sale", product=practice.has.cable, units=99)
    assert refusal(posting.post, practice.session, too_much)


@pytest.mark.parametrize("kind", ["purchase", "opening", "adjustment", "quotation"])
def test_what_is_neither_sale_nor_return_is_real(practice, kind):
    draft = practice.draft(kind)
    assert training.number_of(practice.database, draft) is None


def test_what_was_begun_as_one_sort_never_becomes_the_other(practice):
    trained = practice.written("sale", "A1")
    settings.save_counter(practice.session, training=False)
    before = practice.everything()
    (problem,) = refusal(posting.post, practice.session, trained)
    assert problem.code is Code.BEGUN_IN_TRAINING
    real = practice.written("sale", "A2")
    settings.save_counter(practice.session, training=True)
    (problem,) = refusal(posting.post, practice.session, real)
    assert problem.code is Code.IN_TRAINING
    assert practice.everything("serial", "payment") == {
        name: before[name] for name in ("serial", "payment")
    }


def test_a_parked_sale_is_called_back_as_what_it_is(practice):
    draft = drafts.new(practice.session, "sale", at_counter=True)
    practice.line(draft, "A1")
    parking.park(practice.session, draft)
    settings.save_counter(practice.session, training=False)
    (problem,) = refusal(parking.call_back, practice.session, draft)
    assert problem.code is Code.BEGUN_IN_TRAINING


def test_it_begins_and_ends_with_no_sale_at_the_counter_and_by_who_may(practice):
    draft = drafts.new(practice.session, "sale", at_counter=True)
    practice.line(draft, "A1")
    for on in (False,):
        (problem,) = refusal(settings.change, practice.session, training=on)
        assert problem.code is Code.TRAINING_SALE_OPEN
    drafts.discard(practice.session, draft)
    (problem,) = refusal(settings.save_counter, practice.as_a(Role.CLERK), training=False)
    assert problem.code is Code.NOT_ALLOWED
    settings.save_counter(practice.as_a(Role.MANAGER), training=False)
    settings.save_counter(practice.as_a(Role.CLERK), training=False)  # it is so already
    assert not training.is_on(practice.database, 1)


def test_money_that_was_typed_in_training_passes_no_drawer(practice):
    settings.save(practice.session, payments=True, shifts=True)
    printers.save(
        practice.session, Printer("T", PrinterType.ESC_POS_NETWORK, "127.0.0.1", drawer=True)
    )
    shifts.open_drawer(practice.session, 100_00)
    before = ledgers(practice)
    sale = practice.written("sale", "A1")
    payments.add_part(practice.session, sale, 1, 2999_00)
    assert posting.post(practice.session, sale) == "TRAINING-000001"
    assert drawer.open_drawer(practice.session, sale) is None
    assert ledgers(practice) == before
    shift = shifts.open_shift(practice.database, 1)
    assert shifts.report(practice.database, shift).expected == 100_00
    shifts.close(practice.session, Counted(total=100_00))
    assert grand_totals.kept(practice.database).sold == 0


def test_an_exchange_in_training_counts_nowhere_either(shop):
    shop.purchase("A1 A2 A3")
    shop.take_payments()
    shop.paid("sale", "A1", "card")
    settings.save_counter(shop.session, training=True)
    before = ledgers(shop)
    sale = shop.draft("sale")
    back = exchanging.begin(shop.session, sale)
    assert training.number_of(shop.database, back) == ""
    shop.line(sale, "A2")
    shop.enter(back, "A1")
    assert posting.post(shop.session, sale) == "TRAINING-000002"
    assert training.number_of(shop.database, back) == "TRAINING-000001"
    assert ledgers(shop) == before


@pytest.mark.parametrize("trains", [False, True], ids=["in earnest", "in training"])
@pytest.mark.parametrize("tracked", [True, False], ids=["a unit", "a piece"])
def test_what_comes_back_may_go_out_again_at_once(shop, trains, tracked):
    """The only one there is, back and out: judged alike, in training and in earnest."""
    product, serials = (None, "A1") if tracked else (shop.has.cable, "")
    shop.purchase(serials, product=product)
    shop.take_payments()
    settings.save_counter(shop.session, training=trains)
    sale = shop.written("sale", serials, product)
    settings.save_counter(shop.session, training=False)
    sold = shop.paid("sale", serials, "card", product=product)  # it went to somebody else
    settings.save_counter(shop.session, training=trains)
    before = ledgers(shop)
    back = exchanging.begin(shop.session, sale)
    [row] = document_lines.lines(shop.database, sold)
    if tracked:
        shop.enter(back, serials)
    else:
        returning.add_sold(shop.session, back, row.id)
    number = posting.post(shop.session, sale)
    assert number.startswith("TRAINING") is trains
    assert (ledgers(shop) == before) is trains


def test_the_paper_says_training(practice):
    sale = practice.written("sale", "A1")
    for number in ("", "TRAINING-000001"):
        head = documents.document(practice.database, sale)
        shop = settings.load(practice.database)
        said = content.content_of(practice.database, shop, Formats("en", "CNY"), head)
        assert (said.draft, said.number) == ("TRAINING, nothing was sold", number)
        posting_done = posting.post(practice.session, sale)
        assert posting_done == "TRAINING-000001"


@pytest.mark.parametrize(
    "change",
    [
        "UPDATE document SET state = 1, number = 'SI-1', posting = 99, posted_at = changed_at,"
        " posted_by = 1 WHERE id = (SELECT document_id FROM training_sale)",
        "UPDATE document SET state = 0 WHERE id = (SELECT document_id FROM training_sale)",
        "UPDATE training_sale SET number = 7",
        "UPDATE training_sale SET document_id = 1",
        "DELETE FROM training_sale",
        "INSERT INTO training_sale VALUES (1, NULL, NULL, NULL)",
        "INSERT INTO training_sale VALUES (1, 2, '2026', 1)",
    ],
)
def test_nobody_bends_it_in_the_store(practice, change):
    posting.post(practice.session, practice.written("sale", "A1"))
    before = practice.everything()
    with pytest.raises(ConstraintBroken):
        sql.execute(practice.database, change)
    assert practice.everything() == before


def test_a_document_with_lines_never_becomes_training(practice):
    settings.save_counter(practice.session, training=False)
    real = practice.written("sale", "A1")
    with pytest.raises(ConstraintBroken):
        sql.execute(
            practice.database, "INSERT INTO training_sale VALUES (?, NULL, NULL, NULL)", real
        )
