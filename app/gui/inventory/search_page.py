"""Serial Number Search (Q1): filters, the rows that match by page, and what to do with one."""

from collections.abc import Sequence
from functools import partial

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent, QKeySequence, QResizeEvent, QShortcut, QShowEvent
from PySide6.QtWidgets import QWidget

from app.domain import serials
from app.domain.codes import serial_in
from app.domain.kinds import PURCHASE
from app.domain.pasted import Sought
from app.domain.verdicts import Level
from app.gui.importing.import_button import Importing
from app.gui.importing.import_outcome import ImportOutcome
from app.gui.inventory.add_to_document import AddToDocument
from app.gui.inventory.records import RecordsDialog
from app.gui.inventory.serial_filters import FilterRow, Standing, chip_of
from app.gui.inventory.unit_preview import UnitPreview
from app.gui.kit.desk import Desk
from app.gui.kit.empty_state import leads_to
from app.gui.kit.guard import guarded
from app.gui.kit.theme import CARD_GAP, GRID, PAGE_SIDE, PAGE_TOP
from app.gui.kit.widgets import button, column, label, row
from app.gui.lists.export_button import export_button
from app.gui.lists.list_view import ListView
from app.gui.lists.marked import MarkDelegate
from app.gui.paper.labels.label_source import of_search
from app.gui.paper.labels_window import show_labels
from app.gui.scanning.queue import ScanQueue
from app.lists.serials import SERIALS
from app.text import _, ngettext
from db.queries.lists.serials import Found

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
        self.importing = Importing(desk, ("sought",), self)
        self.importing.finished.connect(self._look_for_list)
        self.list = ListView(
            desk,
            SERIALS,
            _("Serial numbers"),
            self.filters.asked_for,
            self._said_when_empty,
            _counted,
            checks=True,
        )
        self.model, self.table = self.list.model, self.list.table
        self.queue = ScanQueue(self._look_up, self)
        mark = MarkDelegate(desk.theme, self._sought, self.table)
        self.table.setItemDelegateForColumn(0, mark)
        self.preview = UnitPreview(desk)
        self.adding = AddToDocument(desk, self.list)
        self.labels_button = button(_("Print labels…"), "Ctrl+Shift+K")
        self.list.bar.offer(self.adding.button)
        self.export_button = export_button(desk, self.list)
        self.list.count_line.add(self.export_button)
        self.records_button = button(_("Records"), "Ctrl+R", "primary")
        self.open_button = button(_("Open"), "Ctrl+O")
        self.preview_button = button(_("Preview"), "Alt+1")
        self._unfolded = False
        self._room: bool | None = None
        self._arrange()
        self.filters.changed.connect(self.list.ask_soon)
        self.filters.asked.connect(self.reload)
        self.adding.added.connect(self.list.checks.clear)
        self.filters.text.left_for_list.connect(self._into_list)
        self.filters.text.copy_wanted.connect(self._copy)
        self.table.chosen.connect(self.show_records)
        self.labels_button.clicked.connect(self.print_labels)
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
        self.drops = QWidget()
        self.drops.setLayout(row())
        self.first_button = leads_to(self._desk, PURCHASE.key, _(PURCHASE.plural))
        self.list.offer_when_empty(self.drops, self.clear_button, self.first_button)
        self.filters.say_count(self.list.count_line)
        page = column(
            row(
                label(_("Serial Number Search"), "title"),
                None,
                self.importing.button,
                self.labels_button,
            ),
            self.filters,
            row(self.list, self.preview, gap=CARD_GAP),
            self.adding,
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
        """The unit has room in a wide window; its buttons are always there. Without one, neither
        is."""
        there = self.table.current_row() is not None
        room = self.window().width() >= _WIDE or self._unfolded
        self.preview.setVisible(room and there)
        self.preview_button.setVisible(not room and there)
        self._actions.setVisible(there)
        if room == self._room:
            return
        self._room = room
        (self.preview.below if room else self._foot).addWidget(self._actions)
        self._actions.setVisible(there)  # Qt hides what is moved from what is shown

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
        asked = self.filters.standing_with_text()
        self.clear_button.setVisible(bool(asked))
        self.first_button.setVisible(not asked)
        self._offer_drops(asked if not self.model.rowCount() else [])
        self._allow()

    def _offer_drops(self, standing: Sequence[Standing]) -> None:
        """Where nothing fits, each filter that stands can be taken away in the middle, too."""
        room = self.drops.layout()
        assert room is not None
        while (item := room.takeAt(0)) is not None:
            if (old := item.widget()) is not None:
                old.hide()
                old.deleteLater()
        for one in standing:
            made = chip_of(one)
            made.clicked.connect(partial(self.filters.drop, one))
            room.addWidget(made)
        self.drops.setVisible(bool(standing))

    def _look_for_list(self, outcome: ImportOutcome) -> None:
        """Look for the serial numbers of a file, as for a list that is pasted (F5)."""
        codes = tuple(dict.fromkeys(outcome.sought))
        self.filters.take_list(Sought(codes[: serials.MOST], codes[serials.MOST :]))

    def _into_list(self) -> None:
        """↓ in the box leads to the rows."""
        if self.model.rowCount():
            self.table.setFocus()

    def _copy(self) -> None:
        """Ctrl+C where nothing in the box is chosen: what is checked, else the current row."""
        self.table.copy()

    @guarded()
    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            self.step_back()
        else:
            super().keyPressEvent(event)

    def step_back(self) -> None:
        """One step back: what goes on is stopped, the filters fold, the checks go, then the box."""
        if self.list.stop() or self.filters.close_panel():
            return
        if self.adding.fold():
            self.table.setFocus()
            return
        if self.list.checks.some:
            self.list.checks.clear()
        self.filters.text.setFocus()

    def _said_when_empty(self) -> str:
        if self.filters.standing_with_text():
            return _("No serial number fits")
        return _("No serial number is known yet. A purchase invoice brings the first ones.")

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
        self._fold()
        self.records_button.setEnabled(found is not None)
        self.labels_button.setVisible(self.model.rowCount() > 0)
        self.open_button.setEnabled(found is not None and found.document_id is not None)

    def _show_current(self) -> None:
        found = self.table.current_row()
        if found is not None:
            self.show_records(found)

    def show_records(self, found: Found) -> None:
        """View records: the whole circulation of one serial (Q2)."""
        RecordsDialog(self._desk, found, self).exec()

    def print_labels(self) -> None:
        """Print labels of what is checked, or of all that is found (Q3)."""
        chosen = self.list.selection() if self.list.checks.some else None
        show_labels(self._desk, of_search(SERIALS, chosen, self.list.whole()), self)

    def _open_current(self) -> None:
        found = self.table.current_row()
        if found is not None and found.document_id is not None:
            self._desk.bus.open_document.emit(found.document_id)


def _counted(count: int) -> str:
    return ngettext("{count} serial number", "{count} serial numbers", count, f"{count:,}")
