"""What the month brought of an item so far: sold, came back, cost, margin (M11)."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QGridLayout, QLabel

from app.formats import rate_text
from app.gui.kit.desk import Desk
from app.gui.kit.tasks import Task, in_store
from app.gui.kit.theme import GRID
from app.gui.kit.widgets import column, label
from app.services import clock
from app.services.money import margins
from app.services.money.margins import ItemCost, ItemMonth
from app.text import _

_UNKNOWN = "–"


class MonthCard(QFrame):
    """A card beside an item that is saved; cost and margin for who may see them."""

    def __init__(self, desk: Desk, sees_cost: bool) -> None:
        super().__init__()
        self.setProperty("role", "card")
        self._desk = desk
        self._task = Task(self)
        self._item: int | None = None
        self.sold, self.back, self.cost, self.margin = (_figure() for _each in range(4))
        rows = [(_("Sold"), self.sold), (_("Came back"), self.back)]
        if sees_cost:
            rows += [(_("Cost"), self.cost), (_("Margin"), self.margin)]
        grid = QGridLayout()
        grid.setHorizontalSpacing(GRID * 2)
        grid.setVerticalSpacing(GRID // 2)
        grid.setColumnStretch(1, 1)
        for place, (title, figure) in enumerate(rows):
            grid.addWidget(label(title, "muted"), place, 0)
            grid.addWidget(figure, place, 1)
            figure.setAccessibleName(title)
        self.setLayout(column(label(_("This month"), "heading"), grid, margin=GRID * 2, gap=GRID))

    def show_item(self, item: int | None, cost: ItemCost | None) -> None:
        """Show an item's month, which is read beside the screen; one that is not saved has none."""
        self.setVisible(item is not None)
        if item != self._item:
            for figure in (self.sold, self.back, self.margin):
                figure.setText(_UNKNOWN)
        self._item = item
        self.cost.setText(_UNKNOWN if cost is None else self._desk.formats.price(cost.cost))
        if item is None:
            self._task.stop()
            return
        database, day = self._desk.database, clock.today()
        self._task.start(
            in_store(database, lambda: margins.of_month(database, item, day)),
            self._show,
            lambda _problems: None,
        )

    def _show(self, month: ItemMonth) -> None:
        quantity, rate = self._desk.formats.quantity, month.margin.rate
        self.sold.setText(quantity(month.sold))
        self.back.setText(quantity(month.back))
        self.margin.setText(_UNKNOWN if rate is None else rate_text(rate))


def _figure() -> QLabel:
    made = label("")
    made.setAlignment(Qt.AlignmentFlag.AlignRight)
    return made
