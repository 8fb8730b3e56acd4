"""The shop's choices: P1 and what the first-run page asks."""

from contextlib import closing

import pytest

from app.domain.problems import Code
from app.services import settings
from app.services.settings import CURRENCIES, Settings, Trade
from db import sql
from db.engine.opening import open_database
from tests.shop import codes, refusal


@pytest.fixture
def empty(tmp_path):
    """A store nobody has answered the first-run page for."""
    with closing(open_database(tmp_path / "new.sdk")) as database:
        yield database


@pytest.mark.rule("P1")
@pytest.mark.parametrize("trade", Trade, ids=lambda trade: trade.name)
def test_only_a_new_digital_or_appliance_shop_starts_with_serials(empty, trade):
    settings.set_up(empty, " Corner ", trade, "JPY", "zh_CN", " Shop floor ")
    kept = settings.load(empty)
    assert kept.serials_enabled == (trade is Trade.DIGITAL)
    assert (kept.shop_name, kept.trade, kept.language) == ("Corner", trade.name, "zh_CN")
    assert kept.currency == "JPY"
    assert sql.rows(empty, "SELECT name FROM warehouse") == [("Shop floor",)]


def test_before_the_first_run_page_the_defaults_stand(empty):
    assert settings.load(empty) == Settings()
    assert not settings.load(empty).is_set_up


@pytest.mark.parametrize(("name", "warehouse"), [(" ", "Main"), ("Shop", " ")])
def test_a_shop_and_its_warehouse_need_names(empty, name, warehouse):
    problems = refusal(settings.set_up, empty, name, Trade.OTHER, "EUR", "en", warehouse)
    assert codes(problems) == [Code.NAME_MISSING]
    assert settings.load(empty) == Settings()
    assert sql.rows(empty, "SELECT * FROM warehouse") == []


def test_choices_are_kept_one_by_one(shop):
    settings.save(shop.session, negative_stock=True)
    returned = settings.save(shop.session, theme="dark", sounds=False)
    kept = settings.load(shop.database)
    assert kept == returned
    assert (kept.negative_stock, kept.theme, kept.sounds) == (True, "dark", False)
    assert kept.shop_name == "Corner Shop"


def test_a_choice_of_a_newer_program_is_left_alone(shop):
    sql.execute(shop.database, "INSERT INTO setting VALUES ('hologram', 'true')")
    assert settings.load(shop.database).is_set_up
    assert ("hologram", "true") in shop.rows("SELECT * FROM setting")


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


def test_before_any_price_every_currency_is_offered(empty):
    assert set(settings.currencies(empty)) == set(CURRENCIES)


def test_currencies_have_the_decimals_of_their_minor_unit():
    assert (CURRENCIES["CNY"], CURRENCIES["JPY"], CURRENCIES["KWD"]) == (2, 0, 3)
