"""The prices of one item: what everybody pays, and those of the lists."""

from PySide6.QtWidgets import QWidget

from app.gui.items.item_prices import ItemPrices
from app.gui.kit.desk import Desk
from app.gui.kit.entry_dialog import EntryDialog
from app.gui.kit.theme import GRID
from app.gui.kit.widgets import button, column, label, name_label, row
from app.services.money import price_lists
from app.text import _
from db.queries import items, prices


class PricesDialog(EntryDialog):
    """Accepted once the prices are written."""

    def __init__(self, desk: Desk, product: int, parent: QWidget) -> None:
        super().__init__(desk, parent)
        self._product = product
        item = items.item(desk.database, product)
        self.setWindowTitle(_("Prices of {item}").format(item=item.name))
        self.setMinimumWidth(640)
        retail = label(
            _("Everybody pays {price}.").format(price=desk.formats.price(item.sale_price)), "muted"
        )
        self.prices = ItemPrices(desk.formats)
        self.prices.offer(prices.lists(desk.database))
        self._before = price_lists.steps_of(desk.database, product)
        self.prices.set_value(self._before)
        self._shown = self.prices.value()
        self.ok_button = button(_("Save"), "Ctrl+S", "primary")
        cancel = button(_("Cancel"))
        self.setLayout(
            column(
                name_label(f"{item.name} · {item.sku}", "heading"),
                retail,
                self.prices,
                self.problems,
                row(None, cancel, self.ok_button),
                margin=GRID * 2,
                gap=GRID * 3 // 2,
            )
        )
        self.ok_button.clicked.connect(self.save)
        cancel.clicked.connect(self.reject)
        self.prices.setFocus()

    def is_entered(self) -> bool:
        """A price is another than it was."""
        return self.prices.value() != self._shown

    def save(self) -> None:
        """Write the prices; what stands against them is said here."""
        steps = self.prices.value()
        self.carry_out(lambda: price_lists.set_steps(self._desk.session, self._product, steps))
