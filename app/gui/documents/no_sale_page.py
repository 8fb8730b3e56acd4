"""At the Counter the drawer is opened without a sale, for a reason, in the right column (M9)."""

from typing import TYPE_CHECKING

from PySide6.QtGui import QKeySequence, QShortcut

from app.domain.document_kind import DocumentKind
from app.domain.problems import Code, Problem
from app.domain.verdicts import Level
from app.gui.documents.exchanging_page import ExchangingPage
from app.gui.kit.desk import Desk
from app.gui.kit.later import class_named
from app.gui.kit.widgets import caption
from app.text import _

if TYPE_CHECKING:
    from app.gui.money.move_panel import MovePanel

KEY = "Alt+O"
PANEL = "money.move_panel.MovePanel"


class NoSalePage(ExchangingPage):
    """The part of the Counter's page that opens the drawer; a shop without payments has none."""

    def __init__(self, desk: Desk, kind: DocumentKind) -> None:
        super().__init__(desk, kind)
        self._moving: MovePanel | None = None
        text = f"{caption(_('Open without a sale'))}\t{KEY}"
        self.no_sale_action = self.more_button.menu().addAction(text, self.ask_without_sale)
        self._no_sale_key = QShortcut(QKeySequence(KEY), self)
        self._no_sale_key.setAutoRepeat(False)
        self._no_sale_key.activated.connect(self.ask_without_sale)

    @property
    def moving(self) -> "MovePanel":
        """What asks for the reason; made when it is asked first."""
        if self._moving is None:
            made: MovePanel = class_named(PANEL)(self.desk)
            self._moving = made
            made.left.connect(self._leave_moving)
            made.moved.connect(self._opened_without_sale)
        return self._moving

    def _show_actions(self) -> None:
        super()._show_actions()
        self.no_sale_action.setVisible(self.takes_money)
        self._no_sale_key.setEnabled(self.takes_money)

    def ask_without_sale(self) -> None:
        """Ask why the drawer is opened; the sale stays as it is, and so does what is paid of it."""
        from app.services.money import shifts  # with the first opening

        if self.asks_approval_now:
            return  # that is answered first: it stands in the same place
        counter = self.desk.session.counter.id
        if shifts.opening_needed(self.desk.database, counter):
            self.problems.show_problems([Problem(Code.SHIFT_NOT_OPEN)])
            self.desk.sounds.play(Level.REFUSED)
            return
        if self.is_paying:
            self.leave_payment()
        self.draft_page.take_over(self.moving)
        self.moving.ask(without_sale=True)

    def _leave_moving(self) -> None:
        self.draft_page.give_back()
        self.scan_box.setFocus()

    def _opened_without_sale(self) -> None:
        self._leave_moving()
        self.verdict.say(_("Written down: the drawer was opened without a sale."))
