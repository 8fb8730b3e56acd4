"""A list of records and the editor of one, stacked: items, contacts and warehouses are such."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from PySide6.QtCore import QSize, Qt, QTimer, Signal
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import (
    QCheckBox,
    QFrame,
    QScrollArea,
    QSizePolicy,
    QStackedLayout,
    QWidget,
)

from app.domain.problems import Problem, Refused
from app.domain.verdicts import Level
from app.gui.kit.confirm_bar import ConfirmBar
from app.gui.kit.desk import Desk
from app.gui.kit.forms import Form
from app.gui.kit.go_on import GoOn
from app.gui.kit.guard import guarded
from app.gui.kit.tables import Table, TableColumn, TableModel
from app.gui.kit.theme import GRID
from app.gui.kit.widgets import button, column, label, row
from app.gui.scanning.boxes import SearchBox
from app.text import _

_PAUSE = 150


class _Body(QScrollArea):
    """As high as what is in it, or less, with a scroll bar."""

    def __init__(self, inner: QWidget) -> None:
        super().__init__()
        self._inner = inner
        self.setWidget(inner)
        self.setWidgetResizable(True)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Maximum)

    @guarded(QSize())
    def sizeHint(self) -> QSize:
        return self._inner.sizeHint()


class RecordEditor(Form):
    """Edits one record, or a new one.

    An editor adds its fields, calls ``arrange``, and carries out ``read`` and ``write``.
    """

    left = Signal(object)
    """Back to the list; with the id of the record that was shown, or None."""

    def __init__(self, desk: Desk, new_title: str, edit_title: str) -> None:
        super().__init__(desk)
        self.id: int | None = None
        self.sure: Sequence[Problem] = ()
        """The questions that were answered with yes; ``write`` hands them on."""
        self.confirm = ConfirmBar(desk)
        self._titles = (new_title, edit_title)
        self.back_button = button(_("Back"), "Alt+Left")
        self.title = label("", "title")
        self.back_button.clicked.connect(self.leave)
        self.save_button.clicked.connect(self._save_and_leave)

    def arrange(self, body: QWidget, width: int, first: QWidget) -> None:
        """Lay out the page around its body; ``width`` is where it stops growing, in pixels."""
        self._first = first
        middle = QWidget()
        middle.setMaximumWidth(width)
        below = (self.problems, self.confirm, row(None, self.save_button), None)
        parts = column(_Body(body), *below, gap=GRID * 2)
        parts.setStretch(0, 1000)
        middle.setLayout(parts)
        across = row(middle, None)
        across.setStretch(0, 1000)
        head = row(self.back_button, self.title, None, gap=GRID * 2)
        self.setLayout(column(head, across, margin=GRID * 2, gap=GRID * 2))

    def open(self, id: int | None) -> None:
        """Show a record, or, for None, an empty form."""
        self.id = id
        self.confirm.hide()
        self.show_values(self.read(id))
        self.title.setText(self._titles[0 if id is None else 1])
        self._first.setFocus()

    def read(self, id: int | None) -> Mapping[str, Any]:
        """The fields' values of a record, or of a new one."""
        raise NotImplementedError

    def write(self, values: dict[str, Any], id: int | None) -> int:
        """Save the values and return the record's id. Raises Refused."""
        raise NotImplementedError

    def store(self, values: dict[str, Any]) -> None:
        self.id = self.write(values, self.id)
        self.title.setText(self._titles[1])
        self.desk.bus.changed.emit()

    def save(self) -> bool:
        self.confirm.hide()
        done = super().save()
        self.sure = ()
        return done

    def show_refusal(self, refusal: Refused) -> None:
        """Where nothing but questions stand against it, ask them; yes saves all the same."""
        if not refusal.asks:
            super().show_refusal(refusal)
            return

        def answer(yes: bool) -> None:
            if yes:
                self.sure = refusal.problems
                self._save_and_leave()

        self.problems.show_problems(())
        self.confirm.ask(refusal.problems, answer)
        self.desk.sounds.play(Level.WARNING)

    def _save_and_leave(self) -> None:
        if self.save():
            self.left.emit(self.id)

    def leave(self) -> None:
        """Go back to the list; what is not saved is asked about."""
        if self.may_leave():
            self._keep()  # what was given up is not asked about again
            self.left.emit(self.id)

    def heading(self) -> str:
        return self.title.text()

    def named(self) -> str:
        """The record by its name, as it is typed now; one without is called as the page is."""
        return str(self.values().get("name") or "").strip() or self.heading()


@dataclass(frozen=True, slots=True)
class Words:
    """What a page of records says, in the language in use.

    ``find`` is the search box's hint; without one there is no search box. ``empty`` follows the
    New button's name on an empty list: what to do first.
    """

    title: str
    new: str
    empty: str
    find: str = ""


class RecordPage(QWidget):
    """A menu entry: the list, and the editor of the record that was opened from it.

    A page carries out ``read``; ``filters`` are its own choices beside the search box, ``actions``
    what can be done with the rows that are chosen. Rows need an ``id``; the column that stretches
    is the one they are sorted by at first.
    """

    def __init__(
        self,
        desk: Desk,
        words: Words,
        columns: Sequence[TableColumn],
        editor: RecordEditor,
        filters: Sequence[QWidget] = (),
        actions: Sequence[QWidget] = (),
    ) -> None:
        super().__init__()
        self.desk = desk
        self.editor = editor
        self._words = words
        self.new_button = button(words.new, "Ctrl+N", "primary")
        self.go_on = GoOn()
        self.search = SearchBox()
        self.search.setPlaceholderText(words.find)
        self.search.setMinimumWidth(320)
        self.with_inactive = QCheckBox(_("Show inactive"))
        self.table = Table(TableModel(columns), words.title)
        by = next(place for place, column in enumerate(columns) if column.stretch)
        self.table.sortByColumn(by, Qt.SortOrder.AscendingOrder)
        self.table.setSortingEnabled(True)
        self._empty = label("", "muted")
        self._empty.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self._empty.setWordWrap(True)
        self._empty.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)
        self._foot = QWidget()
        self._foot.setLayout(row(*actions, None))
        self._has_actions = bool(actions)
        self._arrange(filters)
        self._pause = QTimer(self, singleShot=True, interval=_PAUSE)
        self._connect()

    def _arrange(self, filters: Sequence[QWidget]) -> None:
        self._listing = QWidget()
        self._listing.setLayout(
            column(
                row(label(self._words.title, "title"), self.go_on, None, self.new_button),
                row(self.search, *filters, self.with_inactive, None, gap=GRID * 2),
                self.table,
                self._foot,
                self._empty,
                margin=GRID * 2,
                gap=GRID * 2,
            )
        )
        self.search.setVisible(bool(self._words.find))
        self.stack = QStackedLayout(self)
        self.stack.addWidget(self._listing)
        self.stack.addWidget(self.editor)

    def _connect(self) -> None:
        self._pause.timeout.connect(self.reload)
        self.search.textChanged.connect(self._pause.start)
        self.search.returnPressed.connect(self._open_only)
        self.with_inactive.toggled.connect(self.reload)
        self.new_button.clicked.connect(self.new)
        self.table.chosen.connect(self._open_row)
        self.editor.left.connect(self.show_list)
        self.desk.bus.changed.connect(self._reload_if_visible)

    def read(self, text: str, with_inactive: bool) -> list[Any]:
        """The rows in which ``text`` is found."""
        raise NotImplementedError

    def reload(self) -> None:
        """Read the list again; the row that was chosen stays chosen."""
        self._pause.stop()
        chosen = self.table.current_row()
        text = self.search.text().strip()
        model = self.table.table_model
        model.set_rows(self.read(text, self.with_inactive.isChecked()))
        header = self.table.horizontalHeader()
        model.sort(header.sortIndicatorSection(), header.sortIndicatorOrder())
        self.table.setVisible(bool(model.rows))
        self._foot.setVisible(bool(model.rows) and self._has_actions)
        self._empty.setVisible(not model.rows)
        self._empty.setText(
            _("Nothing was found. Type fewer characters, or clear the box.")
            if text
            else f"{self.new_button.text()} ({self.new_button.shown_key()}) {self._words.empty}"
        )
        if chosen is not None:
            self._select(chosen.id)

    def _select(self, id: int | None) -> None:
        for place, found in enumerate(self.table.table_model.rows):
            if found.id == id:
                self.table.select_only(place)

    def _reload_if_visible(self) -> None:
        if self._listing.isVisible():
            self.reload()

    @guarded()
    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        if self.stack.currentWidget() is self._listing:
            self.reload()

    def new(self) -> None:
        """Show an empty form."""
        self.open(None)

    def open(self, id: int | None) -> None:
        """Show one record in the editor; what is unsaved of another there is asked about."""
        if not self.editor.may_leave():
            return
        self.go_on.forget()
        self.stack.setCurrentWidget(self.editor)
        self.editor.open(id)

    def show_list(self, id: int | None = None) -> None:
        """Back to the list, with the record ``id`` chosen."""
        self.stack.setCurrentWidget(self._listing)
        self.reload()
        self._select(id)
        self.table.setFocus()

    def open_list(self) -> None:
        """The list, as the menu shows it; the record that was open is offered there, as it was."""
        if self.stack.currentWidget() is not self.editor:
            return
        editor = self.editor
        offers = editor.id is not None or editor.is_changed()
        self.show_list(editor.id)
        if offers:
            self.go_on.offer(editor.named(), self._go_on)

    def _go_on(self) -> None:
        self.stack.setCurrentWidget(self.editor)
        self.editor.setFocus()

    def _open_row(self, found: Any) -> None:
        self.open(found.id)

    def _open_only(self) -> None:
        """Enter in the search box: a code that was scanned there opens its record."""
        self.reload()
        if len(self.table.table_model.rows) == 1:
            self._open_row(self.table.table_model.row(0))
