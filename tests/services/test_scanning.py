"""What one scan does to a draft: C1, C2, C4, C6, F2, L3."""

import pytest

from app.domain.permissions import Role
from app.domain.problems import Code
from app.domain.verdicts import Finding, Level
from app.services import people, settings
from app.services.documents import draft_lines
from app.services.entry import entering
from app.services.entry.resolving import resolve
from app.services.entry.scanning import scan
from app.services.people import PersonForm
from app.services.stock import items
from app.text import sentence
from db.queries import document_lines
from tests.shop import codes, refusal


def lines(shop, draft):
    """(product, units, serials) of each line."""
    return [
        (line.product, line.quantity / 1000, line.serials)
        for line in document_lines.lines(shop.database, draft)
    ]


def code_of(outcome):
    assert outcome.problem is not None
    assert outcome.undo is None
    return outcome.problem.code


@pytest.mark.rule("C2")
def test_on_a_sale_a_serial_in_stock_brings_its_product_in_one_scan(shop):
    shop.purchase("A1 A2")
    shop.purchase("CAM1", product=shop.has.camera)
    draft = shop.draft("sale")
    outcome = shop.scan(draft, "A1")
    assert (outcome.level, outcome.finding) == (Level.ACCEPTED, Finding.IN_STOCK)
    assert outcome.product == "Phone"
    assert shop.scan(draft, "CAM1", outcome.line).product == "Camera"
    assert shop.scan(draft, "a2").line == outcome.line
    assert lines(shop, draft) == [("Phone", 2, 2), ("Camera", 1, 1)]
    shop.post(draft)


@pytest.mark.rule("C1", "D4")
def test_on_a_purchase_the_barcode_comes_first_then_its_serials(shop):
    draft = shop.draft("purchase")
    phone = shop.scan(draft, "6901234567892")
    assert (phone.level, phone.finding) == (Level.ACCEPTED, Finding.PRODUCT)
    assert shop.scan(draft, "A1", phone.line).finding is Finding.NEW
    assert shop.scan(draft, "A2", phone.line).finding is Finding.NEW
    assert lines(shop, draft) == [("Phone", 2, 2)]


@pytest.mark.rule("C1")
def test_a_barcode_or_sku_scanned_again_is_one_unit_more(shop):
    draft = shop.draft("sale")
    first = shop.scan(draft, "6905555555553")
    again = shop.scan(draft, "cable-c")
    assert (again.line, again.product) == (first.line, "Cable")
    assert lines(shop, draft) == [("Cable", 2, 0)]


@pytest.mark.rule("L3")
def test_an_unknown_serial_on_a_sale_uses_a_unit_without_a_serial_while_there_are_any(shop):
    shop.purchase("A1", units=3)
    draft = shop.draft("sale")
    line = shop.scan(draft, "PHONE-1").line
    for number in ("U1", "U2"):
        outcome = shop.scan(draft, number, line)
        assert (outcome.level, outcome.finding) == (Level.NOTED, Finding.NOT_SEEN)
    outcome = shop.scan(draft, "U3", line)
    assert (outcome.level, code_of(outcome)) == (Level.REFUSED, Code.NO_UNIT_WITHOUT_SERIAL)
    assert shop.scan(draft, "A1", line).level is Level.ACCEPTED
    assert shop.serials_on(draft) == ["U1", "U2", "A1"]
    shop.post(draft)
    assert shop.stock() == (0, 0)


@pytest.mark.rule("C1")
@pytest.mark.parametrize(("kind", "code"), [("sale", Code.IS_UNKNOWN), ("purchase", Code.NO_LINE)])
def test_an_unknown_code_without_a_line_is_never_guessed(shop, kind, code):
    shop.purchase(units=5)
    draft = shop.draft(kind)
    assert code_of(shop.scan(draft, "WHAT-IS-IT")) is code
    cable = shop.scan(draft, "CABLE-C").line
    assert code_of(shop.scan(draft, "WHAT-IS-IT", cable)) is code
    assert lines(shop, draft) == [("Cable", 1, 0)]


@pytest.mark.rule("U2", "S7")
@pytest.mark.parametrize("kind", ["sale", "purchase", "count", "quotation"])
def test_a_badge_that_was_typed_is_no_serial_and_is_written_nowhere(shop, kind):
    people.save(shop.session, PersonForm("Owner", Role.OWNER, pin="9153"), 1)
    people.save(shop.session, PersonForm("Ida", pin="27043", badge="BADGE-0099"))
    draft = shop.draft(kind)
    line = shop.line(draft)
    outcome = scan(shop.session, draft, line, "BADGE-0099", typed=True)
    assert outcome.problem.code is Code.IS_BADGE and "BADGE" not in sentence(outcome.problem)
    assert "BADGE-0099" not in str(shop.everything())


@pytest.mark.rule("C1", "F4")
def test_goods_coming_in_under_another_product_are_refused(shop):
    shop.purchase("A1")
    shop.sell("A1")
    draft = shop.draft("purchase")
    camera = shop.scan(draft, "CAM-7").line
    outcome = shop.scan(draft, "A1", camera)
    assert code_of(outcome) is Code.OTHER_PRODUCT
    assert outcome.problem.holder.product == "Phone"
    assert lines(shop, draft) == [("Camera", 1, 0)]


@pytest.mark.rule("C1", "L1")
def test_a_serial_that_comes_back_says_its_product_itself(shop):
    shop.purchase("A1")
    shop.sell("A1")
    draft = shop.draft("purchase")
    outcome = shop.scan(draft, "A1")
    assert (outcome.level, outcome.finding) == (Level.NOTED, Finding.COMES_BACK)
    assert lines(shop, draft) == [("Phone", 1, 1)]


@pytest.mark.rule("C4", "F7")
def test_a_refused_serial_leaves_no_line_behind(shop):
    shop.purchase("A1")
    shop.sell("A1")
    shop.purchase("B1", warehouse=shop.has.branch)
    draft = shop.draft("sale")
    for number, code in (("A1", Code.IS_SOLD), ("B1", Code.OTHER_WAREHOUSE)):
        outcome = shop.scan(draft, number)
        assert code_of(outcome) is code
        assert outcome.level is Level.REFUSED
        assert outcome.line is None
        assert outcome.problem.holder is not None
    assert lines(shop, draft) == []


@pytest.mark.rule("C6")
def test_a_code_scanned_twice_is_one_entry_and_a_warning(shop):
    shop.purchase("A1")
    draft = shop.draft("sale")
    line = shop.scan(draft, "A1").line
    again = shop.scan(draft, "A1", line)
    assert (again.level, code_of(again)) == (Level.WARNING, Code.ON_DOCUMENT)
    assert lines(shop, draft) == [("Phone", 1, 1)]


@pytest.mark.rule("F2")
def test_what_an_input_method_leaves_of_a_scan_is_folded(shop):
    shop.purchase("SN123")
    draft = shop.draft("sale")
    outcome = shop.scan(draft, " ＳＮ１２３　")
    assert (outcome.code, outcome.level) == ("SN123", Level.ACCEPTED)


@pytest.mark.rule("F1", "C4")
@pytest.mark.parametrize(
    ("raw", "code"),
    [
        ("", Code.EMPTY),
        ("  ", Code.EMPTY),
        ("A 1", Code.BAD_CHARACTER),
        ("A,1", Code.BAD_CHARACTER),
        ("序列号", Code.BAD_CHARACTER),
        ("x" * 101, Code.TOO_LONG),
    ],
)
def test_a_broken_scan_is_refused_and_the_next_one_taken(shop, raw, code):
    draft = shop.draft("purchase")
    line = shop.scan(draft, "PHONE-1").line
    assert code_of(shop.scan(draft, raw, line)) is code
    assert shop.scan(draft, "A1", line).level is Level.ACCEPTED


@pytest.mark.rule("C4")
def test_the_last_scan_can_be_undone_and_the_one_before_it_too(shop):
    shop.purchase("A1 A2 A3")
    draft = shop.draft("sale")
    states, undos = [], []
    for code in ("A1", "A2", "PHONE-1", "A3", "CABLE-C", "CABLE-C"):
        states.append((lines(shop, draft), shop.serials_on(draft)))
        undos.append(shop.scan(draft, code).undo)
    for before, undo in zip(reversed(states), reversed(undos), strict=True):
        entering.take_back(shop.session, draft, undo)
        assert (lines(shop, draft), shop.serials_on(draft)) == before


@pytest.mark.rule("C4")
def test_undo_gives_back_a_quantity_that_was_typed(shop):
    draft = shop.draft("purchase")
    line = shop.line(draft, units=5)
    outcome = shop.scan(draft, "A1", line)
    entering.take_back(shop.session, draft, outcome.undo)
    assert lines(shop, draft) == [("Phone", 5, 0)]


@pytest.mark.rule("P1")
def test_with_serials_switched_off_a_serial_is_no_code(shop):
    shop.purchase("A1")
    settings.save(shop.session, serials_enabled=False)
    draft = shop.draft("sale")
    assert code_of(shop.scan(draft, "A1")) is Code.IS_UNKNOWN
    line = shop.scan(draft, "PHONE-1").line
    assert code_of(shop.scan(draft, "A1", line)) is Code.IS_UNKNOWN
    assert lines(shop, draft) == [("Phone", 1, 0)]


@pytest.mark.rule("C1", "F4")
def test_a_serial_whose_every_movement_was_voided_is_known_to_nobody(shop):
    shop.void(shop.purchase("A1"))
    assert resolve(shop.database, "A1").found is None
    draft = shop.draft("purchase")
    camera = shop.scan(draft, "CAM-7").line
    assert shop.scan(draft, "A1", camera).finding is Finding.NEW


@pytest.mark.rule("C1")
def test_a_code_resolves_to_a_serial_before_a_product(shop):
    shop.purchase("A1")
    serial = resolve(shop.database, "a1").found
    assert (serial.number, serial.product) == ("A1", "Phone")
    assert resolve(shop.database, "A1", with_serials=False).found is None
    assert resolve(shop.database, "cable-c").found.name == "Cable"
    assert resolve(shop.database, "nothing").found is None


@pytest.mark.rule("F5")
def test_the_1001st_serial_of_a_product_begins_another_line(shop):
    shop.purchase(" ".join(f"A{n}" for n in range(1000)))
    shop.purchase("B1")
    draft = shop.draft("sale")
    line = shop.line(draft, " ".join(f"A{n}" for n in range(1000)))
    assert shop.scan(draft, "B1", line).level is Level.ACCEPTED
    assert lines(shop, draft) == [("Phone", 1000, 1000), ("Phone", 1, 1)]


@pytest.mark.rule("D6")
def test_a_posted_document_takes_no_scan(shop):
    purchase = shop.purchase("A1")
    assert codes(refusal(shop.scan, purchase, "A2")) == [Code.NOT_A_DRAFT]


@pytest.mark.rule("C1")
def test_an_items_new_code_works_at_once(shop):
    form, barcodes = items.load(shop.database, shop.has.cable)
    items.save(shop.session, form, [*barcodes, "NEW-CODE"], shop.has.cable)
    assert shop.scan(shop.draft("sale"), "new-code").product == "Cable"


def test_a_line_deleted_by_hand_has_nothing_left_to_undo(shop):
    draft = shop.draft("sale")
    outcome = shop.scan(draft, "CABLE-C")
    draft_lines.delete_line(shop.session, draft, outcome.line)
    entering.take_back(shop.session, draft, outcome.undo)
    assert lines(shop, draft) == []
