"""The serial panel of the current line: how many of how many, the ways in, the list (D4)."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from PySide6.QtCore import QSignalBlocker, Qt
from PySide6.QtWidgets import (
    QAbstractItemView,
    QStackedLayout,
    QWidget,
)

from app.domain.generation import Plan
from app.domain.kinds import DocumentKind, SerialPolicy, WayIn
from app.domain.problems import Code, Problem
from app.domain.quantities import ONE_UNIT
from app.domain.verdicts import Verdict, tone_of
from app.gui.documents.generate_entry import GenerateEntry, State
from app.gui.documents.manual_entry import ManualEntry, Place, verdict_text, verdict_tip
from app.gui.documents.side_panel import SidePanel
from app.gui.kit.desk import Desk
from app.gui.kit.filled_bar import FilledBar
from app.gui.kit.later import class_named
from app.gui.kit.tables import Table, TableColumn, TableModel
from app.gui.kit.theme import GRID
from app.gui.kit.widgets import button, column, label, row
from app.services.documents import undoing
from app.services.entry import entering, generating, judging
from app.services.entry.generating import Judgement
from app.services.entry.scanning import Outcome
from app.text import _
from db.queries import documents, serials, transfers
from db.queries.documents import DRAFT, Document, DocumentLine

if TYPE_CHECKING:
    from app.gui.documents.in_stock_entry import InStockEntry

IN_STOCK_ENTRY = "documents.in_stock_entry.InStockEntry"


@dataclass(frozen=True, slots=True)
class SerialRow:
    """A serial of the line: its row on the draft (None once posted) and its verdict."""

    id: int | None
    verdict: Verdict


class SerialPanel(SidePanel):
    """Shows one line's serials; while the document is a draft, takes and removes them."""

    def __init__(self, desk: Desk, kind: DocumentKind) -> None:
        super().__init__()
        self._desk = desk
        self._kind = kind
        self._document: Document | None = None
        self._line: DocumentLine | None = None
        self._generating: Place | None = None  # the line that the Generate tab is filled in for
        self._plans: dict[Place, tuple[State, Problem]] = {}
        """What was typed in Generate for other lines and not carried out, in their own fields."""
        self._product = label("", "heading")
        self._product.setWordWrap(True)
        self._filled = label("", "muted")
        self._progress = FilledBar(desk.theme)
        self._model = TableModel(self._columns())
        self._table = Table(self._model, _("Serial numbers of this line"))
        self._table.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)
        self._delete = button(_("Delete"), "Ctrl+Delete")
        self._delete.clicked.connect(self.delete_selected)
        self._table.delete_pressed.connect(self.delete_selected)
        self.manual = ManualEntry(desk, self._judge, self._take)
        self.manual.taken.connect(self.changed)
        self._in_stock: InStockEntry | None = None
        self._stock_place = QWidget()  # the tab of what is made when it is first looked at
        self.generate = GenerateEntry(desk, self._judge_plan, self._generate)
        self.generate.taken.connect(self.changed)
        self.missing = Table(TableModel(self._missing_columns()), _("Sent, but not entered yet"))
        self._add_tabs()
        self._empty = label("", "muted")
        self._empty.setWordWrap(True)
        self._empty.setAlignment(Qt.AlignmentFlag.AlignCenter)
        head = row(self._product, self._filled)
        head.setStretch(0, 1)
        body = QWidget()
        body.setLayout(
            column(
                head,
                self._progress,
                self.tabs,
                margin=GRID,
            )
        )
        self._pages = QStackedLayout(self)
        self._pages.addWidget(self._empty)
        self._pages.addWidget(body)

    def _add_tabs(self) -> None:
        self._listing = QWidget()  # kept, also where the kind has no way in and no tab shows it
        self._listing.setLayout(column(self._table, row(None, self._delete)))
        ways = {
            WayIn.SCAN: (self._listing, _("Scan")),
            WayIn.MANUAL: (self.manual, _("Manual entry")),
            WayIn.IN_STOCK: (self._stock_place, _("In stock")),
            WayIn.GENERATE: (self.generate, _("Generate")),
        }
        for way in self._kind.ways_in:
            self.tabs.addTab(*ways[way])
        if self._kind.takes_sent:
            self.tabs.addTab(self.missing, "")
        for page in (self._listing, self.manual, self.generate, self.missing):
            page.setContentsMargins(0, GRID, 0, 0)
        self.tabs.currentChanged.connect(self._make_what_is_chosen)

    @property
    def in_stock(self) -> "InStockEntry":
        """What is in stock, to choose from; made when it is first asked for."""
        if self._in_stock is None:
            made: InStockEntry = class_named(IN_STOCK_ENTRY)(self._desk, self._take)
            self._in_stock = made
            made.taken.connect(self.changed)
            made.setContentsMargins(0, GRID, 0, 0)
            place = self.tabs.indexOf(self._stock_place)
            if place >= 0:
                shown = self.tabs.currentIndex() == place
                with QSignalBlocker(self.tabs):
                    self.tabs.insertTab(place, made, self.tabs.tabText(place))
                    self.tabs.removeTab(place + 1)
                    self.tabs.setCurrentIndex(place if shown else self.tabs.currentIndex())
            if self._document is not None:
                made.show_line(self._document, self._line)
        return self._in_stock

    def _make_what_is_chosen(self) -> None:
        if self.tabs.currentWidget() is self._stock_place:
            self.in_stock.setFocus()

    def _columns(self) -> list[TableColumn]:
        return [
            TableColumn("#", lambda found: str(found.verdict.position), figure=True, width=32),
            TableColumn(
                _("Serial number"), lambda found: found.verdict.number, serial=True, stretch=True
            ),
            TableColumn(
                _("State"),
                lambda found: verdict_text(found.verdict),
                width=116,
                colour=self._colour,
                tip=lambda found: verdict_tip(found.verdict),
            ),
        ]

    def _missing_columns(self) -> list[TableColumn]:
        return [TableColumn(_("Serial number"), str, serial=True, stretch=True)]

    def _colour(self, found: SerialRow) -> str:
        return self._desk.theme.level(tone_of(found.verdict))[1]

    def fold(self, narrow: bool) -> None:
        """The place in the list is looked up less often than the rest."""
        self._table.setColumnHidden(0, narrow)

    def show_line(self, document: Document, line: DocumentLine | None) -> None:
        """Show another line of a document, read from the store."""
        self._document = document
        self._line = line if line is not None and line.track_serials else None
        editable = document.state == DRAFT
        self.manual.show_place((document.id, self._line_id()) if editable else None)
        if self._line is None and not (editable and not self._kind.takes_new):
            self._empty.setText(
                _("Scan a product or choose a line; its serial numbers show here.")
                if line is None
                else _("{product} has no serial number management.").format(product=line.product)
            )
            self._pages.setCurrentIndex(0)
            return
        self._pages.setCurrentIndex(1)
        self._model.set_rows(self._read(document, self._line) if self._line else [])
        self._delete.setVisible(editable)
        for place in range(1, self.tabs.count()):
            self.tabs.setTabVisible(place, editable)
        self.tabs.setTabText(0, _("Scan") if editable else _("Serial numbers"))
        if not editable:
            self.tabs.setCurrentIndex(0)
        self._show_missing()
        self._show_count(self._line)
        if self._in_stock is not None:
            self._in_stock.show_line(document, self._line)
        self._offer_generation(editable)
        self._table.scrollToBottom()

    def _offer_generation(self, editable: bool) -> None:
        """Generation is for one line: it goes on where its item's last one ended (G3).

        What was typed for a line and not carried out is there again with that line (D11).
        """
        tab, line, document = self.tabs.indexOf(self.generate), self._line, self._document
        if tab < 0 or document is None:
            return
        self.tabs.setTabVisible(tab, editable and line is not None)
        place = (document.id, line.id) if line is not None and editable else None
        if line is None or place is None or place == self._generating:
            return
        if self._generating is not None and self.generate.waits():
            self._plans[self._generating] = self.generate.state(), self.generate.problem()
        wanted = line.quantity // ONE_UNIT - line.serials
        remembered = generating.remembered(self._desk.database, line.product_id)
        self.generate.show_product(line.sku, remembered, wanted)
        if place in self._plans:
            self.generate.recall(self._plans.pop(place)[0])
        self._generating = place

    def not_carried_out(self) -> list[Problem]:
        """A plan that was typed, serials that were chosen: nothing of it is on the draft (D11)."""
        if self._document is None:
            return []
        draft = self._document.id
        problems = [
            problem for place, (_state, problem) in self._plans.items() if place[0] == draft
        ]
        if self._generating is not None and self._generating[0] == draft and self.generate.waits():
            problems.append(self.generate.problem())
        if self._in_stock is not None and (chosen := self._in_stock.waiting()):
            problems.append(Problem(Code.CHOICE_WAITS, {"count": chosen}))
        return problems

    def _show_missing(self) -> None:
        """What was sent on this line and is not entered yet; of all lines where none is current."""
        document, place = self._document, self.tabs.indexOf(self.missing)
        if document is None or place < 0 or document.origin_id is None:
            return
        database, line = self._desk.database, self._line
        entered = {s.number.upper() for s in documents.draft_serials(database, document.id)}
        missing = [
            number
            for sent, number in transfers.serials_on_the_way(database, document.origin_id)
            if (line is None or sent == line.origin_line_id) and number.upper() not in entered
        ]
        self.missing.table_model.set_rows(missing)
        self.tabs.setTabText(place, _("Missing ({count})").format(count=len(missing)))

    def show_scan(
        self, document: Document, line: DocumentLine, outcome: Outcome, same: bool
    ) -> None:
        """Where one serial was scanned into the line that is shown: add its row, read no other."""
        if not (same and outcome.undo and len(outcome.undo.serials) == 1):
            super().show_scan(document, line, outcome, same)
            return
        self._line = line
        verdict = Verdict(line.serials, outcome.code, outcome.finding)
        self._model.append(SerialRow(outcome.undo.serials[0], verdict))
        self._show_missing()
        self._show_count(line)
        self._table.scrollToBottom()

    def _read(self, document: Document, line: DocumentLine) -> list[SerialRow]:
        if document.state != DRAFT:
            numbers = list(serials.of_line(self._desk.database, line.id))
            return [
                SerialRow(None, now) for now in judging.as_they_are(self._desk.database, numbers)
            ]
        entered = documents.draft_serials(self._desk.database, document.id, line.id)
        verdicts = judging.judge_line(
            self._desk.database, document, line, [s.number for s in entered]
        )
        return [SerialRow(s.id, verdict) for s, verdict in zip(entered, verdicts, strict=True)]

    def _show_count(self, line: DocumentLine | None) -> None:
        self._progress.setVisible(line is not None)
        if line is None:
            self._product.setText(_("Serial numbers go to the line of their own item"))
            self._filled.setText("")
            return
        self._product.setText(line.product)
        # Of what was sent, those that are missing are wanted too.
        missing = len(self.missing.table_model.rows)
        wanted = max(line.quantity // ONE_UNIT, line.serials + missing)
        self._filled.setText(
            _("{serials} of {quantity} serials").format(serials=line.serials, quantity=wanted)
        )
        # A bar counts in C ints, and no line takes more serials (F5); an old draft may want more.
        self._progress.show_share(line.serials, wanted)
        optional = self._kind.policy is SerialPolicy.OPTIONAL
        hint = _("Serial numbers are optional here.") if optional else ""
        self._filled.setToolTip(hint)

    def delete_selected(self) -> None:
        """Take the selected serials out of the draft."""
        places = self._table.selected_places()
        ids = [self._model.row(place).id for place in places]
        if self._document and self._line and ids:
            rows = [id for id in ids if id is not None]
            undoing.remove_serials(self._desk.session, self._document.id, rows)
            self.deleted.emit()

    def _judge(self, entries: Sequence[str]) -> list[Verdict]:
        if self._document is None:
            return []
        return entering.judge_entries(
            self._desk.database, self._document.id, self._line_id(), entries
        )

    def _take(self, entries: Sequence[str]) -> list[Verdict]:
        if self._document is None:
            return []
        draft = self._document.id
        return entering.enter(self._desk.session, draft, self._line_id(), entries).verdicts

    def _line_id(self) -> int | None:
        return self._line.id if self._line else None

    def _judge_plan(self, plan: Plan) -> Judgement:
        if self._document is None or self._line is None:
            return Judgement(plan)
        database = self._desk.database
        return generating.judge_plan(database, self._document.id, self._line.id, plan)

    def _generate(self, plan: Plan) -> list[Verdict]:
        if self._document is None or self._line is None:
            return []
        return generating.generate(self._desk.session, self._document.id, self._line.id, plan)
