"""A supplier's packing list on the screen (C3): in the one dialog, learned whole or not."""

from pathlib import Path

import pytest
from PySide6.QtCore import QThreadPool
from PySide6.QtWidgets import QFileDialog

from app.domain.problems import CODES, Problem
from app.exchange.imports import import_session
from app.exchange.imports.kinds import PACKING_LIST
from app.exchange.imports.mends import Mend
from app.gui.importing import import_dialog
from app.gui.importing.import_dialog import ImportDialog
from app.gui.inventory.cartons.page import CartonsPage
from app.services.entry import cartons
from app.text import sentence
from db.engine.trouble import StoreTrouble, Trouble
from tests.exchange.workbooks import RELATED, packed, parts, sheet
from tests.gui.test_import_dialog import chosen_field, match, said, verdicts, wait

pytestmark = pytest.mark.rule("C3")


@pytest.fixture
def written(tmp_path: Path) -> Path:
    path = tmp_path / "delivery.csv"
    path.write_text("No.,Carton,S/N\n1,C1,0001\n2,C1,0002\n3,C2,0003\n")
    return path


@pytest.fixture
def opened(qtbot, desk, written):
    """The dialog of a list with this text, once it has read it."""

    def open_dialog(text: str | bytes = b"") -> ImportDialog:
        if text:
            written.write_bytes(text if isinstance(text, bytes) else text.encode())
        dialog = ImportDialog(desk, [PACKING_LIST], written)
        dialog.closed_as = []
        dialog.finished.connect(dialog.closed_as.append)
        dialog.show()
        wait(qtbot, dialog)
        return dialog

    yield open_dialog
    QThreadPool.globalInstance().waitForDone()


def learn(qtbot, dialog) -> None:
    assert dialog.foot.all_button.isEnabled()
    dialog.foot.all_button.click()
    wait(qtbot, dialog)


def held(shop, code: str) -> list[str] | None:
    found = cartons.contents(shop.database, code)
    return found and found.numbers


@pytest.mark.rule("F2")
def test_a_packing_list_is_learned_by_its_columns(qtbot, shop, opened) -> None:
    dialog = opened()
    assert (chosen_field(dialog, "Carton"), chosen_field(dialog, "S/N")) == ("carton", "serial")
    assert dialog.foot.good_button.isHidden()
    learn(qtbot, dialog)
    assert dialog.closed_as == [ImportDialog.DialogCode.Accepted]
    assert held(shop, "C1") == ["0001", "0002"]


def test_what_is_wrong_with_a_list_is_said_by_row_and_nothing_is_learned(
    qtbot, shop, opened
) -> None:
    dialog = opened("Carton,S/N\nC1,A1\n,A2\n")
    assert verdicts(dialog) == ["New", "Missing"]
    assert not dialog.foot.all_button.isEnabled() and held(shop, "C1") is None
    dialog.fields.repeat.setChecked(True)
    wait(qtbot, dialog)
    learn(qtbot, dialog)
    assert held(shop, "C1") == ["A1", "A2"]


@pytest.mark.rule("G1")
@pytest.mark.parametrize(
    ("mend", "numbers"), [(Mend.WRITE_OUT, ["A1", "A2", "A3"]), (Mend.ONE_NUMBER, ["A1-A3"])]
)
def test_a_range_is_asked_about_and_every_one_is_mended_alike(
    qtbot, shop, opened, mend, numbers
) -> None:
    dialog = opened("Carton,S/N\nC1,A1-A3\nC2,'007\n")
    assert verdicts(dialog) == ["A range?", "Apostrophe"]
    for answer in (mend, Mend.LEAVE_OUT):
        dialog.side.mend_all.emit(answer)
    wait(qtbot, dialog)
    learn(qtbot, dialog)
    assert (held(shop, "C1"), held(shop, "C2")) == (numbers, ["007"])


@pytest.mark.rule("F5")
def test_a_mend_of_which_too_much_would_come_is_refused_and_the_rows_stay(
    qtbot, opened, monkeypatch
) -> None:
    monkeypatch.setattr(import_session, "_MOST_MENDED", 20)
    dialog = opened("Carton,S/N\nC1,A1-A3\nC2,B1-B9\n")
    dialog.side.mend_all.emit(Mend.WRITE_OUT)
    wait(qtbot, dialog)
    assert "100,000" in said(dialog)
    assert verdicts(dialog) == ["A range?"] * 2


def test_more_columns_of_serials_are_matched_one_after_the_other(qtbot, shop, opened) -> None:
    dialog = opened("Carton,SN1,Colour,SN2\nC1,A1,Black,A2\nC2,B1,Black,\nC3,,Black,B2\n")
    assert said(dialog)
    for place in (1, 3):
        match(qtbot, dialog, place, "serial")
    assert [chosen_field(dialog, title) for title in ("SN1", "SN2")] == ["serial", "serial"]
    assert verdicts(dialog) == ["New"] * 3
    learn(qtbot, dialog)
    assert (held(shop, "C1"), held(shop, "C3")) == (["A1", "A2"], ["B2"])
    again = opened("Carton,SN1,Colour,SN2\nC9,A8,Black,A9\n")
    assert verdicts(again) == ["New"]  # as before
    learn(qtbot, again)
    assert held(shop, "C9") == ["A8", "A9"]


@pytest.mark.rule("G1")
def test_first_and_last_serial_are_a_range_that_other_rows_are_judged_by(
    qtbot, shop, opened
) -> None:
    dialog = opened("Carton,SN from,SN to\nC1,A1,A3\nC2,A2,\n")
    assert verdicts(dialog) == ["New", "As row 2"]
    dialog.mend(3, "serial", "A9")
    wait(qtbot, dialog)
    assert verdicts(dialog) == ["New", "New"]
    dialog.mend(2, "last", "A9")
    wait(qtbot, dialog)
    assert verdicts(dialog) == ["New", "As row 2"]
    dialog.mend(2, "last", "A3")
    wait(qtbot, dialog)
    learn(qtbot, dialog)
    assert (held(shop, "C1"), held(shop, "C2")) == (["A1", "A2", "A3"], ["A9"])


@pytest.mark.rule("F4")
def test_the_item_of_all_units_can_be_said(qtbot, shop, opened) -> None:
    shop.purchase("A1")
    dialog = opened("Carton,S/N\nC1,A1\nC1,NEW\n")
    box = dialog.fields.item
    box.setCurrentIndex(box.findData(shop.has.camera))
    wait(qtbot, dialog)
    assert verdicts(dialog) == ["Other item", "New"]
    box.setCurrentIndex(box.findData(shop.has.phone))
    wait(qtbot, dialog)
    learn(qtbot, dialog)
    assert cartons.contents(shop.database, "C1").carton.product == "Phone"


def two_sheets() -> bytes:
    """A workbook of two packing lists."""

    def row(*texts):
        return "".join(f'<c t="inlineStr"><is><t>{text}</t></is></c>' for text in texts)

    contents = parts(f"<row>{row('Carton', 'SN')}</row><row>{row('C1', 'A1')}</row>")
    contents["xl/worksheets/sheet2.xml"] = sheet(
        f"<row>{row('x', 'Box', 'IMEI')}</row><row>{row('1', 'C7', 'A7')}</row>"
    )
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
    return packed(contents)


def test_another_sheet_is_read_when_it_is_chosen(qtbot, opened) -> None:
    dialog = opened(two_sheets())
    assert not dialog.fields.fields[dialog.fields.sheet].isHidden()
    assert chosen_field(dialog, "Carton") == "carton"
    dialog.fields.sheet.setCurrentIndex(1)
    wait(qtbot, dialog)
    assert (chosen_field(dialog, "Box"), chosen_field(dialog, "IMEI")) == ("carton", "serial")
    assert dialog.work.view.sheet == "More"


@pytest.mark.rule("D11")
@pytest.mark.parametrize("gives_up", [True, False])
def test_what_was_corrected_on_a_sheet_is_asked_about_before_another_is_read(
    qtbot, opened, monkeypatch, gives_up
) -> None:
    asked = []
    monkeypatch.setattr(
        import_dialog, "give_up", lambda *texts: asked.append(texts) is None and gives_up
    )
    dialog = opened(two_sheets())
    dialog.mend(dialog.table.table_model.row(0).number, "serial", "A9")
    wait(qtbot, dialog)
    dialog.fields.sheet.setCurrentIndex(1)
    wait(qtbot, dialog)
    assert len(asked) == 1
    assert dialog.work.view.sheet == dialog.fields.sheet.currentText()
    assert dialog.work.view.rows[0].texts["serial"] == ("A7" if gives_up else "A9")
    assert dialog.is_entered() is not gives_up


def test_what_is_being_written_is_waited_for(qtbot, shop, opened, monkeypatch) -> None:
    dialog = opened()
    write = dialog.work.task.start

    def start(work, then, refused):
        write(work, then, refused)
        if dialog.work.writes:
            dialog.reject()
            assert not dialog.foot.cancel_button.isEnabled()
            assert dialog.work.task.busy

    monkeypatch.setattr(dialog.work.task, "start", start)
    learn(qtbot, dialog)
    assert dialog.closed_as == [ImportDialog.DialogCode.Accepted]
    assert held(shop, "C2") == ["0003"]


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
    assert dialog.foot.cancel_button.isEnabled()
    learn(qtbot, dialog)
    assert held(shop, "C2") == ["0003"]


def test_the_file_is_read_once(qtbot, shop, opened, written) -> None:
    dialog = opened()
    written.unlink()
    dialog.fields.header.setCurrentIndex(0)
    wait(qtbot, dialog)
    dialog.fields.header.setCurrentIndex(1)
    wait(qtbot, dialog)
    learn(qtbot, dialog)
    assert held(shop, "C1") == ["0001", "0002"]


def test_the_page_asks_for_the_file_and_says_which_cartons_lost_units(
    qtbot, desk, shop, written, monkeypatch
) -> None:
    cartons.learn(shop.session, "OLD", ["0003", "0004"])

    def answer(dialog) -> bool:
        wait(qtbot, dialog)
        learn(qtbot, dialog)
        return True

    monkeypatch.setattr(ImportDialog, "exec", answer)
    monkeypatch.setattr(QFileDialog, "getOpenFileName", lambda *_args: (str(written), ""))
    page = CartonsPage(desk)
    qtbot.addWidget(page)
    page.show()
    page.importing.button.click()
    qtbot.waitUntil(lambda: {row.code for row in page.model.rows} == {"C1", "C2", "OLD"})
    assert page.importing.bar.said.text() == (
        "3 rows of delivery.csv: taken. Some units were in these cartons before: OLD."
    )


@pytest.mark.parametrize("code", [code for code in CODES.values() if code.name.startswith("LIST_")])
def test_every_sentence_about_a_list_can_be_filled(code) -> None:
    values = {"name": "list.csv", "text": "7", "first": "7", "second": "8", "most": 9}
    assert "{" not in sentence(Problem(code, values))
