"""The rows of a file as they will be read: a cell is mended where it stands, by hand or a scan."""

from collections.abc import Mapping, Sequence
from functools import partial
from typing import Any

from PySide6.QtCore import QAbstractItemModel, QObject, Qt, Signal
from PySide6.QtWidgets import (
    QAbstractItemDelegate,
    QAbstractItemView,
    QLineEdit,
    QStyleOptionViewItem,
    QWidget,
)

from app.domain.imports import RowStanding
from app.domain.verdicts import Level
from app.exchange.imports.fields import FieldType
from app.exchange.imports.import_file import MatchedColumn
from app.exchange.imports.kinds import ImportKind
from app.gui.importing.import_view import ImportView, ViewRow, verdict_text
from app.gui.importing.matching_head import MatchingHead
from app.gui.kit.desk import Desk
from app.gui.kit.guard import guarded
from app.gui.kit.icons import icon
from app.gui.kit.tables import Index, Table, TableColumn, TableModel, ToneKept
from app.gui.scanning.boxes import CodeEdit
from app.text import _

LEVELS = {
    RowStanding.NEW: Level.ACCEPTED,
    RowStanding.UPDATE: Level.ACCEPTED,
    RowStanding.UNCHANGED: Level.ACCEPTED,
    RowStanding.LOOK: Level.WARNING,
    RowStanding.REFUSED: Level.REFUSED,
}
ICONS = {
    Level.ACCEPTED: "mdi6.check-circle-outline",
    Level.WARNING: "mdi6.alert-outline",
    Level.REFUSED: "mdi6.close-circle-outline",
}
_FIGURES = (FieldType.MONEY, FieldType.QUANTITY)
_CODES = (FieldType.CODE, FieldType.CODES, FieldType.SERIAL, FieldType.SERIALS)
_WIDTHS = {FieldType.SERIAL: 176, FieldType.SERIALS: 208, FieldType.TEXT: 176}
_ROW_WIDTH, _FIELD_WIDTH, _VERDICT_WIDTH, _LEFT_WIDTH = 64, 136, 144, 128


class RowsModel(TableModel):
    """Rows of a file; one column of it is the verdict, with its picture."""

    def __init__(self, columns: Sequence[TableColumn], desk: Desk, verdict: int) -> None:
        super().__init__(columns)
        self._theme = desk.theme
        self._verdict = verdict
        self._icons = {
            level: icon(name, desk.theme.level(level)[1]) for level, name in ICONS.items()
        }

    @guarded()
    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if role == Qt.ItemDataRole.DecorationRole:
            row = self.row(index.row())
            if index.column() != self._verdict or row.verdict is None or row.left_out:
                return None
            return self._icons[LEVELS[row.verdict.standing]]
        return super().data(index, role)

    @guarded(Qt.ItemFlag.NoItemFlags)
    def flags(self, index: Index) -> Qt.ItemFlag:
        flags = super().flags(index)
        left_out = index.isValid() and self.row(index.row()).left_out
        return flags & ~Qt.ItemFlag.ItemIsEditable if left_out else flags

    @guarded()
    def headerData(
        self,
        section: int,
        orientation: Qt.Orientation,
        role: int = Qt.ItemDataRole.DisplayRole,
    ) -> Any:
        if role == Qt.ItemDataRole.TextAlignmentRole:
            of_file = self.columns[section].name.startswith("file")
            side = Qt.AlignmentFlag.AlignTop if of_file else Qt.AlignmentFlag.AlignBottom
            return side | Qt.AlignmentFlag.AlignLeft
        return super().headerData(section, orientation, role)


class CellEdit(CodeEdit):
    """A cell that is typed into; a scan is taken at once."""

    taken = Signal()

    def take_scan(self, code: str) -> bool:
        """A scan replaces what is typed here, and is what the cell says now."""
        if super().take_scan(code):
            self.taken.emit()
            return True
        return False


class CellDelegate(ToneKept):
    """Edits a cell: codes without an input method, names with it."""

    typed = Signal(object)
    """What stands in the cell that is typed into; None: none is any more."""

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self.closeEditor.connect(self._end)

    @guarded()
    def createEditor(self, parent: QWidget, option: QStyleOptionViewItem, index: Index) -> QWidget:
        model = index.model()
        assert isinstance(model, RowsModel)
        if model.columns[index.column()].serial:
            code = CellEdit()
            code.taken.connect(partial(self._take, code))
            edit: QLineEdit = code
        else:
            edit = QLineEdit()
        edit.setParent(parent)
        edit.setAccessibleName(model.columns[index.column()].title)
        edit.textChanged.connect(self._tell)
        return edit

    def _tell(self, text: str) -> None:
        self.typed.emit(text)

    def _end(self) -> None:
        self.typed.emit(None)

    def _take(self, edit: CellEdit) -> None:
        self.commitData.emit(edit)
        self.closeEditor.emit(edit, QAbstractItemDelegate.EndEditHint.NoHint)

    @guarded()
    def setEditorData(self, editor: QWidget, index: Index) -> None:
        assert isinstance(editor, QLineEdit)
        editor.setText(str(index.data(Qt.ItemDataRole.EditRole)))

    @guarded()
    def setModelData(self, editor: QWidget, model: QAbstractItemModel, index: Index) -> None:
        assert isinstance(editor, QLineEdit)
        model.setData(index, editor.text())


class RowsTable(Table):
    """The rows of a file under their columns; first those that are read, then the verdict."""

    mended = Signal(object, str, str)
    """The row of this number says this in the field of this key now."""

    def __init__(self, desk: Desk) -> None:
        super().__init__(RowsModel([], desk, -1), _("Rows of the file"))
        self._desk = desk
        self._waiting: Mapping[tuple[int, str], str] = {}
        self._keys: list[str | None] = []
        self.head = MatchingHead(self)
        self.setHorizontalHeader(self.head)
        self.head.setStretchLastSection(True)
        self.cells = CellDelegate(self)
        self.setItemDelegate(self.cells)
        self.setProperty("role", "plain")
        self.setAlternatingRowColors(False)
        triggers = QAbstractItemView.EditTrigger
        self.setEditTriggers(triggers.AnyKeyPressed | triggers.EditKeyPressed)
        self.chosen.connect(self._begin)

    def show_file(self, view: ImportView, kind: ImportKind, rows: Sequence[ViewRow]) -> None:
        """Other columns, or other rows of them."""
        read = [column for column in view.columns if column.field]
        others = [column for column in view.columns if not column.field]
        fields = [self._field(view, column) for column in read]
        verdict = TableColumn(
            _("Verdict"), verdict_text, colour=self._verdict_colour, width=_VERDICT_WIDTH
        )
        number = TableColumn(_("Row"), lambda row: str(row.number), width=_ROW_WIDTH)
        columns = [number, *fields, verdict, *map(self._left, others)]
        self._keys = [None, *(column.field for column in read), *[None] * (1 + len(others))]
        old = self.table_model
        model = RowsModel(columns, self._desk, len(fields) + 1)
        model.set_rows(rows)
        self.table_model = model
        self.setModel(model)
        model.setParent(self)
        old.deleteLater()
        for place, column in enumerate(columns):
            self.setColumnWidth(place, column.width)
        offered = [(None, _("Not read")), *((one.key, _(one.title.value)) for one in kind.fields)]
        sections = [*range(1, len(fields) + 1), *range(len(fields) + 2, len(columns))]
        self.head.offer(
            offered,
            {
                section: (column.place, column.field, column.title)
                for section, column in zip(sections, [*read, *others], strict=True)
            },
        )

    def renew(self, rows: Sequence[ViewRow]) -> None:
        """The same rows, judged again."""
        self.table_model.renew(rows)

    def wait_for(self, waiting: Mapping[tuple[int, str], str]) -> None:
        """Texts that are mended and not judged yet: they are shown as they were typed."""
        self._waiting = waiting
        self.viewport().update()

    def key_at(self, place: int) -> str | None:
        """The field of a column; None where it fills none."""
        return self._keys[place] if 0 <= place < len(self._keys) else None

    def go_to(self, place: int, key: str = "") -> None:
        """Choose a row, at the field of this key where it is shown."""
        column = (
            self._keys.index(key) if key in self._keys else max(1, self.currentIndex().column())
        )
        index = self.table_model.index(place, column)
        self.setCurrentIndex(index)
        self.scrollTo(index)
        self.setFocus()

    def _begin(self, _row: object) -> None:
        index = self.currentIndex()
        if self.table_model.flags(index) & Qt.ItemFlag.ItemIsEditable:
            self.edit(index)

    def _field(self, view: ImportView, column: MatchedColumn) -> TableColumn:
        field = view.matched[column.field or ""]
        title = column.title or _("Column {number}").format(number=column.place + 1)
        if column.as_before:
            title = _("{title} · as before").format(title=title)
        return TableColumn(
            title,
            partial(self._text, field.key),
            figure=field.type in _FIGURES,
            serial=field.type in _CODES,
            width=_WIDTHS.get(field.type, _FIELD_WIDTH),
            colour=partial(self._colour, field.key),
            edit=partial(self._mend, field.key),
            name=f"file {column.place}",
        )

    def _left(self, column: MatchedColumn) -> TableColumn:
        def text(row: ViewRow) -> str:
            return row.cells[column.place].text if column.place < len(row.cells) else ""

        title = column.title or _("Column {number}").format(number=column.place + 1)
        return TableColumn(
            title,
            text,
            width=_LEFT_WIDTH,
            colour=lambda _row: self._desk.theme.muted,
            name=f"file {column.place}",
        )

    def _text(self, key: str, row: ViewRow) -> str:
        return self._waiting.get((row.number, key), row.texts.get(key, ""))

    def _mend(self, key: str, row: ViewRow, text: str) -> None:
        self.mended.emit(row.number, key, text)

    def _colour(self, key: str, row: ViewRow) -> str | None:
        if row.left_out:
            return self._desk.theme.muted
        if row.verdict is None or key not in row.problem_fields():
            return None
        return self._desk.theme.level(LEVELS[row.verdict.standing])[1]

    def _verdict_colour(self, row: ViewRow) -> str | None:
        if row.left_out or row.verdict is None:
            return self._desk.theme.muted
        return self._desk.theme.level(LEVELS[row.verdict.standing])[1]
