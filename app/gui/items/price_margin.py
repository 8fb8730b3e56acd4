"""What an item's prices bring above what a unit had cost, as they are typed (M11)."""

from PySide6.QtWidgets import QLabel

from app.domain.problems import Problem
from app.formats import rate_text
from app.gui.kit.desk import Desk
from app.services import clock
from app.services.money import margins
from app.services.money.margins import ItemCost
from app.text import _


class PriceMargin(QLabel):
    """Says the margin at the sale price, and that of any other; only to who may see the cost."""

    def __init__(self, desk: Desk, sees_cost: bool) -> None:
        super().__init__()
        self.setProperty("role", "muted")
        self._desk = desk
        self._known: ItemCost | None = None
        self._cost: int | None = None
        self._rate = 0
        if not sees_cost:
            self.hide()

    def show_cost(self, known: ItemCost | None) -> None:
        """What a unit had cost; None: the item is not saved, so that its purchase price says it."""
        self._known = known

    def work_out(self, purchase_price: str, sale_price: str, tax: int | None) -> None:
        """Say it for prices as they are typed; ``tax`` is the item's, None: the shop's."""
        self._cost = self._read(purchase_price)
        if self._known is not None and not self._known.from_price:
            self._cost = self._known.cost
        self._rate = margins.included_rate(self._desk.database, tax, clock.today())
        said = self.said(self._read(sale_price))
        self.setText(_("Margin at the sale price: {margin}").format(margin=said))

    def said(self, price: int | None) -> str:
        """The margin at a price, of what is taken without tax: ``24.9 %``."""
        if price is None or price < 0 or self._cost is None:
            return "–"
        rate = margins.of_price(price, self._rate, self._cost).rate
        return "–" if rate is None else rate_text(rate)

    def _read(self, typed: str) -> int | None:
        price = self._desk.formats.read_price(typed)
        return None if isinstance(price, Problem) else price
