"""The contacts that are offered below the box of a document's party."""

from collections.abc import Sequence

from PySide6.QtCore import QSize, Qt
from PySide6.QtWidgets import QFrame, QListWidget, QListWidgetItem

from app.gui.kit.theme import ROW_HEIGHT
from app.gui.kit.widgets import column
from app.gui.scanning.party_box import NEW, PARTY, OfferedParty
from app.services.stock.finding import Parties
from app.text import _, ngettext


class PartyList(QFrame):
    """The contacts that are offered, and how many more there are."""

    def __init__(self) -> None:
        super().__init__()
        self.setProperty("role", "card")
        self.names = QListWidget()
        self.names.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.names.setProperty("role", "plain")
        self.names.setUniformItemSizes(True)
        self.names.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.names.setAccessibleName(_("Found contacts"))
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setLayout(column(self.names, margin=1, gap=0))
        self.hide()

    def show_rows(self, rows: Sequence[OfferedParty], found: Parties) -> None:
        """Show others; the first is the current one."""
        self.names.clear()
        for row in rows:
            made = QListWidgetItem(row.text)
            made.setData(PARTY, (row.id, row.name))
            made.setData(NEW, row.is_new)
            made.setSizeHint(QSize(0, ROW_HEIGHT))
            self.names.addItem(made)
        if found.more and found.count.exact:
            text = ngettext("{count} more, type on", "{count} more, type on", found.more)
            self._say(text)
        elif found.more:
            self._say(_("Many more, type on"))
        if rows:
            self.names.setCurrentRow(0)

    def choose(self, party: int | None, is_there: bool) -> None:
        """Who is chosen already is the current row; none where that is not among them."""
        rows = range(self.names.count()) if is_there else ()
        data = [self.names.item(at).data(PARTY) for at in rows]
        places = [at for at, one in enumerate(data) if one and one[0] == party]
        self.names.setCurrentRow(places[0] if places else -1)

    def _say(self, text: str) -> None:
        made = QListWidgetItem(text)
        made.setFlags(Qt.ItemFlag.NoItemFlags)
        made.setSizeHint(QSize(0, ROW_HEIGHT))
        self.names.addItem(made)

    def move_by(self, by: int) -> None:
        """The next row that can be chosen, or the one before."""
        at = self.names.currentRow() + by
        if 0 <= at < self.names.count() and self.names.item(at).flags():
            self.names.setCurrentRow(at)

    def wanted_height(self) -> int:
        """All its rows."""
        return ROW_HEIGHT * max(self.names.count(), 1) + 4
