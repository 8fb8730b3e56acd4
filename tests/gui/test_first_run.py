"""The first-run page: what the language proposes, and what is said of choices that stay."""

import pytest

from app.gui.shell.first_run import FirstRunPage
from app.services.settings import Trade
from app.text import use_language


@pytest.fixture
def page(qtbot):
    made = FirstRunPage()
    made.done = True
    qtbot.addWidget(made)
    yield made
    use_language("en")


def speak(page: FirstRunPage, language: str) -> None:
    page.language.setCurrentIndex(page.language.findData(language))


def test_the_language_proposes_the_currency(page: FirstRunPage) -> None:
    for language, currency in (("zh_CN", "CNY"), ("en", "USD"), ("zh_CN", "CNY")):
        speak(page, language)
        assert page.currency.currentData() == currency


def test_a_currency_that_somebody_chose_stays(page: FirstRunPage) -> None:
    page.currency.setCurrentText("EUR")
    page.currency.activated.emit(page.currency.currentIndex())
    speak(page, "zh_CN")
    assert page.currency.currentData() == "EUR"


@pytest.mark.rule("P1")
@pytest.mark.parametrize("trade", Trade, ids=lambda trade: trade.name)
def test_it_says_how_serials_start(page: FirstRunPage, trade: Trade) -> None:
    speak(page, "en")
    page.trade.setCurrentIndex(page.trade.findData(trade))
    assert ("new items start with it" in page.hint.text()) is (trade is Trade.DIGITAL)
    assert "then it stays" in page.currency_hint.text()
