"""What stands beside a document's lines has this, whatever it shows."""

from functools import partial

from PySide6.QtCore import Signal
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QFrame, QSizePolicy, QTabWidget, QWidget

from app.domain.problems import Problem
from app.gui.documents.manual_entry import ManualEntry
from app.gui.kit.keys import key_text
from app.gui.kit.theme import GRID
from app.gui.kit.widgets import label
from app.services.entry.scanning import Outcome
from app.text import _
from db.queries.documents import Document, DocumentLine

_MOST_WAYS = 5


class SidePanel(QFrame):
    """Shows what belongs to the current line or to the whole document, in tabs.

    A panel sets ``manual``, puts it into its tabs, and carries out ``show_line``.
    """

    changed = Signal()
    """Serials were taken by a list, and the draft is saved."""
    deleted = Signal()
    """Serials were taken out, which can be undone, and the draft is saved."""
    box_wanted = Signal()
    """What was chosen or done leaves the next key to the box."""

    manual: ManualEntry

    def __init__(self) -> None:
        super().__init__()
        self.setProperty("role", "card")
        self._is_narrow = False
        self.tabs = QTabWidget()
        self.tabs.setAccessibleName(_("Ways to enter"))
        self._keys = label("", "hint")
        self.tabs.setCornerWidget(self._keys)
        self.tabs.currentChanged.connect(self._fit_to_way)
        self.tabs.tabBarClicked.connect(self._choose)
        for place in range(_MOST_WAYS):
            keys = QShortcut(QKeySequence(f"Alt+{place + 1}"), self)
            keys.activated.connect(partial(self.choose, place))

    # The ways in ------------------------------------------------------------------------------

    def add_way(self, page: QWidget, title: str) -> None:
        """Add a way, chosen by the next of Alt+1, Alt+2 …; it gives the focus to what it says."""
        page.setContentsMargins(0, GRID, 0, 0)
        self.tabs.addTab(page, title)

    def _ways(self) -> list[int]:
        """The places of the tabs that can be chosen now."""
        return [place for place in range(self.tabs.count()) if self.tabs.isTabVisible(place)]

    def choose(self, number: int) -> None:
        """Show the n-th way, from 0, the focus in it, or in the box where it takes no keys."""
        ways = self._ways()
        if number < len(ways):
            self._choose(ways[number])

    def _choose(self, place: int) -> None:
        if place < 0:
            return
        self.tabs.setCurrentIndex(place)
        way = self.tabs.currentWidget()
        if way is not None and way.focusProxy() is not None:
            way.setFocus()
        else:
            self.box_wanted.emit()

    def show_keys(self) -> None:
        """Say which keys choose the ways that there are now, where there is room for it."""
        ways = self._ways()
        self._keys.setText(f"Alt+1…{len(ways)}" if len(ways) > 1 and not self._is_narrow else "")
        for number, place in enumerate(ways, 1):
            self.tabs.setTabToolTip(place, key_text(f"Alt+{number}"))

    def is_typed_in(self) -> bool:
        """What was typed here and not taken still has the focus."""
        return self.tabs.currentWidget() is self.manual and bool(self.manual.text)

    def _fit_to_way(self) -> None:
        """The card is as high as the way that is shown asks for, and no other."""
        for place in range(self.tabs.count()):
            page = self.tabs.widget(place)
            if page is not None:
                shown = place == self.tabs.currentIndex()
                policy = QSizePolicy.Policy.Preferred if shown else QSizePolicy.Policy.Ignored
                page.setSizePolicy(page.sizePolicy().horizontalPolicy(), policy)

    def show_line(self, document: Document, line: DocumentLine | None) -> None:
        """Show another line of a document, read from the store."""
        raise NotImplementedError

    def fold(self, narrow: bool) -> None:
        """There is little room now, or there is room again."""
        self._is_narrow = narrow
        self.show_keys()

    def show_scan(
        self, document: Document, line: DocumentLine, outcome: Outcome, same: bool
    ) -> None:
        """Show an accepted scan; ``same``: it went to the line that is shown here."""
        self.show_line(document, line)

    def not_carried_out(self) -> list[Problem]:
        """What is planned or chosen here and not on the draft (D11)."""
        return []
