"""Item › Item: every item with its codes, prices and stock; New, and edit one."""

from functools import partial

from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QAbstractItemView

from app.domain.codes import gtins_in, serial_in
from app.domain.verdicts import Level
from app.gui.items.barcodes import BarcodeList
from app.gui.items.editor import ItemEditor
from app.gui.items.switched_dialog import SwitchedDialog
from app.gui.kit.desk import Desk
from app.gui.kit.guard import guarded
from app.gui.kit.questions import release
from app.gui.kit.tables import TableColumn
from app.gui.kit.theme import GRID
from app.gui.kit.widgets import button
from app.gui.lists.record_page import RecordPage, Words
from app.gui.scanning.queue import ScanQueue
from app.services.stock import tracking
from app.services.stock.finding import product_of_serial
from app.text import _
from db.queries import items
from db.queries.items import ProductListRow

_NAME_WIDTH = 176


class ItemsPage(RecordPage):
    """The list of items, and the editor of the one that was opened from it."""

    def __init__(self, desk: Desk) -> None:
        self._formats = desk.formats
        self._theme = desk.theme
        words = Words(
            title=_("Item"),
            new=_("New item"),
            find=_("Find a name, SKU or barcode"),
            empty=_(
                "adds the first one. Enter its stock from there, or receive it by a purchase "
                "invoice."
            ),
        )
        self.detail_button = button(_("Detail"), "Ctrl+O")
        self.enable_button = button(_("Enable serial numbers"))
        self.disable_button = button(_("Disable serial numbers"))
        columns = self._columns(desk.settings.serials_enabled)
        actions = (self.detail_button, self.enable_button, self.disable_button)
        super().__init__(desk, words, columns, ItemEditor(desk), actions=actions)
        self.queue = ScanQueue(self._take_scan, self)
        self.table.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)
        self.table.selectionModel().selectionChanged.connect(self._allow)
        self.detail_button.clicked.connect(self._open_current)
        for made, on in ((self.enable_button, True), (self.disable_button, False)):
            made.setVisible(desk.settings.serials_enabled)  # P1
            made.clicked.connect(partial(self.switch, on))
        self._allow()

    def read(self, text: str, with_inactive: bool) -> list[ProductListRow]:
        """What fits; the number of a serial finds its item, where serials are managed (P1)."""
        found = items.list_items(self.desk.database, text, with_inactive, gtins_in(text))
        if found or not self.desk.settings.serials_enabled:
            return found
        item = product_of_serial(self.desk.database, serial_in(text))
        return items.list_items(self.desk.database, item.sku, True) if item else []

    def take_scan(self, code: str) -> bool:
        """In the list a captured scan opens its item; in the editor it is one more barcode."""
        self.queue.put(code)
        return True

    def _take_scan(self, code: str) -> None:
        found = True
        if self.stack.currentWidget() is self.editor:
            barcodes = self.editor.fields["barcodes"]
            assert isinstance(barcodes, BarcodeList)
            barcodes.add(code)
        else:
            self.search.take_scan(code)
            found = bool(self.table.table_model.rows)
        self.desk.sounds.play(Level.ACCEPTED if found else Level.REFUSED)

    def chosen(self) -> list[ProductListRow]:
        """The rows that are selected, from the top."""
        model = self.table.table_model
        places = sorted(index.row() for index in self.table.selectionModel().selectedRows())
        return [model.row(place) for place in places if place < model.rowCount()]

    def _allow(self) -> None:
        chosen = len(self.table.selectionModel().selectedRows())
        self.detail_button.setEnabled(chosen == 1)
        self.enable_button.setEnabled(chosen > 0)
        self.disable_button.setEnabled(chosen > 0)

    def _open_current(self) -> None:
        for item in self.chosen()[:1]:
            self.open(item.id)

    def switch(self, on: bool) -> None:
        """Switch serial number management of the selected items on or off, each for itself (P3)."""
        chosen = self.chosen()
        released = 0 if on else sum(item.identified for item in chosen if item.track_serials)
        if not chosen or not release(self, released):
            return
        ids = [item.id for item in chosen]
        results = tracking.switch_many(self.desk.session, ids, on)
        self.desk.bus.changed.emit()
        SwitchedDialog(self.desk, results, on, self).exec()

    @guarded()
    def resizeEvent(self, event: QResizeEvent) -> None:
        """On a small screen the name takes the room of what is looked up less often."""
        super().resizeEvent(event)
        columns = self.table.table_model.columns
        wanted = sum(_NAME_WIDTH if column.stretch else column.width for column in columns)
        room = self.width() - 2 * GRID * 2 - wanted
        given = [place for place in _GIVEN_UP if place < len(columns)]
        for place in given:
            self.table.setColumnHidden(place, room < 0)
            room += columns[place].width if room < 0 else 0

    def _columns(self, serials: bool) -> list[TableColumn]:
        formats = self._formats
        columns = [
            TableColumn(_("SKU"), lambda i: i.sku, width=128, key=lambda i: i.sku.upper()),
            TableColumn(
                _("Name"),
                self._name,
                stretch=True,
                key=lambda i: i.name.casefold(),
                colour=self._tone,
            ),
            TableColumn(_("Barcodes"), lambda i: i.barcodes, width=136),
            TableColumn(_("Unit"), lambda i: i.unit, width=56),
            TableColumn(
                _("Purchase price"),
                lambda i: formats.price(i.purchase_price),
                figure=True,
                width=120,
                key=lambda i: i.purchase_price,
            ),
            TableColumn(
                _("Sale price"),
                lambda i: formats.price(i.sale_price),
                figure=True,
                width=96,
                key=lambda i: i.sale_price,
            ),
            TableColumn(
                _("On hand"),
                lambda i: formats.quantity(i.on_hand),
                figure=True,
                width=80,
                key=lambda i: i.on_hand,
            ),
        ]
        return columns + self._serial_columns() if serials else columns

    def _serial_columns(self) -> list[TableColumn]:
        return [
            TableColumn(_("Serial numbers"), lambda i: "✓" if i.track_serials else "", width=116),
            TableColumn(
                _("With serial number"),
                lambda i: str(i.identified) if i.track_serials else "",
                figure=True,
                width=88,
                key=lambda i: i.identified,
            ),
            TableColumn(
                _("Without serial number"),
                lambda i: self._formats.quantity(_without_serial(i)) if i.track_serials else "",
                figure=True,
                width=168,
                key=_without_serial,
                colour=self._warn,
            ),
        ]

    def _name(self, item: ProductListRow) -> str:
        return item.name if item.active else _("{name} (inactive)").format(name=item.name)

    def _tone(self, item: ProductListRow) -> str | None:
        return None if item.active else self._theme.muted

    def _warn(self, item: ProductListRow) -> str | None:
        """Units that wait for their serial numbers stand out."""
        return self._theme.levels[2][1] if _without_serial(item) > 0 else None


_GIVEN_UP = (3, 2, 4, 7)
"""The places of unit, barcodes, purchase price and (where serials are on) which items have them."""


def _without_serial(item: ProductListRow) -> int:
    """Thousandths whose serial number is not known; below all others where none is kept."""
    return item.on_hand - item.identified * 1000 if item.track_serials else -1
