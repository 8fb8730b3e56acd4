"""Everything of ``app.gui`` by introspection, and every dialog over a shop with work in it."""

import inspect
import pkgutil
from collections.abc import Callable
from functools import cache
from importlib import import_module
from pathlib import Path

from PySide6.QtCore import QCoreApplication, QEvent
from PySide6.QtWidgets import QDialog, QMessageBox, QWidget

import app.gui
from app.domain.printing import Printer, PrinterType, Purpose
from app.exchange.imports.kinds import PURCHASE_LINES
from app.gui.contacts.page import ContactsPage
from app.gui.contacts.statement_dialog import StatementDialog
from app.gui.documents.count_dialog import CountDialog
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
from app.gui.kit.desk import Desk
from app.gui.kit.dialogs import Dialog
from app.gui.kit.entry_dialog import EntryDialog
from app.gui.kit.long_work import WorkDialog
from app.gui.kit.message import Message
from app.gui.kit.widgets import column
from app.gui.lists.export_dialog import ExportDialog
from app.gui.paper.labels.calibration_dialog import CalibrationDialog
from app.gui.paper.labels.designer_dialog import DesignerDialog
from app.gui.paper.labels.label_source import of_item
from app.gui.paper.labels.labels_dialog import LabelsDialog
from app.gui.paper.labels.size_dialog import SizeDialog
from app.gui.paper.paper_size_dialog import PaperSizeDialog
from app.gui.people.approval_panel import ApprovalDialog
from app.gui.people.change_pin import ChangePinDialog
from app.gui.people.own_pin import OwnPinDialog
from app.gui.scanning.pasted_columns import PastedColumns
from app.printing.media.label_sheets import LABEL_SHEETS
from app.services.documents.effects import counting
from app.services.money import price_lists
from app.services.stock import tracking
from db.queries import documents
from db.queries.lists.serial_filter import Filter
from tests.everywhere import approval
from tests.lists import serial_rows
from tests.shop import Shop


@cache
def classes() -> tuple[type, ...]:
    """Every class that is written in ``app.gui``."""
    names = [found.name for found in pkgutil.walk_packages(app.gui.__path__, "app.gui.")]
    found = {
        made
        for name in names
        for made in vars(import_module(name)).values()
        if inspect.isclass(made) and made.__module__.startswith("app.gui")
    }
    return tuple(sorted(found, key=lambda made: (made.__module__, made.__qualname__)))


def is_of_qt(made: type) -> bool:
    """It is one of Qt's own classes."""
    return made.__module__.startswith(("PySide6", "Shiboken"))


def stock(shop: Shop) -> None:
    """Work enough that every page and dialog has rows."""
    shop.purchase("A1 A2 A3 S1", units=5)
    shop.purchase(product=shop.has.cable, units=3)
    shop.sell("S1")
    shop.dispatch("A3")
    price_lists.save(shop.session, "Wholesale")


class _Entry(EntryDialog):
    """The base of those in which something is entered, with nothing in it."""

    def __init__(self, desk: Desk, parent: QWidget) -> None:
        super().__init__(desk, parent)
        self.setLayout(column(self.problems))

    def is_entered(self) -> bool:
        """Nothing can be entered."""
        return False


def _of_entry(desk: Desk, _shop: Shop, parent: QWidget) -> QDialog:
    return _Entry(desk, parent)


def _records(desk: Desk, shop: Shop, parent: QWidget) -> QDialog:
    return RecordsDialog(desk, serial_rows(shop.database, Filter(text="S1"))[0], parent)


def _count(desk: Desk, shop: Shop, parent: QWidget) -> QDialog:
    count = shop.count("A1 NEW9", everything=True)
    head = documents.document(shop.database, count)
    return CountDialog(desk, head, counting.board(shop.database, count, limit=0), parent)


def _import(desk: Desk, shop: Shop, parent: QWidget) -> QDialog:
    path = Path(shop.path).with_name("list.csv")
    path.write_text("SN,Model,Price\nU1,PHONE-1,10\nU2,PHONE-9,10\n")
    return ImportDialog(desk, [PURCHASE_LINES], path, parent)


def _switched(desk: Desk, shop: Shop, parent: QWidget) -> QDialog:
    ids = [shop.has.cable, shop.has.rope]
    return SwitchedDialog(desk, tracking.switch_many(shop.session, ids, True), True, parent)


def _labels(desk: Desk, shop: Shop, parent: QWidget) -> QDialog:
    return LabelsDialog(desk, of_item(shop.has.phone, "Phone"), parent)


def _calibration(desk: Desk, shop: Shop, parent: QWidget) -> QDialog:
    printer = Printer("Office", PrinterType.FOLDER, str(Path(shop.path).parent))
    return CalibrationDialog(desk, printer, LABEL_SHEETS[0], parent)


def _export(desk: Desk, _shop: Shop, parent: QWidget) -> QDialog:
    page = ContactsPage(desk)
    made = ExportDialog(desk, page.list, parent)
    page.setParent(made)  # it goes with the dialog
    page.hide()
    return made


DIALOGS: dict[type, Callable[[Desk, Shop, QWidget], QDialog]] = {
    Dialog: lambda desk, shop, parent: Dialog(parent),
    Message: lambda desk, shop, parent: Message(QMessageBox.Icon.Warning, "?", "?", parent=parent),
    EntryDialog: _of_entry,
    CollectDialog: lambda desk, shop, parent: CollectDialog(desk, parent),
    ImportDialog: _import,
    CorrectNumberDialog: lambda desk, shop, parent: CorrectNumberDialog(desk, "A1", parent),
    PaperSizeDialog: lambda desk, shop, parent: PaperSizeDialog(desk, parent=parent),
    SecondIdentifierDialog: lambda desk, shop, parent: SecondIdentifierDialog(
        desk, "A1", "", parent
    ),
    CountDialog: _count,
    EditInventoryDialog: lambda desk, shop, parent: EditInventoryDialog(
        desk, shop.has.phone, shop.has.main, parent
    ),
    PriceListDialog: lambda desk, shop, parent: PriceListDialog(desk, None, parent),
    PricesDialog: lambda desk, shop, parent: PricesDialog(desk, shop.has.cable, parent),
    ChangePricesDialog: lambda desk, shop, parent: ChangePricesDialog(
        desk, None, "Sale price", lambda: [shop.has.cable, shop.has.phone], parent
    ),
    UnitPriceDialog: lambda desk, shop, parent: UnitPriceDialog(desk, "A1", None, parent),
    PastedColumns: lambda desk, shop, parent: PastedColumns([["A1"], ["A2"]], parent),
    ExportDialog: _export,
    SwitchedDialog: _switched,
    RecordsDialog: _records,
    StatementDialog: lambda desk, shop, parent: StatementDialog(desk, shop.has.customer, parent),
    LabelsDialog: _labels,
    DesignerDialog: lambda desk, shop, parent: DesignerDialog(
        desk, Purpose.SERIAL_LABEL, "data_matrix", parent
    ),
    SizeDialog: lambda desk, shop, parent: SizeDialog(desk, parent),
    CalibrationDialog: _calibration,
    MoveDialog: lambda desk, shop, parent: MoveDialog(desk, parent),
    BringDialog: lambda desk, shop, parent: BringDialog(
        shop.path.with_name("brought.sdk"), shop.path.with_name("gone.serialdesk"), parent
    ),
    PlaceDialog: lambda desk, shop, parent: PlaceDialog(desk, shop.path, parent),
    PasswordDialog: lambda desk, shop, parent: PasswordDialog(desk, parent),
    OwnPinDialog: lambda desk, shop, parent: OwnPinDialog(
        desk, "Take the shop back", "Is it?", "Leave it", "Take it", str, parent
    ),
    ChangePinDialog: lambda desk, shop, parent: ChangePinDialog(desk, parent),
    ApprovalDialog: lambda desk, shop, parent: approval(desk, parent),
    WorkDialog: lambda desk, shop, parent: WorkDialog("Posting Purchase", parent),
}
"""Every dialog of the program, over a shop that was ``stock``ed; a test holds that none lacks."""


def clear_up() -> None:
    """Let Qt delete what is to be deleted."""
    for _turn in range(3):
        QCoreApplication.processEvents()
        QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
