"""Inventory › Cartons: found, learned by scanning or from a list, packed, taken apart."""

import pytest
from PySide6.QtCore import Qt

from app.domain.printing import Purpose
from app.gui.inventory.cartons import page as page_module
from app.gui.inventory.cartons.collect_dialog import CollectDialog
from app.gui.inventory.cartons.contents import document_text, state_text
from app.gui.inventory.cartons.page import CartonsPage
from app.gui.kit import entry_dialog
from app.gui.kit.desk import Desk
from app.gui.scanning.route import hand_over
from app.services.entry import cartons
from app.services.stock import warehouses
from app.services.stock.warehouses import WarehouseForm
from tests.shop import Shop


@pytest.fixture
def page(qtbot, desk: Desk) -> CartonsPage:
    made = CartonsPage(desk)
    qtbot.addWidget(made)
    made.show()
    return made


def learn(shop: Shop, code: str, numbers: str) -> None:
    cartons.learn(shop.session, code, numbers.split())


def codes(page: CartonsPage) -> list[str]:
    page.reload()
    return [page.model.row(place).code for place in range(page.model.rowCount())]


def held(shop: Shop, code: str) -> list[str] | None:
    found = cartons.contents(shop.database, code)
    return found and found.numbers


# The page


@pytest.mark.rule("C3")
def test_an_empty_page_says_what_to_do_first(page: CartonsPage) -> None:
    assert page.list.empty.isVisible()
    assert "Learn one by scanning" in page.list.empty.text()


@pytest.mark.rule("C3", "F7")
def test_the_chosen_carton_shows_each_unit_as_it_is_now(shop: Shop, page: CartonsPage) -> None:
    shop.purchase("A1 A2")
    shop.sell("A2")
    learn(shop, "C1", "A1 A2 A3")
    page.reload()
    units = page.contents.model.rows
    assert [state_text(unit) for unit in units] == ["In stock in Main", "Sold", "Not received yet"]
    assert [document_text(unit)[:3] for unit in units] == ["PI-", "SI-", "–"]
    assert page.contents._apart.isVisible()


@pytest.mark.parametrize("width", [952, 1072])
def test_where_a_unit_is_stands_whole_beside_its_number_and_document(
    shop: Shop, page: CartonsPage, width: int
) -> None:
    warehouses.save(shop.session, WarehouseForm("Shop floor"), shop.has.main)
    shop.purchase("356938035643801 A2")
    learn(shop, "C1", "356938035643801 A2")
    page.resize(width, 640)
    page.reload()
    table = page.contents.table
    cells = [table.model().index(0, column) for column in range(3)]
    assert cells[1].data() == "In stock in Shop floor"
    for cell in cells:
        assert table.sizeHintForIndex(cell).width() <= table.columnWidth(cell.column())


@pytest.mark.rule("C3")
@pytest.mark.parametrize(
    "scanned",
    [
        "(00)106141412345678908",
        "00106141412345678908",
        "a2",
        "(01)06901234567892(21)A2",
        "https://id.gs1.org/01/06901234567892/21/A2",
    ],
)
def test_a_carton_is_found_by_its_label_or_a_unit(shop, page, scanned) -> None:
    learn(shop, "106141412345678908", "A1 A2")
    learn(shop, "C2", "B1")
    page.look_up(scanned)
    assert [page.model.row(place).code for place in range(page.model.rowCount())] == [
        "106141412345678908"
    ]


@pytest.mark.rule("C3", "F7")
def test_a_unit_opens_its_document(qtbot, shop: Shop, page: CartonsPage) -> None:
    document = shop.purchase("A1")
    learn(shop, "C1", "A1")
    page.reload()
    with qtbot.waitSignal(page._desk.bus.open_document) as asked:
        page.contents.table.chosen.emit(page.contents.model.row(0))
    assert asked.args == [document]


@pytest.mark.rule("C3")
def test_units_are_taken_out_of_the_carton(shop: Shop, page: CartonsPage) -> None:
    learn(shop, "C1", "A1 A2")
    page.reload()
    assert not page.contents.take_out_button.isEnabled()
    page.contents.table.selectRow(0)
    page.contents.take_out_button.click()
    assert held(shop, "C1") == ["A2"]


@pytest.mark.rule("C3")
@pytest.mark.parametrize("sure", [True, False])
def test_a_carton_is_unpacked_once_that_is_confirmed(shop, page, monkeypatch, sure) -> None:
    learn(shop, "C1", "A1")
    page.reload()
    monkeypatch.setattr(page_module, "give_up", lambda *_texts: sure)
    page.contents.unpack_button.click()
    assert codes(page) == ([] if sure else ["C1"])


@pytest.mark.rule("C3", "Q3")
def test_the_label_of_a_carton_and_those_of_its_units_are_offered(shop, page, monkeypatch) -> None:
    learn(shop, "C1/2", "A1")
    page.reload()
    tasks = []
    monkeypatch.setattr(page_module, "show_labels", lambda _desk, task, _page: tasks.append(task))
    page.contents.label_button.click()
    page.contents.units_button.click()
    assert [task.purpose for task in tasks] == [Purpose.CARTON_LABEL, Purpose.SERIAL_LABEL]


# Learning by scanning, and packing


@pytest.fixture
def learning(qtbot, desk: Desk) -> CollectDialog:
    made = CollectDialog(desk)
    qtbot.addWidget(made)
    made.show()
    return made


def scan(qtbot, dialog: CollectDialog, *scanned: str) -> None:
    for code in scanned:
        qtbot.keyClicks(dialog.scan_box, code)
        qtbot.keyClick(dialog.scan_box, Qt.Key.Key_Return)


@pytest.mark.rule("C3", "C4")
def test_a_carton_is_learned_by_scanning_it_and_then_its_units(qtbot, shop, learning) -> None:
    scan(qtbot, learning, "(00)106141412345678908", "A1", "(01)06901234567892(21)A2", "A03,A04")
    learning.save_button.click()
    assert held(shop, "106141412345678908") == ["A1", "A2", "A03", "A04"]
    assert learning.isVisible()  # for the next carton
    scan(qtbot, learning, "C2", "B1")
    learning.save_button.click()
    assert learning.learned == ["106141412345678908", "C2"]


@pytest.mark.rule("C4", "C6")
def test_a_refused_scan_says_why_and_never_blocks_the_next(qtbot, shop, learning) -> None:
    scan(qtbot, learning, "C1", "A1", "a1")
    assert "same as entry 1" in learning._step.text()
    scan(qtbot, learning, "PHONE-1")
    assert "barcode or SKU" in learning._step.text()
    scan(qtbot, learning, "A2")
    learning.save_button.click()
    assert held(shop, "C1") == ["A1", "A2"]


@pytest.mark.rule("C3")
@pytest.mark.parametrize("again", ["106141412345678908", "(00)106141412345678908"])
def test_the_code_of_the_carton_is_said_at_once_to_be_no_unit(qtbot, learning, again) -> None:
    scan(qtbot, learning, "(00)106141412345678908", "A1", again)
    assert "is the code of a carton, not a serial number" in learning._step.text()
    assert [verdict.number for verdict in learning.table.table_model.rows] == ["A1"]


@pytest.mark.rule("C3")
def test_a_unit_that_becomes_the_code_of_its_carton_is_said_in_its_row(qtbot, learning) -> None:
    scan(qtbot, learning, "C1", "A1", "A2")
    learning.code.setText("a2")
    good = [verdict.good for verdict in learning.table.table_model.rows]
    assert good == [True, False]


@pytest.mark.rule("C3")
def test_a_wrong_unit_is_removed(qtbot, shop, learning) -> None:
    scan(qtbot, learning, "C1", "A1", "A2")
    learning.table.selectRow(0)
    learning.remove_button.click()
    learning.save_button.click()
    assert held(shop, "C1") == ["A2"]


@pytest.mark.rule("C3")
def test_a_carton_that_is_refused_says_every_reason(qtbot, shop, learning) -> None:
    scan(qtbot, learning, "A1", "B1", "A1")
    learning.code.setText("PHONE-1")
    learning.save_button.click()
    assert "barcode or SKU" in learning.problems._text.text()
    assert learning.learned == []


@pytest.mark.rule("C3")
def test_units_that_were_in_another_carton_are_said(qtbot, shop, learning) -> None:
    learn(shop, "C0", "A1 A2")
    scan(qtbot, learning, "C1", "A1")
    learning.save_button.click()
    assert "C0" in learning._step.text()


@pytest.mark.rule("C3")
def test_a_known_carton_says_that_it_will_be_replaced(qtbot, shop, learning) -> None:
    learn(shop, "C1", "A1 A2")
    scan(qtbot, learning, "c1")
    assert "known with 2 units" in learning._step.text()
    scan(qtbot, learning, "A3")
    learning.save_button.click()
    assert held(shop, "C1") == ["A3"]


@pytest.mark.rule("C4")
def test_scanned_units_are_not_lost_by_closing(qtbot, learning, monkeypatch) -> None:
    scan(qtbot, learning, "C1", "A1")
    monkeypatch.setattr(entry_dialog, "give_up", lambda *_texts: False)
    qtbot.keyClick(learning, Qt.Key.Key_Escape)
    assert learning.isVisible()
    monkeypatch.setattr(entry_dialog, "give_up", lambda *_texts: True)
    learning.close_button.click()
    assert not learning.isVisible()


@pytest.mark.rule("C3")
def test_what_is_in_stock_is_packed_under_the_next_number(qtbot, desk: Desk, shop: Shop) -> None:
    shop.purchase("A1 A2")
    dialog = CollectDialog(desk, packing=True)
    qtbot.addWidget(dialog)
    dialog.show()
    scan(qtbot, dialog, "A1", "X9", "A2")
    dialog.save_button.click()
    (code,) = dialog.learned
    assert code.startswith("CT-") and held(shop, code) == ["A1", "A2"]


@pytest.mark.rule("C3", "C4")
def test_a_captured_scan_is_a_unit_of_the_carton_wherever_the_focus_is(qtbot, learning) -> None:
    qtbot.waitActive(learning)
    learning.take_scan("BOX-77")
    learning.table.setFocus()
    assert hand_over("A1") is learning
    assert hand_over("A2") is learning
    assert [verdict.number for verdict in learning.table.table_model.rows] == ["A1", "A2"]


@pytest.mark.rule("C8", "C9", "C3")
@pytest.mark.parametrize(
    ("scan", "said"),
    [
        ("(00)106141412345678908", "is the code of a carton"),
        ("(01)06901234567893(21)A", "cannot be read"),
        ("010690123456789221A^]10L", "sends “^]” for the separator"),
        ("0106901234567892", "is a barcode or SKU of Phone"),
        ("https://shop.example/1", "is an address"),
        ("490154203237518,490154203237526", "look like two numbers of one unit"),
        ("[)>\x1e06\x1d1PX\x1e\x04", "maker's label"),
    ],
)
def test_a_label_that_names_no_unit_is_no_unit_of_a_carton(qtbot, desk, scan, said) -> None:
    dialog = CollectDialog(desk)
    qtbot.addWidget(dialog)
    dialog.take("CTN-1")
    dialog.take(scan)
    assert said in dialog._step.text()
    dialog.take("(01)06901234567892(21)A1")
    assert [verdict.number for verdict in dialog.table.table_model.rows] == ["A1"]
    dialog.save()


@pytest.mark.rule("C3", "C8")
@pytest.mark.parametrize("scan", ["(00)106141412345678909", "]C1HELLO", "0106901234567892^]21A"])
def test_an_unreadable_label_is_refused_as_the_code_of_a_carton(qtbot, desk, scan) -> None:
    dialog = CollectDialog(desk)
    qtbot.addWidget(dialog)
    dialog.take(scan)
    assert dialog.code.text() == ""
    dialog.take("00106141412345678908")
    assert dialog.code.text() == "106141412345678908"
