"""The serial panel of the current line: how many of how many, the ways in, the list (D4)."""

from collections.abc import Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import QSignalBlocker, Qt
from PySide6.QtWidgets import QSizePolicy, QWidget

from app.domain.document_kind import DocumentKind, Price, SerialPolicy, WayIn
from app.domain.problems import Code, Problem
from app.domain.quantities import ONE_UNIT
from app.domain.verdicts import Level, Verdict
from app.gui.documents.line_serials import LineSerials, SerialRow
from app.gui.documents.manual_entry import ManualEntry, Place
from app.gui.documents.price_facts import PriceFactsView
from app.gui.documents.side_panel import SidePanel
from app.gui.kit.desk import Desk
from app.gui.kit.filled_bar import FilledBar
from app.gui.kit.icons import icon
from app.gui.kit.later import class_named
from app.gui.kit.tables import Table, TableColumn, TableModel
from app.gui.kit.theme import GRID
from app.gui.kit.widgets import Paragraph, column, label, name_label, row
from app.services.entry import judging
from app.services.entry.outcome import Outcome
from app.text import _
from db.queries import draft_serials, transfers
from db.queries.document_lines import DocumentLine
from db.queries.documents import Document

if TYPE_CHECKING:
    from app.gui.documents.generate_entry import GenerateEntry, State
    from app.gui.documents.in_stock_entry import InStockEntry

IN_STOCK_ENTRY = "documents.in_stock_entry.InStockEntry"
GENERATE_ENTRY = "documents.generate_entry.of_line"


_CHECK = 18


class SerialPanel(SidePanel):
    """Shows one line's serials on a draft, takes and removes them."""

    def __init__(self, desk: Desk, kind: DocumentKind) -> None:
        super().__init__()
        self._desk = desk
        self._kind = kind
        self._document: Document | None = None
        self._line: DocumentLine | None = None
        self._generating: Place | None = None  # the line that the Generate tab is filled in for
        self._plans: dict[Place, tuple[State, Problem]] = {}
        """What was typed in Generate for other lines and not carried out, in their own fields."""
        self._product = name_label("", "heading")
        self._check = label("")
        self._check.setPixmap(
            icon("mdi6.check-circle", desk.theme.level(Level.ACCEPTED)[1]).pixmap(_CHECK, _CHECK)
        )
        self._check.setAccessibleName(_("Every unit has its serial number"))
        self._filled = label("", "muted")
        self._progress = FilledBar(desk.theme)
        self.list = LineSerials(desk)
        self.list.delete_wanted.connect(self._delete)
        self.list.records_closed.connect(self.box_wanted)
        self.manual = ManualEntry(desk, self._judge, self._take)
        self.manual.taken.connect(self.changed)
        self._in_stock: InStockEntry | None = None
        self._generate: GenerateEntry | None = None
        self._stock_place, self._generate_place = QWidget(), QWidget()
        """The tabs of what is made when it is first looked at."""
        self.missing = Table(TableModel(self._missing_columns()), _("Sent, but not entered yet"))
        self._body = QWidget()
        self._add_tabs()
        self._empty = Paragraph("muted")
        self._empty.setAlignment(Qt.AlignmentFlag.AlignCenter)
        head = row(self._product, None, self._check, self._filled)
        self.price = PriceFactsView(desk)
        self._body.setLayout(column(head, self._progress, self.tabs, self.price))
        self._body.hide()
        self.setLayout(column(self._empty, self._body, margin=GRID))
        self.fit_to_way()

    def _add_tabs(self) -> None:
        ways = {
            WayIn.SCAN: (self.list, _("Scan")),
            WayIn.MANUAL: (self.manual, _("Manual entry")),
            WayIn.IN_STOCK: (self._stock_place, _("In stock")),
            WayIn.GENERATE: (self._generate_place, _("Generate")),
        }
        for way in self._kind.ways_in:
            self.add_way(*ways[way])
        if self._kind.takes_sent:
            self.add_way(self.missing, "")
        self.tabs.currentChanged.connect(self._make_what_is_chosen)

    @property
    def in_stock(self) -> "InStockEntry":
        """What is in stock, to choose from; made when it is first asked for."""
        if self._in_stock is None:
            made: InStockEntry = class_named(IN_STOCK_ENTRY)(self._desk, self._take)
            self._in_stock = made
            made.taken.connect(self.changed)
            self._put_in(made, self._stock_place)
            if self._document is not None:
                made.show_line(self._document, self._line)
        return self._in_stock

    @property
    def generate(self) -> "GenerateEntry":
        """What makes serials; made when it is first asked for."""
        if self._generate is None:
            made: GenerateEntry = class_named(GENERATE_ENTRY)(self._desk, self._at_line)
            self._generate = made
            made.taken.connect(self.changed)
            self._put_in(made, self._generate_place)
            self._offer_generation()
        return self._generate

    def _put_in(self, made: QWidget, tab: QWidget) -> None:
        """Let what was made take the place of a tab."""
        made.setContentsMargins(0, GRID, 0, 0)
        place = self.tabs.indexOf(tab)
        if place < 0:
            return
        shown, is_offered = self.tabs.currentIndex() == place, self.tabs.isTabVisible(place)
        with QSignalBlocker(self.tabs):
            self.tabs.insertTab(place, made, self.tabs.tabText(place))
            self.tabs.removeTab(place + 1)
            self.tabs.setTabVisible(place, is_offered)
            self.tabs.setCurrentIndex(place if shown else self.tabs.currentIndex())

    def _make_what_is_chosen(self) -> None:
        if self.tabs.currentWidget() is self._stock_place:
            self.in_stock.setFocus()
        elif self.tabs.currentWidget() is self._generate_place:
            self.generate.setFocus()

    def _missing_columns(self) -> list[TableColumn]:
        return [TableColumn(_("Serial number"), str, serial=True, stretch=True)]

    def fit_to_way(self) -> None:
        """What is filled in takes all the room there is; the list of serials what it holds."""
        super().fit_to_way()
        shown = self.tabs.currentWidget()
        takes_all = self._body.isVisibleTo(self) and shown is not self.list
        policy = QSizePolicy.Policy.Expanding if takes_all else QSizePolicy.Policy.Maximum
        self.setSizePolicy(QSizePolicy.Policy.Preferred, policy)

    def fold(self, narrow: bool) -> None:
        """There is little room now, or there is room again."""
        super().fold(narrow)
        self.list.fold(narrow)

    def show_line(self, document: Document, line: DocumentLine | None) -> None:
        """Show another line of a draft, read from the store."""
        self._document = document
        self._line = line if line is not None and line.track_serials else None
        self.manual.show_place((document.id, self._line_id()))
        self.price.show_line(document, line if self._kind.price is Price.SALE else None)
        is_empty = self._line is None and self._kind.takes_new
        if self._empty.isVisibleTo(self) is not is_empty:
            self._empty.setVisible(is_empty)
            self._body.setVisible(not is_empty)
            self.fit_to_way()
        if is_empty:
            self._empty.setText(
                _("Scan a product or choose a line; its serial numbers show here.")
                if line is None
                else _("{product} has no serial number management.").format(product=line.product)
            )
            return
        self.list.show_rows(self._read(document, self._line) if self._line else [])
        self._show_missing()
        self._show_count(self._line)
        if self._in_stock is not None:
            self._in_stock.show_line(document, self._line)
        self._offer_generation()
        self.show_keys()

    def _offer_generation(self) -> None:
        """Generation is for one line: it goes on where its item's last one ended (G3).

        What was typed for a line and not carried out is there again with that line (D11).
        """
        made, line, place = self._generate, self._line, self._at_line()
        tab = self.tabs.indexOf(made or self._generate_place)
        if tab < 0 or self._document is None:
            return
        self.tabs.setTabVisible(tab, line is not None)
        if made is None or line is None or place is None or place == self._generating:
            return
        if self._generating is not None and made.waits():
            self._plans[self._generating] = made.state(), made.problem()
        made.show_line(line)
        if place in self._plans:
            made.recall(self._plans.pop(place)[0])
        self._generating = place

    def not_carried_out(self) -> list[Problem]:
        """A plan that was typed, serials that were chosen: nothing of it is on the draft (D11)."""
        if self._document is None:
            return []
        draft = self._document.id
        problems = [
            problem for place, (_state, problem) in self._plans.items() if place[0] == draft
        ]
        made = self._generate
        if made is not None and (self._generating or (0,))[0] == draft and made.waits():
            problems.append(made.problem())
        if self._in_stock is not None and (chosen := self._in_stock.waiting()):
            problems.append(Problem(Code.CHOICE_WAITS, {"count": chosen}))
        return problems

    def _show_missing(self) -> None:
        """What was sent on this line and is not entered yet; of all lines where none is current."""
        document, place = self._document, self.tabs.indexOf(self.missing)
        if document is None or place < 0 or document.origin_id is None:
            return
        database, line = self._desk.database, self._line
        entered = {s.number.upper() for s in draft_serials.draft_serials(database, document.id)}
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
        self.price.show_line(document, line if self._kind.price is Price.SALE else None)
        verdict = Verdict(line.serials, outcome.code, outcome.finding)
        self.list.append(SerialRow(outcome.undo.serials[0], verdict))
        self._show_missing()
        self._show_count(line)

    def _read(self, document: Document, line: DocumentLine) -> list[SerialRow]:
        entered = draft_serials.draft_serials(self._desk.database, document.id, line.id)
        verdicts = judging.judge_line(
            self._desk.database, document, line, [s.number for s in entered]
        )
        return [SerialRow(s.id, verdict) for s, verdict in zip(entered, verdicts, strict=True)]

    def _show_count(self, line: DocumentLine | None) -> None:
        self._progress.setVisible(line is not None)
        if line is None:
            self._check.hide()
            self._product.setText(_("Serial numbers go to their item's line"))
            self._filled.setText("")
            return
        self._product.setText(line.product)
        # Of what was sent, those that are missing are wanted too.
        missing = len(self.missing.table_model.rows)
        wanted = max(line.quantity // ONE_UNIT, line.serials + missing)
        self._filled.setText(
            _("{serials} of {quantity}").format(serials=line.serials, quantity=wanted)
        )
        good = all(found.verdict.good for found in self.list.model.rows)
        self._check.setVisible(bool(line.serials) and line.serials == wanted and good)
        # A bar counts in C ints, and no line takes more serials (F5); an old draft may want more.
        self._progress.show_share(line.serials, wanted)
        optional = self._kind.policy is SerialPolicy.OPTIONAL
        hint = _("Serial numbers are optional here.") if optional else ""
        self._filled.setToolTip(hint)

    def _delete(self, rows: Sequence[int]) -> None:
        """Take serials out of the draft."""
        from app.services.documents import undoing  # with the first that is deleted

        if self._document and self._line:
            undoing.remove_serials(self._desk.session, self._document.id, rows)
            self.deleted.emit()

    def _judge(self, entries: Sequence[str]) -> list[Verdict]:
        from app.services.entry import entering  # with the first that is typed

        if self._document is None:
            return []
        return entering.judge_entries(
            self._desk.database, self._document.id, self._line_id(), entries
        )

    def _take(self, entries: Sequence[str]) -> list[Verdict]:
        from app.services.entry import entering  # with the first that is typed

        if self._document is None:
            return []
        draft = self._document.id
        return entering.enter(self._desk.session, draft, self._line_id(), entries).verdicts

    def _line_id(self) -> int | None:
        return self._line.id if self._line else None

    def _at_line(self) -> tuple[int, int] | None:
        """The draft and its line that is shown."""
        if self._document is None or self._line is None:
            return None
        return self._document.id, self._line.id
