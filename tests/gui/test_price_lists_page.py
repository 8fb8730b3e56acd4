"""Item › Price lists, an item's prices in them, and many prices changed at once (M2)."""

from typing import Any

import pytest
from PySide6.QtCore import Qt

from app.domain.permissions import Role
from app.domain.prices import PriceStep
from app.gui.items.change_prices_dialog import ChangePricesDialog
from app.gui.items.editor import ItemEditor
from app.gui.items.price_list_dialog import PriceListDialog
from app.gui.items.price_lists_page import PriceListsPage
from app.gui.items.prices_dialog import PricesDialog
from app.gui.kit.desk import Desk
from app.lists.price_list import PRICES
from app.services.money import price_lists
from db.queries import items
from tests.shop import Shop

pytestmark = pytest.mark.rule("M2")


@pytest.fixture
def member(shop: Shop) -> int:
    made = price_lists.save(shop.session, "Member")
    steps = [PriceStep(1_000, 15_00), PriceStep(10_000, 12_00)]
    price_lists.set_steps(shop.session, shop.has.cable, {made: steps})
    return made


@pytest.fixture
def page(qtbot, desk: Desk, member: int) -> PriceListsPage:
    return shown_page(qtbot, desk)


def shown_page(qtbot, desk: Desk) -> PriceListsPage:
    made = PriceListsPage(desk)
    qtbot.addWidget(made)
    made.show()
    made.reload()
    return made


def rows(page: PriceListsPage) -> dict[str, tuple[Any, ...]]:
    columns = {column.key: column for column in PRICES.columns}
    keys = ("sale_price", "price", "from", "step")
    return {row.sku: tuple(columns[key].value(row) for key in keys) for row in page.model.rows}


def test_each_item_stands_with_its_steps_in_the_list(page: PriceListsPage) -> None:
    assert rows(page) == {
        "CABLE-C": (19_90, 15_00, 10_000, 12_00),
        "CAM-7": (6499_00, None, None, None),
        "PHONE-1": (2999_00, None, None, None),
        "ROPE": (3_00, None, None, None),
    }
    page.priced.setChecked(True)
    assert list(rows(page)) == ["CABLE-C"]
    page.choice.setCurrentIndex(0)
    page._choose()
    assert len(rows(page)) == 4
    assert not page.priced.isEnabled() and not page.rename_button.isEnabled()


def test_a_shop_without_lists_begins_with_what_everybody_pays(qtbot, desk: Desk) -> None:
    page = shown_page(qtbot, desk)
    assert page.price_list() is None
    assert rows(page)["ROPE"] == (3_00, None, None, None)
    assert page.new_button.isEnabled() and page.change_button.isEnabled()


def test_who_may_not_change_prices_only_reads(qtbot, desk: Desk, shop: Shop, member: int) -> None:
    page = shown_page(qtbot, desk._replace(session=shop.as_a(Role.CLERK)))
    assert len(rows(page)) == 4
    page.table.select_only(0)
    buttons = (page.new_button, page.rename_button, page.prices_button, page.change_button)
    assert [one.isEnabled() for one in buttons] == [False] * 4
    assert "cost" not in [column.key for column in page.list.listing.columns]


def test_a_list_is_made_and_put_away_in_its_dialog(qtbot, desk: Desk, page: PriceListsPage) -> None:
    dialog = PriceListDialog(desk, None, page)
    qtbot.addWidget(dialog)
    dialog.name.setText("member")
    dialog.ok_button.click()
    assert dialog.problems.isVisibleTo(dialog)
    dialog.name.setText("Wholesale")
    dialog.ok_button.click()
    page.read_lists(dialog.made)
    assert page.choice.currentText() == "Wholesale"
    again = PriceListDialog(desk, page._lists[1], page)
    qtbot.addWidget(again)
    assert not again.is_entered()
    again.active.setChecked(False)
    again.ok_button.click()
    page.read_lists()
    assert page.choice.currentText() == "Wholesale (not in use)"


def test_an_items_prices_are_typed_and_saved(
    qtbot, desk: Desk, shop: Shop, page: PriceListsPage, member: int
) -> None:
    dialog = PricesDialog(desk, shop.has.rope, page)
    qtbot.addWidget(dialog)
    assert not dialog.is_entered()
    dialog.prices.price_box.setText("2.80")
    dialog.prices.add()
    dialog.prices.from_box.setText("50")
    dialog.prices.price_box.setText("2.50")  # typed, and not added yet
    assert dialog.is_entered()
    dialog.ok_button.click()
    assert price_lists.steps_of(shop.database, shop.has.rope) == {
        member: [PriceStep(1_000, 2_80), PriceStep(50_000, 2_50)]
    }


@pytest.mark.parametrize(("quantity", "price"), [("x", "1"), ("-1", "1"), ("1.5", "1"), ("", "x")])
def test_what_is_no_price_is_refused_and_stays(
    qtbot, desk: Desk, shop: Shop, page: PriceListsPage, quantity: str, price: str
) -> None:
    before = price_lists.steps_of(shop.database, shop.has.cable)
    dialog = PricesDialog(desk, shop.has.cable, page)
    qtbot.addWidget(dialog)
    dialog.prices.from_box.setText(quantity)
    dialog.prices.price_box.setText(price)
    dialog.ok_button.click()
    assert dialog.problems.isVisibleTo(dialog)
    assert dialog.prices.price_box.text() == price
    assert price_lists.steps_of(shop.database, shop.has.cable) == before


def changing(qtbot, desk: Desk, page: PriceListsPage) -> ChangePricesDialog:
    made = ChangePricesDialog(desk, page.price_list(), "Member", page._shown_items, page)
    qtbot.addWidget(made)
    return made


def test_new_prices_are_shown_then_written_then_taken_back(
    qtbot, desk: Desk, shop: Shop, page: PriceListsPage, member: int
) -> None:
    dialog = changing(qtbot, desk, page)
    dialog.basis.setCurrentIndex(1)
    dialog.rate.setText("−10")
    assert not dialog.ok_button.isEnabled()
    dialog.show_new()
    assert [(one.sku, one.old, one.new) for one in dialog.table.table_model.rows] == [
        ("CABLE-C", 15_00, 17_91),
        ("CAM-7", None, 5849_10),
        ("PHONE-1", None, 2699_10),
        ("ROPE", None, 2_70),
    ]
    assert price_lists.steps_of(shop.database, shop.has.rope) == {}
    dialog.ok_button.click()
    page._offer_back(dialog.done_changes, member)
    assert page.undo_button.text() == "4 prices are changed. Undo"
    assert price_lists.steps_of(shop.database, shop.has.rope) == {member: [PriceStep(1_000, 2_70)]}
    page.undo_button.click()
    assert price_lists.steps_of(shop.database, shop.has.rope) == {}
    assert not page.undo_button.isVisibleTo(page)


def test_another_rule_takes_the_shown_prices_away(qtbot, desk: Desk, page: PriceListsPage) -> None:
    dialog = changing(qtbot, desk, page)
    dialog.rate.setText("10")
    dialog.show_new()
    assert dialog.ok_button.isEnabled()
    dialog.rate.setText("11")
    assert not dialog.ok_button.isEnabled() and not dialog.table.table_model.rows
    dialog.rate.setText("x")
    dialog.show_new()
    assert dialog.problems.isVisibleTo(dialog)


def test_only_what_is_found_changes(qtbot, desk: Desk, shop: Shop, page: PriceListsPage) -> None:
    page.choice.setCurrentIndex(0)
    page.search.setText("rope")
    page.reload()
    dialog = changing(qtbot, desk, page)
    dialog.rate.setText("100")
    dialog.show_new()
    dialog.ok_button.click()
    assert items.item(shop.database, shop.has.rope).sale_price == 6_00
    assert items.item(shop.database, shop.has.cable).sale_price == 19_90


def test_what_was_changed_since_is_not_taken_back(
    qtbot, desk: Desk, shop: Shop, page: PriceListsPage, member: int
) -> None:
    dialog = changing(qtbot, desk, page)
    dialog.rate.setText("10")
    dialog.show_new()
    dialog.ok_button.click()
    page._offer_back(dialog.done_changes, member)
    price_lists.set_steps(shop.session, shop.has.cable, {member: [PriceStep(1_000, 1)]})
    page.undo_button.click()
    assert page.problems.isVisibleTo(page)
    assert price_lists.steps_of(shop.database, shop.has.cable) == {member: [PriceStep(1_000, 1)]}


def test_the_items_own_page_has_its_prices_in_lists_and_saves_them_with_it(
    qtbot, desk: Desk, shop: Shop, member: int
) -> None:
    editor = ItemEditor(desk)
    qtbot.addWidget(editor)
    editor.open(shop.has.cable)
    told = editor.index.item(2).data(Qt.ItemDataRole.AccessibleTextRole)
    assert told == "Prices, 1 list"
    assert not editor.is_changed()
    editor.list_prices.from_box.setText("100")
    editor.list_prices.price_box.setText("11")
    editor.fields["sale_price"].setText("21")
    assert editor.save()
    assert price_lists.steps_of(shop.database, shop.has.cable)[member][-1] == PriceStep(
        100_000, 11_00
    )
    assert items.item(shop.database, shop.has.cable).sale_price == 21_00


def test_an_item_with_a_wrong_price_in_a_list_is_not_saved_at_all(
    qtbot, desk: Desk, shop: Shop, member: int
) -> None:
    editor = ItemEditor(desk)
    qtbot.addWidget(editor)
    editor.open(shop.has.cable)
    editor.list_prices.price_box.setText("x")
    editor.fields["sale_price"].setText("21")
    assert not editor.save()
    assert items.item(shop.database, shop.has.cable).sale_price == 19_90
