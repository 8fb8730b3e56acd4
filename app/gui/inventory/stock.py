"""Inventory › Stock: what is on hand, by item and warehouse, identified and not."""

from PySide6.QtCore import QTimer
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QCheckBox, QWidget

from app.domain.codes import gtins_in
from app.gui.kit.choice_box import ChoiceBox
from app.gui.kit.desk import Desk
from app.gui.kit.guard import guarded
from app.gui.kit.tables import Table, TableColumn, TableModel
from app.gui.kit.theme import GRID
from app.gui.kit.widgets import column, label, row
from app.gui.scanning.boxes import SearchBox
from app.text import _
from db.queries import items
from db.queries.warehouses import warehouses

_PAUSE = 150


class StockPage(QWidget):
    """Read only: stock changes by documents alone."""

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self._desk = desk
        self.search = SearchBox()
        self.search.setPlaceholderText(_("Find an item, SKU or barcode"))
        self.search.setMinimumWidth(280)
        self.warehouse = ChoiceBox(_("Warehouse"), search=False)
        self.with_none = QCheckBox(_("Items with no stock too"))
        self.model = TableModel(self._columns())
        self.table = Table(self.model, _("Stock"))
        self.table.setSortingEnabled(True)
        self._summary = label("", "muted")
        self.setLayout(
            column(
                row(label(_("Stock"), "title"), None),
                row(self.search, self.warehouse, self.with_none, None, self._summary),
                self.table,
                margin=GRID * 2,
                gap=GRID * 2,
            )
        )
        self._pause = QTimer(self, singleShot=True, interval=_PAUSE)
        self._pause.timeout.connect(self.reload)
        self.search.textChanged.connect(self._pause.start)
        self.warehouse.activated.connect(self.reload)
        self.with_none.toggled.connect(self.reload)
        desk.bus.changed.connect(self._reload_if_visible)

    def _columns(self) -> list[TableColumn]:
        formats = self._desk.formats
        columns = [
            TableColumn(_("Item"), self._item, stretch=True, colour=self._item_tone),
            TableColumn(_("SKU"), lambda s: s.sku, width=128),
            TableColumn(_("Warehouse"), lambda s: s.warehouse, width=160),
            TableColumn(
                _("On hand"),
                lambda s: formats.quantity(s.on_hand),
                figure=True,
                width=104,
                key=lambda s: s.on_hand,
            ),
            TableColumn(_("Unit"), lambda s: s.unit, width=72),
        ]
        if self._desk.settings.serials_enabled:
            columns += [
                TableColumn(
                    _("Serials"),
                    lambda s: str(s.identified) if s.track_serials else "–",
                    figure=True,
                    width=104,
                    key=lambda s: s.identified,
                ),
                TableColumn(
                    _("Without serial number"),
                    lambda s: self._without_serial(s),
                    figure=True,
                    width=168,
                    key=lambda s: s.on_hand - s.identified * 1000 if s.track_serials else -1,
                    colour=lambda s: self._tone(s),
                ),
            ]
        return columns

    def _item(self, found: items.StockListRow) -> str:
        if found.active:
            return found.product
        return _("{name} (inactive)").format(name=found.product)

    def _item_tone(self, found: items.StockListRow) -> str | None:
        return None if found.active else self._desk.theme.muted

    def _without_serial(self, found: items.StockListRow) -> str:
        if not found.track_serials:
            return "–"
        return self._desk.formats.quantity(found.on_hand - found.identified * 1000)

    def _tone(self, found: items.StockListRow) -> str | None:
        waits = found.track_serials and found.on_hand > found.identified * 1000
        return self._desk.theme.levels[2][1] if waits else None

    @guarded()
    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        named = [(None, _("All warehouses")), *warehouses(self._desk.database)]
        self.warehouse.offer(named, self.warehouse.currentData())
        self.reload()

    def _reload_if_visible(self) -> None:
        if self.isVisible():
            self.reload()

    def reload(self) -> None:
        """Read the stock again."""
        self._pause.stop()
        rows = items.list_stock(
            self._desk.database,
            self.search.text().strip(),
            self.warehouse.currentData(),
            self.with_none.isChecked(),
            gtins_in(self.search.text()),
        )
        self.model.set_rows(rows)
        header = self.table.horizontalHeader()
        self.model.sort(header.sortIndicatorSection(), header.sortIndicatorOrder())
        self._summary.setText(self._desk.formats.units(sum(row.on_hand for row in rows)))
