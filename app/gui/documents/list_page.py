"""The documents of a kind: drafts first, then the newest; New, and open one."""

from PySide6.QtCore import QTimer
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QStackedLayout, QWidget

from app.domain.kinds import DocumentKind, Party
from app.gui.desk import Desk
from app.gui.documents.page import DocumentPage
from app.gui.scan_box import SearchBox
from app.gui.tables import Column, Table, TableModel
from app.gui.theme import GRID
from app.gui.widgets import button, column, label, row
from app.services import drafts, settings
from app.text import _
from db.queries import documents
from db.queries.documents import DRAFT, POSTED, VOIDED, DocumentRow

_PAUSE = 150


class DocumentsPage(QWidget):
    """A menu entry: the list of a kind, and the document that was opened from it."""

    def __init__(self, desk: Desk, kind: DocumentKind) -> None:
        super().__init__()
        self._desk = desk
        self.kind = kind
        self.page = DocumentPage(desk, kind)
        self.new_button = button(
            _("New {kind}").format(kind=_(kind.name).lower()), "Ctrl+N", "primary"
        )
        self.search = SearchBox()
        self.search.setPlaceholderText(_("Find a number, a name or a note"))
        self.search.setMinimumWidth(280)
        self.model = TableModel(self._columns())
        self.table = Table(self.model, _(kind.plural))
        self.table.setSortingEnabled(False)
        self._empty = label("", "muted")
        listing = QWidget()
        listing.setLayout(
            column(
                row(label(_(kind.plural), "title"), None, self.search, self.new_button),
                self.table,
                self._empty,
                margin=GRID * 2,
                gap=GRID * 2,
            )
        )
        self.stack = QStackedLayout()
        self.stack.addWidget(listing)
        self.stack.addWidget(self.page)
        self.setLayout(self.stack)
        self._pause = QTimer(self, singleShot=True, interval=_PAUSE)
        self._pause.timeout.connect(self.reload)
        self.search.textChanged.connect(self._pause.start)
        self.new_button.clicked.connect(self.new)
        self.table.chosen.connect(self._open_row)
        self.page.left.connect(self.show_list)
        desk.bus.changed.connect(self._reload_if_visible)

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
        ]
        if self.kind.party is not Party.NONE:
            title = _("Customer") if self.kind.party is Party.CUSTOMER else _("Supplier")
            columns.append(Column(title, self._party, stretch=True))
        columns += [
            Column(
                _("Warehouse"),
                lambda d: d.warehouse or "",
                width=144,
                stretch=self.kind.party is Party.NONE,
            ),
            Column(_("Units"), lambda d: formats.quantity(d.units), figure=True, width=80),
            Column(_("Serials"), lambda d: str(d.serials), figure=True, width=80),
            Column(_("Total"), lambda d: formats.price(d.total), figure=True, width=128),
        ]
        if not self._desk.settings.serials_enabled:
            del columns[-2]
        return columns

    def _party(self, document: DocumentRow) -> str:
        return document.party or (
            _("Walk-in customer") if self.kind.party is Party.CUSTOMER else ""
        )

    def reload(self) -> None:
        """Read the list again."""
        self._pause.stop()
        rows = documents.list_documents(
            self._desk.database, self.kind.key, self.search.text().strip()
        )
        self.model.set_rows(rows)
        self._empty.setVisible(not rows)
        self._empty.setText(
            _("No document fits what is searched for.")
            if self.search.text().strip()
            else _("Nothing here yet. {new} starts the first one.").format(
                new=self.new_button.accessibleName()
            )
        )

    def _reload_if_visible(self) -> None:
        if self.isVisible():
            self.reload()

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self.reload()

    def new(self) -> None:
        """Begin a draft and show it."""
        self.open(drafts.new(self._desk.database, self.kind.key, self._desk.user))

    def open(self, document: int) -> None:
        """Show one document; it is shown again at the next start if the program ends now."""
        self.stack.setCurrentWidget(self.page)
        self.page.open(document)
        settings.save(self._desk.database, resume=document)

    def take_scan(self, code: str) -> bool:
        """A scan goes to the draft that is shown; the list of documents takes none."""
        return self.stack.currentWidget() is self.page and self.page.take_scan(code)

    def show_list(self) -> None:
        """Back to the list."""
        settings.save(self._desk.database, resume=None)
        self.stack.setCurrentIndex(0)
        self.reload()
        self.table.setFocus()

    def _open_row(self, found: DocumentRow) -> None:
        self.open(found.id)
