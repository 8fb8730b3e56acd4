"""Inventory › Scan log: every scan of 30 days with its verdict; undo the last, scan again (C4)."""

from PySide6.QtCore import QTimer
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QAbstractItemView, QWidget

from app.domain import serials
from app.domain.kinds import KINDS
from app.domain.verdicts import Level
from app.gui.kit.desk import Desk
from app.gui.kit.forms import ChoiceField
from app.gui.kit.guard import guarded
from app.gui.kit.tables import PagedRows, Table, TableColumn, TableModel
from app.gui.kit.theme import GRID, serial_font
from app.gui.kit.widgets import button, column, label, row
from app.gui.scanning.boxes import CodeEdit
from app.services.entry import scan_log
from app.text import _, ngettext, sentence
from db.queries import scans
from db.queries.scans import ScanRow

_PAUSE = 150


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
        self.table = Table(TableModel(self._columns()), _("Scans"))
        self.table.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)
        self._summary = label("", "muted")
        self.undo_button = button(_("Undo the last scan"), "Ctrl+Z")
        self.again_button = button(_("Scan again into the current document"), "Ctrl+R")
        self._pause = QTimer(self, singleShot=True, interval=_PAUSE)
        self._arrange()
        self._connect()

    def _arrange(self) -> None:
        title = label(_("Scan log"), "title")
        hint = label(_("Scans are kept for 30 days. Enter opens the document."), "muted")
        self.setLayout(
            column(
                row(title, None),
                row(self.text, self.level, None, self._summary),
                self.table,
                row(hint, None, self.undo_button, self.again_button),
                margin=GRID * 2,
                gap=GRID * 2,
            )
        )

    def _connect(self) -> None:
        self._pause.timeout.connect(self.reload)
        self.text.textChanged.connect(self._pause.start)
        self.level.activated.connect(self.reload)
        self.table.chosen.connect(self._open)
        self.table.selectionModel().selectionChanged.connect(self._allow)
        self.undo_button.clicked.connect(self.undo)
        self.again_button.clicked.connect(self.scan_again)
        self._desk.bus.changed.connect(self._reload_if_visible)

    def _columns(self) -> list[TableColumn]:
        formats = self._desk.formats
        return [
            TableColumn(_("Time"), lambda s: formats.moment(s.at), width=160),
            TableColumn(_("Code"), lambda s: s.code, serial=True, width=240),
            TableColumn(_("Result"), self._verdict, stretch=True, colour=self._colour),
            TableColumn(_("Document"), self._document, width=224),
        ]

    def _verdict(self, scan: ScanRow) -> str:
        if scan.problem:
            problem = scan_log.kept_problem(scan.problem)
            unknown = _("Refused, for a reason that this version does not know.")
            return sentence(problem) if problem else unknown
        finding = scan_log.finding_of(scan.finding)
        word = _(finding.value) if finding else scan.finding
        return " · ".join(part for part in (word, scan.product) if part)

    def _colour(self, scan: ScanRow) -> str:
        return self._desk.theme.level(Level.__members__.get(scan.level, Level.REFUSED))[1]

    def _document(self, scan: ScanRow) -> str:
        if scan.kind is None:
            return "–"
        kind = _(KINDS[scan.kind].name) if scan.kind in KINDS else scan.kind
        return f"{kind} {scan.number}" if scan.number else _("{kind}, draft").format(kind=kind)

    # What is shown ----------------------------------------------------------------------------

    def reload(self) -> None:
        """Read the log again."""
        self._pause.stop()
        database = self._desk.database
        text = serials.fold(self.text.text().strip())
        ids = scans.scan_ids(database, text, self.level.currentData())
        rows = PagedRows(ids, lambda some: scans.scan_page(database, some))
        self.table.table_model.set_rows(rows)
        self._summary.setText(ngettext("{count} scan", "{count} scans", len(ids)))
        self.undo_button.setEnabled(scans.last_undo(database) is not None)
        self._allow()

    def _reload_if_visible(self) -> None:
        if self.isVisible():
            self.reload()

    @guarded()
    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self.reload()

    def _allow(self) -> None:
        self.again_button.setEnabled(self.table.selectionModel().hasSelection())

    # Acting -----------------------------------------------------------------------------------

    def undo(self) -> None:
        """Take back the last scan that a draft took."""
        if scan_log.undo_last(self._desk.session):
            self._desk.bus.changed.emit()
            self.reload()

    def scan_again(self) -> None:
        """Let the chosen codes act once more, the oldest first, on the document worked on last."""
        places = sorted(index.row() for index in self.table.selectionModel().selectedRows())
        codes = [self.table.table_model.row(place).code for place in reversed(places)]
        if codes:
            self._desk.bus.scan_again.emit(codes)

    def _open(self, scan: ScanRow) -> None:
        if scan.document_id is not None:
            self._desk.bus.open_document.emit(scan.document_id)
