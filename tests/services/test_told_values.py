"""The audit log is read by owners: fields by their titles, money, dates, names; never JSON (U4)."""

import re

import pytest

from app.formats import Formats
from app.lists.audit import AUDIT
from app.lists.told_values import changes_said, said, title_of
from app.lists.value_words import NamesOfIds, Saying
from app.services.audit import SUBJECTS, Subject
from app.services.stock import contacts
from app.services.stock.contacts import ContactForm
from db.queries.lists.audit import AuditAsked
from tests.services.test_audit import NOTED, here  # noqa: F401

pytestmark = pytest.mark.rule("U4")

SHOP = Formats("en", "CNY")
PROGRAMS_OWN = re.compile(
    r'[{}\[\]"]|: None\b(?<!Discount: None)|\bTrue\b|\bFalse\b|\b[a-z]+_[a-z_]+\b'
)
"""What stands in JSON or in a program, and in no sentence."""


@pytest.mark.parametrize("writer", NOTED)
def test_every_change_is_said_in_words(shop, here, writer):  # noqa: F811
    prepare, act, _expected = NOTED[writer]
    given = prepare(shop) if prepare else None
    act(here, shop, given)
    entries = AUDIT.rows(shop.database, AuditAsked())
    assert entries
    for entry in entries:
        for values in (entry.before, entry.after):
            text = said(entry.row.subject, values, Saying(SHOP, entry.names, entry.row.at))
            assert not PROGRAMS_OWN.search(text), text
            for key in values:
                title = title_of(entry.row.subject, key)
                assert title, (entry.row.subject, key)
                if key != "discount_rate":  # said as the discount
                    assert title in text


@pytest.mark.rule("U3")
def test_an_approval_says_what_was_approved_and_no_id():
    told = {
        "permission": "EXCEED_DISCOUNT",
        "permissions": ["EXCEED_DISCOUNT", "SELL_BELOW_COST"],
        "approved_by": "Orla",
        "approver": 2,
        "reason": "display piece",
        "draft": 3,
        "id": 2,
        "warehouse": 1,
        "price": 1200_00,
        "off": 60_000,
        "line_id": 2,
        "quantity": 2000,
    }
    saying = Saying(SHOP, NamesOfIds(), "2026-11-27T10:00:00+00:00")
    assert said(Subject.PERSON.value, told, saying) == (
        "Action: Give more discount than the limit, Sell below cost; Approved by: Orla;"
        " Discount: 60\N{NO-BREAK SPACE}%; Price: ¥1,200.00; Quantity: 2"
    )
    del told["permissions"]
    assert said(Subject.PERSON.value, told, saying).startswith(
        "Action: Give more discount than the limit; Approved by: Orla"
    )


@pytest.mark.parametrize(
    ("subject", "values", "expected"),
    [
        (Subject.LINE, {"price": 1299_00}, "Price: ¥1,299.00"),
        (Subject.LINE, {"discount_rate": 5000, "discount": None}, "Discount: 5\N{NO-BREAK SPACE}%"),
        (Subject.LINE, {"discount_rate": None, "discount": 0}, "Discount: None"),
        (Subject.LINE, {"quantity": 2500}, "Quantity: 2.5"),
        (Subject.CONTACT, {"credit_limit": None}, "Credit limit: –"),
        (Subject.CONTACT, {"price_list_id": 2}, "Price list: Member"),
        (Subject.ITEM, {"tax_id": 1}, "Tax: VAT"),
        (Subject.DOCUMENT, {"missing:7": True}, "Not yet counted, Phone: Take out of stock"),
        (
            Subject.ITEM,
            {"list_prices": {"Member": [[1_000, 15_00], [10_000, 12_00]]}},
            "Price lists: Member 15.00, from 10 12.00",
        ),
        (
            Subject.TAX,
            {"periods": [["0001-01-01", "2026-01-01", 19_000], ["2026-01-01", None, 7_700]]},
            "Rates: 19\N{NO-BREAK SPACE}% 1 Jan 2026, 7.7\N{NO-BREAK SPACE}% 1 Jan 2026",
        ),
        (Subject.SHIFT, {"number": 7, "expected": 5_00}, "Number: Z-2026-000007; Expected: ¥5.00"),
        (
            Subject.SHOP,
            {"negative_stock": True, "currency": "EUR"},
            "Items without serial numbers may go below zero: Yes; Currency: EUR",
        ),
        (Subject.SERIAL, {"number": "A1"}, "Serial number: A1"),
        (Subject.DOCUMENT, {"another_s": {"a_key": [1, None]}}, "another s: a key 1, –"),
    ],
)
def test_values_are_said_as_the_screen_says_them(subject, values, expected):
    names = NamesOfIds({2: "Member"}, {1: "VAT"}, {}, {7: "Phone"})
    text = said(subject.value, values, Saying(SHOP, names, "2026-03-31T09:30:00.123+00:00"))
    assert not PROGRAMS_OWN.search(text)
    assert text == expected


def test_before_and_after_stand_together():
    saying = Saying(SHOP, NamesOfIds(), "")
    before, after = {"name": "Cable", "sale_price": 100}, {"name": "Cable 2", "sale_price": 200}
    assert changes_said("product", before, after, saying) == [
        "Name: Cable → Cable 2",
        "Sale price: ¥1.00 → ¥2.00",
    ]
    none, some = {"discount_rate": None, "discount": 0}, {"discount_rate": 5000, "discount": None}
    assert changes_said("document_line", none, some, saying) == [
        "Discount: None → 5\N{NO-BREAK SPACE}%"
    ]
    assert changes_said("drawer_entry", {}, {"amount": -500}, saying) == ["Amount: −¥5.00"]
    assert changes_said("carton", {"code": "C1"}, {}, saying) == ["Code: C1 → –"]


def test_what_is_too_long_is_cut():
    names = NamesOfIds()
    text = said("contact", {"note": "x" * 999}, Saying(SHOP, names, ""))
    assert len(text) < 250 and text.endswith("…")


def test_what_can_be_changed_has_a_name():
    assert SUBJECTS.keys() == set(Subject)


def test_a_page_asks_the_store_as_often_however_many_entries_it_has(shop, monkeypatch):
    asked = []
    plainly = type(shop.database).execute_sql

    def noted(self, *arguments, **named):
        asked.append(arguments)
        return plainly(self, *arguments, **named)

    def rename(times):
        for number in range(times):
            contacts.save(shop.session, ContactForm(f"Mrs Wu {number}"), shop.has.customer)

    monkeypatch.setattr(type(shop.database), "execute_sql", noted)
    rename(3)
    asked.clear()
    AUDIT.page(shop.database, AuditAsked(), None, 100)
    few = len(asked)
    rename(60)
    asked.clear()
    AUDIT.page(shop.database, AuditAsked(), None, 100)
    assert len(asked) == few
