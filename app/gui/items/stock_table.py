"""An item's stock, a row for each warehouse."""

from app.gui.kit.desk import Desk
from app.gui.kit.tables import Table, TableColumn, TableModel
from app.text import _
from db.queries import items
from db.queries.stock import StockRow, stock_of

_SERIALS = 2
"""The place of the column of serials, where they are managed."""
_MOST = 8
"""Rows that show at once; more of them scroll."""


class StockTable(Table):
    """On hand, serials in stock and units without a serial (L2); the chosen row is a warehouse."""

    def __init__(self, desk: Desk) -> None:
        self._desk = desk
        self.tracked = False
        super().__init__(TableModel(self._columns()), _("Stock by warehouse"))
        self.setProperty("role", "plain")
        self.hold_rows(1, _MOST)

    def _columns(self) -> list[TableColumn]:
        quantity = self._desk.formats.quantity
        columns = [
            TableColumn(_("Warehouse"), lambda s: s.warehouse, stretch=True),
            TableColumn(_("On hand"), lambda s: quantity(s.on_hand), figure=True, width=80),
        ]
        if self._desk.settings.serials_enabled:
            columns += [
                TableColumn(_("Serials"), self._serials, figure=True, width=72),
                TableColumn(_("Without SN"), self._without_serial, figure=True, width=96),
            ]
        return columns

    def _serials(self, stock: StockRow) -> str:
        return str(stock.identified) if self.tracked else "–"

    def _without_serial(self, stock: StockRow) -> str:
        rest = stock.on_hand - stock.identified * 1000
        return self._desk.formats.quantity(rest) if self.tracked else "–"

    def show_item(self, item: int | None) -> None:
        """Show the stock of an item; one that is not saved yet has none."""
        database, chosen = self._desk.database, self.warehouse()
        self.tracked = item is not None and bool(items.item(database, item).track_serials)
        rows = stock_of(database, item or 0)
        self.table_model.set_rows(rows)
        places = [place for place, row in enumerate(rows) if row.warehouse_id == chosen]
        if rows:
            self.select_only(places[0] if places else 0)

    def warehouse(self) -> int | None:
        """The id of the chosen warehouse."""
        chosen = self.current_row()
        return chosen.warehouse_id if chosen else None

    def serials(self) -> int:
        """How many serials are in stock, in all warehouses."""
        return sum(stock.identified for stock in self.table_model.rows)

    def on_hand(self) -> int:
        """What is on hand in all warehouses, in thousandths."""
        return sum(stock.on_hand for stock in self.table_model.rows)

    def show_serials(self, shown: bool) -> None:
        """Whether there is room for how many serials there are; what lacks one is always shown."""
        if len(self.table_model.columns) > _SERIALS:
            self.setColumnHidden(_SERIALS, not shown)
