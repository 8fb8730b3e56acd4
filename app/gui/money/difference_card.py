"""By how much the drawer differs and why, what stays inside, what goes to the safe (M9)."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QBoxLayout, QFrame, QLineEdit, QWidget

from app.domain.shifts import DIFFERENCE_REASONS
from app.domain.verdicts import Level
from app.gui.kit.desk import Desk
from app.gui.kit.fields import LONGEST_LINE
from app.gui.kit.segments import Segments
from app.gui.kit.theme import GRID
from app.gui.kit.widgets import column, label, row
from app.gui.money.amounts import AmountEdit
from app.text import _

_NAMES = 88


class DrawerDifferenceCard(QFrame):
    """Says whether it fits; where it does not, asks why."""

    changed = Signal()

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self._desk = desk
        self.setProperty("role", "card")
        self.said, self.amount = label("", "section"), label("", "sum")
        self._band = QFrame()
        self._band.setObjectName("band")
        self._band.setLayout(row(self.said, None, self.amount, margin=GRID))
        self.why = Segments([(reason, _(reason)) for reason in DIFFERENCE_REASONS])
        self.text = QLineEdit()
        self.text.setMaxLength(LONGEST_LINE)
        self.text.setAccessibleName(_("Reason"))
        self.text.setPlaceholderText(_("Say more"))
        self.stays = AmountEdit(desk.formats, _("Stays inside"))
        self.stays.setFixedWidth(120)
        self.safe = label("", "heading")
        self._reason = QWidget()
        named = label(_("Reason"), "secondary")
        named.setFixedWidth(_NAMES)
        self._why = row(self.why, self.text)
        self._why.setStretch(1, 1)
        self._reason.setLayout(row(named, self._why, gap=0))
        kept = label(_("Stays inside"), "secondary", self.stays)
        kept.setFixedWidth(_NAMES)
        goes = label(_("Goes to the safe"), "secondary")
        last = row(kept, self.stays, GRID, goes, GRID, self.safe, None, gap=0)
        self.setLayout(column(self._band, self._reason, last, margin=GRID * 2))
        self.why.changed.connect(self.changed)
        self.text.textChanged.connect(self.changed)
        self.stays.textChanged.connect(self.changed)

    def set_narrow(self, narrow: bool) -> None:
        """Whether there is room for the reason's text beside its choices."""
        way = QBoxLayout.Direction.TopToBottom if narrow else QBoxLayout.Direction.LeftToRight
        self._why.setDirection(way)

    def show_difference(self, expected: int, counted: int | None, begun: bool = True) -> None:
        """Show what comes of what was counted; None: something typed there is no figure.

        ``begun`` off: nothing was counted yet, so that nothing is said to be missing.
        """
        formats = self._desk.formats
        differs = 0 if counted is None or not begun else counted - expected
        if not begun:
            said, level = _("Nothing is counted yet."), Level.NOTED
        elif counted is None:
            said, level = _("Something that was counted is no figure."), Level.REFUSED
        elif differs:
            text = _("{amount} is missing") if differs < 0 else _("{amount} is too much")
            said, level = text.format(amount=formats.price(abs(differs))), Level.WARNING
        else:
            said, level = _("It fits"), Level.ACCEPTED
        back, colour = self._desk.theme.level(level)
        self._band.setStyleSheet(
            f"QFrame#band {{ background: {back}; border: 0; border-radius: 4px; }}"
            f" QLabel {{ color: {colour}; }}"
        )
        self.said.setText(said)
        sign = "+" if differs > 0 else ""
        self.amount.setText(f"{sign}{formats.price(differs)}" if differs else "")
        self._reason.setVisible(bool(differs))
        stays = self.stays.amount()
        known = counted is not None and stays is not None and stays <= counted
        self.safe.setText(formats.price(counted - stays) if known else "–")  # type: ignore[operator]

    def reason(self) -> str:
        """Why it differs: what was chosen, and what was typed."""
        chosen = self.why.value()
        parts = (_(str(chosen)) if chosen else "", " ".join(self.text.text().split()))
        return " · ".join(part for part in parts if part)
