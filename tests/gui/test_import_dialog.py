"""A file taken in on the screen (Q9): read beside it, judged, mended in place, taken or not."""

import pytest
import shiboken6
from PySide6.QtCore import QMimeData, QPointF, Qt, QThreadPool, QUrl
from PySide6.QtGui import QDropEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QFileDialog, QLabel, QLineEdit

from app.domain.imports import RowStanding
from app.domain.kinds import KINDS
from app.exchange.imports.kinds import IMPORT_KINDS
from app.exchange.imports.mends import Mend
from app.gui.importing import import_work, problem_side
from app.gui.importing.dropping import FileDrop
from app.gui.importing.import_dialog import ImportDialog
from app.gui.importing.import_view import verdict_text
from app.gui.kit.later import class_named
from app.gui.scanning.route import hand_over
from db.queries import documents
from tests.shop import Shop

pytestmark = pytest.mark.rule("Q9")

PURCHASE = "SN,Model,Box No.,Price\nU0001,PHONE-1,B1,10\nU0002,PHONE-9,B1,10\nU0003,PHONE-1,B2,1O\n"


@pytest.fixture
def opened(qtbot, desk, tmp_path):
    """The dialog of a file with this text, once it has read it."""

    def open_dialog(text: str | bytes, *kinds: str, name: str = "list.csv") -> ImportDialog:
        path = tmp_path / name
        path.write_bytes(text if isinstance(text, bytes) else text.encode())
        dialog = ImportDialog(desk, [IMPORT_KINDS[kind] for kind in kinds or ("purchase",)], path)
        dialog.closed_as = []
        dialog.finished.connect(dialog.closed_as.append)
        dialog.show()
        wait(qtbot, dialog)
        return dialog

    yield open_dialog
    QThreadPool.globalInstance().waitForDone()


def wait(qtbot, dialog) -> None:
    """Until nothing is read or judged, and nothing waits for it."""
    qtbot.waitUntil(lambda: not shiboken6.isValid(dialog) or dialog.work.settled)


def verdicts(dialog) -> list[str]:
    return [verdict_text(one) for one in dialog.table.table_model.rows]


def chips(dialog) -> dict[str, str]:
    return {
        (standing.name if standing else "ALL"): made.text().split()[-1]
        for standing, made in dialog.chips.chips.items()
        if not made.isHidden()
    }


def match(qtbot, dialog, place: int, key: str | None) -> None:
    """Choose in the head which field the column of the file at a place fills."""
    section = next(at for at, told in dialog.table.head._columns.items() if told[0] == place)
    dialog.table.scrollTo(dialog.table.table_model.index(0, section))
    box = dialog.table.head.boxes[section]
    box.setCurrentIndex(box.findData(key))
    box.activated.emit(box.currentIndex())
    wait(qtbot, dialog)


def chosen_field(dialog, title: str) -> str | None:
    """What the head says of the column of the file with this title."""
    told = dialog.table.head._columns
    section = next(at for at, (_place, _key, own) in told.items() if own == title)
    return dialog.table.head.boxes[section].currentData()


def said(dialog) -> str:
    return dialog.problems._text.text()


def test_every_row_has_two_words_and_the_chosen_one_its_sentence(opened):
    dialog = opened(PURCHASE)
    assert verdicts(dialog) == ["New", "No such item", "No figure"]
    assert chips(dialog) == {"ALL": "3", "NEW": "1", "REFUSED": "2"}
    assert dialog.side.title.text() == "Row 3, No such item"
    assert dialog.side.place.text() == "1 of 2"
    assert "PHONE-9" in dialog.side.said.text()
    assert not dialog.foot.all_button.isEnabled() and dialog.foot.good_button.isEnabled()


def test_of_more_kinds_of_problems_than_have_room_it_says_how_many(opened, monkeypatch):
    monkeypatch.setattr(problem_side, "_SHOWN_KINDS", 1)
    dialog = opened(PURCHASE)
    texts = [made.text() for made in dialog.side.findChildren(QLabel)]
    kinds = len(dialog.work.view.kinds)
    assert kinds > 1 and f"and {kinds - 1} more" in texts


def test_f8_goes_from_one_to_be_mended_to_the_next_and_to_the_top_again(qtbot, opened):
    dialog = opened(PURCHASE)
    dialog.table.go_to(0)
    for number, key in ((3, "item"), (4, "price"), (3, "item")):
        qtbot.keyClick(dialog, Qt.Key.Key_F8)
        assert dialog.table.current_row().number == number
        assert dialog.table.key_at(dialog.table.currentIndex().column()) == key


def test_a_cell_is_mended_where_it_stands_and_judged_again(qtbot, opened, shop):
    dialog = opened(PURCHASE)
    dialog.activateWindow()
    qtbot.waitActive(dialog)
    QTest.keyClicks(dialog.table, "P")
    editor = QApplication.focusWidget()
    assert isinstance(editor, QLineEdit)
    editor.setText("PHONE-1")
    qtbot.keyClick(editor, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: verdicts(dialog) == ["New", "New", "No figure"])
    wait(qtbot, dialog)
    dialog.mend(4, "price", "10")
    wait(qtbot, dialog)
    assert dialog.foot.all_button.isEnabled()
    qtbot.keyClick(dialog, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    wait(qtbot, dialog)
    assert dialog.closed_as == [ImportDialog.DialogCode.Accepted]
    head = documents.document(shop.database, dialog.outcome.taken.document)
    assert (head.kind, head.state) == ("purchase", documents.DRAFT)
    assert dialog.outcome.taken.rows == 3


@pytest.mark.rule("C4")
def test_a_scan_goes_into_the_row_where_its_problem_is(qtbot, opened):
    dialog = opened("SN,Model\n4.91203E+14,PHONE-1\nU2,PHONE-1\n")
    dialog.activateWindow()
    qtbot.waitActive(dialog)
    assert dialog.table.current_row().number == 2
    assert hand_over("004912027107027") is dialog
    wait(qtbot, dialog)
    assert dialog.table.table_model.row(0).texts["serial"] == "004912027107027"
    assert verdicts(dialog) == ["New", "New"]


@pytest.mark.rule("C4")
def test_a_scan_is_no_price_and_what_wants_none_leaves_it_to_others(qtbot, opened):
    dialog = opened("SN,Model,Price\nU1,PHONE-1,1O\nU2,PHONE-9,1O\n")
    dialog.go_to(2)
    assert dialog.table.key_at(dialog.table.currentIndex().column()) == "price"
    assert not dialog.take_scan("U9")
    dialog.go_to(3)
    assert dialog.take_scan("PHONE-1")
    wait(qtbot, dialog)
    assert [row.texts["item"] for row in rows(dialog)] == ["PHONE-1", "PHONE-1"]
    assert [row.texts["price"] for row in rows(dialog)] == ["1O", "1O"]


@pytest.mark.rule("F2")
def test_what_is_looked_up_is_folded_as_a_scan_is(qtbot, opened):
    dialog = opened("SN\nＡ１\n", "sought")
    assert rows(dialog)[0].texts["serial"] == "Ａ１"
    dialog.foot.all_button.click()
    assert dialog.outcome.sought == ("A1",)


@pytest.mark.rule("C4")
def test_a_scan_replaces_what_is_half_typed_in_a_cell_and_is_judged_at_once(qtbot, opened):
    dialog = opened("SN,Model\n,PHONE-1\n111111111111111,PHONE-1\n111111111111112,PHONE-1\n")
    dialog.activateWindow()
    qtbot.waitActive(dialog)
    dialog.table.go_to(0, "serial")
    QTest.keyClicks(dialog.table, "0")
    QTest.keyClicks(QApplication.focusWidget(), "0491")
    assert dialog.side.hint.text() == "5 characters so far; the others have 15."
    taker = hand_over("004912027107027")
    assert isinstance(taker, QLineEdit)
    wait(qtbot, dialog)
    assert dialog.table.table_model.row(0).texts["serial"] == "004912027107027"
    assert not isinstance(QApplication.focusWidget(), QLineEdit)
    assert dialog.side.hint.isHidden()


@pytest.mark.rule("C4")
def test_scans_that_come_while_the_last_one_is_judged_wait_their_turn(qtbot, opened):
    dialog = opened("SN,Model\nU1,NONE-1\nU2,NONE-2\nU3,NONE-3\n")
    for number in (2, 3, 4):
        dialog.go_to(number)
        assert dialog.take_scan("PHONE-1")
    assert [dialog.table.table_model.columns[2].text(row) for row in rows(dialog)] == [
        "PHONE-1"
    ] * 3
    wait(qtbot, dialog)
    assert verdicts(dialog) == ["New"] * 3


def rows(dialog):
    return dialog.table.table_model.rows


def test_a_chip_shows_those_rows_alone_and_a_mended_one_stays_in_sight(qtbot, opened):
    dialog = opened(PURCHASE)
    dialog.chips.chips[RowStanding.REFUSED].click()
    assert [row.number for row in rows(dialog)] == [3, 4]
    dialog.mend(3, "item", "PHONE-1")
    wait(qtbot, dialog)
    assert verdicts(dialog) == ["New", "No figure"]
    dialog.go_to(2)
    assert [row.number for row in rows(dialog)] == [2, 3, 4]


def test_a_row_is_left_out_and_taken_again(qtbot, opened):
    dialog = opened(PURCHASE)
    dialog.go_to(3)
    qtbot.keyClick(dialog, Qt.Key.Key_Delete, Qt.KeyboardModifier.ControlModifier)
    wait(qtbot, dialog)
    assert verdicts(dialog) == ["New", "Left out", "No figure"]
    assert dialog.foot.all_button.text() == "Take all 2"
    dialog.side.leave_button.click()
    wait(qtbot, dialog)
    assert verdicts(dialog)[1] == "No such item"


def test_the_good_rows_alone_are_taken_where_the_kind_allows(qtbot, opened, shop):
    dialog = opened(PURCHASE)
    dialog.foot.good_button.click()
    wait(qtbot, dialog)
    assert dialog.outcome.taken.rows == 1


def test_all_are_refused_where_a_cell_that_is_still_typed_into_is_not_good(qtbot, opened, shop):
    dialog = opened("SN,Model\nU1,PHONE-1\nU2,PHONE-1\n")
    dialog.activateWindow()
    qtbot.waitActive(dialog)
    dialog.table.go_to(1, "item")
    QTest.keyClicks(dialog.table, "X")
    dialog.foot.all_button.click()
    wait(qtbot, dialog)
    assert dialog.closed_as == [] and dialog.isVisible()
    assert verdicts(dialog) == ["New", "No such item"]
    assert said(dialog)


def test_a_column_is_matched_in_its_head(qtbot, opened):
    dialog = opened("Nummer,Artikel\nU1,PHONE-1\n")
    assert verdicts(dialog) == ["", ""] and said(dialog)
    dialog.fields.header.setCurrentIndex(dialog.fields.header.findData(1))
    wait(qtbot, dialog)
    for place, key in ((0, "serial"), (1, "item")):
        match(qtbot, dialog, place, key)
    assert verdicts(dialog) == ["New"]
    assert dialog.problems.isHidden()


def test_the_row_of_titles_can_be_said(qtbot, opened):
    dialog = opened("SN,Model\nSN,Model\nU1,PHONE-1\n")
    dialog.fields.header.setCurrentIndex(dialog.fields.header.findData(2))
    wait(qtbot, dialog)
    assert [row.number for row in rows(dialog)] == [3]


def test_an_encoding_is_asked_only_where_the_file_does_not_say_it(qtbot, opened):
    dialog = opened("序列号,型号\nU1,PHONE-1\n")
    assert dialog.fields.fields[dialog.fields.encoding].isHidden()
    dialog = opened("序列號,型號\nU1,PHONE-1\n".encode("big5"))
    assert not dialog.fields.fields[dialog.fields.encoding].isHidden()
    dialog.fields.encoding.setCurrentIndex(dialog.fields.encoding.findData("big5"))
    wait(qtbot, dialog)
    assert [cell.text for cell in rows(dialog)[0].cells] == ["序列號", "型號"]
    assert dialog.fields.encoding.currentData() == "big5"


def test_one_mend_helps_all_rows_of_a_kind(qtbot, opened):
    good = "".join(f"00491202710{n:04},PHONE-1\n" for n in range(1, 9))
    dialog = opened(f"SN,Model\n{good}4912027100011,PHONE-1\n4912027100012,PHONE-1\n")
    assert verdicts(dialog)[-2:] == ["Zeros lost?"] * 2
    dialog.side.mend_all.emit(Mend.PUT_BACK)
    wait(qtbot, dialog)
    assert set(verdicts(dialog)) == {"New"}


def test_the_refused_are_saved_and_come_in_again(qtbot, opened, tmp_path, monkeypatch):
    dialog = opened(PURCHASE)
    kept = tmp_path / "kept.csv"
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_given: (str(kept), ""))
    dialog.foot.save_button.click()
    wait(qtbot, dialog)
    text = kept.read_text("utf-8-sig")
    assert text.startswith("Row,SN,Model,Box No.,Price,Problem") and "U0002" in text
    again = opened(kept.read_bytes())
    assert verdicts(again) == ["No such item", "No figure"]


def test_of_a_file_that_cannot_be_read_nothing_of_the_last_one_is_left(qtbot, opened, tmp_path):
    dialog = opened(PURCHASE)
    dialog.read_file(tmp_path / "gone.csv")
    wait(qtbot, dialog)
    assert said(dialog)
    for gone in (dialog.chips, dialog.table, dialog.side, dialog.next_button):
        assert not gone.isVisible()
    assert not dialog.foot.all_button.isVisible() and dialog.other_button.isVisible()


def test_an_encoding_that_does_not_fit_can_be_changed_again(qtbot, opened, tmp_path):
    dialog = opened("序列號,價格\nU1,1\n".encode("big5"))
    box = dialog.fields.encoding
    for encoding, beginning in (("shift_jis", None), ("big5", (1, ["序列號", "價格"]))):
        box.setCurrentIndex(box.findData(encoding))
        wait(qtbot, dialog)
        view = dialog.work.view
        assert (view and view.beginning[0]) == beginning
    (tmp_path / "plain.csv").write_text("SN,Model\nU1,PHONE-1\n")
    dialog.read_file(tmp_path / "plain.csv")
    wait(qtbot, dialog)
    assert verdicts(dialog) == ["New"] and dialog.fields.said_encoding == ""


@pytest.mark.parametrize(
    "content", [b"PK\x03\x04", b"\0\0\0", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", b""]
)
def test_a_file_that_is_no_table_says_one_sentence_and_another_can_be_chosen(
    qtbot, opened, content, tmp_path, monkeypatch
):
    dialog = opened(content)
    assert said(dialog) and "<br>" not in said(dialog)
    assert not dialog.foot.all_button.isEnabled() and dialog.foot.cancel_button.isEnabled()
    other = tmp_path / "other.csv"
    other.write_text("SN,Model\nU1,PHONE-1\n")
    monkeypatch.setattr(QFileDialog, "getOpenFileName", lambda *_given: (str(other), ""))
    qtbot.keyClick(dialog, Qt.Key.Key_O, Qt.KeyboardModifier.ControlModifier)
    wait(qtbot, dialog)
    assert verdicts(dialog) == ["New"] and dialog.problems.isHidden()


def test_while_it_reads_it_says_so_and_escape_ends_it(qtbot, desk, tmp_path, monkeypatch):
    stopped = []

    def endless(_database, _session, _path, _encoding):
        def work(tell):
            try:
                while True:
                    tell(0.5)
            except BaseException as error:
                stopped.append(error)
                raise

        return work

    monkeypatch.setattr(import_work, "opening", endless)
    path = tmp_path / "list.csv"
    path.write_text(PURCHASE)
    dialog = ImportDialog(desk, [IMPORT_KINDS["purchase"]], path)
    closed = []
    dialog.finished.connect(closed.append)
    dialog.show()
    qtbot.waitUntil(lambda: dialog.progress.value() == 50)
    assert dialog.progress.isVisible() and not dialog.foot.all_button.isEnabled()
    qtbot.keyClick(dialog, Qt.Key.Key_Escape)
    assert closed == [ImportDialog.DialogCode.Rejected]
    qtbot.waitUntil(lambda: bool(stopped))


def test_serial_numbers_that_are_looked_up_are_not_written(qtbot, opened, shop: Shop):
    shop.purchase("A1")
    dialog = opened("SN\nA1\nNOBODY\n", "sought")
    assert (
        dialog.foot.good_button.isHidden() and dialog.foot.all_button.text() == "Look up 2 numbers"
    )
    dialog.foot.all_button.click()
    assert dialog.outcome.sought == ("A1", "NOBODY") and dialog.outcome.taken is None


@pytest.fixture
def takes(qtbot, monkeypatch):
    """Every dialog that opens takes all of its file."""

    def answer(dialog) -> bool:
        wait(qtbot, dialog)
        dialog.foot.all_button.click()
        wait(qtbot, dialog)
        return True

    monkeypatch.setattr(ImportDialog, "exec", answer)


PAGES = {
    "items": ("items.list_page.ItemsPage", "SKU,Name\nNEW-1,New\nNEW-2,Newer\n"),
    "contacts": ("contacts.page.ContactsPage", "Name,Phone,Is a supplier\nAnn,1,yes\nBo,2,yes\n"),
    "opening": ("documents.list_page.DocumentsPage", "Item,SN\nPHONE-1,U1\nPHONE-1,U2\n"),
    "purchase": ("documents.list_page.DocumentsPage", "Item,SN\nPHONE-1,U1\nPHONE-1,U2\n"),
    "count": ("documents.list_page.DocumentsPage", "Item,SN\nPHONE-1,U1\nPHONE-1,U2\n"),
}


@pytest.mark.parametrize("key", PAGES)
def test_each_page_takes_its_file_and_takes_it_back(
    qtbot, desk, shop, tmp_path, monkeypatch, takes, key
):
    name, text = PAGES[key]
    page = class_named(name)(*([desk, KINDS[key]] if key in KINDS else [desk]))
    qtbot.addWidget(page)
    page.show()
    page.reload()
    before = page.list.model.rowCount()
    path = tmp_path / "list.csv"
    path.write_text(text)
    monkeypatch.setattr(QFileDialog, "getOpenFileName", lambda *_given: (str(path), ""))
    page.importing.button.click()
    bar = page.importing.bar
    assert bar.said.text() == "2 rows of list.csv: taken."
    qtbot.waitUntil(lambda: page.list.model.rowCount() > before)
    bar.undo()
    qtbot.waitUntil(lambda: not bar.task.busy)
    assert bar.said.text() == "The import of list.csv is undone." and bar.undo_button.isHidden()


@pytest.mark.rule("V1")
def test_an_import_that_something_came_after_is_not_undone_and_says_why(
    qtbot, desk, shop, tmp_path, monkeypatch, takes
):
    path = tmp_path / "list.csv"
    path.write_text("Item,SN\nPHONE-1,U1\n")
    page = class_named("documents.list_page.DocumentsPage")(desk, KINDS["opening"])
    qtbot.addWidget(page)
    page.show()
    page.importing.take_in(path)
    shop.sell("U1")
    bar = page.importing.bar
    bar.undo_button.click()
    qtbot.waitUntil(lambda: not bar.task.busy)
    assert not bar.problems.isHidden() and not bar.undo_button.isHidden()


def test_a_file_is_dropped_on_a_page(qtbot, desk, shop, tmp_path, takes):
    page = class_named("items.list_page.ItemsPage")(desk)
    qtbot.addWidget(page)
    page.show()
    path = tmp_path / "list.csv"
    path.write_text("SKU,Name\nNEW-1,New\n")
    data = QMimeData()
    for urls, taken in (
        ([QUrl("https://example.com/list.csv")], False),
        ([QUrl.fromLocalFile(str(path))] * 2, False),
        ([QUrl.fromLocalFile(str(path))], True),
    ):
        data.setUrls(urls)
        action, button = Qt.DropAction.CopyAction, Qt.MouseButton.LeftButton
        event = QDropEvent(QPointF(9, 9), action, data, button, Qt.KeyboardModifier.NoModifier)
        event.ignore()
        page.importing.drop.eventFilter(page.listing, event)
        assert event.isAccepted() is taken
    qtbot.waitUntil(lambda: page.importing.bar.said.text() == "1 row of list.csv: taken.")


def test_a_file_that_is_dropped_on_the_dialog_is_read_instead(qtbot, opened, tmp_path):
    dialog = opened(PURCHASE)
    other = tmp_path / "other.csv"
    other.write_text("SN,Model\nU1,PHONE-1\n")
    data = QMimeData()
    data.setUrls([QUrl.fromLocalFile(str(other))])
    action, button = Qt.DropAction.CopyAction, Qt.MouseButton.LeftButton
    event = QDropEvent(QPointF(9, 9), action, data, button, Qt.KeyboardModifier.NoModifier)
    assert dialog.findChild(FileDrop).eventFilter(dialog, event)
    qtbot.waitUntil(lambda: verdicts(dialog) == ["New"])
    assert dialog.fields.file.text() == "other.csv"


@pytest.mark.rule("Q1")
def test_the_serial_numbers_of_a_file_are_looked_up(qtbot, desk, shop, tmp_path, takes):
    shop.purchase("A1 A2")
    path = tmp_path / "list.csv"
    path.write_text("SN\nA1\nNOBODY\n")
    page = class_named("inventory.search_page.SearchPage")(desk)
    qtbot.addWidget(page)
    page.show()
    page.importing.take_in(path)
    qtbot.waitUntil(lambda: [found.number for found in page.model.rows] == ["A1"])
    assert page.filters.pasted.missing.toPlainText() == "NOBODY"
