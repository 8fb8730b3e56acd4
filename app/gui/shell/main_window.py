"""The one window: the rail on the left, the page on the right."""

from collections.abc import Callable, Sequence
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeySequence, QResizeEvent, QShortcut
from PySide6.QtWidgets import QApplication, QWidget

from app.domain.kinds import KINDS
from app.domain.permissions import Permission, roles_with
from app.domain.problems import Code, Problem, Refused, refuse
from app.gui.documents.holds_documents import HoldsDocuments
from app.gui.documents.open_document import OpenDocument
from app.gui.documents.page import DocumentPage
from app.gui.kit.desk import Desk, OpensList, OpensRecord, ShowsSetting
from app.gui.kit.dialogs import PERSON_KEY
from app.gui.kit.errors import log_fault
from app.gui.kit.guard import faults_raised, guarded
from app.gui.kit.later import class_named
from app.gui.kit.part_place import PartPlace
from app.gui.kit.theme import dress
from app.gui.kit.widgets import column, row, window_title
from app.gui.scanning.route import TakesScans
from app.gui.shell.clock_band import ClockBand
from app.gui.shell.day import DayWatch
from app.gui.shell.demo_band import DemoBand
from app.gui.shell.fault_page import FaultPage
from app.gui.shell.menu import FIRST_KEY, PIN_KEYS, entries
from app.gui.shell.rail import FIND_KEY, MENU_KEY, NARROW_BELOW, Rail
from app.gui.shell.routing_window import RoutingWindow
from app.gui.shell.training_band import TrainingBand
from app.log_file import Own
from app.services.keeping.seal_fault import SealFault
from app.text import _
from db.codes import OF_MONEY
from db.queries import documents, people
from db.queries.documents import DRAFT

if TYPE_CHECKING:
    from app.gui.keeping.check_band import CheckBand
    from app.gui.shell.destinations import Destination, Everything
    from app.gui.shell.go_to import GoTo

GO_TO = "shell.go_to.GoTo"
CHANGE_PIN = "people.change_pin.ChangePinDialog"
CHECK_BAND = "keeping.check_band.CheckBand"
KEYS_KEY = "F1"


def _records_of(desk: Desk) -> "Everything":
    """What looks through the store of a desk; imported when something is typed."""
    return lambda typed: class_named("shell.found_records.records_of")(desk)(typed)


class MainWindow(RoutingWindow):
    """Builds each page when it is first shown, and keeps it. A fault in one shows in its place."""

    older_accepted = Signal()
    """The shop goes on with this file, which is older than the one that was here."""

    def __init__(
        self, desk: Desk, is_demo: bool = False, everything: "Everything | None" = None
    ) -> None:
        super().__init__(desk)
        self.setWindowTitle(window_title(f"{desk.settings.shop_name} – Serialdesk"))
        self.setMinimumSize(1024, 640)
        shop = desk.settings
        with_payments = shop.payments or documents.has_any(desk.database, OF_MONEY)
        found = entries(shop.serials_enabled, bool(shop.tax_choice.mode), with_payments)
        every = {entry.key: entry for entry in found}
        self._entries = {key: one for key, one in every.items() if one.is_for(desk.session)}
        self._for_others = {key: one for key, one in every.items() if key not in self._entries}
        self.faults: dict[str, FaultPage] = {}
        """What stands in the place of a page that could not be shown."""
        self.rail = Rail(desk, list(self._entries.values()))
        body = QWidget()
        self.band_place = PartPlace(DemoBand)
        self.training_place = PartPlace(self._make_training)
        self.clock = ClockBand(desk)
        self.clock.look()
        side = self._side = column(
            self.band_place.widget,
            self.clock,
            self.training_place.widget,
            self.stack,
            self.strays,
            gap=0,
        )
        self.check_band: CheckBand | None = None
        """What a check found, once it found something."""
        body.setLayout(row(self.rail, side, gap=0))
        self.put_in(body)
        self.band_place.set_visible(is_demo)
        self.training_place.set_visible(desk.counter_settings.training)
        self._everything = everything or _records_of(desk)
        self._go_to: GoTo | None = None
        self.rail.wanted.connect(self.open_list)
        self.rail.find_wanted.connect(self._toggle_go_to)
        self.rail.prints_wanted.connect(self.show_open_prints)
        self.rail.backups_wanted.connect(partial(self.open_list, "backups"))
        self.rail.person_wanted.connect(self.lock)
        self.rail.own_pin_wanted.connect(self.change_own_pin)
        self._add_shortcuts()
        desk.bus.open_document.connect(self.open_document)
        desk.bus.open_item.connect(lambda item: self._open_record("items", item))
        desk.bus.record_wanted.connect(self._show_record)
        desk.bus.page_wanted.connect(self.open_list)
        self.day = DayWatch(desk, self)
        dress(self)

    @property
    def band(self) -> DemoBand:
        """Says what this shop is, where it is not simply one's own."""
        return self.band_place.part

    @property
    def training(self) -> TrainingBand:
        """Says that the counter is in training."""
        return self.training_place.part

    def _make_training(self) -> TrainingBand:
        made = TrainingBand()
        made.end_button.clicked.connect(lambda: self._point_at("training"))
        return made

    def lock(self, person: int | None = None) -> None:
        self.rail.close_flyout()
        super().lock(person)

    @guarded()
    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.rail.set_narrow(self.width() < NARROW_BELOW)
        self.rail.close_flyout()
        if self._go_to is not None:
            self._go_to.fit()

    def change_own_pin(self) -> None:
        """Let who is at the counter give themselves another PIN."""
        class_named(CHANGE_PIN)(self.desk, self).exec()

    @property
    def go_to(self) -> "GoTo":
        """What Ctrl+K opens; made when it is first pressed."""
        if self._go_to is None:
            made = class_named(GO_TO)(self.desk, self.stack, self.rail, self._everything)
            self._go_to = made
            made.chosen.connect(self.carry_out)
        return self._go_to

    def _toggle_go_to(self) -> None:
        self.go_to.toggle()

    def _add_shortcuts(self) -> None:
        shown: dict[str, Callable[[], object]] = {
            FIRST_KEY: partial(self.open_list, "counter"),
            FIND_KEY: self._toggle_go_to,
            MENU_KEY: self.rail.enter,
        }
        for place, keys in enumerate(PIN_KEYS):
            shown[keys] = partial(self._open_pinned, place)
        if people.signs_in(self.desk.database):
            shown[PERSON_KEY] = self.lock
        for keys, act in shown.items():  # of the body: none acts while it is asked who is there
            QShortcut(QKeySequence(keys), self.body).activated.connect(lambda act=act: act())
        keys_shown = QShortcut(QKeySequence(KEYS_KEY), self)
        keys_shown.setContext(Qt.ShortcutContext.ApplicationShortcut)  # over a dialog too
        keys_shown.activated.connect(self.show_keys)

    def say_found(self, older: Problem | None, faults: Sequence[SealFault]) -> None:
        """Say above the pages what a check found, or take it away where it is nothing."""
        if self.check_band is None:
            self.check_band = class_named(CHECK_BAND)(self.desk)
            self.check_band.accepted.connect(self.older_accepted)
            self._side.insertWidget(1, self.check_band)
        self.check_band.say(older, faults)

    def show_keys(self) -> None:
        """Show the keys that work on the page, or in the dialog over it; or close them again."""
        window = QApplication.activeWindow() or self
        name = _("Sign in") if self.is_locked else self._page_name()
        page = name if window is self else window.windowTitle()
        class_named("shell.keys_panel.toggle")(window, page)

    def _page_name(self) -> str:
        key = self.current_key()
        return _(self._entries[key].title) if key is not None else ""

    def _open_pinned(self, place: int) -> None:
        key = self.rail.pinned(place)
        if key is not None:
            self.open_list(key)

    def open_list(self, key: str) -> QWidget:
        """Show a page as the rail does: its list, which offers what was open last."""
        page = self.show_page(key)
        if isinstance(page, OpensList):
            self._try(key, page.open_list)
        return page

    def show_open_prints(self) -> None:
        """Show what waits to be printed, and what failed, in the print log."""
        from app.gui.shell.destinations import Destination, Kind  # with Ctrl+K

        self.carry_out(Destination(Kind.ACTION, "", "print_log", "show_open"))

    def _point_at(self, setting: str) -> None:
        page = self.show_page("settings")
        if isinstance(page, ShowsSetting):
            page.show_setting(setting)

    def carry_out(self, chosen: "Destination") -> None:
        """Go where somebody wants to go; the focus goes there too."""
        from app.gui.shell.destinations import Kind  # with Ctrl+K

        match chosen.kind:
            case Kind.PAGE:
                self.open_list(chosen.key)
            case Kind.SETTING:
                page = self.show_page(chosen.key)
                if isinstance(page, ShowsSetting):
                    page.show_setting(chosen.part)
            case Kind.ACTION:
                page = self.show_page(chosen.key)
                self._try(chosen.key, getattr(page, chosen.part))
            case Kind.DOCUMENT:
                self.open_document(int(chosen.part))
            case Kind.ITEM | Kind.CONTACT:
                self._open_record(chosen.key, int(chosen.part))
            case Kind.UNIT:
                page = self.show_page(chosen.key)
                if isinstance(page, TakesScans):
                    page.take_scan(chosen.part)

    def show_page(self, key: str) -> QWidget:
        """Show a page by its key, and mark it on the rail. Raises Refused where others see it."""
        if key in self._for_others:
            raise self._not_for(self._for_others[key].needs[0])
        self._try(key, lambda: self.stack.setCurrentWidget(self._page(key)))
        page = self.faults.get(key) or self.pages[key]
        if isinstance(page, OpenDocument | HoldsDocuments):
            self.worked_on = key
        self.rail.mark(key)
        self.strays.show_now()
        return page

    def _show_record(self, key: str, part: int | str | None) -> None:
        """Show a record, or a unit by its number; a page that is not in the menu shows none."""
        if key not in self._entries:
            return
        if isinstance(part, int):
            self._open_record(key, part)
            return
        page = self.show_page(key)
        if part and isinstance(page, TakesScans):
            page.take_scan(part)

    def _not_for(self, permission: Permission) -> Refused:
        """What is said where a page is for others only."""
        who, roles = self.desk.session.person.name, roles_with(permission)
        return refuse(Code.NOT_ALLOWED, person=who, action=permission, roles=roles)

    def offers(self, key: str) -> bool:
        """Who is here may see a page."""
        return key in self._entries

    def _open_record(self, key: str, id: int) -> None:
        """Show one record on the page of its list."""
        page = self.show_page(key)
        if isinstance(page, OpensRecord):
            self._try(key, partial(page.open, id))

    def _page(self, key: str) -> QWidget:
        page = self.pages.get(key)
        if page is None:
            page = self._entries[key].make(self.desk)
            self.stack.addWidget(page)
            self.pages[key] = page
        return page

    def _try(self, key: str, act: Callable[[], object]) -> None:
        """Do what shows something on a page; a fault in it shows in the page's place."""
        failed, is_new = self.faults.pop(key, None), key not in self.pages
        try:
            with faults_raised():
                act()
        except Exception as fault:
            log_fault("the page %s is not shown", fault, Own(key))
            if failed is not None or is_new:  # made anew at the next try; else what it holds stays
                self._drop(self.pages.pop(key, None))
            self._show_fault(key, fault)
        self._drop(failed)

    def _show_fault(self, key: str, fault: Exception) -> None:
        shown = self.faults[key] = FaultPage(_(self._entries[key].title), fault)
        shown.again.connect(partial(self.show_page, key))
        self.stack.addWidget(shown)
        self.stack.setCurrentWidget(shown)

    def _drop(self, page: QWidget | None) -> None:
        if page is not None:
            self.stack.removeWidget(page)
            page.deleteLater()

    @guarded()
    def setVisible(self, visible: bool) -> None:
        set_visible, key = super().setVisible, self.current_key()
        if key is None:
            set_visible(visible)
        else:
            self._try(key, lambda: set_visible(visible))

    def current_key(self) -> str | None:
        """The key of the page that is shown."""
        shown = self.stack.currentWidget()
        pages = self.pages | self.faults
        return next((key for key, page in pages.items() if page is shown), None)

    def open_document(self, document: int) -> None:
        """Show a document on the page of its kind; a counter draft at the Counter."""
        head = documents.document(self.desk.database, document)
        if head.at_counter and head.state == DRAFT and KINDS[head.kind].rings_up:
            counter = self.counter()
            shown = counter.draft.id if counter is not None and counter.draft is not None else None
            if counter is not None and head.parked_at is None and shown != document:
                self._try("counter", lambda: counter.open(document))  # somebody else's
            return
        key = KINDS[head.kind].listed_with or head.kind
        page = self.show_page(key)
        if isinstance(page, HoldsDocuments):
            self._try(key, lambda: page.open(document))

    def start(self) -> None:
        """Show what a clerk wants first: the draft that was left open, or the Counter."""
        resume = self.desk.person_settings.resume
        try:
            if resume is not None and documents.document(self.desk.database, resume).state == DRAFT:
                self.open_document(resume)
                return
        except Exception as fault:
            log_fault("the draft that was left open is not shown", fault)
        self.show_page("counter" if self.offers("counter") else next(iter(self._entries)))

    def counter(self) -> DocumentPage | None:
        """The Counter's page, shown; None where it cannot be, or who is here does not sell."""
        if not self.offers("counter"):
            return None
        page = self.show_page("counter")
        return page if isinstance(page, DocumentPage) else None

    # Leaving ----------------------------------------------------------------------------------
