"""Settings › Warehouses: the places where stock is kept, and how much is there; add and edit."""

from dataclasses import asdict
from typing import Any

from PySide6.QtWidgets import QLineEdit

from app.gui.kit.desk import Desk
from app.gui.kit.forms import TextEdit
from app.gui.kit.tables import TableColumn
from app.gui.kit.theme import GRID
from app.gui.kit.widgets import card, column
from app.gui.lists.record_page import RecordEditor, RecordPage, Words
from app.services.stock import warehouses
from app.services.stock.warehouses import WarehouseForm
from app.text import _
from db.queries import items
from db.queries.items import WarehouseRow

_WIDTH = 640


class WarehouseEditor(RecordEditor):
    """Adds or edits one warehouse."""

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk, _("Add warehouse"), _("Edit warehouse"))
        name = QLineEdit()
        name.setMaxLength(100)
        parts = (
            self.add("name", _("Name"), name),
            self.add("address", _("Address"), TextEdit()),
            self.add_check("active", _("Active")),
        )
        body = card(column(*parts, margin=GRID * 2, gap=GRID * 3 // 2))
        self.arrange(body, _WIDTH, name)

    def read(self, id: int | None) -> dict[str, Any]:
        return asdict(WarehouseForm("") if id is None else warehouses.load(self.desk.database, id))

    def write(self, values: dict[str, Any], id: int | None) -> int:
        return warehouses.save(self.desk.session, WarehouseForm(**values), id)


class WarehousesPage(RecordPage):
    """The list of warehouses, and the editor of the one that was opened from it."""

    def __init__(self, desk: Desk) -> None:
        self._desk = desk
        words = Words(
            title=_("Warehouses"),
            new=_("New warehouse"),
            empty=_("adds the first one. Every document needs one."),
        )
        super().__init__(desk, words, self._columns(), WarehouseEditor(desk))

    def read(self, text: str, with_inactive: bool) -> list[WarehouseRow]:
        return items.list_warehouses(self.desk.database, with_inactive)

    def _columns(self) -> list[TableColumn]:
        formats, theme = self._desk.formats, self._desk.theme
        return [
            TableColumn(
                _("Name"),
                self._name,
                stretch=True,
                key=lambda w: w.name.casefold(),
                colour=lambda w: None if w.active else theme.muted,
            ),
            TableColumn(_("Address"), lambda w: " ".join(w.address.split()), width=320),
            TableColumn(_("Items in stock"), lambda w: str(w.items), True, width=128, key=_items),
            TableColumn(
                _("Units on hand"),
                lambda w: formats.quantity(w.on_hand),
                figure=True,
                width=128,
                key=lambda w: w.on_hand,
            ),
        ]

    def _name(self, warehouse: WarehouseRow) -> str:
        name = warehouse.name
        return name if warehouse.active else _("{name} (inactive)").format(name=name)


def _items(warehouse: WarehouseRow) -> int:
    return warehouse.items
