"""Item › Item › Add or edit Item: what an item is, its codes, and its stock by warehouse."""

from dataclasses import asdict
from html import escape
from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QFrame, QLabel, QLineEdit, QWidget

from app.domain.kinds import OPENING
from app.domain.problems import Problem, Refused
from app.gui.items.barcodes import BarcodeList
from app.gui.items.edit_inventory import EditInventoryDialog
from app.gui.items.packs import PackList
from app.gui.items.stock_table import StockTable
from app.gui.kit.desk import Desk
from app.gui.kit.fields import FigureEdit
from app.gui.kit.forms import ChoiceField, TextEdit, explained
from app.gui.kit.guard import guarded
from app.gui.kit.questions import release
from app.gui.kit.theme import GRID
from app.gui.kit.widgets import button, card, column, label, row
from app.gui.lists.record_editor import RecordEditor
from app.gui.scanning.boxes import CodeEdit
from app.gui.scanning.verdict_bar import document_link
from app.services.documents import drafts
from app.services.stock import items
from app.services.stock.items import ItemForm
from app.text import _
from db.queries import documents
from db.queries import items as item_reads
from db.queries.items import Pack

_WIDTH = 1080
_PRICES = ("purchase_price", "sale_price")


class ItemEditor(RecordEditor):
    """Adds or edits one item."""

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk, _("Add item"), _("Edit item"))
        self.stock = StockTable(desk)
        self.opening_button = button("")
        self.opening_button.clicked.connect(self.enter_opening_stock)
        self.edit_button = button(_("Edit inventory…"), "Ctrl+I")
        self.edit_button.clicked.connect(self.edit_inventory)
        self._done = QLabel()
        self._done.setTextFormat(Qt.TextFormat.RichText)
        self._done.linkActivated.connect(lambda link: desk.bus.open_document.emit(int(link)))
        self.sku = CodeEdit()
        halves = row(gap=GRID * 2)
        halves.addWidget(self._details(), 9)
        halves.addLayout(column(self._management(), self._stock_card(), gap=GRID * 2), 10)
        body = QWidget()
        body.setLayout(halves)
        self.arrange(body, _WIDTH, self.sku)
        desk.bus.changed.connect(self._reload_stock)

    # Building ---------------------------------------------------------------------------------

    def _details(self) -> QFrame:
        name, unit = QLineEdit(), QLineEdit()
        self.sku.setMaxLength(100)
        name.setMaxLength(200)
        unit.setMaxLength(20)
        decimals = ChoiceField([(0, _("None: whole units")), (1, "1"), (2, "2"), (3, "3")])
        first = row(gap=GRID * 2)
        first.addLayout(self.add("sku", _("SKU"), self.sku), 2)
        first.addLayout(self.add("name", _("Name"), name), 3)
        second = row(gap=GRID * 2)
        second.addLayout(self.add("unit", _("Unit"), unit), 1)
        second.addLayout(self.add("unit_decimals", _("Decimals of the unit"), decimals), 1)
        third = row(gap=GRID * 2)
        for key, title in zip(_PRICES, (_("Purchase price"), _("Sale price")), strict=True):
            price = FigureEdit()
            price.setAlignment(Qt.AlignmentFlag.AlignRight)
            third.addLayout(self.add(key, title, price), 1)
        barcodes = self.add("barcodes", _("Barcodes"), BarcodeList())
        packs = self.add("packs", _("Pack units, for purchases"), PackList())
        note = self.add("note", _("Note"), TextEdit(2))
        parts = (first, second, third, barcodes, packs, note, None)
        return card(column(*parts, margin=GRID * 2, gap=GRID * 3 // 2))

    def _management(self) -> QFrame:
        serials = explained(
            self.add_check("track_serials", _("Enable serial number management")),
            _("Not together with batch numbers, shelf life or bundles."),
        )
        if not self.desk.settings.serials_enabled:  # P1
            serials.hide()
        checks = (
            serials,
            self.add_check("track_batches", _("Batch number management")),
            self.add_check("track_shelf_life", _("Shelf life management")),
            self.add_check("is_bundle", _("Bundle (a set that is sold as one)")),
            self.add_check("active", _("Active")),
        )
        return card(column(*checks, margin=GRID * 2))

    def _stock_card(self) -> QFrame:
        buttons = row(self.edit_button, None, self.opening_button)
        heading = label(_("Stock"), "heading")
        return card(column(heading, self.stock, self._done, buttons, None, margin=GRID * 2))

    # The record -------------------------------------------------------------------------------

    def read(self, id: int | None) -> dict[str, Any]:
        form = ItemForm("", "", unit=_("pcs"))
        barcodes: list[str] = []
        packs: list[Pack] = []
        if id is not None:
            form, barcodes = items.load(self.desk.database, id)
            packs = item_reads.packs(self.desk.database, id)
        price = self.desk.formats.price
        prices = {key: price(getattr(form, key)) for key in _PRICES}
        return asdict(form) | prices | {"barcodes": barcodes, "packs": packs}

    def open(self, id: int | None) -> None:
        super().open(id)
        self.stock.show_item(id)
        self._done.hide()

    def write(self, values: dict[str, Any], id: int | None) -> int:
        barcodes, packs = values.pop("barcodes"), values.pop("packs")
        problems = []
        for key in _PRICES:
            price = self.desk.formats.read_price(values[key])
            if isinstance(price, Problem):
                problems.append(price)
                price = 0
            values[key] = price
        form = ItemForm(**values)
        if problems:
            others = items.problems_of(self.desk.database, form, barcodes, id, packs)
            raise Refused([*others, *problems])
        desk = self.desk
        return items.save(desk.session, form, barcodes, id, packs, self.sure)

    def save(self) -> bool:
        """Save; where that releases serials in stock, ask before (P4)."""
        off = self.id is not None and not self.values()["track_serials"]
        return release(self, self.stock.serials() if off else 0) and super().save()

    def note_change(self) -> None:
        waits = self.id is None or self.is_changed()
        text = _("Save and enter opening stock…") if waits else _("Enter opening stock…")
        self.opening_button.setText(text)
        self.opening_button.setAccessibleName(text)
        self.edit_button.setEnabled(not waits)
        self.edit_button.setToolTip(_("Save the item first.") if waits else "")

    # Stock ------------------------------------------------------------------------------------

    @guarded()
    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self._reload_stock()

    def _reload_stock(self) -> None:
        if self.isVisible():
            self.stock.show_item(self.id)

    def enter_opening_stock(self) -> None:
        """Begin opening stock of this item in the chosen warehouse (P8); save the item first."""
        if (self.id is None or self.is_changed()) and not self.save():
            return
        assert self.id is not None  # it is saved
        draft = drafts.new(self.desk.session, OPENING.key)
        warehouse = self.stock.warehouse()
        if warehouse is not None:
            drafts.set_warehouse(self.desk.session, draft, warehouse)
        drafts.add_line(self.desk.session, draft, self.id)
        self.desk.bus.open_document.emit(draft)

    def edit_inventory(self) -> None:
        """Adjust serials and quantity in the chosen warehouse, and say by which document (P7)."""
        warehouse = self.stock.warehouse()
        if self.id is None or warehouse is None:
            return
        dialog = EditInventoryDialog(self.desk, self.id, warehouse, self)
        if dialog.exec():
            self.desk.bus.changed.emit()
            self._say_done(dialog.number)

    def _say_done(self, number: str | None) -> None:
        text = escape(_("The serial numbers are corrected."))
        if number is not None:
            done = _("{number} is posted.").format(number=number)
            posted = documents.by_number(self.desk.database, number)
            text = f"{escape(done)} {document_link(posted.id)}" if posted else escape(done)
        self._done.setText(text)
        self._done.show()
