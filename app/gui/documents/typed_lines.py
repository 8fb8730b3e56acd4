"""What is typed into the lines of a draft: quantity, price, discount, unit; written or refused."""

from collections.abc import Callable
from typing import Any

from PySide6.QtCore import QItemSelectionModel, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QApplication

from app.domain.pricing import Discount
from app.domain.problems import Problem, Refused
from app.domain.quantities import read_quantity
from app.gui.documents.asked_price import AskedPrice, rows_of, says_of
from app.gui.kit.asking_approval import asks_approval
from app.gui.kit.desk import Desk
from app.gui.kit.guard import guarded
from app.gui.kit.tables import Index, Table
from app.text import _
from db.engine.trouble import StoreTrouble
from db.queries import items
from db.queries.document_lines import DocumentLine
from db.queries.documents import DRAFT, Document

_ENTER = (Qt.Key.Key_Return, Qt.Key.Key_Enter)
_PLAIN = Qt.KeyboardModifier.ShiftModifier | Qt.KeyboardModifier.KeypadModifier
_KEEP_SELECTION = QItemSelectionModel.SelectionFlag.NoUpdate


class TypedLines(Table):
    """The lines of a document as cells that are typed into."""

    edited = Signal()
    """A line was changed and saved."""
    refused = Signal(object)
    """What was typed was refused: a tuple of problems."""
    not_written = Signal(object)
    """What was typed could not be written now (a StoreTrouble)."""

    _desk: Desk
    _document: Document | None
    _taken = True
    """What was typed last was written."""

    @property
    def _is_draft(self) -> bool:
        return self._document is not None and self._document.state == DRAFT

    def _set_quantity(self, line: DocumentLine, text: str) -> None:
        from app.services.documents import draft_lines  # with the first that is typed

        quantity = read_quantity(text, line.unit_decimals)
        if isinstance(quantity, Problem):
            self._refuse(quantity, line)
            return
        base = quantity * line.unit_size // 1000
        self._write(
            lambda draft: draft_lines.set_quantity(self._desk.session, draft, line.id, base)
        )

    def _set_unit(self, line: DocumentLine, unit: str) -> None:
        from app.services.documents import draft_lines  # with the first that is typed

        self._write(lambda draft: draft_lines.set_unit(self._desk.session, draft, line.id, unit))

    def units(self, line: DocumentLine) -> list[str]:
        """What the line may be written in: the base unit and the item's packs (D9)."""
        database = self._desk.database
        packs = [pack.name for pack in items.packs(database, line.product_id)]
        return [items.item(database, line.product_id).unit, *packs]

    def _set_price(self, line: DocumentLine, text: str) -> None:
        from app.services.documents import draft_lines  # with the first that is typed

        price = self._desk.formats.read_price(text)
        if isinstance(price, Problem):
            self._refuse(price, line)
            return
        formats = self._desk.formats
        self._write(
            lambda draft: draft_lines.set_price(self._desk.session, draft, line.id, price),
            line,
            AskedPrice(_("Price"), formats.price(line.price), formats.price(price)),
        )

    def _set_discount(self, line: DocumentLine, text: str) -> None:
        from app.services.documents import discounts  # with the first that is typed

        formats = self._desk.formats
        discount = formats.read_discount(text)
        if isinstance(discount, Problem):
            self._refuse(discount, line)
            return
        self._write(
            lambda draft: discounts.set_of_line(self._desk.session, draft, line.id, discount),
            line,
            AskedPrice(
                _("Discount"), formats.discount(discount_of(line)), formats.discount(discount)
            ),
        )

    def _write(
        self,
        change: Callable[[int], None],
        line: DocumentLine | None = None,
        asked: AskedPrice | None = None,
    ) -> None:
        """Write something; what one may not do, another may approve: of a ``line``'s ``asked``."""
        if self._document is None or not self._is_draft:
            return
        try:
            change(self._document.id)
        except Refused as refusal:
            if line is not None and asked is not None and self._asks(refusal, change, line, asked):
                self._taken = False
            else:
                self._tell_refused(refusal.problems)
        except StoreTrouble as trouble:
            self._taken = False
            self.not_written.emit(trouble)
        else:
            self.edited.emit()

    def _asks(
        self,
        refusal: Refused,
        change: Callable[[int], None],
        line: DocumentLine,
        asked: AskedPrice,
    ) -> bool:
        assert self._document is not None
        return asks_approval(
            self,
            self._desk,
            refusal,
            lambda: self._write(change, line, asked),
            rows_of(self._desk, self._document, line, asked, refusal),
            _("Approval for this one price"),
            _("Keep {before}").format(before=asked.before or _("no discount")),
            says_of(line, asked, refusal),
            previews=True,
        )

    def _refuse(self, problem: Problem, line: DocumentLine) -> None:
        self._tell_refused((problem._replace(line=line.position),))

    def _tell_refused(self, problems: tuple[Problem, ...]) -> None:
        self._taken = False
        self.refused.emit(problems)

    def finish_edit(self) -> bool:
        """Write an open cell; False where what was typed in it was not taken."""
        self._taken = True
        super().finish_edit()
        return self._taken

    @guarded(False)
    def edit(self, index: Index, *rest: Any) -> bool:  # type: ignore[override]
        """Open a cell for typing only while the document is a draft (D6)."""
        if not self._is_draft:
            return False
        return bool(super().edit(index, *rest))

    @guarded()
    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter edits, a digit begins: where the cell at hand is only read, the line's quantity.

        Other characters are meant for the box.
        """
        typed, chord = event.text(), event.modifiers() & ~_PLAIN
        if self._editing() or chord or not self.currentIndex().isValid():
            super().keyPressEvent(event)
        elif event.key() in _ENTER:
            self.edit(self._go_to_editable())
        elif typed.isdecimal():
            self._go_to_editable()
            super().keyPressEvent(event)
        elif typed.isprintable() and typed and self.home is not self:
            self.home.setFocus()
            QApplication.sendEvent(self.home, event)
        else:
            super().keyPressEvent(event)

    def _go_to_editable(self) -> Index:
        """The cell at hand, or else the quantity of its line; it is the current one then."""
        index = self.currentIndex()
        if not self.table_model.flags(index) & Qt.ItemFlag.ItemIsEditable:
            index = index.siblingAtColumn(self.place_of("quantity"))
            self.selectionModel().setCurrentIndex(index, _KEEP_SELECTION)
        return index


def discount_of(line: DocumentLine) -> Discount:
    """What is off a line, as a percentage or an amount."""
    return Discount(line.discount, line.discount_rate)
