"""The serials of the current line: each with its verdict in two words, the chosen one in full."""

from collections.abc import Sequence
from typing import NamedTuple

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtWidgets import QAbstractItemView, QSizePolicy, QWidget

from app.domain.verdicts import Finding, Verdict, tone_of
from app.gui.documents.manual_entry import (
    VERDICT_WIDTH,
    verdict_text,
    verdict_tip,
    verdict_words,
)
from app.gui.documents.unit_facts import UnitFactsView
from app.gui.kit.desk import Desk
from app.gui.kit.guard import guarded
from app.gui.kit.later import class_named
from app.gui.kit.tables import Table, TableColumn, TableModel, ToneKept
from app.gui.kit.theme import GRID, ROW_HEIGHT
from app.gui.kit.widgets import Paragraph, button, column, row
from app.text import _

_NEVER_SEEN = (Finding.NEW, Finding.NOT_SEEN)
_LEAST_ROWS, _MOST_ROWS = 2, 14
_STATE, _NARROW_STATE = 2, 120  # the column, and its width in pixels where there is little room
RECORDS = "inventory.records.RecordsDialog"


class SerialRow(NamedTuple):
    """A serial of the line: its row on the draft, and its verdict."""

    id: int
    verdict: Verdict

    @property
    def is_known(self) -> bool:
        """The shop has seen it before."""
        return self.verdict.finding not in _NEVER_SEEN


class LineSerials(QWidget):
    """As high as what it holds, so far as there is room."""

    delete_wanted = Signal(object)
    """These rows of the draft are to be taken out (a list of ids)."""
    records_closed = Signal()

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self._desk = desk
        self.model = TableModel(self._columns())
        self.table = _Rows(self.model, _("Serial numbers of this line"))
        self.table.setTextElideMode(Qt.TextElideMode.ElideMiddle)  # the end tells them apart
        self.said = Paragraph("secondary")
        self.facts = UnitFactsView(desk)
        self.delete_button = button(_("Delete serial"), "Ctrl+Delete", "link")
        self.records_button = button(_("Records"), "Ctrl+R", "link")
        self.setLayout(
            column(
                self.table,
                self.said,
                self.facts,
                row(self.delete_button, None, self.records_button),
                None,
                gap=GRID,
            )
        )
        self.table.selectionModel().currentRowChanged.connect(self._show_current)
        self.table.delete_pressed.connect(self._delete)
        self.delete_button.clicked.connect(self._delete)
        self.records_button.clicked.connect(self.show_records)

    def _columns(self) -> list[TableColumn]:
        return [
            TableColumn("#", lambda found: str(found.verdict.position), figure=True, width=32),
            TableColumn(
                _("Serial number"), lambda found: found.verdict.number, serial=True, stretch=True
            ),
            TableColumn(
                _("State"),
                lambda found: verdict_words(found.verdict),
                figure=True,
                width=VERDICT_WIDTH,
                colour=self._colour,
                tip=lambda found: verdict_tip(found.verdict),
            ),
        ]

    def _colour(self, found: SerialRow) -> str:
        return self._desk.theme.level(tone_of(found.verdict))[1]

    def show_rows(self, rows: Sequence[SerialRow]) -> None:
        """Show the serials of another line, or what became of this one's; the last is chosen."""
        self.model.set_rows(list(rows))
        self._choose_last()

    def append(self, found: SerialRow) -> None:
        """A serial was scanned into the line."""
        self.model.append(found)
        self._choose_last()

    def _choose_last(self) -> None:
        self.table.fit()
        if self.model.rows:
            self.table.select_only(len(self.model.rows) - 1)
            self.table.scrollToBottom()
        self._show_current()

    def fold(self, narrow: bool) -> None:
        """The place in the list, and the other units, are looked up less often than the rest.

        Where there is little room a long serial number is whole before a long verdict is.
        """
        self.table.setColumnHidden(0, narrow)
        self.table.setColumnWidth(_STATE, _NARROW_STATE if narrow else VERDICT_WIDTH)
        self.facts.fold(narrow)

    def _show_current(self) -> None:
        """What is known of the serial that is chosen: all its verdict says, and the facts."""
        chosen: SerialRow | None = self.table.current_row()
        problem = chosen.verdict.problem if chosen else None
        if chosen is None:
            self.said.setText(_("No serial number is on this line yet."))
        else:
            self.said.setText(verdict_text(chosen.verdict) if problem else "")
        self.said.setVisible(chosen is None or problem is not None)
        self.facts.show_number(chosen.verdict.number if chosen and chosen.is_known else None)
        self.delete_button.setEnabled(chosen is not None)
        self.records_button.setEnabled(chosen is not None and chosen.is_known)

    def _delete(self) -> None:
        ids = [found.id for found in self.table.selected_rows()]
        if ids:
            self.delete_wanted.emit(ids)

    def show_records(self) -> None:
        """The records of the serial number that is chosen (Q2)."""
        from db.queries.lists import serials as serial_list  # with its page

        chosen: SerialRow | None = self.table.current_row()
        found = chosen and serial_list.of_number(self._desk.database, chosen.verdict.number)
        if found:
            class_named(RECORDS)(self._desk, found, self).exec()
            self.records_closed.emit()


class _Rows(Table):
    """A list without a head in a card of its own; as high as its rows, up to what there is."""

    def __init__(self, model: TableModel, name: str) -> None:
        super().__init__(model, name)
        self._shown = 0
        self.setProperty("role", "plain")
        self.horizontalHeader().hide()
        self.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Maximum)
        self.setItemDelegate(ToneKept(self))

    def fit(self) -> None:
        """Ask for another height where there are more or fewer rows; beyond many it scrolls."""
        shown = min(self.table_model.rowCount(), _MOST_ROWS)
        if shown != self._shown:
            self._shown = shown
            self.setMinimumHeight(min(shown, _LEAST_ROWS) * ROW_HEIGHT)
            self.updateGeometry()

    @guarded(QSize())
    def sizeHint(self) -> QSize:
        return QSize(1, self._shown * ROW_HEIGHT)

    @guarded(QSize())
    def minimumSizeHint(self) -> QSize:
        return QSize(1, min(self._shown, _LEAST_ROWS) * ROW_HEIGHT)
