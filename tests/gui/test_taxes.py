"""Settings › Taxes, an item's tax, and no word of it where a shop keeps none (M4)."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel

from app.domain.kinds import SALE
from app.domain.pricing import PERCENT
from app.gui.documents.pages import page_of
from app.gui.items.editor import ItemEditor
from app.gui.settings.page import SettingsPage
from app.gui.settings.taxes import TaxesPage
from app.gui.shell.main_window import MainWindow
from app.gui.shell.menu import entries
from app.services import settings
from app.services.money import taxes
from app.services.money.taxes import ALWAYS, TaxForm
from app.services.stock import items
from db.queries.taxes import TaxPeriod
from tests.gui.conftest import desk_at

pytestmark = pytest.mark.rule("M4")


@pytest.fixture
def page(qtbot, desk):
    page = TaxesPage(desk)
    qtbot.addWidget(page)
    page.show()
    return page


def test_a_tax_is_added_with_a_rate_that_was_only_typed(qtbot, page, shop):
    page.new()
    editor = page.editor
    editor.fields["name"].setText("VAT")
    qtbot.keyClicks(editor.fields["periods"].rate, "13")
    editor.fields["default"].setChecked(True)
    assert editor.save()
    assert taxes.load(shop.database, editor.id) == TaxForm(
        "VAT", (TaxPeriod(ALWAYS, None, 13 * PERCENT),), default=True
    )
    assert settings.load(shop.database).default_tax == editor.id


def test_rates_with_their_days_are_added_typed_over_and_taken_out(qtbot, page, shop):
    page.new()
    editor, periods = page.editor, page.editor.fields["periods"]
    editor.fields["name"].setText("VAT")
    for rate, since, until in (("13", "2026-11-01", ""), ("16", "", "2026-10-31"), ("1", "", "")):
        for box, text in zip(periods.boxes, (rate, since, until), strict=True):
            qtbot.keyClicks(box, text)
        qtbot.keyClick(periods.rate, Qt.Key.Key_Return)
    model = periods.table.table_model
    place = next(at for at, one in enumerate(model.rows) if one.rate == PERCENT)
    periods.table.select_only(place)
    periods.remove()
    assert model.setData(model.index(0, 0), "17")
    assert editor.save()
    assert taxes.load(shop.database, editor.id).periods == (
        TaxPeriod(ALWAYS, "2026-10-31", 17 * PERCENT),
        TaxPeriod("2026-11-01", None, 13 * PERCENT),
    )


@pytest.mark.parametrize(
    "rate, since", [("thirteen", ""), ("101", ""), ("13", "someday"), ("-1", "2026-01-01")]
)
def test_what_cannot_be_read_is_refused_and_stays(qtbot, page, shop, rate, since):
    page.new()
    editor, periods = page.editor, page.editor.fields["periods"]
    editor.fields["name"].setText("VAT")
    periods.rate.setText(rate)
    periods.since.setText(since)
    assert not editor.save() and editor.problems.isVisible()
    assert (periods.rate.text(), periods.since.text()) == (rate, since)
    assert not shop.rows("SELECT * FROM tax")


def test_an_item_has_its_tax_and_keeps_it_where_none_are_shown(qtbot, shop):
    low = taxes.save(shop.session, TaxForm("Low", [TaxPeriod(ALWAYS, None, 5 * PERCENT)]))
    high = TaxForm("High", [TaxPeriod(ALWAYS, None, 20 * PERCENT)], default=True)
    taxes.save(shop.session, high)
    settings.save(shop.session, taxes="included")
    editor = ItemEditor(desk_at(shop))
    qtbot.addWidget(editor)
    editor.show()
    editor.open(shop.has.cable)
    assert editor.tax.currentText() == "As usual: High" and editor.tax.isVisible()
    editor.tax.setCurrentIndex(editor.tax.findData(low))
    assert editor.save()
    assert items.load(shop.database, shop.has.cable)[0].tax_id == low
    settings.save(shop.session, taxes="none")
    editor = ItemEditor(desk_at(shop))
    qtbot.addWidget(editor)
    editor.show()
    editor.open(shop.has.cable)
    assert not editor.tax.isVisible()
    editor.fields["name"].setText("Cable, 2 m")
    assert editor.save()
    assert items.load(shop.database, shop.has.cable)[0].tax_id == low


def test_the_shop_s_choice_is_a_setting_and_its_drafts_follow(qtbot, desk, shop):
    vat = TaxForm("VAT", [TaxPeriod(ALWAYS, None, 10 * PERCENT)], default=True)
    taxes.save(shop.session, vat)
    draft = shop.draft("sale")
    shop.line(draft, product=shop.has.cable)
    page = SettingsPage(desk)
    qtbot.addWidget(page)
    page.show()
    page.show_setting("taxes")
    page.fields["taxes"].set_value("added")
    page.settle()
    assert settings.load(shop.database).taxes == "added"
    assert shop.rows("SELECT total, tax_mode FROM document WHERE id = ?", draft) == [(21_89, 2)]


@pytest.mark.parametrize("mode", ["included", "added"])
def test_a_shop_that_keeps_taxes_has_their_page_in_the_menu(qtbot, shop, mode):
    settings.save(shop.session, taxes=mode)
    window = MainWindow(desk_at(shop))
    qtbot.addWidget(window)
    assert isinstance(window.show_page("taxes"), TaxesPage)


def test_a_shop_without_taxes_has_no_page_of_them_and_no_word_on_documents(qtbot, desk, shop):
    assert "taxes" not in {entry.key for entry in entries(serials_enabled=True)}
    draft = shop.draft("sale")
    shop.line(draft, product=shop.has.cable)
    page = page_of(SALE)(desk, SALE)
    qtbot.addWidget(page)
    page.open(draft)
    page.show()
    said = [made.text() for made in page.findChildren(QLabel) if made.isVisible()]
    assert said and not any("tax" in text.lower() for text in said)
