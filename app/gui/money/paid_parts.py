"""What is paid so far: each part with its tender, and a button that takes it off again."""

from collections.abc import Sequence
from functools import partial

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QToolButton, QWidget

from app.domain.payments import Paid
from app.formats import Formats
from app.gui.kit.icons import icon
from app.gui.kit.theme import GRID, Theme
from app.gui.kit.widgets import column, label, name_label, row
from app.gui.money.tender_tiles import PICTURES, tender_name
from app.text import _


class PaidParts(QWidget):
    """Hidden while nothing is paid."""

    removed = Signal(object)
    """The part with this id is to be taken off."""

    def __init__(self, formats: Formats, theme: Theme) -> None:
        super().__init__()
        self._formats = formats
        self._theme = theme
        self.title = label("", "group")
        self._sum = label("")
        self._rows = column(gap=0)
        self._head = row(self.title, None, self._sum)
        around = column(gap=GRID // 2)
        around.addLayout(self._head)
        around.addLayout(self._rows)
        self.setLayout(around)
        self.buttons: list[QToolButton] = []
        """Each takes its part off, in the order of the parts."""

    def show_parts(self, title: str, paid: Sequence[Paid]) -> None:
        """Show other parts under a title."""
        while (item := self._rows.takeAt(0)) is not None:
            gone = item.widget()
            if gone is not None:
                gone.hide()
                gone.deleteLater()
        self.buttons = []
        self.title.setText(title)
        self._sum.setText(self._formats.price(sum(one.moved for one in paid)))
        for one in paid:
            self._rows.addWidget(self._row(one))
        self.setVisible(bool(paid))

    def _row(self, one: Paid) -> QWidget:
        tender, made = one.part.tender, QWidget(self)
        picture = label("")
        picture.setPixmap(icon(PICTURES[tender.kind], self._theme.muted).pixmap(18, 18))
        name = name_label(tender_name(tender))
        said = [one.part.reference] if one.part.reference else []
        if one.change:
            said.append(_("given {given}").format(given=self._formats.price(one.part.given or 0)))
        figure = label(self._formats.price(one.moved))
        off = QToolButton()
        off.setText("×")
        text = _("Take off {tender} {amount}").format(
            tender=tender_name(tender), amount=self._formats.price(one.moved)
        )
        off.setAccessibleName(text)
        off.setToolTip(text)
        off.clicked.connect(partial(self.removed.emit, one.part.id))
        off.setVisible(one.part.id is not None)  # what comes back in an exchange stays
        if one.part.id is not None:
            self.buttons.append(off)
        line = row(picture, name, name_label(_(", ").join(said), "secondary"), None, figure, off)
        line.setContentsMargins(0, 2, 0, 2)
        made.setLayout(line)
        return made
