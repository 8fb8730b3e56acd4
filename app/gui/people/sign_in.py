"""Who is at the counter? In the window, not over it: who, the PIN, and what waits (U2)."""

from functools import partial

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QHideEvent, QKeyEvent, QKeySequence, QShortcut, QShowEvent
from PySide6.QtWidgets import QFrame, QStackedWidget, QWidget

from app.domain.permissions import Person
from app.domain.problems import Code, Problem, Refused
from app.domain.verdicts import Level
from app.gui.kit.desk import Desk
from app.gui.kit.guard import guarded
from app.gui.kit.icons import icon
from app.gui.kit.keys import only_shown
from app.gui.kit.scrolled import scrolled
from app.gui.kit.theme import GRID, PERSON_TILE
from app.gui.kit.widgets import Paragraph, button, card, column, label, name_label, row
from app.gui.people.forgotten import Forgotten
from app.gui.people.person_tile import PersonTile, role_text
from app.gui.people.pin_boxes import PinBoxes
from app.gui.people.recovery_card import RecoveryCard
from app.gui.scanning.route import NotedScan
from app.services import people, proving
from app.services.people import Colleague, LeftDraft
from app.services.session import Session
from app.text import _, called, ngettext, sentence

_WIDE = 760
_WHO = 360
_AT_ONCE = 5
"""So many people are seen at once; to more one scrolls."""
_LEAST = 4
"""Room for so many at least."""
_KEYS = 9
"""So many are chosen by Alt+1 and so on."""
_SECOND = 1000


class SignInPage(QWidget):
    """Stands in place of all else until somebody has signed in. Nothing behind it is touched."""

    signed_in = Signal(object)
    """The session of who is at the counter now."""

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self._desk = desk
        self._chosen: Colleague | None = None
        self._left: dict[int, LeftDraft] = {}
        self._badge = ""
        self._waiting: list[str] = []
        self._recovered: Session | None = None
        self.tiles: list[PersonTile] = []
        self.shop, self.where = name_label("", "title"), label("", "muted")
        self.title, self.hint = label("", "section"), Paragraph("muted")
        self.pin = PinBoxes(desk.theme)
        self.problem = Paragraph()
        self.draft_line = _Waiting(desk, "mdi6.file-document-edit-outline")
        self.scans_line = _Waiting(desk, "mdi6.barcode-scan")
        self.forgotten_button = button(_("PIN forgotten?"), role="link")
        self.sign_in_button = button(_("Sign in"), "Return", "primary")
        only_shown(self.sign_in_button)  # the PIN answers it
        self.forgotten = Forgotten(desk)
        self.recovery = RecoveryCard(desk)
        self.foot = Paragraph("secondary")
        self._tick = QTimer(self, interval=_SECOND)
        self._tick.timeout.connect(self._each_second)
        self._arrange()
        for place in range(_KEYS):
            keys = QShortcut(QKeySequence(f"Alt+{place + 1}"), self)
            keys.activated.connect(partial(self._choose_nth, place))
        self.sign_in_button.clicked.connect(self.sign_in)
        self.forgotten_button.clicked.connect(self._show_forgotten)
        self.forgotten.left.connect(self._show_pin)
        self.forgotten.recovered.connect(self._show_recovery)
        self.recovery.done.connect(self._enter_recovered)
        self.pin.returnPressed.connect(self.sign_in)
        self.pin.textEdited.connect(lambda _text: self._say(None))
        self.pin.waited.connect(lambda: self._say(None))

    def _arrange(self) -> None:
        sign = label("")
        sign.setPixmap(icon("mdi6.barcode-scan", self._desk.theme.accent_text).pixmap(32, 32))
        self.head = row(sign, column(self.shop, self.where, gap=0), None, gap=GRID * 3 // 2)
        """What stands above: the shop, the counter and the time; at the right there is room."""
        who = QWidget()
        self._tiles = column(gap=GRID)
        inside = QWidget()
        inside.setLayout(column(self._tiles, None, gap=0))
        scroll = self._scroll = scrolled(inside)
        heading = label(_("Who is at the counter?"), "section")
        who.setLayout(column(heading, scroll, margin=GRID * 5 // 2, gap=GRID * 2))
        who.setFixedWidth(_WHO)
        wrong = label("")
        _back, red = self._desk.theme.level(Level.REFUSED)
        wrong.setPixmap(icon("mdi6.alert-circle-outline", red).pixmap(16, 16))
        self.problem.setStyleSheet(f"color: {red};")
        self._wrong = wrong
        wrong_row = row(wrong, self.problem)
        wrong_row.setStretch(1, 1)
        wrong_row.setAlignment(wrong, Qt.AlignmentFlag.AlignTop)
        proof = QWidget()
        foot = row(self.forgotten_button, None, self.sign_in_button)
        parts = (
            column(self.title, self.hint, gap=GRID // 2),
            self.pin,
            wrong_row,
            self.draft_line,
            self.scans_line,
            None,
            foot,
        )
        proof.setLayout(column(*parts, gap=GRID * 3 // 2))
        self.stack = QStackedWidget()
        """The PIN, what to do where it is forgotten, and the new recovery code."""
        for one in (proof, self.forgotten, self.recovery):
            self.stack.addWidget(one)
        right = QWidget()
        right.setLayout(column(self.stack, margin=GRID * 3))
        edge = QFrame()
        edge.setFixedWidth(1)
        edge.setStyleSheet(f"background: {self._desk.theme.line};")
        across = row(who, edge, right, gap=0)
        across.setStretch(2, 1)
        middle = QWidget()
        middle.setFixedWidth(_WIDE)
        middle.setLayout(column(self.head, card(across), self.foot, gap=GRID * 2))
        self.setLayout(row(None, column(None, middle, None), None))

    # What is shown ----------------------------------------------------------------------------

    def begin(self, person: int | None = None) -> None:
        """Ask who is there; ``person`` is proposed."""
        desk, database = self._desk, self._desk.database
        self.shop.setText(desk.settings.shop_name)
        self._left = people.drafts_left(database)
        for tile in self.tiles:
            self._tiles.removeWidget(tile)
            tile.deleteLater()
        self.tiles = []
        for place, one in enumerate(people.in_service(database)):
            key = f"Alt+{place + 1}" if place < _KEYS else ""
            tile = PersonTile(one.person, self._said_of(one), key)
            tile.clicked.connect(partial(self.choose, one.id))
            self._tiles.addWidget(tile)
            self.tiles.append(tile)
        shown = max(min(len(self.tiles), _AT_ONCE), _LEAST)
        self._scroll.setFixedHeight(shown * (PERSON_TILE + GRID) - GRID)
        self._recovered = None
        self._say_foot()
        known = [tile.person.id for tile in self.tiles]
        self.choose(person if person in known else known[0])

    def _said_of(self, one: Colleague) -> str:
        role, left = role_text(one.person), self._left.get(one.id)
        if left is None:
            return role
        lines = ngettext("draft, {count} line", "draft, {count} lines", left.lines)
        return " · ".join(filter(None, (role, lines)))

    def _say_foot(self) -> None:
        minutes = self._desk.settings.lock_after
        says = [_("F12 comes here from any page.")]
        if minutes:
            locked = ngettext(
                "Locked after {count} minute without a key.",
                "Locked after {count} minutes without a key.",
                minutes,
            )
            says.insert(0, locked)
        says.append(_("A shop with one person and no PIN never sees this page."))
        self.foot.setText(" ".join(says))

    def choose(self, person: int) -> None:
        """Propose somebody; the PIN has the focus."""
        found = next(
            (one for one in people.in_service(self._desk.database) if one.id == person), None
        )
        if found is None:  # not any more
            self.begin()
            return
        self._chosen, self._badge = found, ""
        for tile in self.tiles:
            tile.setChecked(tile.person.id == person)
            if tile.isChecked():
                self._scroll.ensureWidgetVisible(tile)
        self._say(None)
        self._show_pin()

    def _choose_nth(self, place: int) -> None:
        if place < len(self.tiles):
            self.choose(self.tiles[place].person.id)

    def _show_pin(self) -> None:
        who = self._chosen
        assert who is not None
        name = called(who.person.name)
        self.title.setText(_("PIN of {person}").format(person=name) if who.has_pin else name)
        self.hint.setText(self._hint(who))
        self.pin.clear()
        self.pin.setVisible(who.has_pin)
        self.forgotten_button.setVisible(who.has_pin)
        left = self._left.get(who.id)
        self.draft_line.setVisible(left is not None)
        if left is not None:
            lines = ngettext("{count} line", "{count} lines", left.lines)
            total = self._desk.formats.price(left.total)
            self.draft_line.say(_("Your draft is as you left it"), f"{lines}, {total}")
        self._show_waiting()
        self.stack.setCurrentIndex(0)
        self._each_second()
        (self.pin if who.has_pin else self.sign_in_button).setFocus()

    def _hint(self, who: Colleague) -> str:
        if self._badge and who.has_pin:
            return _("The badge is known. Type the PIN.")
        if who.has_pin:
            return _("Type it, or scan your badge at any time.")
        return _("Scan the badge.") if who.has_badge else _("No PIN is set: Enter signs in.")

    def _show_waiting(self) -> None:
        count = len(self._waiting)
        self.scans_line.setVisible(bool(count))
        if count:
            came = ngettext(
                "{count} scan came in while it was locked",
                "{count} scans came in while it was locked",
                count,
            )
            self.scans_line.say(came, ngettext("waits for you", "wait for you", count))

    def _each_second(self) -> None:
        """The time goes on, and so does a wait."""
        session = self._desk.session
        moment = self._desk.formats.moment(session.stamp())
        self.where.setText(f"{called(session.counter.name)} · {moment}")
        if self._chosen is not None and self._chosen.has_pin:
            self.pin.show_wait(proving.seconds_to_wait(self._desk.database, self._chosen.id))
        self.sign_in_button.setEnabled(not self.pin.waits)

    def _say(self, problem: Problem | None) -> None:
        text = ""
        if problem is not None:
            text = sentence(problem)
            if problem.code is Code.PIN_WRONG:
                text = ngettext(
                    "That was not it. {count} more try, then a short wait.",
                    "That was not it. {count} more tries, then a short wait.",
                    int(str(problem.values["left"])),
                )
            elif problem.code is Code.PIN_WAIT:
                text = _("That was not it. It waits a while; the boxes count down.")
        self._show_problem(text)

    def say_unanswered(self, person: Person) -> None:
        """Somebody else cannot come now: who was here is asked something first."""
        self.begin(person.id)
        text = _("{person} left a question open here. It must be answered first.")
        self._show_problem(text.format(person=called(person.name)))

    def _show_problem(self, text: str) -> None:
        self.problem.setText(text)
        self._wrong.setVisible(bool(text))

    # Signing in -------------------------------------------------------------------------------

    def sign_in(self) -> None:
        """Try the PIN that is typed, or the badge that was scanned."""
        who, desk = self._chosen, self._desk
        if who is None or self.pin.waits:
            return
        typed = self.pin.text()
        if who.has_pin and not typed and not self._badge:
            self.pin.setFocus()
            return
        self.pin.clear()
        try:
            session = proving.sign_in(
                desk.database,
                desk.session.counter,
                who.id,
                typed,
                self._badge,
                desk.session.clock,
            )
        except Refused as refusal:
            desk.sounds.play(Level.REFUSED)
            problem = refusal.problems[0]
            if problem.code is Code.NOBODY_SUCH:
                self.begin()
            self._say(problem)
            self._each_second()
            self.pin.setFocus()
            return
        self._end(session)

    def _end(self, session: Session) -> None:
        self._badge = ""
        self.signed_in.emit(session)

    def take_scan(self, code: str) -> bool:
        """A badge says who is there; what is none waits for whoever signs in."""
        try:
            found = proving.badge_shown(self._desk.session, code)
        except Refused as refusal:
            self._desk.sounds.play(Level.REFUSED)
            self._show_problem(sentence(refusal.problems[0]))
            return True
        if found is None:
            self._waiting.append(code)
            problem = Problem(Code.SCAN_LOCKED, {"code": code})
            self._desk.bus.scan_noted.emit(NotedScan(code, Level.WARNING, problem=problem))
            self._desk.sounds.play(Level.WARNING)
            self._show_waiting()
            return True
        if not found.person.active:
            self._desk.sounds.play(Level.REFUSED)
            self._say(Problem(Code.NOBODY_SUCH))
            return True
        self.choose(found.id)
        self._badge = code
        if not found.has_pin or self._desk.settings.badge_is_enough:
            self.sign_in()
        else:
            self._desk.sounds.play(Level.NOTED)
            self.hint.setText(self._hint(found))
        return True

    def take_waiting(self) -> list[str]:
        """The codes that were scanned meanwhile, in their order; none are kept here any more."""
        codes, self._waiting = self._waiting, []
        return codes

    @property
    def waiting(self) -> list[str]:
        """The codes that wait for whoever signs in."""
        return list(self._waiting)

    # The way back -----------------------------------------------------------------------------

    def _show_forgotten(self) -> None:
        assert self._chosen is not None
        self.stack.setCurrentWidget(self.forgotten)
        self.forgotten.open(self._chosen)

    def _show_recovery(self, session: Session, code: str) -> None:
        self._recovered = session
        self.stack.setCurrentWidget(self.recovery)
        self.recovery.show_code(code)

    def _enter_recovered(self) -> None:
        session, self._recovered = self._recovered, None
        if session is not None:
            self._end(session)

    # Qt ---------------------------------------------------------------------------------------

    @guarded()
    def keyPressEvent(self, event: QKeyEvent) -> None:
        """The arrows choose who it is."""
        step = {Qt.Key.Key_Up: -1, Qt.Key.Key_Down: 1}.get(Qt.Key(event.key()), 0)
        if step and self.tiles and self.stack.currentIndex() == 0:
            at = next(place for place, tile in enumerate(self.tiles) if tile.isChecked())
            self._choose_nth(max(0, min(at + step, len(self.tiles) - 1)))
        else:
            super().keyPressEvent(event)

    @guarded()
    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self._tick.start()

    @guarded()
    def hideEvent(self, event: QHideEvent) -> None:
        super().hideEvent(event)
        self._tick.stop()
        self.pin.clear()


class _Waiting(QFrame):
    """What waits for who signs in: a sign, what it is, and how much at the right."""

    def __init__(self, desk: Desk, sign: str) -> None:
        super().__init__()
        shown = label("")
        shown.setPixmap(icon(sign, desk.theme.muted).pixmap(18, 18))
        self.what, self.much = name_label(""), label("", "secondary")
        self.setObjectName("waitsAtSignIn")
        self.setStyleSheet(f"QFrame#waitsAtSignIn {{ border-top: 1px solid {desk.theme.soft}; }}")
        across = row(shown, self.what, self.much)
        across.setContentsMargins(0, GRID * 3 // 2, 0, 0)
        across.setStretch(1, 1)
        self.setLayout(across)

    def say(self, what: str, much: str) -> None:
        """Show another text."""
        self.what.setText(what)
        self.much.setText(much)
