"""One box takes any code, and each brings what it is (C1, C2, C3)."""

import pytest

from app.domain.problems import Code
from app.domain.verdicts import Finding, Level
from app.services import settings
from app.services.entry import cartons, entering
from app.services.entry.resolving import LabelledUnit, SerialList, resolve
from app.services.entry.scanning import scan
from app.services.stock import items
from db import sql
from db.queries import document_lines, documents
from tests.services.test_items import two_forms
from tests.shop import codes, refusal

PHONE = "6901234567892"
GS1_PHONE = f"]d2010{PHONE}21"


def learn(shop, code, serials, product=None):
    cartons.learn(shop.session, code, serials.split(), product)


def lines(shop, draft):
    return [
        (line.product, line.quantity / 1000, line.serials)
        for line in document_lines.lines(shop.database, draft)
    ]


@pytest.mark.rule("C1")
@pytest.mark.parametrize("sign", ["]d2", "]C1", "]Q3", ""])
def test_a_gs1_code_names_product_and_unit_at_once(shop, sign):
    found = resolve(shop.database, f"{sign}010{PHONE}21SN-77").found
    assert isinstance(found, LabelledUnit)
    assert (found.item.name, found.serial) == ("Phone", "SN-77")


@pytest.mark.rule("C1")
@pytest.mark.parametrize(
    "code",
    [
        f"(01)0{PHONE}(21)SN-77",
        f"https://id.example.org/01/0{PHONE}/21/SN-77",
        f"]d2010{PHONE}10LOT\x1d21SN-77",
    ],
)
def test_in_every_form_in_which_it_is_printed(shop, code):
    assert resolve(shop.database, code).found.serial == "SN-77"


@pytest.mark.rule("C1")
def test_a_serial_known_by_this_very_code_goes_before_what_the_code_would_say(shop):
    whole = "010400638133393121SN-77"
    shop.purchase(whole)
    phone, barcodes = items.load(shop.database, shop.has.phone)
    items.save(shop.session, phone, [*barcodes, "4006381333931"], shop.has.phone)
    assert resolve(shop.database, whole).found.number == whole
    assert shop.sell(whole)


@pytest.mark.rule("C1")
def test_a_code_whose_gtin_nobody_knows_stays_a_plain_code_without_a_sign(shop):
    unknown = "010400638133393121SN-77"
    assert resolve(shop.database, unknown).found is None
    draft = shop.draft("purchase")
    outcome = shop.scan(draft, unknown, shop.line(draft))
    assert (outcome.asks, outcome.problem.code) == (True, Code.LOOKS_LIKE_GS1)
    assert resolve(shop.database, "]d2" + unknown).found.code is Code.GTIN_UNKNOWN


@pytest.mark.rule("C1", "C2")
def test_product_and_unit_are_picked_in_one_scan_of_a_purchase(shop):
    draft = shop.draft("purchase")
    camera = shop.scan(draft, "CAM-7").line
    outcome = shop.scan(draft, GS1_PHONE + "SN1", camera)
    assert (outcome.code, outcome.finding, outcome.product) == ("SN1", Finding.NEW, "Phone")
    second = shop.scan(draft, GS1_PHONE + "SN2", outcome.line)
    assert lines(shop, draft) == [("Camera", 1, 0), ("Phone", 2, 2)]
    entering.take_back(shop.session, draft, second.undo)
    assert lines(shop, draft) == [("Camera", 1, 0), ("Phone", 1, 1)]
    entering.take_back(shop.session, draft, outcome.undo)
    assert lines(shop, draft) == [("Camera", 1, 0)]


@pytest.mark.rule("C1", "C2")
def test_and_of_a_sale(shop):
    shop.purchase("SN1")
    draft = shop.draft("sale")
    assert shop.scan(draft, GS1_PHONE + "SN1").finding is Finding.IN_STOCK
    unseen = shop.scan(draft, GS1_PHONE + "SN9")
    assert unseen.problem.code is Code.NO_UNIT_WITHOUT_SERIAL
    assert lines(shop, draft) == [("Phone", 1, 1)]


@pytest.mark.rule("C1", "F4")
def test_a_label_that_names_another_product_than_the_units_own_is_refused(shop):
    shop.purchase("SN1", product=shop.has.camera)
    outcome = shop.scan(shop.draft("sale"), GS1_PHONE + "SN1")
    assert (outcome.level, outcome.problem.code) == (Level.REFUSED, Code.OTHER_PRODUCT)
    assert outcome.problem.holder.product == "Camera"


@pytest.mark.rule("C1")
def test_without_serials_a_gs1_code_is_its_product(shop):
    settings.save(shop.session, serials_enabled=False)
    draft = shop.draft("sale")
    assert shop.scan(draft, GS1_PHONE + "SN1").finding is Finding.PRODUCT
    assert lines(shop, draft) == [("Phone", 1, 0)]


@pytest.mark.rule("C1")
def test_a_product_is_found_by_its_gtin_in_any_length(shop):
    draft = shop.draft("sale")
    assert shop.scan(draft, f"]C1010{PHONE}").product == "Phone"


# Cartons


@pytest.mark.rule("C3")
def test_a_carton_brings_all_its_units_into_a_purchase(shop):
    learn(shop, "BOX-1", "A1 A2 A3", shop.has.phone)
    draft = shop.draft("purchase")
    outcome = shop.scan(draft, "box-1")
    assert (outcome.level, outcome.finding, outcome.taken) == (Level.ACCEPTED, Finding.CARTON, 3)
    assert lines(shop, draft) == [("Phone", 3, 3)]
    entering.take_back(shop.session, draft, outcome.undo)
    assert lines(shop, draft) == []


@pytest.mark.rule("C3")
def test_a_carton_whose_product_nobody_said_goes_to_the_line_being_filled(shop):
    learn(shop, "BOX-1", "A1 A2")
    draft = shop.draft("purchase")
    assert shop.scan(draft, "BOX-1").problem.code is Code.NOTHING_FITS
    line = shop.scan(draft, "CAM-7").line
    assert shop.scan(draft, "BOX-1", line).taken == 2
    assert lines(shop, draft) == [("Camera", 2, 2)]


@pytest.mark.rule("C3")
def test_a_carton_whose_units_have_gone_apart_brings_those_that_fit_and_says_so(shop):
    shop.purchase("A1 A2 A3")
    learn(shop, "BOX-1", "A1 A2 A3")
    shop.sell("A2")
    draft = shop.draft("sale")
    outcome = shop.scan(draft, "BOX-1")
    assert (outcome.level, outcome.problem.code) == (Level.NOTED, Code.CARTON_PARTED)
    assert (outcome.problem.values["taken"], outcome.problem.values["count"]) == (2, 3)
    assert codes(outcome.rest) == [Code.IS_SOLD]
    assert outcome.rest[0].holder.number.startswith("SI-")
    assert shop.serials_on(draft) == ["A1", "A3"]
    again = shop.scan(draft, "BOX-1")
    assert again.problem.code is Code.NOTHING_FITS
    assert shop.serials_on(draft) == ["A1", "A3"]


@pytest.mark.rule("C3", "C6")
def test_the_same_carton_twice_only_warns(shop):
    shop.purchase("A1 A2")
    learn(shop, "BOX-1", "A1 A2")
    draft = shop.draft("sale")
    shop.scan(draft, "BOX-1")
    assert shop.scan(draft, "BOX-1").level is Level.WARNING


@pytest.mark.rule("C3", "C1")
def test_a_carton_label_that_nobody_has_learned_says_so(shop):
    outcome = shop.scan(shop.draft("sale"), "]C100106141412345678908")
    assert outcome.problem.code is Code.CARTON_UNKNOWN


@pytest.mark.rule("C3", "F6")
def test_a_cartons_code_is_no_serial_in_a_list(shop):
    learn(shop, "BOX-1", "A1 A2")
    draft = shop.draft("purchase")
    (verdict,) = shop.judge(draft, shop.line(draft), "BOX-1")
    assert verdict.problem.code is Code.IS_CARTON_CODE


@pytest.mark.rule("C3", "C1")
def test_a_2d_code_that_lists_its_serials_enters_them_all(shop):
    assert resolve(shop.database, "]Q1SN001;SN002").found == SerialList(("SN001", "SN002"))
    draft = shop.draft("purchase")
    line = shop.scan(draft, "PHONE-1").line
    outcome = shop.scan(draft, "SN001,SN002,SN003", line)
    assert (outcome.finding, outcome.taken) == (Finding.LIST, 3)


# Documents


@pytest.mark.rule("C1")
def test_a_documents_number_is_a_link(shop):
    purchase = shop.purchase("A1")
    number = documents.document(shop.database, purchase).number
    outcome = shop.scan(shop.draft("sale"), number.lower())
    assert (outcome.problem.code, outcome.document) == (Code.IS_DOCUMENT, purchase)


@pytest.mark.rule("C1", "D2")
def test_on_a_return_the_sales_number_brings_its_serials(shop):
    shop.purchase("A1 A2 B1")
    sale = shop.sell("A1 A2")
    shop.sell("B1")
    draft = shop.blank("sales_return")
    outcome = shop.scan(draft, documents.document(shop.database, sale).number)
    assert (outcome.finding, outcome.taken) == (Finding.DOCUMENT, 2)
    assert shop.serials_on(draft) == ["A1", "A2"]


# What only a person can say


@pytest.mark.rule("C1")
def test_what_looks_like_a_barcode_nobody_knows_is_asked_not_guessed(shop):
    draft = shop.draft("purchase")
    line = shop.scan(draft, "PHONE-1").line
    outcome = shop.scan(draft, "4006381333931", line)
    assert outcome.asks
    assert outcome.problem.code is Code.LOOKS_LIKE_BARCODE
    assert shop.serials_on(draft) == []
    sure = scan(shop.session, draft, line, "4006381333931", sure=True)
    assert sure.finding is Finding.NEW
    assert not shop.scan(draft, "4006381333948", line).asks  # serials of this item look so


@pytest.mark.rule("C1")
def test_nor_is_it_asked_where_the_items_serials_look_so_already(shop):
    shop.purchase("1234567890123")
    draft = shop.draft("purchase")
    line = shop.scan(draft, "PHONE-1").line
    assert shop.scan(draft, "4006381333931", line).finding is Finding.NEW


@pytest.mark.rule("C1")
def test_an_imei_is_no_barcode(shop):
    draft = shop.draft("purchase")
    line = shop.scan(draft, "PHONE-1").line
    assert shop.scan(draft, "490154203237518", line).finding is Finding.NEW


@pytest.mark.rule("C4")
def test_every_scan_is_in_the_log_with_its_verdict(shop):
    shop.purchase("A1")
    draft = shop.draft("sale")
    for code in ("A1", "A1", "NOBODY"):
        shop.scan(draft, code)
    assert sql.rows(shop.database, "SELECT code, level FROM scan_log ORDER BY id") == [
        ("A1", "ACCEPTED"),
        ("A1", "WARNING"),
        ("NOBODY", "REFUSED"),
    ]


@pytest.mark.rule("C1")
def test_a_gtin_of_two_items_is_not_guessed(shop):
    two_forms(shop)
    for code in ("075678164125", "0075678164125", "]C10100075678164125", "010007567816412521A"):
        found = resolve(shop.database, code).found
        assert (found.code, found.values["items"]) == (Code.GTIN_AMBIGUOUS, "DESK, TABLE")
    assert resolve(shop.database, "table").found.sku == "TABLE"


@pytest.mark.rule("C3", "D7")
def test_a_serial_that_became_a_cartons_code_is_refused_at_posting(shop):
    draft = shop.written("purchase", "A1 A2")
    learn(shop, "A2", "B1 B2")
    problems = refusal(shop.post, draft)
    assert [(problem.code, problem.serial) for problem in problems] == [(Code.IS_CARTON_CODE, "A2")]
