"""Posting a count: its differences by group, and what is to happen with each (D2).

Nothing is guessed: no choice is made beforehand, and Post waits for all of them. Where an item is
another matter than its group, it is decided by itself; that stays on the draft.
"""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from functools import partial

from PySide6.QtCore import Qt
from PySide6.QtWidgets import (
    QButtonGroup,
    QFrame,
    QLabel,
    QRadioButton,
    QScrollArea,
    QWidget,
)

from app.domain.counting import DECISIONS, CountGroup, Decisions, undecided
from app.domain.kinds import COUNT
from app.domain.problems import Problem, Refused
from app.domain.verdicts import Level
from app.gui.documents.count_board import difference_columns
from app.gui.kit import long_work
from app.gui.kit.desk import Desk
from app.gui.kit.entry_dialog import EntryDialog
from app.gui.kit.errors import at_work_text
from app.gui.kit.tables import PagedRows, Table, TableColumn, TableModel
from app.gui.kit.theme import GRID, ROW_HEIGHT
from app.gui.kit.widgets import button, card, column, label, row
from app.services.documents import posting
from app.services.documents.effects import counting
from app.services.documents.effects.counting import Board, Difference
from app.text import _, ngettext, titled
from db.engine.trouble import StoreTrouble
from db.queries import counts
from db.queries.documents import Document

_ROWS_SHOWN = 5
_NUMBERS_SHOWN = 8
_NUMBERS_IN_TIP = 40


@dataclass(slots=True)
class _OfItem:
    """How many serials of one item are in a group, the first of them, and how many were found."""

    product_id: int
    product: str
    found: int
    size: int
    numbers: list[str]


class CountDialog(EntryDialog):
    """Accepted once the count is posted."""

    def __init__(
        self,
        desk: Desk,
        document: Document,
        board: Board,
        parent: QWidget,
        sure: Sequence[Problem] = (),
    ) -> None:
        super().__init__(desk, parent)
        self._sure = sure
        self._document = document
        self._board = board
        groups = [group for group in CountGroup if board.size(group)]
        self._asked = undecided(groups, {})
        self.choices: dict[CountGroup, QButtonGroup] = {}
        self.tables: dict[CountGroup, Table] = {}
        self.of_item = counting.exceptions(desk.database, document.id)
        """What is to happen with single items, by group and product: whatever their group's is."""
        self._apart: dict[CountGroup, QLabel] = {}
        self.setWindowTitle(
            _("Post the inventory count of {warehouse}").format(warehouse=document.warehouse or "")
        )
        self.resize(880, 640)
        self._waiting = label("", "muted")
        self.post_button = button(_("Post"), "F9", "primary")
        self.back_button = button(_("Go on counting"))
        cards = column(*(self._card(group) for group in self._asked), None, gap=GRID * 3 // 2)
        inner = QWidget()
        inner.setLayout(cards)
        scroll = QScrollArea()
        scroll.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        scroll.setWidget(inner)
        scroll.setWidgetResizable(True)
        summary = label(self._summary(groups), "muted")
        summary.setWordWrap(True)
        self.setLayout(
            column(
                label(_("What is to happen with the differences?"), "title"),
                summary,
                scroll,
                self.problems,
                row(self._waiting, None, self.back_button, self.post_button),
                margin=GRID * 2,
                gap=GRID * 3 // 2,
            )
        )
        self.post_button.clicked.connect(self._post)
        self.back_button.clicked.connect(self.reject)
        self.problems.line_wanted.connect(self.reject)
        self._allow()

    def _summary(self, groups: list[CountGroup]) -> str:
        """The groups that nobody needs to be asked about."""
        sizes = [
            titled(_(group.value), f"{self._board.size(group):,}")
            for group in groups
            if group not in DECISIONS
        ]
        return " · ".join(sizes) or _("No serial number was found where the books have it.")

    def _card(self, group: CountGroup) -> QFrame:
        size = label(f"{self._board.size(group):,}", "heading")
        apart = self._apart[group] = label("", "muted")
        by_item = button(_("Decide for this item"), role="link")
        by_item.setToolTip(_("Enter or a double click in the list does it too."))
        table = self.tables[group] = self._table(group)
        table.chosen.connect(partial(self.decide_item, group))
        by_item.clicked.connect(lambda: self._decide_current(group))
        choices = QButtonGroup(self)
        buttons = [QRadioButton(_(text)) for text in DECISIONS[group]]
        for place, choice in enumerate(buttons):
            choices.addButton(choice, place)
            choice.setAccessibleName(titled(_(group.value), choice.text()))
        choices.buttonToggled.connect(self._allow)
        self.choices[group] = choices
        return card(
            column(
                row(label(_(group.value), "heading"), size, None, apart),
                table,
                row(*buttons, None, by_item, gap=GRID * 3),
                margin=GRID * 3 // 2,
            )
        )

    def _table(self, group: CountGroup) -> Table:
        """What is in a group: the differences, or the serials of each item."""
        rows: Sequence[Difference | _OfItem]
        if group is CountGroup.MISSING:
            columns, rows = self._serial_columns(group), self._missing()
        elif group is CountGroup.QUANTITY:
            columns, rows = difference_columns(self._desk)[:-1], list(self._board.differences)
            columns.append(self._decision_column(group))
        else:
            columns, rows = self._serial_columns(group), self._by_item(group)
        table = Table(TableModel(columns), _(group.value))
        table.table_model.set_rows(rows)
        table.setFixedHeight(ROW_HEIGHT * (min(len(rows), _ROWS_SHOWN) + 1) + GRID)
        return table

    def _by_item(self, group: CountGroup) -> list[_OfItem]:
        """The items of a group with their serials, in the order they come."""
        items: dict[int, _OfItem] = {}
        for serial in self._board.serials[group]:
            product = serial.product_id
            own = items.setdefault(product, _OfItem(product, serial.product, 0, 0, []))
            own.size += 1
            if own.size <= _NUMBERS_IN_TIP:
                own.numbers.append(serial.number)
        return list(items.values())

    def _missing(self) -> PagedRows:
        """The items of which serials were not counted; their first serials, as they are shown."""
        board, database, count = self._board, self._desk.database, self._document.id
        found = Counter(serial.product_id for serial in board.serials.get(CountGroup.FOUND, ()))
        of = {missing.product_id: missing for missing in board.missing_of}

        def fetch(products: Sequence[int]) -> list[_OfItem]:
            numbers = counts.first_missing(database, count, products, _NUMBERS_IN_TIP)
            return [
                _OfItem(id, of[id].product, found[id], of[id].serials, numbers.get(id, []))
                for id in products
            ]

        return PagedRows(list(of), fetch)

    def _serial_columns(self, group: CountGroup) -> list[TableColumn]:
        """Of what was not counted also how many were: an item nobody counted stands out."""
        warning = self._desk.theme.level(Level.WARNING)[1]
        counted = TableColumn(
            _("Found"),
            lambda item: str(item.found),
            figure=True,
            width=80,
            colour=lambda item: None if item.found else warning,
        )
        return [
            TableColumn(_("Item"), lambda item: item.product, width=208),
            *([counted] if group is CountGroup.MISSING else []),
            TableColumn(_(group.value), lambda item: f"{item.size:,}", figure=True, width=152),
            TableColumn(
                _("Serial numbers"),
                lambda item: "   ".join(item.numbers[:_NUMBERS_SHOWN]),
                serial=True,
                stretch=True,
                tip=lambda item: "\n".join(item.numbers),
            ),
            self._decision_column(group),
        ]

    def _decision_column(self, group: CountGroup) -> TableColumn:
        """What happens with an item: by itself in full colour, as its group in a quiet one."""
        muted = self._desk.theme.muted
        return TableColumn(
            _("Decision"),
            lambda item: self._said_of(group, item.product_id),
            width=200 if group is CountGroup.QUANTITY else 168,
            colour=lambda item: None if (group, item.product_id) in self.of_item else muted,
        )

    def _said_of(self, group: CountGroup, product: int) -> str:
        decided = self.of_item.get((group, product), self.decisions().of_group.get(group))
        if decided is None:
            return "–"
        taken, left = DECISIONS[group]
        return _(taken if decided else left)

    def decide_item(self, group: CountGroup, item: _OfItem | Difference) -> None:
        """Decide for one item: first otherwise than its group, then the same, then as the group."""
        key, of_group = (group, item.product_id), self.decisions().of_group.get(group)
        first = not of_group
        if key not in self.of_item:
            of_item = {**self.of_item, key: first}
        elif self.of_item[key] is first:
            of_item = {**self.of_item, key: not first}
        else:
            of_item = {other: taken for other, taken in self.of_item.items() if other != key}
        self._keep(of_item)
        self._allow()

    def _decide_current(self, group: CountGroup) -> None:
        table = self.tables[group]
        if table.current_row() is None and table.table_model.rowCount():
            table.select_only(0)
        item = table.current_row()
        if item is not None:
            self.decide_item(group, item)
        table.setFocus()

    def _keep(self, of_item: dict[tuple[CountGroup, int], bool]) -> None:
        """It stays on the draft, also where the count goes on."""
        try:
            counting.except_products(self._desk.session, self._document.id, of_item)
        except Refused as refusal:
            self.problems.show_problems(refusal.problems)
        except StoreTrouble as trouble:
            self.problems.say(at_work_text(trouble))
        else:
            self.of_item = of_item

    def decisions(self) -> Decisions:
        """What was chosen so far: the first choice carries the difference out."""
        of_group = {
            group: choices.checkedId() == 0
            for group, choices in self.choices.items()
            if choices.checkedId() >= 0
        }
        of_item = {key: taken for key, taken in self.of_item.items() if key[0] in self.choices}
        return Decisions(of_group, of_item)

    def is_entered(self) -> bool:
        """Something was chosen for a group; what was for an item is on the draft already."""
        return bool(self.decisions().of_group)

    def loss(self) -> tuple[str, str]:
        """What is chosen here holds for this posting only: the counts may be others at the next."""
        return _("What you chose is not carried out yet. Discard it?"), _("Go on choosing")

    def _allow(self) -> None:
        for group, apart in self._apart.items():
            self.tables[group].viewport().update()
            there = self._board.products(group)
            count = sum(1 for of, item in self.of_item if of is group and item in there)
            text = ngettext("{count} item by itself", "{count} items by themselves", count)
            apart.setText(text if count else "")
        left = len(undecided(self._asked, self.decisions().of_group))
        self.post_button.setEnabled(not left)
        self._waiting.setText(
            ngettext(
                "{count} group waits for a decision.", "{count} groups wait for a decision.", left
            )
            if left
            else _("Every group is decided.")
        )

    def _post(self) -> None:
        decisions, board = self.decisions(), self._board

        def post() -> str:
            return posting.post(
                self._desk.session, self._document.id, decisions=decisions, sure=self._sure
            )

        size = sum(board.size(group) for group in CountGroup)
        text = _("Posting {kind}").format(kind=_(COUNT.name))
        self.carry_out(lambda: long_work.carry_out(self, self._desk.database, size, text, post))
