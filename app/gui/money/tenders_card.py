"""What was paid otherwise than in cash, against what the terminal or the bank says (M9)."""

from collections.abc import Mapping

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QGridLayout, QLabel

from app.domain.payments import TenderKind, TenderName
from app.domain.verdicts import Level
from app.gui.kit.desk import Desk
from app.gui.kit.theme import GRID
from app.gui.kit.widgets import button, column, label, section
from app.gui.money.amounts import AmountEdit
from app.services.money.shifts import DrawerReport
from app.text import _, ngettext
from db.queries.shifts import TenderSum

_FIELD = 124


def tender_name(tender: TenderSum) -> str:
    """What a tender is called: by the shop, or by its kind in the language in use."""
    return tender.name or _(TenderName[TenderKind(tender.kind).name].value)


class TendersCard(QFrame):
    """A row for each tender; a field for what the terminal says, ticked where it is the same."""

    opened = Signal(object)
    """What this was made of is to be shown (a TenderSum)."""

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self._desk = desk
        self.setProperty("role", "card")
        self.fields: dict[int, AmountEdit] = {}
        self._signs: dict[int, QLabel] = {}
        self._grid = QGridLayout()
        self._grid.setContentsMargins(0, 0, 0, 0)
        self._grid.setHorizontalSpacing(GRID)
        self._grid.setColumnStretch(1, 1)
        says = label(_("as the terminal or the bank says"), "secondary")
        self._says = says
        head = section(_("Other tenders"), says)
        self.setLayout(column(head, self._grid, margin=GRID * 2))

    def show_report(self, report: DrawerReport) -> None:
        """Show what was paid; what was typed stays."""
        typed = self.typed()
        while self._grid.count():
            part = self._grid.takeAt(0).widget()  # type: ignore[union-attr]
            if part is not None:
                part.hide()
                part.deleteLater()
        self.fields, self._signs = {}, {}
        formats, of_day = self._desk.formats, report.shift is None
        self._says.setVisible(not of_day)
        for line, tender in enumerate(report.tenders):
            count = ngettext(
                "{count} payment", "{count} payments", tender.payments, f"{tender.payments:,}"
            )
            name = button(tender_name(tender), role="link")
            name.clicked.connect(lambda _on=False, one=tender: self.opened.emit(one))
            amount = label(formats.price(tender.amount))
            amount.setAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
            for place, part in enumerate((name, label(count, "secondary"), amount)):
                self._grid.addWidget(part, line, place)
            if not of_day:
                self._add_field(line, tender)
        self.show_typed(typed)
        self.setVisible(bool(report.tenders))

    def _add_field(self, line: int, tender: TenderSum) -> None:
        name = _("{tender}, as the terminal says").format(tender=tender_name(tender))
        field = AmountEdit(self._desk.formats, name, signed=True)
        field.setAlignment(Qt.AlignmentFlag.AlignRight)
        field.setFixedWidth(_FIELD)
        sign = label("")
        sign.setFixedWidth(GRID * 2)
        self._grid.addWidget(field, line, 3)
        self._grid.addWidget(sign, line, 4)
        self.fields[tender.tender], self._signs[tender.tender] = field, sign
        field.textChanged.connect(lambda _text, one=tender: self._judge(one))

    def _judge(self, tender: TenderSum) -> None:
        field, sign = self.fields[tender.tender], self._signs[tender.tender]
        fits = field.amount() == tender.amount
        level = Level.ACCEPTED if fits else Level.WARNING
        sign.setStyleSheet(f"color: {self._desk.theme.level(level)[1]};")
        sign.setText(("✓" if fits else "≠") if field.text().strip() else "")
        sign.setAccessibleName(
            "" if not sign.text() else _("The same") if fits else _("Another amount")
        )

    def typed(self) -> dict[int, str]:
        """What stands in the fields."""
        return {tender: field.text() for tender, field in self.fields.items()}

    def show_typed(self, typed: Mapping[int, str]) -> None:
        """Show again what stood in the fields."""
        for tender, text in typed.items():
            if tender in self.fields:
                self.fields[tender].setText(text)

    def counted(self) -> dict[int, int] | None:
        """What the terminal says, by tender, of those it was typed for; None: one is no amount."""
        typed = {
            tender: field.amount() for tender, field in self.fields.items() if field.text().strip()
        }
        return None if None in typed.values() else typed  # type: ignore[return-value]
