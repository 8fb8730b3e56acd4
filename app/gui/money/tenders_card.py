"""What was paid otherwise than in cash, against what the terminal or the bank says (M9)."""

from collections.abc import Mapping
from functools import partial

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QGridLayout, QWidget

from app.domain.payments import TenderKind, TenderName
from app.domain.verdicts import Level
from app.gui.kit.desk import Desk
from app.gui.kit.theme import GRID
from app.gui.kit.widgets import button, column, label, row, section
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

    unfolded = Signal()
    """They were asked for where there is little room."""
    opened = Signal(object)
    """What this was made of is to be shown (a TenderSum)."""

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self._desk = desk
        self.setProperty("role", "card")
        self._rows: dict[int, _TenderRow] = {}
        self._only_read: bool | None = None
        self._is_narrow = self._is_unfolded = self._is_shown = False
        self._grid = QGridLayout()
        self._grid.setContentsMargins(0, 0, 0, 0)
        self._grid.setHorizontalSpacing(GRID)
        self._grid.setColumnStretch(1, 1)
        self._says = label(_("as the terminal or the bank says"), "secondary")
        head = section(_("Other tenders"), self._says)
        self.setLayout(column(head, self._grid, margin=GRID * 2))
        self.folded = QWidget()
        """Stands for the card where there is little room: their sum, and the way to them."""
        self._folded_sum = label("")
        self.unfold_button = button(_("Show them"), "", "link")
        self.unfold_button.clicked.connect(self._unfold)
        title = label(_("Other tenders"), "heading")
        self.folded.setLayout(row(title, self._folded_sum, None, self.unfold_button))

    def show_report(self, report: DrawerReport, shown: bool = True) -> None:
        """Show what was paid; what was typed stays, and the cursor too where the rows do.

        Not ``shown``: the drawer is counted blind, and it stays hidden.
        """
        only_read = report.shift is None or not report.shift.is_open
        if [one.tender for one in report.tenders] != list(
            self._rows
        ) or only_read != self._only_read:
            self._build(report, only_read)
        for tender in report.tenders:
            self._rows[tender.tender].show_sum(tender)
        self._is_shown = shown and bool(report.tenders)
        total = sum(tender.amount for tender in report.tenders)
        self._folded_sum.setText(self._desk.formats.price(total))
        self._fold()

    def set_narrow(self, narrow: bool) -> None:
        """Where there is little room only their sum stands there, until they are asked for."""
        self._is_narrow = narrow
        self._fold()

    def _unfold(self) -> None:
        self._is_unfolded = True
        self._fold()
        self.unfolded.emit()
        next(iter(self.fields.values())).setFocus()

    def _fold(self) -> None:
        folded = self._is_narrow and not (self._is_unfolded or self._only_read)
        self._says.setVisible(not self._only_read)
        self.setVisible(self._is_shown and not folded)
        self.folded.setVisible(self._is_shown and folded)

    def _build(self, report: DrawerReport, only_read: bool) -> None:
        """Rows for the tenders of a report, with what was typed in those of before."""
        typed, self._only_read = self.typed(), only_read
        for old in self._rows.values():
            for part in old.parts():
                self._grid.removeWidget(part)
                part.hide()
                part.deleteLater()
        self._rows = {one.tender: _TenderRow(self._desk, one, only_read) for one in report.tenders}
        for line, made in enumerate(self._rows.values()):
            made.name.clicked.connect(partial(self._open, made))
            for place, part in enumerate(made.parts()):
                self._grid.addWidget(part, line, place)
        self.show_typed(typed)

    def _open(self, chosen: "_TenderRow") -> None:
        self.opened.emit(chosen.tender)

    @property
    def fields(self) -> dict[int, AmountEdit]:
        """The fields by their tenders; a day and a closed shift have none."""
        return {} if self._only_read else {key: one.field for key, one in self._rows.items()}

    def sign(self, tender: int) -> str:
        """What stands behind the field of a tender: ✓, ≠ or nothing."""
        return self._rows[tender].sign.text()

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


class _TenderRow:
    """The parts of one tender's row."""

    def __init__(self, desk: Desk, tender: TenderSum, only_read: bool) -> None:
        self._desk = desk
        self._only_read = only_read
        self.tender = tender
        self.name = button(tender_name(tender), role="link")
        self.count, self.amount, self.sign = label("", "secondary"), label(""), label("")
        says = _("{tender}, as the terminal says").format(tender=tender_name(tender))
        self.field = AmountEdit(desk.formats, says, signed=True)
        right = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
        self.amount.setAlignment(right)
        self.field.setAlignment(right)
        self.field.setFixedWidth(_FIELD)
        self.sign.setFixedWidth(GRID * 2)
        self.field.textChanged.connect(self._judge)

    def parts(self) -> list[QWidget]:
        """From left to right; a day and a closed shift are not counted."""
        shown = [self.name, self.count, self.amount]
        return shown if self._only_read else [*shown, self.field, self.sign]

    def show_sum(self, tender: TenderSum) -> None:
        """Show what was paid by it now."""
        self.tender = tender
        paid = tender.payments
        text = ngettext("{count} payment", "{count} payments", paid, f"{paid:,}")
        self.count.setText(text)
        self.amount.setText(self._desk.formats.price(tender.amount))
        self._judge()

    def _judge(self) -> None:
        fits = self.field.amount() == self.tender.amount
        level = Level.ACCEPTED if fits else Level.WARNING
        self.sign.setStyleSheet(f"color: {self._desk.theme.level(level)[1]};")
        self.sign.setText(("✓" if fits else "≠") if self.field.text().strip() else "")
        said = "" if not self.sign.text() else _("The same") if fits else _("Another amount")
        self.sign.setAccessibleName(said)
