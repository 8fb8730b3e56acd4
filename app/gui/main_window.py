"""The one window: the rail on the left, the page on the right."""

from functools import partial

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QCloseEvent, QKeySequence, QResizeEvent, QShortcut
from PySide6.QtWidgets import (
    QMainWindow,
    QStackedWidget,
    QTreeWidget,
    QTreeWidgetItem,
    QWidget,
)

from app.domain.kinds import KINDS, SALE
from app.gui.counter import CounterPage
from app.gui.day import DayWatch
from app.gui.desk import Desk
from app.gui.dialogs import asking
from app.gui.documents.list_page import DocumentsPage
from app.gui.menu import Entry, Group, entries
from app.gui.record_page import RecordEditor
from app.gui.scan_queue import ScanQueue
from app.gui.scan_route import TakesScans, hand_over
from app.gui.stray_scans import StrayScans
from app.gui.theme import icon
from app.gui.widgets import column, row
from app.text import _
from db.queries import documents
from db.queries.documents import DRAFT

_KEY = Qt.ItemDataRole.UserRole
_RAIL_WIDTH = 208
_RAIL_ROWS = 26, 32
"""The least and the most height of a row: all of them show, on a small screen too."""
_RAIL_MARGIN = 8


class MainWindow(QMainWindow):
    """Builds each page when it is first shown, and keeps it."""

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self.desk = desk
        self.setWindowTitle(f"{desk.settings.shop_name} – Serialdesk")
        self.setMinimumSize(1024, 680)
        self._entries = {entry.key: entry for entry in entries(desk.settings.serials_enabled)}
        self.pages: dict[str, QWidget] = {}
        self._worked_on = "counter"  # the last page of documents
        self.given_up = False
        """Closing asks no more: it was asked before."""
        self.rail = QTreeWidget()
        self.stack = QStackedWidget()
        self.strays = StrayScans(desk)
        self._build_rail()
        body = QWidget()
        body.setLayout(row(self.rail, column(self.stack, self.strays, gap=0), gap=0))
        self.setCentralWidget(body)
        self._add_shortcuts()
        desk.bus.open_document.connect(self.open_document)
        desk.bus.scan_again.connect(self._scan_again)
        desk.bus.stray_scan.connect(self.strays.keep)
        self.day = DayWatch(desk, self)
        self.strays.wanted.connect(self._strays_to_counter)

    def _build_rail(self) -> None:
        rail = self.rail
        rail.setObjectName("rail")
        rail.setAccessibleName(_("Menu"))
        rail.setHeaderHidden(True)
        rail.setFixedWidth(_RAIL_WIDTH)
        rail.setIndentation(26)
        rail.setRootIsDecorated(False)
        rail.setIconSize(QSize(18, 18))
        rail.setExpandsOnDoubleClick(False)
        for group in Group:
            own = [entry for entry in self._entries.values() if entry.group is group]
            colour = self.desk.theme.text
            if len(own) == 1 and own[0].title == group.title:
                rail.addTopLevelItem(self._item(own[0], group, colour))
                continue
            parent = QTreeWidgetItem([_(group.title)])
            parent.setIcon(0, icon(group.icon, colour))
            parent.setFlags(Qt.ItemFlag.ItemIsEnabled)
            rail.addTopLevelItem(parent)
            for entry in own:
                child = QTreeWidgetItem([_(entry.title)])
                child.setData(0, _KEY, entry.key)
                child.setToolTip(0, entry.shortcut)
                parent.addChild(child)
        rail.expandAll()
        rail.currentItemChanged.connect(self._follow)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        items = self.rail.findItems("*", _EVERY)
        room = (self.height() - 2 * _RAIL_MARGIN) // len(items)
        least, most = _RAIL_ROWS
        for item in items:
            item.setSizeHint(0, QSize(0, max(least, min(most, room))))

    def _add_shortcuts(self) -> None:
        for entry in self._entries.values():
            if entry.shortcut:
                shortcut = QShortcut(QKeySequence(entry.shortcut), self)
                shortcut.activated.connect(partial(self.show_page, entry.key))

    def _item(self, entry: Entry, group: Group, colour: str) -> QTreeWidgetItem:
        item = QTreeWidgetItem([_(group.title)])
        item.setIcon(0, icon(group.icon, colour))
        item.setData(0, _KEY, entry.key)
        item.setToolTip(0, entry.shortcut)
        return item

    def _follow(self, item: QTreeWidgetItem | None) -> None:
        if item is not None and item.data(0, _KEY):
            self.show_page(item.data(0, _KEY))

    def show_page(self, key: str) -> QWidget:
        """Show a page by its key, and mark it on the rail."""
        page = self.pages.get(key)
        if page is None:
            page = self.pages[key] = self._entries[key].make(self.desk)
            self.stack.addWidget(page)
        self.stack.setCurrentWidget(page)
        if isinstance(page, CounterPage | DocumentsPage):
            self._worked_on = key
        self._mark(key)
        return page

    def _mark(self, key: str) -> None:
        found = self.rail.findItems("*", _EVERY)
        for item in found:
            if item.data(0, _KEY) == key and self.rail.currentItem() is not item:
                self.rail.blockSignals(True)
                self.rail.setCurrentItem(item)
                self.rail.blockSignals(False)

    def current_key(self) -> str | None:
        """The key of the page that is shown."""
        shown = self.stack.currentWidget()
        return next((key for key, page in self.pages.items() if page is shown), None)

    def open_document(self, document: int) -> None:
        """Show a document on the page of its kind; a counter draft at the Counter."""
        head = documents.document(self.desk.database, document)
        if head.at_counter and head.state == DRAFT and head.kind == SALE.key:
            self.show_page("counter")
            return
        page = self.show_page(KINDS[head.kind].listed_with or head.kind)
        assert isinstance(page, DocumentsPage)
        page.open(document)

    def start(self) -> None:
        """Show what a clerk wants first: the draft that was left open, or the Counter."""
        resume = self.desk.settings.resume
        if resume is not None:
            head = documents.document(self.desk.database, resume)
            if head.state == DRAFT:
                self.open_document(resume)
                return
        self.show_page("counter")

    def counter(self) -> CounterPage:
        """The Counter's page."""
        page = self.show_page("counter")
        assert isinstance(page, CounterPage)
        return page

    # Scans ------------------------------------------------------------------------------------

    def route_scan(self, code: str) -> None:
        """Bring a captured scan to where the clerk works; what nobody takes is kept and shown."""
        taker = hand_over(code)
        if taker is None and not self.take_scan(code):
            self.strays.keep(code)
            return
        dialog = asking()
        if dialog is not None and (taker is None or taker.window() is not dialog):
            self.strays.note_behind()

    def take_scan(self, code: str) -> bool:
        """The page on top takes the scan, where it takes any."""
        page = self.stack.currentWidget()
        return isinstance(page, TakesScans) and page.take_scan(code)

    def _scan_again(self, codes: list[str]) -> None:
        """Let codes of the scan log act on the document that was worked on last."""
        page = self.show_page(self._worked_on)
        for code in codes:
            if not (isinstance(page, TakesScans) and page.take_scan(code)):
                self.strays.keep(code)

    def _strays_to_counter(self) -> None:
        counter = self.counter()
        for code in self.strays.take_all():
            counter.take_scan(code)

    def finish_scans(self) -> None:
        """Let every scan that waits for its turn be taken, and saved, now."""
        for queue in self.findChildren(ScanQueue):
            queue.drain()

    # Leaving ----------------------------------------------------------------------------------

    def may_leave(self) -> bool:
        """Nothing that is being edited waits to be saved, or the user gives it up."""
        editors = self.findChildren(RecordEditor)
        return all(editor.may_leave() for editor in editors)

    def closeEvent(self, event: QCloseEvent) -> None:
        if not self.given_up and not self.may_leave():
            event.ignore()
            return
        self.finish_scans()
        self.desk.sounds.close()
        super().closeEvent(event)


_EVERY = Qt.MatchFlag.MatchWildcard | Qt.MatchFlag.MatchRecursive
