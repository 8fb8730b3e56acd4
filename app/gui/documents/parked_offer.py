"""Says that what was just scanned stands on a parked sale, and calls that one back (M10)."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFrame

from app.domain.kinds import SALE
from app.domain.verdicts import Level
from app.gui.documents.sale_words import moment_text
from app.gui.kit.desk import Desk
from app.gui.kit.theme import GRID
from app.gui.kit.widgets import button, label, row
from app.text import _, party_name
from db.queries.parking import ParkedSale


class ParkedOffer(QFrame):
    """Hidden until ``offer``; no scan waits for it, and the next one takes it away."""

    called = Signal(object)
    """The parked sale with this id is to be called back."""

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self._desk = desk
        self.sale: ParkedSale | None = None
        self.taken = False
        """The scan also put something on the sale at hand."""
        self._text = label("")
        self._text.setWordWrap(True)
        self._text.setMinimumWidth(1)  # a name in it may be one long word
        self.button = button(_("Call it back"), "Alt+Y", "primary")
        self.button.clicked.connect(self._call)
        line = row(self._text, self.button, margin=GRID)
        line.setStretch(0, 1)
        self.setLayout(line)
        back, colour = desk.theme.level(Level.NOTED)
        self.setStyleSheet(
            f"ParkedOffer {{ background: {back}; border-radius: 6px; }}"
            f" ParkedOffer QLabel {{ color: {colour}; }}"
        )
        self.hide()

    def offer(self, code: str, sale: ParkedSale, taken: bool) -> None:
        """Offer to call back the sale that the scanned ``code`` is on."""
        self.sale, self.taken = sale, taken
        text = _("{code} is on the sale that was parked {moment} for {party}.").format(
            code=code,
            moment=moment_text(sale.at, self._desk.formats),
            party=party_name(SALE.key, sale.party),
        )
        note = _("“{note}”").format(note=sale.note) if sale.note else ""
        self._text.setText(" ".join(part for part in (text, note) if part))
        self.show()

    def forget(self) -> None:
        """Offer nothing any more."""
        self.sale = None
        self.hide()

    def _call(self) -> None:
        if self.sale is not None:
            self.called.emit(self.sale.id)
