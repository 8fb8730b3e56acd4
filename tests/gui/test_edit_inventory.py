"""Item › Detail › Edit inventory › Adjust serial numbers › OK (P7): nothing is done before OK."""

from collections.abc import Callable

import pytest
from PySide6.QtCore import Qt, QTimer
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QDialog, QLabel

from app.domain.lifecycle import Status
from app.gui.inventory.correct_number import CorrectNumberDialog
from app.gui.items.edit_inventory import EditInventoryDialog
from app.gui.items.editor import ItemEditor
from app.gui.kit.desk import Desk
from app.gui.kit.dialogs import asking
from app.gui.shell.main_window import MainWindow
from db.queries import documents
from tests.gui.test_items import answer, press
from tests.shop import Shop

pytestmark = pytest.mark.rule("P7")


@pytest.fixture
def discards() -> None:
    """Here it is really asked."""


@pytest.fixture
def editor(qtbot, desk: Desk, shop: Shop) -> ItemEditor:
    """The detail page of the phone, of which five are in Main: A1 to A3, and two without."""
    shop.purchase("A1 A2 A3", units=5)
    made = ItemEditor(desk)
    qtbot.addWidget(made)
    made.open(shop.has.phone)
    made.show()
    return made


@pytest.fixture
def dialog(qtbot, editor: ItemEditor, shop: Shop) -> EditInventoryDialog:
    made = EditInventoryDialog(editor.desk, shop.has.phone, shop.has.main, editor)
    qtbot.addWidget(made, before_close_func=forget)
    made.show()
    return made


def forget(dialog: EditInventoryDialog) -> None:
    """It is not on the screen any more, so that closing asks nothing."""
    dialog.hide()


def scan(dialog: EditInventoryDialog, *codes: str) -> None:
    for code in codes:
        QTest.keyClicks(dialog.added.scan_box, code)
        QTest.keyClick(dialog.added.scan_box, Qt.Key.Key_Return)


def choose(dialog: EditInventoryDialog, *numbers: str) -> None:
    """Select serials in the list of what is in stock."""
    table = dialog.stocked.table
    table.clearSelection()
    rows = [found.number for found in table.table_model.rows[:]]
    table.setSelectionMode(table.SelectionMode.MultiSelection)
    for number in numbers:
        table.selectRow(rows.index(number))
    table.setSelectionMode(table.SelectionMode.ExtendedSelection)


def in_dialog(kind: type[QDialog], act: Callable[[QDialog], None]) -> None:
    """Act on the dialog that opens in a moment."""

    def now() -> None:
        opened = asking()
        assert isinstance(opened, kind)
        try:
            act(opened)
        except BaseException:  # else the dialog would wait for ever
            QDialog.reject(opened)
            raise

    QTimer.singleShot(0, now)


def correct_to(number: str) -> Callable[[CorrectNumberDialog], None]:
    def act(dialog: CorrectNumberDialog) -> None:
        dialog.edit.setText(number)
        dialog.ok_button.click()

    return act


def test_ok_carries_everything_out_at_once(dialog: EditInventoryDialog, shop: Shop) -> None:
    before = shop.everything("serial", "stock")
    scan(dialog, "N1", "N2")
    choose(dialog, "A1")
    dialog.stocked.table.setFocus()
    QTest.keyClick(dialog.stocked.table, Qt.Key.Key_Delete)
    choose(dialog, "A2")
    in_dialog(CorrectNumberDialog, correct_to("A2-RIGHT"))
    dialog.stocked.table.chosen.emit(dialog.stocked.table.table_model.row(1))
    assert shop.everything("serial", "stock") == before
    assert dialog.quantity.text() == "4" and "now 5" in dialog._proposed.text()
    dialog.note.setText("Found in the drawer")
    dialog.ok_button.click()
    assert dialog.result() == QDialog.DialogCode.Accepted
    assert shop.stock() == (4, 4)
    assert shop.status("A1") == (Status.REMOVED, None)
    assert shop.status("A2-RIGHT") == shop.status("N1") == (Status.IN_STOCK, shop.has.main)
    posted = documents.by_number(shop.database, dialog.number)
    assert (posted.kind, posted.note) == ("adjustment", "Found in the drawer")


def test_marks_can_be_taken_back(dialog: EditInventoryDialog) -> None:
    choose(dialog, "A1", "A3")
    dialog.stocked.take_button.click()
    assert list(dialog.stocked.taken) == ["A1", "A3"]
    assert "2 to be taken away" in dialog.stocked._summary.text()
    choose(dialog, "A3")
    dialog.stocked.undo_button.click()
    assert list(dialog.stocked.taken) == ["A1"]
    assert dialog.stocked.table.table_model.data(dialog.stocked.table.table_model.index(0, 1))


def test_the_filter_finds_any_part_of_a_number(dialog: EditInventoryDialog) -> None:
    dialog.stocked.filter.setText("3")
    dialog.stocked.reload()
    assert [found.number for found in dialog.stocked.table.table_model.rows[:]] == ["A3"]


@pytest.mark.rule("F3", "F7")
def test_what_is_added_is_judged_as_it_comes(dialog: EditInventoryDialog) -> None:
    scan(dialog, "N1", "n1", "A1")
    assert dialog.added.numbers == ["N1"]
    assert "in stock already" in dialog.added.said.text()
    choose(dialog, "A2")
    in_dialog(CorrectNumberDialog, correct_to("Z9"))
    dialog.stocked._correct_current()
    scan(dialog, "Z9")
    assert dialog.added.numbers == ["N1"]
    dialog.added.manual._box.setPlainText("N2, N1 Z9")
    dialog.added.manual.accept_good()
    assert dialog.added.numbers == ["N1", "N2"]
    dialog.added.table.selectRow(0)
    dialog.added.remove_button.click()
    assert dialog.added.numbers == ["N2"]


@pytest.mark.rule("L5")
def test_a_right_number_is_judged_while_it_is_typed(qtbot, dialog, shop: Shop) -> None:
    asking = CorrectNumberDialog(dialog._desk, "A1", dialog, ["N1"])
    qtbot.addWidget(asking)
    for number, said in (("A2", "exists already"), ("n1", "exists already"), ("A1", "already")):
        asking.edit.setText("")
        asking.edit.setText(number)
        assert said in asking.problems._text.text() and not asking.ok_button.isEnabled()
    asking.edit.setText("A1-B")
    assert asking.ok_button.isEnabled() and asking.number == "A1-B"


@pytest.mark.rule("L2", "D7")
def test_a_refusal_is_said_and_nothing_is_done(dialog: EditInventoryDialog, shop: Shop) -> None:
    before = shop.books()
    scan(dialog, "N1", "N2")
    dialog.quantity.clear()
    QTest.keyClicks(dialog.quantity, "4")
    dialog.ok_button.click()
    assert dialog.isVisible() and "less than its serial numbers (5)" in dialog.problems._text.text()
    dialog.quantity.clear()
    QTest.keyClicks(dialog.quantity, "x")
    dialog.ok_button.click()
    assert "not a quantity" in dialog.problems._text.text()
    assert shop.books() == before


def test_what_is_typed_holds_until_it_is_cleared(dialog: EditInventoryDialog) -> None:
    assert dialog.quantity.text() == "5"
    dialog.quantity.selectAll()
    QTest.keyClicks(dialog.quantity, "7")
    scan(dialog, "N1")
    assert dialog.quantity.text() == "7" and dialog.change().on_hand == 7000
    dialog.quantity.selectAll()
    QTest.keyClick(dialog.quantity, Qt.Key.Key_Delete)
    scan(dialog, "N2", "N3")
    assert dialog.change().on_hand is None and dialog.quantity.text() == "6"


def test_an_item_without_serials_has_only_its_quantity(qtbot, desk: Desk, shop: Shop) -> None:
    dialog = EditInventoryDialog(desk, shop.has.rope, shop.has.main, None)
    qtbot.addWidget(dialog)
    assert dialog.stocked is None and dialog.added is None
    dialog.ok_button.click()
    assert "Nothing was changed" in dialog.problems._text.text()
    QTest.keyClicks(dialog.quantity, ".5")
    dialog.ok_button.click()
    assert shop.stock(shop.has.rope) == (0.5, 0)


def test_the_detail_page_says_by_which_adjustment(editor: ItemEditor, shop: Shop, qtbot) -> None:
    def act(dialog: EditInventoryDialog) -> None:
        scan(dialog, "N1")
        dialog.ok_button.click()

    in_dialog(EditInventoryDialog, act)
    editor.edit_button.click()
    assert "IA-" in editor._done.text()
    assert editor.stock.table_model.row(0).identified == 4
    with qtbot.waitSignal(editor.desk.bus.open_document) as opened:
        editor._done.linkActivated.emit(editor._done.text().split('"')[1])
    assert documents.document(shop.database, opened.args[0]).kind == "adjustment"


def test_the_guides_way_is_there_word_for_word(qtbot, desk: Desk, shop: Shop) -> None:
    """Item › locate the item › Detail › Edit inventory › Adjust serial numbers › OK."""
    window = MainWindow(desk)
    qtbot.addWidget(window)
    window.show()
    page = window.show_page("items")
    page.search.setText("Phone")
    page.reload()
    page.table.selectRow(0)
    assert page.detail_button.accessibleName() == "Detail"
    page.detail_button.click()
    assert page.editor.edit_button.accessibleName() == "Edit inventory…"
    seen: list[str] = []

    def act(dialog: EditInventoryDialog) -> None:
        seen.extend(label.text() for label in dialog.findChildren(QLabel))
        seen.append(dialog.ok_button.accessibleName())
        scan(dialog, "N1")
        dialog.ok_button.click()

    in_dialog(EditInventoryDialog, act)
    page.editor.edit_button.click()
    assert "Adjust serial numbers" in seen and seen[-1] == "OK"
    assert shop.status("N1") == (Status.IN_STOCK, shop.has.main)


def test_what_was_entered_is_not_lost_by_a_slip(dialog: EditInventoryDialog) -> None:
    scan(dialog, "N1")
    asked = answer(press("Go on editing"))
    QTest.keyClick(dialog, Qt.Key.Key_Escape)
    assert asked and dialog.isVisible() and dialog.added.numbers == ["N1"]
    answer(press("Discard"))
    dialog.cancel_button.click()
    assert not dialog.isVisible()


def test_what_is_not_saved_yet_comes_first(editor: ItemEditor) -> None:
    editor.fields["name"].setText("Another name")
    assert not editor.edit_button.isEnabled()
    editor.open(None)
    assert not editor.edit_button.isEnabled()


@pytest.mark.rule("C8", "C9", "P7")
def test_a_label_that_is_scanned_brings_its_unit_or_says_why_not(dialog, shop: Shop) -> None:
    added = dialog.added
    for scan, said in (
        ("490154203237518,490154203237526", "look like two numbers of one unit"),
        ("(01)06901234567893(21)N1", "cannot be read"),
        ("0106901234567892", "is a barcode or SKU of Phone"),
        ("https://shop.example/1", "is an address"),
    ):
        added.scan(scan)
        assert said in added.said.text()
    assert added.numbers == []
    for scan in ("010690123456789221N1", "https://id.gs1.org/01/06901234567892/21/N2", "N3,N4"):
        added.scan(scan)
    assert added.numbers == ["N1", "N2", "N3", "N4"]
