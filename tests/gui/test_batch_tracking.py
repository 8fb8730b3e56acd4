"""Serial number management switched for a selection of items (P3), and what is asked (P4)."""

import pytest
from PySide6.QtCore import QTimer

from app.gui.items.list_page import ItemsPage
from app.gui.items.switched_dialog import SwitchedDialog
from app.gui.kit.desk import Desk
from app.gui.kit.dialogs import asking
from app.services.stock import items
from db.queries import items as item_reads
from tests.gui.test_items import answer, press
from tests.shop import Shop


@pytest.fixture
def page(qtbot, desk: Desk) -> ItemsPage:
    made = ItemsPage(desk)
    qtbot.addWidget(made)
    made.show()
    return made


def choose(page: ItemsPage, *names: str) -> None:
    """Select items by name."""
    page.reload()
    page.table.clearSelection()
    page.table.setSelectionMode(page.table.SelectionMode.MultiSelection)
    for place, row in enumerate(page.table.table_model.rows):
        if row.name in names:
            page.table.selectRow(place)
    page.table.setSelectionMode(page.table.SelectionMode.ExtendedSelection)


def see_results() -> list[str]:
    """Close the results that open in a moment; what they said is in the list then."""
    said: list[str] = []

    def now() -> None:
        dialog = asking()
        if not isinstance(dialog, SwitchedDialog):  # the question comes first
            QTimer.singleShot(5, now)
            return
        rows = dialog.table.table_model.rows
        said.extend(f"{row.name}: {dialog.text_of(row)}" for row in rows)
        said.append(dialog.detail.text())
        dialog.accept()

    QTimer.singleShot(0, now)
    return said


def tracked(shop: Shop, product: int) -> bool:
    return bool(item_reads.item(shop.database, product).track_serials)


@pytest.mark.rule("P3")
def test_each_item_is_enabled_or_refused_for_itself(page: ItemsPage, shop: Shop) -> None:
    choose(page, "Cable", "Phone", "Rope")
    said = see_results()
    page.enable_button.click()
    assert said[:3] == [
        "Cable: Enabled.",
        "Phone: Was enabled before.",
        "Rope: The unit allows decimals. Serial numbers need whole units.",
    ]
    assert said[3] == said[2], "the refused one is shown in whole"
    assert tracked(shop, shop.has.cable) and not tracked(shop, shop.has.rope)


@pytest.mark.rule("P3", "P4")
def test_disabling_asks_once_and_releases(page: ItemsPage, shop: Shop) -> None:
    shop.purchase("A1 A2")
    shop.purchase("C1", product=shop.has.camera)
    choose(page, "Camera", "Phone", "Cable")
    asked = answer(press("Disable"))
    said = see_results()
    page.disable_button.click()
    assert "3 serial numbers are in stock" in asked[0]
    assert said[:3] == [
        "Cable: Was disabled before.",
        "Camera: Disabled; 1 serial number in stock was released.",
        "Phone: Disabled; 2 serial numbers in stock were released.",
    ]
    assert shop.stock() == (2, 0) and not tracked(shop, shop.has.phone)


@pytest.mark.rule("P4")
def test_thinking_better_of_it_changes_nothing(page: ItemsPage, shop: Shop) -> None:
    shop.purchase("A1 A2")
    before = shop.everything()
    choose(page, "Phone")
    asked = answer(press("Keep them"))
    page.disable_button.click()
    assert asked and shop.everything() == before


@pytest.mark.rule("P4")
def test_the_editor_asks_before_it_releases(page: ItemsPage, shop: Shop) -> None:
    shop.purchase("A1 A2")
    page.open(shop.has.phone)
    page.editor.tracking.choose("")
    asked = answer(press("Keep them"))
    page.editor.save_button.click()
    assert "2 serial numbers" in asked[0]
    assert page.editor.isVisible() and tracked(shop, shop.has.phone)
    answer(press("Disable"))
    page.editor.save_button.click()
    assert not page.editor.isVisible() and not tracked(shop, shop.has.phone)
    assert shop.stock() == (2, 0)


def test_nothing_to_release_is_not_asked_about(page: ItemsPage, shop: Shop) -> None:
    page.open(shop.has.phone)
    page.editor.tracking.choose("")
    page.editor.save_button.click()
    assert not items.load(shop.database, shop.has.phone)[0].track_serials


@pytest.mark.rule("P7")
def test_detail_opens_the_one_that_is_chosen(page: ItemsPage, shop: Shop) -> None:
    choose(page, "Phone", "Cable")
    assert not page.detail_button.isEnabled()
    choose(page, "Phone")
    page.detail_button.click()
    assert page.editor.id == shop.has.phone


@pytest.mark.rule("P1")
def test_with_the_switch_off_there_is_nothing_to_switch(qtbot, desk_without_serials: Desk) -> None:
    page = ItemsPage(desk_without_serials)
    qtbot.addWidget(page)
    page.show()
    assert page.detail_button.isVisible()
    assert not page.enable_button.isVisible() and not page.disable_button.isVisible()
