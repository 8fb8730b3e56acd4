"""Inventory › Stock: what is on hand, by item and warehouse, identified and not."""

from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QCheckBox

from app.domain.kinds import PURCHASE
from app.gui.kit.choice_box import ChoiceBox
from app.gui.kit.desk import Desk
from app.gui.kit.guard import guarded
from app.gui.kit.widgets import button
from app.gui.lists.list_page import ListPage, Words
from app.lists.stock import asked_for
from app.lists.stock import stock as listed_stock
from app.text import _, ngettext
from db.queries.lists import stock
from db.queries.lists.stock import StockAsked, StockListRow
from db.queries.warehouses import warehouses


class StockPage(ListPage):
    """Read only: stock changes by documents alone."""

    def __init__(self, desk: Desk) -> None:
        self._desk = desk
        self.warehouse = ChoiceBox(_("Warehouse"), search=False)
        self.with_none = QCheckBox(_("Items with no stock too"))
        words = Words(
            title=_("Stock"),
            find=_("Find an item, SKU or barcode"),
            empty=_(
                "Nothing is in stock. A purchase invoice brings goods in; Item › Detail › Edit "
                "inventory enters what was there before."
            ),
            leads={PURCHASE.key: _(PURCHASE.plural), "items": _("Item")},
        )
        listing = listed_stock(desk.settings.serials_enabled)
        filters = (self.warehouse, self.with_none)
        self.open_button = button(_("Open item"), "Ctrl+O")
        actions = (self.open_button,)
        super().__init__(desk, listing, words, self._asked_by, _counted, filters, actions)
        self.table.chosen.connect(self._open)
        self.table.selectionModel().currentRowChanged.connect(self._allow_open)
        self.open_button.clicked.connect(self._open_current)
        self.warehouse.activated.connect(self.reload)
        self.with_none.toggled.connect(self.reload)
        self.list.loaded.connect(self._sum_up)
        self.list.loaded.connect(self._allow_open)

    def _asked_by(self, text: str) -> StockAsked:
        return asked_for(text, self.warehouse.currentData(), self.with_none.isChecked())

    @guarded()
    def showEvent(self, event: QShowEvent) -> None:
        named = [(None, _("All warehouses")), *warehouses(self._desk.database)]
        self.warehouse.offer(named, self.warehouse.currentData())
        super().showEvent(event)

    def _sum_up(self) -> None:
        """Say how many units fit, once that is known."""
        found = stock.units(self._desk.database, self.list.asked())
        if found is None and self.model.is_whole:
            found = sum(row.on_hand for row in self.model.rows)
        self.summary.setText("" if found is None else self._desk.formats.units(found))

    def _allow_open(self) -> None:
        self.open_button.setEnabled(self.table.current_row() is not None)

    def _open_current(self) -> None:
        row = self.table.current_row()
        if row is not None:
            self._open(row)

    def _open(self, row: StockListRow) -> None:
        """The item of a row: its stock is beside it there, and can be corrected (P7)."""
        self._desk.bus.open_item.emit(row.product_id)


def _counted(count: int) -> str:
    return ngettext("{count} row", "{count} rows", count, f"{count:,}")
