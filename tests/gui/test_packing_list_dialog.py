"""A supplier's packing list on the screen (C3): read beside it, chosen, learned whole or not."""

from pathlib import Path

import pytest
import shiboken6
from PySide6.QtCore import QMimeData, QPointF, Qt, QThreadPool, QUrl
from PySide6.QtGui import QDropEvent
from PySide6.QtWidgets import QFileDialog

from app.domain.problems import Code
from app.exchange import packing_list
from app.exchange.packing_list import Doubtful
from app.gui.inventory.cartons import packing_list_dialog
from app.gui.inventory.cartons.packing_list_dialog import PackingListDialog, learned_text
from app.gui.inventory.cartons.page import CartonsPage
from app.services.entry import cartons
from app.text import sentence
from db.engine.trouble import StoreTrouble, Trouble
from tests.exchange.workbooks import RELATED, packed, parts, sheet


@pytest.fixture
def written(tmp_path: Path) -> Path:
    path = tmp_path / "delivery.csv"
    path.write_text("No.,Carton,S/N\n1,C1,0001\n2,C1,0002\n3,C2,0003\n")
    return path


@pytest.fixture
def opened(qtbot, desk, written):
    """The dialog of a list with this text, once it has read it."""

    def open_dialog(text: str | bytes = b"") -> PackingListDialog:
        if text:
            written.write_bytes(text if isinstance(text, bytes) else text.encode())
        dialog = noted(PackingListDialog(desk, written))
        wait(qtbot, dialog)
        return dialog

    yield open_dialog
    QThreadPool.globalInstance().waitForDone()


def noted(dialog: PackingListDialog) -> PackingListDialog:
    """The dialog, which notes how it was closed: it is gone then."""
    dialog.closed_as = []
    dialog.finished.connect(dialog.closed_as.append)
    return dialog


def wait(qtbot, dialog) -> None:
    qtbot.waitUntil(lambda: not shiboken6.isValid(dialog) or not dialog.task.busy)


def learn(qtbot, dialog) -> None:
    assert dialog.learn_button.isEnabled()
    dialog.learn_button.click()
    wait(qtbot, dialog)


def held(shop, code: str) -> list[str] | None:
    found = cartons.contents(shop.database, code)
    return found and found.numbers


def said(dialog) -> str:
    return dialog.problems._text.text()


def shown(dialog) -> list[tuple[str, ...]]:
    model = dialog.rows.table_model
    return [tuple(column.text(row) for column in model.columns) for row in model.rows]


@pytest.mark.rule("C3", "F2")
def test_a_packing_list_is_learned_by_its_columns(qtbot, shop, opened) -> None:
    dialog = opened()
    assert (dialog.carton.currentText(), dialog.serial.currentText()) == ("Carton", "S/N")
    assert shown(dialog)[0] == ("2", "1", "C1", "0001")
    learn(qtbot, dialog)
    assert dialog.closed_as == [PackingListDialog.DialogCode.Accepted]
    assert held(shop, "C1") == ["0001", "0002"]
    assert learned_text(dialog.learned) == "2 cartons with 3 units are kept."


@pytest.mark.rule("C3")
def test_two_different_columns_must_be_chosen_before_anything_is_learned(opened) -> None:
    dialog = opened()
    dialog.serial.setCurrentIndex(1)
    assert not dialog.learn_button.isEnabled()
    dialog.serial.setCurrentIndex(2)
    assert dialog.learn_button.isEnabled()
    for same in (dialog.more.tick, lambda places: dialog.last.setCurrentIndex(places[0] + 1)):
        same([2])
        assert not dialog.learn_button.isEnabled()
        same([0])
        assert dialog.learn_button.isEnabled()
        dialog.more.tick([])


@pytest.mark.rule("C3")
def test_the_row_of_titles_is_found_or_the_clerk_says_it(opened) -> None:
    dialog = opened("ACME\n\nCarton,S/N\nC1,A1\n")
    assert dialog.header.currentText() == "Row 3: Carton, S/N"
    assert shown(dialog) == [("4", "C1", "A1")]
    dialog = opened("Colis,Numero\nC1,A1\n")
    assert dialog.header.currentIndex() == -1
    dialog.carton.setCurrentIndex(0)
    dialog.serial.setCurrentIndex(1)
    assert not dialog.learn_button.isEnabled()
    dialog.header.setCurrentIndex(1)
    assert (dialog.carton.currentText(), dialog.serial.currentText()) == ("Colis", "Numero")
    assert dialog.learn_button.isEnabled()
    assert shown(dialog) == [("2", "C1", "A1")]
    dialog.header.setCurrentIndex(0)
    assert dialog.choice().header == 0
    assert shown(dialog) == [("1", "Colis", "Numero"), ("2", "C1", "A1")]


@pytest.mark.rule("C3")
def test_what_is_wrong_with_a_list_is_said_by_row_and_nothing_is_learned(
    qtbot, shop, opened
) -> None:
    dialog = opened("Carton,S/N\nC1,A1\n,A2\n")
    dialog.show()
    learn(qtbot, dialog)
    assert "Line 3" in said(dialog)
    assert dialog.isVisible() and held(shop, "C1") is None
    dialog.repeat.setChecked(True)
    learn(qtbot, dialog)
    assert held(shop, "C1") == ["A1", "A2"]


@pytest.mark.rule("C3")
def test_the_link_of_a_problem_shows_its_row(qtbot, opened) -> None:
    good = "".join(f"C1,A{n}\n" for n in range(100))
    dialog = opened(f"Carton,S/N\n{good},B1\nC2,B2,more\n")
    learn(qtbot, dialog)
    dialog.problems._text.linkActivated.emit("line:102")
    wait(qtbot, dialog)
    assert shown(dialog) == [("102", "", "B1"), ("103", "C2", "B2")]
    assert "Line 102" in said(dialog)


@pytest.mark.rule("C3", "G1")
def test_ranges_and_apostrophes_are_asked_about_where_they_stand(qtbot, shop, opened) -> None:
    dialog = opened("Carton,S/N\nC1,A1-A3\nC2,'007\n")
    assert dialog._ranges_field.isHidden() and dialog._apostrophes_field.isHidden()
    learn(qtbot, dialog)
    assert not dialog._ranges_field.isHidden() and not dialog._apostrophes_field.isHidden()
    assert "A1-A3" in said(dialog)
    for box in (dialog.ranges, dialog.apostrophes):
        box.setCurrentIndex(box.findData(Doubtful.READ))
    learn(qtbot, dialog)
    assert (held(shop, "C1"), held(shop, "C2")) == (["A1", "A2", "A3"], ["007"])


@pytest.mark.rule("C3")
def test_more_columns_of_serials_are_ticked(qtbot, shop, opened) -> None:
    dialog = opened("Carton,SN1,Colour,SN2\nC1,A1,Black,A2\n")
    assert dialog.serial.currentIndex() == -1
    dialog.serial.setCurrentIndex(1)
    dialog.more.tick([3])
    assert dialog.more.text() == "SN2"
    learn(qtbot, dialog)
    assert held(shop, "C1") == ["A1", "A2"]


@pytest.mark.rule("C3", "G1")
def test_first_and_last_serial_are_found_by_their_titles(qtbot, shop, opened) -> None:
    dialog = opened("Carton,SN from,SN to\nC1,A1,A3\n")
    assert (dialog.serial.currentText(), dialog.last.currentText()) == ("SN from", "SN to")
    learn(qtbot, dialog)
    assert held(shop, "C1") == ["A1", "A2", "A3"]


@pytest.mark.rule("C3")
def test_another_sheet_is_read_when_it_is_chosen(qtbot, opened) -> None:
    def row(*texts):
        return "".join(f'<c t="inlineStr"><is><t>{text}</t></is></c>' for text in texts)

    contents = parts(f"<row>{row('Carton', 'SN')}</row><row>{row('C1', 'A1')}</row>")
    contents["xl/worksheets/sheet2.xml"] = sheet(f"<row>{row('x', 'Box', 'IMEI')}</row>")
    for name, old, new in (
        ("xl/workbook.xml", "</sheets>", '<sheet name="More" r:id="m"/></sheets>'),
        (
            "xl/_rels/workbook.xml.rels",
            "</Relationships>",
            f'<Relationship Id="m" Type="{RELATED}/worksheet" Target="worksheets/sheet2.xml"/>'
            "</Relationships>",
        ),
    ):
        contents[name] = contents[name].replace(old, new)
    dialog = opened(packed(contents))
    assert not dialog._sheet_field.isHidden()
    assert dialog.carton.currentIndex() == 0
    dialog.sheet.setCurrentIndex(1)
    wait(qtbot, dialog)
    assert (dialog.carton.currentText(), dialog.serial.currentText()) == ("Box", "IMEI")
    assert dialog.choice().sheet == "More"


@pytest.mark.rule("C3")
def test_an_encoding_is_asked_only_where_the_file_does_not_say_it(qtbot, opened) -> None:
    assert opened("箱号,序列号\nC1,A1\n")._encoding_field.isHidden()
    dialog = opened("箱號,序列號\nC1,A1\n".encode("big5"))
    assert not dialog._encoding_field.isHidden()
    dialog.encoding.setCurrentIndex(dialog.encoding.findData("big5"))
    wait(qtbot, dialog)
    assert dialog.carton.itemText(0) == "箱號"
    assert dialog.encoding.currentData() == "big5"


@pytest.mark.rule("C3")
def test_a_file_that_is_no_list_says_so_and_nothing_can_be_learned(opened) -> None:
    dialog = opened(b"PK\x03\x04")
    assert "cannot be read" in said(dialog)
    assert not dialog.learn_button.isEnabled()
    assert dialog.cancel_button.isEnabled()


@pytest.mark.rule("C3")
def test_while_it_reads_the_dialog_shows_it_and_can_be_cancelled(
    qtbot, desk, written, monkeypatch
) -> None:
    stopped = []

    def endless(_path, _encoding, tell):
        try:
            while True:
                tell(0.5)
        except BaseException as error:
            stopped.append(error)
            raise

    monkeypatch.setattr(packing_list_dialog, "_open", endless)
    dialog = noted(PackingListDialog(desk, written))
    dialog.show()
    qtbot.waitUntil(lambda: dialog.progress.value() == 50)
    assert dialog.progress.isVisible() and not dialog.learn_button.isEnabled()
    dialog.cancel_button.click()
    assert dialog.closed_as == [PackingListDialog.DialogCode.Rejected]
    qtbot.waitUntil(lambda: bool(stopped))


@pytest.mark.rule("C3")
def test_what_is_being_written_is_waited_for(qtbot, shop, opened, monkeypatch) -> None:
    dialog = opened()
    write = dialog.task.start

    def start(work, then, refused):
        write(work, then, refused)
        if dialog._writes:
            dialog.reject()
            assert not dialog.cancel_button.isEnabled()
            assert dialog.task.busy

    monkeypatch.setattr(dialog.task, "start", start)
    learn(qtbot, dialog)
    assert dialog.closed_as == [PackingListDialog.DialogCode.Accepted]
    assert held(shop, "C2") == ["0003"]


@pytest.mark.rule("C3")
def test_trouble_with_the_store_leaves_the_dialog_as_it_was(
    qtbot, shop, opened, monkeypatch
) -> None:
    def full(*_given):
        raise StoreTrouble(Trouble.FULL, Path("x"))

    dialog = opened()
    with monkeypatch.context() as patched, qtbot.captureExceptions() as raised:
        patched.setattr(cartons, "learn_list", full)
        learn(qtbot, dialog)
    assert [kind for kind, _error, _trace in raised] == [StoreTrouble]
    assert dialog.cancel_button.isEnabled()
    learn(qtbot, dialog)
    assert held(shop, "C2") == ["0003"]


@pytest.mark.rule("C3")
def test_the_file_is_read_once(qtbot, shop, opened, written) -> None:
    dialog = opened()
    written.unlink()
    dialog.header.setCurrentIndex(1)
    learn(qtbot, dialog)
    assert held(shop, "C1") == ["0001", "0002"]


@pytest.fixture
def page(qtbot, desk, monkeypatch):
    """The page, on which every packing list is learned as it is found."""

    def answer(dialog) -> bool:
        wait(qtbot, dialog)
        learn(qtbot, dialog)
        return True

    monkeypatch.setattr(PackingListDialog, "exec", answer)
    made = CartonsPage(desk)
    qtbot.addWidget(made)
    made.show()
    return made


def codes(page) -> list[str]:
    return [row.code for row in page.model.rows]


@pytest.mark.rule("C3")
def test_the_page_asks_for_the_file(page, monkeypatch, written) -> None:
    monkeypatch.setattr(QFileDialog, "getOpenFileName", lambda *_args: (str(written), ""))
    page.list_button.click()
    assert codes(page) == ["C2", "C1"]


@pytest.mark.rule("C3")
def test_a_file_is_dropped_on_the_page(qtbot, page, written) -> None:
    data = QMimeData()
    for urls, taken in (
        ([QUrl("https://example.com/list.csv")], False),
        ([QUrl.fromLocalFile(str(written))] * 2, False),
        ([QUrl.fromLocalFile(str(written))], True),
    ):
        data.setUrls(urls)
        event = QDropEvent(
            QPointF(9, 9),
            Qt.DropAction.CopyAction,
            data,
            Qt.MouseButton.LeftButton,
            Qt.KeyboardModifier.NoModifier,
        )
        event.ignore()
        page.dropEvent(event)
        assert event.isAccepted() is taken
    qtbot.waitUntil(lambda: codes(page) == ["C2", "C1"])


@pytest.mark.parametrize("code", [code for code in Code if code.name.startswith("LIST_")])
def test_every_sentence_about_a_list_can_be_filled(code) -> None:
    values = {"name": "list.csv", "text": "7", "first": "7", "second": "8"}
    values["most"] = packing_list.MOST_UNITS
    assert "{" not in sentence(packing_list.Problem(code, values))
