"""Every place of the program where something is shown or typed, in a shop that has everything.

Pages come from the menu, documents from their kinds, dialogs from the list below: what goes
through all places asks ``unvisited_dialogs`` whether a new dialog is missing.
"""

from collections.abc import Callable, Iterator
from pathlib import Path

from PySide6.QtCore import QEvent
from PySide6.QtWidgets import QApplication, QWidget

from app.domain.counting import DECISIONS
from app.domain.document_kind import Party
from app.domain.kinds import KINDS
from app.domain.permissions import Permission, Role
from app.domain.prices import PriceStep
from app.domain.pricing import PERCENT, Discount
from app.domain.printing import Printer, PrinterType, Purpose
from app.domain.problems import Code, refuse
from app.domain.shifts import Counted, DrawerEntryKind
from app.exchange.imports.kinds import PACKING_LIST, PRICES, PURCHASE_LINES
from app.gui.contacts.statement_dialog import StatementDialog
from app.gui.documents.count_dialog import CountDialog
from app.gui.documents.list_page import DocumentsPage
from app.gui.documents.open_document import OpenDocument
from app.gui.importing.import_dialog import ImportDialog
from app.gui.inventory.cartons.collect_dialog import CollectDialog
from app.gui.inventory.correct_number import CorrectNumberDialog
from app.gui.inventory.records import RecordsDialog
from app.gui.inventory.second_identifier import SecondIdentifierDialog
from app.gui.inventory.unit_price import UnitPriceDialog
from app.gui.items.change_prices_dialog import ChangePricesDialog
from app.gui.items.edit_inventory import EditInventoryDialog
from app.gui.items.price_list_dialog import PriceListDialog
from app.gui.items.prices_dialog import PricesDialog
from app.gui.items.switched_dialog import SwitchedDialog
from app.gui.keeping.bring_dialog import BringDialog
from app.gui.keeping.move_dialog import MoveDialog
from app.gui.keeping.password_dialog import PasswordDialog
from app.gui.keeping.place_dialog import PlaceDialog
from app.gui.kit.asking_approval import ApprovalRequest, rows_of
from app.gui.kit.desk import Desk
from app.gui.kit.dialogs import Dialog
from app.gui.kit.entry_dialog import EntryDialog
from app.gui.kit.work_dialog import WorkDialog
from app.gui.lists.export_dialog import ExportDialog
from app.gui.lists.record_page import RecordPage
from app.gui.paper.labels.calibration_dialog import CalibrationDialog
from app.gui.paper.labels.designer_dialog import DesignerDialog
from app.gui.paper.labels.label_source import of_item, of_items
from app.gui.paper.labels.labels_dialog import LabelsDialog
from app.gui.paper.labels.size_dialog import SizeDialog
from app.gui.paper.paper_size_dialog import PaperSizeDialog
from app.gui.people.approval_panel import ApprovalDialog
from app.gui.people.change_pin import ChangePinDialog
from app.gui.people.own_pin import OwnPinDialog
from app.gui.scanning.pasted_columns import PastedColumns
from app.gui.shell import keys_panel
from app.gui.shell.first_run import FirstRunPage
from app.gui.shell.main_window import MainWindow
from app.gui.shell.rail import NARROW_BELOW
from app.printing.media.label_sheets import LABEL_SHEETS
from app.services import approving, people, proving, settings
from app.services.documents import copying, discounts, draft_head, draft_lines
from app.services.documents.effects import counting, transfers
from app.services.entry import cartons
from app.services.grants import Call
from app.services.money import accounts, price_lists, shifts, taxes
from app.services.money.taxes import ALWAYS, TaxForm
from app.services.paper import printers
from app.services.people import PersonForm
from app.services.stock import items, tracking
from app.text import _
from db import sql
from db.queries import documents
from db.queries.items import Pack
from db.queries.lists.serial_filter import Filter
from db.queries.prices import lists
from db.queries.taxes import TaxPeriod
from tests.drawer import CARD, Paid, pay
from tests.lists import serial_rows
from tests.shop import Shop

Place = tuple[str, QWidget]


def furnish(shop: Shop, serial: Callable[[str], str] = str, taxed: bool = True) -> None:
    """Trade until every page has something to show; ``serial`` names the units.

    Not ``taxed``: in a shop that never kept a tax.
    """

    def units(*names: str) -> str:
        return " ".join(map(serial, names))

    every = [f"S{n}" for n in range(12)]
    shop.purchase(units(*every))
    shop.opening(product=shop.has.cable, units=20)
    form, barcodes = items.load(shop.database, shop.has.cable)
    items.save(shop.session, form, barcodes, shop.has.cable, [Pack("box", 10_000)])
    if taxed:
        rate = TaxPeriod(ALWAYS, None, 13 * PERCENT)
        taxes.save(shop.session, TaxForm(serial("VAT"), [rate], default=True))
        settings.save(shop.session, taxes="included")
    sold = shop.sell(units("S0", "S1"))
    shop.take_back(units("S0"))
    walk_in = shop.blank("sale")
    shop.line(walk_in, units("S2"))
    shop.post(walk_in)
    shop.void(walk_in, serial("wrong"))
    shop.adjust(add=units("N1"), take=units("S3"))
    shop.correct(serial("S4"), serial("RIGHT"))
    sent = shop.dispatch(units("S5", "S6", "S7"))
    shop.receive(sent, units("S5"))
    shop.post(copying.copy(shop.session, shop.sell(product=shop.has.cable)))
    _trade_in_cash(shop, serial)
    _count(shop, units("S8", "S1", "S5", "S3"), post=True)
    _count(shop, units("S8", "S1", "S5", "S3"), post=False)
    cartons.learn(shop.session, serial("CTN"), [serial("S9"), serial("S10")])
    for kind in KINDS.values():
        if not kind.has_lines:
            _settle(shop, kind.key, serial("note"))
        elif not kind.begun_elsewhere:
            draft = shop.draft(kind.key)
            line = shop.line(draft, product=shop.has.cable)
            if kind.deals:
                discounts.set_of_line(shop.session, draft, line, Discount(rate=5 * PERCENT))
                discounts.set_of_document(shop.session, draft, Discount(1_00))
            shop.scan(draft, serial("S1"))
            shop.scan(draft, serial("S11"))
            draft_head.set_note(shop.session, draft, serial("note"))
    for kind in ("transfer_receipt", "transfer_back", "transfer_loss"):
        transfers.begin(shop.session, sent, kind)
    member = price_lists.save(shop.session, serial("Member"))
    steps = [PriceStep(1_000, 18_00), PriceStep(10_000, 17_00)]
    price_lists.set_steps(shop.session, shop.has.cable, {member: steps})
    shop.switch(shop.has.camera, False)
    owner = people.load(shop.database, shop.session.person.id)
    people.save(shop.session, owner._replace(pin="9153"), shop.session.person.id)
    proving.make_recovery_code(shop.session)
    people.save(shop.session, PersonForm(serial("Ida"), Role.CLERK))
    assert documents.document(shop.database, sold).state == 1


def read(dialog: ImportDialog) -> ImportDialog:
    """The dialog, once it has read its file."""
    while not dialog.work.settled:
        QApplication.processEvents()
    return dialog


def _settle(shop: Shop, kind: str, note: str) -> None:
    """A draft receipt or payment, and one that is posted with an advance."""
    settings.save(shop.session, payments=True)
    for posted in (True, False):
        draft = shop.draft(kind)
        supplier = KINDS[kind].party is Party.SUPPLIER
        draft_head.set_party(
            shop.session, draft, shop.has.supplier if supplier else shop.has.customer
        )
        draft_head.set_note(shop.session, draft, note)
        accounts.set_amount(shop.session, draft, 12_34)
        accounts.set_tender(shop.session, draft, CARD)
        if posted:
            shop.post(draft)
    settings.save(shop.session, payments=False)


def _trade_in_cash(shop: Shop, serial: Callable[[str], str]) -> None:
    """A shift that was closed with a difference, and one in which money passes."""
    shifts.open_drawer(shop.session, 500_00)
    counted = Counted({100_00: 4}, stays=400_00, reason=serial("wrong change"))
    shifts.close(shop.session, counted)
    shifts.open_drawer(shop.session, 410_00, serial("coins"))
    draft = shop.written("sale", product=shop.has.cable, units=1)
    pay(shop.session, draft, Paid(15_00, rounding=5, given=20_00), Paid(4_90, CARD))
    shifts.move_money(shop.session, DrawerEntryKind.MONEY_OUT, 5_00, serial("window cleaner"))


def _count(shop: Shop, numbers: str, post: bool) -> None:
    """A count of all phones with some of them, and of the cables, two of which are missing."""
    count = shop.draft("count")
    line = draft_lines.add_line(shop.session, count, shop.has.phone, 0)
    shop.judge(count, line, *numbers.split())
    shop.tally(count, 18, shop.has.cable)
    if post:
        board = counting.board(shop.database, count, limit=0)
        groups = [group for group in DECISIONS if board.size(group)]
        shop.post(count, **{group.name: False for group in groups})


class Everywhere:
    """A window in which every place is shown, one after the other."""

    def __init__(self, shop: Shop, desk: Desk, folder: Path) -> None:
        self.shop = shop
        self.desk = desk
        self.window = MainWindow(desk)
        self.window.resize(1366, 768)
        self.window.show()
        self.folder = folder
        self.dialogs: set[type[Dialog]] = set()

    def __enter__(self) -> "Everywhere":
        return self

    def __exit__(self, *raised: object) -> None:
        """Leave nothing behind, now."""
        self.window.given_up = True
        self.window.close()
        self.window.deleteLater()
        QApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)

    def places(self) -> Iterator[Place]:
        """Each place while it is shown; it is not in the way of the next."""
        yield "window", self.window
        for place in (*self._pages(), *self._documents()):
            yield place[0], place[1]()
        yield from self._over_the_page()
        yield from self._signing_in()
        for dialog in self._dialogs():
            self.dialogs.add(type(dialog))
            dialog.show()
            QApplication.processEvents()
            yield type(dialog).__name__, dialog
            dialog.hide()
            dialog.deleteLater()
            QApplication.sendPostedEvents(dialog, QEvent.Type.DeferredDelete)
        first_run = FirstRunPage()
        first_run.show()
        yield "first run", first_run
        first_run.close()
        first_run.deleteLater()
        QApplication.sendPostedEvents(first_run, QEvent.Type.DeferredDelete)

    def unvisited_dialogs(self) -> set[type[Dialog]]:
        """Dialogs of the program that are in no list here; a base of others is none itself."""
        made = {*Dialog.__subclasses__(), *EntryDialog.__subclasses__()} - {EntryDialog}
        return {kind for kind in made if kind.__module__.startswith("app.")} - self.dialogs

    def _pages(self) -> Iterator[tuple[str, Callable[[], QWidget]]]:
        show = self.window.show_page
        for key in list(self.window._entries):
            yield key, lambda key=key: show(key)
        for key in list(self.window._entries):
            page = show(key)
            if isinstance(page, RecordPage):
                yield f"{key}, new", lambda page=page, key=key: self._record(key, page, None)
                yield f"{key}, edit", lambda page=page, key=key: self._record(key, page, 1)

    def _record(self, key: str, page: RecordPage, id: int | None) -> QWidget:
        self.window.show_page(key)
        page.open(id)
        return page.editor

    def _signing_in(self) -> Iterator[Place]:
        """Who is there; a PIN that is forgotten, and the recovery code."""
        self.window.lock()
        page = self.window.sign_in
        assert page is not None
        page.take_scan("N-WAITS")
        QApplication.processEvents()
        yield "sign in", page
        page.forgotten_button.click()
        QApplication.processEvents()
        yield "sign in, PIN forgotten", page
        page.stack.setCurrentWidget(page.recovery)
        page.recovery.show_code("7QJ4M-0ZK2D-XW9PT-3B8HN")
        QApplication.processEvents()
        yield "sign in, recovery code", page
        page.take_waiting()
        self.window.unlock()

    def _over_the_page(self) -> Iterator[Place]:
        """What lies over the page for a moment, and what the rail and the window may have more."""
        window = self.window
        window.band.show()
        yield "demo band", window.band
        window.band.hide()
        for typed in ("", "e", "nothing-like-this"):
            window.go_to.open()
            window.go_to.box.setText(typed)
            yield f"go to, “{typed}”", window.go_to
            window.go_to.leave()
        keys_panel.toggle(window, "Counter")
        yield "keys of the page", window.findChildren(keys_panel.KeysPanel)[-1]
        keys_panel.toggle(window, "Counter")
        window.rail.set_narrow(True)
        for group, tile in window.rail._tiles.items():
            if not group.is_page:
                tile.click()
                assert window.rail.flyout is not None
                yield f"group {group.key} beside the rail", window.rail.flyout
        window.rail.close_flyout()
        window.rail.set_narrow(window.width() < NARROW_BELOW)

    def _documents(self) -> Iterator[tuple[str, Callable[[], QWidget]]]:
        for kind in KINDS:
            for state, word in ((0, "draft"), (1, "posted"), (2, "void")):
                id = sql.value(
                    self.shop.database,
                    "SELECT max(id) FROM document WHERE kind = ? AND state = ? AND NOT at_counter",
                    kind,
                    state,
                )
                if id is not None:
                    yield f"{kind}, {word}", lambda id=id: self._document(id)
                if id is not None and word == "posted":
                    yield f"{kind}, asked to be void", lambda id=id: self._asked_to_be_void(id)

    def _document(self, id: int) -> OpenDocument:
        self.window.open_document(id)
        page = self.window.stack.currentWidget()
        assert isinstance(page, DocumentsPage)
        shown = page.stack.currentWidget()
        assert isinstance(shown, OpenDocument)
        return shown

    def _asked_to_be_void(self, id: int) -> QWidget:
        page = self._document(id)
        page.posted.paper.unfold()
        page.posted.void()
        return page

    def _dialogs(self) -> Iterator[Dialog]:
        desk, shop, over = self.desk, self.shop, self.window
        phone, cable, main = shop.has.phone, shop.has.cable, shop.has.main
        count = documents.document(shop.database, self._newest("count", 0))
        yield CountDialog(desk, count, counting.board(shop.database, count.id, limit=0), over)
        yield CollectDialog(desk, over)
        yield CollectDialog(desk, over, packing=True)
        path = self.folder / "<b>list&amp;.csv"
        path.write_text("Carton,Serial\n<b>C1,<img/src=x>1\n")
        yield read(ImportDialog(desk, [PACKING_LIST], path, over))
        path = self.folder / "<b>rows&amp;.csv"
        path.write_text("<b>Nr,SN,Model,Price\n1,U1,<img/src=x>1,10\n2,&amp;U2,PHONE-1,1O\n")
        yield read(ImportDialog(desk, [PURCHASE_LINES, PRICES], path, over))
        yield PastedColumns([["<b>A1", "<img/src=x>1"], ["&amp;A2", "B2"]], over)
        for product in (phone, cable):
            yield EditInventoryDialog(desk, product, main, over)
        yield WorkDialog("Posting Purchase", over)
        yield PlaceDialog(desk, shop.path, over)
        yield MoveDialog(desk, over)
        yield ChangePinDialog(desk, over)
        yield OwnPinDialog(desk, "Take it back", "Sure?", "Leave it", "Take it", str, over)
        yield BringDialog(self.folder / "brought.sdk", self.folder / "gone.serialdesk", over)
        yield approval(desk, over)
        yield PasswordDialog(desk, over)
        page = self.window.show_page("items")
        assert isinstance(page, RecordPage)
        yield ExportDialog(desk, page.list, over)
        yield PriceListDialog(desk, lists(shop.database)[0], over)
        yield PricesDialog(desk, cable, over)
        changing = ChangePricesDialog(desk, None, "Sale price", lambda: [cable, phone], over)
        changing.rate.setText("+10")
        changing.show_new()
        yield changing
        yield StatementDialog(desk, shop.has.customer, over)
        yield SwitchedDialog(desk, self._switched([phone, cable]), True, over)
        for row in serial_rows(shop.database, Filter(product=phone))[:3]:
            yield RecordsDialog(desk, row, over)
            yield CorrectNumberDialog(desk, row.number, over)
            yield SecondIdentifierDialog(desk, row.number, "", over)
            yield UnitPriceDialog(desk, row.number, 1500_00, over)
        yield from self._labels(over)

    def _labels(self, over: QWidget) -> Iterator[Dialog]:
        office = Printer("<b>Office", PrinterType.FOLDER, str(self.folder))
        yield PaperSizeDialog(self.desk, parent=over)
        yield LabelsDialog(self.desk, of_item(self.shop.has.phone, "Phone"), over)
        if not printers.printers(self.shop.database, self.desk.session.counter.id):
            printers.save(self.shop.session, office)
        yield LabelsDialog(self.desk, of_items([self.shop.has.phone]), over)
        yield DesignerDialog(self.desk, Purpose.SERIAL_LABEL, "data_matrix", over)
        yield SizeDialog(self.desk, over)
        yield CalibrationDialog(self.desk, office, LABEL_SHEETS[0], over)

    def _switched(self, products: list[int]) -> list[tracking.Switched]:
        rope = [self.shop.has.rope]  # sold by the metre: refused
        return tracking.switch_many(self.shop.session, products + rope, True)

    def _newest(self, kind: str, state: int) -> int:
        query = "SELECT max(id) FROM document WHERE kind = ? AND state = ?"
        return int(sql.value(self.shop.database, query, kind, state))


def approval(desk: Desk, over: QWidget) -> ApprovalDialog:
    """What asks somebody else where a page has no column for it."""
    refusal = refuse(Code.NOT_ALLOWED, action=Permission.VOID)
    refusal.call = Call.of(approval, {})
    asking = approving.asked_by(refusal)
    assert asking is not None
    title = _("Approval for this once")
    request = ApprovalRequest(asking, lambda: None, title, rows_of(desk, asking), "", "")
    return ApprovalDialog(desk, request, over)
