"""The pack units of an item (D9): a name, and how many base units one holds."""

from collections.abc import Iterable

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QLineEdit, QWidget

from app.domain.problems import Problem
from app.domain.quantities import parse_quantity, quantity_text, read_quantity
from app.gui.kit.tables import Table, TableColumn, TableModel
from app.gui.kit.theme import ROW_HEIGHT
from app.gui.kit.widgets import button, column, row
from app.gui.scanning.boxes import CodeEdit
from app.text import _
from db.queries.items import Pack

_ROWS = 3


class PackList(QWidget):
    """A field of the item's form; Enter in either box adds, and a cell can be typed over."""

    changed = Signal()
    """A pack was added, typed over or taken out."""

    def __init__(self) -> None:
        super().__init__()
        self.name = QLineEdit()
        self.name.setMaxLength(20)
        self.name.setPlaceholderText(_("Name, such as carton"))
        self.name.setAccessibleName(_("Name of a pack unit"))
        self.size_box = CodeEdit()
        self.size_box.setPlaceholderText(_("Units in it"))
        self.size_box.setAccessibleName(_("How many units it holds"))
        self.size_box.setFixedWidth(104)
        self.add_button = button(_("Add"))
        self.remove_button = button(_("Remove"))
        self.table = Table(TableModel(self._columns()), _("Pack units"))
        self.table.setEditTriggers(
            Table.EditTrigger.DoubleClicked | Table.EditTrigger.EditKeyPressed
        )
        self.table.setFixedHeight(ROW_HEIGHT * _ROWS + 4)
        self.setFocusProxy(self.name)
        side = column(self.remove_button, None)
        self.setLayout(
            column(row(self.name, self.size_box, self.add_button), row(self.table, side))
        )
        for box in (self.name, self.size_box):
            box.returnPressed.connect(self.add)
            box.textChanged.connect(self.changed)
        self.add_button.clicked.connect(self.add)
        self.remove_button.clicked.connect(self.remove)
        self.table.delete_pressed.connect(self.remove)
        self.table.selectionModel().selectionChanged.connect(self._allow)
        self.set_value(())

    def _columns(self) -> list[TableColumn]:
        return [
            TableColumn(_("Name"), lambda pack: pack.name, stretch=True, edit=self._rename),
            TableColumn(
                _("Units"),
                lambda pack: quantity_text(pack.size),
                figure=True,
                width=104,
                edit=self._resize,
            ),
        ]

    def value(self) -> list[Pack]:
        """The packs, with one that is typed but not added yet; a size that is none is nought."""
        shown = list(self.table.table_model.rows)
        name = self.name.text().strip()
        if not name and not self.size_box.text().strip():
            return shown
        return [*shown, Pack(name, parse_quantity(self.size_box.text(), 0) or 0)]

    def _typed_size(self) -> int | None:
        size = read_quantity(self.size_box.text(), 0)
        return None if isinstance(size, Problem) else size

    def set_value(self, packs: Iterable[Pack]) -> None:
        """Show other packs."""
        self.name.clear()
        self.size_box.clear()
        self._show(list(packs))

    def add(self) -> None:
        """Put what is typed on the list."""
        if not self.name.text().strip():
            self.name.setFocus()
        elif not self._typed_size():
            self.size_box.setFocus()
            self.size_box.selectAll()
        else:
            self.set_value(self.value())
            self.name.setFocus()

    def remove(self) -> None:
        """Take the chosen pack out."""
        place = self.table.currentIndex().row()
        self._show([pack for at, pack in enumerate(self.table.table_model.rows) if at != place])

    def _rename(self, pack: Pack, text: str) -> None:
        self._replace(pack, Pack(text.strip(), pack.size))

    def _resize(self, pack: Pack, text: str) -> None:
        self._replace(pack, Pack(pack.name, parse_quantity(text, 0) or 0))

    def _replace(self, old: Pack, new: Pack) -> None:
        self._show([new if pack is old else pack for pack in self.table.table_model.rows])

    def _show(self, packs: list[Pack]) -> None:
        self.table.table_model.set_rows(packs)
        self._allow()
        self.changed.emit()

    def _allow(self) -> None:
        self.remove_button.setEnabled(self.table.selectionModel().hasSelection())
