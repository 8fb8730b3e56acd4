"""Settings › Warehouses: the places where stock is kept, and how much is there; add and edit."""

from dataclasses import asdict
from typing import Any

from PySide6.QtWidgets import QLineEdit

from app.gui.kit.desk import Desk
from app.gui.kit.forms import TextEdit
from app.gui.kit.theme import GRID
from app.gui.kit.widgets import card, column
from app.gui.lists.list_page import Words
from app.gui.lists.record_editor import RecordEditor
from app.gui.lists.record_page import RecordPage
from app.lists.warehouses import WAREHOUSES
from app.services.audit import Subject
from app.services.stock import warehouses
from app.services.stock.warehouses import WarehouseForm
from app.text import _, ngettext
from db.queries.lists.warehouses import WarehousesAsked


class WarehouseEditor(RecordEditor):
    """Adds or edits one warehouse."""

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk, _("Add warehouse"), Subject.WAREHOUSE)
        name = QLineEdit()
        name.setMaxLength(100)
        parts = (
            self.add("name", _("Name"), name),
            self.add("address", _("Address"), TextEdit()),
            self.add_check("active", _("Active")),
        )
        body = card(column(*parts, margin=GRID * 2, gap=GRID * 3 // 2))
        self.arrange_beside(body, name)

    def read(self, id: int | None) -> dict[str, Any]:
        return asdict(WarehouseForm("") if id is None else warehouses.load(self.desk.database, id))

    def write(self, values: dict[str, Any], id: int | None) -> int:
        return warehouses.save(self.desk.session, WarehouseForm(**values), id)


class WarehousesPage(RecordPage):
    """The list of warehouses, and the editor of the one that was opened from it."""

    def __init__(self, desk: Desk) -> None:
        words = Words(
            title=_("Warehouses"),
            new=_("New warehouse"),
            empty=_("adds the first one. Every document needs one."),
        )
        super().__init__(desk, WAREHOUSES, words, WarehouseEditor(desk))

    def asked(self, text: str) -> WarehousesAsked:
        return WarehousesAsked(self.with_inactive.isChecked())

    def count_text(self, count: int) -> str:
        return ngettext("{count} warehouse", "{count} warehouses", count, f"{count:,}")
