"""Every search finds exactly the rows that contain its text, whatever the text (Q1)."""

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from app.domain.kinds import KINDS
from app.domain.verdicts import Level
from app.lists.audit import AUDIT
from app.lists.in_stock import IN_STOCK
from app.services.documents import draft_head
from app.services.entry import cartons, scan_log
from app.services.stock import contacts, items
from app.services.stock.contacts import ContactForm
from app.services.stock.items import ItemForm
from db import sql
from db.queries.lists.audit import AuditAsked
from db.queries.lists.in_stock import InStockAsked
from db.queries.lists.serial_filter import Filter
from tests.lists import (
    carton_rows,
    contact_rows,
    document_rows,
    item_rows,
    scan_rows,
    serial_rows,
    stock_rows,
)
from tests.shop import Shop

pytestmark = pytest.mark.rule("Q1")

SERIALS = "A123 _A123 a%b_c %%% ___ [x]*? \\back\\ A_23 AB%C abcDEF 'quoted' \"d\" 9% __ SN-0001"
NAMES = ["型号_A123", "100% wool", "a_b", "[*?]", "back\\slash", "Ä ö ß", "型号", "%", "O'Hara"]

PIECES = ["_", "%", "[", "*", "?", "\\", "'", '"', "型", "号", "é", "ß", "\x00", "\ud800", "�"]
TEXTS = st.lists(
    st.one_of(st.sampled_from([*PIECES, "A1", "a", "123", "AB", "SN"]), st.characters()),
    min_size=1,
    max_size=8,
).map("".join)
ODD = [
    "型号_A123",
    "型_",
    "型%abc",
    "é_ab",
    "x" * 60_000,
    "%" * 60_000,
    "_" * 60_000,
    "\x00",
    "\ud800",
]


def contains(field: str | None, text: str) -> bool:
    """Plain containment, without the case of ASCII letters."""
    return field is not None and lower(text) in lower(field)


def lower(text: str) -> str:
    return "".join(char.lower() if char.isascii() else char for char in text)


@pytest.fixture(scope="module")
def full(template, tmp_path_factory):
    """A shop in which every search has odd names and numbers to find."""
    path = template.copy_to(tmp_path_factory.mktemp("search") / "shop.sdk")
    shop = Shop.opened(template, path)
    shop.purchase(SERIALS)
    for place, name in enumerate(NAMES):
        contacts.save(shop.session, ContactForm(name, phone=f"+{place}%_"))
        items.save(shop.session, ItemForm(f"S_{place}%", name), [f"_{place}]"])
        draft_head.set_note(shop.session, shop.draft("count"), name)
        scan_log.note(shop.session, name, Level.REFUSED)
    cartons.learn(shop.session, "C_%[1]", SERIALS.split()[:4])
    for note in (*NAMES, 'say "d"'):
        contacts.save(shop.session, ContactForm("Mrs Chen", note=note), shop.has.customer)
    yield shop
    shop.close()


def serial_search(full, text):
    rows = sql.rows(full.database, "SELECT id, number FROM serial")
    return [row.id for row in serial_rows(full.database, Filter(text=text))], rows


def in_stock(full, text):
    rows = sql.rows(full.database, "SELECT id, number FROM serial")
    found = IN_STOCK.rows(full.database, InStockAsked(full.has.main, text=text))
    return [came.id for came in found], rows


def document_filter(full, text):
    rows = sql.rows(
        full.database,
        "SELECT m.serial_id, d.number FROM serial_movement m JOIN document_line l"
        " ON l.id = m.line_id JOIN document d ON d.id = l.document_id",
    )
    return [row.id for row in serial_rows(full.database, Filter(document=text))], rows


def document_list(full, text):
    rows = sql.rows(
        full.database,
        "SELECT d.id, d.number, d.note, c.name FROM document d"
        " LEFT JOIN contact c ON c.id = d.party_id",
    )
    found = document_rows(full.database, list(KINDS), text)
    return [row.id for row in found], rows


def item_list(full, text):
    rows = sql.rows(
        full.database,
        "SELECT p.id, p.name, p.sku, b.barcode FROM product p"
        " LEFT JOIN product_barcode b ON b.product_id = p.id",
    )
    return [row.id for row in item_rows(full.database, text)], rows


def stock_list(full, text):
    found = stock_rows(full.database, text, warehouse=full.has.main, with_none=True)
    return [row.product_id for row in found], item_list(full, text)[1]


def contact_list(full, text):
    rows = sql.rows(full.database, "SELECT id, name, phone, email FROM contact")
    return [row.id for row in contact_rows(full.database, text)], rows


def scan_list(full, text):
    rows = sql.rows(full.database, "SELECT id, code FROM scan_log")
    return [row.id for row in scan_rows(full.database, text)], rows


def carton_list(full, text):
    rows = sql.rows(
        full.database,
        "SELECT c.id, c.code, s.number FROM carton c JOIN carton_serial s ON s.carton_id = c.id",
    )
    return [row.id for row in carton_rows(full.database, text)], rows


def audit_list(full, text):
    rows = sql.rows(
        full.database,
        "SELECT a.id, p.name, a.detail, c.name,"
        " json_extract(a.before, '$.note'), json_extract(a.after, '$.note')"
        " FROM audit a JOIN person p ON p.id = a.user_id"
        " JOIN contact c ON c.id = a.subject_id WHERE a.subject = 'contact'",
    )
    asked = AuditAsked(text, subjects=("contact",))
    return [entry.id for entry in AUDIT.rows(full.database, asked)], rows


SEARCHES = [
    serial_search,
    in_stock,
    document_filter,
    document_list,
    item_list,
    stock_list,
    contact_list,
    scan_list,
    carton_list,
]


def check(search, full, text):
    if search is serial_search and len(text) < 3:
        return  # one or two characters: how it begins
    found, rows = search(full, text)
    expected = {id for id, *fields in rows if any(contains(field, text) for field in fields)}
    assert set(found) == expected
    assert len(found) == len(expected)


@pytest.mark.rule("U4")
@pytest.mark.parametrize(
    "text",
    [*ODD, *NAMES[:-2], "O'Hara", "100%", "\\slash", '"d"'],
    ids=lambda text: ascii(text[:9]),
)
def test_the_audit_log_finds_what_was_kept_before_and_after(full, text):
    """By more than one sign: what is kept is kept as JSON, which has signs of its own."""
    check(audit_list, full, text)


@pytest.mark.parametrize("text", ODD, ids=lambda text: ascii(text[:9]))
@pytest.mark.parametrize("search", SEARCHES)
def test_no_text_is_too_odd_for_a_search(full, search, text):
    check(search, full, text)


@pytest.mark.reliability(22)
@pytest.mark.parametrize("search", SEARCHES)
@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=150)
@given(text=TEXTS)
def test_a_search_finds_what_contains_its_text_and_nothing_else(full, search, text):
    check(search, full, text)
