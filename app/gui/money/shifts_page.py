"""Money › Z reports: the shifts of all drawers, each reopened as its paper (M9)."""

from PySide6.QtWidgets import QStackedWidget, QWidget

from app.domain.permissions import Permission
from app.gui.kit.desk import Desk
from app.gui.kit.widgets import button, column, label
from app.gui.lists.list_page import ListPage, Words
from app.gui.money.report_view import ReportView
from app.lists.shifts import SHIFTS
from app.services import clock
from app.services.money import grand_totals
from app.services.money.grand_totals import PeriodTotal
from app.text import _, ngettext
from db.queries.lists.shifts import ShiftsAsked
from db.queries.shifts import Shift


class ShiftsPage(QWidget):
    """The list; Enter opens a report, and the Drawer where the shift is still open."""

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self._desk = desk
        words = Words(
            title=_("Z reports"),
            empty=_(
                "No drawer was opened yet. Where the shop has shifts, Money › Drawer opens it."
            ),
            leads={"drawer": _("Drawer")},
        )
        self.open_button = button(_("Open"), "Ctrl+O")
        self.listing = ListPage(
            desk, SHIFTS, words, lambda _text: ShiftsAsked(), _counted, actions=(self.open_button,)
        )
        self.totals = label("", "secondary")
        """What the Z reports of this month and year come to, and all since the shop began."""
        self.totals.setWordWrap(True)
        self.listing.put_above(self.totals)
        self.listing.list.loaded.connect(self._show_totals)
        self.view = ReportView(desk)
        self.stack = QStackedWidget()
        self.stack.addWidget(self.listing)
        self.stack.addWidget(self.view)
        self.setLayout(column(self.stack))
        self.setFocusProxy(self.listing.table)
        self.listing.table.chosen.connect(self._open)
        self.open_button.clicked.connect(self._open_current)
        self.view.left.connect(self.open_list)

    def open_list(self) -> None:
        """Show the list; the report that was looked at is still chosen there."""
        self.stack.setCurrentWidget(self.listing)
        self.listing.reload()
        self.listing.take_focus()

    def _show_totals(self) -> None:
        database, day = self._desk.database, clock.today()
        grand = grand_totals.kept(database)
        self.totals.setVisible(grand is not None and self._desk.session.may(Permission.SEE_DRAWER))
        if grand is None:
            return
        money = self._desk.formats.money
        month, year = grand_totals.of_month(database, day), grand_totals.of_year(database, day)
        parts = [
            self._period(_("This month"), month),
            self._period(_("This year"), year),
            _("Since the shop began: {amount}").format(amount=money(grand.net)),
        ]
        self.totals.setText("   ·   ".join(parts))

    def _period(self, name: str, total: PeriodTotal) -> str:
        reports = ngettext("{count} Z report", "{count} Z reports", total.reports)
        amount = self._desk.formats.money(total.net)
        return _("{period}: {amount} in {reports}").format(
            period=name, amount=amount, reports=reports
        )

    def _open_current(self) -> None:
        shift = self.listing.table.current_row()
        if shift is not None:
            self._open(shift)

    def _open(self, shift: Shift) -> None:
        if shift.is_open:
            self._desk.bus.page_wanted.emit("drawer")
            return
        self.stack.setCurrentWidget(self.view)
        self.view.show_shift(shift.id)


def _counted(count: int) -> str:
    return ngettext("{count} shift", "{count} shifts", count, f"{count:,}")
