"""The count page by key events: the board follows the scans, Post asks group by group (D2)."""

import threading

import pytest
from PySide6.QtCore import Qt, QThread, QTimer
from PySide6.QtTest import QTest

from app.domain.counting import CountGroup
from app.domain.kinds import COUNT
from app.domain.lifecycle import Status
from app.gui.documents.count_dialog import CountDialog
from app.gui.documents.count_groups import GroupTiles
from app.gui.documents.count_page import CountPage
from app.gui.kit import long_work
from app.gui.kit.desk import Desk
from app.gui.kit.dialogs import asking
from app.services.documents import draft_head
from app.services.documents.effects import counting
from app.services.entry import entering
from db.queries import counts, documents
from tests.gui.test_document_page import on_draft, scan
from tests.shop import Shop

pytestmark = pytest.mark.rule("D2")


@pytest.fixture
def shop_with_stock(shop: Shop) -> Shop:
    """Main has A1 to A5 and three cables; B1 is in Branch, S1 is sold."""
    shop.purchase("A1 A2 A3 A4 A5 S1")
    shop.purchase(product=shop.has.cable, units=3)
    shop.purchase("B1", warehouse=shop.has.branch)
    shop.sell("S1")
    return shop


@pytest.fixture
def page(qtbot, desk: Desk, shop_with_stock: Shop) -> CountPage:
    made = CountPage(desk, COUNT)
    qtbot.addWidget(made)
    made.open(shop_with_stock.draft("count"))
    made.resize(1158, 768)
    made.show()
    return made


def sizes(page: CountPage) -> dict[CountGroup, int]:
    """The groups in which something is, as the tiles show them."""
    tiles = page.panel.tiles
    return {group: tiles.size_of(group) for group in CountGroup if tiles.size_of(group)}


def listed(page: CountPage, group: CountGroup) -> list[str]:
    """The serials of a group, as they are listed."""
    page.panel.tiles.choose(group)
    return [found.number for found in list(page.panel.table.table_model.rows[:])]


def cells(page: CountPage) -> list[list[str]]:
    """Counted, on the books and difference of every line."""
    model = page.lines.table_model
    wanted = [c for c in model.columns if c.title in ("Counted", "On the books", "Difference")]
    return [[column.text(line) for column in wanted] for line in model.rows]


def in_dialog(act) -> list[CountDialog]:
    """Act on the dialog that opens in a moment; it is in the list then."""
    seen: list[CountDialog] = []

    def now() -> None:
        dialog = asking()
        assert isinstance(dialog, CountDialog)
        seen.append(dialog)
        try:
            act(dialog)
        except BaseException:  # else the dialog would wait for ever
            dialog.reject()
            raise

    QTimer.singleShot(0, now)
    return seen


def decide(dialog: CountDialog, **choices: bool) -> None:
    """Choose, by the names of the groups, whether a difference is carried out."""
    for name, taken in choices.items():
        dialog.choices[CountGroup[name]].button(0 if taken else 1).click()


def test_every_scan_goes_to_its_group(page: CountPage) -> None:
    scan(page, "6901234567892", "A1", "A2", "a1", "B1", "S1", "N1")
    page.panel.refresh()
    assert sizes(page) == {
        CountGroup.FOUND: 2,
        CountGroup.MISSING: 3,
        CountGroup.ELSEWHERE: 1,
        CountGroup.SOLD_HERE: 1,
        CountGroup.NEW: 1,
    }
    assert listed(page, CountGroup.FOUND) == ["A2", "A1"]
    assert listed(page, CountGroup.MISSING) == ["A3", "A4", "A5"]
    page.panel.tiles.choose(CountGroup.SOLD_HERE)
    (sold,) = page.panel.table.table_model.rows[:]
    assert "Sold" in sold.where and "SI-" in sold.where


@pytest.mark.rule("C4")
def test_a_scan_shows_at_once_and_all_is_compared_when_scanning_pauses(
    page: CountPage, qtbot, monkeypatch: pytest.MonkeyPatch
) -> None:
    compared: list[int] = []
    refresh = page.panel.refresh
    monkeypatch.setattr(page.panel, "refresh", lambda: (compared.append(1), refresh()))
    page.panel._pause.timeout.disconnect()
    page.panel._pause.timeout.connect(page.panel.refresh)
    scan(page, "A1", "A2", "A3")
    assert compared == [] and sizes(page)[CountGroup.FOUND] == 3
    assert page.panel._pause.isActive()
    qtbot.waitUntil(lambda: compared == [1], timeout=2000)
    assert sizes(page) == {CountGroup.FOUND: 3, CountGroup.MISSING: 2}


@pytest.mark.rule("C4")
def test_a_large_count_is_compared_beside_the_screen_and_never_shows_less_than_was_scanned(
    page: CountPage, shop_with_stock: Shop, qtbot, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(long_work, "AT_ONCE", counts.size(page.desk.database, page.document.id))
    board, threads, begun, goes_on = counting.board, [], threading.Event(), threading.Event()

    def compare(*given):
        threads.append(QThread.currentThread())
        found = board(*given)
        begun.set()
        goes_on.wait(10)
        return found

    monkeypatch.setattr(counting, "board", compare)
    scan(page, "A1")
    page.panel.refresh()
    assert begun.wait(10)
    assert "being compared" in page.panel._meaning.text()
    scan(page, "A2")  # what goes on knows of the first one only
    goes_on.set()
    assert sizes(page)[CountGroup.FOUND] == 2
    shown: list[int] = []
    monkeypatch.setattr(page.panel.tiles, "show_sizes", _noting(page.panel.tiles, shown))
    qtbot.waitUntil(lambda: len(threads) == 2 and not page.panel._comparing.busy, timeout=5000)
    assert shown == [2]
    assert page.thread() not in threads
    assert sizes(page) == {CountGroup.FOUND: 2, CountGroup.MISSING: 3}
    assert "being compared" not in page.panel._meaning.text()


def _noting(tiles: GroupTiles, shown: list[int]):
    """What shows the sizes, and notes how many of those scanned were found."""
    show = tiles.show_sizes

    def note(size) -> None:
        shown.append(size(CountGroup.FOUND))
        show(size)

    return note


@pytest.mark.rule("C4")
def test_a_large_count_is_compared_beside_the_screen_before_it_is_posted(
    page: CountPage, monkeypatch: pytest.MonkeyPatch
) -> None:
    scan(page, "A1")
    monkeypatch.setattr(long_work, "AT_ONCE", 0)
    board, threads = counting.board, []

    def compare(*given, **named):
        threads.append(QThread.currentThread())
        return board(*given, **named)

    monkeypatch.setattr(counting, "board", compare)
    seen: list[CountDialog] = []

    def look() -> None:
        dialog = asking()
        if not isinstance(dialog, CountDialog):
            QTimer.singleShot(0, look)
            return
        seen.append(dialog)
        dialog.reject()

    QTimer.singleShot(0, look)
    page.post()
    assert len(seen) == 1
    assert threads and page.thread() not in threads


def test_lines_say_book_counted_and_difference(page: CountPage) -> None:
    page.count_everything()
    assert cells(page) == [["–", "3", "–"], ["–", "5", "–"]]
    scan(page, "6905555555553", "A1")
    assert cells(page) == [["1", "3", "−2"], ["1", "5", "−4"]]
    model = page.lines.table_model
    model.setData(model.index(0, 2), "4")
    assert cells(page)[0] == ["4", "3", "+1"]
    page.panel.refresh()
    assert sizes(page)[CountGroup.QUANTITY] == 1


def test_zero_can_be_counted(page: CountPage) -> None:
    page.count_everything()
    model = page.lines.table_model
    model.setData(model.index(0, 2), "0")
    assert cells(page)[0] == ["0", "3", "−3"]


def test_another_warehouse_has_other_books(page: CountPage, shop_with_stock: Shop) -> None:
    scan(page, "A1")
    assert cells(page) == [["1", "5", "−4"]]
    draft_head.set_warehouse(page.desk.session, page.document.id, shop_with_stock.has.branch)
    page.reload()
    assert cells(page) == [["1", "1", "0"]]


def test_delete_takes_scanned_serials_out(page: CountPage) -> None:
    scan(page, "A1", "A2", "A3")
    page.panel.refresh()
    page.panel.tiles.choose(CountGroup.FOUND)
    page.panel.table.setFocus()
    page.panel.table.selectRow(1)
    QTest.keyClick(page.panel.table, Qt.Key.Key_Delete)
    assert on_draft(page) == ["A1", "A3"]
    assert sizes(page) == {CountGroup.FOUND: 2, CountGroup.MISSING: 3}
    page.panel.tiles.choose(CountGroup.MISSING)
    assert not page.panel._delete.isVisible()


def test_manual_entry_stays_a_way_in(page: CountPage) -> None:
    manual = page.panel.manual
    manual._box.setPlainText("A1，A2 序列号")
    manual.accept_good()
    assert on_draft(page) == ["A1", "A2"]
    assert sizes(page)[CountGroup.FOUND] == 2


@pytest.mark.rule("D6")
def test_a_count_is_left_and_gone_on_with(page: CountPage, shop_with_stock: Shop) -> None:
    scan(page, "A1", "A2")
    draft = page.document.id
    page.leave()
    shop_with_stock.sell("A2")
    page.open(draft)
    assert sizes(page) == {CountGroup.FOUND: 1, CountGroup.MOVED: 1, CountGroup.MISSING: 3}
    scan(page, "A3")
    assert on_draft(page) == ["A1", "A2", "A3"]


def test_post_waits_until_every_group_is_decided(page: CountPage, shop_with_stock: Shop) -> None:
    scan(page, "6901234567892", "A1", "S1", "N1")

    def act(dialog: CountDialog) -> None:
        assert not dialog.post_button.isEnabled()
        assert all(group.checkedId() < 0 for group in dialog.choices.values())
        QTest.keyClick(dialog, Qt.Key.Key_Return)
        assert dialog.isVisible()
        decide(dialog, MISSING=True, SOLD_HERE=True)
        assert not dialog.post_button.isEnabled() and "1 group" in dialog._waiting.text()
        decide(dialog, NEW=False)
        dialog.post_button.click()

    seen = in_dialog(act)
    page.post()
    assert list(seen[0].choices) == [CountGroup.MISSING, CountGroup.SOLD_HERE, CountGroup.NEW]
    assert page.document.state == documents.POSTED
    shop = shop_with_stock
    assert shop.status("A2") == (Status.REMOVED, None)
    assert shop.status("S1") == (Status.IN_STOCK, shop.has.main)
    assert shop.status("N1") is None
    assert shop.stock() == (2, 2)


def test_a_posted_count_says_what_was_found_and_decided(page: CountPage) -> None:
    scan(page, "6901234567892", "A1", "A2", "A3", "N1")

    def act(dialog: CountDialog) -> None:
        decide(dialog, MISSING=True, NEW=False)
        dialog.post_button.click()

    in_dialog(act)
    page.post()
    page.panel_place.made = page.board
    assert sizes(page) == {CountGroup.FOUND: 3, CountGroup.MISSING: 2, CountGroup.NEW: 1}
    assert listed(page, CountGroup.MISSING) == ["A4", "A5"]
    assert "Take out of stock" in page.board._meaning.text()
    page.board.tiles.choose(CountGroup.NEW)
    assert "Leave out of stock" in page.board._meaning.text()
    assert not page.board._delete.isVisible() and not page.board.tabs.isTabVisible(1)
    assert cells(page) == [["4", "5", "−1"]]


def test_with_nothing_to_decide_it_posts_at_once(page: CountPage) -> None:
    scan(page, "A1", "A2", "A3", "A4", "A5")
    page.post()
    assert page.document.state == documents.POSTED


@pytest.mark.rule("D7")
def test_a_refusal_is_said_in_the_dialog(page: CountPage) -> None:
    page.count_everything()
    model = page.lines.table_model
    model.setData(model.index(1, 2), "2")

    def act(dialog: CountDialog) -> None:
        decide(dialog, QUANTITY=True)
        dialog.post_button.click()
        assert dialog.isVisible() and "Scan those" in dialog.problems._text.text()
        dialog.back_button.click()

    seen = in_dialog(act)
    page.post()
    assert seen and page.document.state == documents.DRAFT
    assert not page.problems.isVisible()


def test_the_dialog_shows_each_item_that_differs(page: CountPage) -> None:
    page.count_everything()
    model = page.lines.table_model
    model.setData(model.index(0, 2), "5")

    def act(dialog: CountDialog) -> None:
        table = dialog.findChildren(type(page.panel.differences))[-1]
        texts = [column.text(table.table_model.row(0)) for column in table.table_model.columns]
        assert texts == ["Cable", "3", "5", "+2", "–"]
        decide(dialog, QUANTITY=True, MISSING=False)
        dialog.post_button.click()

    in_dialog(act)
    page.post()
    assert page.document.state == documents.POSTED


def test_an_item_nobody_counted_stands_out(page: CountPage, shop_with_stock: Shop) -> None:
    shop_with_stock.purchase("C1 C2", product=shop_with_stock.has.camera)
    page.open(shop_with_stock.draft("count"))
    page.count_everything()
    scan(page, "A1", "A2", "A3", "A4")

    def act(dialog: CountDialog) -> None:
        table = dialog.findChildren(type(page.panel.differences))[0]
        texts = [
            [column.text(row) for column in table.table_model.columns]
            for row in table.table_model.rows
        ]
        assert texts == [["Camera", "0", "2", "C1   C2", "–"], ["Phone", "4", "1", "A5", "–"]]
        dialog.back_button.click()

    seen = in_dialog(act)
    page.post()
    assert seen and page.document.state == documents.DRAFT


def test_a_copy_of_a_count_is_not_counted_yet(page: CountPage, qtbot) -> None:
    scan(page, "A1", "A2", "A3", "A4", "A5")
    page.post()
    with qtbot.waitSignal(page.desk.bus.open_document) as asked:
        page.posted.copy()
    page.open(asked.args[0])
    assert cells(page) == [["–", "5", "–"]]


def test_what_is_listed_is_read_by_page(page: CountPage, shop_with_stock: Shop, qtbot) -> None:
    numbers = [f"X{place:04}" for place in range(900)]
    shop_with_stock.purchase(" ".join(numbers))
    draft = page.document.id
    entering.enter(page.desk.session, draft, None, numbers)
    page.open(draft)
    qtbot.waitUntil(lambda: sizes(page).get(CountGroup.FOUND) == 900)
    page.panel.tiles.choose(CountGroup.FOUND)
    assert page.panel.table.table_model.row(0).number == "X0899"
    assert page.panel.table.table_model.row(899).number == "X0000"


def test_a_line_that_moved_between_its_parts_asks_to_be_counted_again(
    page: CountPage, shop_with_stock: Shop
) -> None:
    scan(page, "CABLE-C")
    shop_with_stock.sell(product=shop_with_stock.has.cable, units=1)
    scan(page, "CABLE-C")
    assert cells(page) == [["(2)", "3", "count again"]]
    line = page.lines.table_model.rows[0]
    page.lines.table_model.setData(page.lines.table_model.index(0, 2), "2")  # the same figure
    assert cells(page) == [["2", "2", "0"]]
    assert line.product == "Cable"


def test_a_posted_count_shows_what_was_decided_and_what_it_moved(
    page: CountPage, shop_with_stock: Shop
) -> None:
    scan(page, "CABLE-C", "A1", "A2", "A3", "A4")
    shop_with_stock.post(page.document.id, quantity=False, missing=True)
    page.reload()
    page.board.tiles.choose(CountGroup.QUANTITY)
    assert page.board._meaning.text() == "Decided about 1: Leave as it is"
    assert page.board.differences.table_model.index(0, 4).data() == "0"


# One item otherwise than its group ----------------------------------------------------------------


def of_items(dialog: CountDialog, group: CountGroup) -> list[list[str]]:
    """Item and decision of each row of a group."""
    model = dialog.tables[group].table_model
    return [[model.columns[0].text(row), model.columns[-1].text(row)] for row in model.rows]


@pytest.fixture
def two_items(page: CountPage, shop_with_stock: Shop) -> CountPage:
    """A count that misses two cameras and a phone."""
    shop_with_stock.purchase("C1 C2", product=shop_with_stock.has.camera)
    page.open(shop_with_stock.draft("count"))
    page.count_everything()
    scan(page, "A1", "A2", "A3", "A4")
    return page


@pytest.mark.rule("D2")
def test_enter_decides_for_an_item_then_the_other_way_then_as_its_group(two_items) -> None:
    def act(dialog: CountDialog) -> None:
        decide(dialog, MISSING=True)
        table = dialog.tables[CountGroup.MISSING]
        table.select_only(0)
        for said in ("Leave in stock", "Take out of stock", "Take out of stock"):
            QTest.keyClick(table, Qt.Key.Key_Return)
            expected = [["Camera", said], ["Phone", "Take out of stock"]]
            assert of_items(dialog, CountGroup.MISSING) == expected
        assert dialog.of_item == {}
        dialog.back_button.click()

    seen = in_dialog(act)
    two_items.post()
    assert seen


@pytest.mark.rule("D2", "D11")
def test_what_was_decided_for_an_item_is_there_again_and_is_posted(
    two_items, shop_with_stock: Shop
) -> None:
    def first(dialog: CountDialog) -> None:
        dialog.tables[CountGroup.MISSING].select_only(1)
        dialog._decide_current(CountGroup.MISSING)
        dialog._decide_current(CountGroup.MISSING)
        assert not dialog.post_button.isEnabled()  # the group is asked about all the same
        dialog.back_button.click()

    def second(dialog: CountDialog) -> None:
        assert of_items(dialog, CountGroup.MISSING) == [
            ["Camera", "–"],
            ["Phone", "Leave in stock"],
        ]
        assert dialog._apart[CountGroup.MISSING].text() == "1 item by itself"
        decide(dialog, MISSING=True)
        dialog.post_button.click()

    for act in (first, second):
        in_dialog(act)
        two_items.post()
    assert two_items.document.state == documents.POSTED
    assert shop_with_stock.status("A5") == (Status.IN_STOCK, shop_with_stock.has.main)
    assert shop_with_stock.status("C1") == (Status.REMOVED, None)
    two_items.board.tiles.choose(CountGroup.MISSING)
    said = "Decided about 3: Take out of stock · Leave in stock: Phone"
    assert two_items.board._meaning.text() == said
