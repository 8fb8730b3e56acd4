"""The customer or supplier of a document: typed into, found by any part, made in place.

The list below is a child of the window that takes no focus and grabs nothing, so that no scan is
lost in it. Nothing is read but what is typed for: showing a document reads nothing.
"""

from collections.abc import Sequence
from contextlib import suppress
from typing import TYPE_CHECKING, NamedTuple

import shiboken6
from PySide6.QtCore import QEvent, QPoint, Qt, QTimer, Signal
from PySide6.QtGui import QFocusEvent, QKeyEvent, QKeySequence, QShortcut
from PySide6.QtWidgets import QLineEdit

from app.domain.problems import Code, Problem, Refused
from app.gui.kit.desk import Desk
from app.gui.kit.guard import guarded
from app.gui.kit.later import class_named
from app.gui.kit.refresh import REST
from app.gui.kit.theme import GRID
from app.text import _
from db.engine.trouble import StoreTrouble

if TYPE_CHECKING:
    from PySide6.QtWidgets import QListWidgetItem

    from app.gui.scanning.party_list import PartyList
    from app.services.stock.finding import Parties

_WIDEST = 480
PARTY, NEW = Qt.ItemDataRole.UserRole, Qt.ItemDataRole.UserRole + 1
"""A row's contact (id and name), and whether it makes a new one."""
PARTY_LIST = "scanning.party_list.PartyList"


class OfferedParty(NamedTuple):
    """Somebody who is offered: what is said, the contact; or a new one of that name."""

    text: str
    id: int | None
    name: str
    is_new: bool = False


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
        self._list: PartyList | None = None
        self.textEdited.connect(self._look_for)
        shortcut = QShortcut(QKeySequence("F4"), self)
        shortcut.activated.connect(self._begin)
        self.setPlaceholderText(none or _("Name, phone or email"))

    @property
    def list(self) -> "PartyList":
        """The contacts that are offered below it; made when they are offered first."""
        if self._list is None:
            made: PartyList = class_named(PARTY_LIST)()
            self.destroyed.connect(made.deleteLater)  # it stands in the window, not in the box
            made.names.itemClicked.connect(self._take)
            self._list = made
        return self._list

    @property
    def _offers(self) -> bool:
        return self._list is not None and not self._list.isHidden()

    def _fold(self) -> None:
        if self._list is not None and shiboken6.isValid(self._list):
            self._list.hide()  # which may go first where the window goes

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

    def _rows(self, found: "Parties", typed: str) -> Sequence[OfferedParty]:
        rows: list[OfferedParty] = []
        if self._none and not typed:
            rows.append(OfferedParty(self._none, None, self._none))
        for one in found.rows:
            said = " · ".join(part for part in (one.row.name, one.row.phone, one.row.email) if part)
            rows.append(OfferedParty(said, one.row.id, one.row.name))
        if typed:
            text = _("New customer “{text}”") if self._customers else _("New supplier “{text}”")
            rows.append(OfferedParty(text.format(text=typed), None, typed, is_new=True))
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

    def _take(self, item: "QListWidgetItem") -> None:
        id, name = item.data(PARTY)
        if item.data(NEW):
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
        self._fold()
        if changed:
            self.chosen.emit(id)

    # Keys --------------------------------------------------------------------------------------

    @guarded()
    def keyPressEvent(self, event: QKeyEvent) -> None:
        key = event.key()
        if key in (Qt.Key.Key_Down, Qt.Key.Key_Up):
            if not self._offers:
                self.read_now()
            else:
                self.list.move_by(1 if key == Qt.Key.Key_Down else -1)
        elif key in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self._enter()
        elif key == Qt.Key.Key_Escape and (self.unsettled() or self._offers):
            self._rest.stop()
            self._fold()
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
        if not self._offers:
            return
        item = self.list.names.currentItem()
        if item is not None:
            self._take(item)
        else:
            self._fold()

    @guarded()
    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        if event.reason() not in _WINDOWS and not self.unsettled():
            self.setCursorPosition(0)
        self._rest.stop()
        self._fold()
        try:
            self.settle()
        except StoreTrouble:
            return  # it stays typed, and is asked for again when the document is posted

    @guarded(False)
    def event(self, event: QEvent) -> bool:
        if event.type() == QEvent.Type.Hide:
            self._fold()
        return super().event(event)


_WINDOWS = (Qt.FocusReason.ActiveWindowFocusReason, Qt.FocusReason.PopupFocusReason)
"""Whoever comes back from another window types on where it was."""
