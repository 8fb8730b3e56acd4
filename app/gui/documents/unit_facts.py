"""What is known of the unit that is chosen, below the list of serials; read when keys rest."""

from html import escape
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QGridLayout, QWidget

from app.domain.lifecycle import Status
from app.domain.marks import N_
from app.gui.kit.desk import Desk
from app.gui.kit.refresh import Refresh
from app.gui.kit.theme import GRID
from app.gui.kit.widgets import label, name_label, row
from app.services import clock
from app.text import _, ngettext, party_name, side_by_side

if TYPE_CHECKING:
    from app.services.stock.unit_facts import OthersHere, UnitFacts

_SINCE = {
    Status.IN_STOCK: N_("In stock since"),
    Status.SOLD: N_("Sold on"),
    Status.RETURNED: N_("Returned on"),
    Status.REMOVED: N_("Removed on"),
    Status.IN_TRANSIT: N_("Sent on"),
}
_SINCE_ROW, _BY_ROW, _OTHERS_ROW = range(3)


class UnitFactsView(QWidget):
    """Three rows of facts; none of them is read in the way of a scan."""

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self._desk = desk
        self._number: str | None = None
        self._is_narrow = False
        self._names = [label("", "secondary") for _row in range(3)]
        self.since, self.link, self.others = name_label(""), label(""), name_label("")
        self.party = name_label("")
        self.link.setTextFormat(Qt.TextFormat.RichText)
        self.link.setTextInteractionFlags(Qt.TextInteractionFlag.TextBrowserInteraction)
        self.link.linkActivated.connect(lambda target: desk.bus.open_document.emit(int(target)))
        grid = QGridLayout()
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setHorizontalSpacing(GRID * 2)
        grid.setVerticalSpacing(GRID // 2)
        grid.setColumnStretch(1, 1)
        for place, name in enumerate(self._names):
            grid.addWidget(name, place, 0)
        by = row(self.link, self.party)
        by.setStretch(1, 1)
        grid.addWidget(self.since, _SINCE_ROW, 1)
        grid.addLayout(by, _BY_ROW, 1)
        grid.addWidget(self.others, _OTHERS_ROW, 1)
        self.setLayout(grid)
        self.refresh = Refresh(self, self.read)
        self.refresh.follow(desk.bus.changed)
        self.hide()

    def show_number(self, number: str | None) -> None:
        """Show another unit, soon; None: nothing is known of what is chosen."""
        if number == self._number:
            return
        self._number = number
        self._blank()
        if number is None:
            self.refresh.done()
            self.hide()
        else:
            self.refresh.soon()

    def _blank(self) -> None:
        """Nothing of the unit before is left; while scans go on there is nothing to take away."""
        if self.since.text():
            for shown in (*self._names, self.since, self.link, self.party, self.others):
                shown.clear()

    def fold(self, narrow: bool) -> None:
        """Where there is little room, with whom and the others are not said."""
        self._is_narrow = narrow
        self._show_what_has_room()

    def read(self) -> None:
        """Read the facts of the unit now."""
        from app.services.stock.unit_facts import facts_of  # with the first serial number

        self.refresh.done()
        facts = facts_of(self._desk.database, self._number) if self._number else None
        if facts is not None:
            self._show(facts)
        self.setVisible(facts is not None)

    def _show(self, facts: "UnitFacts") -> None:
        since, by, others = self._names
        since.setText(_(_SINCE.get(facts.status, N_("Since"))))
        by.setText(_("Came by") if facts.status is Status.IN_STOCK else _("Document"))
        self.since.setText(self._day(facts))
        self.link.setText(self._link_to(facts))
        who = party_name(facts.kind, facts.party)
        self.party.setText("" if who == "–" else who)
        others.setText(_("Others here") if facts.others else "")
        self.others.setText(_said_of(facts.number, facts.others))
        self._show_what_has_room()

    def _show_what_has_room(self) -> None:
        self.party.setVisible(not self._is_narrow)
        for shown in (self._names[_OTHERS_ROW], self.others):
            shown.setVisible(bool(shown.text()) and not self._is_narrow)

    def _day(self, facts: "UnitFacts") -> str:
        days = (clock.today() - facts.since).days
        day = self._desk.formats.date(facts.since.isoformat())
        ago = ngettext("{count} day", "{count} days", days, f"{days:,}") if days else _("today")
        return side_by_side(day, ago)

    def _link_to(self, facts: "UnitFacts") -> str:
        colour, number = self._desk.theme.accent_text, escape(facts.document_number)
        return f'<a style="color: {colour}" href="{facts.document}">{number}</a>'


def _said_of(number: str, others: "OthersHere | None") -> str:
    """How many there are, and which came first."""
    if others is None:
        return ""
    count = f"{others.count:,}"
    if others.oldest is None or not others.count:
        return count
    if others.oldest == number:
        return _("{count}, this is the oldest").format(count=count)
    return _("{count}, oldest {serial}").format(count=count, serial=others.oldest)
