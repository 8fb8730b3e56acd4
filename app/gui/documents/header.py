"""The head of a document: party, warehouse, date, note; each change is saved at once."""

from collections.abc import Iterator
from datetime import date

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QLineEdit, QWidget

from app.domain.kinds import DocumentKind, Party
from app.gui.choice_box import ChoiceBox
from app.gui.date_field import DateField
from app.gui.desk import Desk
from app.gui.theme import GRID
from app.gui.widgets import column, label, row
from app.services import drafts
from app.text import _
from db.queries import items
from db.queries.documents import DRAFT, Document


class DocumentHeader(QWidget):
    """Shows a document's head and, while it is a draft, writes every change to it."""

    changed = Signal()
    """The draft's head was changed and saved."""
    dated = Signal()
    """After that: a date was chosen."""

    def __init__(self, desk: Desk, kind: DocumentKind) -> None:
        super().__init__()
        self._desk = desk
        self._kind = kind
        self._document: Document | None = None
        self._filling = False
        self.party = ChoiceBox(_("Customer") if kind.party is Party.CUSTOMER else _("Supplier"))
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
        if self._kind.two_warehouses:
            yield _("&Goes to"), self.destination, 3
        yield _("&Date"), self.date, 2
        yield _("&Note"), self.note, 4

    def show_document(self, document: Document) -> None:
        """Show another document, or the same one read again: what is being typed stays then."""
        if self._document is None or self._document.id != document.id:
            self.date.reset()
        self._document = document
        self._filling = True
        self._fill_choices(document)
        self.date.show_day(date.fromisoformat(document.date))
        if self.note.text() != document.note:
            self.note.setText(document.note)
        self._filling = False
        self.setEnabled(document.state == DRAFT)

    def show_day(self, document: Document) -> None:
        """The document bears another day now; nothing else is touched."""
        self._document = document
        self.date.show_day(date.fromisoformat(document.date))

    def _fill_choices(self, document: Document) -> None:
        database = self._desk.database
        if self._kind.party is not Party.NONE:
            customers = self._kind.party is Party.CUSTOMER
            none = _("Choose…") if self._kind.party_required else _("Walk-in customer")
            self.party.offer(
                [(None, none), *items.parties(database, customers)],
                document.party_id,
                document.party,
            )
        places = items.warehouses(database)
        self.warehouse.offer(places, document.warehouse_id, document.warehouse)
        self.warehouse.setEnabled(not self._kind.made_from)
        if self._kind.two_warehouses:
            others = [place for place in places if place.id != document.warehouse_id]
            self.destination.offer(
                [(None, _("Choose…")), *others], document.to_warehouse_id, document.to_warehouse
            )

    def _save_party(self) -> None:
        if self._draft() and self.party.currentIndex() >= 0:
            drafts.set_party(self._desk.database, self._draft(), self.party.currentData())
            self.changed.emit()

    def _save_warehouse(self) -> None:
        if self._draft() and self.warehouse.currentData() is not None:
            drafts.set_warehouse(self._desk.database, self._draft(), self.warehouse.currentData())
            self.changed.emit()

    def _save_destination(self) -> None:
        if self._draft() and self.destination.currentIndex() >= 0:
            chosen = self.destination.currentData()
            drafts.set_destination(self._desk.database, self._draft(), chosen)
            self.changed.emit()

    def _save_date(self, chosen: date | None) -> None:
        if self._draft():
            iso = chosen.isoformat() if chosen else None
            drafts.set_date(self._desk.database, self._draft(), iso)
            self.changed.emit()
            self.dated.emit()

    def _save_note(self) -> None:
        if self._draft() and self._document and self.note.text() != self._document.note:
            drafts.set_note(self._desk.database, self._draft(), self.note.text())
            self.changed.emit()

    def _draft(self) -> int:
        """The id of the draft to write to; 0 while the fields are being filled."""
        if self._filling or self._document is None or self._document.state != DRAFT:
            return 0
        return self._document.id
