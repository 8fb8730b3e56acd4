"""Tenders: the shop's ways of being paid, in its own order (M5)."""

import pytest

from app.domain.payments import TenderKind, TenderName
from app.domain.problems import Code
from app.services.money import tenders
from app.services.money.tenders import TenderForm
from tests.shop import codes, refusal

pytestmark = pytest.mark.rule("M5")


def ids(shop):
    return {tender.kind: tender.id for tender in tenders.every(shop.database)}


def offered(shop):
    return [tender.name for tender in tenders.offered(shop.database)]


def test_a_new_shop_has_four_of_which_cash_opens_the_drawer(shop):
    found = tenders.every(shop.database)
    assert [(t.kind, t.opens_drawer) for t in found] == [
        (TenderKind.CASH, True),
        (TenderKind.CARD, False),
        (TenderKind.WALLET, False),
        (TenderKind.TRANSFER, False),
        (TenderKind.EXCHANGE, False),
    ]
    assert offered(shop) == [
        TenderName.CASH,
        TenderName.CARD,
        TenderName.WALLET,
        TenderName.TRANSFER,
    ]


def test_the_shop_adds_its_own_and_names_what_there_is(shop):
    made = tenders.save(shop.session, TenderForm(" Voucher ", opens_drawer=True))
    assert tenders.load(shop.database, made) == TenderForm("Voucher", opens_drawer=True)
    assert tenders.by_id(shop.database)[made].kind is TenderKind.OWN
    tenders.save(shop.session, TenderForm("Terminal 1"), ids(shop)[TenderKind.CARD])
    assert offered(shop)[1] == "Terminal 1"
    tenders.save(shop.session, TenderForm(""), ids(shop)[TenderKind.CARD])
    assert offered(shop)[1] is TenderName.CARD


@pytest.mark.parametrize("name", ["", "  "])
def test_one_of_the_shops_own_needs_a_name(shop, name):
    assert codes(refusal(tenders.save, shop.session, TenderForm(name))) == [Code.NAME_MISSING]
    made = tenders.save(shop.session, TenderForm("Voucher"))
    assert codes(refusal(tenders.save, shop.session, TenderForm(name), made)) == [Code.NAME_MISSING]


def test_a_name_is_of_one_only(shop):
    tenders.save(shop.session, TenderForm("Voucher"))
    assert codes(refusal(tenders.save, shop.session, TenderForm("VOUCHER"))) == [Code.NAME_TAKEN]


def test_one_is_retired_and_taken_back_but_never_cash(shop):
    wallet, cash = ids(shop)[TenderKind.WALLET], ids(shop)[TenderKind.CASH]
    tenders.save(shop.session, TenderForm("", active=False), wallet)
    assert TenderName.WALLET not in offered(shop)
    tenders.save(shop.session, TenderForm(""), wallet)
    assert TenderName.WALLET in offered(shop)
    assert codes(refusal(tenders.save, shop.session, TenderForm("", active=False), cash)) == [
        Code.CASH_STAYS
    ]


@pytest.mark.parametrize("by", [-9, -1, 1, 9])
def test_one_is_moved_among_those_in_use(shop, by):
    wallet = ids(shop)[TenderKind.WALLET]
    tenders.save(shop.session, TenderForm("", active=False), ids(shop)[TenderKind.CARD])
    tenders.move(shop.session, wallet, by)
    place = {-9: 0, -1: 0, 1: 2, 9: 2}[by]
    assert offered(shop).index(TenderName.WALLET) == place
    assert len(offered(shop)) == 3
    made = tenders.save(shop.session, TenderForm("Voucher"))
    assert tenders.offered(shop.database)[-1].id == made


def test_a_number_goes_with_the_payments_of_those_that_ask_for_it(shop):
    card = ids(shop)[TenderKind.CARD]
    assert not tenders.by_id(shop.database)[card].asks_reference
    tenders.save(shop.session, TenderForm("", asks_reference=True), card)
    assert tenders.by_id(shop.database)[card].asks_reference
    made = tenders.save(shop.session, TenderForm("Voucher", asks_reference=True))
    assert tenders.load(shop.database, made) == TenderForm("Voucher", asks_reference=True)
