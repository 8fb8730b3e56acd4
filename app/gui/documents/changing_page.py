"""Changing a draft as a whole: a line out, a discount, all that is on the way; put aside, left."""

from functools import partial

from app.domain.pricing import Discount
from app.domain.problems import Refused
from app.gui.documents.paying_page import PayingPage
from app.gui.documents.totals import TotalsCard
from app.gui.kit import long_work
from app.gui.kit.asking_approval import asks_approval
from app.gui.kit.questions import give_up
from app.services.documents import drafts
from app.text import _, ngettext
from db.queries import document_lines
from db.queries.waiting import texts

_ASK_ABOVE = 10
"""Serials on a draft that are not thrown away unasked."""


class ChangingPage(PayingPage):
    """The part of a document's page that changes the draft it shows, and leads out of it."""

    totals: TotalsCard
    current: int | None

    def delete_line(self) -> None:
        """Take the current line out of the draft; Undo brings it back."""
        from app.services.documents import undoing  # with the first line that is deleted

        if not self.finish_fields() or not self._finish_scans():
            return
        line = self.lines.current_row()
        if self.document is not None and line is not None:
            draft = self.document.id
            if self._do(lambda: undoing.delete_line(self.desk.session, draft, line.id)):
                self.current = None
                self.reload()
        self.scan_box.setFocus()

    def edit_discount(self) -> None:
        """Let the document's discount be typed where it stands; nothing is off no lines."""
        if self.draft is not None and self.lines.table_model.rows and self.lines.finish_edit():
            self.totals.edit_discount()

    def _give_discount(self, discount: Discount) -> None:
        from app.services.documents import discounts  # with the first that is typed

        draft = self.draft
        if draft is None:
            return
        give = discounts.set_of_document

        def carry_out() -> None:
            try:
                give(self.desk.session, draft.id, discount)
            except Refused as refusal:
                again = partial(self._give_discount, discount)
                if not asks_approval(self, self.desk, refusal, again, previews=True):
                    raise
                self.totals.discount.close_edit()
                self.totals.show_rows()
                return
            self.totals.discount.close_edit()
            self.reload()

        self._do(carry_out)

    def _leave_discount(self) -> None:
        self.totals.show_rows()
        self.scan_box.setFocus()

    def discard(self) -> None:
        """Put the draft aside; one that is paid, or has more than a few serials, asks first."""
        if not self.finish_entry() or self.document is None:
            return
        serials = sum(line.serials for line in self.lines.table_model.rows)
        if serials > _ASK_ABOVE and not self._confirm_discard(serials):
            return
        draft = self.document.id
        if not self.may_give_up(draft):
            return
        if not self._do(lambda: drafts.discard(self.desk.session, draft)):
            return
        self.document = None
        self.desk.bus.changed.emit()
        self.left.emit()
        self.discarded.emit(draft)

    def take_all(self) -> None:
        """Enter everything of the transfer that is still on the way."""
        from app.services.documents.effects import transfers  # on a transfer's receipt

        if self.finish_fields() and self._finish_scans() and self.document is not None:
            draft = self.document.id
            sent = document_lines.lines(self.desk.database, self.document.origin_id or 0)

            def take_all() -> None:
                long_work.carry_out(
                    self,
                    self.desk.database,
                    sum(line.serials for line in sent),
                    _("Entering all that is on the way"),
                    lambda: transfers.take_all(self.desk.session, draft),
                )

            if self._do(take_all):
                self.reload()
            self.scan_box.setFocus()

    def _confirm_discard(self, serials: int) -> bool:
        text = ngettext(
            "This draft holds {count} serial. Discard it?",
            "This draft holds {count} serials. Discard it?",
            serials,
        )
        return give_up(self, _("Discard draft"), text, _("Keep"), _("Discard"))

    def leave(self) -> None:
        """Go back to the list; a draft that holds nothing is not kept."""
        if not self.finish_entry() or (self.draft is None and not self.posted.may_leave()):
            return
        empty = None if self.holds_something() else self.draft
        if empty and not self._do(lambda: drafts.discard(self.desk.session, empty.id)):
            return
        self.document = None
        self.desk.bus.document_shown.emit()
        self.left.emit()

    def holds_something(self) -> bool:
        """Something was entered: lines (where lines may stay empty, one that is not), a text that
        waits, a note, what the supplier's paper says; where it is not made from another document,
        also who or where it is for.
        """
        lines, head = self.lines.table_model.rows, self.document
        if head is None:
            return False
        chosen = not self.kind.begun_elsewhere and (head.party_id or head.to_warehouse_id)
        return (
            bool(head.note or head.their_number or head.due_date or chosen)
            or any(line.quantity or line.serials or not self.kind.part_lines for line in lines)
            or bool(texts(self.desk.database, head.id))
        )
