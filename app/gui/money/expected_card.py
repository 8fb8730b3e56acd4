"""What should be in the drawer, figure by figure; Enter opens what one is made of (M9)."""

from datetime import datetime

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QHeaderView, QStackedWidget, QWidget

from app.domain.shifts import ALWAYS, DrawerEntryKind, DrawerFigure, FigureSum
from app.gui.kit.desk import Desk
from app.gui.kit.tables import Table, TableColumn, TableModel
from app.gui.kit.theme import GRID, ROW_HEIGHT
from app.gui.kit.widgets import column, label, row
from app.lists.drawer_rows import DRAWER_ROWS, of_figure
from app.services.money import shifts
from app.services.money.shifts import DrawerReport
from app.text import _, called, ngettext, side_by_side

_ENTRIES = {
    DrawerFigure.MONEY_IN: DrawerEntryKind.MONEY_IN,
    DrawerFigure.MONEY_OUT: DrawerEntryKind.MONEY_OUT,
}
_AMOUNT = 104
_FIGURE = 2
"""The column that is as wide as what is in it."""


class ExpectedCard(QFrame):
    """The figures and their sum; blind, nothing of it is shown before it was counted."""

    opened = Signal(object)
    """What this figure is made of is to be shown (a DrawerFigure)."""

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self._desk = desk
        self._report: DrawerReport | None = None
        self.setProperty("role", "card")
        price = desk.formats.price
        self.model = TableModel(
            [
                TableColumn("", lambda one: _(one.figure.value), width=136),
                TableColumn("", self._said, stretch=True, colour=lambda _one: desk.theme.muted),
                TableColumn("", lambda one: price(one.amount), figure=True, width=_AMOUNT),
                TableColumn("", lambda _one: "›", figure=True, width=44),
            ]
        )
        self.table = Table(self.model, _("What should be in it"))
        self.table.setProperty("role", "plain")
        self.table.setAlternatingRowColors(False)
        header = self.table.horizontalHeader()
        header.hide()
        header.setSectionResizeMode(_FIGURE, QHeaderView.ResizeMode.ResizeToContents)
        self.table.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.total = label("", "sum")
        self._sum_name = label(_("Expected"), "section")
        self._title = label(_("What should be in it"), "section")
        says = label(_("Enter opens what a figure is made of"), "secondary")
        figures = QWidget()
        foot = row(self._sum_name, None, self.total)
        figures.setLayout(column(self.table, foot, gap=GRID))
        self.hidden = label(_("Shown after counting."), "muted")
        self.hidden.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self.hidden.setMinimumHeight(GRID * 8)
        self._stack = QStackedWidget()
        self._stack.addWidget(figures)
        self._stack.addWidget(self.hidden)
        self._says = says
        self.setLayout(column(row(self._title, None, says), self._stack, margin=GRID * 2))
        self.table.chosen.connect(lambda one: self.opened.emit(one.figure))

    def show_report(self, report: DrawerReport, shown: bool) -> None:
        """Show the figures of a report; not ``shown``: that they come after counting."""
        self._report = report
        of_day = report.shift is None
        self._title.setText(_("Cash of the day") if of_day else _("What should be in it"))
        self._sum_name.setText(_("In all") if of_day else _("Expected"))
        figures = [
            one
            for one in report.figures
            if (one.figure in ALWAYS or one.times) and not (of_day and one.figure is _FLOAT)
        ]
        place = self.table.currentIndex().row()
        self.model.set_rows(figures)
        self.table.setFixedHeight(len(figures) * ROW_HEIGHT + 2)
        if shown:
            self.table.select_only(min(max(place, 0), len(figures) - 1))
        self.total.setText(self._desk.formats.money(report.expected))
        self._stack.setCurrentIndex(0 if shown else 1)
        self._stack.setMaximumHeight(16777215 if shown else self.hidden.minimumHeight())
        self._says.setVisible(shown)

    def _said(self, one: FigureSum) -> str:
        """In a few words what a figure is made of."""
        report, formats = self._report, self._desk.formats
        if report is None or (one.times == 0 and one.figure is not _FLOAT):
            return ""
        if one.figure is _FLOAT and report.shift is not None:
            return side_by_side(_clock(report.shift.opened_at), called(report.shift.opened_by))
        if one.figure in _ENTRIES:
            return self._entries(report, _ENTRIES[one.figure])
        if one.figure is DrawerFigure.REFUNDS and one.times == 1:
            page = DRAWER_ROWS.page(
                self._desk.database, of_figure(report.scope, one.figure), None, 1
            )
            return page.rows[0].number or ""
        text = ngettext("{count} payment", "{count} payments", one.times, f"{one.times:,}")
        if one.rounding:
            sign = "+" if one.rounding > 0 else ""
            amount = f"{sign}{formats.price(one.rounding)}"
            return _("{payments}, rounded by {amount} in all").format(payments=text, amount=amount)
        return text

    def _entries(self, report: DrawerReport, kind: DrawerEntryKind) -> str:
        """The last one's time and reason, and how many there are."""
        found = [e for e in shifts.entries(self._desk.database, report.scope) if e.kind == kind]
        if not found:
            return ""
        said = side_by_side(_clock(found[0].at), found[0].reason)
        more = len(found) - 1
        if more:
            said += f" {ngettext('and {count} more', 'and {count} more', more, f'{more:,}')}"
        return said


_FLOAT = DrawerFigure.FLOAT


def _clock(stamp: str) -> str:
    return f"{datetime.fromisoformat(stamp).astimezone():%H:%M}"
