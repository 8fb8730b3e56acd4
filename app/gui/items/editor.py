"""Item › Item › Add or edit Item: what an item is, its codes, and its stock by warehouse."""

from collections.abc import Mapping, Sequence
from dataclasses import asdict
from functools import partial
from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeySequence, QResizeEvent, QShortcut, QShowEvent
from PySide6.QtWidgets import QBoxLayout, QFrame, QLineEdit, QSizePolicy, QWidget

from app.domain import warranty
from app.domain.permissions import Permission
from app.domain.problems import Problem, Refused
from app.domain.quantities import ONE_UNIT, quantity_text
from app.gui.items.barcodes import BarcodeList
from app.gui.items.item_prices import ItemPrices
from app.gui.items.month_card import MonthCard
from app.gui.items.packs import PackList
from app.gui.items.price_margin import PriceMargin
from app.gui.items.stock_card import StockBeside
from app.gui.items.tracking_choice import FLAGS, TrackingChoice
from app.gui.kit import long_work
from app.gui.kit.desk import Desk
from app.gui.kit.fields import FigureEdit
from app.gui.kit.forms import ChoiceField, TextEdit
from app.gui.kit.guard import guarded
from app.gui.kit.questions import release
from app.gui.kit.section_list import SectionList
from app.gui.kit.theme import CARD_GAP, GRID
from app.gui.kit.widgets import button, card, column, label, name_label, row
from app.gui.lists.record_editor import Scrolled
from app.gui.lists.record_history import ToldField, yes_or_no
from app.gui.scanning.boxes import CodeEdit
from app.services import settings
from app.services.audit import Subject
from app.services.money import margins, price_lists
from app.services.stock import items
from app.services.stock.items import ItemForm
from app.text import _, ngettext
from db.queries import items as item_reads
from db.queries import taxes
from db.queries.items import Pack
from db.queries.prices import lists

_WIDTH = 1280
_INDEX_WIDTH = 160
_SIDE_WIDTH = 320
_FOLDS_BELOW = 1072
"""Pixels of the page below which its middle has too little room beside the rest."""
_LISTED = 2
"""The place of the section of prices."""
_CODES = 3
"""The place of the section of packs and barcodes."""
_PRICES = ("purchase_price", "sale_price")


class ItemEditor(StockBeside):
    """Adds or edits one item."""

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk, _("Add item"), Subject.ITEM)
        self._sees_cost = desk.session.may(Permission.SEE_COST)
        self.month = MonthCard(desk, self._sees_cost)
        self.copy_button = button(_("Copy"), "Ctrl+D")
        self.copy_button.clicked.connect(self.copy)
        self._sku_said = name_label("", "muted")
        self._chip = label(_("SN"), "badge")
        self._chip.setSizePolicy(QSizePolicy.Policy.Maximum, QSizePolicy.Policy.Maximum)
        self._chip.setAccessibleName(_("Serial numbers are managed"))
        self.sku = CodeEdit()
        self.tracking = TrackingChoice(desk.settings.serials_enabled)  # P1
        self._build()

    # Building ---------------------------------------------------------------------------------

    def _build(self) -> None:
        """The index at the left, all sections in one scroll, stock at the right."""
        self.index = SectionList(_("Sections"), self.desk.theme)
        self.jump = ChoiceField()
        self.jump.setAccessibleName(_("Sections"))
        sections = (
            (_("Basics"), self._basics(), self.sku),
            (_("Tracking"), self._tracking(), self.tracking),
            (_("Prices"), self._prices(), self._first_price()),
            (_("Packs and barcodes"), self._codes(), self.fields["barcodes"]),
            (_("Note"), self._note(), self.fields["note"]),
            (_("History"), column(self.history), self.history),
        )
        self._sections: list[tuple[QFrame, QWidget]] = []
        inner = column(gap=0)
        for place, (title, made, first) in enumerate(sections):
            heading = row(label(title, "heading"), None, *([self._active] if place == 0 else []))
            frame = QFrame()
            frame.setProperty("role", "setting")
            frame.setLayout(column(heading, made, margin=GRID * 2))
            inner.addWidget(frame)
            self._sections.append((frame, first))
            self.index.add(title)
            self.jump.addItem(title)
        inner.addStretch(1)
        self._inner = inner
        middle = card(inner)
        self._body = Scrolled(middle)
        self._stock = self._stock_card()
        self._index_card = QFrame()
        self._index_card.setLayout(column(self.index))
        self._index_card.setFixedWidth(_INDEX_WIDTH)
        self.month.setFixedWidth(_SIDE_WIDTH)
        self._beside = column(self._stock, self.month, None, gap=CARD_GAP)
        across = row(self._index_card, self._body, gap=CARD_GAP)
        across.addLayout(self._beside)
        across.setStretch(1, 1)
        page = QWidget()
        page.setLayout(column(self.jump, across, gap=CARD_GAP))
        self.arrange(page, _WIDTH, self.sku, [self.copy_button])
        self.index.itemClicked.connect(lambda: self.go_to(self.index.currentRow()))
        self.index.itemActivated.connect(lambda: self.go_to(self.index.currentRow()))
        self.jump.activated.connect(self.go_to)
        for keys, step in (("Ctrl+PgUp", -1), ("Ctrl+PgDown", 1)):
            QShortcut(QKeySequence(keys), self).activated.connect(partial(self._step, step))
        self._fold(False)

    def _basics(self) -> QBoxLayout:
        name, unit = QLineEdit(), QLineEdit()
        self.sku.setMaxLength(100)
        name.setMaxLength(200)
        unit.setMaxLength(20)
        self._active = self.add_check("active", _("Active"))
        decimals = ChoiceField([(0, _("None: whole units")), (1, "1"), (2, "2"), (3, "3")])
        first = row(gap=CARD_GAP)
        first.addLayout(self.add("sku", _("SKU"), self.sku), 2)
        first.addLayout(self.add("name", _("Name"), name), 5)
        first.addLayout(self.add("unit", _("Unit"), unit), 1)
        second = row(gap=CARD_GAP)
        second.addLayout(self.add("unit_decimals", _("Decimals of the unit"), decimals), 2)
        second.addLayout(self.add("warranty_months", _("Warranty in months"), FigureEdit()), 2)
        second.addStretch(4)
        return column(first, second, gap=CARD_GAP)

    def _tracking(self) -> QBoxLayout:
        self._register("tracking", _("Tracking"), self.tracking)
        return column(self.tracking)

    def _prices(self) -> QBoxLayout:
        line = row(gap=CARD_GAP)
        for key, title in zip(_PRICES, (_("Purchase price"), _("Sale price")), strict=True):
            price = FigureEdit()
            price.setAlignment(Qt.AlignmentFlag.AlignRight)
            field = QWidget()
            field.setLayout(self.add(key, title, price))
            if key == "purchase_price" and not self._sees_cost:
                field.hide()
            line.addWidget(field, 2)
        self.tax = ChoiceField()
        self._tax = QWidget()
        self._tax.setLayout(self.add("tax_id", _("Tax"), self.tax))
        self._tax.setVisible(bool(self.desk.settings.tax_choice.mode))
        line.addWidget(self._tax, 3)
        line.addStretch(1)
        self.margin = PriceMargin(self.desk, self._sees_cost)
        margin_of = self.margin.said if self._sees_cost else None
        self.list_prices = ItemPrices(self.desk.formats, margin_of)
        self._register("list_prices", _("Prices in the price lists"), self.list_prices)
        return column(line, self.margin, self.list_prices, gap=CARD_GAP)

    def _first_price(self) -> QWidget:
        return self.fields["purchase_price" if self._sees_cost else "sale_price"]

    def _offer_taxes(self, own: int | None) -> None:
        """The taxes that are in use, and the item's own."""
        named = [(row.id, row.name) for row in taxes.taxes(self.desk.database)]
        default = settings.load(self.desk.database).default_tax
        usual = dict(named).get(default or 0)
        shop = _("As usual: {tax}").format(tax=usual) if usual else _("None")
        active = {row.id for row in taxes.taxes(self.desk.database) if row.active} | {own}
        self.tax.offer([(None, shop), *(one for one in named if one[0] in active)])

    def _codes(self) -> QBoxLayout:
        return column(
            self.add("barcodes", _("Barcodes"), BarcodeList()),
            self.add("packs", _("Pack units, for purchases"), PackList()),
            gap=CARD_GAP,
        )

    def _note(self) -> QBoxLayout:
        note = TextEdit(2)
        self._register("note", _("Note"), note)
        return column(note)

    # Sections ---------------------------------------------------------------------------------

    def go_to(self, place: int) -> None:
        """Show a section, with the focus in its first field."""
        frame, first = self._sections[place]
        self.index.setCurrentRow(place)
        self.jump.setCurrentIndex(place)
        self._body.verticalScrollBar().setValue(frame.y())
        first.setFocus()

    def _step(self, by: int) -> None:
        """The section before or after the one that has the focus."""
        focus = self.focusWidget()
        here = [at for at, (frame, _f) in enumerate(self._sections) if frame.isAncestorOf(focus)]
        place = here[0] if here else self.index.currentRow()
        self.go_to(min(max(place + by, 0), len(self._sections) - 1))

    @guarded()
    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        narrow = event.size().width() < _FOLDS_BELOW
        if narrow != self._folded:
            self._fold(narrow)

    def _fold(self, narrow: bool) -> None:
        """On a small screen the index is a choice above, and stock stands under Basics."""
        self._folded = narrow
        self._index_card.setVisible(not narrow)
        self.jump.setVisible(narrow)
        self.stock.show_serials(narrow)
        if narrow:
            self._inner.insertWidget(1, self._stock)
            self._inner.insertWidget(2, self.month)
            self.month.setMinimumWidth(0)
            self.month.setMaximumWidth(_WIDTH)
            self._stock.setMaximumWidth(_WIDTH)
        else:
            self._beside.insertWidget(0, self._stock)
            self._beside.insertWidget(1, self.month)
            self.month.setFixedWidth(_SIDE_WIDTH)
            self._stock.setMaximumWidth(_SIDE_WIDTH)
            self._stock.setMinimumWidth(_SIDE_WIDTH)

    # The record -------------------------------------------------------------------------------

    def beside_title(self) -> Sequence[QWidget]:
        return self._sku_said, self._chip

    def show_standing(self) -> None:
        """Its SKU beside the name, and whether it has serial numbers."""
        super().show_standing()
        tracked = self.tracking.chosen() == "serials"
        self._sum_up()
        self._sku_said.setText(self.sku.text() if self.id is not None else "")
        self._chip.setVisible(self.id is not None and tracked)

    def told_fields(self) -> dict[str, ToldField]:
        """Tracking by its flags (P1), prices and packs as they are read."""
        told = dict(super().told_fields())
        del told["tracking"]
        price = self.desk.formats.price
        told |= {key: ToldField(told[key].title, price) for key in _PRICES}
        told |= {
            "tax_id": ToldField(told["tax_id"].title, self._tax_said),
            "barcodes": ToldField(told["barcodes"].title, ", ".join),
            "packs": ToldField(_("Pack units"), _packs_said),
            "list_prices": ToldField(_("Price lists"), self._list_prices_said),
        }
        if not self._sees_cost:
            del told["purchase_price"]
        titles = self.tracking.titles()
        return told | {key: ToldField(title, yes_or_no) for key, title in titles.items()}

    def _tax_said(self, tax: int | None) -> str:
        return taxes.names(self.desk.database).get(tax or 0, "–")

    def _list_prices_said(self, told: Mapping[str, Sequence[tuple[int, int]]]) -> str:
        """Prices in lists as the history tells them: Member 15.00, from 10 12.00."""
        price = self.desk.formats.price
        return "; ".join(
            f"{name} "
            + ", ".join(
                price(money)
                if at <= ONE_UNIT
                else _("from {quantity} {price}").format(
                    quantity=quantity_text(at), price=price(money)
                )
                for at, money in steps
            )
            for name, steps in told.items()
        )

    def read(self, id: int | None) -> dict[str, Any]:
        shop = settings.load(self.desk.database)
        tracked = shop.serials_enabled and shop.serials_for_new
        form = ItemForm("", "", unit=_("pcs"), track_serials=tracked)
        barcodes: list[str] = []
        packs: list[Pack] = []
        if id is not None:
            form, barcodes = items.load(self.desk.database, id)
            packs = item_reads.packs(self.desk.database, id)
        self._offer_taxes(form.tax_id)
        price = self.desk.formats.price
        prices = {key: price(getattr(form, key)) for key in _PRICES}
        self.list_prices.offer(lists(self.desk.database))
        steps = {} if id is None else price_lists.steps_of(self.desk.database, id)
        values = asdict(form)
        flags = {key: values.pop(key) for key in FLAGS}
        values["warranty_months"] = str(form.warranty_months or "")
        return (
            values
            | prices
            | {"tracking": flags, "barcodes": barcodes, "packs": packs, "list_prices": steps}
        )

    def open(self, id: int | None) -> None:
        super().open(id)
        self.show_stock()
        self._done.hide()
        self.index.setCurrentRow(0)
        self.jump.setCurrentIndex(0)
        self._body.verticalScrollBar().setValue(0)

    def copy(self) -> None:
        """Begin a new item that is like this one, but for its SKU and its barcodes."""
        values = self.values() | {"sku": "", "barcodes": []}
        if self.may_leave():
            self.open(None)
            self.fill(values)
            self.sku.setFocus()

    def write(self, values: dict[str, Any], id: int | None) -> int:
        barcodes, packs = values.pop("barcodes"), values.pop("packs")
        steps = values.pop("list_prices")
        values |= values.pop("tracking")
        problems = []
        for key in _PRICES:
            price = self.desk.formats.read_price(values[key])
            if isinstance(price, Problem):
                problems.append(price)
                price = 0
            values[key] = price
        months = warranty.read_months(values["warranty_months"])
        if isinstance(months, Problem):
            problems.append(months)
            months = 0
        values["warranty_months"] = months
        form = ItemForm(**values)
        if problems:
            others = items.problems_of(self.desk.database, form, barcodes, id, packs)
            raise Refused([*others, *problems])
        desk, sure = self.desk, self.sure
        kept = form.track_serials or id is None
        return long_work.carry_out(
            self,
            desk.database,
            0 if kept else self.stock.serials(),
            _("Disable serial numbers"),
            lambda: items.save(desk.session, form, barcodes, id, packs, sure, steps),
        )

    def save(self) -> bool:
        """Save; where that releases serials in stock, ask before (P4)."""
        off = self.id is not None and not self.values()["tracking"]["track_serials"]
        return release(self, self.stock.serials() if off else 0) and super().save()

    def note_change(self) -> None:
        super().note_change()
        self._sum_up()
        self.copy_button.setEnabled(self.id is not None)
        waits = self.id is None or self.is_changed()
        text = _("Save and enter opening stock…") if waits else _("Enter opening stock…")
        self.opening_button.setText(text)
        self.opening_button.setAccessibleName(text)
        self.edit_button.setEnabled(not waits)
        self.labels_button.setEnabled(self.id is not None)
        self.edit_button.setToolTip(_("Save the item first.") if waits else "")

    # Stock ------------------------------------------------------------------------------------

    @guarded()
    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self._reload_stock()

    def show_stock(self) -> None:
        """What there is of it, and what that had cost."""
        super().show_stock()
        self._show_cost()

    def _show_cost(self) -> None:
        """What a unit had cost, with the month; a clerk who may not see it is shown the rest."""
        found = margins.of_items(self.desk.database, [] if self.id is None else [self.id])
        cost = found.get(self.id or 0)
        self.month.show_item(self.id, cost)
        self.margin.show_cost(cost)
        self._sum_up()

    def _sum_up(self) -> None:
        """In the index: how it is tracked, how many codes there are, whether it has a history."""
        made = {"packs", "tracking", "list_prices"} <= self.fields.keys()
        if not made or self.index.count() <= _CODES:
            return
        said = {"": "–", "serials": _("serials"), "batches": _("batches"), "bundle": _("bundle")}
        self.index.say(1, said[self.tracking.chosen()])
        values = self.values()
        listed = sum(bool(steps) for steps in values["list_prices"].values())
        said_of_lists = ngettext("{count} list", "{count} lists", listed) if listed else ""
        self.index.say(_LISTED, said_of_lists)
        self.margin.work_out(values["purchase_price"], values["sale_price"], self.tax.currentData())
        self.list_prices.say_margins()
        codes = len(values["barcodes"]) + len(values["packs"])
        self.index.say(_CODES, str(codes) if codes else "–")
        self.index.say(self.index.count() - 1, "" if self.history.is_told else "–")


def _packs_said(packs: Sequence[tuple[str, int]]) -> str:
    return ", ".join(f"{name} × {quantity_text(size)}" for name, size in packs)
