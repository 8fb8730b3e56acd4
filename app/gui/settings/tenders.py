"""Settings › Tenders: the ways of being paid that the shop offers, in its order (M5)."""

from typing import Any

from PySide6.QtCore import Signal
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QCheckBox, QFrame, QLineEdit, QStackedLayout, QWidget

from app.domain.payments import Tender, TenderKind, TenderName
from app.gui.kit.desk import Desk
from app.gui.kit.forms import Form
from app.gui.kit.guard import guarded
from app.gui.kit.section_list import SectionList
from app.gui.kit.theme import CARD_GAP, GRID, PAGE_SIDE, PAGE_TOP
from app.gui.kit.widgets import button, card, column, label, row
from app.services import settings
from app.services.money import tenders
from app.services.money.tenders import TenderForm
from app.text import _, tender_name

_WIDTH = 560
_LONGEST = 40

TENDER_ICONS = {
    TenderKind.CASH: "mdi6.cash",
    TenderKind.CARD: "mdi6.credit-card-outline",
    TenderKind.WALLET: "mdi6.cellphone",
    TenderKind.TRANSFER: "mdi6.bank-outline",
    TenderKind.OWN: "mdi6.ticket-outline",
}


class TenderEditor(Form):
    """Adds a tender of the shop's own, or changes one."""

    left = Signal(object)
    """Saved, with the tender's id; or given up, with None."""

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk)
        self._shown: Tender | None = None
        self.title = label("", "section")
        self.name = QLineEdit()
        self.name.setMaxLength(_LONGEST)
        self.back_button = button(_("Back"), "Alt+Left")
        name = self.add("name", _("Name"), self.name)
        drawer = self.add_check("opens_drawer", _("It opens the cash drawer"))
        self._reference = self.add_check(
            "asks_reference", _("A slip or transaction number goes with a payment")
        )
        self._active = self.add_check("active", _("It can be chosen for a payment"))
        head = row(self.back_button, self.title, None, self.save_button)
        parts = (head, self.problems, name, drawer, self._reference, self._active, None)
        self.setLayout(column(card(column(*parts, margin=GRID * 2, gap=GRID * 3 // 2))))
        self.setFocusProxy(self.name)
        self.save_button.clicked.connect(self.save_and_leave)
        self.back_button.clicked.connect(self.leave)

    def open(self, tender: Tender | None) -> None:
        """Show a tender, or an empty form."""
        self._shown = tender
        self.title.setText(tender_name(tender.name) if tender else _("New tender"))
        kind = TenderKind.OWN if tender is None else tender.kind
        usual = "" if kind is TenderKind.OWN else tender_name(TenderName[kind.name])
        self.name.setPlaceholderText(usual)
        form = TenderForm("") if tender is None else tenders.load(self.desk.database, tender.id)
        self.show_values(form._asdict())
        self._reference.setVisible(kind is not TenderKind.CASH)
        self._active.setVisible(tender is not None and not tender.is_cash)
        self.setFocus()

    def heading(self) -> str:
        return self.title.text()

    def store(self, values: dict[str, Any]) -> None:
        shown = self._shown
        made = tenders.save(self.desk.session, TenderForm(**values), shown.id if shown else None)
        self._shown = tenders.by_id(self.desk.database)[made]
        self.desk.bus.changed.emit()

    def save_and_leave(self) -> None:
        """Keep the tender, or show everything that stands against it."""
        if self.save():
            self.left.emit(self._shown.id if self._shown else None)

    def leave(self) -> None:
        """Back without saving; what was changed is asked about."""
        if self.may_leave():
            self.show_values(self.values())  # nothing waits to be saved any more
            self.left.emit(None)


class TendersPage(QWidget):
    """The tenders in the shop's order, or one of them to be changed."""

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self._desk = desk
        self._known: list[Tender] = []
        self.list = SectionList(_("Tenders"), desk.theme, two_lines=True)
        self.form = TenderEditor(desk)
        self.with_inactive = QCheckBox(_("Show inactive"))
        self.new_button = button(_("New tender"), "Ctrl+N", "primary")
        self.edit_button = button(_("Edit…"), "Ctrl+E")
        self.up_button = button(_("Up"), "Alt+Up")
        self.down_button = button(_("Down"), "Alt+Down")
        self._off = label(
            _("Payments are off: Settings › System Settings › Take payments here."), "secondary"
        )
        self._off.setWordWrap(True)
        self._build()
        self.new_button.clicked.connect(lambda: self.open(None))
        self.edit_button.clicked.connect(lambda: self.open(self.current()))
        self.list.itemActivated.connect(lambda _item: self.open(self.current()))
        self.list.currentRowChanged.connect(self._allow)
        self.up_button.clicked.connect(lambda: self.move_by(-1))
        self.down_button.clicked.connect(lambda: self.move_by(1))
        self.with_inactive.toggled.connect(lambda _on: self.reload())
        self.form.left.connect(self._after_form)
        self.reload()

    def _build(self) -> None:
        acts = QFrame()
        acts.setProperty("role", "bar")
        below = row(self.edit_button, None, self.up_button, self.down_button)
        below.setContentsMargins(GRID, GRID, GRID, GRID)
        acts.setLayout(below)
        shown = QWidget()
        self._shown = QStackedLayout(shown)
        self._shown.addWidget(card(column(self.list, acts, margin=1, gap=0)))
        self._shown.addWidget(self.form)
        shown.setMaximumWidth(_WIDTH)
        head = row(
            label(_("Tenders"), "title"), None, self.with_inactive, self.new_button, gap=GRID * 2
        )
        across = row(shown, None)
        across.setStretch(0, 1000)
        page = column(head, self._off, across, gap=CARD_GAP)
        page.setStretch(2, 1)
        page.setContentsMargins(PAGE_SIDE, PAGE_TOP, PAGE_SIDE, PAGE_TOP)
        self.setLayout(page)

    # What is shown ----------------------------------------------------------------------------

    @guarded()
    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self.reload()
        if not self.form.isVisible():
            self.list.setFocus()

    def reload(self, id: int | None = None) -> None:
        """Show the tenders as they are, one of them chosen."""
        shown = self.current()
        id = id or (shown.id if shown else None)
        self._off.setVisible(not settings.load(self._desk.database).payments)
        self._known = [
            tender
            for tender in tenders.every(self._desk.database)
            if tender.kind in TENDER_ICONS and (tender.active or self.with_inactive.isChecked())
        ]
        self.list.clear()
        for place, tender in enumerate(self._known):
            self.list.add(tender_name(tender.name), TENDER_ICONS[tender.kind])
            self.list.say(place, _said_of(tender))
        ids = [tender.id for tender in self._known]
        self.list.setCurrentRow(ids.index(id) if id in ids else 0)
        self._allow()

    def current(self) -> Tender | None:
        """The tender that is chosen."""
        place = self.list.currentRow()
        return self._known[place] if 0 <= place < len(self._known) else None

    def _allow(self) -> None:
        """What is first goes no further up, what is last no further down."""
        chosen = self.current()
        used = [tender.id for tender in self._known if tender.active]
        place = used.index(chosen.id) if chosen is not None and chosen.active else None
        self.edit_button.setEnabled(chosen is not None)
        self.up_button.setEnabled(place is not None and place > 0)
        self.down_button.setEnabled(place is not None and place < len(used) - 1)

    # Acting -----------------------------------------------------------------------------------

    def new(self) -> None:
        """An empty form, as Ctrl+K asks for it."""
        self.open(None)

    def open(self, tender: Tender | None) -> None:
        """Show a tender in the form; what is unsaved of another there is asked about."""
        if self.form.isVisible() and not self.form.may_leave():
            return
        self._shown.setCurrentWidget(self.form)
        self.form.open(tender)

    def move_by(self, places: int) -> None:
        """Move the chosen tender up or down: it is offered there."""
        chosen = self.current()
        if chosen is not None:
            tenders.move(self._desk.session, chosen.id, places)
            self._desk.bus.changed.emit()
            self.reload(chosen.id)
            self.list.setFocus()

    def _after_form(self, id: int | None) -> None:
        self._shown.setCurrentIndex(0)
        self.reload(id)
        self.list.setFocus()


def _said_of(tender: Tender) -> str:
    """What it is, and what follows from it."""
    said = []
    if tender.kind is TenderKind.OWN:
        said.append(_("the shop's own"))
    elif tender.own_name:
        said.append(tender_name(TenderName[tender.kind.name]))
    said.append(_("gives change") if tender.is_cash else _("gives no change"))
    if tender.opens_drawer:
        said.append(_("opens the drawer"))
    if tender.asks_reference:
        said.append(_("with a number"))
    if not tender.active:
        said.append(_("inactive"))
    return " · ".join(said)
