"""What stands beside a document's lines has this, whatever it shows."""

from functools import partial

from PySide6.QtCore import QEvent, QSize, Signal
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QFrame, QTabWidget, QWidget

from app.domain.problems import Problem
from app.gui.documents.manual_entry import ManualEntry
from app.gui.kit.guard import guarded
from app.gui.kit.keys import key_text
from app.gui.kit.theme import GRID
from app.gui.kit.widgets import label
from app.services.entry.outcome import Outcome
from app.text import _
from db.queries.document_lines import DocumentLine
from db.queries.documents import Document

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
        self.tabs = _Ways()
        self.tabs.setAccessibleName(_("Ways to enter"))
        self._keys = label("", "hint")
        self._keys.setContentsMargins(0, 0, GRID // 2, GRID)
        self._keys.setParent(self.tabs)  # a part without one would be a window when it is shown
        self._keys.hide()
        self.tabs.currentChanged.connect(self.fit_to_way)
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
        said = f"Alt+1…{len(ways)}" if len(ways) > 1 and not self._is_narrow else ""
        if said != self._keys.text():
            self._keys.setText(said)
            self.tabs.setCornerWidget(self._keys if said else None)  # type: ignore[arg-type]
            self._keys.setVisible(bool(said))
        for number, place in enumerate(ways, 1):
            self.tabs.setTabToolTip(place, key_text(f"Alt+{number}"))

    def is_typed_in(self) -> bool:
        """What was typed here and not taken still has the focus."""
        return self.tabs.currentWidget() is self.manual and bool(self.manual.text)

    def fit_to_way(self) -> None:
        """The card is as high as the way that is shown asks for; for a panel to go on from."""
        self.tabs.updateGeometry()

    def show_line(self, document: Document, line: DocumentLine | None) -> None:
        """Show another line of a document, read from the store."""
        raise NotImplementedError

    def fold(self, narrow: bool) -> None:
        """There is little room now, or there is room again."""
        self._is_narrow = narrow
        self.manual.fold(narrow)
        self.show_keys()

    def show_scan(
        self, document: Document, line: DocumentLine, outcome: Outcome, same: bool
    ) -> None:
        """Show an accepted scan; ``same``: it went to the line that is shown here."""
        self.show_line(document, line)

    def not_carried_out(self) -> list[Problem]:
        """What is planned or chosen here and not on the draft (D11)."""
        return []


class _Ways(QTabWidget):
    """Asks for the height of the page that is shown; Qt's own for that of the highest."""

    @guarded(QSize())
    def sizeHint(self) -> QSize:
        return self._with_bar(super().sizeHint(), "sizeHint")

    @guarded(QSize())
    def minimumSizeHint(self) -> QSize:
        return self._with_bar(super().minimumSizeHint(), "minimumSizeHint")

    def _with_bar(self, whole: QSize, hint: str) -> QSize:
        page = self.currentWidget()
        if page is None:
            return whole
        height = self.tabBar().sizeHint().height() + getattr(page, hint)().height()
        return QSize(whole.width(), height + _PANE)

    @guarded(True)
    def event(self, event: QEvent) -> bool:
        """What changes in the page changes what is asked for."""
        if event.type() == QEvent.Type.LayoutRequest:
            self.updateGeometry()
        return super().event(event)


_PANE = 2
"""The line below the tabs."""
