"""A posted document is paper with its history beside it, and is voided there (D6, V1 to V4)."""

from collections.abc import Callable
from dataclasses import replace

import pytest
from PySide6.QtCore import QEvent, QPoint, QPointF, Qt, QTimer
from PySide6.QtGui import QFontMetricsF, QGuiApplication, QMouseEvent
from PySide6.QtTest import QSignalSpy, QTest

from app.domain.kinds import KINDS
from app.domain.lifecycle import Status
from app.domain.pricing import Discount
from app.domain.shifts import Counted
from app.gui.documents.posted_page import PostedPage
from app.gui.inventory.records import RecordsDialog
from app.gui.kit.desk import Desk
from app.gui.kit.dialogs import asking
from app.gui.kit.theme import DARK, LIGHT
from app.gui.scanning.route import hand_over
from app.services import settings
from app.services.documents import discounts, draft_head, draft_lines, exchanging, undoing
from app.services.money import shifts
from app.services.stock import items
from db.queries import document_lines, documents, history, seals
from db.queries.documents import POSTED, VOIDED
from tests.bending import bent
from tests.gui import looks
from tests.gui.conftest import desk_at
from tests.shop import Shop

Shown = Callable[[int], PostedPage]


@pytest.fixture
def shown(qtbot, desk: Desk, shop: Shop) -> Shown:
    """Opens a posted document on its page, in a window with room for the side."""

    pages: list[PostedPage] = []

    def show(document: int, width: int = 1200) -> PostedPage:
        kind = KINDS[documents.kind_of(shop.database, document)]
        page = PostedPage(desk, kind)
        qtbot.addWidget(page)
        page.resize(width, 640)
        page.open(document)
        page.show()
        page.activateWindow()
        qtbot.waitUntil(page.isActiveWindow)
        page.paper.setFocus()
        pages.append(page)
        return page

    return show


def events(page: PostedPage) -> list[str]:
    """What the history says, newest first."""
    return [row.text for row in page.history.timeline.steps.steps]


# The paper ----------------------------------------------------------------------------------------


@pytest.mark.parametrize("width", [1000, 1200])
def test_great_figures_days_and_numbers_are_whole_on_the_paper(
    shop: Shop, shown: Shown, width: int
) -> None:
    """A long name is shortened for them, for a part of a figure is another figure."""
    long = "A name of a customer or an item that is much longer than any paper is wide, twice over"
    item, codes = items.load(shop.database, shop.has.cable)
    items.save(shop.session, replace(item, name=long), codes, shop.has.cable)
    shop.purchase(product=shop.has.cable, units=1_000)
    order = shop.blank("purchase")
    draft_head.set_party(shop.session, order, shop.contact(long, supplier=True))
    draft_head.set_their_number(shop.session, order, "HW-2026/10418-B")
    line = shop.line(order, product=shop.has.cable, units=900)
    draft_lines.set_price(shop.session, order, line, 9_999_999_99)
    shop.post(order)
    layout = shown(order, width).paper._layout
    pieces = [piece for block in range(3) for piece in layout.pieces_of(block)]
    figures = [piece for piece in pieces if looks.WHOLE.fullmatch(piece.text)]
    assert {"900", "9,999,999.99", "8,999,999,991.00"} <= {one.text for one in figures}
    for piece in (*figures, *(one for one in pieces if one.text == "HW-2026/10418-B")):
        assert QFontMetricsF(piece.font).horizontalAdvance(piece.text) <= piece.rect.width()
    (name,) = (one for one in pieces if one.text == long and one.rect.top() == 6)
    beside = [one for one in figures if one.right and one.rect.top() == 6]
    assert name.rect.right() <= min(one.rect.left() for one in beside)


@pytest.mark.rule("D6")
def test_the_paper_says_what_the_document_says(shop: Shop, shown: Shown) -> None:
    sale = shop.written("sale", product=shop.has.cable, units=2)
    shop.purchase(product=shop.has.cable, units=5)
    draft_head.set_note(shop.session, sale, "Deliver in one carton")
    number = shop.post(sale)
    text = shown(sale).paper.text()
    for said in ("Corner Shop", "Sales invoice", number, "Cable", "Note: Deliver in one", "Total"):
        assert said in text


@pytest.mark.rule("D1", "Q5")
def test_serials_are_folded_to_ranges_and_space_unfolds_them(
    qtbot, shop: Shop, shown: Shown
) -> None:
    purchase = shop.purchase("SN008 SN007 SN009 X1 SN010")
    page = shown(purchase)
    assert "SN007–010 (4)  X1" in page.paper.text()
    qtbot.keyClick(page.paper, Qt.Key.Key_Space)
    text = page.paper.text()
    assert "SN008\tSN009" in text and "–010" not in text
    qtbot.keyClick(page.paper, Qt.Key.Key_Space)
    assert "SN007–010 (4)" in page.paper.text()


def test_the_paper_says_where_the_shop_is_found(qtbot, shop: Shop) -> None:
    purchase = shop.purchase("SN1")
    settings.save(shop.session, address="4 Quay Street", phone="555 0142", tax_number="91-77")
    page = PostedPage(desk_at(shop), KINDS["purchase"])
    qtbot.addWidget(page)
    page.open(purchase)
    for said in ("4 Quay Street", "555 0142", "Tax number 91-77"):
        assert said in page.paper.text()


@pytest.mark.rule("P1")
def test_with_the_switch_off_there_is_no_serial_on_the_paper(qtbot, desk: Desk, shop: Shop) -> None:
    purchase = shop.purchase("SN1 SN2 SN3")
    settings.save(shop.session, serials_enabled=False)
    page = PostedPage(desk_at(shop), KINDS["purchase"])
    qtbot.addWidget(page)
    page.open(purchase)
    assert "SN1" not in page.paper.text()
    assert page.records_button.isHidden()


@pytest.mark.rule("D2")
def test_a_count_stands_beside_the_books_with_what_was_not_found(shop: Shop, shown: Shown) -> None:
    shop.purchase("A1 A2 A3")
    count = shop.count("A1", everything=True)
    shop.post(count, MISSING=True)
    text = shown(count).paper.text()
    assert "Counted\tOn the books\tDifference" in text
    assert "1\t3\t−2" in text
    assert "Not found:  A2  A3" in text


@pytest.mark.rule("D4")
def test_a_transfer_says_what_has_arrived(shop: Shop, shown: Shown) -> None:
    shop.purchase("A1 A2 A3")
    transfer = shop.dispatch("A1 A2 A3")
    page = shown(transfer)
    assert "3\t0" in page.paper.text() and "Units still on the way\t3" in page.paper.text()
    shop.receive(transfer, "A1 A2")
    page.reload()
    assert "3\t2" in page.paper.text() and "Units still on the way\t1" in page.paper.text()


@pytest.mark.parametrize(
    "kind", [key for key, made in KINDS.items() if made.has_lines and not made.begun_elsewhere]
)
@pytest.mark.rule("D6")
def test_every_kind_has_its_paper(shop: Shop, shown: Shown, kind: str) -> None:
    shop.opening(product=shop.has.cable, units=20)
    shop.opening(product=shop.has.rope, units=20)
    draft = shop.draft(kind)
    shop.line(draft, product=shop.has.cable, units=2)
    if kind in ("assembly", "disassembly"):
        shop.line(draft, product=shop.has.rope, units=2)
    if kind == "transfer":
        shop.set_destination(draft, shop.has.branch)
    number = shop.post(draft, **({"quantity": True} if kind == "count" else {}))
    assert number in shown(draft).paper.text()


@pytest.mark.rule("D6")
def test_text_is_selected_by_the_mouse_and_copied(qtbot, shop: Shop, shown: Shown) -> None:
    page = shown(shop.purchase("A1"))
    paper, view = page.paper, page.paper.viewport()
    qtbot.mousePress(view, Qt.MouseButton.LeftButton, pos=QPoint(2, 2))  # 0, 0 would be the middle
    qtbot.mouseMove(view, QPoint(view.width() - 1, view.height() - 1))
    paper.mouseMoveEvent(_dragged(QPoint(view.width() - 1, view.height() - 1)))
    assert "Corner Shop" in paper.selected_text() and "Phone" in paper.selected_text()
    paper.copy()
    assert QGuiApplication.clipboard().text() == paper.selected_text()


def _dragged(to: QPoint) -> QMouseEvent:
    left = Qt.MouseButton.LeftButton
    where = QPointF(to)
    return QMouseEvent(
        QEvent.Type.MouseMove, where, where, left, left, Qt.KeyboardModifier.NoModifier
    )


@pytest.mark.rule("Q2")
def test_the_chosen_serial_opens_its_records(qtbot, shop: Shop, shown: Shown) -> None:
    page = shown(shop.purchase("A1 A2 A3 A11"))
    qtbot.keyClick(page.paper, Qt.Key.Key_Space)
    qtbot.keyClick(page.paper, Qt.Key.Key_Right)
    assert page.paper.current_serial() == "A2"
    seen: list[str] = []

    def act() -> None:
        dialog = asking()
        assert isinstance(dialog, RecordsDialog)
        seen.append(dialog.windowTitle())
        dialog.reject()

    QTimer.singleShot(0, act)
    page.records_button.click()
    assert seen == ["Records of A2"]


@pytest.mark.rule("F5")
def test_only_what_is_seen_is_read(shop: Shop, shown: Shown, monkeypatch) -> None:
    """A document of many lines with many serials is open at once; the rest comes when it shows."""
    draft = shop.draft("purchase")
    for n in range(60):
        line = shop.line(draft, product=shop.has.phone, units=1)
        shop.enter(draft, f"N{n:03}", line)
    shop.post(draft)
    read: list[int] = []
    real = history.serials_of

    def counting(database, lines):
        read.extend(lines)
        return real(database, lines)

    monkeypatch.setattr(history, "serials_of", counting)
    page = shown(draft)
    page.paper.grab()
    page.paper._read_wanted()
    assert 0 < len(read) < 30
    assert "N059" in page.paper.text()


# The side -----------------------------------------------------------------------------------------


@pytest.mark.rule("D2")
def test_what_came_back_of_it_is_a_link_in_both_lists(shop: Shop, shown: Shown, desk: Desk) -> None:
    shop.purchase("A1 A2")
    sale = shop.sell("A1 A2")
    back = shop.take_back("A1")
    page = shown(sale)
    assert events(page)[0] == f"Sales return {shop.number(back)}"
    opened = QSignalSpy(desk.bus.open_document)
    for listed in (page.history.timeline, page.tied):
        listed.clicked.emit(listed.steps.index(0))
    assert [opened.at(n)[0] for n in range(opened.count())] == [back, back]


@pytest.mark.rule("U4", "L5")
def test_the_history_tells_prices_by_hand_and_corrections(shop: Shop, shown: Shown) -> None:
    draft = shop.written("purchase", "A1")
    (line,) = document_lines.lines(shop.database, draft)
    draft_lines.set_price(shop.session, draft, line.id, 12_300)
    shop.post(draft)
    shop.correct("A1", "A1-RIGHT")
    told = events(shown(draft))
    assert told[0] == "Serial number A1 corrected to A1-RIGHT"
    assert told[1] == "Posted, sealed" and told[-1] == "Draft begun"
    assert told[2].startswith("Price of line 1 changed,") and told[2].endswith("to 123.00")


@pytest.mark.rule("S3")
def test_a_posting_and_a_void_are_told_with_the_start_of_their_seals(
    shop: Shop, shown: Shown
) -> None:
    sale = shop.opening("A1")
    shop.void(sale, "Wrong")
    posted, voided = (row.hash.hex() for row in seals.of_document(shop.database, sale))
    newest, before, begun = shown(sale).history.timeline.steps.steps
    assert newest.below.endswith(f" · seal\N{NO-BREAK SPACE}{voided[:8]}")
    assert before.text == "Posted, sealed" and before.below.endswith(
        f" · seal\N{NO-BREAK SPACE}{posted[:8]}"
    )
    assert "seal" not in begun.below


@pytest.mark.rule("S3")
def test_a_document_of_before_is_not_told_as_sealed_before_it_is(shop: Shop, shown: Shown) -> None:
    sale = shop.opening("A1")
    bent(shop.database, "DELETE FROM seal")
    assert shown(sale).history.timeline.steps.steps[0].text == "Posted"


@pytest.mark.rule("U4")
def test_the_history_tells_discounts_and_what_was_deleted(shop: Shop, shown: Shown) -> None:
    shop.opening("A1 A2")
    draft = shop.written("sale", "A1")
    cable = shop.line(draft, product=shop.has.cable, units=3)
    (line, _cable) = document_lines.lines(shop.database, draft)
    for rate in (5_000, 6_000):
        discounts.set_of_line(shop.session, draft, line.id, Discount(rate=rate))
    draft_lines.set_quantity(shop.session, draft, cable, 2_000)
    undoing.delete_line(shop.session, draft, cable)
    shop.post(draft)
    assert events(shown(draft))[1:5] == [
        "Line 2 deleted: Cable × 2",
        "Quantity lowered, 3 to 2",
        "Discount of line 1 changed, −5 % to −6 %".replace(" %", "\N{NO-BREAK SPACE}%"),
        "Discount of line 1 changed, 0 to −5 %".replace(" %", "\N{NO-BREAK SPACE}%"),
    ]


@pytest.mark.rule("U4")
def test_the_history_is_shown_twenty_at_a_time(qtbot, shop: Shop, shown: Shown) -> None:
    draft = shop.written("purchase", "A1")
    (line,) = document_lines.lines(shop.database, draft)
    for price in range(1, 30):
        draft_lines.set_price(shop.session, draft, line.id, price)
    shop.post(draft)
    page = shown(draft)
    first = events(page)
    assert len(first) == 20 and page.history.more_button.isVisible()
    page.history.more_button.click()
    assert events(page)[:20] == first and len(events(page)) == 31
    assert events(page)[-1] == "Draft begun" and not page.history.more_button.isVisible()
    assert page.history.timeline.currentIndex().row() == 20 and page.history.timeline.hasFocus()


def test_in_a_narrow_window_the_side_lies_over_the_desk_when_asked(
    qtbot, shop: Shop, shown: Shown
) -> None:
    page = shown(shop.purchase("A1"), 900)
    assert not page.side.isVisible() and page.strip.isVisible()
    page.side.choose(0)
    assert page.side.isVisible() and page.history.hasFocus()
    page.step_back()
    assert not page.side.isVisible() and page.paper.hasFocus()
    page.resize(1200, 640)
    assert page.side.isVisible() and not page.strip.isVisible()


# What can be done ---------------------------------------------------------------------------------


@pytest.mark.rule("D6")
def test_copy_opens_a_draft_with_the_same_lines(shop: Shop, shown: Shown, desk: Desk) -> None:
    page = shown(shop.purchase("A1"))
    opened = QSignalSpy(desk.bus.open_document)
    page.copy_button.click()
    assert shop.quantities(opened.at(0)[0]) == [1]


@pytest.mark.parametrize(
    ("kind", "back"), [("sale", "sales_return"), ("purchase", "purchase_return")]
)
@pytest.mark.rule("D2", "D14")
def test_return_begins_a_return_for_the_same_party_and_warehouse(
    shop: Shop, shown: Shown, desk: Desk, kind: str, back: str
) -> None:
    bought = shop.purchase("A1 A2")
    document = shop.sell("A1") if kind == "sale" else bought
    page = shown(document)
    opened = QSignalSpy(desk.bus.open_document)
    page.return_button.click()
    draft = documents.document(shop.database, opened.at(0)[0])
    given = documents.document(shop.database, document)
    assert draft.kind == back
    assert (draft.party_id, draft.warehouse_id) == (given.party_id, given.warehouse_id)


def test_a_void_document_offers_its_copy_only(shop: Shop, shown: Shown) -> None:
    purchase = shop.purchase("A1")
    shop.void(purchase)
    page = shown(purchase)
    offered = [
        button.text()
        for button in (page.copy_button, page.return_button, page.void_button, page.receive_button)
        if button.isVisible()
    ]
    assert (page.chip.text(), offered) == ("Void", ["Copy"])


# Voiding ------------------------------------------------------------------------------------------


@pytest.mark.rule("V4")
def test_a_void_takes_its_reason_and_enter(qtbot, shop: Shop, shown: Shown) -> None:
    shop.purchase("A1")
    sale = shop.sell("A1")
    page = shown(sale)
    page.void_button.click()
    panel = page.void_panel
    assert panel.reason.hasFocus() and not panel.void_button.isEnabled()
    qtbot.keyClick(panel.reason, Qt.Key.Key_Return)
    assert "reason" in panel.problems._text.text()
    assert page.document.state == POSTED
    qtbot.keyClicks(panel.reason, "Wrong customer")
    assert panel.void_button.isEnabled()
    qtbot.keyClick(panel.reason, Qt.Key.Key_Return)
    assert page.document.state == VOIDED
    assert events(page)[0] == "Void: Wrong customer"
    assert page.history.isVisible() and page.paper.hasFocus()
    assert shop.stock() == (1, 1)


@pytest.mark.rule("V1", "V2")
def test_what_blocks_is_said_once_in_its_order_and_voided_with_it(
    qtbot, shop: Shop, shown: Shown, desk: Desk
) -> None:
    purchase = shop.purchase("A1 A2 A3")
    first, second = shop.sell("A1"), shop.sell("A2 A3")
    page = shown(purchase)
    page.void()
    panel = page.void_panel
    said = panel.steps.text()
    places = [said.index(shop.number(id)) for id in (second, first, purchase)]
    assert places == sorted(places)
    assert [said.count(f">{shop.number(id)}<") for id in (second, first)] == [1, 1]
    assert "A2  A3" in said and "2 serial numbers go back to: In stock" in said
    assert panel.problems.isHidden()
    assert panel.void_button.text() == "Void the chain (3)"
    with qtbot.waitSignal(desk.bus.open_document) as asked:
        panel.steps._text.linkActivated.emit(str(second))
    assert asked.args == [second]
    panel.reason.setText("Never delivered")
    panel.void_button.click()
    assert shop.stock() == (0, 0) and page.document.state == VOIDED


@pytest.mark.rule("V3")
def test_what_no_chain_can_mend_is_said_and_nothing_can_be_confirmed(
    shop: Shop, shown: Shown
) -> None:
    purchase = shop.purchase(product=shop.has.phone, units=3)
    shop.dispatch(product=shop.has.phone, units=2)
    page = shown(purchase)
    page.void()
    panel = page.void_panel
    assert panel.problems.isVisible() and not panel.reason.isEnabled()
    panel.reason.setText("Anyway")
    assert not panel.void_button.isEnabled()
    panel.void()
    assert page.document.state == POSTED


@pytest.mark.parametrize("chain", [False, True])
@pytest.mark.rule("D6", "V2")
def test_and_copy_opens_a_draft_with_the_serials(
    shop: Shop, shown: Shown, desk: Desk, chain: bool
) -> None:
    purchase = shop.purchase("A1 A2")
    if chain:
        shop.sell("A1")
    page = shown(purchase)
    page.void()
    page.void_panel.reason.setText("Wrong supplier")
    page.void_panel.and_copy.setChecked(True)
    opened = QSignalSpy(desk.bus.open_document)
    page.void_panel.void_button.click()
    assert shop.serials_on(opened.at(0)[0]) == ["A1", "A2"]
    assert shop.status("A1")[0] is Status.UNKNOWN


@pytest.mark.rule("D11", "C4")
def test_a_reason_is_kept_by_escape_a_scan_and_another_document(
    qtbot, shop: Shop, shown: Shown
) -> None:
    one, other = shop.purchase("A1"), shop.purchase("A2")
    page = shown(one)
    page.void()
    panel = page.void_panel
    qtbot.keyClicks(panel.reason, "Typed")
    assert hand_over("A1") is None  # nobody here takes it: the window keeps it
    assert panel.reason.text() == "Typed"
    panel.keep_button.shortcut_made.activated.emit()
    assert page.document.state == POSTED and page.paper.hasFocus()
    page.open(other)
    page.void()
    assert panel.reason.text() == ""
    page.open(one)
    page.void()
    assert panel.reason.text() == "Typed"


@pytest.mark.rule("D11")
def test_a_change_elsewhere_leaves_the_void_as_it_is(shop: Shop, shown: Shown) -> None:
    page = shown(shop.purchase("A1"))
    page.void()
    page.void_panel.reason.setText("Typed")
    page.reload()
    assert page.side.current() is page.void_panel
    assert page.void_panel.reason.text() == "Typed"


def test_it_can_be_read_in_every_look(qtbot, shop: Shop) -> None:
    """Paper is white in both schemes; the desk behind it is the scheme's own."""
    purchase = shop.purchase("A1")
    for look in (LIGHT, DARK):
        page = PostedPage(desk_at(shop)._replace(theme=look), KINDS["purchase"])
        qtbot.addWidget(page)
        page.resize(1200, 640)
        page.open(purchase)
        page.show()
        picture = page.paper.viewport().grab().toImage()
        assert picture.pixelColor(4, 4).name() == look.desk
        assert picture.pixelColor(picture.width() // 2, 24).name() == LIGHT.base


@pytest.mark.parametrize("width", [1200, 900])
def test_the_side_is_a_key_away_where_it_has_room_and_where_not(
    shop: Shop, shown: Shown, width: int
) -> None:
    page = shown(shop.purchase("A1"), width)
    for key, wanted in ((Qt.Key.Key_2, page.tied), (Qt.Key.Key_1, page.history)):
        QTest.keyClick(page.windowHandle(), key, Qt.KeyboardModifier.AltModifier)
        assert wanted.isVisible()


# Money --------------------------------------------------------------------------------------------


@pytest.mark.rule("V4", "M5", "M8")
def test_what_becomes_of_the_money_is_said_before_the_void(shop: Shop, shown: Shown) -> None:
    shop.purchase("A1")
    shop.take_payments()
    sale = shop.written("sale", "A1")
    shop.pay(sale, "card", 1000_00)
    shop.post(sale, on_account=True)
    page = shown(sale)
    page.void()
    said = page.void_panel.steps.text()
    assert "Card: ¥1,000.00 is given back" in said
    assert "¥1,999.00 on account is owed no more" in said


@pytest.mark.rule("V2", "M7")
def test_both_halves_of_an_exchange_are_void_and_that_is_said(shop: Shop, shown: Shown) -> None:
    shop.purchase("A1 A2")
    shop.take_payments()
    shop.paid("sale", "A1", "card")
    sale = shop.written("sale", "A2")
    back = exchanging.begin(shop.session, sale)
    shop.enter(back, "A1")
    shop.post(sale)
    page = shown(sale)
    page.void()
    panel = page.void_panel
    assert "as an exchange" in panel.warning.text()
    assert shop.number(back) in panel.steps.text()
    assert "given back" not in panel.steps.text()  # nothing passes
    panel.reason.setText("Changed their mind")
    panel.void_button.click()
    states = [documents.document(shop.database, half).state for half in (sale, back)]
    assert states == [VOIDED, VOIDED]


@pytest.mark.rule("M9", "V4", "D11")
def test_a_void_after_its_shift_was_closed_stands_in_the_next_shift(shown: Shown, shop: Shop):
    """What stood against it is read again; the reason that was typed is still there."""
    shop.purchase("V1")
    shop.take_payments(shifts=True)
    shifts.open_drawer(shop.session, 0)
    sale = shop.paid("sale", "V1")
    shifts.close(shop.session, Counted(total=2999_00))
    page = shown(sale)
    page.void()
    panel = page.void_panel
    panel.reason.setText("wrong phone")
    panel.and_copy.setChecked(True)
    panel.void()
    assert "drawer is not open" in panel.problems._text.text()
    shifts.open_drawer(shop.session, 3000_00, "change from the safe")
    page.reload()
    assert panel.problems.isHidden() and panel.reason.text() == "wrong phone"
    assert panel.and_copy.isChecked()
    panel.void()
    rows = shop.rows("SELECT shift_id, amount FROM payment ORDER BY id")
    assert rows == [(1, 2999_00), (2, -2999_00)]
    assert shifts.report(shop.database, 1).expected == 2999_00
    assert shifts.report(shop.database, 2).expected == 1_00


def test_a_document_that_is_void_by_now_is_not_asked_about(shown: Shown, shop: Shop):
    bought = shop.purchase("V1")
    page = shown(bought)
    page.void()
    shop.void(bought)
    page.reload()
    assert page.side.current() is not page.void_panel
