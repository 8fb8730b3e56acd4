"""The lines of a document: quantity and price can be typed, the rest is read."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import replace
from typing import Any

from PySide6.QtCore import QItemSelectionModel, QRect, Qt, Signal
from PySide6.QtGui import QColor, QFontMetrics, QKeyEvent, QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QAbstractItemView, QApplication, QSizePolicy

from app.domain.document_kind import DocumentKind, Price, SerialPolicy
from app.domain.kinds import KINDS
from app.domain.prices import PriceSource
from app.domain.pricing import Discount
from app.domain.problems import Problem, Refused
from app.domain.quantities import ONE_UNIT, amount, read_quantity
from app.domain.verdicts import Level, Verdict, level_of
from app.gui.documents.asked_price import AskedPrice, rows_of, says_of
from app.gui.documents.two_lines import PADDING, Below, TwoLineDelegate
from app.gui.documents.unit_box import UnitDelegate
from app.gui.kit.asking_approval import asks_approval
from app.gui.kit.desk import Desk
from app.gui.kit.guard import guarded
from app.gui.kit.tables import Index, Table, TableColumn, TableModel, width_of
from app.gui.kit.theme import HEAD_HEIGHT, TWO_LINE_ROW, text_font
from app.services.documents import discounts, draft_lines
from app.services.entry import judging
from app.text import _
from db.engine.trouble import StoreTrouble
from db.queries import items, prices, transfers
from db.queries.document_lines import DocumentLine
from db.queries.documents import DRAFT, Document

_ITEM_WIDTH = 160
_JUDGED = 100
"""So many lines are judged together: those that show, and as many again."""
_ENTER = (Qt.Key.Key_Return, Qt.Key.Key_Enter)


class LinesTable(Table):
    """Shows a document's lines; while it is a draft, writes what is typed to it.

    Below the last one stands what comes next.
    """

    edited = Signal()
    """A line was changed and saved."""
    refused = Signal(object)
    """What was typed was refused: a tuple of problems."""
    not_written = Signal(object)
    """What was typed could not be written now (a StoreTrouble)."""
    line_changed = Signal(object)
    """Another line is current (a DocumentLine or None)."""

    def __init__(self, desk: Desk, kind: DocumentKind) -> None:
        self._desk = desk
        self._kind = kind
        self._document: Document | None = None
        self._with_serials = desk.settings.serials_enabled and kind.carries_serials  # P1, D1
        self._on_the_way: dict[int, int] = {}
        self._taken = True
        self._is_filling = False
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

    def place_of(self, name: str) -> int:
        """Where the column of this name stands; -1 where the kind has none."""
        columns = self.table_model.columns
        return next((at for at, column in enumerate(columns) if column.name == name), -1)

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
        """What stands under a price: the list that it is of, or that it is the unit's own (M2)."""
        if line.price_list is not None:
            return Below(self._list_name(line.price_list), is_code=False)
        own = line.price_source == PriceSource.UNIT
        return Below(_("own price") if own else "", is_code=False)

    def _list_name(self, id: int) -> str:
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
            lambda line: formats.discount(_discount(line)),
            figure=True,
            width=76,
            edit=self._set_discount,
            typed=lambda line: formats.discount_typed(_discount(line)),
            name="discount",
        )

    def _unit_or_origin(self) -> TableColumn:
        """The pack; on a return the document that the line points back at, else what was sent."""
        if self._kind.takes_sent:
            return TableColumn(_("On the way"), self._left, figure=True, width=96, name="unit")
        if self._kind.origin is None:
            pack = TableColumn(_("Pack"), self._pack, width=104, edit=self._set_unit)
            return replace(pack, tip=self._pack_tip, name="unit")
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

    @property
    def _is_draft(self) -> bool:
        return self._document is not None and self._document.state == DRAFT

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

    def _set_quantity(self, line: DocumentLine, text: str) -> None:
        quantity = read_quantity(text, line.unit_decimals)
        if isinstance(quantity, Problem):
            self._refuse(quantity, line)
            return
        base = quantity * line.unit_size // 1000
        self._write(
            lambda draft: draft_lines.set_quantity(self._desk.session, draft, line.id, base)
        )

    def _set_unit(self, line: DocumentLine, unit: str) -> None:
        self._write(lambda draft: draft_lines.set_unit(self._desk.session, draft, line.id, unit))

    def units(self, line: DocumentLine) -> list[str]:
        """What the line may be written in: the base unit and the item's packs (D9)."""
        database = self._desk.database
        packs = [pack.name for pack in items.packs(database, line.product_id)]
        return [items.item(database, line.product_id).unit, *packs]

    def _set_price(self, line: DocumentLine, text: str) -> None:
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
        formats = self._desk.formats
        discount = formats.read_discount(text)
        if isinstance(discount, Problem):
            self._refuse(discount, line)
            return
        self._write(
            lambda draft: discounts.set_of_line(self._desk.session, draft, line.id, discount),
            line,
            AskedPrice(
                _("Discount"), formats.discount(_discount(line)), formats.discount(discount)
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
        )

    def _refuse(self, problem: Problem, line: DocumentLine) -> None:
        self._tell_refused((replace(problem, line=line.position),))

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


def _discount(line: DocumentLine) -> Discount:
    return Discount(line.discount, line.discount_rate)


_FIGURES: Mapping[str, Callable[[DocumentLine], int]] = {
    "number": lambda line: line.position,
    "quantity": lambda line: line.quantity,
    "price": lambda line: abs(line.price),
    "discount": lambda line: line.discount if line.discount_rate is None else 0,
    "amount": lambda line: abs(line.amount),
}
"""The columns with figures, and by what the widest one in each is found."""
_PLAIN = Qt.KeyboardModifier.ShiftModifier | Qt.KeyboardModifier.KeypadModifier
_KEEP_SELECTION = QItemSelectionModel.SelectionFlag.NoUpdate
