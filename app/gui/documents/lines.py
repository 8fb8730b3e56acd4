"""The lines of a document: quantity and price can be typed, the rest is read."""

from collections.abc import Callable

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QAbstractItemView

from app.domain.kinds import KINDS, DocumentKind
from app.domain.problems import Code, Problem, Refused
from app.domain.quantities import parse_quantity
from app.gui.desk import Desk
from app.gui.tables import Column, Table, TableModel
from app.services import drafts
from app.text import _
from db.queries.documents import DRAFT, Document, DocumentLine


class LinesTable(Table):
    """Shows a document's lines; while it is a draft, writes what is typed to it."""

    edited = Signal()
    """A line was changed and saved."""
    refused = Signal(object)
    """What was typed was refused: a tuple of problems."""
    line_changed = Signal(object)
    """Another line is current (a DocumentLine or None)."""

    def __init__(self, desk: Desk, kind: DocumentKind) -> None:
        self._desk = desk
        self._kind = kind
        self._document: Document | None = None
        super().__init__(TableModel(self._columns()), _("Lines"))
        self.setEditTriggers(
            QAbstractItemView.EditTrigger.DoubleClicked
            | QAbstractItemView.EditTrigger.EditKeyPressed
            | QAbstractItemView.EditTrigger.AnyKeyPressed
        )
        self.selectionModel().currentRowChanged.connect(self._tell_line)

    def _columns(self) -> list[Column]:
        formats = self._desk.formats
        quantity = Column(
            _("Quantity"),
            lambda line: formats.quantity(line.quantity * 1000 // line.unit_size),
            figure=True,
            width=80,
            edit=self._set_quantity,
        )
        price = Column(
            _("Price"),
            lambda line: formats.price(line.price),
            figure=True,
            width=96,
            edit=self._set_price,
        )
        columns = [
            Column("#", lambda line: str(line.position), figure=True, width=40),
            Column(_("Item"), lambda line: line.product, stretch=True),
            quantity,
            self._unit_or_origin(),
            price,
            Column(_("Amount"), lambda line: formats.price(line.amount), figure=True, width=108),
        ]
        if self._desk.settings.serials_enabled:  # P1: else no serial field anywhere
            serials = Column(
                _("Serials"), self._serials, figure=True, width=72, colour=self._serials_tone
            )
            columns.insert(4, serials)
        return columns

    def _unit_or_origin(self) -> Column:
        """The unit; on a return rather the document that the line points back at."""
        if self._kind.origin is None:
            return Column(_("Unit"), lambda line: line.unit, width=56)
        title = _(KINDS[self._kind.origin].name)
        return Column(title, lambda line: line.origin or "–", width=144)

    def _serials(self, line: DocumentLine) -> str:
        return str(line.serials) if line.track_serials else "–"

    def _serials_tone(self, line: DocumentLine) -> str | None:
        """A line whose serials do not fill its quantity stands out."""
        theme = self._desk.theme
        if not line.track_serials:
            return theme.muted
        short = line.serials * 1000 < line.quantity
        return theme.levels[2 if short else 0][1]

    def show_lines(
        self, document: Document, lines: list[DocumentLine], current: int | None
    ) -> None:
        """Show a document's lines, the one with id ``current`` chosen."""
        self._document = document
        self.selectionModel().blockSignals(True)
        self.table_model.set_rows(lines)
        place = next((at for at, line in enumerate(lines) if line.id == current), None)
        if place is not None:
            self.selectRow(place)
            self.scrollTo(self.table_model.index(place, 0))
        self.selectionModel().blockSignals(False)
        self.viewport().update()

    def _tell_line(self) -> None:
        self.line_changed.emit(self.current_row())

    def _set_quantity(self, line: DocumentLine, text: str) -> None:
        quantity = parse_quantity(text, line.unit_decimals)
        if quantity is None or quantity < 0:
            self._refuse(Code.BAD_QUANTITY, line, text)
            return
        base = quantity * line.unit_size // 1000
        self._write(lambda draft: drafts.set_quantity(self._desk.database, draft, line.id, base))

    def _set_price(self, line: DocumentLine, text: str) -> None:
        price = self._desk.formats.parse_price(text)
        if price is None or price < 0:
            self._refuse(Code.BAD_PRICE, line, text)
            return
        self._write(lambda draft: drafts.set_price(self._desk.database, draft, line.id, price))

    def _write(self, change: Callable[[int], None]) -> None:
        if self._document is None or self._document.state != DRAFT:
            return
        try:
            change(self._document.id)
        except Refused as refusal:
            self.refused.emit(refusal.problems)
        else:
            self.edited.emit()

    def _refuse(self, code: Code, line: DocumentLine, text: str) -> None:
        self.refused.emit((Problem(code, {"text": text}, line=line.position),))

    def edit(self, index: object, *rest: object) -> bool:  # type: ignore[override]
        """Open a cell for typing only while the document is a draft (D6)."""
        if self._document is None or self._document.state != DRAFT:
            return False
        return bool(super().edit(index, *rest))
