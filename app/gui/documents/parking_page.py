"""What is put aside at the Counter and comes back: parked sales (M10), discarded drafts (D6)."""

from collections.abc import Sequence
from typing import TYPE_CHECKING

from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QWidget

from app.domain.document_kind import DocumentKind
from app.domain.problems import Problem
from app.domain.verdicts import Level
from app.gui.documents.counter_empty import CounterEmpty
from app.gui.documents.no_sale_page import NoSalePage
from app.gui.kit.desk import Desk
from app.gui.kit.keys import only_shown
from app.gui.kit.later import class_named
from app.gui.kit.part_place import PartPlace
from app.gui.kit.widgets import button, caption
from app.services.documents import drafts, parking
from app.services.entry.outcome import Outcome
from app.text import _
from db.queries import documents
from db.queries import parking as parking_reads
from db.queries.documents import DISCARDED

if TYPE_CHECKING:
    from app.gui.documents.discarded_bar import DiscardedBar
    from app.gui.documents.parked_offer import ParkedOffer
    from app.gui.documents.parked_panel import ParkedPanel
    from app.gui.documents.parked_rows import ParkedRows

PARKED_PANEL = "documents.parked_panel.ParkedPanel"
PARKED_ROWS = "documents.parked_rows.ParkedRows"
PARKED_OFFER = "documents.parked_offer.ParkedOffer"
DISCARDED_BAR = "documents.discarded_bar.DiscardedBar"


class ParkingPage(NoSalePage):
    """The part of the Counter's page that parks a sale and calls it back.

    The Counter builds ``empty``, with the newest parked sales in ``rows_place``.
    """

    empty: CounterEmpty

    def __init__(self, desk: Desk, kind: DocumentKind) -> None:
        self.offer_place = PartPlace(self._make_offer)
        super().__init__(desk, kind)
        self._gone: DiscardedBar | None = None
        self.parked_place = PartPlace(self._make_parked)
        self.rows_place = PartPlace(self._make_rows)

    def _add_parking(self) -> None:
        """Parking, and the list of what is parked, among what can be done with a draft."""
        self.park_button = button(_("Park"), "F7", "flat")
        self.parked_button = button("", "F8", "flat")
        only_shown(self.parked_button)
        self.tools.insertWidget(1, self.park_button)
        self.tools.insertWidget(2, self.parked_button)
        self.parked_action = self.more_button.menu().addAction("", self.show_parked)
        self.park_button.clicked.connect(self.park)
        self.parked_button.clicked.connect(self.show_parked)
        QShortcut(QKeySequence("F8"), self).activated.connect(self.show_parked)
        self.desk.bus.changed.connect(self._leave_what_others_have)
        self.discarded.connect(self._offer_discarded)

    @property
    def is_begun(self) -> bool:
        """Something is entered, or was scanned."""
        raise NotImplementedError

    def start(self) -> None:
        """Show the draft that who is here left open, or begin one."""
        raise NotImplementedError

    # The parts, made when they are needed -----------------------------------------------------

    def own_answers(self) -> Sequence[QWidget]:
        """What is scanned may stand on a parked sale."""
        return (*super().own_answers(), self.offer_place.widget)

    @property
    def offer(self) -> "ParkedOffer":
        """Says that what was scanned stands on a parked sale."""
        return self.offer_place.part

    def _make_offer(self) -> "ParkedOffer":
        made: ParkedOffer = class_named(PARKED_OFFER)(self.desk)
        made.called.connect(self._call_back_scanned)
        return made

    @property
    def parked(self) -> "ParkedPanel":
        """All that is parked."""
        return self.parked_place.part

    def _make_parked(self) -> "ParkedPanel":
        made: ParkedPanel = class_named(PARKED_PANEL)(self.desk, self)
        made.called.connect(self.call_back)
        made.discarded.connect(self._discard_parked)
        made.left.connect(self._leave_parked)
        return made

    def _make_rows(self) -> "ParkedRows":
        made: ParkedRows = class_named(PARKED_ROWS)(self.desk)
        made.fold(self.draft_page.is_narrow)
        self.draft_page.folded.connect(made.fold)
        made.called.connect(self.call_back)
        made.all_wanted.connect(self.show_parked)
        made.left.connect(self.scan_box.setFocus)
        made.not_written.connect(self._tell_trouble)
        made.refused.connect(self._show_refusal)
        return made

    @property
    def gone(self) -> "DiscardedBar":
        """Says that a draft was discarded, and takes it back."""
        if self._gone is None:
            made: DiscardedBar = class_named(DISCARDED_BAR)(self.desk, self)
            made.restored.connect(self._take_up)
            self._gone = made
        return self._gone

    def _offer_discarded(self, draft: int) -> None:
        self.gone.offer(draft)

    def forget_offers(self) -> None:
        """The next thing is done: neither what was scanned nor what was discarded is offered."""
        self.forget_offer()
        if self._gone is not None:
            self._gone.forget()

    def forget_offer(self) -> None:
        """The parked sale that was offered is offered no more."""
        if (made := self.offer_place.made) is not None:
            made.forget()

    # Parking ----------------------------------------------------------------------------------

    def _show_parking(self) -> None:
        count = parking_reads.count(self.desk.database)
        text = _("Parked ({count})").format(count=f"{count:,}")
        self.parked_button.setText(caption(text))
        self.parked_button.setAccessibleName(text)
        self.parked_action.setText(f"{caption(text)}\tF8")
        narrow = self.draft_page.is_narrow
        self.park_button.setVisible(self.is_begun)
        self.parked_button.setVisible(bool(count) and not narrow and self.is_begun)
        self.parked_action.setVisible(bool(count) and narrow)

    def park(self) -> None:
        """Put the sale aside; its note can be typed at once, a scan is the next customer's."""
        if not self.finish_entry() or self.draft is None:
            return
        draft = self.draft.id
        if not self._do(lambda: parking.park(self.desk.session, draft)):
            return
        waiting = self.take_next()
        self.document = None
        self.desk.bus.changed.emit()
        self.start()
        self.empty.parked.ask_note(draft)
        for code in waiting:
            self.take_scan(code)

    def show_parked(self) -> None:
        """List all that is parked, in the right column."""
        self.parked.reload()
        self.draft_page.take_over(self.parked)
        self.parked.setFocus()

    def _leave_parked(self) -> None:
        self.draft_page.give_back()
        self.scan_box.setFocus()

    def call_back(self, parked: int, take_back: bool = False) -> None:
        """Show a parked sale again; one that is at hand and holds something is parked instead.

        ``take_back``: what was scanned last stands on the parked one, and so not on this.
        """
        if not self.finish_entry():
            return
        at_hand = self.draft.id if self.draft is not None else None
        gone: list[Problem] = []

        def call_back() -> None:
            gone.extend(parking.call_back(self.desk.session, parked, at_hand, take_back))

        if not self._do(call_back):
            self._leave_parked()
            return
        self.document = None
        self.desk.bus.changed.emit()
        self.open(parked)
        if gone:
            self.problems.show_problems(gone)
            self.desk.sounds.play(Level.WARNING)

    def _call_back_scanned(self, parked: int) -> None:
        self.call_back(parked, take_back=self.offer.taken)

    def _discard_parked(self, parked: int) -> None:
        """It can be taken back, and is parked then as it was."""
        if self.may_give_up(parked) and self._do(lambda: drafts.discard(self.desk.session, parked)):
            self.desk.bus.changed.emit()
            self.reload()
            self.gone.offer(parked)
        self.parked.reload()

    def after_scan(self, outcome: Outcome) -> None:
        """Say where what was scanned stands on a parked sale."""
        super().after_scan(outcome)
        if self.draft is None or outcome.asks:
            return
        rows = outcome.undo.serials if outcome.undo else ()
        found = parking.holding(self.desk.database, self.draft.id, outcome.code, rows)
        if found is not None:
            self.offer.offer(outcome.code, found, taken=outcome.undo is not None)

    def finish_fields(self) -> bool:
        """The note of what was parked last is written too."""
        rows = self.rows_place.made
        return (rows is None or rows.finish()) and super().finish_fields()

    def _leave_what_others_have(self) -> None:
        """The sale at hand was parked meanwhile, or another called it back: begin the next."""
        shown = self.draft
        if shown is None:
            return
        now = documents.document(self.desk.database, shown.id)
        if now.parked_at is not None or now.begun_by != shown.begun_by:
            self.start()

    def post(self) -> None:
        """Post the sale: what is asked then is the one question."""
        self.forget_offer()
        super().post()

    # What was discarded is taken back ----------------------------------------------------------

    def _take_up(self, draft: int) -> None:
        """Show a draft that was taken back; the empty draft begun after it is discarded."""
        if documents.document(self.desk.database, draft).parked_at is not None:
            self.reload()
            if (listed := self.parked_place.made) is not None:
                listed.reload()
            return
        self._restore_other_half(draft)
        if self.document is not None and not self.holds_something():
            drafts.discard(self.desk.session, self.document.id)
        self.open(draft)

    def _restore_other_half(self, draft: int) -> None:
        """What came back in an exchange that was discarded comes back with it."""
        database = self.desk.database
        other = documents.document(database, draft).exchange_id
        if other is not None and documents.document(database, other).state == DISCARDED:
            drafts.restore(self.desk.session, other)
