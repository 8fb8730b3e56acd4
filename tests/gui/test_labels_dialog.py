"""Labels are chosen, shown as they are printed, printed or saved: by the window (Q3, Q6)."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QDesktopServices
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from app.domain.printing import JobState, Printer, PrinterType, Purpose
from app.gui.paper.labels.label_source import (
    LabelTask,
    of_carton,
    of_carton_units,
    of_document,
    of_item,
    of_items,
    of_search,
)
from app.gui.paper.labels.labels_dialog import LabelsDialog
from app.gui.paper.print_queue import PrintQueue
from app.lists.selection import Selection
from app.lists.serials import SERIALS
from app.printing.labels import choices
from app.printing.making import made
from app.services.entry import cartons
from app.services.paper import jobs, printers
from db.queries import print_jobs
from db.queries.lists.serial_filter import Filter
from tests.printing import pages

pytestmark = pytest.mark.rule("Q3")


@pytest.fixture
def folder(shop, tmp_path):
    """A printer that writes into a folder."""
    made = tmp_path / "papers"
    made.mkdir()
    printers.save(shop.session, Printer("Office", PrinterType.FOLDER, str(made), dpi=300))
    return made


@pytest.fixture
def opened(qtbot, desk):
    """Opens the window of labels, and waits until it has read what there is."""

    kept = []

    def show(task: LabelTask) -> LabelsDialog:
        dialog = LabelsDialog(desk, task)
        kept.append(dialog)
        dialog.show()
        settled(qtbot, dialog)
        return dialog

    return show


def settled(qtbot, dialog):
    qtbot.waitUntil(lambda: not dialog._reading.busy)
    if dialog._check_soon.isActive():
        dialog._check_soon.stop()
        dialog._check()
    qtbot.waitUntil(lambda: not dialog._checking.busy and not dialog._saving.busy)


def printed(qtbot, desk, folder):
    """What comes out of the printer once the queue has worked off its jobs."""
    queue = PrintQueue(desk, made)
    queue.go_on()
    qtbot.waitUntil(lambda: not queue.busy)
    return sorted(path for path in folder.iterdir())


def codes_of(path):
    """The symbols of each page, as a reader reads them."""
    return [pages.read(pages.pixels(path, 300, page)) for page in range(pages.pages(path))]


def counts(dialog):
    return [len(found.keys) for found in dialog.what.read]


def last_job(shop):
    id = shop.rows("SELECT max(id) FROM print_job")[0][0]
    return print_jobs.job(shop.database, id), print_jobs.labels(shop.database, id)


def search(shop, *numbers):
    every = Selection(Filter(), None, None)
    if not numbers:
        return of_search(SERIALS, None, every)
    marks = ", ".join("?" * len(numbers))
    ids = [
        id
        for (id,) in shop.rows(
            f"SELECT id FROM serial WHERE number IN ({marks}) ORDER BY id", *numbers
        )
    ]
    return of_search(SERIALS, Selection(Filter(), tuple(ids), None), every)


# What is offered ----------------------------------------------------------------------------------


def test_the_search_offers_what_has_no_label_the_chosen_and_all(shop, opened):
    shop.purchase("A1 A2 A3")
    jobs.add(shop.session, jobs.NewJob(Purpose.SERIAL_LABEL, "Office", "", labels=["A2"]))
    dialog = opened(search(shop, "A1", "A3"))
    assert counts(dialog) == [2, 2, 3]
    assert dialog.what.place == 1
    assert dialog.keys == ("A1", "A3")


@pytest.mark.parametrize("draft", [True, False])
def test_a_document_offers_its_serials_in_the_order_of_the_scans(shop, opened, draft):
    begin = shop.written if draft else shop.purchase
    document = begin(*(["purchase"] if draft else []), "Z9 B2 C3")
    dialog = opened(of_document(document, "All", is_draft=draft))
    assert dialog.keys == ("Z9", "B2", "C3")
    assert [content.product for content in dialog._contents] == ["Phone"] * 3


def test_an_item_offers_what_is_in_stock_and_a_carton_its_units(shop, opened):
    shop.purchase("A1 A2 A3")
    shop.sell("A3")
    cartons.learn(shop.session, "CT1", ["A2", "A1"])
    carton = shop.rows("SELECT id FROM carton")[0][0]
    assert opened(of_item(shop.has.phone, "Phone")).keys == ("A1", "A2")
    assert sorted(opened(of_carton_units(carton, "CT1")).keys) == ["A1", "A2"]
    dialog = opened(of_carton("CT1"))
    assert [(one.serial, one.units) for one in dialog._contents] == [("CT1", 2)]


def test_nothing_to_print_offers_nothing(shop, opened, folder):
    dialog = opened(search(shop))
    assert not dialog.print_button.isEnabled()
    assert not dialog.save_button.isEnabled()


# Printing -----------------------------------------------------------------------------------------


def test_labels_come_out_in_their_order_and_are_logged(qtbot, shop, desk, opened, folder):
    dialog = opened(of_document(shop.purchase("A1 A2 A3"), "All", is_draft=False))
    dialog.media.first.setValue(64)
    assert dialog.says.text() == "3 labels on 2 sheets"
    dialog.print_button.click()
    (made,) = printed(qtbot, desk, folder)
    assert codes_of(made) == [["A1", "A2"], ["A3"]]
    job, labels = last_job(shop)
    assert (JobState(job.state), job.pieces, labels) == (JobState.PRINTED, 3, ["A1", "A2", "A3"])


def test_enter_prints(qtbot, shop, opened, folder):
    shop.purchase("A1")
    dialog = opened(search(shop))
    QTest.keyClick(dialog, Qt.Key.Key_Return)
    assert last_job(shop)[1] == ["A1"]


@pytest.mark.rule("Q6")
def test_a_second_label_asks_for_the_reason(shop, opened, folder):
    shop.purchase("A1 A2")
    opened(search(shop, "A1")).print_button.click()
    dialog = opened(search(shop, "A1", "A2"))
    assert dialog.what.reason.isVisible()
    assert not dialog.print_button.isEnabled()
    dialog.what.reason.setText("it was torn")
    dialog.print_button.click()
    assert last_job(shop)[0].reason == "it was torn"


@pytest.mark.rule("Q6")
def test_what_was_not_printed_yet_is_exactly_what_has_no_label(shop, opened, folder):
    shop.purchase("A1 A2 A3")
    opened(search(shop, "A2")).print_button.click()
    dialog = opened(search(shop))
    dialog.what.choices[0].setChecked(True)
    assert dialog.keys == ("A3", "A1")
    assert not dialog.what.reason.isVisible()
    dialog.print_button.click()
    assert last_job(shop)[1] == ["A3", "A1"]


def test_without_a_printer_a_file_is_offered_and_says_so(
    qtbot, shop, opened, tmp_path, monkeypatch
):
    shown = []
    monkeypatch.setattr(QDesktopServices, "openUrl", lambda url: shown.append(url.toLocalFile()))
    dialog = opened(of_document(shop.purchase("A1 A2"), "All", is_draft=False))
    assert not dialog.print_button.isEnabled()
    assert dialog.save_button.isEnabled()
    dialog.what.copies.setValue(2)
    dialog.save_to(tmp_path / "labels.pdf")
    settled(qtbot, dialog)
    assert codes_of(tmp_path / "labels.pdf") == [["A1", "A1", "A2", "A2"]]
    assert shown == [str(tmp_path / "labels.pdf")]
    job, labels = last_job(shop)
    assert (JobState(job.state), labels, job.copies) == (JobState.PRINTED, ["A1", "A2"], 2)


def test_a_file_that_is_stopped_is_not_written(qtbot, shop, opened, tmp_path, monkeypatch):
    shop.purchase("A1 A2")
    dialog = opened(search(shop))
    dialog.save_to(tmp_path / "labels.pdf")
    dialog.reject()
    assert dialog.isVisible()
    qtbot.waitUntil(lambda: QApplication.instance() is not None and not dialog._saving.busy)
    assert not (tmp_path / "labels.pdf").exists()


def test_a_file_that_cannot_be_written_says_why_and_nothing_is_logged(
    qtbot, shop, opened, tmp_path
):
    shop.purchase("A1")
    dialog = opened(search(shop))
    dialog.save_to(tmp_path / "nowhere" / "labels.pdf")
    settled(qtbot, dialog)
    assert dialog.problems.isVisible()
    assert not shop.rows("SELECT id FROM print_job")


# The label ----------------------------------------------------------------------------------------


def test_a_label_that_does_not_fit_is_refused_with_links_that_do(shop, opened, folder):
    shop.purchase("A1")
    dialog = opened(search(shop))
    dialog.media.choose_size("Avery L4731, L8658, Herma 10001")
    assert not dialog.print_button.isEnabled()
    assert "size:0" in dialog.label.warning.text()
    dialog.label.warning.linkActivated.emit("size:0")
    assert dialog.print_button.isEnabled()
    assert dialog.label.warning.isHidden()


def test_one_label_of_many_that_does_not_fit_is_found_before_paper_is_used(
    qtbot, shop, opened, folder
):
    dialog = opened(of_document(shop.purchase("A1 " + "B" * 100), "All", is_draft=False))
    dialog.label.template.setCurrentIndex(dialog.label.template.findData("code_128"))
    settled(qtbot, dialog)
    assert "1 of 2" in dialog.label.warning.text()
    assert not dialog.print_button.isEnabled()


def test_a_symbol_that_would_do_is_one_click(qtbot, shop, opened, folder):
    long = "SN" + "7" * 40
    shop.purchase(long)
    dialog = opened(search(shop))
    dialog.label.template.setCurrentIndex(dialog.label.template.findData("code_128"))
    assert not dialog.print_button.isEnabled()
    dialog.label.warning.linkActivated.emit("symbol:DATA_MATRIX")
    assert dialog.print_button.isEnabled()
    assert long in dialog.label.reads.text()


def test_what_is_on_the_label_is_what_is_checked(qtbot, shop, desk, opened, folder):
    shop.purchase("A1")
    dialog = opened(search(shop))
    dialog.label.checks["PRICE"].setChecked(False)
    dialog.print_button.click()
    counter = desk.session.counter.id
    kept = choices.choice(shop.database, counter, Purpose.SERIAL_LABEL)
    assert kept.fields is not None and "PRICE" not in kept.fields and "SERIAL" in kept.fields
    again = opened(search(shop))
    assert not again.label.checks["PRICE"].isChecked()


# The sheet ----------------------------------------------------------------------------------------


def test_the_first_free_label_is_clicked_or_reached_by_the_arrows(shop, opened, folder):
    shop.purchase("A1")
    dialog = opened(search(shop))
    picture = dialog.media.picture
    cell = picture._cells(dialog.media.media)[37]
    QTest.mouseClick(picture, Qt.MouseButton.LeftButton, pos=cell.center().toPoint())
    assert dialog.media.first.value() == 38
    for key, first in (
        (Qt.Key.Key_Right, 39),
        (Qt.Key.Key_Down, 44),
        (Qt.Key.Key_Left, 43),
        (Qt.Key.Key_Up, 38),
    ):
        QTest.keyClick(picture, key)
        assert dialog.media.first.value() == first


def test_shelf_labels_say_item_and_price(qtbot, shop, desk, opened, folder):
    dialog = opened(of_items([shop.has.phone, shop.has.cable]))
    assert dialog.keys == (shop.has.phone, shop.has.cable)
    dialog.print_button.click()
    (made,) = printed(qtbot, desk, folder)
    (page,) = codes_of(made)
    assert page[0] == "6901234567892" and len(page) == 2


def test_the_carton_label_goes_through_the_same_queue(qtbot, shop, desk, opened, folder):
    shop.purchase("A1 A2")
    cartons.learn(shop.session, "CT1", ["A1", "A2"])
    dialog = opened(of_carton("CT1"))
    dialog.media.choose_size("Thermal 101.6 × 76.2")
    dialog.print_button.click()
    (made,) = printed(qtbot, desk, folder)
    assert codes_of(made) == [["CT1"]]
