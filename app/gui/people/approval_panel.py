"""What one may not do is approved here by another: what is asked, why, who, the PIN (U3)."""

from collections.abc import Sequence

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QHideEvent, QKeySequence, QShortcut, QShowEvent
from PySide6.QtWidgets import QFormLayout, QLayout, QLineEdit, QWidget

from app.domain.permissions import Permission, roles_with
from app.domain.problems import Code, Problem, Refused
from app.domain.verdicts import Level
from app.gui.kit.asking_approval import ApprovalRequest, AskedRow
from app.gui.kit.choice_box import ChoiceBox
from app.gui.kit.desk import Desk
from app.gui.kit.dialogs import Dialog
from app.gui.kit.fields import LONGEST_LINE
from app.gui.kit.guard import guarded
from app.gui.kit.keys import only_shown
from app.gui.kit.side_column import SideColumn
from app.gui.kit.theme import FIELD_HEIGHT, GRID
from app.gui.kit.widgets import Paragraph, button, card, column, label, name_label, row
from app.gui.people.person_tile import role_text
from app.gui.people.pin_boxes import PinBoxes
from app.gui.scanning.route import TAKES_BADGES
from app.services import approving, proving
from app.services.people import Colleague
from app.text import _, called, ngettext, sentence

_SECOND = 1000


class ApprovalPanel(QWidget):
    """Stands in the right column until it is approved or left; the page stays as it is."""

    left = Signal(bool)
    """It is done with: approved, and what was asked is done; or not now."""

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self.setProperty(TAKES_BADGES, True)
        self._desk = desk
        self.request: ApprovalRequest | None = None
        self._approvers: Sequence[Colleague] = ()
        self._badge = ""
        self.title = name_label("", "section")
        self.rows = QWidget()
        self.reason = QLineEdit()
        self.reason.setMaxLength(LONGEST_LINE)
        self.reason.setAccessibleName(_("Reason"))
        self.who = ChoiceBox(_("Approved by"), search=False)
        self.pin = PinBoxes(desk.theme)
        self.hint = Paragraph("muted")
        self.problem = Paragraph()
        _back, red = desk.theme.level(Level.REFUSED)
        self.problem.setStyleSheet(f"color: {red};")
        self.foot = Paragraph("muted")
        self.leave_button = button(_("Not now"), "Esc")
        self.approve_button = button(_("Approve"), "Return", "primary")
        self.setFocusProxy(self.reason)
        self._tick = QTimer(self, interval=_SECOND)
        self._tick.timeout.connect(self._show_wait)
        self._arrange()
        self._connect()

    def _arrange(self) -> None:
        asked = QFormLayout()
        asked.setContentsMargins(0, 0, 0, 0)
        asked.setVerticalSpacing(GRID)
        for title, field in (
            (_("&Reason"), self.reason),
            (_("Approved by"), self.who),
            (_("PIN"), self.pin),
        ):
            said = label(title, "secondary", field)
            said.setMinimumHeight(FIELD_HEIGHT)
            asked.addRow(said, field)
        buttons = row(self.leave_button, None, self.approve_button)
        parts = (self.title, self.rows, asked, self.hint, self.problem, buttons)
        self.card = card(column(*parts, margin=GRID * 2, gap=GRID * 3 // 2))
        self.setLayout(column(self.card, self.foot, None))
        self.who.setMinimumWidth(1)

    def _connect(self) -> None:
        for made in (self.leave_button, self.approve_button):
            only_shown(made)  # only where the panel has the focus: a code may be typed beside it
        self.leave_button.clicked.connect(self.leave)
        self.approve_button.clicked.connect(self.approve)
        for keys, act in (("Return", self.approve), ("Enter", self.approve), ("Esc", self.leave)):
            shortcut = QShortcut(QKeySequence(keys), self)
            shortcut.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
            shortcut.activated.connect(act)
        self.who.currentIndexChanged.connect(self._choose)
        self.pin.textEdited.connect(lambda _text: self.problem.setText(""))

    # What is asked ----------------------------------------------------------------------------

    def ask(self, request: ApprovalRequest) -> None:
        """Show what is asked; the cursor is in the reason, or in the PIN where that was said."""
        self.request, self._badge = request, ""
        self._approvers = approving.approvers(self._desk.database, request.asking)
        self.title.setText(request.title)
        self._show_rows(request.rows)
        named = [(one.id, _said_of(one)) for one in self._approvers]
        self.who.offer(named, named[0][0] if named else None)
        self.pin.clear()
        self.reason.setText(request.asking.call.reason.strip())
        self.problem.setText("")
        person = called(self._desk.session.person.name)
        text = _("Good for this only. {person} stays here; both names and the reason are kept.")
        self.foot.setText(text.format(person=person))
        self._choose()
        self.setFocusProxy(self.asked_first)
        self.setFocus()

    @property
    def asked_first(self) -> QWidget:
        """Where the cursor belongs: why, and where that was said already the PIN."""
        said = self.reason.text() and not self.pin.isHidden()
        return self.pin if said else self.reason

    def _show_rows(self, rows: Sequence[AskedRow]) -> None:
        made = QWidget()
        form = QFormLayout()
        form.setContentsMargins(0, 0, 0, 0)
        form.setVerticalSpacing(GRID)
        for one in rows:
            title = label(one.title, "muted")
            title.setAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignTop)
            form.addRow(title, self._said(one))
        made.setLayout(form)
        layout = self.card.layout()
        assert layout is not None
        layout.replaceWidget(self.rows, made)
        self.rows.hide()
        self.rows.deleteLater()
        self.rows = made

    def _said(self, one: AskedRow) -> QLayout:
        """What it is, over as many lines as it needs; of a change what it was before it."""
        if not (one.before or one.chip):
            text = Paragraph()
            text.setText(one.text)
            return column(text)
        parts: list[QWidget] = []
        if one.before:
            before = label(one.before, "muted")
            font = before.font()
            font.setStrikeOut(True)
            before.setFont(font)
            parts.append(before)
        parts.append(name_label(one.text, "heading" if one.before else ""))
        if one.chip:
            chip = label(one.chip)
            back, colour = self._desk.theme.level(Level.WARNING)
            chip.setStyleSheet(
                f"background: {back}; color: {colour}; border-radius: 4px;"
                f" padding: 0 {GRID // 2}px;"
            )
            parts.append(chip)
        return row(*parts, None)

    def _chosen(self) -> Colleague | None:
        id = self.who.currentData()
        return next((one for one in self._approvers if one.id == id), None)

    def _choose(self) -> None:
        who = self._chosen()
        self._badge = ""
        self.pin.setVisible(who is None or who.has_pin)
        self._say_hint()
        self._show_wait()

    def _say_hint(self) -> None:
        who, text = self._chosen(), ""
        if who is not None and self._badge:
            text = _("The badge is known. Type the PIN.")
        elif who is not None and who.has_badge:
            text = _("or scan the badge") if who.has_pin else _("Scan the badge.")
        self.hint.setText(text)
        self.hint.setVisible(bool(text))

    def _show_wait(self) -> None:
        who, session = self._chosen(), self._desk.session
        if who is not None and who.has_pin:
            self.pin.show_wait(proving.seconds_to_wait(session.database, who.id))
        self.approve_button.setEnabled(not self.pin.waits)

    # Answering --------------------------------------------------------------------------------

    def approve(self) -> None:
        """Approve what is asked and do it; or say what is missing, the cursor there."""
        who, request = self._chosen(), self.request
        if who is None or request is None or self.pin.waits:
            return
        typed = self.pin.text()
        if not self.reason.text().strip():
            self._refuse(Problem(Code.NOT_WITHOUT_REASON))
            self.reason.setFocus()
            return
        if not typed and not self._badge:
            self.pin.setFocus()
            return
        self.pin.clear()
        session = self._desk.session
        try:
            session.approvals.held = approving.approve(
                session, request.asking, who.id, typed, self.reason.text(), self._badge
            )
        except Refused as refusal:
            self._refuse(refusal.problems[0])
            self._show_wait()
            self.pin.setFocus()
            return
        self._end(done=True)
        request.again()

    def _refuse(self, problem: Problem) -> None:
        text = sentence(problem)
        if problem.code is Code.PIN_WRONG:
            text = ngettext(
                "That was not it. {count} more try, then a short wait.",
                "That was not it. {count} more tries, then a short wait.",
                int(str(problem.values["left"])),
            )
        elif problem.code is Code.PIN_WAIT:
            text = _("That was not it. It waits a while; the boxes count down.")
        self.problem.setText(text)
        self._desk.sounds.play(Level.REFUSED)

    def leave(self) -> None:
        """Leave everything as it was."""
        self._end(done=False)

    def _end(self, done: bool) -> None:
        self.request, self._badge = None, ""
        self.pin.clear()
        self.left.emit(done)

    def take_scan(self, code: str) -> bool:
        """The badge of who may approve it; every other code is the page's."""
        if self.request is None:
            return False
        try:
            found = proving.badge_shown(self._desk.session, code)
        except Refused as refusal:
            self.problem.setText(sentence(refusal.problems[0]))
            self._desk.sounds.play(Level.REFUSED)
            return True
        if found is None:
            return False
        if all(one.id != found.id for one in self._approvers):
            needs = min(self.request.asking.permissions, key=lambda one: one.name)
            self._refuse(_not_by(found, needs))
            return True
        self.who.setCurrentIndex(self.who.findData(found.id))
        self._badge = code
        self.problem.setText("")
        self._desk.sounds.play(Level.NOTED)
        self._say_hint()
        if not found.has_pin or self._desk.settings.badge_is_enough:
            self.approve()
        elif self.reason.text().strip():
            self.pin.setFocus()
        return True

    @guarded()
    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self._tick.start()

    @guarded()
    def hideEvent(self, event: QHideEvent) -> None:
        super().hideEvent(event)
        self._tick.stop()
        self.pin.clear()


def _said_of(one: Colleague) -> str:
    name, role = called(one.person.name), role_text(one.person).lower()
    return _("{name}, {role}").format(name=name, role=role) if role else name


def _not_by(found: Colleague, needs: Permission) -> Problem:
    return Problem(
        Code.NOT_ALLOWED,
        {"person": found.person.name, "action": needs, "roles": roles_with(needs)},
    )


class ApprovalDialog(Dialog):
    """Where a page has no place of its own for it."""

    def __init__(self, desk: Desk, request: ApprovalRequest, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setWindowTitle(_("Approval"))
        self.panel = ApprovalPanel(desk)
        self.panel.left.connect(lambda _done: self.close())
        self.setLayout(column(self.panel, margin=GRID * 2))
        self.setMinimumWidth(400)
        self.panel.ask(request)


class ApprovalPlace:
    """The place of the panel in the right column of a page."""

    def __init__(self, desk: Desk, side: SideColumn) -> None:
        self._side = side
        self._before: QWidget | None = None
        self.panel = ApprovalPanel(desk)
        self.panel.left.connect(self._end)

    def show(self, request: ApprovalRequest) -> None:
        """Ask in place of what stands there, which comes back then."""
        self._before = self._side.guest
        self._side.take_over(self.panel)
        self.panel.ask(request)

    def _end(self, _done: bool) -> None:
        before, self._before = self._before, None
        self._side.give_back()
        if before is not None:
            self._side.take_over(before)
