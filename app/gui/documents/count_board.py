"""What was counted against the books (D2): groups with their sizes, and what is in one of them."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import partial

from PySide6.QtCore import QTimer
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QAbstractItemView, QStackedWidget, QWidget

from app.domain.counting import DECISIONS, CountGroup
from app.domain.document_kind import DocumentKind
from app.domain.verdicts import Verdict
from app.gui.documents.count_groups import GroupTiles
from app.gui.documents.manual_entry import ManualEntry
from app.gui.documents.side_panel import SidePanel
from app.gui.kit import long_work
from app.gui.kit.desk import Desk
from app.gui.kit.guard import guarded
from app.gui.kit.tables import PagedRows, Table, TableColumn, TableModel
from app.gui.kit.tasks import Task, in_store
from app.gui.kit.theme import GRID
from app.gui.kit.widgets import button, column, label, row
from app.services.documents import undoing
from app.services.documents.effects import counting
from app.services.documents.effects.counting import Board
from app.services.entry import entering, judging
from app.services.entry.outcome import Outcome
from app.text import N_, _, holder_place, ngettext, titled
from db.queries import counts, serials
from db.queries.counts import CountDecision, CountedSerial, CountException, MissingSerial
from db.queries.document_lines import DocumentLine
from db.queries.documents import DRAFT, Document
from db.sql import Database

_PAUSE = 150
"""Milliseconds after the last scan until all is compared again."""
_MISSING_SHOWN = 1000
_NAMED = 5

_WHERE = 2
_POSTED = 4
"""The column of differences that a posted count alone has."""
_AMONG_THE_LINES = (1, 2)
"""Columns of differences that the lines beside them say too."""
_PLAIN = (CountGroup.FOUND, CountGroup.MISSING, CountGroup.NEW)
"""Groups that say themselves where the books have their serials."""

_MEANINGS = {
    CountGroup.FOUND: N_("In stock here by the books, and counted."),
    CountGroup.MISSING: N_("In stock here by the books, not counted yet."),
    CountGroup.ELSEWHERE: N_("By the books they are somewhere else. The count does not move them."),
    CountGroup.SOLD_HERE: N_("Sold by the books, but counted here. Asked about at posting."),
    CountGroup.COMES_BACK: N_(
        "Not in stock by the books, but counted here. Asked about at posting."
    ),
    CountGroup.NEW: N_("Never seen before. Asked about at posting."),
    CountGroup.MOVED: N_(
        "Sold or moved after they were counted. Their own documents say where to."
    ),
    CountGroup.QUANTITY: N_("Units without a serial number that differ from the books."),
}


@dataclass(frozen=True, slots=True)
class BoardRow:
    """A serial of the group that is shown; ``id`` is its row on the count, None if not counted."""

    id: int | None
    number: str
    product: str
    where: str


@dataclass(frozen=True, slots=True)
class _Compared:
    """A count beside the books, and what was decided about it, group by group and item by item."""

    board: Board = field(default_factory=lambda: Board({}, [], [], []))
    decided: Mapping[str, CountDecision] = field(default_factory=dict)
    exceptions: Sequence[CountException] = ()


def _compare(database: Database, count: int) -> _Compared:
    return _Compared(
        counting.board(database, count, _MISSING_SHOWN),
        counts.decisions(database, count),
        counts.exceptions(database, count),
    )


class CountBoard(SidePanel):
    """Stands beside a count's lines: live while it is a draft, what was found once it is posted.

    A scan is shown at once in its group's size; all is compared again when scanning pauses, beside
    the screen where it is much.
    """

    def __init__(self, desk: Desk, kind: DocumentKind) -> None:
        super().__init__()
        self._desk = desk
        self._document: Document | None = None
        self._line: DocumentLine | None = None
        self._compared = _Compared()
        self._comparing = Task(self)
        self.tiles = GroupTiles(desk)
        self._meaning = label("", "muted")
        self._meaning.setWordWrap(True)
        self.table = Table(TableModel(self._columns()), _("Serial numbers of this group"))
        self.table.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)
        self.differences = Table(
            TableModel(difference_columns(desk)), _("Differences without serial numbers")
        )
        self._lists = QStackedWidget()
        self._lists.addWidget(self.table)
        self._lists.addWidget(self.differences)
        self._delete = button(_("Delete"), "Ctrl+Delete")
        self.manual = ManualEntry(desk, self._judge, self._take)
        self._arrange()
        self._pause = QTimer(self, singleShot=True, interval=_PAUSE)
        self._pause.timeout.connect(self.refresh)
        self.tiles.chosen.connect(self._show_group)
        self.manual.taken.connect(self.changed)
        self._delete.clicked.connect(self.delete_selected)
        self.table.delete_pressed.connect(self.delete_selected)

    def _arrange(self) -> None:
        listing = QWidget()
        listing.setLayout(column(self.tiles, self._meaning, self._lists, row(None, self._delete)))
        self.add_way(listing, _("Compared"))
        self.add_way(self.manual, _("Manual entry"))
        self.setLayout(column(self.tabs, margin=GRID * 3 // 2))

    def _columns(self) -> list[TableColumn]:
        return [
            TableColumn(_("Serial number"), lambda found: found.number, serial=True, width=144),
            TableColumn(
                _("Item"),
                lambda found: found.product,
                stretch=True,
                tip=lambda found: f"{found.product}\n{found.where}",
            ),
            TableColumn(_("By the books"), lambda found: found.where, width=192),
        ]

    # What is shown ----------------------------------------------------------------------------

    def show_line(self, document: Document, line: DocumentLine | None) -> None:
        """Show a count; ``line`` is where serials that nobody knows go."""
        before = self._document
        self._document, self._line = document, line
        editable = document.state == DRAFT
        self.tabs.setTabVisible(1, editable)
        self.show_keys()
        self.manual.show_place((document.id, self._line_id()) if editable else None)
        if before is None or (before.id, before.state) != (document.id, document.state):
            self.refresh()
        else:
            self._pause.start()

    @guarded()
    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self._pause.start()  # meanwhile something may have been sold

    def show_scan(
        self, document: Document, line: DocumentLine, outcome: Outcome, same: bool
    ) -> None:
        """Where a serial was scanned, its group grows at once."""
        if not (outcome.undo and outcome.undo.serials):
            super().show_scan(document, line, outcome, same)
            return
        self._line = line
        self._comparing.stop()  # it does not know of this one
        self.manual.show_place((document.id, self._line_id()))
        self.tiles.grow(outcome.finding)
        self._pause.start()

    def refresh(self) -> None:
        """Compare all that was counted with the books, and show it."""
        self._pause.stop()
        self._comparing.stop()
        if self._document is None:
            return
        database, count = self._desk.database, self._document.id
        compare = partial(_compare, database, count)
        if counts.size(database, count) <= long_work.AT_ONCE:
            self._show(compare())
        else:
            self._meaning.setText(_("It is being compared with the books…"))
            self._comparing.start(in_store(database, compare), self._show, lambda _problems: None)

    def _show(self, compared: _Compared) -> None:
        self._compared = compared
        self.tiles.show_sizes(compared.board.size)
        self._show_group()

    def _show_group(self) -> None:
        group = self.tiles.group
        self._meaning.setText(self._said_of(group))
        of_quantities = group is CountGroup.QUANTITY
        self._lists.setCurrentWidget(self.differences if of_quantities else self.table)
        self.differences.table_model.set_rows(list(self._compared.board.differences))
        self._show_serials([] if of_quantities else self._serials_of(group))
        draft = self._document is not None and self._document.state == DRAFT
        self.differences.setColumnHidden(_POSTED, draft)
        self._fit_columns()
        self._delete.setVisible(draft and group not in (CountGroup.MISSING, CountGroup.QUANTITY))

    def _serials_of(self, group: CountGroup) -> Sequence[CountedSerial | MissingSerial]:
        if group is CountGroup.MISSING:
            return self._compared.board.missing
        return self._compared.board.serials.get(group, ())[::-1]  # what was scanned last on top

    def _show_serials(self, found: Sequence[CountedSerial | MissingSerial]) -> None:
        def fetch(places: Sequence[int]) -> list[BoardRow]:
            return self._rows([found[place] for place in places])

        self.table.table_model.set_rows(PagedRows(range(len(found)), fetch))
        self._fit_columns()

    def fold(self, narrow: bool) -> None:
        """There is little room now, or there is room again."""
        super().fold(narrow)
        self._fit_columns()

    def _fit_columns(self) -> None:
        """What has no room in a narrow column stands in the tip, or among the lines."""
        self.table.setColumnHidden(_WHERE, self._is_narrow or self.tiles.group in _PLAIN)
        for place in _AMONG_THE_LINES:
            self.differences.setColumnHidden(place, self._is_narrow)

    def _rows(self, found: Sequence[CountedSerial | MissingSerial]) -> list[BoardRow]:
        """With what the books say of each: looked up for what is on the screen only."""
        known = serials.known(self._desk.database, [serial.number for serial in found])
        rows = []
        for serial in found:
            holder = known.get(serial.number.upper())
            where = holder_place(judging.holder_of(holder)) if holder else "–"
            rows.append(
                BoardRow(getattr(serial, "row_id", None), serial.number, serial.product, where)
            )
        return rows

    def _said_of(self, group: CountGroup) -> str:
        """What the group means; of a posted count what was decided."""
        decision = self._compared.decided.get(group.name)
        if decision is not None and group in DECISIONS:
            taken, left = DECISIONS[group]
            choice = _(taken if decision.taken else left)
            said = _("Decided: {choice}").format(choice=choice)
            if decision.size:
                text = _("Decided about {count}: {choice}")
                said = text.format(count=decision.size, choice=choice)
            return " · ".join([said, *self._apart(group)])
        beyond = self._compared.board.missing_total - len(self._compared.board.missing)
        if group is CountGroup.MISSING and beyond > 0:
            more = ngettext("{count} more is not listed.", "{count} more are not listed.", beyond)
            return f"{_(_MEANINGS[group])} {more}"
        return _(_MEANINGS[group])

    def _apart(self, group: CountGroup) -> Iterator[str]:
        """What was decided about single items of a group, as far as it is otherwise."""
        of_group = self._compared.decided[group.name].taken
        named = [
            one.product
            for one in self._compared.exceptions
            if one.group == group.name and one.taken is not of_group
        ]
        if named:
            choice = DECISIONS[group][1 if of_group else 0]
            shown = _(", ").join(named[:_NAMED])
            if (more := len(named) - _NAMED) > 0:
                shown += " " + ngettext("and {count} more", "and {count} more", more)
            yield titled(_(choice), shown)

    # What is done -----------------------------------------------------------------------------

    def delete_selected(self) -> None:
        """Take the selected serials out of the count."""
        places = {index.row() for index in self.table.selectionModel().selectedRows()}
        rows = [self.table.table_model.row(place).id for place in places]
        rows = [id for id in rows if id is not None]
        if self._document is not None and rows and self._document.state == DRAFT:
            draft, text = self._document.id, _("Deleting serial numbers")
            long_work.carry_out(
                self,
                self._desk.database,
                len(rows),
                text,
                lambda: undoing.remove_serials(self._desk.session, draft, rows),
            )
            self.refresh()
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
        entered = entering.enter(self._desk.session, self._document.id, self._line_id(), entries)
        self.refresh()
        return entered.verdicts

    def _line_id(self) -> int | None:
        return self._line.id if self._line and self._line.track_serials else None


def difference_columns(desk: Desk) -> list[TableColumn]:
    """Item, book quantity, what was counted, the change, and what was posted of it."""
    quantity = desk.formats.quantity
    return [
        TableColumn(_("Item"), lambda found: found.product, stretch=True),
        TableColumn(_("On the books"), lambda found: quantity(found.book), figure=True, width=104),
        TableColumn(_("Counted"), lambda found: quantity(found.counted), figure=True, width=88),
        TableColumn(
            _("Difference"), lambda found: signed(desk, found.change), figure=True, width=96
        ),
        TableColumn(_("Posted"), lambda found: signed(desk, found.posted), figure=True, width=80),
    ]


def signed(desk: Desk, thousandths: int) -> str:
    """A difference with its sign."""
    text = desk.formats.quantity(thousandths)
    return f"+{text}" if thousandths > 0 else text
