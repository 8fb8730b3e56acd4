"""The customer or supplier of a document: typed into, found by any part, made in place.

The list below is a child of the window that takes no focus and grabs nothing, so that no scan is
lost in it. Nothing is read but what is typed for: showing a document reads nothing.
"""

from collections.abc import Sequence
from contextlib import suppress
from typing import TYPE_CHECKING

import shiboken6
from PySide6.QtCore import QEvent, QPoint, QSize, Qt, QTimer, Signal
from PySide6.QtGui import QFocusEvent, QKeyEvent, QKeySequence, QShortcut
from PySide6.QtWidgets import QFrame, QLineEdit, QListWidget, QListWidgetItem

from app.domain.problems import Code, Problem, Refused
from app.gui.kit.desk import Desk
from app.gui.kit.guard import guarded
from app.gui.kit.refresh import REST
from app.gui.kit.theme import GRID, ROW_HEIGHT
from app.gui.kit.widgets import column
from app.text import _, ngettext
from db.engine.trouble import StoreTrouble

if TYPE_CHECKING:
    from app.services.stock.finding import Parties

_WIDEST = 480
_PARTY, _NEW = Qt.ItemDataRole.UserRole, Qt.ItemDataRole.UserRole + 1
"""A row's contact (id and name), and whether it makes a new one."""


class PartyBox(QLineEdit):
    """``none`` is what stands for nobody, and may be chosen; "" where somebody must be."""

    chosen = Signal(object)
    """A person chose: the contact's id, or None for nobody. What is shown from the store is none
    of these."""
    refused = Signal(object)
    """A new contact cannot be made: every Problem. What was typed stays."""

    def __init__(self, desk: Desk, customers: bool, kinds: Sequence[str], none: str = "") -> None:
        super().__init__()
        self._desk = desk
        self._customers = customers
        self._kinds = tuple(kinds)
        self._none = none
        self._party: int | None = None
        self._name = none
        self.setAccessibleName(_("Customer") if customers else _("Supplier"))
        self._rest = QTimer(self, singleShot=True, interval=REST)
        self._rest.timeout.connect(self.read_now)
        self.list = _PartyList()
        self.destroyed.connect(self.list.deleteLater)  # it stands in the window, not in the box
        self.list.names.itemClicked.connect(self._take)
        self.textEdited.connect(self._look_for)
        shortcut = QShortcut(QKeySequence("F4"), self)
        shortcut.activated.connect(self._begin)
        self.setPlaceholderText(none or _("Name, phone or email"))

    # What the document says --------------------------------------------------------------------

    def show_party(self, id: int | None, name: str | None) -> None:
        """Show who stands on the document; what is being typed stays. Reads nothing."""
        unsettled = self.unsettled()
        self._party, self._name = id, (name or "") if id is not None else self._none
        if not unsettled:
            self._show_name()

    def _show_name(self) -> None:
        """The name of who is chosen, from its beginning where nobody is typing in it."""
        self.setText(self._name)
        if not self.hasFocus():
            self.setCursorPosition(0)

    @property
    def party(self) -> int | None:
        """Who is chosen."""
        return self._party

    def unsettled(self) -> str:
        """What is typed and names nobody yet; empty where nothing waits."""
        typed = self.text().strip()
        return "" if typed == self._name.strip() else typed

    def settle(self) -> Problem | None:
        """Choose the one that what is typed names, or why it names none: it stays, to be mended.

        Nothing typed is nobody where that may be chosen. Raises StoreTrouble.
        """
        typed = self.unsettled()
        if self.text().strip() == "":
            if self._none or self._party is None:
                self._choose(None, self._none)
            else:
                self._show_name()
            return None
        if not typed:
            return None
        found = self._found(typed).rows
        named = [one.row for one in found if one.row.name.casefold() == typed.casefold()]
        if len(named) != 1 and len(found) == 1:
            named = [found[0].row]
        if len(named) == 1:
            self._choose(named[0].id, named[0].name)
            return None
        return Problem(Code.NO_SUCH_NAME, {"text": typed, "field": self.accessibleName()})

    # What is typed -----------------------------------------------------------------------------

    def _begin(self) -> None:
        self.setFocus(Qt.FocusReason.ShortcutFocusReason)
        self.selectAll()
        self.read_now()

    def _look_for(self) -> None:
        self._rest.start()

    def read_now(self) -> None:
        """Show who fits what is typed; where that is who is chosen already, those used last."""
        self._rest.stop()
        typed = self.unsettled()
        try:
            found = self._found(typed)
        except StoreTrouble:
            self._rest.start()
            return
        self.list.show_rows(self._rows(found, typed), found)
        if not typed:
            self.list.choose(self._party if self.text() else None, bool(self.text()))
        self._place()

    def _found(self, typed: str) -> "Parties":
        from app.services.stock.finding import find_parties  # with the first search

        return find_parties(self._desk.database, typed, self._customers, self._kinds)

    def _rows(self, found: "Parties", typed: str) -> list[QListWidgetItem]:
        rows = []
        if self._none and not typed:
            rows.append(_row(self._none, (None, self._none)))
        for one in found.rows:
            said = " · ".join(part for part in (one.row.name, one.row.phone, one.row.email) if part)
            rows.append(_row(said, (one.row.id, one.row.name)))
        if typed:
            text = _("New customer “{text}”") if self._customers else _("New supplier “{text}”")
            rows.append(_row(text.format(text=typed), (None, typed), is_new=True))
        return rows

    def _place(self) -> None:
        """The list stands below the box, in the window, over what is there."""
        window = self.window()
        if self.list.parentWidget() is not window:
            self.list.setParent(window)
        below = self.mapTo(window, QPoint(0, self.height() + 2))
        width = min(max(self.width(), _WIDEST), window.width() - below.x() - GRID)
        self.list.setGeometry(below.x(), below.y(), width, self.list.wanted_height())
        self.list.show()
        self.list.raise_()

    def _take(self, item: QListWidgetItem) -> None:
        id, name = item.data(_PARTY)
        if item.data(_NEW):
            self._make(name)
        else:
            self._choose(id, name)

    def _make(self, name: str) -> None:
        from app.services.stock import contacts  # with the first new contact
        from app.services.stock.contacts import ContactForm  # with the first new contact

        form = ContactForm(name, is_customer=self._customers, is_supplier=not self._customers)
        try:
            id = contacts.save(self._desk.session, form)
        except Refused as refused:
            self.refused.emit(refused.problems)
            return
        except StoreTrouble as trouble:
            self.refused.emit(trouble)
            return
        self._choose(id, name)
        self._desk.bus.changed.emit()

    def _choose(self, id: int | None, name: str) -> None:
        self._rest.stop()
        changed = id != self._party
        self._party, self._name = id, name
        self._show_name()
        self.list.hide()
        if changed:
            self.chosen.emit(id)

    # Keys --------------------------------------------------------------------------------------

    @guarded()
    def keyPressEvent(self, event: QKeyEvent) -> None:
        key = event.key()
        if key in (Qt.Key.Key_Down, Qt.Key.Key_Up):
            if self.list.isHidden():
                self.read_now()
            else:
                self.list.move_by(1 if key == Qt.Key.Key_Down else -1)
        elif key in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self._enter()
        elif key == Qt.Key.Key_Escape and (self.unsettled() or not self.list.isHidden()):
            self._rest.stop()
            self.list.hide()
            self._show_name()
        else:
            super().keyPressEvent(event)

    def _enter(self) -> None:
        if self._rest.isActive():  # what is not shown yet is chosen only where nothing else fits
            self.read_now()
            with suppress(StoreTrouble):
                if self.settle() is not None:
                    self._place()
            return
        item = self.list.names.currentItem()
        if self.list.isHidden():
            return
        if item is not None:
            self._take(item)
        else:
            self.list.hide()

    @guarded()
    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        if event.reason() not in _WINDOWS and not self.unsettled():
            self.setCursorPosition(0)
        self._rest.stop()
        self.list.hide()
        try:
            self.settle()
        except StoreTrouble:
            return  # it stays typed, and is asked for again when the document is posted

    @guarded(False)
    def event(self, event: QEvent) -> bool:
        if event.type() == QEvent.Type.Hide and shiboken6.isValid(self.list):
            self.list.hide()  # which may go first where the window goes
        return super().event(event)


_WINDOWS = (Qt.FocusReason.ActiveWindowFocusReason, Qt.FocusReason.PopupFocusReason)
"""Whoever comes back from another window types on where it was."""


def _row(text: str, party: tuple[int | None, str], is_new: bool = False) -> QListWidgetItem:
    made = QListWidgetItem(text)
    made.setData(_PARTY, party)
    made.setData(_NEW, is_new)
    return made


class _PartyList(QFrame):
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

    def show_rows(self, rows: Sequence[QListWidgetItem], found: "Parties") -> None:
        """Show others; the first is the current one."""
        self.names.clear()
        for made in rows:
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
        data = [self.names.item(at).data(_PARTY) for at in rows]
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
