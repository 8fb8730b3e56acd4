"""The last card of a draft's page: how many lines and units, what they come to, and Post."""

from collections.abc import Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFrame, QWidget

from app.domain.document_kind import DocumentKind, Price
from app.domain.pricing import Discount, Totals
from app.formats import Formats
from app.gui.kit.later import class_named
from app.gui.kit.part_place import PartPlace
from app.gui.kit.theme import GRID
from app.gui.kit.total import Total
from app.gui.kit.widgets import NameLabel, column, label, row
from app.text import _, ngettext

if TYPE_CHECKING:
    from app.gui.documents.discount_row import DiscountRow

DISCOUNT_ROW = "documents.discount_row.DiscountRow"


class TotalsCard(QFrame):
    """What a draft comes to, figure by figure, above Post; where there is little room in one line.

    A document by which nothing is sold or bought says how many lines and units it has.
    """

    discount_entered = Signal(object)
    discount_refused = Signal(object)
    discount_left = Signal()
    """What ``DiscountRow`` says."""

    def __init__(
        self, formats: Formats, post: QWidget, kind: DocumentKind, presets: Sequence[int]
    ) -> None:
        super().__init__()
        self.setProperty("role", "card")
        self._formats = formats
        self._kind = kind
        self._presets = presets
        self._discount = Discount()
        self._is_narrow = self._is_empty = False
        self._totals = Totals()
        self.lines, self.units = label("", "muted"), label("", "muted")
        self.total = Total()
        self._counts, self._sum, self.folded = QWidget(), QWidget(), label("", "muted")
        self._counts.setLayout(row(self.lines, None, self.units))
        self.amounts, self.line_discounts = SumRow(), SumRow(_("Line discounts"))
        self.discount_place = PartPlace(self._make_discount)
        self._taxes = column(gap=GRID // 2)
        self.taxes: list[SumRow] = []
        self._sum.setLayout(row(label(_("Total"), "heading"), self.total))
        self._rule = QFrame()
        self._rule.setProperty("role", "bar")
        self._rule.setFixedHeight(1)
        sums = (
            self.amounts,
            self.line_discounts,
            self.discount_place.widget,
            self._taxes,
            self._rule,
        )
        parts = (self._counts, self.folded, *sums, self._sum, post)
        self.setLayout(column(*parts, margin=GRID * 3 // 2, gap=GRID // 2))
        self.show_rows()

    def show_sums(self, lines: int, units: int, totals: Totals, discount: Discount) -> None:
        """Show how many lines and units (thousandths), and what they come to (minor units)."""
        formats = self._formats
        self._totals, self._discount = totals, discount
        self.lines.setText(ngettext("{count} line", "{count} lines", lines, f"{lines:,}"))
        self.units.setText(formats.units(units))
        self.amounts.show_sum(
            _("Lines, {units}").format(units=formats.units(units)), formats.price(totals.lines)
        )
        self.line_discounts.show_figure(formats.price(-totals.line_discounts))
        if (made := self.discount_place.made) is not None:
            made.show_discount(discount, totals.discount)
        self._show_taxes(self._taxes_said())
        self.folded.setText(self._in_one_line(units))
        self.total.setText(formats.money(totals.total))
        self.show_rows()

    @property
    def discount(self) -> "DiscountRow":
        """What is off the document; made when something is, or F6 is pressed."""
        return self.discount_place.part

    def _make_discount(self) -> "DiscountRow":
        made: DiscountRow = class_named(DISCOUNT_ROW)(self._formats, self._presets)
        made.show_discount(self._discount, self._totals.discount)
        made.entered.connect(self.discount_entered)
        made.refused.connect(self.discount_refused)
        made.left.connect(self.discount_left)
        return made

    def finish_discount(self) -> bool:
        """Take a discount that is typed and not entered yet; False where it is not taken."""
        made = self.discount_place.made
        return made is None or made.finish()

    def _taxes_said(self) -> list[tuple[str, str]]:
        """The tax of each rate with its name; one that comes to nothing is left out."""
        formats, totals = self._formats, self._totals
        return [
            (formats.tax(one, totals.includes_tax), formats.price(one.tax))
            for one in totals.taxes
            if one.tax
        ]

    def _show_taxes(self, taxes: Sequence[tuple[str, str]]) -> None:
        while len(self.taxes) < len(taxes):
            self.taxes.append(SumRow(role="muted"))
            self._taxes.addWidget(self.taxes[-1])
        for made, (title, figure) in zip(self.taxes, taxes, strict=False):
            made.show_sum(title, figure)

    def _in_one_line(self, units: int) -> str:
        formats, totals = self._formats, self._totals
        off, tax = totals.line_discounts + totals.discount, sum(one.tax for one in totals.taxes)
        said = [formats.units(units)]
        if off:
            said.append(_("discounts {amount}").format(amount=formats.price(-off)))
        if tax:
            said.append(_("tax {amount}").format(amount=formats.price(tax)))
        return " · ".join(said)

    def said(self) -> list[tuple[str, str]]:
        """Each figure with its name, as they stand above the total while there is room."""
        formats, totals = self._formats, self._totals
        found = [(self.amounts.title.text(), formats.price(totals.lines))]
        if totals.line_discounts:
            found.append((_("Line discounts"), formats.price(-totals.line_discounts)))
        if totals.discount:
            found.append((_("Discount"), formats.price(-totals.discount)))
        return [*found, *self._taxes_said()]

    def edit_discount(self) -> None:
        """Let the document's discount be typed in its place."""
        if self._kind.deals and not self._is_empty:
            self.discount.show()
            self.discount.open_edit()

    def show_empty(self, is_empty: bool) -> None:
        """Where nothing is entered Post stands alone."""
        self._is_empty = is_empty
        self.show_rows()

    def fold(self, narrow: bool) -> None:
        """Where there is little room, all but the total is one line."""
        self._is_narrow = narrow
        self.show_rows()

    def show_rows(self) -> None:
        """Rows of nothing are left out; a discount that is being typed stays in sight."""
        something, deals, totals = not self._is_empty, self._kind.deals, self._totals
        rows = something and deals and not self._is_narrow
        self._counts.setVisible(something and not deals)
        self.folded.setVisible(something and deals and self._is_narrow)
        self.amounts.setVisible(rows)
        self._rule.setVisible(rows)
        self.line_discounts.setVisible(rows and totals.line_discounts != 0)
        made = self.discount_place.made
        is_typed = something and made is not None and made.is_open
        self.discount_place.set_visible(is_typed or (rows and totals.discount != 0))
        count = len(self._taxes_said())
        for at, tax in enumerate(self.taxes):
            tax.setVisible(rows and at < count)
        self._sum.setVisible(self._kind.price is not Price.NONE and something)


class SumRow(QWidget):
    """One figure of the totals with its name."""

    def __init__(self, title: str = "", role: str = "") -> None:
        super().__init__()
        self.title, self.figure = NameLabel(role), label("", role)
        self.title.setText(title)
        line = row(self.title, self.figure)
        line.setStretch(0, 1)
        self.setLayout(line)
        line.setContentsMargins(0, 0, 0, 0)

    def show_sum(self, title: str, figure: str) -> None:
        """Show another figure of another name."""
        self.title.setText(title)
        self.show_figure(figure)

    def show_figure(self, figure: str) -> None:
        """Show another figure."""
        self.figure.setText(figure)
