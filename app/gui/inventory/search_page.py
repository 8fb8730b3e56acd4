"""Serial Number Search (Q1): filters, the rows that match by page, and what to do with one."""

from PySide6.QtGui import QKeySequence, QResizeEvent, QShortcut, QShowEvent
from PySide6.QtWidgets import QWidget

from app.domain.codes import serial_in
from app.domain.verdicts import Level
from app.gui.inventory.records import RecordsDialog
from app.gui.inventory.serial_filters import FilterRow
from app.gui.inventory.unit_preview import UnitPreview
from app.gui.kit.desk import Desk
from app.gui.kit.guard import guarded
from app.gui.kit.theme import CARD_GAP, GRID, PAGE_SIDE, PAGE_TOP
from app.gui.kit.widgets import button, column, label, row
from app.gui.lists.list_view import ListView
from app.gui.lists.marked import MarkDelegate
from app.gui.scanning.queue import ScanQueue
from app.lists.serials import SERIALS
from app.text import _, ngettext
from db.queries.lists.serials import Found

_BESIDE = ("sku", "party")
"""Columns that the unit beside the list tells; there is no room for them in it."""
_WIDE = 1200
"""Pixels: in a narrower window the unit beside the list is folded."""


class SearchPage(QWidget):
    """Reads only; a scan into its box looks a serial up, it never acts.

    The unit that is chosen stands beside the list; in a narrow window Alt+1 shows it.
    """

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self._desk = desk
        self.filters = FilterRow(desk)
        self.list = ListView(
            desk,
            SERIALS,
            _("Serial numbers"),
            self.filters.asked_for,
            self._said_when_empty,
            _counted,
        )
        self.model, self.table = self.list.model, self.list.table
        self.queue = ScanQueue(self._look_up, self)
        mark = MarkDelegate(desk.theme, self._sought, self.table)
        self.table.setItemDelegateForColumn(0, mark)
        for place, shown in enumerate(SERIALS.columns):
            self.table.setColumnHidden(place, shown.key in _BESIDE)
        self.preview = UnitPreview(desk)
        self.records_button = button(_("Records"), "Ctrl+R", "primary")
        self.open_button = button(_("Open"), "Ctrl+O")
        self.preview_button = button(_("Preview"), "Alt+1")
        self._unfolded = False
        self._shown: bool | None = None
        self._arrange()
        self.filters.changed.connect(self.list.ask_soon)
        self.filters.asked.connect(self.reload)
        self.table.chosen.connect(self.show_records)
        self.records_button.clicked.connect(self._show_current)
        self.open_button.clicked.connect(self._open_current)
        self.preview_button.clicked.connect(self.show_unit)
        self.preview.open_document.connect(desk.bus.open_document.emit)
        self.table.selectionModel().currentChanged.connect(self._allow)
        self.list.loaded.connect(self._show_first)

    def _arrange(self) -> None:
        self._actions = QWidget()
        self._actions.setLayout(row(self.records_button, self.open_button, None))
        self._foot = row(self.preview_button)
        self.clear_button = button(_("Clear all filters"))
        self.clear_button.clicked.connect(self.filters.clear)
        self.list.offer_when_empty(self.clear_button)
        self.filters.say_count(self.list.counted)
        page = column(
            label(_("Serial Number Search"), "title"),
            self.filters,
            row(self.list, self.preview, gap=CARD_GAP),
            self._foot,
            gap=GRID,
        )
        page.setContentsMargins(PAGE_SIDE, PAGE_TOP, PAGE_SIDE, PAGE_TOP)
        self.setLayout(page)
        into_box = QShortcut(QKeySequence("F2"), self.filters.text)
        into_box.activated.connect(self.filters.text.setFocus)
        shortcut = QShortcut(QKeySequence("Alt+1"), self.preview)
        shortcut.activated.connect(self.show_unit)
        self._fold()

    def show_unit(self) -> None:
        """Show the unit beside the list, with the focus on its way; in a narrow window again to
        fold it."""
        self._unfolded = self.preview.isHidden()
        self._fold()
        where = self.filters.text if self.preview.isHidden() else self.preview
        where.setFocus()

    def _fold(self) -> None:
        """The unit has room in a wide window; its buttons are always there."""
        shown = self.window().width() >= _WIDE or self._unfolded
        if shown == self._shown:
            return
        self._shown = shown
        self.preview.setVisible(shown)
        self.preview_button.setVisible(not shown)
        (self.preview.below if shown else self._foot).addWidget(self._actions)
        self._actions.show()  # Qt hides what is moved from what is shown

    @guarded()
    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fold()

    def _sought(self) -> str:
        return serial_in(self.filters.text.text())

    def reload(self) -> None:
        """Read the list again."""
        self.list.reload()

    def _show_first(self) -> None:
        """Where none is chosen, the first one is."""
        if self.model.rowCount() and self.table.current_row() is None:
            self.table.select_only(0)
        self.clear_button.setVisible(bool(self.filters.standing()))
        self._allow()

    def _said_when_empty(self) -> str:
        return _("No serial number fits these filters.")

    def take_scan(self, code: str) -> bool:
        """Look a captured scan up, whichever filter has the focus."""
        self.queue.put(code)
        return True

    def _look_up(self, code: str) -> None:
        self.filters.text.take_scan(code)
        self._desk.sounds.play(Level.ACCEPTED if self.model.rowCount() else Level.WARNING)

    @guarded()
    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self.filters.fill()
        self.filters.text.setFocus()

    def _allow(self) -> None:
        found = self.table.current_row()
        self.preview.show_unit(found)
        self.records_button.setEnabled(found is not None)
        self.open_button.setEnabled(found is not None and found.document_id is not None)

    def _show_current(self) -> None:
        found = self.table.current_row()
        if found is not None:
            self.show_records(found)

    def show_records(self, found: Found) -> None:
        """View records: the whole circulation of one serial (Q2)."""
        RecordsDialog(self._desk, found, self).exec()

    def _open_current(self) -> None:
        found = self.table.current_row()
        if found is not None and found.document_id is not None:
            self._desk.bus.open_document.emit(found.document_id)


def _counted(count: int) -> str:
    return ngettext("{count} serial number", "{count} serial numbers", count, f"{count:,}")
