"""Inventory › Scan log: every scan of 30 days with its verdict; undo the last, scan again (C4)."""

from PySide6.QtWidgets import QAbstractItemView, QWidget

from app.domain import serials
from app.domain.verdicts import Level
from app.gui.kit.desk import Desk
from app.gui.kit.empty_state import leads_to
from app.gui.kit.forms import ChoiceField
from app.gui.kit.theme import CARD_GAP, PAGE_SIDE, PAGE_TOP, serial_font
from app.gui.kit.widgets import button, column, label, row
from app.gui.lists.export_button import export_button
from app.gui.lists.list_view import ListView
from app.gui.scanning.boxes import CodeEdit
from app.lists.scans import SCANS
from app.services.entry import scan_log
from app.text import _, ngettext
from db.queries.lists.scans import ScanRow, ScansAsked


class ScanLogPage(QWidget):
    """Reads; the last scan that a draft took can be undone, and any codes scanned once more."""

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self._desk = desk
        self.text = CodeEdit(clearButtonEnabled=True)
        self.text.setFont(serial_font())
        self.text.setPlaceholderText(_("Any part of a code"))
        self.text.setAccessibleName(_("Find a code"))
        self.text.setMinimumWidth(280)
        self.level = ChoiceField(
            [
                ((), _("All results")),
                ((Level.ACCEPTED.name, Level.NOTED.name), _("Taken")),
                ((Level.WARNING.name,), _("There already")),
                ((Level.REFUSED.name,), _("Refused")),
            ]
        )
        self.level.setAccessibleName(_("Result"))
        self.list = ListView(desk, SCANS, _("Scans"), self._asked, self._said_when_empty, _counted)
        self.model, self.table = self.list.model, self.list.table
        self.export_button = export_button(desk, self.list)
        self.list.count_line.add(self.export_button)
        self.table.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)
        self.undo_button = button(_("Undo the last scan"), "Ctrl+Z")
        self.again_button = button(_("Scan again into the current document"), "Ctrl+Shift+D")
        self._arrange()
        self._connect()

    def _arrange(self) -> None:
        title = label(_("Scan log"), "title")
        hint = label(_("Scans are kept for 30 days. Enter opens the document."), "muted")
        self._foot = QWidget()
        self._foot.setLayout(row(hint, None, self.undo_button, self.again_button))
        narrow = row(self.text, self.level, None, self.list.count_line)
        page = column(row(title, None), narrow, self.list, self._foot, gap=CARD_GAP)
        page.setContentsMargins(PAGE_SIDE, PAGE_TOP, PAGE_SIDE, PAGE_TOP)
        self.setLayout(page)

    def _connect(self) -> None:
        self.list.search_by(self.text)
        self._to_counter = leads_to(self._desk, "counter", _("Counter"))
        self.list.offer_when_empty(self._to_counter)
        self.list.loaded.connect(self._allow)
        self.level.activated.connect(self.reload)
        self.table.chosen.connect(self._open)
        self.table.selectionModel().selectionChanged.connect(self._allow_again)
        self.undo_button.clicked.connect(self.undo)
        self.again_button.clicked.connect(self.scan_again)

    # What is shown ----------------------------------------------------------------------------

    def _asked(self) -> ScansAsked:
        return ScansAsked(serials.fold(self.text.text().strip()), self.level.currentData())

    def _said_when_empty(self) -> str:
        if self._is_narrowed():
            return _("No scan fits what is searched for.")
        return _("Nothing was scanned yet.")

    def reload(self) -> None:
        """Read the log again."""
        self.list.reload()

    def _is_narrowed(self) -> bool:
        return bool(self.text.text().strip() or self.level.currentData())

    def _allow(self) -> None:
        there = self.model.rowCount() > 0
        self._foot.setVisible(there)
        self.list.counted.setVisible(there)
        self._to_counter.setVisible(not self._is_narrowed())
        self.undo_button.setEnabled(scan_log.last_undo(self._desk.database) is not None)
        self._allow_again()

    def _allow_again(self) -> None:
        self.again_button.setEnabled(self.table.selectionModel().hasSelection())

    # Acting -----------------------------------------------------------------------------------

    def undo(self) -> None:
        """Take back the last scan that a draft took."""
        if scan_log.undo_last(self._desk.session):
            self._desk.bus.changed.emit()
            self.reload()

    def scan_again(self) -> None:
        """Let the chosen codes act once more, the oldest first, on the document worked on last."""
        codes = [self.model.row(place).code for place in reversed(self.table.selected_places())]
        if codes:
            self._desk.bus.scan_again.emit(codes)

    def _open(self, scan: ScanRow) -> None:
        if scan.document_id is not None:
            self._desk.bus.open_document.emit(scan.document_id)


def _counted(count: int) -> str:
    return ngettext("{count} scan", "{count} scans", count, f"{count:,}")
