"""Settings › Printers: printers are added and tried, and each purpose is given one."""

import pytest
from PySide6.QtCore import Qt

from app.domain.printing import WITHOUT_CHOICE, Asking, JobState, Printer, PrinterType, Purpose
from app.gui.paper.print_queue import at_work
from app.gui.settings import printer_form
from app.gui.settings import printers as printers_page
from app.gui.settings.printers import PrintersPage
from app.services.paper import printers
from db.queries import print_jobs

pytestmark = pytest.mark.rule("Q5")


@pytest.fixture(autouse=True)
def queues(monkeypatch):
    """The printers of this computer."""
    found = ["Canon", "Zebra_ZD421"]
    monkeypatch.setattr(printer_form.system_queue, "queues", lambda: found)
    return found


@pytest.fixture
def page(qtbot, desk):
    made = PrintersPage(desk)
    qtbot.addWidget(made)
    made.resize(1158, 700)
    made.show()
    with qtbot.waitActive(made):
        made.activateWindow()
    return made


def choose(page, type):
    box = page.form.type
    box.setCurrentIndex(box.findData(type))


def known(shop):
    return printers.printers(shop.database, shop.session.counter.id)


def add(shop, *made):
    for printer in made:
        printers.save(shop.session, printer)


def how(shop, purpose):
    return printers.printouts(shop.database, shop.session.counter.id)[purpose]


def pick(box, data):
    box.setCurrentIndex(box.findData(data))
    box.activated.emit(box.currentIndex())


def test_without_a_printer_the_page_says_what_to_do(page):
    assert page._empty.isVisible() and page.new_button.hasFocus()
    assert not page.test_button.isEnabled()
    assert all(not row.paper.isEnabled() for row in page.rows.values())


def test_a_printer_of_this_computer_is_found(qtbot, page, shop):
    qtbot.keyClick(page, Qt.Key.Key_N, Qt.KeyboardModifier.ControlModifier)
    qtbot.waitUntil(page.form.found.isVisible)
    assert page.form.address.text() == "Canon"
    pick(page.form.found, "Zebra_ZD421")
    page.form.name.setText("Labels")
    qtbot.keyClick(page, Qt.Key.Key_S, Qt.KeyboardModifier.ControlModifier)
    assert known(shop) == [Printer("Labels", PrinterType.QUEUE, "Zebra_ZD421")]
    assert page.current().name == "Labels" and page.list.hasFocus()


@pytest.mark.parametrize("type", PrinterType)
def test_only_what_means_something_for_a_printer_is_shown(page, type):
    page.new_button.click()
    choose(page, type)
    shown = {key for key, part in page.form._parts.items() if part.isVisible()}
    assert shown == {
        PrinterType.ESC_POS_NETWORK: {"columns", "cutter", "drawer"},
        PrinterType.ESC_POS_DEVICE: {"columns", "cutter", "drawer"},
        PrinterType.ZPL_NETWORK: {"dpi"},
    }.get(type, set())
    assert page.form.folder_button.isVisible() is (type is PrinterType.FOLDER)


def test_all_that_is_wrong_with_a_printer_is_said_and_what_was_typed_stays(page, shop):
    page.new_button.click()
    choose(page, PrinterType.ESC_POS_NETWORK)
    page.form.address.setText("no address!")
    page.form.save_button.click()
    said = page.form.problems._text.text()
    assert "no address!" in said and "name" in said
    assert page.form.address.text() == "no address!" and known(shop) == []


def test_a_printer_is_changed_and_what_is_printed_on_it_goes_along(page, shop):
    add(shop, Printer("Till", PrinterType.ESC_POS_NETWORK, "10.0.0.5", columns=42))
    printers.choose(shop.session, Purpose.RECEIPT, printers.Printout("Till"))
    page.reload()
    page.edit_button.click()
    assert page.form.values()["columns"] == 42
    page.form.name.setText("Counter 1")
    page.form.fields["drawer"].setChecked(True)
    page.form.save_button.click()
    (printer,) = known(shop)
    assert (printer.name, printer.columns, printer.drawer) == ("Counter 1", 42, True)
    assert page.rows[Purpose.RECEIPT].printer.currentText() == "Counter 1"


@pytest.mark.rule("D11")
def test_what_is_typed_is_asked_about_before_it_is_given_up(page, monkeypatch):
    page.new_button.click()
    page.form.name.setText("Till")
    answers = [False, True]
    monkeypatch.setattr("app.gui.kit.forms.give_up", lambda *_texts: answers.pop(0))
    page.form.back_button.click()
    assert page.form.isVisible() and page.form.name.text() == "Till"
    page.form.back_button.click()
    assert not page.form.isVisible() and answers == []


def test_each_choice_of_a_purpose_is_saved_at_once(page, shop):
    add(
        shop,
        Printer("PDF", PrinterType.FOLDER, "/tmp"),
        Printer("Till", PrinterType.ESC_POS_NETWORK, "10.0.0.5"),
        Printer("Zebra", PrinterType.ZPL_NETWORK, "10.0.0.6"),
    )
    page.reload()
    offered = {
        purpose: [row.printer.itemText(n) for n in range(1, row.printer.count())]
        for purpose, row in page.rows.items()
    }
    assert offered[Purpose.RECEIPT] == ["PDF", "Till"]
    assert offered[Purpose.DOCUMENT] == offered[Purpose.FORM] == ["PDF"]
    assert offered[Purpose.SERIAL_LABEL] == ["PDF", "Zebra"]
    row = page.rows[Purpose.RECEIPT]
    pick(row.printer, "Till")
    pick(row.paper, "roll_58")
    row.copies.setValue(2)
    row.asking.set_value(Asking.AT_ONCE)
    chosen = how(shop, Purpose.RECEIPT)
    assert chosen == printers.Printout("Till", "roll_58", 2, Asking.AT_ONCE)
    pick(row.printer, "")
    assert how(shop, Purpose.RECEIPT).printer == "" and not row.copies.isEnabled()


def test_a_label_keeps_the_template_that_was_chosen_elsewhere(page, shop):
    add(shop, Printer("Zebra", PrinterType.ZPL_NETWORK, "10.0.0.6"))
    printers.choose(shop.session, Purpose.SERIAL_LABEL, printers.Printout("", "small"))
    page.reload()
    pick(page.rows[Purpose.SERIAL_LABEL].printer, "Zebra")
    assert how(shop, Purpose.SERIAL_LABEL) == printers.Printout("Zebra", "small")


def test_a_printer_that_prints_something_is_asked_about_before_it_goes(page, shop, monkeypatch):
    add(shop, Printer("PDF", PrinterType.FOLDER, "/tmp"), Printer("B", PrinterType.FOLDER, "/tmp"))
    printers.choose(shop.session, Purpose.DOCUMENT, printers.Printout("PDF"))
    page.reload()
    asked = []
    answers = [False, True]

    def ask(_page, _title, text, *_buttons):
        asked.append(text)
        return answers.pop(0)

    monkeypatch.setattr(printers_page, "give_up", ask)
    page.remove_button.click()
    assert len(known(shop)) == 2 and "Document" in asked[0]
    page.remove_button.click()
    page.remove_button.click()
    assert known(shop) == [] and len(asked) == 2
    assert how(shop, Purpose.DOCUMENT).printer == ""


@pytest.mark.parametrize("there", [True, False])
def test_a_test_page_says_what_became_of_it(qtbot, page, desk, shop, tmp_path, there):
    folder = tmp_path / "papers"
    if there:
        folder.mkdir()
    add(shop, Printer("PDF", PrinterType.FOLDER, str(folder)))
    page.reload()
    queue = at_work(desk, page)
    qtbot.keyClick(page, Qt.Key.Key_P, Qt.KeyboardModifier.ControlModifier)
    qtbot.waitUntil(lambda: not queue.busy)
    (job,) = print_jobs.open_jobs(shop.database, shop.session.counter.id, 9) or [None]
    if there:
        assert job is None and [path.name for path in folder.iterdir()] == ["Test page.pdf"]
        assert "is printed on PDF" in page.printing.text.text()
    else:
        assert job.state == JobState.FAILED
        assert "is not there any more" in page.printing.text.text()


@pytest.mark.parametrize("purpose", [one for one in Purpose if one not in WITHOUT_CHOICE])
def test_each_purpose_is_tried_on_its_printer(qtbot, shop, page, tmp_path, purpose):
    """An example comes out as it is chosen; without a printer there is nothing to try."""
    row = page.rows[purpose]
    assert not row.test_button.isEnabled()
    add(shop, Printer("Office", PrinterType.FOLDER, str(tmp_path)))
    page.reload()
    pick(row.printer, "Office")
    row.test_button.click()
    assert "Office" in page.printing.text.text()
    (job,) = print_jobs.open_jobs(shop.database, shop.session.counter.id, 10)
    assert (job.purpose, job.printer) == ("TEST", "Office") and job.template
