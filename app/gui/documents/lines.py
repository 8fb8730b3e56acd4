"""The lines of a document: quantity and price can be typed, the rest is read."""

from collections.abc import Callable, Iterator, Mapping

from PySide6.QtCore import QRect, Qt, Signal
from PySide6.QtGui import QColor, QFontMetrics, QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QAbstractItemView, QSizePolicy

from app.domain.document_kind import DocumentKind, Price, SerialPolicy
from app.domain.kinds import KINDS
from app.domain.prices import PriceSource
from app.domain.quantities import ONE_UNIT, amount
from app.domain.verdicts import Level, Verdict, level_of
from app.gui.documents.two_lines import PADDING, Below, TwoLineDelegate
from app.gui.documents.typed_lines import TypedLines, discount_of
from app.gui.documents.unit_box import UnitDelegate
from app.gui.kit.desk import Desk
from app.gui.kit.guard import guarded
from app.gui.kit.tables import TableColumn, TableModel, width_of
from app.gui.kit.theme import HEAD_HEIGHT, TWO_LINE_ROW, text_font
from app.text import _
from db.engine.trouble import StoreTrouble
from db.queries import items, transfers
from db.queries.document_lines import DocumentLine
from db.queries.documents import DRAFT, Document

_ITEM_WIDTH = 160
_JUDGED = 100
"""So many lines are judged together: those that show, and as many again."""


class LinesTable(TypedLines):
    """Shows a document's lines; while it is a draft, writes what is typed to it.

    Below the last one stands what comes next.
    """

    line_changed = Signal(object)
    """Another line is current (a DocumentLine or None)."""

    def __init__(self, desk: Desk, kind: DocumentKind) -> None:
        self._desk = desk
        self._kind = kind
        self._document: Document | None = None
        self._with_serials = desk.settings.serials_enabled and kind.carries_serials  # P1, D1
        self._on_the_way: dict[int, int] = {}
        self._is_filling = False
        self._asked_for: set[tuple[int, str]] = set()
        """Cells that show what is to be approved: the line and the column's name."""
        super().__init__(TableModel(self._columns()), _("Lines"))
        self.setEditTriggers(
            QAbstractItemView.EditTrigger.DoubleClicked
            | QAbstractItemView.EditTrigger.EditKeyPressed
            | QAbstractItemView.EditTrigger.AnyKeyPressed
        )
        self.selectionModel().currentRowChanged.connect(self._tell_line)
        if kind.origin is None:
            self.setItemDelegateForColumn(self.place_of("unit"), UnitDelegate(self.units, self))
        self._alone: dict[int, list[Verdict]] = {}
        """Of each line with one serial that was shown, its verdict; read some lines at a time."""
        self._two_lines = TwoLineDelegate(self.text_below, desk, self)
        self.setItemDelegateForColumn(self.place_of("item"), self._two_lines)
        if self.place_of("price") >= 0:
            self._price_lines = TwoLineDelegate(self.source_below, desk, self, figure=True)
            self.setItemDelegateForColumn(self.place_of("price"), self._price_lines)
        self._list_names: dict[int, str] = {}
        desk.bus.changed.connect(self._list_names.clear)
        self.verticalHeader().setDefaultSectionSize(TWO_LINE_ROW)
        self.setAlternatingRowColors(False)
        # All else on the page has its room first.
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Ignored)
        self.setMinimumHeight(HEAD_HEIGHT + TWO_LINE_ROW)
        self._widths = [width_of(column) for column in self.table_model.columns]

    def text_below(self, line: DocumentLine) -> Below:
        """What stands under an item's name: its one serial, how many of how many, or its SKU."""
        required = self._kind.policy is SerialPolicy.REQUIRED
        if not (line.track_serials and self._with_serials and (line.serials or required)):
            return Below(line.sku)
        wanted = max(line.quantity // ONE_UNIT, line.serials)
        alone = self._verdicts_of(line)
        if alone and wanted == 1:
            level = level_of(alone[0])
            tone = None if alone[0].good else level
            return Below(alone[0].number, mark=level, tone=tone)
        text = _("{serials} of {quantity} serials").format(serials=line.serials, quantity=wanted)
        is_short = line.serials * ONE_UNIT < line.quantity
        return Below(text, tone=Level.WARNING if is_short else None, is_code=False)

    def _verdicts_of(self, line: DocumentLine) -> list[Verdict]:
        """What is said to a line's only serial: judged with those of the lines around it."""
        from app.services.entry import judging  # with the first serial number

        if line.serials != 1 or self._document is None or not self._is_draft:
            return []
        if line.id not in self._alone:
            at = line.position - 1
            near = self.table_model.rows[max(0, at - _JUDGED // 2) : at + _JUDGED // 2]
            ones = list({line.id, *(one.id for one in near if one.serials == 1)})
            try:
                judged = judging.judge_entered(self._desk.database, self._document, ones)
            except StoreTrouble:  # it is painted without; the next reading asks again
                judged = {id: [] for id in ones}
            self._alone |= judged
        return self._alone[line.id]

    def source_below(self, line: DocumentLine) -> Below:
        """What stands under a price: the list that it is of, or that it is the unit's own (M2).

        Of one that is to be approved, that it is typed.
        """
        if (line.id, "price") in self._asked_for:
            return Below(_("by hand"), is_code=False)
        if line.price_list is not None:
            return Below(self._list_name(line.price_list), is_code=False)
        own = line.price_source == PriceSource.UNIT
        return Below(_("own price") if own else "", is_code=False)

    def show_asked(self, document: Document, lines: list[DocumentLine]) -> None:
        """Show the lines as they would be; prices and discounts that are others stand out (U3)."""
        before = {line.id: line for line in self.table_model.rows}
        for line in lines:
            old = before.get(line.id, line)
            changed = {
                "price": old.price != line.price,
                "discount": discount_of(old) != discount_of(line),
            }
            self._asked_for |= {(line.id, name) for name, is_other in changed.items() if is_other}
        current = self.current_row()
        self.show_lines(document, lines, current.id if current is not None else None)

    def forget_asked(self) -> None:
        """Nothing is asked any more: the next lines are those of the draft."""
        self._asked_for.clear()

    def _asked_tone(self, line: DocumentLine, name: str) -> str | None:
        asked = (line.id, name) in self._asked_for
        return self._desk.theme.level(Level.WARNING)[1] if asked else None

    def _list_name(self, id: int) -> str:
        from db.queries import prices  # with the first line

        if id not in self._list_names:
            self._list_names[id] = prices.price_list(self._desk.database, id)[0]
        return self._list_names[id]

    def _price_tip(self, line: DocumentLine) -> str:
        """The item's own price, where the line has another."""
        if self._kind.price is not Price.SALE:
            return self._desk.formats.price(line.price)
        retail = items.item(self._desk.database, line.product_id).sale_price
        said = self._desk.formats.price(amount(line.unit_size, retail))
        return _("Retail {price}").format(price=said)

    def _columns(self) -> list[TableColumn]:
        formats = self._desk.formats
        quantity = TableColumn(
            _("Quantity"),
            lambda line: formats.quantity(line.quantity * 1000 // line.unit_size),
            figure=True,
            width=72,
            edit=self._set_quantity,
            name="quantity",
        )
        columns = [
            TableColumn("#", lambda line: str(line.position), figure=True, width=40, name="number"),
            TableColumn(_("Item"), self._item, stretch=True, colour=self._item_tone, name="item"),
            quantity,
            self._unit_or_origin(),
        ]
        return columns + self._prices()

    def _prices(self) -> list[TableColumn]:
        formats = self._desk.formats
        if self._kind.price is Price.NONE:
            return []
        return [
            TableColumn(
                _("Price"),
                lambda line: formats.price(line.price),
                figure=True,
                width=88,
                colour=lambda line: self._asked_tone(line, "price"),
                edit=self._set_price,
                tip=self._price_tip,
                name="price",
            ),
            *([self._discount_column()] if self._kind.deals else []),
            TableColumn(
                _("Amount"),
                lambda line: formats.price(line.amount),
                figure=True,
                width=100,
                name="amount",
            ),
        ]

    def _discount_column(self) -> TableColumn:
        formats = self._desk.formats
        return TableColumn(
            _("Discount"),
            lambda line: formats.discount(discount_of(line)),
            figure=True,
            width=76,
            colour=lambda line: self._asked_tone(line, "discount"),
            edit=self._set_discount,
            typed=lambda line: formats.discount_typed(discount_of(line)),
            name="discount",
        )

    def _unit_or_origin(self) -> TableColumn:
        """The pack; on a return the document that the line points back at, else what was sent."""
        if self._kind.takes_sent:
            return TableColumn(_("On the way"), self._left, figure=True, width=96, name="unit")
        if self._kind.origin is None:
            pack = TableColumn(_("Pack"), self._pack, width=104, edit=self._set_unit)
            return pack._replace(tip=self._pack_tip, name="unit")
        title = _(KINDS[self._kind.origin].name)
        return TableColumn(title, lambda line: line.origin or "–", width=144, name="unit")

    def _pack(self, line: DocumentLine) -> str:
        """What the quantity counts, where that is not the base unit, which is written nowhere."""
        if line.unit_size != ONE_UNIT:
            held = self._desk.formats.quantity(line.unit_size)
            return _("{unit} of {count}").format(unit=line.unit, count=held)
        return "–" if line.has_packs else ""

    def _pack_tip(self, line: DocumentLine) -> str:
        """Where a pack unit can be chosen, how."""
        choosable = self._is_draft and line.has_packs
        return _("Enter or a double click chooses a pack unit") if choosable else self._pack(line)

    def _refused_as_inactive(self, line: DocumentLine) -> bool:
        """The line cannot be posted: its item was made inactive since (D12)."""
        return self._is_draft and not (line.active or self._kind.takes_inactive)

    def _item(self, line: DocumentLine) -> str:
        if self._refused_as_inactive(line):
            return _("{name} (inactive)").format(name=line.product)
        return line.product

    def _item_tone(self, line: DocumentLine) -> str | None:
        return self._desk.theme.level(Level.REFUSED)[1] if self._refused_as_inactive(line) else None

    def _left(self, line: DocumentLine) -> str:
        return self._desk.formats.quantity(self._on_the_way.get(line.origin_line_id or 0, 0))

    def show_lines(
        self, document: Document, lines: list[DocumentLine], current: int | None
    ) -> None:
        """Show a document's lines, the one with id ``current`` chosen."""
        seen = {line.id: self._shown_of(line) for line in self._painted_lines()}
        before = self.table_model.rows
        self._document = document
        if self._kind.takes_sent and document.origin_id and document.state == DRAFT:
            left = transfers.on_the_way(self._desk.database, document.origin_id)
            self._on_the_way = {row.line_id: row.quantity for row in left}
        self._alone = {}
        self._is_filling = True
        if [line.id for line in before] == [line.id for line in lines]:
            self.table_model.change_rows(lines, ())  # what is judged is judged with these
            changed = (
                at
                for at, line in enumerate(lines)
                if line != before[at] or (line.id in seen and seen[line.id] != self._shown_of(line))
            )
            self.table_model.change_rows(lines, changed)
        else:
            self.table_model.set_rows(lines)
        self.fit_columns()
        place = next((at for at, line in enumerate(lines) if line.id == current), None)
        if place is not None:
            self.select_only(place)
            # Qt scrolls to no cell of a column that is hidden, as the number's may be, and not
            # further than what is laid out already.
            self.executeDelayedItemsLayout()
            self.scrollTo(self.table_model.index(place, self.place_of("item")))
        self._is_filling = False

    def _shown_of(self, line: DocumentLine) -> tuple[object, ...]:
        """All that a row says of its line: where it is as it was, it is not painted again."""
        return line, self._verdicts_of(line), self._on_the_way.get(line.origin_line_id or 0)

    def _painted_lines(self) -> list[DocumentLine]:
        """The lines that are in view, and were painted as they are known."""
        first, last = self.rowAt(0), self.rowAt(self.viewport().height() - 1)
        rows = self.table_model.rows[max(first, 0) : last + 1 if last >= 0 else None]
        return [line for line in rows if line.serials != 1 or line.id in self._alone]

    @guarded()
    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.fit_columns()

    def fit_columns(self) -> None:
        """Where there is little room, the item's name takes that of what is looked up less often.

        A pack is said where an item has one.
        """
        columns = self.table_model.columns
        self._give_figures_room()
        hidden = set() if self._says_unit() else {self.place_of("unit")}
        wanted = sum(
            _ITEM_WIDTH if column.stretch else self._widths[place]
            for place, column in enumerate(columns)
            if place not in hidden
        )
        for name in self._dropped_first():
            place = self.place_of(name)
            if place >= 0 and wanted > self.viewport().width() and place not in hidden:
                hidden.add(place)
                wanted -= self._widths[place]
        for place in range(len(columns)):
            if self.isColumnHidden(place) != (place in hidden):
                self.setColumnHidden(place, place in hidden)

    def _dropped_first(self) -> tuple[str, ...]:
        """Columns that give their room to the item's name, the least looked up first."""
        rows = self.table_model.rows
        none_is_off = self._kind.goes_back and not any(line.discount for line in rows)
        return ("number", "discount", "unit") if none_is_off else ("number", "unit")

    def _give_figures_room(self) -> None:
        """A figure is never cut: its column is as wide as the largest one in it."""
        rows, metrics = self.table_model.rows, QFontMetrics(text_font())
        for name, size in _FIGURES.items():
            place = self.place_of(name)
            if place < 0:
                continue
            column = self.table_model.columns[place]
            width = width_of(column)
            if rows:
                largest = column.text(max(rows, key=size))
                width = max(width, metrics.horizontalAdvance(largest) + 2 * PADDING + 2)
            if width != self._widths[place]:
                self._widths[place] = width
                self.setColumnWidth(place, width)

    def _says_unit(self) -> bool:
        if self._kind.origin is not None or self._kind.takes_sent:
            return True
        return any(line.has_packs or line.unit_size != ONE_UNIT for line in self.table_model.rows)

    def _tell_line(self) -> None:
        if not self._is_filling:
            self.line_changed.emit(self.current_row())

    # What comes next --------------------------------------------------------------------------

    @guarded()
    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        if self._is_draft and not self._kind.takes_sent:
            self._draw_next()

    def _draw_next(self) -> None:
        """Below the last line, muted: the next number, and what to do."""
        painter = QPainter(self.viewport())
        painter.setPen(QColor(self._desk.theme.muted))
        for text, room, side in self.next_row():
            painter.drawText(room, int(side | Qt.AlignmentFlag.AlignVCenter), text)
        painter.end()

    def next_row(self) -> Iterator[tuple[str, QRect, Qt.AlignmentFlag]]:
        """Its texts, each with its room: what to do has all that is right of the number."""
        count = self.table_model.rowCount()
        top = self.rowViewportPosition(count - 1) + self.rowHeight(count - 1) if count else 0
        number, item = self.place_of("number"), self.place_of("item")
        if not self.isColumnHidden(number):
            left, width = self.columnViewportPosition(number), self.columnWidth(number)
            room = QRect(left + PADDING, top, width - 2 * PADDING, TWO_LINE_ROW)
            yield str(count + 1), room, Qt.AlignmentFlag.AlignRight
        left = self.columnViewportPosition(item) + PADDING
        room = QRect(left, top, self.viewport().width() - left - PADDING, TWO_LINE_ROW)
        yield _("Scan the next unit, or type words"), room, Qt.AlignmentFlag.AlignLeft


_FIGURES: Mapping[str, Callable[[DocumentLine], int]] = {
    "number": lambda line: line.position,
    "quantity": lambda line: line.quantity,
    "price": lambda line: abs(line.price),
    "discount": lambda line: line.discount if line.discount_rate is None else 0,
    "amount": lambda line: abs(line.amount),
}
"""The columns with figures, and by what the widest one in each is found."""
