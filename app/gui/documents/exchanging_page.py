"""An exchange on a sale's page: what comes back is scanned into its return, all else goes out (M7).

A serial number that is sold comes back, one in stock goes out, by itself; F3 turns the switch.
"""

from collections.abc import Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QWidget

from app.domain.document_kind import DocumentKind
from app.domain.lifecycle import Status
from app.domain.problems import Problem
from app.gui.documents.page import DocumentPage
from app.gui.kit.desk import Desk
from app.gui.kit.guard import guarded
from app.gui.kit.later import class_named
from app.gui.kit.part_place import PartPlace
from app.gui.kit.widgets import button
from app.gui.scanning.boxes import Ended
from app.services.documents import draft_head, drafts, exchanging, undoable
from app.services.documents.exchanging import Exchange
from app.text import _
from db.queries import document_lines, returns, serials
from db.queries.document_lines import DocumentLine
from db.queries.documents import DRAFT, Document
from db.queries.returns import SoldRow
from db.queries.serials import Known

if TYPE_CHECKING:
    from app.gui.documents.exchange_band import ExchangeBand, ExchangeSums
    from app.gui.documents.origin_card import OriginCard

EXCHANGE_BAND = "documents.exchange_band.ExchangeBand"
EXCHANGE_SUMS = "documents.exchange_band.ExchangeSums"
ORIGIN_CARD = "documents.origin_card.OriginCard"


class ExchangingPage(DocumentPage):
    """The part of the Counter's page that exchanges; a shop without payments never sees it."""

    def __init__(self, desk: Desk, kind: DocumentKind) -> None:
        self.exchange: Exchange | None = None
        """Both halves, while one is made."""
        self._back_line: int | None = None
        self._scanned_back = False
        """What was scanned last went into what comes back."""
        self._of: int | None = None
        """The sale that was chosen as the exchange began."""
        self._beside_back = False
        """What comes back is at hand: beside it stands what it came from."""
        self._has_origins = False
        self.band_place = PartPlace(self._make_band)
        self.sums_place = PartPlace(self._make_sums)
        self.origins_place = PartPlace(self._make_origins)
        super().__init__(desk, kind)
        self.exchange_button = button(_("Exchange"), "F3", "flat")
        self.exchange_button.clicked.connect(self.begin_exchange)
        self.tools.insertWidget(1, self.exchange_button)
        self.draft_page.put_above_last(self.sums_place.widget)
        self.draft_page.put_beside(self.origins_place.widget)
        self.lines.line_changed.connect(self._choose_out)

    def own_answers(self) -> Sequence[QWidget]:
        """Above what goes out stands what comes back."""
        return (*super().own_answers(), self.band_place.widget)

    # The parts, made by the first exchange ------------------------------------------------------

    @property
    def band(self) -> "ExchangeBand":
        """What comes back."""
        return self.band_place.part

    def _make_band(self) -> "ExchangeBand":
        made: ExchangeBand = class_named(EXCHANGE_BAND)(self.desk)
        made.fields.said.connect(self._say_return)
        made.fields.moved.connect(self._move_back)
        made.leave_button.clicked.connect(self.leave_exchange)
        made.lines.edited.connect(self.reload)
        made.lines.refused.connect(self._show_refusal)
        made.lines.not_written.connect(self._tell_trouble)
        made.lines.line_changed.connect(self._choose_back)
        made.lines.home = self.scan_box
        made.fold(self.draft_page.is_narrow)
        self.draft_page.folded.connect(made.fold)
        return made

    @property
    def difference(self) -> "ExchangeSums":
        """What the customer pays or gets."""
        return self.sums_place.part

    def _make_sums(self) -> "ExchangeSums":
        made: ExchangeSums = class_named(EXCHANGE_SUMS)(self.desk.formats)
        return made

    @property
    def origins(self) -> "OriginCard":
        """The invoices from which something comes back."""
        return self.origins_place.part

    def _make_origins(self) -> "OriginCard":
        made: OriginCard = class_named(ORIGIN_CARD)(self.desk)
        made.added.connect(self._add_sold)
        made.opened.connect(self.desk.bus.open_document)
        return made

    # Beginning and leaving ----------------------------------------------------------------------

    def begin_exchange(self) -> None:
        """Let something come back for what goes out; in an exchange, turn the switch."""
        if self.exchange is not None:
            self.band.turn()
            self.scan_box.setFocus()
            return
        if not self.takes_money or not self.finish_entry() or self.draft is None:
            return
        draft, self._of = self.draft.id, self.chosen_sale()
        self._beside_back = self._of is not None
        if self._do(lambda: exchanging.begin(self.desk.session, draft)):
            self.band.begin()
            self.reload()
        self.scan_box.setFocus()

    def chosen_sale(self) -> int | None:
        """The posted sale that is chosen on the page: of it something comes back, perhaps."""
        return None

    def leave_exchange(self) -> None:
        """Make it a plain sale again; what comes back stands as a sales return of its own."""
        if self.draft is not None and self.finish_entry():
            draft = self.draft.id
            if self._do(lambda: exchanging.leave(self.desk.session, draft)):
                self.reload()
        self.scan_box.setFocus()

    @guarded()
    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Esc leaves an exchange in which nothing comes back yet."""
        leaves = event.key() == Qt.Key.Key_Escape and self.exchange is not None
        if leaves and not self.is_paying and not self.band.lines.table_model.rows:
            self.leave_exchange()
        else:
            super().keyPressEvent(event)

    # What is shown ------------------------------------------------------------------------------

    def _show_head_and_lines(self, id: int) -> list[DocumentLine]:
        self.exchange = self._same_party(exchanging.exchange_of(self.desk.database, id))
        lines = super()._show_head_and_lines(id)
        self._show_exchange()
        return lines

    def _same_party(self, found: Exchange | None) -> Exchange | None:
        """Both halves are of one customer: the one who is chosen, or who brings something back."""
        if found is None or found.sale.state != DRAFT:
            return None
        session, (back, sale) = self.desk.session, found
        if back.party_id == sale.party_id:
            return found
        if sale.party_id is None:
            draft_head.set_party(session, sale.id, back.party_id)
        else:
            draft_head.set_party(session, back.id, sale.party_id)
        return exchanging.exchange_of(session.database, sale.id)

    def _show_exchange(self) -> None:
        found, database = self.exchange, self.desk.database
        self.band_place.set_visible(found is not None)
        self.sums_place.set_visible(found is not None)
        self._has_origins = False
        text = self.post_text()
        self.post_button.setText(text)
        self.post_button.setAccessibleName(text)
        if found is None:
            return
        lines = document_lines.lines(database, found.back.id)
        self.band.show_exchange(found, lines, self._back_line)
        self.band.show_whose(self._questions_of_back(found, lines))
        self._show_origins(found)
        self.difference.show_exchange(found)
        if undoable.can_undo(database, found.back.id):
            self.undo_button.setEnabled(True)

    def _questions_of_back(self, found: Exchange, lines: Sequence[DocumentLine]) -> list[Problem]:
        from app.services.documents import draft_read, returning  # with the first exchange

        if not any(line.serials for line in lines):
            return []
        database = self.desk.database
        return list(returning.problems(database, draft_read.read(database, found.back.id)))

    def _show_origins(self, found: Exchange) -> None:
        """The invoices from which something comes back; before it does, the one that was chosen."""
        database = self.desk.database
        origins = returns.back_from(database, found.back.id)
        if self._of is not None and not origins:
            origins = [returns.named(database, self._of)]
        self.origins.show_origins(origins, found.back.id)
        self._has_origins = bool(origins)

    @property
    def shows_origins(self) -> bool:
        """What something came from stands beside it."""
        return self.exchange is not None and self._beside_back and self._has_origins

    @property
    def shows_panel(self) -> bool:
        """Where something came from stands for it."""
        return super().shows_panel and not self.shows_origins

    def post_text(self) -> str:
        """What the blue button says: whether there is something to be paid or given back."""
        if self.exchange is None or self.exchange.difference > 0:
            return super().post_text()
        return _("Give back") if self.exchange.difference < 0 else _("Exchange")

    def _choose_back(self, line: DocumentLine | None) -> None:
        self._back_line = line.id if line is not None else None
        if line is not None and self.band.lines.hasFocus():
            self._show_beside(True)

    def _choose_out(self, line: DocumentLine | None) -> None:
        if line is not None and self.exchange is not None and self.lines.hasFocus():
            self._show_beside(False)

    def _show_beside(self, back: bool) -> None:
        """Beside the half that is at hand stands what is to be known of it."""
        self._beside_back = back
        self.origins_place.set_visible(self.shows_origins)
        self.panel_place.set_visible(self.shows_panel)

    # What is said of what comes back --------------------------------------------------------------

    def _say_return(self) -> None:
        fields = self.band.fields
        if self.exchange is not None:
            back = self.exchange.back.id
            reason, condition = fields.reason, fields.condition
            if self._do(lambda: draft_head.set_return(self.desk.session, back, reason, condition)):
                self.reload()

    def _move_back(self, warehouse: int) -> None:
        if self.exchange is not None:
            back = self.exchange.back.id
            self._do(lambda: draft_head.set_warehouse(self.desk.session, back, warehouse))
            self.reload()
            self.scan_box.setFocus()

    def _add_sold(self, sold: SoldRow) -> None:
        """Let something more come back of an invoice: a unit by its number, else one more."""
        from app.services.documents import returning  # with the first exchange

        if self.exchange is None or not self.finish_fields():
            return
        if sold.number is not None:
            self._take_back(sold.number)
            return
        back, session = self.exchange.back.id, self.desk.session
        if self._do(lambda: returning.add_sold(session, back, sold.line_id)):
            self.reload()
        self.scan_box.setFocus()

    # Scans --------------------------------------------------------------------------------------

    def takes_elsewhere(self, code: Ended) -> bool:
        """What comes back goes into the return."""
        if self.exchange is None or not self._comes_back(str(code)):
            self._scanned_back = self._beside_back = False
            return False
        self._take_back(str(code), code.times, code.by_hand)
        return True

    def _take_back(self, code: str, times: str | None = None, by_hand: bool = False) -> None:
        """Let a code act on what comes back."""
        from app.services.entry import scanning  # with the first scan

        assert self.exchange is not None
        back = self.exchange.back.id
        outcome = scanning.scan(
            self.desk.session, back, self._back_line, code, times=times, typed=by_hand
        )
        self._scanned_back = outcome.undo is not None
        if outcome.undo is not None:
            self._back_line, self._beside_back = outcome.line, True
        self.reload()
        self._show_outcome(outcome._replace(undo=None, asks=False))

    def _comes_back(self, code: str) -> bool:
        from app.services.entry.resolving import LabelledUnit, resolve  # with the first scan

        comes_back = self.band.comes_back()
        if comes_back is not None:
            return comes_back
        database = self.desk.database
        match resolve(database, code).found:
            case Known() as unit:
                return unit.status == Status.SOLD
            case LabelledUnit(_item, serial):
                known = serials.known(database, [serial]).get(serial.upper())
                return known is not None and known.status == Status.SOLD
            case Document() as document:
                return document.kind == self.kind.key
        return False

    def undo(self) -> None:
        """Take back what was scanned last, in whichever half it is."""
        from app.services.documents import undoing  # with the first that is taken back

        found = self.exchange
        only_back = found is not None and not undoable.can_undo(self.desk.database, found.sale.id)
        if found is None or not (self._scanned_back or only_back):
            super().undo()
            return
        if self.finish_fields() and self._finish_scans():
            back = found.back.id
            if self._do(lambda: undoing.undo_last(self.desk.session, back)):
                self._scanned_back = False
                self.verdict.show_ready()
                self.scans.follow()
                self.reload()
        self.scan_box.setFocus()

    def delete_line(self) -> None:
        """Take out the line at hand: of what comes back where that table has the keys."""
        from app.services.documents import undoing  # with the first that is taken back

        found = self.exchange
        line = self.band.lines.current_row() if found is not None else None
        if found is None or line is None or not self.band.lines.hasFocus():
            super().delete_line()
            return
        back = found.back.id
        if self.finish_fields() and self._finish_scans():
            if self._do(lambda: undoing.delete_line(self.desk.session, back, line.id)):
                self._scanned_back, self._back_line = True, None
                self.reload()
            self.scan_box.setFocus()

    def finish_fields(self) -> bool:
        """What is typed into what comes back is written too."""
        if (band := self.band_place.made) is not None:
            band.fields.finish()
            if not band.lines.finish_edit():
                return False
        return super().finish_fields()

    # Posting and discarding -----------------------------------------------------------------------

    def to_be_posted(self) -> Sequence[int]:
        """The halves that have lines; where none has, the sale, which is empty."""
        if self.exchange is None:
            return super().to_be_posted()
        database = self.desk.database
        filled = [half.id for half in self.exchange if document_lines.lines(database, half.id)]
        return filled or super().to_be_posted()

    def paid_half(self) -> int:
        """The half that is paid, or given back."""
        halves = self.to_be_posted()
        if self.exchange is None or len(halves) == 1:
            return halves[0]
        back, sale = self.exchange
        return back.id if self.exchange.difference < 0 else sale.id

    def sums_to_pay(self) -> Sequence[tuple[str, str]]:
        """Of an exchange each half's sum stands in its head."""
        return () if self.exchange is not None else super().sums_to_pay()

    def discard(self) -> None:
        """Put both halves aside; both can be taken back."""
        found = self.exchange
        super().discard()
        gone = found is not None and self.exchange is None
        if found is not None and gone:
            self._do(lambda: drafts.discard(self.desk.session, found.back.id))

    def holds_something(self) -> bool:
        """What comes back counts too."""
        comes_back = self.exchange is not None and bool(self.band.lines.table_model.rows)
        return comes_back or super().holds_something()
