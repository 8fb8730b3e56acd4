"""Serials to be added to an item in a warehouse, by scan or by list; nothing is done yet."""

from collections.abc import Callable, Collection, Sequence

from PySide6.QtCore import Signal
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QAbstractItemView, QTabWidget, QWidget

from app.domain.problems import Code, Problem
from app.domain.serials import key, split, text_waits
from app.domain.verdicts import Verdict, level_of
from app.gui.documents.manual_entry import ManualEntry, verdict_text
from app.gui.kit.desk import Desk
from app.gui.kit.tables import Table, TableColumn, TableModel
from app.gui.kit.theme import GRID
from app.gui.kit.widgets import button, column, label, row
from app.gui.scanning.boxes import ScanBox
from app.gui.scanning.route import WRITES_DOWN, NotedScan
from app.services.entry.labels import units_in
from app.services.stock import edit_inventory
from app.text import _, ngettext


class AddedSerials(QWidget):
    """Collects ``numbers``; each was judged when it came.

    ``spoken_for`` gives the numbers that others are about to be corrected to.
    """

    changed = Signal()
    """A serial was added to the list, or taken out of it."""

    def __init__(
        self,
        desk: Desk,
        product: int,
        warehouse: int,
        spoken_for: Callable[[], Collection[str]] = tuple,
    ) -> None:
        super().__init__()
        self.setProperty(WRITES_DOWN, True)
        self._desk = desk
        self._place = product, warehouse
        self._spoken_for = spoken_for
        self.scan_box = ScanBox()
        self.scan_box.setPlaceholderText(_("Scan a serial number to add"))
        self.said = label("")
        self.said.setWordWrap(True)
        self.table = Table(TableModel(self._columns()), _("Serial numbers to be added"))
        self.table.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)
        self.table.table_model.set_rows([])
        self._summary = label("", "muted")
        self.remove_button = button(_("Delete"))
        self.manual = ManualEntry(desk, self.judge, self.take)
        self.tabs = QTabWidget()
        self.tabs.setAccessibleName(_("Ways to enter"))
        self._arrange()
        self.scan_box.scanned.connect(self.scan)
        self.remove_button.clicked.connect(self.remove)
        self.table.delete_pressed.connect(self.remove)
        self.manual.taken.connect(self._show)
        self.table.selectionModel().selectionChanged.connect(self._allow)
        self._show()

    def _arrange(self) -> None:
        listing = QWidget()
        listing.setLayout(
            column(
                self.scan_box, self.said, self.table, row(self._summary, None, self.remove_button)
            )
        )
        for page, title in ((listing, _("Add")), (self.manual, _("Manual entry"))):
            page.setContentsMargins(0, GRID, 0, 0)
            self.tabs.addTab(page, title)
        self.setLayout(column(self.tabs))
        focus = QShortcut(QKeySequence("F2"), self.scan_box)
        focus.activated.connect(self.scan_box.setFocus)
        self.scan_box.setToolTip(_("F2 comes back here"))
        self.setFocusProxy(self.scan_box)

    def _columns(self) -> list[TableColumn]:
        return [
            TableColumn(_("Serial number"), lambda v: v.number, serial=True, stretch=True),
            TableColumn(
                _("State"),
                verdict_text,
                width=136,
                colour=lambda v: self._desk.theme.level(level_of(v))[1],
            ),
        ]

    @property
    def numbers(self) -> list[str]:
        """The serials to be added, in the order they came."""
        return [verdict.number for verdict in self.table.table_model.rows]

    def judge(self, entries: Sequence[str]) -> list[Verdict]:
        """Judge a list; what is spoken for already is no good a second time."""
        there = {key(number): place for place, number in enumerate(self.numbers, 1)}
        rights = {key(number) for number in self._spoken_for()}
        product, warehouse = self._place
        judged = edit_inventory.judge_added(self._desk.database, product, warehouse, entries)
        return [self._once(verdict, there, rights) for verdict in judged]

    def _once(self, verdict: Verdict, there: dict[str, int], rights: set[str]) -> Verdict:
        code = key(verdict.number)
        if verdict.good and code in there:
            values = {"serial": verdict.number, "entry": there[code]}
            return _refused(verdict, Problem(Code.DUPLICATE, values, serial=verdict.number))
        if verdict.good and code in rights:
            values = {"serial": verdict.number}
            return _refused(verdict, Problem(Code.NUMBER_TAKEN, values, serial=verdict.number))
        return verdict

    def take(self, entries: Sequence[str]) -> list[Verdict]:
        """Take the good ones of a list."""
        verdicts = self.judge(entries)
        rows = [*self.table.table_model.rows, *(v for v in verdicts if v.good)]
        self.table.table_model.set_rows(rows)
        return verdicts

    def scan(self, code: str) -> list[Verdict]:
        """One scan is a list of one; its verdict is a line and a sound."""
        numbers, problem = units_in(self._desk.database, code, self._place[0])
        entries = [entry for number in numbers for entry in split(number)] or [""]
        verdicts = [Verdict(1, code, problem=problem)] if problem else self.take(entries)
        for verdict in verdicts:
            self._say(verdict)
        self._show()
        return verdicts

    def _say(self, verdict: Verdict) -> None:
        level, text = level_of(verdict), verdict_text(verdict)
        noted = NotedScan(verdict.number, level, verdict.finding, verdict.problem)
        self._desk.bus.scan_noted.emit(noted)
        if verdict.good:
            text = f"{verdict.number} · {text}"
        colour = self._desk.theme.level(level)[1]
        self.said.setText(text)
        self.said.setStyleSheet(f"color: {colour};")
        self._desk.sounds.play(level)

    def waits(self) -> bool:
        """Something is typed, in the scan box or in Manual entry, and not in the list."""
        return bool(self.scan_box.text().strip() or self.manual.text)

    def finish_entry(self) -> list[Problem]:
        """Take what stands in the scan box and what is good in Manual entry (D11).

        What is not good is said; in Manual entry it also stays, to be mended.
        """
        problems: list[Problem] = []
        if code := self.scan_box.text().strip():
            self.scan_box.clear()
            problems += [v.problem for v in self.scan(code) if v.problem]
        self.manual.finish()
        if self.manual.text:
            self.manual.accept_good()
        if left := self.manual.text:
            problems.append(text_waits(left))
            self.tabs.setCurrentWidget(self.manual)
            self.manual.show_waiting()
        return problems

    def remove(self) -> None:
        """Take the chosen ones out of the list."""
        gone = set(self.table.selected_places())
        rows = list(self.table.table_model.rows)
        left = [verdict for place, verdict in enumerate(rows) if place not in gone]
        self.table.table_model.set_rows(left)
        self._show()

    def _show(self) -> None:
        count = len(self.numbers)
        self._summary.setText(ngettext("{count} to be added", "{count} to be added", count))
        self.table.scrollToBottom()
        self._allow()
        self.changed.emit()

    def _allow(self) -> None:
        self.remove_button.setEnabled(self.table.selectionModel().hasSelection())


def _refused(verdict: Verdict, problem: Problem) -> Verdict:
    return verdict._replace(finding=None, problem=problem)
