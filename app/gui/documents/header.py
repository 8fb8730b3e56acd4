"""The head of a document: party, warehouse, date, note; each change is saved at once."""

from collections.abc import Callable, Iterator
from datetime import date

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QLineEdit, QWidget

from app.domain.kinds import DocumentKind, Party
from app.domain.problems import Code, Problem
from app.gui.kit.choice_box import ChoiceBox
from app.gui.kit.date_field import DateField
from app.gui.kit.desk import Desk
from app.gui.kit.theme import GRID
from app.gui.kit.widgets import column, label, row
from app.gui.kit.write_again import WriteAgain
from app.services.documents import drafts
from app.text import _
from db.queries.contacts import parties
from db.queries.documents import DRAFT, Document
from db.queries.warehouses import warehouses

_PARTY, _WAREHOUSE, _DESTINATION, _DATE, _NOTE = (
    "party",
    "warehouse",
    "destination",
    "date",
    "note",
)
"""The fields, as changes that wait to be written name them."""


class DocumentHeader(QWidget):
    """Shows a document's head and, while it is a draft, writes every change to it."""

    changed = Signal()
    """The draft's head was changed and saved."""
    not_written = Signal(object)
    """A change cannot be written now (a StoreTrouble): it stays in its field, tried again."""
    dated = Signal()
    """After that: a date was chosen."""

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
        desk.bus.changed.connect(self.read_choices_again)
        self.party = ChoiceBox(_("Customer") if kind.party is Party.CUSTOMER else _("Supplier"))
        self.party.keeps_typed = True
        self.warehouse = ChoiceBox(_("Warehouse"), search=False)
        self.destination = ChoiceBox(_("Goes to"), search=False)
        self.date = DateField(
            _("Date"), desk.theme, _("Empty it, and the document takes the day it is posted.")
        )
        self.note = QLineEdit()
        self.note.setAccessibleName(_("Note"))
        self.note.setMaxLength(500)
        line = row(gap=GRID * 2)
        for title, widget, share in self._parts():
            line.addLayout(column(label(title, "muted", widget), widget, gap=4), share)
        self.setLayout(line)
        self.party.currentIndexChanged.connect(self._save_party)
        self.warehouse.currentIndexChanged.connect(self._save_warehouse)
        self.destination.currentIndexChanged.connect(self._save_destination)
        self.date.changed.connect(self._save_date)
        self.note.editingFinished.connect(self._save_note)

    def _parts(self) -> Iterator[tuple[str, QWidget, int]]:
        """The fields of this kind: title, field, share of the width."""
        if self._kind.party is not Party.NONE:
            customer = self._kind.party is Party.CUSTOMER
            yield _("&Customer") if customer else _("&Supplier"), self.party, 4
        yield _("&Warehouse"), self.warehouse, 3
        if self._kind.sends:
            yield _("&Goes to"), self.destination, 3
        yield _("&Date"), self.date, 2
        yield _("&Note"), self.note, 4

    def show_document(self, document: Document) -> None:
        """Show another document, or the same one read again: what is being typed in it stays."""
        same = self._document is not None and self._document.id == document.id
        if not same:
            self.date.reset()
        self._document = document
        self._filling = True
        if not self._are_offered(document):
            self._fill_choices(document)
        if not self._waits(_DATE):
            self.date.show_day(date.fromisoformat(document.date))
        if self.note.text() != document.note and not (same and self._is_note_typed()):
            self.note.setText(document.note)
        self._filling = False
        self.setEnabled(document.state == DRAFT)

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
        self.party.settle()
        self.date.read()
        self._save_note()
        self._writing.finish()
        return [problem for problem in (self._unsettled_party(), self.date.problem) if problem]

    def _unsettled_party(self) -> Problem | None:
        if not self.party.unsettled():
            return None
        values = {"text": self.party.unsettled(), "field": self.party.accessibleName()}
        return Problem(Code.NO_SUCH_NAME, values)

    def focus_unfinished(self) -> None:
        """Put the cursor where something is typed that is not taken."""
        (self.party if self.party.unsettled() else self.date).setFocus()

    def _is_note_typed(self) -> bool:
        return self.note.isModified() or self._waits(_NOTE)

    def _are_offered(self, document: Document) -> bool:
        """The choices were read since the page was shown, for the same: a scan changes none."""
        offered, self._offered = self._offered, self._choices_of(document)
        chosen = (
            (self.party, document.party_id, self._kind.party is not Party.NONE),
            (self.warehouse, document.warehouse_id, True),
            (self.destination, document.to_warehouse_id, self._kind.sends),
        )
        return offered == self._offered and all(
            box.currentData() == id for box, id, is_shown in chosen if is_shown
        )

    @staticmethod
    def _choices_of(document: Document) -> tuple[object, ...]:
        places = (document.warehouse_id, document.to_warehouse_id)
        return (document.id, document.state, document.party_id, document.party, *places)

    def read_choices_again(self) -> None:
        """Others may have changed meanwhile what can be chosen: the next showing reads it."""
        self._offered = ()

    def _fill_choices(self, document: Document) -> None:
        database = self._desk.database
        if self._kind.party is not Party.NONE:
            customers = self._kind.party is Party.CUSTOMER
            none = _("Choose…") if self._kind.party_required else _("Walk-in customer")
            if not self._waits(_PARTY):
                self.party.offer(
                    [(None, none), *parties(database, customers)],
                    document.party_id,
                    document.party,
                )
        places = warehouses(database)
        if not self._waits(_WAREHOUSE):
            self.warehouse.offer(places, document.warehouse_id, document.warehouse)
        self.warehouse.setEnabled(not self._kind.begun_elsewhere)
        if self._kind.sends and not self._waits(_DESTINATION):
            others = [place for place in places if place.id != document.warehouse_id]
            self.destination.offer(
                [(None, _("Choose…")), *others], document.to_warehouse_id, document.to_warehouse
            )

    def _save_party(self) -> None:
        if self._draft() and self.party.currentIndex() >= 0:
            self._write(_PARTY, drafts.set_party, self.party.currentData())

    def _save_warehouse(self) -> None:
        if self._draft() and self.warehouse.currentData() is not None:
            self._write(_WAREHOUSE, drafts.set_warehouse, self.warehouse.currentData())

    def _save_destination(self) -> None:
        if self._draft() and self.destination.currentIndex() >= 0:
            self._write(_DESTINATION, drafts.set_destination, self.destination.currentData())

    def _save_date(self, chosen: date | None) -> None:
        if self._draft():
            self._write(_DATE, drafts.set_date, chosen.isoformat() if chosen else None)
            if not self._waits(_DATE):
                self.dated.emit()

    def _save_note(self) -> None:
        if self._draft() and self._document and self.note.text() != self._document.note:
            self.note.setModified(False)
            self._write(_NOTE, drafts.set_note, self.note.text())

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
