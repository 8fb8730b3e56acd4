"""The party's box: typed into, found by any part, made in place; showing reads nothing."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLineEdit, QVBoxLayout, QWidget

from app.domain.problems import Code
from app.gui.documents.counter import CounterPage
from app.gui.scanning.party_box import PartyBox
from app.services.stock import contacts
from app.services.stock.contacts import ContactForm
from app.services.stock.finding import find_parties
from db.sql import Database


@pytest.fixture
def statements(monkeypatch):
    """All that is asked of the store."""
    asked = []
    plainly = Database.execute_sql

    def noted(self, statement, params=None):
        asked.append(statement)
        return plainly(self, statement, params)

    monkeypatch.setattr(Database, "execute_sql", noted)
    return asked


def made(qtbot, desk, customers=True, none="Walk-in customer"):
    window = QWidget()
    box = PartyBox(desk, customers, ["sale"], none)
    other = QLineEdit()
    layout = QVBoxLayout(window)
    layout.addWidget(box)
    layout.addWidget(other)
    layout.addStretch(1)
    window.resize(600, 400)
    qtbot.addWidget(window)
    window.show()
    box.other, box.page = other, window
    box.told = []
    box.chosen.connect(box.told.append)
    box.setFocus()
    qtbot.waitUntil(box.hasFocus)
    return box


@pytest.fixture
def hester(shop):
    return contacts.save(shop.session, ContactForm("Hester Pellwood", phone="138-0013 8000"))


@pytest.fixture
def box(qtbot, desk, hester):
    found = made(qtbot, desk)
    found.show_party(None, None)
    return found


def offered(box):
    return [box.list.names.item(at).text() for at in range(box.list.names.count())]


def typed(box, text):
    box.selectAll()
    box.insert(text)  # as an input method does
    box.read_now()


@pytest.mark.parametrize("part", ["pell", "HESTER", "13800", "０１３８"])
def test_a_customer_is_found_by_any_part_and_enter_chooses(box, hester, part):
    typed(box, part)
    assert offered(box)[0].startswith("Hester Pellwood")
    QTest.keyClick(box, Qt.Key.Key_Return)
    assert (box.told, box.text(), box.list.isHidden()) == ([hester], "Hester Pellwood", True)


@pytest.mark.rule("C4")
def test_the_list_is_no_window_and_takes_no_focus(box):
    typed(box, "pell")
    assert box.list.isVisible() and not box.list.isWindow()
    assert box.window().focusWidget() is box
    assert box.list.names.focusPolicy() is Qt.FocusPolicy.NoFocus


def test_a_new_customer_is_made_in_place_with_what_was_typed(box, shop):
    typed(box, "Nobody Yet")
    assert offered(box) == ["New customer “Nobody Yet”"]
    QTest.keyClick(box, Qt.Key.Key_Return)
    (found,) = find_parties(shop.database, "nobody", True).rows
    assert box.told == [found.row.id] and not found.row.is_supplier


def test_a_new_supplier_is_one(qtbot, desk, shop):
    box = made(qtbot, desk, customers=False, none="")
    typed(box, "New Trading")
    QTest.keyClick(box, Qt.Key.Key_Return)
    assert [one.row.name for one in find_parties(shop.database, "new tr", False).rows] == [
        "New Trading"
    ]


@pytest.mark.rule("D11")
def test_what_names_nobody_stays_and_is_said(box):
    typed(box, "Nobody")
    box.other.setFocus()
    assert box.text() == "Nobody" and box.told == []
    assert box.settle().code is Code.NO_SUCH_NAME


def test_leaving_the_box_takes_the_only_one_that_fits(box, hester):
    typed(box, "pellw")
    box.other.setFocus()
    assert (box.told, box.text()) == ([hester], "Hester Pellwood")


def test_an_empty_box_is_nobody_and_escape_takes_back_what_was_typed(box, hester):
    box.show_party(hester, "Hester Pellwood")
    typed(box, "xyz")
    QTest.keyClick(box, Qt.Key.Key_Escape)
    assert box.text() == "Hester Pellwood" and box.told == []
    box.clear()
    box.other.setFocus()
    assert (box.told, box.text()) == ([None], "Walk-in customer")


def test_where_somebody_must_stand_an_empty_box_goes_back(qtbot, desk, hester):
    box = made(qtbot, desk, none="")
    box.show_party(hester, "Hester Pellwood")
    box.clear()
    box.other.setFocus()
    assert (box.told, box.text()) == ([], "Hester Pellwood")


def test_f4_goes_there_and_offers_those_used_last(box, shop, hester, qtbot):
    shop.purchase("A1", units=1)
    shop.sell("A1")
    box.other.setFocus()
    QTest.keyClick(box.other, Qt.Key.Key_F4)
    assert box.window().focusWidget() is box
    assert offered(box)[:2] == ["Walk-in customer", "Mrs Chen"]


def test_showing_a_document_reads_nothing_and_keeps_what_is_typed(box, hester, statements):
    box.show_party(hester, "Hester Pellwood")
    QTest.keyClicks(box, "x")
    box.show_party(None, None)
    assert statements == [] and box.text() == "Hester Pellwoodx"


def test_a_scan_reads_no_list_of_contacts(qtbot, desk, shop, statements):
    shop.purchase("A1 A2 A3", units=3)
    page = CounterPage(desk)
    qtbot.addWidget(page)
    page.show()
    for code in ("A1", "A2"):  # the first begins a draft
        page.queue.put(code)
        page.queue.drain()
    statements.clear()
    page.queue.put("A3")
    page.queue.drain()
    assert statements
    assert [one for one in statements if "contact WHERE" in one or "contact_" in one] == []


def test_f4_and_enter_change_nobody(box, hester):
    box.show_party(hester, "Hester Pellwood")
    QTest.keyClick(box, Qt.Key.Key_F4)
    QTest.keyClick(box, Qt.Key.Key_Return)
    assert (box.told, box.party, box.text()) == ([], hester, "Hester Pellwood")


def test_a_quick_enter_makes_nobody_that_was_not_shown(box, shop):
    QTest.keyClicks(box, "Zo")
    QTest.keyClick(box, Qt.Key.Key_Return)
    assert box.told == [] and box.list.isVisible()
    assert find_parties(shop.database, "zo", True).rows == ()
    QTest.keyClick(box, Qt.Key.Key_Return)
    assert len(find_parties(shop.database, "zo", True).rows) == 1


def test_a_long_name_is_read_from_its_beginning(box, shop):
    name = "Extraordinarily Long-Named Customer of the Harbour Trading Company " * 3
    id = contacts.save(shop.session, ContactForm(name.strip()))
    box.show_party(id, name.strip())
    QTest.keyClick(box, Qt.Key.Key_End)
    box.other.setFocus()
    assert box.text() == name.strip() and box.cursorPosition() == 0
    box.show_party(None, None)
    box.show_party(id, name.strip())
    assert box.text() == name.strip() and box.cursorPosition() == 0
