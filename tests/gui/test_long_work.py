"""Long changes go beside the screen: the window answers, scans wait, and there is one outcome."""

import threading

import pytest
from PySide6.QtCore import Qt, QThread, QThreadPool, QTimer
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QWidget

from app.domain.counting import CountGroup
from app.domain.kinds import COUNT, KINDS
from app.domain.lifecycle import Status
from app.domain.problems import Code, Refused, refuse
from app.gui.documents import posted_page
from app.gui.documents.count_dialog import CountDialog
from app.gui.documents.count_page import CountPage
from app.gui.documents.counter import CounterPage
from app.gui.documents.page import DocumentPage
from app.gui.documents.void_panel import VoidPanel
from app.gui.items import editor as item_editor
from app.gui.items import list_page
from app.gui.items.edit_inventory import EditInventoryDialog
from app.gui.items.editor import ItemEditor
from app.gui.items.list_page import ItemsPage
from app.gui.kit import long_work
from app.gui.kit.dialogs import asking
from app.gui.kit.long_work import carry_out
from app.gui.kit.work_dialog import WorkDialog
from app.services.documents import copying, posting, voiding
from app.services.documents.effects import transfers
from db.engine.trouble import StoreTrouble, Trouble
from db.queries import documents
from tests.gui.test_document_page import on_draft

pytestmark = pytest.mark.rule("C4")


@pytest.fixture
def window(qtbot):
    made = QWidget()
    qtbot.addWidget(made)
    made.show()
    return made


@pytest.fixture
def shown():
    """What was seen of each dialog that stood there while the work went on."""
    return []


@pytest.fixture
def slowly(monkeypatch, shown):
    """Let a service wait until its dialog was looked at by ``act``; every size is a large one."""
    monkeypatch.setattr(long_work, "AT_ONCE", 0)

    def wait(module, name, act=lambda dialog: None):
        looked_at, run = threading.Event(), getattr(module, name)

        def waits(*values, **named):
            looked_at.wait(10)
            return run(*values, **named)

        def look():
            dialog = asking()
            if not isinstance(dialog, WorkDialog):
                QTimer.singleShot(0, look)
                return
            try:
                shown.append((dialog.windowTitle(), QThread.currentThread()))
                act(dialog)
            finally:
                looked_at.set()

        monkeypatch.setattr(module, name, waits)
        QTimer.singleShot(0, look)

    return wait


def test_what_is_small_is_done_at_once(window, shop):
    threads = []
    size = long_work.AT_ONCE
    done = carry_out(window, shop.database, size, "Working", lambda: threads.append(_thread()) or 7)
    assert (done, threads) == (7, [window.thread()])


def _thread():
    return QThread.currentThread()


def test_what_is_large_is_done_beside_the_screen_and_its_outcome_comes_here(window, shop):
    rows = "SELECT count(*) FROM product"
    there = carry_out(
        window, shop.database, 1001, "Working", lambda: (_thread(), shop.rows(rows)[0][0])
    )
    assert there[0] is not window.thread()
    assert there[1] == 4
    assert asking() is None


@pytest.mark.parametrize(
    "fault", [refuse(Code.NO_REASON), StoreTrouble(Trouble.FULL, "x"), ValueError("ours")]
)
def test_what_it_raises_is_raised_here(window, shop, fault):
    def fail():
        raise fault

    with pytest.raises(type(fault)) as caught:
        carry_out(window, shop.database, 1001, "Working", fail)
    assert caught.value is fault
    assert asking() is None


def test_it_is_not_left_before_it_has_ended(window, shop):
    went_on, seen = threading.Event(), []

    def leave():
        dialog = asking()
        QTest.keyClick(dialog, Qt.Key.Key_Escape)
        dialog.close()
        seen.append(dialog.isVisible())
        went_on.set()

    QTimer.singleShot(0, leave)
    assert carry_out(window, shop.database, 1001, "Working", lambda: went_on.wait(10))
    assert seen == [True]


@pytest.fixture
def sale(qtbot, desk, shop):
    """The page of a sale of A1 and A2, which is open."""
    shop.purchase("A1 A2 A3 A4")
    page = DocumentPage(desk, KINDS["sale"])
    qtbot.addWidget(page)
    page.open(shop.written("sale", "A1 A2"))
    page.show()
    return page


def test_a_scan_waits_while_its_document_is_posted_and_is_kept(sale, shop, slowly, shown, qtbot):
    strays = []
    sale.desk.bus.stray_scan.connect(strays.append)

    def scan_one(_dialog):
        assert sale.take_scan("A3")
        QTest.qWait(0)
        assert len(sale.queue) == 1

    slowly(posting, "post", scan_one)
    sale.post()
    qtbot.waitUntil(lambda: strays == ["A3"])
    assert shown == [(f"Posting {KINDS['sale'].name}", sale.thread())]
    assert shop.status("A1") == (Status.SOLD, None)
    assert sale.draft is None


def test_at_the_counter_it_is_the_next_customers(qtbot, desk, shop, slowly):
    shop.purchase("A1 A2")
    page = CounterPage(desk)
    qtbot.addWidget(page)
    page.start()
    page.show()
    page.take_scan("A1")
    slowly(posting, "post", lambda _dialog: page.take_scan("A2"))
    page.post()
    qtbot.waitUntil(lambda: on_draft(page) == ["A2"])
    assert shop.status("A1") == (Status.SOLD, None)


def test_what_stands_against_it_is_said_on_the_page(sale, shop, slowly):
    shop.sell("A1")
    slowly(posting, "post")
    sale.post()
    assert sale.problems.isVisible()
    assert "A1" in sale.problems._text.text()
    assert sale.draft is not None


def test_a_count_is_posted_beside_the_screen(qtbot, desk, shop, slowly, shown):
    shop.purchase("A1 A2")
    page = CountPage(desk, COUNT)
    qtbot.addWidget(page)
    page.open(shop.count("A1", everything=True))
    page.show()

    def decide():
        dialog = asking()
        if not isinstance(dialog, CountDialog):  # it is being compared first
            QTimer.singleShot(0, decide)
            return
        dialog.choices[CountGroup.MISSING].button(0).click()
        slowly(posting, "post")
        dialog.post_button.click()

    QTimer.singleShot(0, decide)
    page.post()
    assert [title for title, _ in shown] == [f"Posting {COUNT.name}"]
    assert shop.status("A2") == (Status.REMOVED, None)


@pytest.mark.parametrize("copies", [False, True])
def test_a_void_is_done_beside_the_screen(qtbot, desk, shop, slowly, shown, copies):
    shop.purchase("A1")
    sale = shop.sell("A1")
    panel = VoidPanel(desk)
    qtbot.addWidget(panel)
    slowly(voiding, "plan_of")
    panel.show_document(documents.document(shop.database, sale))
    assert len(shown) == 1
    panel.reason.setText("mistake")
    panel.and_copy.setChecked(copies)
    voided = []
    panel.voided.connect(voided.append)
    slowly(*((copying, "void_and_copy") if copies else (voiding, "void")))
    shown.clear()
    panel.void()
    number = documents.document(shop.database, sale).number
    assert [title for title, _ in shown] == [f"Voiding {number}"]
    assert len(voided) == 1
    assert (voided[0] is not None) is copies
    assert shop.status("A1") == (Status.IN_STOCK, shop.has.main)


def test_all_that_is_on_the_way_is_entered_beside_the_screen(qtbot, desk, shop, slowly, shown):
    shop.purchase("A1 A2")
    draft = transfers.begin(shop.session, shop.dispatch("A1 A2"))
    page = DocumentPage(desk, KINDS["transfer_receipt"])
    qtbot.addWidget(page)
    page.open(draft)
    page.show()
    slowly(transfers, "take_all")
    page.take_all()
    assert len(shown) == 1
    assert on_draft(page) == ["A1", "A2"]


def test_a_refusal_there_is_one_of_the_rules(window, shop):
    with pytest.raises(Refused):
        carry_out(window, shop.database, 1001, "x", lambda: voiding.void(shop.session, 1, ""))


# What goes this way, and how large it is said to be ---------------------------------------------


@pytest.fixture
def said(monkeypatch):
    """What was carried out, with the size that decides where."""
    noted = []

    def note(_parent, _database, size, text, change, writes=True):
        noted.append((text, size))
        return change()

    monkeypatch.setattr(long_work, "carry_out", note)
    return noted


@pytest.fixture
def items_page(qtbot, desk, shop):
    shop.purchase("A1 A2 A3")
    page = ItemsPage(desk)
    qtbot.addWidget(page)
    page.show()
    return page


def test_switching_the_serials_of_items_off(items_page, shop, said, monkeypatch):
    monkeypatch.setattr(list_page, "release", lambda _parent, _serials: True)
    monkeypatch.setattr(list_page.SwitchedDialog, "exec", lambda _dialog: 1)
    items_page.list.select(shop.has.phone)
    items_page.switch(False)
    assert said == [("Disable serial numbers", 4)]  # three that are released, and the item
    assert shop.rows("SELECT count(*) FROM serial WHERE status = 1") == [(0,)]


@pytest.mark.parametrize(("off", "size"), [(True, 3), (False, 0)])
def test_saving_an_item_that_releases_its_serials(qtbot, desk, shop, said, monkeypatch, off, size):
    shop.purchase("A1 A2 A3")
    monkeypatch.setattr(item_editor, "release", lambda _parent, _serials: True)
    made = ItemEditor(desk)
    qtbot.addWidget(made)
    made.open(shop.has.phone)
    if off:
        made.tracking.choose("")
    assert made.save()
    assert said == [("Disable serial numbers", size)]


def test_adjusting_serials_by_hand(qtbot, desk, shop, said):
    shop.purchase("A1 A2 A3")
    dialog = EditInventoryDialog(desk, shop.has.phone, shop.has.main, None)
    qtbot.addWidget(dialog)
    dialog.added.scan("N1")
    dialog.stocked.taken.update(dict.fromkeys(("A1", "A2")))
    dialog.ok_button.click()
    assert said == [("Adjust serial numbers", 3)]


def test_taking_back_what_was_deleted(sale, shop, said):
    sale.lines.selectRow(0)
    sale.delete_line()
    said.clear()
    sale.undo()
    assert said == [("Taking back what was deleted", 2)]
    assert on_draft(sale) == ["A1", "A2"]


def test_a_scan_that_is_taken_back_is_never_large(sale, shop, said):
    sale.take_scan("A3")
    said.clear()
    sale.undo()
    assert said == [("Taking back what was deleted", 0)]
    assert on_draft(sale) == ["A1", "A2"]


def test_a_draft_that_is_made_of_a_posted_document(qtbot, desk, shop, said):
    page = DocumentPage(desk, KINDS["sale"])
    qtbot.addWidget(page)
    shop.purchase("A1 A2")
    page.open(shop.sell("A1 A2"))
    page.show()
    page.posted.copy()
    assert said == [("Making the draft", 1)]


def test_counting_everything_and_deleting_what_was_counted(qtbot, desk, shop, said):
    shop.purchase("A1 A2")
    page = CountPage(desk, COUNT)
    qtbot.addWidget(page)
    page.open(shop.count("A1 A2"))
    page.show()
    page.count_everything()
    assert said == [("Entering all that is here by the books", 1)]
    page.panel.refresh()
    page.panel.tiles.choose(CountGroup.FOUND)
    page.panel.table.selectAll()
    said.clear()
    page.panel.delete_selected()
    assert said == [("Deleting serial numbers", 2)]


# What is only read ------------------------------------------------------------------------------


def test_a_large_document_is_read_beside_the_screen(qtbot, desk, shop, monkeypatch):
    shop.purchase("A1 A2")
    first, other = shop.sell("A1"), shop.sell("A2")
    page = DocumentPage(desk, KINDS["sale"])
    qtbot.addWidget(page)
    page.open(first)
    page.show()
    paper = page.posted.paper
    assert paper.sheet.document.id == first
    monkeypatch.setattr(long_work, "AT_ONCE", 1)  # a line and a serial are two
    content_of, threads = posted_page.content_of, []
    monkeypatch.setattr(
        posted_page, "content_of", lambda *of: threads.append(_thread()) or content_of(*of)
    )
    page.open(other)
    assert paper.sheet is None
    assert page.posted.history.timeline.steps.steps == []
    qtbot.waitUntil(lambda: paper.sheet is not None)
    assert paper.sheet.document.id == other
    assert set(threads) == {threads[0]} and page.thread() not in threads
    assert page.posted.records_button.isEnabled()


def test_a_small_one_that_is_opened_meanwhile_stays(qtbot, desk, shop, monkeypatch):
    shop.purchase("A1 A2")
    shop.purchase(product=shop.has.cable, units=3)
    large, small = shop.sell("A1 A2"), shop.sell(product=shop.has.cable, units=1)
    page = DocumentPage(desk, KINDS["sale"])
    qtbot.addWidget(page)
    page.show()
    monkeypatch.setattr(long_work, "AT_ONCE", 1)
    page.open(large)
    page.open(small)
    assert page.posted.paper.sheet.document.id == small
    QThreadPool.globalInstance().waitForDone()
    QTest.qWait(0)
    assert page.posted.paper.sheet.document.id == small
