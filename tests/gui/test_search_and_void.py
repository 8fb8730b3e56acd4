"""Find a serial again, see its whole circulation, and void in the right order."""

import pytest
from PySide6.QtCore import QTimer

from app.domain.lifecycle import Status
from app.gui.inventory.correct_number import CorrectNumberDialog
from app.gui.inventory.records import RecordsDialog
from app.gui.inventory.search_page import SearchPage
from app.gui.inventory.second_identifier import SecondIdentifierDialog
from app.gui.kit.desk import Desk
from app.gui.kit.dialogs import asking
from app.gui.kit.tables import TableModel
from app.gui.lists import list_view
from app.services.entry import cartons
from app.services.stock import contacts
from db import sql
from db.queries import documents
from db.queries.lists import paging
from tests.shop import Shop


def posted(shop: Shop, kind: str) -> documents.Document:
    """The newest posted document of a kind."""
    newest = "SELECT max(id) FROM document WHERE kind = ? AND state = 1"
    return documents.document(shop.database, sql.value(shop.database, newest, kind))


def cell(model: TableModel, place: int, title: str) -> str:
    """What a table shows in a row, under a title."""
    at = [column.title for column in model.columns].index(title)
    return model.index(place, at).data()


@pytest.mark.rule("Q1", "Q2")
def test_the_last_five_characters_find_a_serial_and_its_records(
    qtbot, desk: Desk, shop: Shop
) -> None:
    shop.purchase("SN-00041-AB7 SN-00042-CD8 SN-00043-EF9")
    shop.sell("SN-00042-CD8")
    page = SearchPage(desk)
    qtbot.addWidget(page)
    page.show()
    assert page.model.rowCount() == 3
    page.filters.text.setText("2-cd8")
    page.reload()
    assert [found.number for found in page.model.rows] == ["SN-00042-CD8"]
    records = RecordsDialog(desk, page.model.row(0), page)
    qtbot.addWidget(records)
    steps = records.way.steps.steps
    assert [step.text.rsplit(" ", 1)[0] for step in steps] == ["Sales invoice", "Purchase invoice"]
    with qtbot.waitSignal(desk.bus.open_document) as asked:
        records.way.clicked.emit(records.way.steps.index(0))
    assert asked.args == [posted(shop, "sale").id]


@pytest.mark.rule("L5", "Q2")
def test_records_correct_a_number_and_show_the_earlier_ones(qtbot, desk: Desk, shop: Shop) -> None:
    shop.purchase("A1 A2")
    page = SearchPage(desk)
    qtbot.addWidget(page)
    page.show()
    records = RecordsDialog(desk, page.model.row(1), page)
    qtbot.addWidget(records)
    records.show()
    assert not records.earlier.isVisible()

    def act() -> None:
        dialog = asking()
        assert isinstance(dialog, CorrectNumberDialog)
        dialog.edit.setText("A1-RIGHT")
        dialog.ok_button.click()

    QTimer.singleShot(0, act)
    records.correct_button.click()
    assert "A1-RIGHT" in records.windowTitle()
    assert records.earlier.isVisible()
    assert "A1, corrected on" in records.earlier.text() and "Owner" in records.earlier.text()
    assert [found.number for found in page.model.rows[:]] == ["A2", "A1-RIGHT"]


@pytest.mark.rule("C9", "Q2")
def test_records_give_a_unit_its_second_identifier(qtbot, desk: Desk, shop: Shop) -> None:
    shop.purchase("A1 A2")
    page = SearchPage(desk)
    qtbot.addWidget(page)
    page.show()
    records = RecordsDialog(desk, page.model.row(1), page)
    qtbot.addWidget(records)
    records.show()
    assert not records.second.isVisible()

    def act() -> None:
        dialog = asking()
        assert isinstance(dialog, SecondIdentifierDialog)
        assert not dialog.ok_button.isEnabled()
        dialog.edit.setText("a2")
        assert dialog.problems.isVisible() and not dialog.ok_button.isEnabled()
        dialog.edit.setText(" IMEI-2 ")
        assert not dialog.problems.isVisible()
        dialog.ok_button.click()

    QTimer.singleShot(0, act)
    records.second_button.click()
    assert records.second.isVisible() and records.second.text() == "IMEI-2"
    assert not records.earlier.isVisible()


@pytest.mark.rule("Q1", "Q2")
def test_a_customer_without_a_name_is_a_walk_in_one(qtbot, desk: Desk, shop: Shop) -> None:
    shop.opening("A1 A2")
    sale = shop.blank("sale")
    shop.line(sale, "A1")
    shop.post(sale)
    page = SearchPage(desk)
    qtbot.addWidget(page)
    page.show()
    shown = {
        row.number: cell(page.model, place, "Party") for place, row in enumerate(page.model.rows)
    }
    assert shown == {"A1": "Walk-in customer", "A2": "–"}
    records = RecordsDialog(desk, page.model.row(1), page)
    qtbot.addWidget(records)
    moves = [step.below.split("\n")[0] for step in records.way.steps.steps]
    assert moves == ["Main → Sold · Walk-in customer", "Main"]
    assert dict(records.facts)["Sold to"] == "Walk-in customer"


@pytest.mark.rule("Q2")
def test_records_tell_what_a_unit_s_standing_movements_come_to(
    qtbot, desk: Desk, shop: Shop
) -> None:
    """Also after a void: what is void stays on its way, and the facts are those that stand."""
    purchase = shop.purchase("A1")
    cartons.learn(shop.session, "CTN-1", ["A1"])
    shop.void(shop.sell("A1"), "typed wrongly")
    page = SearchPage(desk)
    qtbot.addWidget(page)
    page.show()
    records = RecordsDialog(desk, page.model.row(0), page)
    qtbot.addWidget(records)
    steps = records.way.steps.steps
    assert [step.text.split(" · ")[1:] for step in steps] == [
        ["Void: typed wrongly"],
        ["now void"],
        [],
    ]
    assert [(step.filled, step.wrong) for step in steps] == [
        (False, True),
        (False, False),
        (True, False),
    ]
    facts = dict(records.facts)
    assert facts["Warehouse"] == "Main" and facts["Carton"] == "CTN-1"
    assert facts["Came by"] == f"Purchase invoice {shop.number(purchase)}"
    assert facts["Came from"] == contacts.load(shop.database, shop.has.supplier).name
    assert "Sold to" not in facts


@pytest.mark.rule("Q1")
def test_what_came_last_stands_first_and_how_many_there_are_is_said(
    qtbot, desk: Desk, shop: Shop, monkeypatch
) -> None:
    monkeypatch.setattr(paging, "MOST_COUNTED", 3)
    monkeypatch.setattr(list_view, "_PAGE", 2)
    for number in ("A1", "A2", "B3", "A3"):
        shop.purchase(number)
    page = SearchPage(desk)
    qtbot.addWidget(page)
    for text, numbers, first, then in (
        ("a", ["A3", "A2", "A1"], "More than 2", "3 serial numbers"),
        ("", ["A3", "B3", "A2", "A1"], "More than 3", "4 serial numbers"),
        ("b", ["B3"], "1 serial number", "1 serial number"),
    ):
        page.filters.text.setText(text)
        page.reload()
        assert page.list.counted.text() == first
        while page.model.canFetchMore():
            page.model.fetchMore()
        assert [found.number for found in page.model.rows] == numbers
        assert page.list.counted.text() == then


@pytest.mark.rule("Q1")
def test_a_serial_that_is_sold_stays_chosen(qtbot, desk: Desk, shop: Shop) -> None:
    shop.purchase("A1 A2 A3")
    page = SearchPage(desk)
    qtbot.addWidget(page)
    page.show()
    page.table.select_only(1)
    chosen = page.table.current_row().number
    shop.purchase("B1")
    shop.sell(chosen)
    desk.bus.changed.emit()
    assert page.table.current_row().number == chosen
    assert page.table.current_row().status == Status.SOLD
    page.filters.text.setText("B1")
    page.reload()
    assert page.table.current_row().number == "B1"


@pytest.mark.rule("Q1")
def test_filters_narrow_what_is_found(qtbot, desk: Desk, shop: Shop) -> None:
    shop.purchase("A1 A2")
    shop.sell("A2")
    page = SearchPage(desk)
    qtbot.addWidget(page)
    page.show()
    page.filters.status.setCurrentIndex(page.filters.status.findText("Sold"))
    page.reload()
    assert [found.number for found in page.model.rows] == ["A2"]
    page.filters.clear()
    page.filters.document.setText("PI-")
    page.reload()
    assert page.model.rowCount() == 2


@pytest.mark.rule("Q1", "C8")
@pytest.mark.parametrize(
    "scan",
    [
        "(01)06901234567892(21)SN-77",
        "010690123456789221SN-77",
        "https://id.gs1.org/01/06901234567892/21/SN-77",
        "[)>\x1e06\x1dSSN-77\x1e\x04",
        "\ufeffSN-77",
    ],
)
def test_a_label_finds_the_unit_that_it_names(qtbot, desk: Desk, shop: Shop, scan: str) -> None:
    shop.purchase("SN-77 SN-78")
    page = SearchPage(desk)
    qtbot.addWidget(page)
    page.show()
    page._look_up(scan)
    page.reload()
    assert [found.number for found in page.model.rows] == ["SN-77"]


@pytest.mark.parametrize("scan", ["http://[promo", "A\0B", "[)>", "(01)"])
def test_whatever_is_scanned_into_the_search_finds_nothing_and_breaks_nothing(
    qtbot, desk: Desk, shop: Shop, scan: str
) -> None:
    shop.purchase("SN-77")
    page = SearchPage(desk)
    qtbot.addWidget(page)
    page.show()
    page._look_up(scan)
    page.reload()
    assert page.model.rowCount() == 0
