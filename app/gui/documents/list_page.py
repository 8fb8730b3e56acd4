"""The documents of a kind: drafts first, then the newest; New, and open one."""

from collections.abc import Mapping
from contextlib import suppress

from PySide6.QtWidgets import QStackedLayout, QWidget

from app.domain.document_kind import DocumentKind
from app.domain.kinds import COUNT, KINDS, OPENING, PURCHASE
from app.gui.documents.discarded_bar import DiscardedBar
from app.gui.documents.open_document import OpenDocument
from app.gui.documents.pages import page_of
from app.gui.kit.desk import Desk
from app.gui.lists.list_page import ListPage, Words
from app.gui.scanning.route import WRITES_DOWN
from app.lists.documents import asked_of
from app.lists.documents import documents as listed_documents
from app.services import settings
from app.services.documents import drafts
from app.text import _, ngettext
from db.engine.trouble import StoreTrouble
from db.queries import documents
from db.queries.lists.documents import DocumentRow, DocumentsAsked


def _counted(count: int) -> str:
    return ngettext("{count} document", "{count} documents", count, f"{count:,}")


IMPORTED: Mapping[str, str] = {
    OPENING.key: "opening",
    PURCHASE.key: "purchase",
    COUNT.key: "count",
}
"""The kind of import that makes documents of a kind out of a file."""


class DocumentsPage(QWidget):
    """A menu entry: the list of a kind (and those listed with it), and the one that is open."""

    def __init__(self, desk: Desk, kind: DocumentKind) -> None:
        super().__init__()
        self.setProperty(WRITES_DOWN, True)
        self._desk = desk
        self.kind = kind
        self._pages: dict[str, OpenDocument] = {}
        begins = not kind.begun_elsewhere and desk.session.may(kind.permission)
        words = Words(
            title=_(kind.plural),
            new=_("New {kind}").format(kind=_(kind.name).lower()) if begins else "",
            find=_("Find a number, a name or a note"),
            empty=self._first(kind) if begins or kind.begun_elsewhere else _("Nothing here yet."),
            leads=self._leads(kind),
            nothing=_("No document fits what is searched for."),
        )
        listing = listed_documents(kind, desk.settings.serials_enabled)
        self.listing = ListPage(desk, listing, words, self._asked, _counted)
        if imported := IMPORTED.get(kind.key):
            from app.gui.importing.import_button import Importing  # of kinds that take files

            self.importing = Importing.offered(desk, (imported,), self.listing)
        self.discarded = DiscardedBar(desk, self.listing)
        self.list, self.search = self.listing.list, self.listing.search
        self.model, self.table = self.list.model, self.list.table
        self.new_button, self.go_on = self.listing.new_button, self.listing.go_on
        self.stack = QStackedLayout(self)
        self.stack.addWidget(self.listing)
        self.search.textChanged.connect(self.discarded.forget)
        self.new_button.clicked.connect(self.new)
        self.discarded.restored.connect(self.open)
        self.table.chosen.connect(self._open_row)
        desk.bus.day_changed.connect(self.list.reload_if_visible)

    @property
    def page(self) -> OpenDocument:
        """The page of this kind itself."""
        return self.page_for(self.kind)

    def page_for(self, kind: DocumentKind) -> OpenDocument:
        """The page that shows documents of a kind that is listed here; built when first asked."""
        page = self._pages.get(kind.key)
        if page is None:
            page = self._pages[kind.key] = page_of(kind)(self._desk, kind)
            self.stack.addWidget(page)
            page.left.connect(self.show_list)
            page.discarded.connect(self.discarded.offer)
        return page

    def reload(self) -> None:
        """Read the list again."""
        self.list.reload()

    def _asked(self, text: str) -> DocumentsAsked:
        return asked_of(self.kind, text)

    @staticmethod
    def _first(kind: DocumentKind) -> str:
        """What to do while there is none yet."""
        if kind.begun_elsewhere:
            return _("Nothing here yet. Item › Detail › Edit inventory creates the first one.")
        if kind.sends:
            return _(
                "Nothing here yet. {new} starts the first one, from one warehouse to another. "
                "Settings › Warehouses adds one."
            )
        return _("Nothing here yet. {new} starts the first one.")

    @staticmethod
    def _leads(kind: DocumentKind) -> dict[str, str]:
        """The pages on which what is needed for the first one is made."""
        if kind.begun_elsewhere:
            return {"items": _("Item")}
        return {"warehouses": _("Warehouses")} if kind.sends else {}

    def new(self) -> None:
        """Begin a draft and show it."""
        self.page_for(self.kind)  # built before the draft is there, not while keys come for it
        self.open(drafts.new(self._desk.session, self.kind.key))

    def open(self, document: int) -> None:
        """Show one document; it is shown again at the next start if the program ends now."""
        head = documents.document(self._desk.database, document)
        page = self.page_for(KINDS[head.kind])
        self.discarded.forget()
        self.go_on.forget()
        page.open(document)
        self.stack.setCurrentWidget(page)  # not before: what it showed would be read again
        self._resume(document)

    def shown_page(self) -> OpenDocument | None:
        """The page of the document that is open; None while the list is shown."""
        shown = self.stack.currentWidget()
        return shown if isinstance(shown, OpenDocument) else None

    def take_scan(self, code: str) -> bool:
        """A scan goes to the draft that is shown; the list of documents takes none."""
        shown = self.shown_page()
        return shown is not None and shown.take_scan(code)

    def show_list(self) -> None:
        """Back to the list."""
        self.stack.setCurrentIndex(0)
        self.listing.take_focus()
        self._resume(None)

    def open_list(self) -> None:
        """The list, as the menu shows it: the document that was open is left, and offered there.

        Where its page cannot be left now, because of what is typed, it stays.
        """
        shown = self.shown_page()
        if shown is None or shown.document is None:
            return
        left, name = shown.document.id, shown.name
        keeps = shown.draft is None or shown.holds_something()
        shown.leave()
        if keeps and self.shown_page() is None:
            self.go_on.offer(name, lambda: self.open(left))

    def _resume(self, document: int | None) -> None:
        """What the next start shows; where the disk does not take it now, that shows the list."""
        with suppress(StoreTrouble):
            session = self._desk.session
            if settings.load_person(session.database, session.person.id).resume != document:
                settings.save_person(session, resume=document)

    def _open_row(self, found: DocumentRow) -> None:
        self.open(found.id)
