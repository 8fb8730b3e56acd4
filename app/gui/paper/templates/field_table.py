"""Fields of a template in a table: switched by Space, renamed by F2, moved by Alt+↑ ↓."""

from collections.abc import Callable, Collection, Sequence
from dataclasses import dataclass, replace
from typing import Any

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, Qt, Signal
from PySide6.QtGui import QKeyEvent

from app.domain.document_kind import Party
from app.domain.kinds import KINDS
from app.gui.kit.guard import guarded
from app.gui.kit.tables import Table, TableColumn, TableModel
from app.gui.kit.theme import Theme
from app.printing.documents.template import NAMES, DocumentTemplate, TemplateField
from app.text import N_, _, wording

Index = QModelIndex | QPersistentModelIndex

_NOT_ON_RECEIPTS = frozenset({("columns", "position"), ("columns", "unit")})
"""Columns that a receipt has no room for and never prints."""
_SAY_THEMSELVES = ("shop_name", "address", "phone", "number", "lines")
"""Fields that stand without a title, unless the template gives them one."""
_PARTIES = {Party.CUSTOMER: N_("Customer"), Party.SUPPLIER: N_("Supplier")}


@dataclass(frozen=True, slots=True)
class FieldRow:
    """A field in a part of the template: ``head``, ``facts``, ``columns``, ``foot``."""

    part: str
    field: TemplateField

    @property
    def place(self) -> str:
        """What a preview calls it (``DocumentSetting.in_hand``)."""
        return f"{self.part}.{self.field.key}"


def rows_of(
    template: DocumentTemplate, parts: Sequence[str], hidden: Collection[str] = ()
) -> list[FieldRow]:
    """The fields of some parts that have an effect on the template's paper, but for ``hidden``."""
    return [
        FieldRow(part, one)
        for part in parts
        for one in getattr(template, part)
        if one.key not in hidden
        and not (template.paper.columns and (part, one.key) in _NOT_ON_RECEIPTS)
    ]


def changed(template: DocumentTemplate, row: FieldRow, **values: Any) -> DocumentTemplate:
    """The template in which a field is another."""
    fields = [
        replace(one, **values) if one.key == row.field.key else one
        for one in getattr(template, row.part)
    ]
    return _with_part(template, row.part, fields)


def moved(
    template: DocumentTemplate, row: FieldRow, by: int, hidden: Collection[str] = ()
) -> DocumentTemplate:
    """The template in which a field stands a place further within its part; at its end it stays."""
    there = [one.field.key for one in rows_of(template, [row.part], hidden)]
    at = there.index(row.field.key) + by
    if not 0 <= at < len(there):
        return template
    fields = list(getattr(template, row.part))
    keys = [one.key for one in fields]
    here, other = keys.index(row.field.key), keys.index(there[at])
    fields.insert(other, fields.pop(here))
    return _with_part(template, row.part, fields)


def _with_part(
    template: DocumentTemplate, part: str, fields: Sequence[TemplateField]
) -> DocumentTemplate:
    values: dict[str, Any] = {part: fields}
    return replace(template, **values)


class _FieldModel(TableModel):
    """The first column has a box that switches the field."""

    def __init__(self, columns: Sequence[TableColumn], switch: Callable[[FieldRow], None]) -> None:
        super().__init__(columns)
        self._switch = switch
        self.editable = True

    @guarded()
    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if role == Qt.ItemDataRole.CheckStateRole and index.column() == 0:
            on = self.row(index.row()).field.on
            return Qt.CheckState.Checked if on else Qt.CheckState.Unchecked
        return super().data(index, role)

    @guarded(Qt.ItemFlag.NoItemFlags)
    def flags(self, index: Index) -> Qt.ItemFlag:
        flags = super().flags(index)
        if not self.editable:
            return flags & ~Qt.ItemFlag.ItemIsEditable
        return flags | Qt.ItemFlag.ItemIsUserCheckable if index.column() == 0 else flags

    @guarded(False)
    def setData(self, index: Index, value: object, role: int = Qt.ItemDataRole.EditRole) -> bool:
        if role == Qt.ItemDataRole.CheckStateRole and index.column() == 0:
            self._switch(self.row(index.row()))
            return True
        return super().setData(index, value, role)


class FieldTable(Table):
    """Some parts of one template; it changes nothing itself."""

    edited = Signal(object)
    """The template as it is now."""
    in_hand = Signal(object)
    """The field at hand (FieldRow), or None."""

    def __init__(self, name: str, parts: Sequence[str], theme: Theme) -> None:
        self._parts = parts
        self.hidden: Collection[str] = ()
        """Keys of fields that are not offered."""
        self._template: DocumentTemplate | None = None
        self._theme = theme
        columns = [
            TableColumn(_("Field"), self._name, stretch=True, colour=self._colour),
            TableColumn(_("Says"), self._says, width=116, colour=self._colour, edit=self._rename),
        ]
        if "columns" in parts:
            columns.append(
                TableColumn(
                    _("Width"),
                    self._width,
                    figure=True,
                    width=98,
                    colour=self._colour,
                    name="width",
                )
            )
        self.fields = _FieldModel(columns, self.switch)
        super().__init__(self.fields, name)
        self.setProperty("role", "plain")
        self.hold_rows(3)
        self.chosen.connect(lambda _row: self.rename())
        self.selectionModel().currentRowChanged.connect(lambda: self.in_hand.emit(self.at_hand()))

    def show_template(self, template: DocumentTemplate, editable: bool) -> None:
        """Show the fields of a template; the one at hand stays so."""
        old = self.at_hand()
        self._template = template
        self.fields.editable = editable
        rows = rows_of(template, self._parts, self.hidden)
        self.selectionModel().blockSignals(True)
        self.fields.set_rows(rows)
        places = [row.place for row in rows]
        at = places.index(old.place) if old is not None and old.place in places else 0
        if rows:
            self.select_only(at)
        self.selectionModel().blockSignals(False)
        if (place := self.place_of("width")) >= 0:
            self.setColumnHidden(place, bool(template.paper.columns))

    def at_hand(self) -> FieldRow | None:
        """The field that the cursor is on."""
        row: FieldRow | None = self.current_row()
        return row

    # Cells ------------------------------------------------------------------------------------

    def _name(self, row: FieldRow) -> str:
        return _(NAMES[row.field.key])

    def _says(self, row: FieldRow) -> str:
        if row.field.title or self._template is None:
            return row.field.title
        kind, key = KINDS[self._template.kind], row.field.key
        own = {
            **NAMES,
            **dict.fromkeys(_SAY_THEMSELVES, ""),
            "position": "#",
            "kind": kind.name,
            "party": _PARTIES.get(kind.party, ""),
        }
        return wording(self._template.language).text(own[key])

    def _width(self, row: FieldRow) -> str:
        if row.field.key == "serials" and self._template is not None:
            style = self._template.serials
            if style.name != "COLUMN":
                return _("below item")
        wide = row.field.width
        return _("{size} mm").format(size=f"{wide:g}") if wide else _("rest")

    def _colour(self, row: FieldRow) -> str | None:
        return None if row.field.on and self.fields.editable else self._theme.muted

    # What is done -----------------------------------------------------------------------------

    def switch(self, row: FieldRow) -> None:
        """Print a field, or leave it out."""
        self._edit(row, on=not row.field.on)

    def rename(self) -> None:
        """Type what the field at hand says."""
        if self.fields.editable and self.currentIndex().isValid():
            says = self.fields.index(self.currentIndex().row(), 1)
            self.setCurrentIndex(says)
            self.edit(says)

    def _rename(self, row: FieldRow, typed: str) -> None:
        self._edit(row, title=" ".join(typed.split()))

    def _edit(self, row: FieldRow, **values: Any) -> None:
        if self._template is not None and self.fields.editable:
            self.edited.emit(changed(self._template, row, **values))

    def _move(self, by: int) -> None:
        row = self.at_hand()
        if row is not None and self._template is not None and self.fields.editable:
            self.edited.emit(moved(self._template, row, by, self.hidden))

    @guarded()
    def keyPressEvent(self, event: QKeyEvent) -> None:
        if self._editing():
            super().keyPressEvent(event)
            return
        held, key = event.modifiers(), event.key()
        row = self.at_hand()
        if held & Qt.KeyboardModifier.AltModifier and key in _STEPS:
            self._move(_STEPS[key])
        elif key == Qt.Key.Key_Space and not held and row is not None:
            self.switch(row)
        elif key == Qt.Key.Key_F2:
            self.rename()
        else:
            super().keyPressEvent(event)


_STEPS: dict[int, int] = {Qt.Key.Key_Up: -1, Qt.Key.Key_Down: 1}
