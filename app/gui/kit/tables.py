"""Tables: columns as data, rows by page, one row height; for ten rows and for a million."""

from collections import OrderedDict
from collections.abc import Callable, Iterable, Sequence
from typing import Any, NamedTuple, overload

from PySide6.QtCore import (
    QAbstractTableModel,
    QItemSelectionModel,
    QModelIndex,
    QPersistentModelIndex,
    QSize,
    Qt,
    Signal,
)
from PySide6.QtGui import QColor, QFontMetrics, QKeyEvent, QKeySequence, QPainter, QPalette
from PySide6.QtWidgets import (
    QAbstractItemDelegate,
    QAbstractItemView,
    QHeaderView,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QTableView,
    QWidget,
)

from app.gui.kit.copying import RowsCopy, line_of
from app.gui.kit.guard import guarded
from app.gui.kit.theme import ROW_HEIGHT, SECONDARY, serial_font, text_font
from app.gui.kit.widgets import tip

Index = QModelIndex | QPersistentModelIndex
_PAGE = 100
_PAGES_KEPT = 40
_ON_THE_LEFT = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter
_ON_THE_RIGHT = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
_READ = Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable
_TYPED = _READ | Qt.ItemFlag.ItemIsEditable
"""Put together once: each cell that is painted asks for them."""


class TableColumn(NamedTuple):
    """One column: its title and how a row becomes text.

    ``figure`` aligns right; ``serial`` shows fixed-width; ``stretch`` takes the room left over;
    ``width`` in pixels. ``key`` sorts rows that are all in memory. ``colour`` may tint the text.
    ``edit`` takes what was typed into a cell; None means the column is only read. ``typed`` is what
    stands in a cell that is opened for typing, where that is another text. ``tip`` says
    more when the mouse rests; without it the tip is the text, which may be cut off in the cell.
    ``name`` is what a table calls the column by, wherever it stands.
    """

    title: str
    text: Callable[[Any], str]
    figure: bool = False
    serial: bool = False
    stretch: bool = False
    width: int = 120
    key: Callable[[Any], Any] | None = None
    colour: Callable[[Any], str | None] | None = None
    edit: Callable[[Any, str], None] | None = None
    tip: Callable[[Any], str] | None = None
    name: str = ""
    typed: Callable[[Any], str] | None = None


class PagedRows(Sequence[Any]):
    """The rows of many ids, fetched a page at a time and kept while they are near."""

    def __init__(self, ids: Sequence[int], fetch: Callable[[Sequence[int]], list[Any]]) -> None:
        self._ids = ids
        self._fetch = fetch
        self._pages: OrderedDict[int, list[Any]] = OrderedDict()

    def __len__(self) -> int:
        return len(self._ids)

    @overload
    def __getitem__(self, place: int) -> Any: ...
    @overload
    def __getitem__(self, place: slice) -> Sequence[Any]: ...
    def __getitem__(self, place: int | slice) -> Any:
        if isinstance(place, slice):
            return self._fetch(self._ids[place])
        number, offset = divmod(place, _PAGE)
        page = self._pages.get(number)
        if page is None or offset >= len(page):  # there were fewer ids when it was fetched
            page = self._fetch(self._ids[number * _PAGE : (number + 1) * _PAGE])
            self._pages[number] = page
            if len(self._pages) > _PAGES_KEPT:
                self._pages.popitem(last=False)
        return page[offset]


class TableModel(QAbstractTableModel):
    """Any sequence of rows under columns."""

    def __init__(self, columns: Sequence[TableColumn], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.columns = tuple(columns)
        self._rows: Sequence[Any] = ()
        self._serial_font = serial_font()

    def set_rows(self, rows: Sequence[Any]) -> None:
        """Show other rows."""
        self.beginResetModel()
        self._rows = rows
        self.endResetModel()

    def change_rows(self, rows: Sequence[Any], places: Iterable[int]) -> None:
        """Show the same rows as they are now; those at ``places`` are painted again, no others."""
        self._rows = rows
        last = len(self.columns) - 1
        for place in places:
            self.dataChanged.emit(self.index(place, 0), self.index(place, last))

    def renew(self, rows: Sequence[Any]) -> None:
        """Show the same rows as they are now, all of them; what is chosen and typed into stays."""
        self._rows = rows
        if rows:
            last = self.index(len(rows) - 1, len(self.columns) - 1)
            self.dataChanged.emit(self.index(0, 0), last)

    def append(self, row: Any) -> None:
        """Add one row below the others; the rows must have been set as a list."""
        assert isinstance(self._rows, list)
        place = len(self._rows)
        self.beginInsertRows(QModelIndex(), place, place)
        self._rows.append(row)
        self.endInsertRows()

    def row(self, place: int) -> Any:
        """The row at a place of the table."""
        return self._rows[place]

    @property
    def rows(self) -> Sequence[Any]:
        """All rows, as they were set."""
        return self._rows

    @guarded(0)
    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008
        return 0 if parent.isValid() else len(self._rows)

    @guarded(0)
    def columnCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008
        return 0 if parent.isValid() else len(self.columns)

    @guarded()
    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        column = self.columns[index.column()]
        match role:
            case Qt.ItemDataRole.EditRole:
                return (column.typed or column.text)(self._rows[index.row()])
            case Qt.ItemDataRole.DisplayRole:
                return column.text(self._rows[index.row()])
            case Qt.ItemDataRole.TextAlignmentRole:
                return _ON_THE_RIGHT if column.figure else _ON_THE_LEFT
            case Qt.ItemDataRole.FontRole if column.serial:
                return self._serial_font
            case Qt.ItemDataRole.ForegroundRole if column.colour:
                colour = column.colour(self._rows[index.row()])
                return QColor(colour) if colour else None
            case Qt.ItemDataRole.ToolTipRole:
                return tip((column.tip or column.text)(self._rows[index.row()]))
        return None

    @guarded(Qt.ItemFlag.NoItemFlags)
    def flags(self, index: Index) -> Qt.ItemFlag:
        typed = index.isValid() and self.columns[index.column()].edit
        return _TYPED if typed else _READ

    @guarded(False)
    def setData(self, index: Index, value: object, role: int = Qt.ItemDataRole.EditRole) -> bool:
        column = self.columns[index.column()]
        if column.edit is None or role != Qt.ItemDataRole.EditRole:
            return False
        if str(value) != (column.typed or column.text)(self._rows[index.row()]):
            column.edit(self._rows[index.row()], str(value))
        return True

    @guarded()
    def headerData(
        self,
        section: int,
        orientation: Qt.Orientation,
        role: int = Qt.ItemDataRole.DisplayRole,
    ) -> Any:
        if orientation is not Qt.Orientation.Horizontal:
            return None
        column = self.columns[section]
        if role == Qt.ItemDataRole.DisplayRole:
            return column.title
        if role == Qt.ItemDataRole.ToolTipRole:
            return tip(column.title)
        if role == Qt.ItemDataRole.TextAlignmentRole:
            return _ON_THE_RIGHT if column.figure else _ON_THE_LEFT
        return None

    @guarded()
    def sort(self, place: int, order: Qt.SortOrder = Qt.SortOrder.AscendingOrder) -> None:
        """Sort rows that are in memory; paged rows keep the order they were asked in."""
        if place < 0 or not isinstance(self._rows, list):
            return
        column = self.columns[place]
        keys = [_comparable((column.key or column.text)(row)) for row in self._rows]
        falling = order is Qt.SortOrder.DescendingOrder
        places = sorted(range(len(keys)), key=keys.__getitem__, reverse=falling)
        self.layoutAboutToBeChanged.emit()
        self._rows[:] = [self._rows[old] for old in places]
        now_at = {old: new for new, old in enumerate(places)}
        for index in self.persistentIndexList():  # what was chosen stays chosen
            moved = self.index(now_at[index.row()], index.column())
            self.changePersistentIndex(index, moved)
        self.layoutChanged.emit()


def _comparable(key: Any) -> tuple[int, Any]:
    """A key that can stand beside any other: nothing first, then numbers, then text."""
    match key:
        case None:
            return 0, 0
        case int() | float():
            return 1, key
        case tuple():
            return 2, tuple(_comparable(part) for part in key)
        case _:
            return 3, str(key)


def width_of(column: TableColumn) -> int:
    """How wide a column is in pixels: as it is said, or as its title and the sort sign need."""
    metrics = QFontMetrics(text_font(SECONDARY))
    return max(column.width, metrics.horizontalAdvance(column.title) + HEAD_PADDING + SORT_SIGN)


_NO_END = 16_777_215
"""Qt's own: a widget of this height at most is as high as it likes."""
HEAD_PADDING = 24
SORT_SIGN = 14


class Table(QTableView):
    """A table of whole rows; Enter or a double click chooses one, Ctrl+C copies as text."""

    chosen = Signal(object)
    """The row that was chosen."""
    delete_pressed = Signal()
    """Delete was pressed on the rows that are selected."""

    def __init__(self, model: TableModel, name: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        # Made here, as Qt makes it: of one that Qt has made itself PySide would look up what it is
        # among all classes of widgets, and set all of them up for that.
        self.setViewport(QWidget(autoFillBackground=True))
        self.viewport().setBackgroundRole(QPalette.ColorRole.Base)
        self.setAccessibleName(name)
        self.home: QWidget = self
        """Where the focus is once a cell was typed into: never on a button (D11)."""
        self.table_model = model
        self._copy = RowsCopy(self)
        self._held: tuple[int, int | None] | None = None
        self.setModel(model)
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setAlternatingRowColors(True)
        self.setShowGrid(False)
        self.setTabKeyNavigation(False)
        self.setWordWrap(False)
        self.verticalHeader().hide()
        self.verticalHeader().setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        self.verticalHeader().setDefaultSectionSize(ROW_HEIGHT)
        header = self.horizontalHeader()
        header.setHighlightSections(False)
        header.setMinimumSectionSize(44)
        header.setSortIndicator(0, Qt.SortOrder.AscendingOrder)
        for place, column in enumerate(model.columns):
            if column.stretch:
                header.setSectionResizeMode(place, QHeaderView.ResizeMode.Stretch)
            else:
                self.setColumnWidth(place, width_of(column))
        self.doubleClicked.connect(self._choose)

    def place_of(self, name: str) -> int:
        """Where the column of this name stands; -1 where there is none."""
        columns = self.table_model.columns
        return next((at for at, column in enumerate(columns) if column.name == name), -1)

    def hold_rows(self, least: int = 0, most: int | None = None) -> None:
        """Be no higher than the rows that there are: what is left is the page's, no white box.

        ``least``: so many have room where there are fewer. ``most``: it is always as high as its
        rows, up to so many; more scroll. Without it, it is as high as there is room for.
        """
        model = self.model()
        if self._held is None:
            for there in (model.modelReset, model.rowsInserted, model.rowsRemoved):
                there.connect(self._hold)
        self._held = (least, most)
        self._hold()

    def _hold(self) -> None:
        least, most = self._held or (0, None)
        height = self._held_height()
        self.setMaximumHeight(height)
        self.setMinimumHeight(height if most is not None else self._height_of(max(least, 1)))
        self.updateGeometry()

    def _held_height(self) -> int:
        least, most = self._held or (0, None)
        rows = max(self.model().rowCount(), least)
        return self._height_of(rows if most is None else min(rows, most))

    def _height_of(self, rows: int) -> int:
        head = self.horizontalHeader().sizeHint().height()
        return min(head + rows * ROW_HEIGHT + 2 * self.frameWidth() + 2, _NO_END)

    @guarded(QSize())
    def sizeHint(self) -> QSize:
        hint = super().sizeHint()
        return hint if self._held is None else QSize(hint.width(), self._held_height())

    def select_only(self, place: int) -> None:
        """Select one row and no other.

        Qt's own ``selectRow`` looks at the keyboard: while Ctrl is held down, as for Ctrl+S, it
        adds the row to those that are selected, or takes it away.
        """
        chosen = self.model().index(place, self._column_at_hand())
        flag = QItemSelectionModel.SelectionFlag
        self.selectionModel().setCurrentIndex(chosen, flag.ClearAndSelect | flag.Rows)

    def _column_at_hand(self) -> int:
        """The column of the cell at hand, or the first that is shown: from a hidden cell no arrow
        leads anywhere."""
        column = self.currentIndex().column()
        if column >= 0 and not self.isColumnHidden(column):
            return column
        there = range(len(self.table_model.columns))
        return next((place for place in there if not self.isColumnHidden(place)), 0)

    def _leave_hidden(self) -> None:
        """The cell at hand may have been in a column that was left out since it was chosen."""
        at = self.currentIndex()
        if at.isValid() and self.isColumnHidden(at.column()):
            shown = at.siblingAtColumn(self._column_at_hand())
            keep = QItemSelectionModel.SelectionFlag.NoUpdate
            self.selectionModel().setCurrentIndex(shown, keep)

    def current_row(self) -> Any | None:
        """The row under the cursor, or None."""
        index = self.currentIndex()
        valid = index.isValid() and index.row() < self.table_model.rowCount()
        return self.table_model.row(index.row()) if valid else None

    def selected_places(self) -> list[int]:
        """The places of the rows that are selected, from the top."""
        return sorted(index.row() for index in self.selectionModel().selectedRows())

    def selected_rows(self) -> list[Any]:
        """The rows that are selected, from the top."""
        there = self.table_model.rowCount()
        return [self.table_model.row(place) for place in self.selected_places() if place < there]

    @guarded()
    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and not self._editing():
            self._choose(self.currentIndex())
            return
        if event.key() == Qt.Key.Key_Delete and not event.modifiers() and not self._editing():
            self.delete_pressed.emit()
            return
        if event.matches(QKeySequence.StandardKey.Copy) and not self._editing():
            self.copy()
            return
        self._leave_hidden()
        super().keyPressEvent(event)

    def shown_columns(self) -> list[TableColumn]:
        """The columns that are shown, as they stand from left to right."""
        header = self.horizontalHeader()
        places = (header.logicalIndex(at) for at in range(header.count()))
        return [
            self.table_model.columns[place] for place in places if not self.isColumnHidden(place)
        ]

    def copy(self) -> None:
        """Put the selected rows on the clipboard, as the cells of the shown columns read."""
        texts = [column.text for column in self.shown_columns()]
        rows, places = self.table_model.rows, self.selected_places()
        if isinstance(rows, list):  # which may change while they are copied
            rows = [rows[place] for place in places if place < len(rows)]
            places = list(range(len(rows)))
        self._copy.copy(line_of(rows[place], texts) for place in places)

    def _editing(self) -> bool:
        return self.state() is QAbstractItemView.State.EditingState

    def finish_edit(self) -> bool:
        """Write the cell that is being typed into, as Enter does; before what ends the typing.

        A table that can refuse what was typed says False where it did.
        """
        editor = self.indexWidget(self.currentIndex()) if self._editing() else None
        if editor is not None:
            self.commitData(editor)
            self.closeEditor(editor, QAbstractItemDelegate.EndEditHint.NoHint)
        return True

    @guarded()
    def commitData(self, editor: QWidget) -> None:
        """Write what was typed; where the rows are read anew by it, the editor is gone then."""
        typed_here = editor.hasFocus()
        super().commitData(editor)
        if typed_here and not editor.hasFocus():
            self.home.setFocus()

    @guarded()
    def closeEditor(self, editor: QWidget, hint: QAbstractItemDelegate.EndEditHint) -> None:
        """Close the cell, written or not; whichever key ended it, no other cell opens."""
        typed_here = editor.hasFocus()
        super().closeEditor(editor, QAbstractItemDelegate.EndEditHint.NoHint)
        if typed_here:
            self.home.setFocus()

    def _choose(self, index: Index) -> None:
        if index.isValid():
            self.chosen.emit(self.table_model.row(index.row()))


class ToneKept(QStyledItemDelegate):
    """What is tinted keeps its colour in the row that is chosen."""

    @guarded()
    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        tone = index.data(Qt.ItemDataRole.ForegroundRole)
        if tone is not None:
            option.palette.setColor(QPalette.ColorRole.HighlightedText, tone)
        super().paint(painter, option, index)
