"""Named taxes, and what they are on documents (M4)."""

from dataclasses import replace

import pytest

from app.domain.pricing import PERCENT, Discount, TaxTotal
from app.domain.problems import Code
from app.services import settings
from app.services.documents import (
    copying,
    discounts,
    draft_head,
    draft_lines,
    posting,
    pricing,
)
from app.services.money import taxes
from app.services.money.taxes import TaxForm
from app.services.stock import items
from db.queries import document_lines, documents
from db.queries.taxes import TaxPeriod
from tests.shop import Shop, codes, refusal

pytestmark = pytest.mark.rule("M4")


def tax(shop: Shop, percent: float, name: str = "VAT", since: str = "2000-01-01") -> int:
    return taxes.save(
        shop.session, TaxForm(name, [TaxPeriod(since, None, round(percent * PERCENT))])
    )


def keeps(shop: Shop, mode: str, default: int | None) -> None:
    settings.save(shop.session, taxes=mode, default_tax=default)


def cables(shop: Shop, *prices: int, kind: str = "purchase") -> int:
    draft = shop.draft(kind)
    for price in prices:
        line = shop.line(draft, product=shop.has.cable)
        draft_lines.set_price(shop.session, draft, line, price)
    return draft


def found_on(shop: Shop, document: int) -> pricing.Totals:
    head = documents.document(shop.database, document)
    return pricing.totals(shop.database, head, document_lines.lines(shop.database, document))


VECTORS = [
    ("added", 21, [4 * 1_48, 1_52, 1_54, 39], 9_37, 1_97, 11_34),
    ("included", 20, [8_01], 6_67, 1_34, 8_01),
]


@pytest.mark.parametrize("mode, percent, prices, net, vat, total", VECTORS)
def test_a_draft_says_what_is_posted(shop, mode, percent, prices, net, vat, total):
    keeps(shop, mode, tax(shop, percent))
    draft = cables(shop, *prices)
    before = found_on(shop, draft)
    assert before.taxes == (TaxTotal("VAT", percent * PERCENT, net, vat),)
    assert before.total == documents.document(shop.database, draft).total == total
    shop.post(draft)
    assert found_on(shop, draft) == before


def test_the_rule_s_discount_with_tax(shop):
    keeps(shop, "added", tax(shop, 22))
    draft = cables(shop, 348_35)
    (line,) = document_lines.lines(shop.database, draft)
    shop.set_quantity(draft, line.id, 16)
    discounts.set_of_line(shop.session, draft, line.id, Discount(rate=4 * PERCENT))
    shop.post(draft)
    assert found_on(shop, draft).taxes == (TaxTotal("VAT", 22 * PERCENT, 5_350_66, 1_177_15),)
    assert documents.document(shop.database, draft).total == 6_527_81


def test_an_item_has_its_own_tax_and_the_others_the_shop_s(shop):
    low, high = tax(shop, 10, "Low"), tax(shop, 22, "High")
    form, barcodes = items.load(shop.database, shop.has.rope)
    items.save(shop.session, replace(form, tax_id=low), barcodes, shop.has.rope)
    keeps(shop, "included", high)
    draft = cables(shop, 28_90)
    line = shop.line(draft, product=shop.has.rope)
    draft_lines.set_price(shop.session, draft, line, 1_25)
    shop.post(draft)
    found = found_on(shop, draft)
    assert [(one.name, one.tax) for one in found.taxes] == [("High", 5_21), ("Low", 11)]
    assert (sum(one.net for one in found.taxes), found.total) == (24_83, 30_15)


def test_drafts_follow_the_item_s_tax(shop):
    low, high = tax(shop, 10, "Low"), tax(shop, 20, "High")
    keeps(shop, "added", high)
    draft = cables(shop, 100_00)
    form, barcodes = items.load(shop.database, shop.has.cable)
    items.save(shop.session, replace(form, tax_id=low), barcodes, shop.has.cable)
    assert documents.document(shop.database, draft).total == 110_00


def test_a_shop_without_taxes_keeps_none(shop):
    tax(shop, 21)
    draft = cables(shop, 10_00)
    shop.post(draft)
    assert found_on(shop, draft).taxes == ()
    assert shop.everything("document_tax") == {"document_tax": []}


@pytest.mark.parametrize("mode, total", [("added", 11_00), ("included", 10_00), ("none", 10_00)])
def test_drafts_follow_the_shop_s_choice_and_what_is_posted_stays(shop, mode, total):
    vat = tax(shop, 10)
    keeps(shop, "added", vat)
    posted, draft = cables(shop, 10_00), cables(shop, 10_00)
    shop.post(posted)
    keeps(shop, mode, vat)
    assert documents.document(shop.database, draft).total == total
    assert documents.document(shop.database, posted).total == 11_00
    shop.post(draft)
    assert documents.document(shop.database, draft).total == total


def test_a_rate_holds_from_its_day_on_and_the_document_s_day_decides(shop):
    periods = [
        TaxPeriod("2020-01-01", "2026-10-31", 16 * PERCENT),
        TaxPeriod("2026-11-01", None, 13 * PERCENT),
    ]
    keeps(shop, "added", taxes.save(shop.session, TaxForm("VAT", periods)))
    draft = cables(shop, 100_00)
    draft_head.set_date(shop.session, draft, "2026-10-31", sure=True)
    assert documents.document(shop.database, draft).total == 116_00
    draft_head.set_date(shop.session, draft, "2026-11-01", sure=True)
    assert documents.document(shop.database, draft).total == 113_00


def test_a_draft_that_nobody_touched_has_the_new_day_s_rate(shop, set_clock):
    set_clock("2026-10-31T12:00:00+00:00")
    periods = [
        TaxPeriod("2020-01-01", "2026-10-31", 16 * PERCENT),
        TaxPeriod("2026-11-01", None, 13 * PERCENT),
    ]
    keeps(shop, "added", taxes.save(shop.session, TaxForm("VAT", periods)))
    draft = cables(shop, 100_00)
    set_clock("2026-11-02T12:00:00+00:00")
    draft_head.follow_day(shop.session)
    assert documents.document(shop.database, draft).total == 113_00
    shop.post(draft)
    assert found_on(shop, draft).taxes == (TaxTotal("VAT", 13 * PERCENT, 100_00, 13_00),)


@pytest.mark.parametrize(
    "periods, code",
    [
        ([TaxPeriod("2020-01-01", "2021-12-31", 1)], Code.TAX_ENDED),
        ([TaxPeriod("2090-01-01", None, 1)], Code.TAX_NOT_BEGUN),
        (
            [TaxPeriod("2020-01-01", "2021-12-31", 1), TaxPeriod("2090-01-01", None, 1)],
            Code.TAX_WITHOUT_RATE,
        ),
    ],
)
def test_a_rate_that_ended_or_has_not_begun_is_refused_with_the_item(shop, periods, code):
    keeps(shop, "added", taxes.save(shop.session, TaxForm("VAT", periods)))
    draft = cables(shop, 10_00, 20_00)
    found = refusal(shop.post, draft)
    assert [(one.code, one.line, one.values["product"]) for one in found] == [
        (code, 1, "Cable"),
        (code, 2, "Cable"),
    ]
    assert posting.problems_of(shop.database, draft) == list(found)


def test_changing_a_rate_changes_drafts_and_nothing_that_is_posted(shop):
    vat = tax(shop, 10)
    keeps(shop, "added", vat)
    posted, draft = cables(shop, 100_00), cables(shop, 100_00)
    shop.post(posted)
    taxes.save(
        shop.session,
        TaxForm("New", [TaxPeriod("2000-01-01", None, 20 * PERCENT)], default=True),
        vat,
    )
    assert documents.document(shop.database, draft).total == 120_00
    assert found_on(shop, posted).taxes == (TaxTotal("VAT", 10 * PERCENT, 100_00, 10_00),)
    assert found_on(shop, copying.copy(shop.session, posted)).total == 120_00


@pytest.mark.parametrize(
    "form, code",
    [
        (TaxForm(" ", [TaxPeriod("2020-01-01", None, 1)]), Code.NAME_MISSING),
        (TaxForm("vat", [TaxPeriod("2020-01-01", None, 1)]), Code.NAME_TAKEN),
        (TaxForm("New"), Code.TAX_NO_RATE),
        (TaxForm("New", [TaxPeriod("2020-01-02", "2020-01-01", 1)]), Code.TAX_PERIOD_BACKWARDS),
        (
            TaxForm("New", [TaxPeriod("2021-01-01", None, 1), TaxPeriod("2020-01-01", None, 1)]),
            Code.TAX_PERIODS_OVERLAP,
        ),
        (
            TaxForm(
                "New", [TaxPeriod("2020-01-01", "2020-06-30", 1), TaxPeriod("2020-06-30", None, 1)]
            ),
            Code.TAX_PERIODS_OVERLAP,
        ),
    ],
)
def test_a_tax_that_makes_no_sense_is_refused(shop, form, code):
    tax(shop, 10)
    before = shop.everything("tax", "tax_rate")
    assert codes(refusal(taxes.save, shop.session, form)) == [code]
    assert shop.everything("tax", "tax_rate") == before


def test_a_change_of_a_tax_is_told_and_a_new_one_is_not(shop):
    vat = tax(shop, 10)
    assert not shop.rows("SELECT * FROM audit WHERE action = 'tax'")
    taxes.save(shop.session, TaxForm("VAT", [TaxPeriod("2000-01-01", None, 11_000)]), vat)
    assert shop.rows(
        "SELECT subject, subject_id, before, after FROM audit WHERE action = 'tax'"
    ) == [
        (
            "tax",
            vat,
            '{"periods": [["2000-01-01", null, 10000]]}',
            '{"periods": [["2000-01-01", null, 11000]]}',
        )
    ]
    assert taxes.load(shop.database, vat) == TaxForm(
        "VAT", (TaxPeriod("2000-01-01", None, 11_000),)
    )
    with pytest.raises(KeyError):
        taxes.load(shop.database, 99)


@pytest.mark.parametrize("currency, price, vat", [("JPY", 999, 100), ("KWD", 12_345, 1_235)])
def test_currencies_of_no_and_of_three_decimals(shop, currency, price, vat):
    shop.database.execute_sql("DELETE FROM setting WHERE key = 'currency'")
    shop.in_currency(currency)
    keeps(shop, "added", tax(shop, 10))
    draft = cables(shop, price)
    shop.post(draft)
    assert found_on(shop, draft).total == price + vat


def test_what_is_to_be_paid_has_its_limit_with_the_tax(shop):
    keeps(shop, "added", tax(shop, 10))
    draft = cables(shop, 10**12)
    assert codes(refusal(shop.post, draft)) == [Code.TOTAL_TOO_BIG]
