"""A label never becomes, whole, a serial number, whichever door it comes by (C7, C8, C9)."""

import pytest

from app.domain.problems import Code
from app.domain.verdicts import Finding, Level
from app.services.entry import cartons
from app.services.entry.labels import read_list, units_in
from app.services.entry.resolving import resolve
from app.services.entry.scanning import scan
from app.services.stock import correcting, edit_inventory, items
from db import sql
from db.queries import document_lines
from tests.services.test_items import two_forms
from tests.shop import codes, refusal

PHONE = "6901234567892"
WHOLE = f"010{PHONE}"  # what a scanner sends of (01) and the phone's barcode
SSCC = "106141412345678908"
IMEI1, IMEI2 = "490154203237518", "490154203237526"

UNREADABLE = [
    (f"{WHOLE}9", Code.ELEMENTS_UNREADABLE),
    (f"{WHOLE}1126133121U1", Code.ELEMENTS_UNREADABLE),
    (f"{WHOLE}10LOT21AB", Code.ELEMENTS_RAN_TOGETHER),
    (f"{WHOLE}21AB|10L7", Code.SEPARATOR_SPELT),
    (f"{WHOLE}21AB^]10L7", Code.SEPARATOR_SPELT),
    (f"{WHOLE}21AB{{GS}}10L7", Code.SEPARATOR_SPELT),
    (f"{WHOLE}21AB<GS>10L7", Code.SEPARATOR_SPELT),
    (f"{WHOLE}21AB␝10L7", Code.SEPARATOR_SPELT),
    ("(01)06901234567893(21)AB", Code.ELEMENTS_UNREADABLE),
    ("]C10106901234567893", Code.ELEMENTS_UNREADABLE),
    (f"(00){SSCC[:-1]}9", Code.ELEMENTS_UNREADABLE),
    ("(414)1234567890128", Code.ELEMENTS_NAME_NOTHING),
    ("https://id.gs1.org/01/06901234567893/21/AB", Code.ELEMENTS_UNREADABLE),
    ("https://id.gs1.org/414/1234567890128", Code.ELEMENTS_NAME_NOTHING),
    ("[)>\x1e06\x1d1PX\x1e\x04", Code.LABEL_UNREADABLE),
]

NAMES_A_UNIT = [
    f"{WHOLE}21AB-1",
    f"{WHOLE}1126010121AB-1",
    f"]d2{WHOLE}21AB-1",
    f"(01)0{PHONE}(21)AB-1",
    f"https://id.example.org/01/0{PHONE}/21/AB-1",
    f"https://id.example.org/gtin/{PHONE}/ser/AB-1",
    f"{WHOLE}21AB-1\x1d10L7",
    "[)>\x1e06\x1dSAB-1\x1e\x04",
    "[)>^^06^]SAB-1^]1PPHONE-1^^^D",
    "\ufeff(21)AB-1",
]

NO_UNIT = [
    (WHOLE, Code.IS_PRODUCT_CODE),
    (f"(01)0{PHONE}", Code.IS_PRODUCT_CODE),
    (f"{WHOLE}3102001234", Code.IS_PRODUCT_CODE),
    (f"0{PHONE}", Code.IS_PRODUCT_CODE),
    (f"(00){SSCC}", Code.IS_CARTON_CODE),
    (f"]C100{SSCC}", Code.IS_CARTON_CODE),
    ("(01)04006381333931(21)AB", Code.GTIN_UNKNOWN),
    (f"(01)0{PHONE}(21)CAM-1", Code.IS_LABEL),  # which is a camera here
]


def a_camera_is_there(shop):
    shop.purchase("CAM-1", product=shop.has.camera)


@pytest.fixture
def desk(shop_after):
    """A camera is in stock; the phone is what serials are wanted for."""
    return shop_after(a_camera_is_there)


def scanned(shop, code):
    draft = shop.draft("purchase")
    outcome = shop.scan(draft, code, shop.line(draft, product=shop.has.phone))
    return shop.serials_on(draft), outcome.problem


def listed(shop, code):
    draft = shop.draft("purchase")
    (verdict,) = shop.judge(draft, shop.line(draft, product=shop.has.phone), code)
    return [] if verdict.problem else [verdict.number], verdict.problem


def counted(shop, code):
    draft = shop.draft("count")
    (verdict,) = shop.judge(draft, shop.line(draft, product=shop.has.phone), code)
    return [] if verdict.problem else [verdict.number], verdict.problem


def added(shop, code):
    judged = edit_inventory.judge_added(shop.database, shop.has.phone, shop.has.main, [code])
    return [v.number for v in judged if v.good], judged[0].problem


def scanned_where_only_units_are(shop, code):
    numbers, problem = units_in(shop.database, code, shop.has.phone)
    if problem:
        return [], problem
    judged = edit_inventory.judge_added(shop.database, shop.has.phone, shop.has.main, numbers)
    return [v.number for v in judged if v.good], judged[0].problem


def in_a_packing_list(shop, code):
    unit = cartons.ListedUnit("CTN-1", code, 1)
    try:
        cartons.learn_list(shop.session, [unit], shop.has.phone)
    except cartons.Refused as refused:
        return [], refused.problems[0]
    return cartons.contents(shop.database, "CTN-1").numbers, None


LISTS = [listed, counted, added, scanned_where_only_units_are, in_a_packing_list]


@pytest.mark.rule("C8")
@pytest.mark.parametrize("door", [scanned, *LISTS])
@pytest.mark.parametrize(("code", "reason"), UNREADABLE)
def test_what_cannot_be_read_is_refused_by_its_name(desk, door, code, reason):
    taken, problem = door(desk, code)
    assert (taken, problem.code) == ([], reason)


@pytest.mark.rule("C8", "C1")
@pytest.mark.parametrize("door", [scanned, *LISTS])
@pytest.mark.parametrize("code", NAMES_A_UNIT)
def test_what_names_a_unit_brings_it(desk, door, code):
    assert door(desk, code) == (["AB-1"], None)


@pytest.mark.rule("C8", "C7", "F4")
@pytest.mark.parametrize("door", LISTS)
@pytest.mark.parametrize(("code", "reason"), NO_UNIT)
def test_what_names_no_unit_that_fits_is_no_serial(desk, door, code, reason):
    taken, problem = door(desk, code)
    assert (taken, problem.code) == ([], reason)


@pytest.mark.rule("C8")
@pytest.mark.parametrize("door", LISTS)
@pytest.mark.parametrize(
    "code", ["https://shop.example/p/1", "urn:epc:id:sgtin:1.2.3", "http://[p"]
)
def test_an_address_in_a_list_is_no_serial(desk, door, code):
    taken, problem = door(desk, code)
    assert (taken, problem.code) == ([], Code.LOOKS_LIKE_LINK)


@pytest.mark.rule("F6")
@pytest.mark.parametrize("door", [scanned, *LISTS])
@pytest.mark.parametrize("code", ["AB-1", "21ABC123", "0106901234567", "A|B", "(A)1", IMEI1])
def test_a_plain_code_is_taken_as_it_stands(desk, door, code):
    assert door(desk, code) == ([code], None)


@pytest.mark.rule("C8", "D7")
def test_what_an_earlier_version_took_whole_is_not_posted(desk):
    draft = desk.written("purchase", "A1 A2 A3 A4")
    for old, new in (("A1", f"{WHOLE}21X"), ("A2", "(21)Y#"), ("A3", "https://shop.example/p/1")):
        changed = "UPDATE draft_serial SET number = ? WHERE number = ?"
        sql.execute(desk.database, changed, new, old)
    problems = refusal(desk.post, draft)
    assert {(problem.serial or problem.values["code"], problem.code) for problem in problems} == {
        (f"{WHOLE}21X", Code.IS_LABEL),
        ("(21)Y#", Code.SEPARATOR_SPELT),
    }


@pytest.mark.rule("C8", "F3")
def test_a_label_that_is_known_as_a_serial_stays_one(desk):
    """A store of an earlier version may have it; it is sold, returned and found by that code."""
    whole = "010400638133393121SN-77"
    desk.purchase(whole)
    phone, barcodes = items.load(desk.database, desk.has.phone)
    items.save(desk.session, phone, [*barcodes, "4006381333931"], desk.has.phone)
    assert read_list(desk.database, [whole]).problems == {}
    desk.sell(whole)
    desk.take_back(whole)


@pytest.mark.rule("L5", "C7", "C8")
@pytest.mark.parametrize(
    ("right", "reason"),
    [
        (f"0{PHONE}", Code.IS_PRODUCT_CODE),
        (f"(01)0{PHONE}(21)AB", Code.IS_LABEL),
        ("(01)123", Code.ELEMENTS_UNREADABLE),
        ("CTN-1", Code.IS_CARTON_CODE),
    ],
)
def test_no_serial_is_corrected_to_a_label(desk, right, reason):
    desk.purchase("A1")
    cartons.learn(desk.session, "CTN-1", ["B1"])
    assert codes(correcting.problems_of(desk.database, "A1", right)) == [reason]


@pytest.mark.rule("F6")
def test_a_long_list_of_labels_takes_a_handful_of_reads(desk, monkeypatch):
    asked = []
    execute = sql.execute
    monkeypatch.setattr(sql, "execute", lambda *given: asked.append(given) or execute(*given))
    counts = []
    for count in (10, 500):
        asked.clear()
        labels = [f"(01)0{PHONE}(21)N{n}" for n in range(count)]
        numbers = read_list(desk.database, labels, desk.has.phone).numbers
        assert numbers == [f"N{n}" for n in range(count)]
        counts.append(len(asked))
    assert counts[0] == counts[1] <= 6


# Scans that are asked about


@pytest.mark.rule("C8")
@pytest.mark.parametrize(
    ("code", "reason"),
    [
        ("https://shop.example/p/1", Code.LOOKS_LIKE_LINK),
        ("http://[promo", Code.LOOKS_LIKE_LINK),
        ("urn:epc:id:sgtin:0614141.112345.400", Code.LOOKS_LIKE_LINK),
        (SSCC, Code.LOOKS_LIKE_CARTON),
        (f"00{SSCC}", Code.LOOKS_LIKE_CARTON),
        ("010400638133393121AB", Code.LOOKS_LIKE_GS1),
        ("0104006381333931", Code.LOOKS_LIKE_GS1),
        ("4006381333931", Code.LOOKS_LIKE_BARCODE),
    ],
)
def test_what_looks_like_another_code_is_asked_about_and_taken_when_a_person_says_so(
    shop, code, reason
):
    draft = shop.draft("purchase")
    line = shop.line(draft)
    outcome = shop.scan(draft, code, line)
    assert (outcome.asks, outcome.level, outcome.problem.code) == (True, Level.WARNING, reason)
    assert shop.serials_on(draft) == []
    assert scan(shop.session, draft, line, code, sure=True).finding is Finding.NEW
    shop.set_quantity(draft, line, 1)
    shop.post(draft)
    assert shop.status(code)
    other = shop.draft("purchase")
    alike = code[:-1] + ("1" if code[-1] == "0" else "0")
    usual = code.isdigit() or len(code) > 16  # then serials like this are known by their beginning
    assert shop.scan(other, alike, shop.line(other)).asks != usual


@pytest.mark.rule("C8")
def test_without_a_line_to_take_it_an_address_is_refused(shop):
    outcome = shop.scan(shop.draft("purchase"), "https://shop.example/p/1")
    assert (outcome.asks, outcome.problem.code) == (False, Code.LOOKS_LIKE_LINK)


@pytest.mark.rule("C3", "C8")
@pytest.mark.parametrize(
    "scan", [SSCC, f"00{SSCC}", f"(00){SSCC}", f"]C100{SSCC}", f"00{SSCC}02{WHOLE[2:]}3705",
             f"https://id.gs1.org/00/{SSCC}", f"(00) {SSCC}"],
)  # fmt: skip
def test_a_carton_is_one_carton_by_all_spellings_of_its_label(shop, scan):
    cartons.learn(shop.session, f"(00){SSCC}", ["A1", "A2"], shop.has.phone)
    assert cartons.contents(shop.database, scan).carton.code == SSCC
    outcome = shop.scan(shop.draft("purchase"), scan)
    assert (outcome.finding, outcome.taken) == (Finding.CARTON, 2)
    cartons.learn(shop.session, scan, ["A3"])
    assert cartons.contents(shop.database, SSCC).numbers == ["A3"]


@pytest.mark.rule("C3")
def test_a_carton_that_an_earlier_version_kept_by_its_bare_label_is_still_found(shop):
    cartons.learn(shop.session, "BOX", ["A1"])
    bare = f"{WHOLE}21BOX-1"
    sql.execute(shop.database, "DROP TRIGGER carton_code_kept")
    sql.execute(shop.database, "UPDATE carton SET code = ?", bare)
    assert cartons.contents(shop.database, bare).numbers == ["A1"]


@pytest.mark.rule("C3", "C8")
@pytest.mark.parametrize(
    ("code", "why"),
    [
        (f"(00){SSCC[:-1]}9", Code.ELEMENTS_UNREADABLE),
        ("(01)123", Code.ELEMENTS_UNREADABLE),
        (f"{WHOLE}^]21A", Code.SEPARATOR_SPELT),
    ],
)
def test_an_unreadable_label_is_no_cartons_code(shop, code, why):
    assert codes(refusal(cartons.learn, shop.session, code, ["A1"])) == [why]


# Two identifiers of one unit


PAIRS = [
    f"{IMEI1},{IMEI2}",
    f"{IMEI1} {IMEI2}",
    f"IMEI1:{IMEI1} IMEI2:{IMEI2}",
    f"]Q1{IMEI1};{IMEI2}",
]


@pytest.mark.rule("C9")
@pytest.mark.parametrize("pair", PAIRS)
@pytest.mark.parametrize("kind", ["purchase", "opening", "count", "sale"])
def test_a_pair_is_asked_about_and_becomes_one_unit(shop, pair, kind):
    shop.purchase(units=3)
    draft = shop.draft(kind)
    line = shop.line(draft)
    before = shop.serials_on(draft)
    outcome = shop.scan(draft, pair, line)
    assert (outcome.asks, outcome.problem.code) == (True, Code.TWO_IDENTIFIERS)
    assert shop.serials_on(draft) == before
    scan(shop.session, draft, line, outcome.code, sure=True)
    assert shop.serials_on(draft) == [IMEI1]


@pytest.mark.rule("C9", "C2")
@pytest.mark.parametrize("known", [IMEI1, IMEI2])
@pytest.mark.parametrize("pair", PAIRS)
def test_a_unit_known_by_one_of_them_is_that_unit(shop, pair, known):
    shop.purchase(known)
    draft = shop.draft("sale")
    assert shop.scan(draft, pair).finding is Finding.IN_STOCK
    assert shop.serials_on(draft) == [known]
    assert units_in(shop.database, pair) == ([known], None)


@pytest.mark.rule("C9")
@pytest.mark.parametrize("pair", PAIRS)
def test_where_nothing_can_be_asked_a_pair_is_refused(shop, pair):
    _, problem = units_in(shop.database, pair)
    assert problem.code is Code.TWO_IDENTIFIERS


@pytest.mark.rule("C9", "F6")
@pytest.mark.parametrize("pair", PAIRS)
def test_in_a_list_a_pair_is_one_entry_that_is_refused(shop, pair):
    draft = shop.draft("purchase")
    line = shop.line(draft)
    (verdict,) = shop.judge(draft, line, pair)
    assert verdict.problem.code is Code.TWO_IDENTIFIERS
    shop.purchase(IMEI2)
    (verdict,) = shop.judge(shop.draft("sale"), None, pair)
    assert (verdict.number, verdict.problem) == (IMEI2, None)


@pytest.mark.rule("C3", "C7")
def test_no_carton_has_a_form_of_an_items_gtin_as_its_code(shop):
    (problem,) = refusal(cartons.learn, shop.session, f"0{PHONE}", ["A1"])
    assert problem.code is Code.CARTON_IS_ITEM


@pytest.mark.rule("C9", "C3")
def test_a_pair_in_one_row_of_a_packing_list_is_refused(shop):
    listed = [
        cartons.ListedUnit("CTN", IMEI1, 2),
        cartons.ListedUnit("CTN", IMEI2, 2),
        cartons.ListedUnit("CTN", "356938035643809", 3),
    ]
    (problem,) = refusal(cartons.learn_list, shop.session, listed)
    assert (problem.code, problem.line) == (Code.LIST_TWO_IDENTIFIERS, 2)


# Products by any form of their GTIN (C7)

UPC, EAN, LONG = "075678164125", "0075678164125", "00075678164125"
FORMS = [UPC, EAN, LONG, "75678164125", f"]E0{EAN}", f"(01){LONG}", f"01{LONG}", f"]d201{LONG}",
         f"https://id.gs1.org/01/{LONG}"]  # fmt: skip


@pytest.mark.rule("C7")
@pytest.mark.parametrize("entered", [UPC, EAN, LONG])
@pytest.mark.parametrize("kind", ["purchase", "sale", "count", "quotation"])
def test_a_product_is_known_by_whichever_form_is_scanned(shop, entered, kind):
    disc = items.save(shop.session, items.ItemForm("DISC", "Disc"), [entered])
    for form in FORMS:
        draft = shop.draft(kind)
        assert shop.scan(draft, form).product == "Disc", form
        (line,) = document_lines.lines(shop.database, draft)
        assert line.product_id == disc, form
    assert items.load(shop.database, disc)[1] == [entered]


@pytest.mark.rule("C7")
@pytest.mark.parametrize(("entered", "scan"), [("042100005264", "04252614"),
                                               ("04252614", "0042100005264"),
                                               ("012345000065", "01234565"),
                                               ("01234565", "012345000065")])  # fmt: skip
def test_a_upc_e_finds_its_upc_a_and_the_other_way_round(shop, entered, scan):
    items.save(shop.session, items.ItemForm("DISC", "Disc"), [entered])
    assert resolve(shop.database, scan).found.name == "Disc"


@pytest.mark.rule("C7")
def test_a_sku_is_found_as_it_stands_before_any_form_of_a_gtin(shop):
    desk, _ = two_forms(shop)
    assert resolve(shop.database, EAN).found.code is Code.GTIN_AMBIGUOUS
    sql.execute(shop.database, "DROP TRIGGER product_gtin_update")
    sql.execute(shop.database, "UPDATE product SET sku = ? WHERE id = ?", LONG, desk)
    assert resolve(shop.database, LONG).found.id == desk


@pytest.mark.rule("C7")
@pytest.mark.parametrize("scan", ["075678164126", "0075678164126"])
def test_a_wrong_check_digit_is_another_code(shop, scan):
    items.save(shop.session, items.ItemForm("DISC", "Disc"), [UPC])
    assert resolve(shop.database, scan).found is None
