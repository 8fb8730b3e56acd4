"""The lines of a document: quantity and price can be typed, the rest is read."""

from collections.abc import Callable
from dataclasses import replace
from typing import Any

from PySide6.QtCore import Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QAbstractItemView

from app.domain.kinds import KINDS, DocumentKind, Price
from app.domain.problems import Problem, Refused
from app.domain.quantities import ONE_UNIT, read_quantity
from app.domain.verdicts import Level
from app.gui.documents.two_lines import TwoLineDelegate
from app.gui.documents.unit_box import UnitDelegate
from app.gui.kit.desk import Desk
from app.gui.kit.guard import guarded
from app.gui.kit.tables import Index, Table, TableColumn, TableModel, width_of
from app.gui.kit.theme import TWO_LINE_ROW
from app.services.documents import drafts
from app.text import _
from db.engine.trouble import StoreTrouble
from db.queries import documents, items, transfers
from db.queries.documents import DRAFT, Document, DocumentLine

_ITEM_WIDTH = 176
_DROPPED_FIRST = ("number", "unit", "serials")
"""Columns that give their room to the item's name, the least looked up first."""
_DROPPED_FIRST_OF_RETURN = ("number", "serials", "unit")


class LinesTable(Table):
    """Shows a document's lines; while it is a draft, writes what is typed to it."""

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
        self._below: dict[int, str] = {}
        self._two_lines = TwoLineDelegate(self.text_below, desk, self)
        self.setItemDelegateForColumn(self.place_of("item"), self._two_lines)
        self.verticalHeader().setDefaultSectionSize(TWO_LINE_ROW)
        self.setAlternatingRowColors(False)
        self._widths = [width_of(column) for column in self.table_model.columns]

    def place_of(self, name: str) -> int:
        """Where the column of this name stands; -1 where the kind has none."""
        columns = self.table_model.columns
        return next((at for at, column in enumerate(columns) if column.name == name), -1)

    def text_below(self, line: DocumentLine) -> str:
        """What stands under an item's name: its one serial, how many of how many, or its SKU."""
        if not (line.track_serials and self._kind.carries_serials and line.serials):
            return line.sku
        wanted = max(line.quantity // ONE_UNIT, line.serials)
        if wanted == 1:
            return self._below.get(line.id, line.sku)
        return _("{serials} of {quantity} serials").format(serials=line.serials, quantity=wanted)

    def _columns(self) -> list[TableColumn]:
        formats = self._desk.formats
        quantity = TableColumn(
            _("Quantity"),
            lambda line: formats.quantity(line.quantity * 1000 // line.unit_size),
            figure=True,
            width=80,
            edit=self._set_quantity,
            name="quantity",
        )
        columns = [
            TableColumn("#", lambda line: str(line.position), figure=True, width=40, name="number"),
            TableColumn(_("Item"), self._item, stretch=True, colour=self._item_tone, name="item"),
            quantity,
            self._unit_or_origin(),
        ]
        if self._desk.settings.serials_enabled and self._kind.carries_serials:  # P1
            columns.append(
                TableColumn(
                    _("Serials"),
                    self._serials,
                    figure=True,
                    width=72,
                    colour=self._serials_tone,
                    name="serials",
                )
            )
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
                width=96,
                edit=self._set_price,
                name="price",
            ),
            TableColumn(
                _("Amount"),
                lambda line: formats.price(line.amount),
                figure=True,
                width=108,
                name="amount",
            ),
        ]

    def _unit_or_origin(self) -> TableColumn:
        """The unit; on a return the document that the line points back at, else what was sent."""
        if self._kind.takes_sent:
            return TableColumn(_("On the way"), self._left, figure=True, width=96, name="unit")
        if self._kind.origin is None:
            unit = TableColumn(_("Unit"), lambda line: line.unit, width=72, edit=self._set_unit)
            return replace(unit, tip=self._unit_tip, name="unit")
        title = _(KINDS[self._kind.origin].name)
        return TableColumn(title, lambda line: line.origin or "–", width=144, name="unit")

    def _unit_tip(self, line: DocumentLine) -> str:
        """Where a pack unit can be chosen, how."""
        draft = self._document is not None and self._document.state == DRAFT
        choosable = draft and len(self.units(line)) > 1
        return _("Double click to choose a pack unit") if choosable else line.unit

    def _refused_as_inactive(self, line: DocumentLine) -> bool:
        """The line cannot be posted: its item was made inactive since (D12)."""
        editing = self._document is not None and self._document.state == DRAFT
        return editing and not (line.active or self._kind.takes_inactive)

    def _item(self, line: DocumentLine) -> str:
        if self._refused_as_inactive(line):
            return _("{name} (inactive)").format(name=line.product)
        return line.product

    def _item_tone(self, line: DocumentLine) -> str | None:
        return self._desk.theme.level(Level.REFUSED)[1] if self._refused_as_inactive(line) else None

    def _left(self, line: DocumentLine) -> str:
        return self._desk.formats.quantity(self._on_the_way.get(line.origin_line_id or 0, 0))

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
        shown = [self._shown_of(line) for line in self.table_model.rows]
        self._document = document
        if self._kind.takes_sent and document.origin_id and document.state == DRAFT:
            left = transfers.on_the_way(self._desk.database, document.origin_id)
            self._on_the_way = {row.line_id: row.quantity for row in left}
        ones = [line.id for line in lines if line.serials == 1]
        self._below = documents.only_serials(self._desk.database, ones) if ones else {}
        self.fit_columns()
        self._is_filling = True
        if [line.id for line in self.table_model.rows] == [line.id for line in lines]:
            now = [self._shown_of(line) for line in lines]
            self.table_model.change_rows(
                lines, [at for at in range(len(lines)) if shown[at] != now[at]]
            )
        else:
            self.table_model.set_rows(lines)
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
        return line, self._below.get(line.id), self._on_the_way.get(line.origin_line_id or 0)

    @guarded()
    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.fit_columns()

    def fit_columns(self) -> None:
        """Where there is little room, the item's name takes that of what is looked up less often.

        What is on the way is said on a draft only.
        """
        columns = self.table_model.columns
        unsaid = self._kind.takes_sent and self._document and self._document.state != DRAFT
        hidden = {self.place_of("unit")} if unsaid else set()
        wanted = sum(
            _ITEM_WIDTH if column.stretch else self._widths[place]
            for place, column in enumerate(columns)
            if place not in hidden
        )
        droppable = _DROPPED_FIRST if self._kind.origin is None else _DROPPED_FIRST_OF_RETURN
        for name in droppable:
            place = self.place_of(name)
            if place >= 0 and wanted > self.viewport().width() and place not in hidden:
                hidden.add(place)
                wanted -= self._widths[place]
        for place in range(len(columns)):
            if self.isColumnHidden(place) != (place in hidden):
                self.setColumnHidden(place, place in hidden)

    def _tell_line(self) -> None:
        if not self._is_filling:
            self.line_changed.emit(self.current_row())

    def _set_quantity(self, line: DocumentLine, text: str) -> None:
        quantity = read_quantity(text, line.unit_decimals)
        if isinstance(quantity, Problem):
            self._refuse(quantity, line)
            return
        base = quantity * line.unit_size // 1000
        self._write(lambda draft: drafts.set_quantity(self._desk.session, draft, line.id, base))

    def _set_unit(self, line: DocumentLine, unit: str) -> None:
        self._write(lambda draft: drafts.set_unit(self._desk.session, draft, line.id, unit))

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
        self._write(lambda draft: drafts.set_price(self._desk.session, draft, line.id, price))

    def _write(self, change: Callable[[int], None]) -> None:
        if self._document is None or self._document.state != DRAFT:
            return
        try:
            change(self._document.id)
        except Refused as refusal:
            self._tell_refused(refusal.problems)
        except StoreTrouble as trouble:
            self._taken = False
            self.not_written.emit(trouble)
        else:
            self.edited.emit()

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
        if self._document is None or self._document.state != DRAFT:
            return False
        return bool(super().edit(index, *rest))
