"""The documents of a kind: drafts first, then the newest; New, and open one."""

from contextlib import suppress

from PySide6.QtCore import QTimer
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QStackedLayout, QWidget

from app.domain.kinds import KINDS, DocumentKind, Party, Price
from app.gui.documents.discarded_bar import DiscardedBar
from app.gui.documents.page import DocumentPage
from app.gui.documents.pages import page_of
from app.gui.kit.desk import Desk
from app.gui.kit.guard import guarded
from app.gui.kit.tables import Column, Table, TableModel
from app.gui.kit.theme import GRID
from app.gui.kit.widgets import button, column, label, row
from app.gui.scanning.boxes import SearchBox
from app.gui.scanning.route import WRITES_DOWN
from app.services import settings
from app.services.documents import drafts
from app.text import _
from db.engine.trouble import StoreTrouble
from db.queries import documents
from db.queries.documents import DRAFT, POSTED, VOIDED, DocumentRow

_PAUSE = 150


class DocumentsPage(QWidget):
    """A menu entry: the list of a kind (and those listed with it), and the one that is open."""

    def __init__(self, desk: Desk, kind: DocumentKind) -> None:
        super().__init__()
        self.setProperty(WRITES_DOWN, True)
        self._desk = desk
        self.kind = kind
        self._kinds = [one for one in KINDS.values() if kind.key in (one.key, one.listed_with)]
        self._pages: dict[str, DocumentPage] = {}
        self.new_button = button(
            _("New {kind}").format(kind=_(kind.name).lower()), "Ctrl+N", "primary"
        )
        if kind.begun_elsewhere:
            self.new_button.hide()
        self.search = SearchBox()
        self.search.setPlaceholderText(_("Find a number, a name or a note"))
        self.search.setMinimumWidth(280)
        self.model = TableModel(self._columns())
        self.table = Table(self.model, _(kind.plural))
        self.table.setSortingEnabled(False)
        self._empty = label("", "muted")
        self.discarded = DiscardedBar(desk)
        listing = QWidget()
        listing.setLayout(
            column(
                row(label(_(kind.plural), "title"), None, self.search, self.new_button),
                self.discarded,
                self.table,
                self._empty,
                margin=GRID * 2,
                gap=GRID * 2,
            )
        )
        self.stack = QStackedLayout(self)
        self.stack.addWidget(listing)
        self._pause = QTimer(self, singleShot=True, interval=_PAUSE)
        self._pause.timeout.connect(self.reload)
        self.search.textChanged.connect(self._pause.start)
        self.new_button.clicked.connect(self.new)
        self.discarded.restored.connect(self.open)
        self.table.chosen.connect(self._open_row)
        desk.bus.changed.connect(self._reload_if_visible)
        desk.bus.day_changed.connect(self._reload_if_visible)

    @property
    def page(self) -> DocumentPage:
        """The page of this kind itself."""
        return self.page_for(self.kind)

    def page_for(self, kind: DocumentKind) -> DocumentPage:
        """The page that shows documents of a kind that is listed here; built when first asked."""
        page = self._pages.get(kind.key)
        if page is None:
            page = self._pages[kind.key] = page_of(kind)(self._desk, kind)
            self.stack.addWidget(page)
            page.left.connect(self.show_list)
            page.discarded.connect(self.discarded.offer)
        return page

    def _columns(self) -> list[Column]:
        formats = self._desk.formats
        theme = self._desk.theme
        words = {DRAFT: _("Draft"), POSTED: _("Posted"), VOIDED: _("Void")}
        colours = {DRAFT: theme.levels[1][1], VOIDED: theme.levels[3][1]}
        columns = [
            Column(_("Number"), lambda d: d.number or "–", width=152),
            Column(
                _("State"),
                lambda d: words[d.state],
                width=88,
                colour=lambda d: colours.get(d.state),
            ),
            Column(_("Date"), lambda d: formats.date(d.date), width=120, key=lambda d: d.date),
            *self._who_and_where(),
            Column(_("Units"), lambda d: formats.quantity(d.units), figure=True, width=80),
        ]
        if self._desk.settings.serials_enabled and self.kind.carries_serials:
            columns.append(Column(_("Serials"), lambda d: str(d.serials), figure=True, width=80))
        if self.kind.price is not Price.NONE:
            total = Column(_("Total"), lambda d: formats.price(d.total), figure=True, width=128)
            columns.append(total)
        return columns

    def _who_and_where(self) -> list[Column]:
        columns = []
        if len(self._kinds) > 1:
            columns.append(Column(_("Kind"), lambda d: _(KINDS[d.kind].name), width=176))
        if self.kind.party is not Party.NONE:
            title = _("Customer") if self.kind.party is Party.CUSTOMER else _("Supplier")
            columns.append(Column(title, self._party, stretch=True))
        alone = self.kind.party is Party.NONE
        columns.append(
            Column(_("Warehouse"), lambda d: d.warehouse or "", width=144, stretch=alone)
        )
        if self.kind.sends:
            columns.append(Column(_("Goes to"), lambda d: d.to_warehouse or "", width=144))
        return columns

    def _party(self, document: DocumentRow) -> str:
        return document.party or (
            _("Walk-in customer") if self.kind.party is Party.CUSTOMER else ""
        )

    def reload(self) -> None:
        """Read the list again."""
        self._pause.stop()
        text = self.search.text().strip()
        rows = documents.list_documents(
            self._desk.database, [kind.key for kind in self._kinds], text
        )
        self.model.set_rows(rows)
        self._empty.setVisible(not rows)
        self._empty.setText(_("No document fits what is searched for.") if text else self._first())

    def _first(self) -> str:
        """What to do while there is none yet."""
        if self.kind.begun_elsewhere:
            return _("Nothing here yet. Item › Detail › Edit inventory creates the first one.")
        new = self.new_button.accessibleName()
        return _("Nothing here yet. {new} starts the first one.").format(new=new)

    def _reload_if_visible(self) -> None:
        if self.isVisible():
            self.reload()

    @guarded()
    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self.reload()

    def new(self) -> None:
        """Begin a draft and show it."""
        self.page_for(self.kind)  # built before the draft is there, not while keys come for it
        self.open(drafts.new(self._desk.database, self.kind.key, self._desk.user))

    def open(self, document: int) -> None:
        """Show one document; it is shown again at the next start if the program ends now."""
        head = documents.document(self._desk.database, document)
        page = self.page_for(KINDS[head.kind])
        self.discarded.hide()
        self.stack.setCurrentWidget(page)
        page.open(document)
        self._resume(document)

    def shown_page(self) -> DocumentPage | None:
        """The page of the document that is open; None while the list is shown."""
        shown = self.stack.currentWidget()
        return shown if isinstance(shown, DocumentPage) else None

    def take_scan(self, code: str) -> bool:
        """A scan goes to the draft that is shown; the list of documents takes none."""
        shown = self.shown_page()
        return shown is not None and shown.take_scan(code)

    def show_list(self) -> None:
        """Back to the list."""
        self.stack.setCurrentIndex(0)
        self.reload()
        self.table.setFocus()
        self._resume(None)

    def _resume(self, document: int | None) -> None:
        """What the next start shows; where the disk does not take it now, that shows the list."""
        with suppress(StoreTrouble):
            settings.save(self._desk.database, resume=document)

    def _open_row(self, found: DocumentRow) -> None:
        self.open(found.id)
