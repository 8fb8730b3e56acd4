"""An item's stock beside its fields: how many are where, and what can be done with them."""

from html import escape

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QLabel

from app.domain.kinds import OPENING
from app.gui.items.edit_inventory import EditInventoryDialog
from app.gui.items.stock_table import StockTable
from app.gui.items.tracking_choice import TrackingChoice
from app.gui.kit.desk import Desk
from app.gui.kit.theme import GRID
from app.gui.kit.widgets import button, card, column, label, row
from app.gui.lists.record_editor import RecordEditor
from app.gui.paper.labels.label_source import of_item, of_items
from app.gui.paper.labels_window import show_labels
from app.gui.scanning.verdict_bar import document_link
from app.services.audit import Subject
from app.services.documents import draft_head, draft_lines, drafts
from app.text import _
from db.queries import documents, transfers
from db.queries import items as item_reads


class StockBeside(RecordEditor):
    """The part of an item's editor that shows its stock, and enters, edits and labels it."""

    tracking: TrackingChoice

    def __init__(self, desk: Desk, title: str, subject: Subject) -> None:
        super().__init__(desk, title, subject)
        self.stock = StockTable(desk)
        self.opening_button = button("")
        self.opening_button.clicked.connect(self.enter_opening_stock)
        self.edit_button = button(_("Edit inventory…"), "Ctrl+E")
        self.edit_button.clicked.connect(self.edit_inventory)
        self._done = QLabel()
        self._done.setTextFormat(Qt.TextFormat.RichText)
        self._done.linkActivated.connect(lambda link: desk.bus.open_document.emit(int(link)))
        self.labels_button = button(_("Labels…"), "Ctrl+Shift+K")
        self.labels_button.clicked.connect(self.print_labels)
        desk.bus.changed.connect(self._reload_stock)

    def _stock_card(self) -> QFrame:
        self._on_hand = label("", "heading")
        self._moving = label("", "muted")
        heading = row(label(_("Stock"), "heading"), None, self._on_hand)
        moving = row(label(_("In transit"), "muted"), None, self._moving, margin=0)
        moving.setContentsMargins(GRID, 0, GRID, 0)
        buttons = (
            row(self.edit_button, None),
            row(self.labels_button, None),
            row(self.opening_button, None),
        )
        parts = (heading, self.stock, moving, GRID // 2, self._done, *buttons)
        return card(column(*parts, margin=GRID * 2))

    def _reload_stock(self) -> None:
        if self.isVisible():
            self.show_stock()

    def show_stock(self) -> None:
        """Read again how much of the item there is, and where."""
        self.stock.show_item(self.id)
        total = self.stock.on_hand()
        text = self.desk.formats.quantity(total)
        self._on_hand.setText(text)
        moving = transfers.quantity_on_the_way(self.desk.database, self.id or 0)
        self._moving.setText(self.desk.formats.quantity(moving))
        self.tracking.say_stock(self.stock.serials(), text if total else "")

    def enter_opening_stock(self) -> None:
        """Begin opening stock of this item in the chosen warehouse (P8); save the item first."""
        if (self.id is None or self.is_changed()) and not self.save():
            return
        assert self.id is not None  # it is saved
        draft = drafts.new(self.desk.session, OPENING.key)
        warehouse = self.stock.warehouse()
        if warehouse is not None:
            draft_head.set_warehouse(self.desk.session, draft, warehouse)
        draft_lines.add_line(self.desk.session, draft, self.id)
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

    def print_labels(self) -> None:
        """Print labels of all units in stock; of an item without serial numbers its shelf label."""
        if self.id is None:
            return
        item = item_reads.item(self.desk.database, self.id)
        units = item.track_serials and self.desk.settings.serials_enabled  # P1
        task = of_item(item.id, item.name) if units else of_items([item.id])
        show_labels(self.desk, task, self)

    def _say_done(self, number: str | None) -> None:
        text = escape(_("The serial numbers are corrected."))
        if number is not None:
            done = _("{number} is posted.").format(number=number)
            posted = documents.by_number(self.desk.database, number)
            text = f"{escape(done)} {document_link(posted.id)}" if posted else escape(done)
        self._done.setText(text)
        self._done.show()
