"""The finder below the box: rows that fit, keys that the box passes, and no read while scanning."""

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QAccessible, QColor
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QVBoxLayout, QWidget

from app.domain.multiples import Multiple
from app.gui.scanning import finder as module
from app.gui.scanning.boxes import ScanBox
from app.gui.scanning.finder import Finder
from app.gui.scanning.found_rows import BARCODE, ELSEWHERE, NAME
from app.services.stock import items
from app.services.stock.finding import find_products
from app.services.stock.items import ItemForm
from db.engine.trouble import StoreTrouble, Trouble


class Page(QWidget):
    """A box with a finder below it, as a document page has them."""

    def __init__(self, desk, shop):
        super().__init__()
        self.reads = []
        self.trouble = False
        self.box = ScanBox()
        self.finder = Finder(desk, lambda: shop.has.main, self._find)
        self.finder.serve(self.box)
        self._shop = shop
        layout = QVBoxLayout(self)
        layout.addWidget(self.box)
        layout.addWidget(self.finder)
        self.told = []
        self.finder.chosen.connect(lambda found, typed: self.told.append((found.row.sku, typed)))
        self.finder.open_item.connect(lambda id: self.told.append(("open", id)))
        self.finder.new_item.connect(lambda name: self.told.append(("new", name)))
        self.box.scanned.connect(lambda code: self.told.append(("scanned", code)))

    def _find(self, typed, inactive):
        self.reads.append(typed)
        if self.trouble:
            raise StoreTrouble(Trouble.LOCKED, self._shop.path)
        return find_products(self._shop.database, typed, self._shop.has.main, inactive)

    def type(self, text):
        QTest.keyClicks(self.box, text)
        self.finder.read_now()

    def key(self, key, modifier=Qt.KeyboardModifier.NoModifier):
        QTest.keyClick(self.box, key, modifier)


@pytest.fixture
def page(qtbot, desk, shop):
    for name, sku in (("Merrow Watch 44 mm", "MW-44"), ("Watch strap 44 mm", "AC-44")):
        items.save(
            shop.session,
            ItemForm(sku, name, sale_price=1_299_00, track_serials=sku == "MW-44"),
            ["2000000000138"] if sku == "MW-44" else [],
        )
    items.save(shop.session, ItemForm("OLD", "Old watch", active=False), [])
    made = Page(desk, shop)
    made.resize(800, 500)
    qtbot.addWidget(made)
    made.show()
    made.box.setFocus()
    return made


def shown(page):
    return [found.row.sku for found in page.finder._rows.rows]


def test_words_open_the_finder_below_the_box_and_the_focus_stays(page):
    page.type("wat 44")
    assert page.finder.isVisible() and not page.finder.isWindow()
    assert shown(page) == ["MW-44", "AC-44"]
    assert page.finder._rows.headerData(NAME, Qt.Orientation.Horizontal) == "2 items"
    assert page.focusWidget() is page.box


def test_arrows_choose_and_enter_adds_with_the_quantity_that_was_typed(page):
    page.type("3*wat")
    page.key(Qt.Key.Key_Down)
    page.key(Qt.Key.Key_Down)
    page.key(Qt.Key.Key_Return)
    assert page.told == [("AC-44", Multiple("wat", "3"))]
    assert page.box.text() == "" and page.finder.isHidden()


def test_the_foot_says_how_many_enter_adds(page):
    page.type("3*wat")
    assert "add 3" in [part.text() for part in page.finder.keys._parts]


def test_keys_open_the_item_make_a_new_one_and_clear(page, shop):
    page.type("wat")
    page.key(Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    page.key(Qt.Key.Key_N, Qt.KeyboardModifier.ControlModifier)
    page.key(Qt.Key.Key_Escape)
    opened = page.told[0][1]
    assert items.load(shop.database, opened)[0].sku == "MW-44"
    assert page.told[1:] == [("new", "wat")]
    assert page.box.text() == "" and page.finder.isHidden()


@pytest.mark.parametrize("gap", [0, 1, 5])
@pytest.mark.rule("C4")
def test_a_scanner_never_causes_a_read_and_its_enter_is_the_boxs(page, qtbot, gap):
    for _scan in range(3):
        for sign in "WATCH44":
            QTest.keyClick(page.box, sign, delay=gap)
        page.key(Qt.Key.Key_Return)
    qtbot.wait(2 * module.REST)
    assert page.reads == [] and page.finder.isHidden()
    assert page.told == [("scanned", "WATCH44")] * 3


@pytest.mark.rule("C4")
@pytest.mark.parametrize("code", ["0123456789", "ch"])
def test_a_scan_over_an_open_finder_is_no_choice(page, code):
    page.type("wat")
    QTest.keyClicks(page.box, code)
    page.key(Qt.Key.Key_Return)
    assert page.told == [("scanned", f"wat{code}")]


def test_what_rests_is_read_once(page, qtbot):
    QTest.keyClicks(page.box, "watch")
    qtbot.waitUntil(page.finder.isVisible)
    assert page.reads == ["watch"]


def test_nothing_found_says_so_and_looks_in_inactive(page):
    page.type("old watch")
    assert page.finder.nothing.text() == "Nothing is called “old watch”"
    QTest.mouseClick(page.finder.inactive_button, Qt.MouseButton.LeftButton)
    assert shown(page) == ["OLD"] and page.focusWidget() is page.box
    page.type("x")
    QTest.mouseClick(page.finder.new_button, Qt.MouseButton.LeftButton)
    assert page.told == [("new", "old watchx")]


def test_more_than_fit_are_counted(page, shop):
    for number in range(9):
        items.save(shop.session, ItemForm(f"L{number}", f"Lamp {number}"), [])
    page.type("lamp")
    assert len(shown(page)) == 6 and page.finder.more.text() == "3 more, type on"


def test_a_store_that_cannot_be_read_is_asked_again(page, qtbot, monkeypatch):
    monkeypatch.setattr(module, "PAUSE", 5)
    page.trouble = True
    page.type("wat")
    page.trouble = False
    qtbot.waitUntil(page.finder.isVisible)
    assert shown(page) == ["MW-44", "AC-44"]


def test_a_name_is_painted_with_what_was_looked_for_marked(page, desk):
    page.type("wat 44")
    picture = page.finder.view.viewport().grab().toImage()
    mark = QColor(desk.theme.mark).rgb()
    marked = {x for x in range(picture.width()) if picture.pixel(QPoint(x, 8)) == mark}
    assert len(marked) > 20
    page.type(" l")  # nothing fits: nothing is marked
    assert page.finder.view.isHidden()


def test_where_it_is_narrow_the_second_columns_fold(page):
    page.type("wat")
    page.resize(500, 400)
    assert page.finder.view.isColumnHidden(BARCODE) and page.finder.view.isColumnHidden(ELSEWHERE)
    page.resize(900, 400)
    assert not page.finder.view.isColumnHidden(BARCODE)


def test_a_screen_reader_hears_the_rows(page):
    page.type("wat")
    view = QAccessible.queryAccessibleInterface(page.finder.view)
    assert view.text(QAccessible.Text.Name) == "Found items"
    said = page.finder._rows.index(0, NAME).data(Qt.ItemDataRole.AccessibleTextRole)
    assert said == "Merrow Watch 44 mm, MW-44, 1,299.00, 0 here"


def test_an_arrow_acts_on_what_is_typed_now(page):
    page.type("strap")
    QTest.keyClicks(page.box, "x")
    page.key(Qt.Key.Key_Down)
    assert shown(page) == [] and page.finder.isVisible()
