"""The finder: words typed in the box find products, in the layout below it, never a pop-up.

The box keeps the focus and passes keys (``serve``). What is typed is read when the keys rest a
moment, so that a scanner, which types a key in milliseconds, never causes a read.
"""

from collections.abc import Callable
from typing import Protocol

from PySide6.QtCore import QEvent, QItemSelectionModel, QObject, Qt, QTimer, Signal
from PySide6.QtGui import QKeyEvent, QResizeEvent
from PySide6.QtWidgets import QAbstractItemView, QFrame, QHeaderView, QLineEdit, QTableView, QWidget

from app.domain.gtin import is_gtin
from app.domain.multiples import Multiple, multiple
from app.gui.kit.desk import Desk
from app.gui.kit.guard import guarded
from app.gui.kit.refresh import REST
from app.gui.kit.theme import GRID, ROW_HEIGHT
from app.gui.kit.widgets import NameLabel, button, column, label, row
from app.gui.kit.write_again import PAUSE
from app.gui.scanning.boxes import CHORD
from app.gui.scanning.found_rows import BARCODE, ELSEWHERE, NAME, FoundDelegate, FoundRows
from app.services.stock.finding import FoundProduct, Products, find_products
from app.text import _, ngettext
from db.engine.trouble import StoreTrouble

MOST_ROWS = 6
_NARROW = 640
_WIDTHS = {1: 104, BARCODE: 136, 3: 96, 4: 64, ELSEWHERE: 104}


class ProductSource(Protocol):
    """Where products are found: the store, or what a test puts in its place."""

    def __call__(self, typed: str, inactive: bool) -> Products:
        """The products that fit what is typed."""


class Finder(QFrame):
    """Hidden while nothing is looked for. ``warehouse`` tells which one is *here*."""

    chosen = Signal(object, object)
    """Enter, or a click: the product (a FoundProduct), and the Multiple that was typed."""
    open_item = Signal(object)
    """Ctrl+Enter: show the item with this id."""
    new_item = Signal(str)
    """Ctrl+N: make an item that is called what was typed."""
    cleared = Signal()
    """Esc: nothing is looked for any more."""

    def __init__(
        self, desk: Desk, warehouse: Callable[[], int], source: ProductSource | None = None
    ) -> None:
        super().__init__()
        self._desk = desk
        self._source = source or (
            lambda typed, inactive: find_products(
                desk.database,
                typed,
                warehouse(),
                inactive,
                MOST_ROWS,
                desk.settings.serials_enabled,
            )
        )
        self._box: QLineEdit | None = None
        self._typed = Multiple("")
        self._inactive = False
        self._rest = QTimer(self, singleShot=True)
        self._rest.timeout.connect(self.read_now)
        self._rows = FoundRows(desk.formats)
        self._rows.setParent(self)
        self.view = self._made_view()
        self.nothing = NameLabel()
        self.new_button = button(_("New item"))
        self.inactive_button = button(_("Look in inactive"), "Ctrl+Shift+F")
        self.more = label("", "muted")
        self.more.setIndent(GRID + 4)
        self.keys = _KeyLine()
        self._build()
        desk.bus.changed.connect(self._read_again)
        self.hide()

    def _made_view(self) -> QTableView:
        view = QTableView()
        view.setModel(self._rows)
        self._delegate = FoundDelegate(self._desk.theme, self._rows)
        self._delegate.setParent(self)
        view.setItemDelegate(self._delegate)
        view.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        view.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        view.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        view.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        view.setShowGrid(False)
        view.setProperty("role", "plain")
        view.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        view.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        view.verticalHeader().hide()
        view.verticalHeader().setDefaultSectionSize(ROW_HEIGHT)
        header = view.horizontalHeader()
        header.setHighlightSections(False)
        header.setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        header.setSectionResizeMode(NAME, QHeaderView.ResizeMode.Stretch)
        for place, width in _WIDTHS.items():
            view.setColumnWidth(place, width)
        view.setAccessibleName(_("Found items"))
        view.clicked.connect(lambda _index: self._choose())
        return view

    def _build(self) -> None:
        self.setProperty("role", "card")
        self.setAccessibleName(_("Finder"))
        for pressed in (self.new_button, self.inactive_button):
            pressed.setFocusPolicy(Qt.FocusPolicy.NoFocus)  # the focus stays in the box
        self.new_button.clicked.connect(self._make_new)
        self.inactive_button.clicked.connect(self._look_in_inactive)
        self._none = QWidget()
        self._none.setLayout(
            column(
                self.nothing,
                row(self.inactive_button, self.new_button, None),
                margin=GRID,
                gap=GRID // 2,
            )
        )
        self.setLayout(column(self.view, self._none, self.more, self.keys, gap=0, margin=1))

    # What the box tells ------------------------------------------------------------------------

    def serve(self, box: QLineEdit) -> None:
        """Look for what is typed in this box, and take its keys while something is shown."""
        self._box = box
        box.textEdited.connect(self.look_for)
        box.textChanged.connect(self._forget_if_empty)
        box.installEventFilter(self)

    def look_for(self, text: str) -> None:
        """This is typed now; it is read when the keys rest. A quantity before it is cut off."""
        self._typed, self._inactive = multiple(text), False
        if self._typed.text.strip():
            self._rest.start(REST)
        else:
            self.close_finder()

    def close_finder(self) -> None:
        """Nothing is looked for: hidden, and nothing waits to be read."""
        self._rest.stop()
        self._typed = Multiple("")
        self._rows.show_rows((), "")
        self.hide()

    @property
    def is_settled(self) -> bool:
        """What is shown fits what is typed now: no read waits."""
        return not self._rest.isActive()

    @property
    def current(self) -> FoundProduct | None:
        """The row that Enter takes."""
        at = self.view.currentIndex().row()
        return self._rows.rows[at] if 0 <= at < len(self._rows.rows) else None

    def read_now(self) -> None:
        """Read what is typed, without waiting; where the store cannot be read, a moment later."""
        self._rest.stop()
        if not self._typed.text.strip():
            return
        try:
            found = self._source(self._typed.text, self._inactive)
        except StoreTrouble:
            self._rest.start(PAUSE)
            return
        self._show(found)

    def take_key(self, event: QKeyEvent) -> bool:
        """Act on a key of the box while something is shown; False: it is the box's own."""
        if not self._is_taken(event):
            return False
        key, held = event.key(), event.modifiers() & CHORD
        if not self.is_settled:
            self.read_now()
        if held == Qt.KeyboardModifier.ControlModifier:
            return self._take_chord(key)
        if key in (Qt.Key.Key_Up, Qt.Key.Key_Down):
            self._move(1 if key == Qt.Key.Key_Down else -1)
            return True
        if key in _ENTER and self.current is not None:
            self._choose()
            return True
        if key == Qt.Key.Key_Escape:
            self._clear()
            return True
        return False

    def _take_chord(self, key: int) -> bool:
        if key in _ENTER and self.current is not None:
            self.open_item.emit(self.current.row.id)
            return True
        if key == Qt.Key.Key_N:
            self._make_new()
            return True
        return False

    @guarded(False)
    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if watched is not self._box or not isinstance(event, QKeyEvent):
            return super().eventFilter(watched, event)
        if event.type() == QEvent.Type.KeyPress:
            return self.take_key(event)
        if event.type() == QEvent.Type.ShortcutOverride and self._is_taken(event):
            event.accept()  # so that no shortcut of the page gets it
            return True
        return False

    def _is_taken(self, event: QKeyEvent) -> bool:
        """Would this key act here?

        Enter does only where what is shown fits what is typed, for else it may end a code.
        """
        if self.isHidden():
            return False
        key, held = event.key(), event.modifiers() & CHORD
        if key in _ENTER:
            plain_or_ctrl = held in (_NONE_HELD, Qt.KeyboardModifier.ControlModifier)
            return plain_or_ctrl and self.is_settled and self.current is not None
        if held == Qt.KeyboardModifier.ControlModifier:
            return key == Qt.Key.Key_N
        return not held and key in (Qt.Key.Key_Up, Qt.Key.Key_Down, Qt.Key.Key_Escape)

    # What is shown -----------------------------------------------------------------------------

    def _show(self, found: Products) -> None:
        kept = self.current.row.id if self.current else None
        self._rows.show_rows(found.rows, _count_text(found))
        has_rows = bool(found.rows)
        self.view.setVisible(has_rows)
        self._none.setVisible(not has_rows)
        self.more.setVisible(found.more > 0)
        self.more.setText(_more_text(found))
        typed = self._typed.text.strip()
        self.nothing.setText(_("Nothing is called “{text}”").format(text=typed))
        new = _("New item with this barcode") if is_gtin(typed) else _("New item")
        self.new_button.setText(new)
        self.new_button.setAccessibleName(new)
        self.inactive_button.setVisible(not self._inactive)
        self.keys.show_for(self._typed, has_rows, self.width() < _NARROW)
        if has_rows:
            ids = [one.row.id for one in found.rows]
            self._select(ids.index(kept) if kept in ids else 0)
            header = max(self.view.horizontalHeader().sizeHint().height(), 28)
            self.view.setFixedHeight(header + ROW_HEIGHT * len(found.rows))
        self.show()

    @guarded()
    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        narrow = self.width() < _NARROW
        self.view.setColumnHidden(BARCODE, narrow)
        self.view.setColumnHidden(ELSEWHERE, narrow)
        if not self.isHidden():
            self.keys.show_for(self._typed, bool(self._rows.rows), narrow)

    def _move(self, by: int) -> None:
        last = len(self._rows.rows) - 1
        if last >= 0:
            at = self.view.currentIndex().row() + by
            self._select(max(0, min(at, last)))

    def _select(self, place: int) -> None:
        flag = QItemSelectionModel.SelectionFlag
        index = self._rows.index(place, 0)
        self.view.selectionModel().setCurrentIndex(index, flag.ClearAndSelect | flag.Rows)

    def _choose(self) -> None:
        found, typed = self.current, self._typed
        if found is not None:
            self._empty_box()
            self.chosen.emit(found, typed)

    def _make_new(self) -> None:
        self.new_item.emit(self._typed.text.strip())

    def _look_in_inactive(self) -> None:
        self._inactive = True
        self.read_now()

    def _clear(self) -> None:
        self._empty_box()
        self.cleared.emit()

    def _empty_box(self) -> None:
        self.close_finder()
        if self._box is not None:
            self._box.clear()
            self._box.setFocus()

    def _forget_if_empty(self, text: str) -> None:
        if not text:
            self.close_finder()

    def _read_again(self) -> None:
        if not self.isHidden():
            self._rest.start(REST)


class _KeyLine(QFrame):
    """The keys of the finder, at its foot."""

    def __init__(self) -> None:
        super().__init__()
        self._parts: list[QWidget] = []
        self._line = row(None, gap=4)
        self._line.setContentsMargins(GRID + 4, 6, GRID + 4, 6)
        self.setLayout(self._line)
        self._shown: tuple[object, ...] = ()

    def show_for(self, typed: Multiple, has_rows: bool, narrow: bool) -> None:
        """Show what acts now; where it is narrow, without the new item's name."""
        shown = (typed, has_rows, narrow)
        if shown == self._shown:
            return
        self._shown = shown
        for part in self._parts:
            self._line.removeWidget(part)
            part.hide()
            part.deleteLater()
        self._parts = []
        for key, act in self._acts(typed, has_rows, narrow):
            name = NameLabel("secondary")
            name.setText(act)
            name.setContentsMargins(0, 0, GRID, 0)
            for part in (label(key, "heading"), name):
                self._line.insertWidget(len(self._parts), part)
                self._parts.append(part)

    @staticmethod
    def _acts(typed: Multiple, has_rows: bool, narrow: bool) -> list[tuple[str, str]]:
        acts = []
        if has_rows:
            adds = _("add {quantity}").format(quantity=typed.quantity or "1")
            acts += [("↑ ↓", _("choose")), ("Enter", adds)]
            acts += [("3*", _("sets a quantity")), (_("Ctrl+Enter"), _("open the item"))]
        if not narrow or not has_rows:
            acts.append((_("Ctrl+N"), _("new item “{text}”").format(text=typed.text.strip())))
        return [*acts, (_("Esc"), _("clear"))]


def _count_text(found: Products) -> str:
    if found.count.exact:
        return ngettext("{count} item", "{count} items", found.count.number)
    return _("More than {count} items").format(count=f"{found.count.number:,}")


def _more_text(found: Products) -> str:
    if found.count.exact:
        return ngettext("{count} more, type on", "{count} more, type on", found.more)
    return _("Many more, type on")


_NONE_HELD = Qt.KeyboardModifier.NoModifier
_ENTER = (Qt.Key.Key_Return, Qt.Key.Key_Enter)
