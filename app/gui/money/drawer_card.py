"""Beside the empty Counter: whether its drawer is open, since when, and what was put in or out."""

from datetime import datetime

from PySide6.QtWidgets import QFrame

from app.domain.permissions import Permission
from app.domain.verdicts import Level
from app.gui.kit.desk import Desk
from app.gui.kit.keys import only_shown
from app.gui.kit.theme import GRID
from app.gui.kit.widgets import Paragraph, button, column, label, row
from app.text import _
from db.queries import shifts
from db.queries.shifts import DrawerEntry, DrawerScope, Shift

_MOST = 2
"""What was put in or taken out last is said, so much of it."""


class DrawerCard(QFrame):
    """Hidden in a shop without shifts."""

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self._desk = desk
        self.setProperty("role", "card")
        self.state = label("")
        self.state.setObjectName("drawerState")
        self.drawer_button = button("", role="link")
        self.no_sale_button = button(_("Open without a sale"), "Alt+O", "link")
        only_shown(self.no_sale_button)  # the page answers it
        self.said, self.blind = Paragraph("secondary"), Paragraph("secondary")
        head = row(label(_("Drawer"), "section"), self.state, None)
        acts = row(self.drawer_button, None), row(self.no_sale_button, None)
        parts = (head, self.said, self.blind, *acts)
        self.setLayout(column(*parts, margin=GRID * 2, gap=GRID // 2))
        self.drawer_button.clicked.connect(lambda: desk.bus.page_wanted.emit("drawer"))
        self.hide()

    def reload(self) -> None:
        """Read again whether it is open, and what passed it."""
        session = self._desk.session
        open_shift = shifts.open_shift(session.database, session.counter.id)
        self.setVisible(self._desk.settings.shifts or open_shift is not None)
        shift = None if open_shift is None else shifts.shift(session.database, open_shift)
        level = Level.WARNING if shift is None else Level.ACCEPTED
        back, colour = self._desk.theme.level(level)
        self.state.setStyleSheet(
            f"QLabel#drawerState {{ background: {back}; color: {colour}; border-radius: 4px;"
            " padding: 2px 8px; }"
        )
        self.no_sale_button.setVisible(shift is not None and self._desk.settings.payments)
        text = _("Open the drawer") if shift is None else _("Close the drawer")
        self.drawer_button.setText(text)
        self.drawer_button.setAccessibleName(text)
        self.state.setText(
            _("closed")
            if shift is None
            else _("open since {time}").format(time=_clock(shift.opened_at))
        )
        self.said.setText(
            _("The first sale asks for its float.") if shift is None else self._passed(shift)
        )
        may = session.may(Permission.SEE_DRAWER)
        blind = shift is not None and (self._desk.settings.blind_count or not may)
        self.blind.setText(_("What should be in it shows when it has been counted."))
        self.blind.setVisible(blind)

    def _passed(self, shift: Shift) -> str:
        price = self._desk.formats.price
        text = _("Float {amount}.").format(amount=price(shift.float))
        found = shifts.entries(self._desk.database, DrawerScope(shift.id), _MOST)
        return " ".join([text, *map(self._entry, reversed(found))])

    def _entry(self, entry: DrawerEntry) -> str:
        from app.domain.shifts import (
            ENTRY_NAMES,  # with the first that is put in or out
            DrawerEntryKind,  # with the first that is put in or out
        )

        kind = DrawerEntryKind(entry.kind)
        if kind is DrawerEntryKind.NO_SALE:
            text = _("{what} at {time}, {reason}.")
        else:
            text = _("{what} {amount} at {time}, {reason}.")
        return text.format(
            what=_(ENTRY_NAMES[kind]),
            amount=self._desk.formats.price(abs(entry.amount)),
            time=_clock(entry.at),
            reason=entry.reason,
        )


def _clock(stamp: str) -> str:
    return f"{datetime.fromisoformat(stamp).astimezone():%H:%M}"
