"""The lines of a count: what was counted, what the books said then, and the difference."""

from app.domain.document_kind import DocumentKind
from app.gui.documents.count_board import signed
from app.gui.documents.lines import LinesTable
from app.gui.kit.desk import Desk
from app.gui.kit.tables import TableColumn
from app.services.documents.effects import counting
from app.text import _
from db.queries import counts
from db.queries.counts import CountedProduct
from db.queries.document_lines import DocumentLine
from db.queries.documents import DRAFT, Document

_NOTHING = "–"


class CountLines(LinesTable):
    """A line nobody has counted yet says so; what is typed counts it, zero too.

    An item on several lines is compared as a whole, on its first.
    """

    def __init__(self, desk: Desk, kind: DocumentKind) -> None:
        self._compared: dict[int, CountedProduct] = {}
        self._again: set[int] = set()
        self._live = True
        super().__init__(desk, kind)

    def _columns(self) -> list[TableColumn]:
        position, item, quantity, unit = super()._columns()
        counted = TableColumn(
            _("Counted"),
            self._counted,
            figure=True,
            width=80,
            edit=quantity.edit,
            name=quantity.name,
        )
        return [
            position,
            item,
            counted,
            unit,
            TableColumn(_("On the books"), self._book, figure=True, width=104),
            TableColumn(
                _("Difference"), self._difference, figure=True, width=88, colour=self._tone
            ),
            TableColumn(_("Posted"), self._posted, figure=True, width=72),
        ]

    def fit_columns(self) -> None:
        """What was posted is said once it is."""
        super().fit_columns()
        self.setColumnHidden(len(self.table_model.columns) - 1, self._live)

    def show_lines(
        self, document: Document, lines: list[DocumentLine], current: int | None
    ) -> None:
        products = counts.products(self._desk.database, document.id)
        self._compared = {product.line_id: product for product in products}
        self._again = {p.product_id for p in products if counting.moved_between(p)}
        self._live = document.state == DRAFT
        super().show_lines(document, lines, current)

    def _counted(self, line: DocumentLine) -> str:
        if line.book_on_hand is None:
            return _NOTHING
        counted = self._desk.formats.quantity(line.quantity * 1000 // line.unit_size)
        return f"({counted})" if self._to_be_counted_again(line) else counted

    def _to_be_counted_again(self, line: DocumentLine) -> bool:
        """It moved between its parts; typing the same figure counts it too."""
        return self._live and line.product_id in self._again

    def _book(self, line: DocumentLine) -> str:
        """What the books said when it was counted; on a line not counted yet, what they say now."""
        product = self._compared.get(line.id)
        if product is None or (product.counted is None and not self._live):
            return _NOTHING
        book = product.on_hand if product.counted is None else product.book_on_hand
        return self._desk.formats.quantity(book)

    def _change(self, line: DocumentLine) -> int | None:
        product = self._compared.get(line.id)
        if product is None or product.counted is None:
            return None
        return product.counted - product.book_on_hand

    def _difference(self, line: DocumentLine) -> str:
        if self._to_be_counted_again(line):
            return _("count again")
        change = self._change(line)
        return _NOTHING if change is None else signed(self._desk, change)

    def _posted(self, line: DocumentLine) -> str:
        """By how much the count changed what is on hand."""
        product = self._compared.get(line.id)
        return _NOTHING if product is None else signed(self._desk, product.posted)

    def _tone(self, line: DocumentLine) -> str | None:
        """A difference stands out; what is not counted yet stays quiet."""
        change, theme = self._change(line), self._desk.theme
        if self._to_be_counted_again(line):
            return theme.levels[2][1]
        if change is None:
            return theme.muted
        return theme.levels[2][1] if change else theme.levels[0][1]
