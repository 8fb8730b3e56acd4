"""The ways to pay, six at a time, chosen by Alt+1 … Alt+6: a scan sends no such key (M5)."""

from collections.abc import Sequence
from functools import partial
from typing import NamedTuple

from PySide6.QtCore import Signal
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QGridLayout, QSizePolicy, QToolButton, QWidget

from app.domain.payments import Tender, TenderKind
from app.gui.kit.icons import icon
from app.gui.kit.theme import GRID, Theme
from app.gui.kit.widgets import caption, label, row
from app.text import _

MOST = 6
_COLUMNS = 2
PICTURES = {
    TenderKind.CASH: "mdi6.cash",
    TenderKind.CARD: "mdi6.credit-card-outline",
    TenderKind.WALLET: "mdi6.cellphone",
    TenderKind.TRANSFER: "mdi6.bank-outline",
    TenderKind.OWN: "mdi6.wallet-outline",
    TenderKind.EXCHANGE: "mdi6.swap-horizontal",
}
ON_ACCOUNT_PICTURE = "mdi6.account-box-outline"
_MORE_PICTURE = "mdi6.dots-horizontal"


def tender_name(tender: Tender) -> str:
    """What a tender is called: by the shop, or by its kind in the language in use."""
    return tender.own_name or _(str(tender.name.value))  # type: ignore[union-attr]


class PaymentChoice(NamedTuple):
    """A tender, or what stays on account where there is none."""

    tender: Tender | None

    @property
    def name(self) -> str:
        """What it is called, in the language in use."""
        return tender_name(self.tender) if self.tender else _("On account")

    @property
    def picture(self) -> str:
        """Its icon's name."""
        return PICTURES[self.tender.kind] if self.tender else ON_ACCOUNT_PICTURE


class _Tile(QToolButton):
    """A choice, with its key at the right."""

    def __init__(self) -> None:
        super().__init__()
        self.setProperty("role", "tender")
        self.setCheckable(True)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.picture, self.name, self.key = label(""), label(""), label("", "hint")
        self.name.setMinimumWidth(1)
        self._colour = ""
        inside = row(self.picture, self.name, self.key)
        inside.setContentsMargins(GRID * 3 // 2, 0, GRID, 0)
        inside.setStretch(1, 1)
        self.setLayout(inside)

    def show_choice(self, name: str, picture: str, colour: str) -> None:
        """Say another choice."""
        self.setAccessibleName(name)
        self.setToolTip(caption(name))
        self.name.setText(name)
        if colour != self._colour:
            self._colour = colour
            self.name.setStyleSheet(f"color: {colour};")
        self.picture.setPixmap(icon(picture, colour).pixmap(18, 18))


class TenderTiles(QWidget):
    """Six tiles; where there are more ways, the sixth shows the next of them."""

    chosen = Signal()
    """Another way was chosen: the focus goes back to the amount."""
    closed = Signal()
    """A way was chosen that is not open: what stays on account needs somebody's name."""

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self._theme = theme
        self._choices: Sequence[PaymentChoice] = ()
        self._account_is_open = True
        self._from = 0
        self.current: PaymentChoice | None = None
        self.tiles = [_Tile() for _place in range(MOST)]
        grid = QGridLayout()
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setSpacing(GRID)
        for place, tile in enumerate(self.tiles):
            grid.addWidget(tile, *divmod(place, _COLUMNS))
            tile.clicked.connect(partial(self.choose, place))
            keys = QShortcut(QKeySequence(f"Alt+{place + 1}"), self)
            keys.activated.connect(partial(self.choose, place))
        self.setLayout(grid)
        self.fold(False)

    def offer(
        self,
        choices: Sequence[PaymentChoice],
        current: PaymentChoice | None,
        account_is_open: bool = True,
    ) -> None:
        """Offer other ways; the ``current`` one is chosen, None: the first."""
        self._choices, self._account_is_open = choices, account_is_open
        self.current = current if current in choices else next(iter(choices), None)
        at = choices.index(self.current) if self.current else 0
        self._from = 0 if len(choices) <= MOST else at // (MOST - 1) * (MOST - 1)
        self._show()

    def fold(self, narrow: bool) -> None:
        """Where there is little room the tiles are lower and their keys say the figure alone."""
        for place, tile in enumerate(self.tiles, 1):
            tile.setFixedHeight(36 if narrow else 44)
            tile.picture.setVisible(not narrow)
            tile.key.setText(str(place) if narrow else f"Alt+{place}")

    def choose(self, place: int) -> None:
        """Choose what the n-th tile says, from 0; the last one may show more."""
        shown = self._shown()
        if self._has_more() and place == MOST - 1:
            self._from = (self._from + MOST - 1) % self._rounds()
        elif place < len(shown) and not self._is_open(shown[place]):
            self._show()
            self.closed.emit()
            return
        elif place < len(shown):
            self.current = shown[place]
        self._show()
        self.chosen.emit()

    def _is_open(self, choice: PaymentChoice) -> bool:
        return choice.tender is not None or self._account_is_open

    def _has_more(self) -> bool:
        return len(self._choices) > MOST

    def _rounds(self) -> int:
        return -(-len(self._choices) // (MOST - 1)) * (MOST - 1)

    def _shown(self) -> Sequence[PaymentChoice]:
        return self._choices[self._from :][: MOST - 1 if self._has_more() else MOST]

    def _show(self) -> None:
        shown = self._shown()
        for place, tile in enumerate(self.tiles):
            is_more = self._has_more() and place == MOST - 1
            tile.setVisible(is_more or place < len(shown))
            if is_more:
                tile.show_choice(_("More"), _MORE_PICTURE, self._theme.text)
                tile.setChecked(False)
            elif place < len(shown):
                choice = shown[place]
                is_chosen = choice == self.current
                colour = self._theme.accent_text if is_chosen else self._theme.text
                if not self._is_open(choice):
                    colour = self._theme.muted
                tile.show_choice(choice.name, choice.picture, colour)
                tile.setChecked(is_chosen)
