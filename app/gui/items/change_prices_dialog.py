"""Many prices changed by one rule: what each becomes is shown before anything is written (M2)."""

from collections.abc import Callable, Sequence

from PySide6.QtWidgets import QWidget

from app.domain.price_changes import Basis, PriceChange, PriceEnding, endings, read_change
from app.domain.problems import Problem, Refused
from app.domain.quantities import MINUS
from app.gui.kit.desk import Desk
from app.gui.kit.entry_dialog import EntryDialog
from app.gui.kit.fields import FigureEdit
from app.gui.kit.forms import ChoiceField
from app.gui.kit.tables import Table, TableColumn, TableModel
from app.gui.kit.theme import GRID
from app.gui.kit.widgets import button, column, label, row
from app.services.money import bulk_prices
from app.services.money.bulk_prices import PlannedPrice
from app.text import _, ngettext


class ChangePricesDialog(EntryDialog):
    """Accepted once the prices are written; ``done`` is what was, to be taken back as a whole.

    ``products`` reads the ids of the items that are meant.
    """

    def __init__(
        self,
        desk: Desk,
        price_list: int | None,
        name: str,
        products: Callable[[], Sequence[int]],
        parent: QWidget,
    ) -> None:
        super().__init__(desk, parent)
        self._price_list = price_list
        self._products = products
        self.done_changes: list[PlannedPrice] = []
        self._planned: list[PlannedPrice] = []
        self.setWindowTitle(_("Change prices of {list}").format(list=name))
        self.resize(840, 560)
        self.basis = ChoiceField(self._bases())
        self.basis.setAccessibleName(_("Begin with"))
        self.rate = FigureEdit()
        self.rate.setAccessibleName(_("Percent more, or with a minus less"))
        self.rate.setPlaceholderText(f"+10  {MINUS}5")
        self.rate.setFixedWidth(96)
        self.ending = ChoiceField(
            [(one, self._said_of(one)) for one in endings(desk.formats.decimals)]
        )
        self.ending.setAccessibleName(_("Ending"))
        self.show_button = button(_("Show new prices"))
        self.table = Table(TableModel(self._columns()), _("New prices"))
        self.said = label("", "muted")
        self.ok_button = button(_("Change prices"), role="primary")
        cancel = button(_("Cancel"))
        rule = row(
            column(label(_("Begin with"), "muted", self.basis), self.basis, gap=4),
            column(label(_("Percent"), "muted", self.rate), self.rate, gap=4),
            column(label(_("Ending"), "muted", self.ending), self.ending, gap=4),
            column(label(""), self.show_button, gap=4),
            None,
            gap=GRID * 2,
        )
        self.setLayout(
            column(
                rule,
                self.table,
                self.problems,
                row(self.said, None, cancel, self.ok_button),
                margin=GRID * 2,
                gap=GRID * 3 // 2,
            )
        )
        self.rate.returnPressed.connect(self.show_new)
        self.show_button.clicked.connect(self.show_new)
        for changed in (
            self.rate.textChanged,
            self.basis.currentIndexChanged,
            self.ending.currentIndexChanged,
        ):
            changed.connect(self._forget)
        self.ok_button.clicked.connect(self.carry_out_plan)
        cancel.clicked.connect(self.reject)
        self._forget()
        self.rate.setFocus()

    def _bases(self) -> list[tuple[Basis, str]]:
        now = _("The price as it is") if self._price_list is None else _("The price in the list")
        retail = [] if self._price_list is None else [(Basis.RETAIL, _("The sale price"))]
        return [(Basis.NOW, now), *retail, (Basis.PURCHASE, _("The purchase price"))]

    def _said_of(self, ending: PriceEnding) -> str:
        """An ending by what prices look like with it."""
        if ending == PriceEnding():
            return _("As it comes out")
        price = self._desk.formats.price
        first, step = ending.offset % ending.step, ending.step
        return _("{first}, {second}, {third} …").format(
            first=price(first), second=price(first + step), third=price(first + 2 * step)
        )

    def _columns(self) -> list[TableColumn]:
        price = self._desk.formats.price
        return [
            TableColumn(_("SKU"), lambda one: one.sku, width=144),
            TableColumn(_("Item"), lambda one: one.name, stretch=True),
            TableColumn(
                _("Old price"),
                lambda one: "–" if one.old is None else price(one.old),
                figure=True,
                width=112,
            ),
            TableColumn(
                _("New price"),
                lambda one: "–" if one.new is None else price(one.new),
                figure=True,
                width=112,
            ),
        ]

    def is_entered(self) -> bool:
        """A rule was typed."""
        return bool(self.rate.text().strip())

    def _forget(self) -> None:
        """Another rule makes other prices: those that were shown are not written."""
        self._show_plan([], "")

    def change(self) -> PriceChange | Problem:
        """The rule that is typed, or why it is none."""
        rate = read_change(self.rate.text())
        if isinstance(rate, Problem):
            return rate
        return PriceChange(self.basis.currentData(), rate, self.ending.currentData())

    def show_new(self) -> None:
        """Show what each price becomes; nothing is written."""
        change = self.change()
        if isinstance(change, Problem):
            self._refuse((change,))
            return
        try:
            planned = bulk_prices.plan(
                self._desk.database, self._price_list, self._products(), change
            )
        except Refused as refusal:
            self._refuse(refusal.problems)
            return
        text = ngettext("{count} price changes", "{count} prices change", len(planned))
        self._show_plan(planned, text if planned else _("No price changes by this."))
        (self.ok_button if planned else self.rate).setFocus()

    def _refuse(self, problems: Sequence[Problem]) -> None:
        self._show_plan([], "")
        self.problems.show_problems(problems)

    def _show_plan(self, planned: list[PlannedPrice], text: str) -> None:
        self._planned = planned
        self.problems.show_problems(())
        self.table.table_model.set_rows(planned)
        self.said.setText(text)
        self.ok_button.setEnabled(bool(planned))

    def carry_out_plan(self) -> None:
        """Write what is shown; what was changed meanwhile stops it, and is said here."""
        planned = self._planned

        def write() -> bool:
            bulk_prices.carry_out(self._desk.session, self._price_list, planned)
            return True

        if self.carry_out(write):
            self.done_changes = planned
