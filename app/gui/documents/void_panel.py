"""Voiding in the side column: what goes first and what goes back, once; the reason (V1 to V4)."""

from html import escape

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QCheckBox, QFrame, QLabel, QLineEdit, QScrollArea, QWidget

from app.domain.kinds import KINDS
from app.domain.lifecycle import STATUS_NAMES, Status
from app.domain.payments import TenderKind, TenderName
from app.domain.problems import Code, Problem, Refused
from app.domain.verdicts import Level
from app.formats import Formats
from app.gui.kit import long_work
from app.gui.kit.asking_approval import asks_approval
from app.gui.kit.desk import Desk
from app.gui.kit.problem_list import ProblemList
from app.gui.kit.questions import give_up
from app.gui.kit.theme import GRID
from app.gui.kit.widgets import button, caption, column, label, name_label, row
from app.services.documents import copying, voiding
from app.services.documents.voiding import VoidPlan, VoidStep
from app.text import _, ngettext, party_name, side_by_side, tender_name
from db.queries import documents, voids
from db.queries.documents import POSTED, Document

_SHOWN = 50
"""Steps of a chain, and rows of stock, that are said; of more, how many."""


class VoidPanel(QWidget):
    """Takes the place of what stood in the side column, until it is kept or void."""

    kept = Signal()
    """The document stays as it is; the reason that was typed stays here."""
    voided = Signal(object)
    """It is void now; with the draft that was made of it (its id), or None."""

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self._desk = desk
        self._document: Document | None = None
        self._plan = VoidPlan((), (), ())
        self._reasons: dict[int, str] = {}
        self.title = name_label("", "section")
        self.warning = label("")
        self.warning.setWordWrap(True)
        self.problems = ProblemList(desk)
        self.steps = _Steps(desk)
        self.reason = QLineEdit()
        self.reason.setMaxLength(500)
        self.keep_button = button(_("Keep it"), "Esc")
        self.void_button = button(_("Void it"), role="danger")
        self.and_copy = QCheckBox(_("and copy into a new draft, serials along"))
        self.setFocusProxy(self.reason)
        self._arrange()
        self.keep_button.clicked.connect(self.keep)
        self.void_button.clicked.connect(self.void)
        self.reason.returnPressed.connect(self.void)
        enter = QShortcut(QKeySequence("Return"), self.reason)
        enter.setContext(Qt.ShortcutContext.WidgetShortcut)  # only with the cursor in the reason
        enter.activated.connect(self.void)
        self.void_button.shortcut_made = enter
        self.reason.textChanged.connect(self._note_reason)

    def _arrange(self) -> None:
        back, colour = self._desk.theme.level(Level.REFUSED)
        self.warning.setStyleSheet(
            f"background: {back}; color: {colour}; border-radius: 6px; padding: {GRID}px;"
        )
        for made in (self.keep_button, self.void_button):
            made.setMinimumWidth(1)
        self.setLayout(
            column(
                self.title,
                self.warning,
                self.problems,
                self.steps,
                label(_("&Reason"), "secondary", buddy=self.reason),
                self.reason,
                row(self.keep_button, None, self.void_button),
                self.and_copy,
                margin=GRID,
            )
        )
        layout = self.layout()
        assert layout is not None
        layout.setStretchFactor(self.steps, 1)  # type: ignore[attr-defined]

    def show_document(self, document: Document) -> None:
        """Say what the void of a document would do; what was typed for it before is there again."""
        again = self._document is not None and self._document.id == document.id
        self._document = document
        database = self._desk.database
        self._plan = long_work.carry_out(
            self,
            database,
            voids.serials_moved(database, document.id, long_work.AT_ONCE + 1),
            _("Working out what the void of {number} does").format(number=document.number),
            lambda: voiding.plan_of(database, document.id),
            writes=False,
        )
        count = len(self._plan.steps)
        self.title.setText(_("Void {number}").format(number=document.number))
        self.warning.setText(_said_of_chain(self._plan))
        self.warning.setVisible(count > 1)
        self.problems.show_problems(self._plan.problems)
        self.steps.show_plan(self._plan, document)
        self.void_button.setText(
            caption(
                ngettext("Void the chain ({count})", "Void the chain ({count})", count)
                if count > 1
                else _("Void it")
            )
        )
        self.and_copy.setChecked(again and self.and_copy.isChecked())
        self.and_copy.setVisible(not KINDS[document.kind].begun_elsewhere)
        self.reason.setText(self._reasons.get(document.id, ""))
        self.reason.setEnabled(not self._plan.problems)
        self._note_reason()

    def _note_reason(self) -> None:
        """Keep the reason, and say by the button whether it can go on."""
        if self._document is None:
            return
        self._reasons[self._document.id] = self.reason.text()
        filled = bool(self.reason.text().strip())
        self.void_button.setEnabled(filled and not self._plan.problems)

    def keep(self) -> None:
        """Leave the document as it is."""
        self.kept.emit()

    def void(self) -> None:
        """Void the document and what blocks it, and copy it where that is chosen (V2, D6)."""
        document, reason = self._document, self.reason.text()
        if document is None or self._plan.problems:
            return
        if not reason.strip():
            self.problems.show_problems([Problem(Code.NO_REASON)])
            self._desk.sounds.play(Level.REFUSED)
            return
        chain, copies = len(self._plan.steps) > 1, self.and_copy.isChecked()
        session = self._desk.session

        def carry_out() -> int | None:
            if copies:
                return copying.void_and_copy(session, document.id, reason, chain)
            if chain:
                voiding.void_chain(session, document.id, reason)
            else:
                voiding.void(session, document.id, reason)
            return None

        text = _("Voiding {number}").format(number=document.number)
        try:
            copied = long_work.carry_out(
                self, self._desk.database, _size(self._plan), text, carry_out
            )
        except Refused as refusal:
            if asks_approval(self, self._desk, refusal, self.void):
                return
            self.problems.show_problems(refusal.problems)
            self._desk.sounds.play(Level.REFUSED)
            return
        self._reasons.pop(document.id, None)
        self._document = None
        self.voided.emit(copied)

    def waiting(self) -> list[int]:
        """The documents for whose void a reason was typed that has voided nothing yet (D11)."""
        database = self._desk.database
        return [
            document
            for document, reason in self._reasons.items()
            if reason.strip() and documents.document(database, document).state == POSTED
        ]

    def may_leave(self, document: int) -> bool:
        """No reason waits for the void of a document, or the user gives it up."""
        if document not in self.waiting():
            return True
        number = documents.document(self._desk.database, document).number
        text = _("The reason that you typed has not voided {number} yet. Discard it?")
        title = _("Void {number}").format(number=number)
        if not give_up(self, title, text.format(number=number), _("Go on editing"), _("Discard")):
            return False
        del self._reasons[document]
        if self._document is not None and self._document.id == document:
            self.reason.clear()
        return True


def _size(plan: VoidPlan) -> int:
    """How much a void writes, in serials; a document by itself takes as long as some."""
    moved = sum(back.serials for step in plan.steps for back in step.goes_back)
    return moved + len(plan.stock) + _A_DOCUMENT * len(plan.steps)


_A_DOCUMENT = 20


def _said_of_chain(plan: VoidPlan) -> str:
    later = len(plan.steps) - 1
    if later == 1 and any(step.exchanged for step in plan.steps):
        return _("It was posted together with another, as an exchange. Both are voided or none.")
    return ngettext(
        "{count} later document stands on it. It is voided first, both or neither.",
        "{count} later documents stand on it. They are voided first, newest first, all or none.",
        later,
    )


class _Steps(QScrollArea):
    """What is voided in which order, and what that does to serials, stock and number."""

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self._desk = desk
        self._text = QLabel()
        self._text.setTextFormat(Qt.TextFormat.RichText)
        self._text.setWordWrap(True)
        self._text.setAlignment(Qt.AlignmentFlag.AlignTop)
        self._text.setTextInteractionFlags(Qt.TextInteractionFlag.TextBrowserInteraction)
        self._text.linkActivated.connect(lambda link: desk.bus.open_document.emit(int(link)))
        self.setAccessibleName(_("What is voided"))
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setWidgetResizable(True)
        self.setWidget(self._text)

    def show_plan(self, plan: VoidPlan, document: Document) -> None:
        """Show the steps in their order, newest first."""
        steps = [*plan.steps[:_SHOWN]]
        if plan.steps and plan.steps[-1] not in steps:
            steps.append(plan.steps[-1])
        said = []
        for n, step in enumerate(plan.steps, 1):
            if step in steps:
                said.append(self._step(step, n if len(plan.steps) > 1 else 0, document))
        if hidden := len(plan.steps) - len(steps):
            said.insert(-1, escape(ngettext("and {count} more", "and {count} more", hidden)))
        said += self._stock(plan)
        said.append(escape(_("The number stays, marked void.")))
        self._text.setText("".join(f"<p style='margin: 0 0 8px 0'>{text}</p>" for text in said))

    def text(self) -> str:
        """What is said, as it is shown."""
        return self._text.text()

    def _step(self, step: VoidStep, n: int, document: Document) -> str:
        head, theme = step.document, self._desk.theme
        number = escape(head.number or "")
        if head.id != document.id:
            number = f'<a style="color: {theme.accent_text}" href="{head.id}">{number}</a>'
        place = f"{n}&nbsp; " if n else ""
        date = escape(self._desk.formats.date(head.date))
        muted = f"style='color: {theme.muted}'"
        rows = [f"{place}{number} &nbsp;<span {muted}>{date}</span>"]
        rows.append(escape(_("This one") if head.id == document.id else self._what(head)))
        if step.tied is not None and step.tied.ties:
            rows.append(_mono(_some(step)))
        said = [*_going_back(step), *_money_back(step, self._desk.formats)]
        rows += [f"<span {muted}>{escape(text)}</span>" for text in said]
        return "<br>".join(rows)

    @staticmethod
    def _what(head: Document) -> str:
        with_whom = head.to_warehouse or party_name(head.kind, head.party)
        kind = _(KINDS[head.kind].name)
        return kind if with_whom == "–" else side_by_side(kind, with_whom)

    def _stock(self, plan: VoidPlan) -> list[str]:
        formats = self._desk.formats
        rows = [
            escape(f"{row.product} · {row.warehouse}  {formats.signed(row.quantity)}")
            for row in plan.stock[:_SHOWN]
        ]
        if more := len(plan.stock) - len(rows):
            rows.append(escape(ngettext("and {count} more", "and {count} more", more)))
        if not rows:
            return []
        title = f"<span style='color: {self._desk.theme.muted}'>{escape(_('Stock'))}</span>"
        return ["<br>".join([title, *rows])]


def _mono(text: str) -> str:
    return f"<span style=\"font-family: 'JetBrains Mono'\">{escape(text)}</span>"


def _some(step: VoidStep) -> str:
    """The serial numbers that tie it; of more than a few, how many more."""
    tied = step.tied
    if tied is None:
        return ""
    shown = "  ".join(tied.some)
    more = tied.ties - len(tied.some)
    return f"{shown}  +{more}" if more else shown


def _going_back(step: VoidStep) -> list[str]:
    """What becomes of the serials that a step moved."""
    said = []
    for back in step.goes_back:
        if Status(back.status) is Status.UNKNOWN:
            text = ngettext(
                "{count} serial number has no status any more",
                "{count} serial numbers have no status any more",
                back.serials,
            )
        else:
            text = ngettext(
                "{count} serial number goes back to",
                "{count} serial numbers go back to",
                back.serials,
            )
            text += f": {_(STATUS_NAMES[Status(back.status)])}"
        said.append(text)
    return said


def _money_back(step: VoidStep, formats: Formats) -> list[str]:
    """What becomes of the money of a step: what was paid, what is owed, what had settled that."""
    said = []
    for paid in step.payments:
        if paid.kind == TenderKind.EXCHANGE:
            continue  # both halves are void: nothing passes
        back, again = _("{tender}: {amount} is given back"), _("{tender}: {amount} is taken again")
        text = back if paid.moved > 0 else again
        name = tender_name(paid.tender or TenderName[TenderKind(paid.kind).name])
        said.append(text.format(tender=name, amount=formats.money(abs(paid.moved))))
    if step.owed:
        amount = formats.money(abs(step.owed))
        said.append(_("{amount} on account is owed no more").format(amount=amount))
    for settled in step.settled:
        text = _("{amount} of {number} is open again")
        amount = formats.money(abs(settled.amount))
        said.append(text.format(amount=amount, number=settled.other))
    return said
