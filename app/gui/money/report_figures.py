"""The figures of a report of the drawer, and the rows of the one that is opened (M9)."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QStackedWidget, QWidget

from app.domain.shifts import DrawerFigure
from app.gui.kit.desk import Desk
from app.gui.kit.guard import guarded
from app.gui.kit.scrolled import scrolled
from app.gui.kit.theme import CARD_GAP
from app.gui.kit.widgets import column, row
from app.gui.money.expected_card import ExpectedCard
from app.gui.money.rows_panel import RowsPanel
from app.gui.money.tenders_card import TendersCard
from app.services.money.shifts import DrawerReport
from app.text import _
from db.queries.shifts import TenderSum

_WIDEST = 640


class ReportFigures(QStackedWidget):
    """What a closed drawer's report adds up, as it stands on its paper; Enter opens a figure."""

    left = Signal()

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self._report: DrawerReport | None = None
        self.expected, self.tenders = ExpectedCard(desk), TendersCard(desk)
        self.rows = RowsPanel(desk)
        self.rows.back_button.hide()  # the page's own leads back from there too
        cards, inside = QWidget(), QWidget()
        cards.setMaximumWidth(_WIDEST)
        cards.setLayout(column(self.expected, self.tenders, None, gap=CARD_GAP))
        beside = row(cards, None)
        beside.setStretch(0, 1)
        inside.setLayout(beside)
        self._cards = scrolled(inside, _("Figures"))
        self.addWidget(self._cards)
        self.addWidget(self.rows)
        self.rows.left.connect(self._show_cards)
        self.expected.opened.connect(self._open_figure)
        self.tenders.opened.connect(self._open_tender)

    def show_report(self, report: DrawerReport) -> None:
        """Show the figures of a report."""
        self._report = report
        self.expected.show_report(report, shown=True)
        self.tenders.show_report(report)
        self._show_cards()

    def _show_cards(self) -> None:
        self.setCurrentWidget(self._cards)
        self.expected.table.setFocus()

    def _open_figure(self, figure: DrawerFigure) -> None:
        if self._report is not None:
            self.setCurrentWidget(self.rows)
            self.rows.show_figure(self._report.scope, figure)

    def _open_tender(self, tender: TenderSum) -> None:
        if self._report is not None:
            self.setCurrentWidget(self.rows)
            self.rows.show_tender(self._report.scope, tender)

    def go_back(self) -> None:
        """From the rows to the figures, from these to the paper."""
        if self.currentWidget() is self.rows:
            self._show_cards()
        else:
            self.left.emit()

    @guarded()
    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            self.go_back()
        else:
            super().keyPressEvent(event)
