"""What only appears when something happens: found, refused, asked, chosen, unfolded, nothing there.

Each is reached as a person reaches it, as far as that is quick, in a window of ``Everywhere``.
"""

from collections.abc import Iterator

from PySide6.QtCore import QItemSelectionModel
from PySide6.QtWidgets import QPushButton, QTabWidget, QWidget

from app.domain.problems import QUESTIONS, Problem
from app.domain.shifts import DrawerFigure
from app.gui.documents.count_board import CountBoard
from app.gui.documents.counter import CounterPage
from app.gui.documents.page import DocumentPage
from app.gui.items.list_page import ItemsPage
from app.gui.kit.side_column import SideColumn
from app.gui.kit.tables import Table
from app.gui.lists.list_page import ListPage
from app.gui.lists.record_page import RecordPage
from app.gui.money.drawer_page import DrawerPage
from app.gui.money.shifts_page import ShiftsPage
from app.services import settings
from app.services.documents import draft_head, drafts
from db import sql
from tests.everywhere import Everywhere, Place
from tests.gui.keeping_states import kept


def states(everywhere: Everywhere) -> Iterator[Place]:
    """Each state while it is shown, by its name."""
    yield from coloured(everywhere)
    yield from _sides(everywhere)
    yield from _lists(everywhere)
    yield from _records(everywhere)


def coloured(everywhere: Everywhere) -> Iterator[Place]:
    """Those with colours that are nowhere else: what is found, taken, refused, asked."""
    yield from _words(everywhere)
    yield from _verdicts(everywhere)
    yield from _asked_when_posting(everywhere)
    yield from _parked(everywhere)
    yield from _paid(everywhere)
    yield from _drawer(everywhere)
    yield from _stray(everywhere)
    yield from kept(everywhere)


def _draft(everywhere: Everywhere, kind: str) -> DocumentPage:
    shop = everywhere.shop
    id = drafts.new(shop.session, kind)
    everywhere.window.open_document(id)
    page = everywhere.window.stack.currentWidget().stack.currentWidget()
    assert isinstance(page, DocumentPage)
    return page


def _words(everywhere: Everywhere) -> Iterator[Place]:
    """Words in the box: found, found nowhere, an item made of them; a customer typed for."""
    page = _draft(everywhere, "sale")
    for typed in ("phone", "nothing-like-this"):
        page.scan_box.setText(typed)
        page.finder.look_for(typed)
        page.finder.read_now()
        yield f"finder, “{typed}”", page
    page.finder.new_button.click()
    yield "new item in place", page
    page.new_item.leave()
    page.scan_box.clear()
    party = page.header.party
    for typed in ("a", "nobody-like-this"):
        party.setText(typed)
        party.read_now()
        yield f"party, “{typed}”", page
    party.list.hide()
    page.header.open_note()
    yield "note", page
    page = _draft(everywhere, "purchase")
    page.header.theirs.open()
    yield "the supplier's number", page


def _verdicts(everywhere: Everywhere) -> Iterator[Place]:
    """A scan that is taken, one that is there already, ones that are refused or asked about."""
    page = _draft(everywhere, "sale")
    for code, name in (
        ("S11", "taken"),
        ("S11", "there already"),
        ("S3", "refused"),
        ("序列号", "unreadable"),
    ):
        page.queue.put(code)
        page.queue.drain()
        yield f"scan, {name}", page
    for code in QUESTIONS:
        values = dict.fromkeys(("serial", "code", "product", "party", "number", "other"), "A1 <b>")
        try:
            page.question.ask(Problem(code, values | {"count": 2}))
        except KeyError:
            continue  # it is asked with more than a scan knows
        page.question.show_waiting(3)
        yield f"question, {code.name}", page
    page.question.hide()


def _asked_when_posting(everywhere: Everywhere) -> Iterator[Place]:
    """Posting that is refused, with every reason; one that is asked about."""
    page = _draft(everywhere, "purchase")
    everywhere.shop.line(page.document.id, product=everywhere.shop.has.phone)
    page.reload()
    page.post()
    yield "post, refused", page
    asked = _draft(everywhere, "sale")
    everywhere.shop.line(asked.document.id, product=everywhere.shop.has.cable)
    draft_head.set_date(everywhere.shop.session, asked.document.id, "2999-12-31")
    asked.reload()
    asked.post()
    yield "post, asked", asked
    asked.header.date.setText("31.02.2026")
    asked.header.date.read()
    yield "date, wrong", asked


_DIFFERENT = ("sale", "purchase", "sales_return", "purchase_return", "transfer_receipt", "count")
"""Kinds whose columns hold different things."""


def _sides(everywhere: Everywhere) -> Iterator[Place]:
    """Every choice of what stands beside the lines, of drafts and of papers."""
    for kind in _DIFFERENT:
        for state in (0, 1):
            id = sql.value(
                everywhere.shop.database,
                "SELECT max(d.id) FROM document d WHERE kind = ? AND state = ? AND NOT at_counter"
                " AND EXISTS (SELECT 1 FROM document_line l WHERE l.document_id = d.id)",
                kind,
                state,
            )
            if id is None:
                continue
            everywhere.window.open_document(id)
            shown = everywhere.window.stack.currentWidget()
            for tabs in shown.findChildren(QTabWidget):
                for place in range(tabs.count()):
                    if tabs.isVisible() and tabs.isTabVisible(place):
                        tabs.setCurrentIndex(place)
                        yield f"{kind}, {state}, tab {place}", tabs
            for board in shown.findChildren(CountBoard):
                for tile in board.tiles.findChildren(QPushButton):
                    if board.isVisible():
                        tile.click()
                        yield f"{kind}, {state}, {tile.toolTip()}", board
            for column in shown.findChildren(SideColumn):
                for place in range(len(column.choices)):
                    if column.isVisible():
                        column.choose(place)
                        yield f"{kind}, {state}, choice {place}", column


def _lists(everywhere: Everywhere) -> Iterator[Place]:
    """Every list: all of it selected, nothing found, and the way back to what was open."""
    window = everywhere.window
    for key in list(window._entries):
        page = window.show_page(key)
        for table in page.findChildren(Table):
            if table.isVisible() and table.table_model.rowCount():
                table.selectAll()
                flag = QItemSelectionModel.SelectionFlag
                index = table.model().index(0, 0)
                table.selectionModel().setCurrentIndex(index, flag.NoUpdate)
                table.setFocus()
        yield f"{key}, selected", page
        for listing in page.findChildren(ListPage):
            if listing.search.isVisible():
                listing.search.setText("nothing-like-this")
                listing.reload()
                yield f"{key}, nothing found", page
                listing.search.clear()
                listing.reload()
    window.open_list("sale")


def _records(everywhere: Everywhere) -> Iterator[Place]:
    """A record that is refused, asked about, changed often; what leads back to it."""
    window, shop = everywhere.window, everywhere.shop
    for kind in _DIFFERENT:
        if kind in window._entries:
            _draft(everywhere, kind)
            page = window.stack.currentWidget()
            window.open_list(kind)
            yield f"{kind}, go on", page
    for key in list(window._entries):
        page = window.show_page(key)
        if not isinstance(page, RecordPage):
            continue
        page.open(None)
        page.editor.save_button.click()
        yield f"{key}, refused", page
        page.editor.fields["name"].setText("Anything")
        yield f"{key}, not saved", page
        page.open_list()
        yield f"{key}, go on", page
        page.open(1)
        page.editor.fields["name"].setText("Changed")
        for more in {"note", "address"} & page.editor.fields.keys():
            page.editor.fields[more].setPlainText("!")
        page.editor.save()
        yield f"{key}, with a history", page
    items = window.show_page("items")
    assert isinstance(items, ItemsPage)
    items.open(shop.has.cable)
    items.editor.fields["active"].setChecked(False)
    items.editor.save_button.click()
    yield "item, asked", items
    for place in range(items.editor.index.count()):
        items.editor.go_to(place)
        yield f"item, section {place}", items
    items.editor.confirm.no_button.click()
    items.editor.open(shop.has.cable)
    items.show_list()


def _in_stock(everywhere: Everywhere, count: int) -> list[str]:
    """Serial numbers that can be sold at the Counter."""
    return [
        number
        for (number,) in everywhere.shop.rows(
            "SELECT number FROM serial WHERE status = 1 AND warehouse_id = 1"
            " ORDER BY number LIMIT ?",
            count,
        )
    ]


def _parked(everywhere: Everywhere) -> Iterator[Place]:
    """A sale that is put aside, with its note; the list; what a scan finds on one; one gone."""
    page = everywhere.window.counter()
    assert isinstance(page, CounterPage)
    (first,) = _in_stock(everywhere, 1)
    page.take_scan(first)
    page.queue.drain()
    page.park()
    yield "parked, its note", page
    page.empty.parked.rows[0].note.setText("back at nine <b>")
    page.scan_box.setFocus()
    yield "parked", page
    page.take_scan(first)
    page.queue.drain()
    yield "parked, scanned again", page
    page.undo()
    page.show_parked()
    yield "parked, all", page
    everywhere.shop.sell(first)
    page.reload()
    page.call_back(page.parked.model.rows[0].id)
    yield "called back, gone", page
    page.discard()
    page.gone.forget()


def _paid(everywhere: Everywhere) -> Iterator[Place]:
    """A sale that is paid, in parts; scans that wait; the change; an exchange."""
    page, shop = everywhere.window.counter(), everywhere.shop
    assert isinstance(page, CounterPage)
    was = page.desk
    shop.take_payments(cash_rounding=10)
    page.desk = was._replace(settings=settings.load(shop.database))
    first, second, third = _in_stock(everywhere, 3)
    page.take_scan(first)
    page.queue.drain()
    page.post()
    yield "payment", page
    page.strip.amount.setText("0")
    page.strip.enter()
    yield "payment, refused", page
    page.strip.tiles.choose(1)
    page.strip.amount.setText("10")
    page.strip.enter()
    page.take_scan(second)
    page.strip.tiles.choose(0)
    page.strip.amount.setText("9000")
    yield "payment, change", page
    page.strip.enter()
    page.queue.drain()
    yield "paid", page
    page.discard()
    page.gone.forget()
    page.begin_exchange()
    yield "exchange, empty", page
    for code in (first, third):
        page.take_scan(code)
    page.queue.drain()
    yield "exchange", page
    page.discard()
    page.gone.forget()
    page.desk = was
    settings.save(shop.session, payments=False)


def _drawer(everywhere: Everywhere) -> Iterator[Place]:
    """The drawer counted, with too much and with no figure; what stands in its column; a report."""
    page = everywhere.window.show_page("drawer")
    assert isinstance(page, DrawerPage)
    for name, typed in (("fits", "419.95"), ("too much", "999"), ("no figure", "x")):
        page.counted.show_typed(([], typed, True))
        yield f"drawer, {name}", page
    page.counted.show_typed((["4", "x"], "", False))
    page.close_drawer()
    yield "drawer, refused", page
    page.counted.show_typed((["4", ""], "", False))
    for figure in (DrawerFigure.TAKEN, DrawerFigure.FLOAT):
        page.expected.opened.emit(figure)
        yield f"drawer, {figure.name}", page
    page.rows.left.emit()
    for without_sale in (False, True):
        page._ask(without_sale)
        page.moving.carry_out()
        yield f"drawer, moved without a sale: {without_sale}", page
        page.moving.left.emit()
    reports = everywhere.window.show_page("shifts")
    assert isinstance(reports, ShiftsPage)
    reports.view.show_shift(1)
    reports.stack.setCurrentWidget(reports.view)
    yield "Z report", reports
    reports.view.show_figures()
    yield "Z report, figures", reports
    for figure in (DrawerFigure.TAKEN, DrawerFigure.MONEY_IN):
        reports.view.figures.expected.opened.emit(figure)
        yield f"Z report, {figure.name}", reports
    reports.open_list()


def _stray(everywhere: Everywhere) -> Iterator[Place]:
    """A scan that nothing took, and a setting that is looked for in vain."""
    window = everywhere.window
    settings: QWidget = window.show_page("settings")
    window.route_scan("S9")
    yield "stray scan", window
    window.strays.take_all()
    settings.search.setText("nothing-like-this")  # type: ignore[attr-defined]
    yield "settings, nothing found", settings
    settings.search.clear()  # type: ignore[attr-defined]
