"""The shop's choices: P1 and what the first-run page asks."""

from contextlib import closing

import pytest

from app.domain.permissions import Role
from app.domain.problems import Code
from app.services import session as sessions
from app.services import settings
from app.services.money import accounts
from app.services.settings import CURRENCIES, CounterSettings, PersonSettings, Settings, Trade
from db import sql
from db.engine.opening import open_database
from tests.shop import codes, refusal


@pytest.fixture
def empty(tmp_path):
    """A store nobody has answered the first-run page for."""
    with closing(open_database(tmp_path / "new.sdk")) as database:
        yield sessions.begin(database)


@pytest.mark.rule("P1")
@pytest.mark.parametrize("trade", Trade, ids=lambda trade: trade.name)
def test_only_a_new_digital_or_appliance_shop_starts_with_serials(empty, trade):
    settings.set_up(empty, " Corner ", trade, "JPY", "zh_CN", " Shop floor ")
    kept = settings.load(empty.database)
    assert kept.serials_enabled == kept.serials_for_new == (trade is Trade.DIGITAL)
    assert (kept.shop_name, kept.trade) == ("Corner", trade.name)
    assert settings.load_person(empty.database, empty.person.id).language == "zh_CN"
    assert kept.currency == "JPY"
    assert sql.rows(empty.database, "SELECT name FROM warehouse") == [("Shop floor",)]


def test_what_everybody_reads_beside_an_event_is_in_the_language_of_the_shop(empty):
    """Who did it, and at which counter: both are given their names by the first-run page."""
    settings.set_up(empty, "店", Trade.OTHER, "CNY", "zh_CN", "门店仓库", "店主", "收银台 1")
    begun = sessions.begin(empty.database)
    assert (begun.person.name, begun.counter.name) == ("店主", "收银台 1")


def test_before_the_first_run_page_the_defaults_stand(empty):
    assert settings.load(empty.database) == Settings()
    assert not settings.load(empty.database).is_set_up


@pytest.mark.parametrize(("name", "warehouse"), [(" ", "Main"), ("Shop", " ")])
def test_a_shop_and_its_warehouse_need_names(empty, name, warehouse):
    problems = refusal(settings.set_up, empty, name, Trade.OTHER, "EUR", "en", warehouse)
    assert codes(problems) == [Code.NAME_MISSING]
    assert settings.load(empty.database) == Settings()
    assert sql.rows(empty.database, "SELECT * FROM warehouse") == []


def test_choices_are_kept_one_by_one(shop):
    settings.save(shop.session, negative_stock=True)
    returned = settings.save(shop.session, direct_transfers=True)
    kept = settings.load(shop.database)
    assert kept == returned
    assert (kept.negative_stock, kept.direct_transfers) == (True, True)
    assert kept.shop_name == "Corner Shop"


def test_each_choice_is_kept_where_it_belongs(shop):
    settings.change(shop.session, negative_stock=True, theme="dark", person=7)
    person, counter = shop.session.person.id, shop.session.counter.id
    assert settings.load(shop.database).negative_stock
    assert settings.load_person(shop.database, person).theme == "dark"
    assert settings.load_person(shop.database, person + 1) == PersonSettings()
    assert settings.load_counter(shop.database, counter).person == 7
    assert settings.load_counter(shop.database, counter + 1) == CounterSettings()


def test_each_choice_belongs_to_one(shop):
    names = [name for part in settings.PARTS for name in part._fields]
    assert len(names) == len(set(names))


@pytest.mark.rule("U1")
def test_what_is_ones_own_needs_no_permission_and_what_is_the_shops_does(shop):
    viewer = shop.as_a(Role.VIEWER)
    settings.change(viewer, theme="dark", resume=7)
    assert settings.load_person(shop.database, viewer.person.id).theme == "dark"
    before = shop.everything()
    (problem,) = refusal(settings.change, viewer, theme="light", negative_stock=True)
    assert problem.code is Code.NOT_ALLOWED
    assert shop.everything() == before


def test_a_choice_of_a_newer_program_is_left_alone(shop):
    sql.execute(shop.database, "INSERT INTO setting VALUES ('hologram', 'true')")
    assert settings.load(shop.database).is_set_up
    assert ("hologram", "true") in shop.rows("SELECT * FROM setting")


@pytest.mark.parametrize("value", ["{", '"x"', "null", "true"])
def test_what_is_damaged_of_a_person_or_a_counter_is_as_nobody_chose_it(shop, value):
    sql.execute(shop.database, "INSERT INTO person_setting VALUES (1, 'volume', ?)", value)
    sql.execute(shop.database, "INSERT INTO counter_setting VALUES (1, 'scanner', ?)", value)
    assert settings.load_person(shop.database, 1).volume == PersonSettings().volume
    assert settings.load_counter(shop.database, 1).scanner == {}


def test_a_shop_cannot_lose_its_name(shop):
    assert codes(refusal(settings.save, shop.session, shop_name=" ")) == [Code.NAME_MISSING]
    assert settings.load(shop.database).shop_name == "Corner Shop"


@pytest.mark.rule("P1")
def test_switching_serials_off_deletes_nothing(shop):
    shop.purchase("A1 A2")
    before = shop.everything("serial", "serial_movement", "product")
    settings.save(shop.session, serials_enabled=False)
    assert shop.everything("serial", "serial_movement", "product") == before


def test_a_shop_keeps_its_currency_once_amounts_mean_something(shop):
    """The template has prices in yuan and fen; a posted document fixes the currency for good."""
    offered = settings.currencies(shop.database)
    assert {"CNY", "EUR"} <= set(offered)
    assert {CURRENCIES[code] for code in offered} == {2}
    shop.opening("A1")
    assert settings.currencies(shop.database) == ["CNY"]


def unpriced(shop):
    """Nothing costs anything any more."""
    sql.execute(shop.database, "UPDATE product SET purchase_price = 0, sale_price = 0")


AMOUNTS = {
    "an item's price": "UPDATE product SET sale_price = 5 WHERE id = 1",
    "a price of a list": "INSERT INTO list_price VALUES (1, 1, 1000, 5)",
    "a credit limit": "UPDATE contact SET credit_limit = 5 WHERE id = 1",
}


@pytest.mark.rule("M1")
@pytest.mark.parametrize("amount", AMOUNTS)
def test_where_an_amount_is_entered_no_currency_of_other_decimals_is_kept(shop, amount):
    unpriced(shop)
    sql.execute(shop.database, "INSERT INTO price_list (id, name) VALUES (1, 'Member')")
    assert set(settings.currencies(shop.database)) == set(CURRENCIES)
    sql.execute(shop.database, AMOUNTS[amount])
    problems = refusal(settings.change, shop.session, currency="JPY")
    assert codes(problems) == [Code.CURRENCY_OF_OTHER_DECIMALS]
    assert settings.save(shop.session, currency="EUR").currency == "EUR"


@pytest.mark.rule("M1")
def test_nor_where_a_receipt_that_is_not_posted_has_its_amount(shop):
    unpriced(shop)
    shop.take_payments()
    draft = accounts.begin(shop.session, "money_receipt", shop.has.customer)
    accounts.set_amount(shop.session, draft, 5)
    problems = refusal(settings.save, shop.session, currency="KWD")
    assert codes(problems) == [Code.CURRENCY_OF_OTHER_DECIMALS]


@pytest.mark.rule("M1")
def test_once_a_document_is_posted_no_other_currency_is_kept(shop):
    """Whoever asks: a page that was opened before, or one that takes a change back."""
    shop.opening("A1")
    problems = refusal(settings.save, shop.session, currency="EUR", address="Quay 1")
    assert codes(problems) == [Code.CURRENCY_STAYS]
    assert (settings.load(shop.database).currency, settings.load(shop.database).address) == (
        "CNY",
        "",
    )


@pytest.mark.rule("M6")
@pytest.mark.parametrize(
    ("step", "currency", "kept"),
    [(5, "EUR", 5), (5, "JPY", 0), (1000, "JPY", 10), (10, "KWD", 100)],
)
def test_cash_is_rounded_to_the_same_coin_in_another_currency(shop, step, currency, kept):
    """0.05 of one is no 5 of another; where there is no such coin cash is not rounded."""
    unpriced(shop)
    settings.save(shop.session, cash_rounding=step)
    assert settings.save(shop.session, currency=currency).cash_rounding == kept
    assert settings.load(shop.database).cash_rounding == kept


def test_before_any_price_every_currency_is_offered(empty):
    assert set(settings.currencies(empty.database)) == set(CURRENCIES)


def test_currencies_have_the_decimals_of_their_minor_unit():
    assert (CURRENCIES["CNY"], CURRENCIES["JPY"], CURRENCIES["KWD"]) == (2, 0, 3)
