"""An item's prices in the price lists, step by step: a field of its form (M2)."""

from collections.abc import Callable, Mapping, Sequence
from typing import NamedTuple

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QWidget

from app.domain.prices import PriceStep
from app.domain.problems import Problem
from app.domain.quantities import ONE_UNIT, parse_quantity, quantity_text
from app.formats import Formats
from app.gui.kit.fields import FigureEdit
from app.gui.kit.forms import ChoiceField
from app.gui.kit.tables import Table, TableColumn, TableModel
from app.gui.kit.theme import ROW_HEIGHT
from app.gui.kit.widgets import Paragraph, button, column, row
from app.text import _
from db.queries.prices import PriceList

_ROWS = 5


class ListedPrice(NamedTuple):
    """One row: a list, from which quantity on (thousandths; none: not read), and the price."""

    price_list: int
    from_quantity: int
    price: int


class ItemPrices(QWidget):
    """A field: Enter in either box adds a price, and a cell can be typed over.

    What stands in the boxes and was not added yet counts (D11). ``margin_of`` is what to say of a
    price's margin; without it nothing is.
    """

    changed = Signal()

    def __init__(
        self, formats: Formats, margin_of: Callable[[int | None], str] | None = None
    ) -> None:
        super().__init__()
        self._formats, self._margin_of = formats, margin_of
        self._names: dict[int, str] = {}
        self.lists = ChoiceField()
        self.lists.setAccessibleName(_("Price list"))
        self.lists.setMinimumContentsLength(12)
        self.lists.setSizeAdjustPolicy(
            ChoiceField.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon
        )
        self.from_box, self.price_box = FigureEdit(), FigureEdit()
        for box, name, hint in (
            (self.from_box, _("From how many units"), _("From units")),
            (self.price_box, _("Price in the list"), _("Price")),
        ):
            box.setAccessibleName(name)
            box.setPlaceholderText(hint)
            box.setAlignment(Qt.AlignmentFlag.AlignRight)
            box.setFixedWidth(96)
            box.returnPressed.connect(self.add)
            box.textChanged.connect(self.changed)
        self.add_button = button(_("Add"))
        self.remove_button = button(_("Remove"))
        self.table = Table(TableModel(self._columns()), _("Prices in the price lists"))
        self.table.setEditTriggers(
            Table.EditTrigger.DoubleClicked | Table.EditTrigger.EditKeyPressed
        )
        self.table.setFixedHeight(ROW_HEIGHT * _ROWS + 4)
        self.said = Paragraph("muted")
        self._body = QWidget()
        self._body.setLayout(
            column(
                row(self.lists, self.from_box, self.price_box, self.add_button, None),
                row(self.table, column(self.remove_button, None)),
            )
        )
        self.setLayout(column(self._body, self.said))
        self.setFocusProxy(self.lists)
        self.add_button.clicked.connect(self.add)
        self.remove_button.clicked.connect(self.remove)
        self.table.delete_pressed.connect(self.remove)
        self.table.selectionModel().selectionChanged.connect(self._allow)
        self.offer(())

    def _columns(self) -> list[TableColumn]:
        margin_of = self._margin_of
        columns = [
            TableColumn(
                _("Price list"), lambda one: self._names.get(one.price_list, ""), stretch=True
            ),
            TableColumn(
                _("From units"),
                lambda one: quantity_text(one.from_quantity),
                figure=True,
                width=96,
                edit=self._set_from,
            ),
            TableColumn(
                _("Price"),
                lambda one: self._formats.price(one.price),
                figure=True,
                width=120,
                edit=self._set_price,
            ),
        ]
        if margin_of is not None:
            columns.append(
                TableColumn(_("Margin"), lambda one: margin_of(one.price), figure=True, width=88)
            )
        return columns

    def offer(self, lists: Sequence[PriceList]) -> None:
        """Offer the lists of the shop; without any it is said where they are made."""
        self._names = {one.id: one.name for one in lists}
        self.lists.offer([(one.id, one.name) for one in lists if one.active])
        self._body.setVisible(bool(lists))
        self.said.setText(
            "" if lists else _("Price lists, such as for members, are made in Item › Price lists.")
        )
        self.said.setVisible(not lists)

    def value(self) -> dict[int, list[PriceStep]]:
        """The steps of each list, with what is typed but not added yet; a list without any is
        named too. What is no figure is below zero, so that it is refused.
        """
        found: dict[int, list[PriceStep]] = {id: [] for id in self._names}
        rows = list(self.table.table_model.rows)
        typed = self._typed()
        for one in [*rows, *([typed] if typed else [])]:
            found[one.price_list].append(PriceStep(one.from_quantity, one.price))
        return {id: sorted(steps) for id, steps in found.items()}

    def set_value(self, steps: Mapping[int, Sequence[PriceStep]]) -> None:
        """Show other prices."""
        self.from_box.clear()
        self.price_box.clear()
        rows = [ListedPrice(id, *step) for id in self._names for step in steps.get(id, ())]
        self._show(rows)

    def say_margins(self) -> None:
        """Say the margins again: what they are worked out from is another."""
        self.table.viewport().update()

    def _typed(self) -> ListedPrice | None:
        price_list = self.lists.currentData()
        if price_list is None or not self.price_box.text().strip():
            return None
        typed = self.from_box.text().strip()
        quantity = parse_quantity(typed, 3) if typed else ONE_UNIT
        price = self._formats.read_price(self.price_box.text())
        return ListedPrice(
            price_list, quantity or 0, _NO_PRICE if isinstance(price, Problem) else price
        )

    def add(self) -> None:
        """Put what is typed on the list; in the place of a price from the same quantity on."""
        typed = self._typed()
        if typed is None or typed.price < 0:
            self.price_box.setFocus()
            self.price_box.selectAll()
        elif typed.from_quantity <= 0:
            self.from_box.setFocus()
            self.from_box.selectAll()
        else:
            others = [one for one in self.table.table_model.rows if one[:2] != typed[:2]]
            self.from_box.clear()
            self.price_box.clear()
            self._show([*others, typed])
            self.from_box.setFocus()

    def remove(self) -> None:
        """Take the chosen price out."""
        place = self.table.currentIndex().row()
        self._show([one for at, one in enumerate(self.table.table_model.rows) if at != place])

    def _set_from(self, one: ListedPrice, text: str) -> None:
        self._replace(one, one._replace(from_quantity=parse_quantity(text, 3) or 0))

    def _set_price(self, one: ListedPrice, text: str) -> None:
        price = self._formats.read_price(text)
        self._replace(one, one._replace(price=_NO_PRICE if isinstance(price, Problem) else price))

    def _replace(self, old: ListedPrice, new: ListedPrice) -> None:
        self._show([new if one is old else one for one in self.table.table_model.rows])

    def _show(self, rows: Sequence[ListedPrice]) -> None:
        places = list(self._names)
        self.table.table_model.set_rows(
            sorted(rows, key=lambda one: (places.index(one.price_list), one.from_quantity))
        )
        self._allow()
        self.changed.emit()

    def _allow(self) -> None:
        self.remove_button.setEnabled(self.table.selectionModel().hasSelection())


_NO_PRICE = -1
"""What was typed is no price: it is refused with the others when the item is saved."""
