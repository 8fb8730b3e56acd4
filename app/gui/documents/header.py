"""The head of a document: party, warehouse, date, note; each change is saved at once."""

from collections.abc import Callable, Sequence
from datetime import date
from functools import cached_property

from PySide6.QtCore import Signal
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QBoxLayout, QLineEdit, QWidget

from app.domain.document_kind import DocumentKind, Party
from app.domain.problems import Problem
from app.gui.documents.head_fields import NoteLine, title_inside
from app.gui.documents.their_fields import KEY, TheirFields
from app.gui.kit.choice_box import ChoiceBox
from app.gui.kit.date_field import DateField
from app.gui.kit.desk import Desk
from app.gui.kit.icons import icon
from app.gui.kit.theme import GRID
from app.gui.kit.widgets import button, label, row
from app.gui.kit.write_again import WriteAgain
from app.gui.scanning.party_box import PartyBox
from app.services.documents import draft_head
from app.services.session import Session
from app.text import _
from db.engine.trouble import StoreTrouble
from db.queries.documents import DRAFT, Document
from db.queries.warehouses import warehouses

_PARTY, _WAREHOUSE, _DESTINATION, _DATE, _NOTE, _THEIRS, _DUE = (
    "party",
    "warehouse",
    "destination",
    "date",
    "note",
    "their number",
    "due date",
)
"""The fields, as changes that wait to be written name them."""

_PARTY_LEAST, _PARTY_MOST, _DATE_WIDTH = 150, 336, 132


class DocumentHeader(QWidget):
    """Shows a document's head and, while it is a draft, writes every change to it."""

    changed = Signal()
    """The draft's head was changed and saved."""
    not_written = Signal(object)
    """A change cannot be written now (a StoreTrouble): it stays in its field, tried again."""
    priced_again = Signal(object)
    """After that: with another customer so many lines have another price."""
    dated = Signal()
    """After that: a date was chosen."""
    refused = Signal(object)
    """What was chosen cannot be: every Problem."""
    done = Signal()
    """A field was chosen or filled in: the next scan may come."""

    def __init__(self, desk: Desk, kind: DocumentKind) -> None:
        super().__init__()
        self._desk = desk
        self._kind = kind
        self._document: Document | None = None
        self._offered: tuple[object, ...] = ()
        self._filling = False
        self._writing = WriteAgain(self)
        self._writing.waits.connect(self.not_written)
        self._writing.done.connect(self.changed)
        self._writing.done.connect(self._tell_priced_again)
        self._priced_again = 0
        desk.bus.changed.connect(self.read_choices_again)
        self._make_fields()
        self._make_note()
        self._make_theirs()
        self._arrange()
        self.party.chosen.connect(self._save_party)
        self.party.refused.connect(self._tell_refused)
        self.warehouse.currentIndexChanged.connect(self._save_warehouse)
        self.date.changed.connect(self._save_date)
        self.note.editingFinished.connect(self._save_note)

    def _make_fields(self) -> None:
        customers = self._kind.party is Party.CUSTOMER
        nobody = "" if self._kind.party_required else _("Walk-in customer")
        self.party = PartyBox(self._desk, customers, [self._kind.key], nobody)
        self.party.setMinimumWidth(_PARTY_LEAST)
        self.party.setMaximumWidth(_PARTY_MOST)
        title_inside(self.party, _("Customer") if customers else _("Supplier"), "F4")
        self.warehouse = self._make_place(_("Warehouse"))
        self.date = DateField(
            _("Date"),
            self._desk.theme,
            _("Empty it, and the document takes the day it is posted."),
        )
        self.date.setProperty("role", "head")
        self.date.setFixedWidth(_DATE_WIDTH)

    def _make_place(self, name: str) -> ChoiceBox:
        made = ChoiceBox(name, search=False)
        made.setMinimumContentsLength(7)
        made.setProperty("role", "head")
        made.decided.connect(self.done)
        return made

    @cached_property
    def destination(self) -> ChoiceBox:
        """Where it goes; made for a kind that sends."""
        made = self._make_place(_("Goes to"))
        made.currentIndexChanged.connect(self._save_destination)
        return made

    def _make_note(self) -> None:
        """The note is typed below the head, where there is room for it."""
        self.note = QLineEdit()
        self.note.setAccessibleName(_("Note"))
        self.note.setMaxLength(500)
        self.note.returnPressed.connect(self._close_note)
        self.note_button = button(_("Note"), "Alt+T", "flat")
        self.note_button.setIcon(icon("mdi6.note-text-outline", self._desk.theme.muted))
        self.note_button.clicked.connect(self.open_note)
        self.note_line = NoteLine(self.note)
        self.note_line.left.connect(self._close_note)
        self._folded_note = QShortcut(QKeySequence("Alt+T"), self)
        self._folded_note.activated.connect(self.open_note)
        self._folded_note.setEnabled(False)

    def _make_theirs(self) -> None:
        """What the supplier's paper says, on a line below; None: the kind has no such paper."""
        self.theirs: TheirFields | None = None
        if not self._kind.is_numbered_by_them:
            return
        self.theirs = TheirFields(self._desk, self._kind)
        self.theirs.numbered.connect(self._save_their_number)
        self.theirs.due.changed.connect(self._save_due_date)
        self.theirs.due.refused.connect(lambda problem: self.refused.emit((problem,)))
        self.theirs.done.connect(self.done)
        opens = QShortcut(QKeySequence(KEY), self)
        opens.activated.connect(self.theirs.open)

    def _arrange(self) -> None:
        """In one line: who, where, when; a field that is a name by itself has a picture before."""
        line = row(gap=GRID // 2)
        if self._kind.party is not Party.NONE:
            line.addWidget(self.party, 1)
            line.addSpacing(GRID)
        if self._kind.has_lines:
            self._add(line, "mdi6.warehouse", self.warehouse, "Alt+W")
        if self._kind.sends:
            self._add(line, "mdi6.arrow-right", self.destination, "Alt+G")
        self._add(line, "", self.date, "Alt+D")
        line.addWidget(self.note_button)
        line.addStretch(0 if self._kind.party is not Party.NONE else 1)
        self.setLayout(line)

    def _add(self, line: QBoxLayout, picture: str, field: QWidget, key: str) -> None:
        says = f"{field.accessibleName()}  {key}"
        if picture:
            shown = label("")
            shown.setPixmap(icon(picture, self._desk.theme.muted).pixmap(18, 18))
            shown.setToolTip(says)
            field.setToolTip(says)
            line.addWidget(shown)
        shortcut = QShortcut(QKeySequence(key), self)
        shortcut.activated.connect(field.setFocus)
        line.addWidget(field)
        line.addSpacing(GRID // 2)

    @property
    def lines_below(self) -> Sequence[QWidget]:
        """The lines that the page shows below the head."""
        return [self.note_line] if self.theirs is None else [self.theirs, self.note_line]

    # The note ----------------------------------------------------------------------------------

    def fold(self, narrow: bool) -> None:
        """Where there is little room what may be empty is a choice of ⋯; its key stays."""
        self.note_button.setVisible(not narrow)
        self._folded_note.setEnabled(narrow)
        if self.theirs is not None:
            self.theirs.fold(narrow)

    def open_note(self) -> None:
        """Open the field of the note, with the cursor in it."""
        if self.isEnabled():
            self.note_line.show()
            self.note.setFocus()

    def _close_note(self) -> None:
        """The note is written; one that says something stays in sight."""
        self._save_note()
        self.note_line.setVisible(bool(self.note.text()))
        self.done.emit()

    def _tell_refused(self, why: object) -> None:
        """A new contact cannot be made: why, or that the disk does not take it now."""
        if isinstance(why, StoreTrouble):
            self.not_written.emit(why)
        else:
            self.refused.emit(why)

    def show_document(self, document: Document) -> None:
        """Show another document, or the same one read again: what is being typed in it stays."""
        same = self._document is not None and self._document.id == document.id
        if not same:
            self.date.reset()
        self._document = document
        self._filling = True
        if not self._waits(_PARTY):
            self.party.show_party(document.party_id, document.party)
        if not self._are_offered(document):
            self._fill_choices(document)
        if not self._waits(_DATE):
            self.date.show_day(date.fromisoformat(document.date))
        if self.note.text() != document.note and not (same and self._is_note_typed()):
            self.note.setText(document.note)
            if not self.note.hasFocus():
                self.note.setCursorPosition(0)  # a long one is read from its beginning
        if self.note.text() or not same:
            self.note_line.setVisible(bool(self.note.text()))
        if self.theirs is not None:
            waits = self._waits(_THEIRS), self._waits(_DUE)
            self.theirs.show_document(document, same, *waits)
            self.theirs.setEnabled(document.state == DRAFT)
        self._filling = False
        self.setEnabled(document.state == DRAFT)
        self.note_line.setEnabled(document.state == DRAFT)

    def show_day(self, document: Document) -> None:
        """Show the new date of a document, and leave all other fields as they are."""
        self._document = document
        self.date.show_day(date.fromisoformat(document.date))

    def finish(self) -> list[Problem]:
        """Write what is typed and not left yet; what names nobody or no day is said, and stays.

        Raises StoreTrouble where something cannot be written now.
        """
        if not self._draft():
            return []
        nobody = self.party.settle() if self._kind.party is not Party.NONE else None
        self.date.read()
        self._save_note()
        no_day = None
        if self.theirs is not None:
            self.theirs.read()
            self.theirs.due.read()
            no_day = self.theirs.problem
        self._writing.finish()
        return [problem for problem in (nobody, self.date.problem, no_day) if problem]

    def focus_unfinished(self) -> None:
        """Put the cursor where something is typed that is not taken."""
        if self.party.unsettled():
            self.party.setFocus()
        elif self.date.problem is None and self.theirs is not None:
            self.theirs.due.setFocus()
        else:
            self.date.setFocus()

    def _is_note_typed(self) -> bool:
        return self.note.isModified() or self._waits(_NOTE)

    def _are_offered(self, document: Document) -> bool:
        """The choices were read since the page was shown, for the same: a scan changes none."""
        offered, self._offered = self._offered, self._choices_of(document)
        chosen = [(self.warehouse, document.warehouse_id)]
        if self._kind.sends:
            chosen.append((self.destination, document.to_warehouse_id))
        return offered == self._offered and all(box.currentData() == id for box, id in chosen)

    @staticmethod
    def _choices_of(document: Document) -> tuple[object, ...]:
        places = (document.warehouse_id, document.to_warehouse_id)
        return (document.id, document.state, *places)

    def read_choices_again(self) -> None:
        """Others may have changed meanwhile what can be chosen: the next showing reads it."""
        self._offered = ()

    def _fill_choices(self, document: Document) -> None:
        database = self._desk.database
        places = warehouses(database)
        if not self._waits(_WAREHOUSE):
            self.warehouse.offer(places, document.warehouse_id, document.warehouse)
        self.warehouse.setEnabled(not self._kind.begun_elsewhere)
        if self._kind.sends and not self._waits(_DESTINATION):
            others = [place for place in places if place.id != document.warehouse_id]
            self.destination.offer(
                [(None, _("Choose…")), *others], document.to_warehouse_id, document.to_warehouse
            )

    def _save_party(self, party: int | None) -> None:
        if self._draft():
            self._write(_PARTY, self._set_party, party)
            self._tell_priced_again()
            if self.party.hasFocus():
                self.done.emit()

    def _set_party(self, session: Session, draft: int, party: int | None) -> None:
        self._priced_again = draft_head.set_party(session, draft, party)

    def _tell_priced_again(self) -> None:
        """After the page was read again: how many prices are others by what was chosen (M2)."""
        count, self._priced_again = self._priced_again, 0
        if count:
            self.priced_again.emit(count)

    def _save_warehouse(self) -> None:
        if self._draft() and self.warehouse.currentData() is not None:
            self._write(_WAREHOUSE, draft_head.set_warehouse, self.warehouse.currentData())

    def _save_destination(self) -> None:
        if self._draft() and self.destination.currentIndex() >= 0:
            self._write(_DESTINATION, draft_head.set_destination, self.destination.currentData())

    def _save_date(self, chosen: date | None) -> None:
        if self._draft():
            self._write(_DATE, draft_head.set_date, chosen.isoformat() if chosen else None)
            if not self._waits(_DATE):
                self.dated.emit()

    def _save_note(self) -> None:
        if self._draft() and self._document and self.note.text() != self._document.note:
            self.note.setModified(False)
            self._write(_NOTE, draft_head.set_note, self.note.text())

    def _save_their_number(self, number: str) -> None:
        if self._draft():
            self._write(_THEIRS, draft_head.set_their_number, number)

    def _save_due_date(self, chosen: date | None) -> None:
        if self._draft():
            self._write(_DUE, draft_head.set_due_date, chosen.isoformat() if chosen else None)

    def _write(self, field: str, change: Callable[..., None], value: object) -> None:
        """Save a field; what the store does not take now is kept, and saved once it does."""
        session, draft = self._desk.session, self._draft()
        if self._writing.write((draft, field), lambda: change(session, draft, value)):
            self.changed.emit()

    def _waits(self, field: str) -> bool:
        """What stands in a field waits to be written."""
        return self._document is not None and (self._document.id, field) in self._writing

    def _draft(self) -> int:
        """The id of the draft to write to; 0 while the fields are being filled."""
        if self._filling or self._document is None or self._document.state != DRAFT:
            return 0
        return self._document.id
