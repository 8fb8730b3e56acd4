"""View records (Q2): the whole life of a unit, its way and what is known of it; opens documents."""

from collections.abc import Sequence

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QBoxLayout, QFrame, QLabel, QSizePolicy, QWidget

from app.domain.kinds import KINDS
from app.domain.lifecycle import Status
from app.domain.permissions import Permission
from app.gui.inventory.correct_number import CorrectNumberDialog
from app.gui.inventory.second_identifier import SecondIdentifierDialog
from app.gui.inventory.unit_preview import show_state
from app.gui.inventory.unit_price import UnitPriceDialog
from app.gui.inventory.unit_way import way_steps, with_whom
from app.gui.kit.desk import Desk
from app.gui.kit.dialogs import Dialog
from app.gui.kit.theme import CARD_GAP, GRID, serial_font
from app.gui.kit.timeline import Timeline
from app.gui.kit.widgets import button, card, column, label, name_label, row
from app.services.paper import label_contents
from app.services.stock import correcting
from app.text import _, called
from db.queries import cartons, prices, serials
from db.queries.lists.serials import Found
from db.queries.serials import EarlierNumber, Movement

_WIDTH, _LEAST, _MOST = 960, 400, 600
"""How wide it is, and how high at least and at most; more steps scroll."""
_STEP = 60
_AROUND = 136
"""How high a step is, about, and what is around the way."""
_FACTS = 328
"""How wide the card of facts is."""


class RecordsDialog(Dialog):
    """The whole circulation of one serial, newest first, and where that has brought it."""

    def __init__(self, desk: Desk, found: Found, parent: QWidget) -> None:
        super().__init__(parent)
        self._desk = desk
        self._found = found
        self._number = name_label("")
        self._number.setFont(serial_font(12.75, bold=True))
        state = label("")
        state.setSizePolicy(QSizePolicy.Policy.Maximum, QSizePolicy.Policy.Maximum)
        show_state(state, Status(found.status), desk)
        product = name_label(f"{found.product} · {found.sku}", "muted")
        self.movements = serials.history(desk.database, found.id)
        self.way = Timeline(desk, _("Records"))
        self.way.show_steps(way_steps(desk, self.movements))
        needed = _AROUND + _STEP * len(self.movements)
        self.resize(_WIDTH, min(max(needed, _LEAST), _MOST))
        self.earlier = label("", "muted")
        self.earlier.setWordWrap(True)
        self.second = name_label("")
        self.correct_button = button(_("Correct number…"), "Ctrl+E")
        self.second_button = button(_("Second identifier…"))
        self.own_price = name_label("")
        self.price_button = button(_("Own price…"))
        self.open_button = button(_("Open document"), "Ctrl+O", "primary")
        close = button(_("Close"))
        body = row(card(column(self.way, margin=GRID)), column(self._facts(), None), gap=CARD_GAP)
        body.setStretch(0, 1)
        page = column(
            row(self._number, state, product, None, gap=GRID * 3 // 2),
            body,
            row(
                self.correct_button,
                self.second_button,
                self.price_button,
                None,
                close,
                self.open_button,
            ),
            margin=GRID * 2,
            gap=CARD_GAP,
        )
        page.setStretch(1, 1)
        self.setLayout(page)
        self.price_button.setVisible(desk.session.may(Permission.EDIT_PRICES))
        self.way.opened.connect(self.open_document)
        self.correct_button.clicked.connect(self.correct)
        self.second_button.clicked.connect(self.give_second)
        self.price_button.clicked.connect(self.give_price)
        self.open_button.clicked.connect(self._open_current)
        close.clicked.connect(self.reject)
        self._show_number()
        self.way.setFocus()

    # What is known ----------------------------------------------------------------------------

    def _facts(self) -> QFrame:
        """Where the unit is and since when, with whom, how it came, and its carton."""
        self.facts = facts_of(self._desk, self._found, self.movements)
        self._second_title = label(_("Second identifier"), "muted")
        self._price_title = label(_("Own price"), "muted")
        rows = [_fact(self._second_title, self.second), _fact(self._price_title, self.own_price)]
        rows += [_fact(label(title, "muted"), name_label(value)) for title, value in self.facts]
        made = card(column(*rows, self.earlier, margin=GRID * 2, gap=GRID * 3 // 2))
        made.setFixedWidth(_FACTS)
        return made

    def _show_number(self) -> None:
        """The number, and those it had before it was corrected."""
        self.setWindowTitle(_("Records of {serial}").format(serial=self._found.number))
        self._number.setText(self._found.number)
        database, id = self._desk.database, self._found.id
        second = serials.second_identifiers(database, [id]).get(id, "")
        self.second.setText(second)
        for part in (self._second_title, self.second):
            part.setVisible(bool(second))
        price = prices.own_price(database, id)
        self.own_price.setText("" if price is None else self._desk.formats.price(price))
        for part in (self._price_title, self.own_price):
            part.setVisible(price is not None)
        earlier = serials.earlier_numbers(self._desk.database, self._found.id)
        self.earlier.setText("\n".join(self._said_of(number) for number in earlier))
        self.earlier.setVisible(bool(earlier))

    def _said_of(self, earlier: EarlierNumber) -> str:
        text = _("Earlier number {number}, corrected on {moment} by {user}")
        moment = self._desk.formats.moment(earlier.at)
        return text.format(
            number=earlier.number, moment=moment or "–", user=called(earlier.user) or "–"
        )

    # What is done -----------------------------------------------------------------------------

    def correct(self) -> None:
        """Give the serial its right number; its records stay as they are (L5)."""
        dialog = CorrectNumberDialog(self._desk, self._found.number, self)
        if dialog.exec():
            wrong, right = self._found.number, dialog.number
            correcting.correct(self._desk.session, wrong, right)
            self._found = self._found._replace(number=right)
            self._show_number()
            self._desk.bus.changed.emit()

    def give_second(self) -> None:
        """Give the unit another second identifier, or none (C9)."""
        dialog = SecondIdentifierDialog(self._desk, self._found.number, self.second.text(), self)
        if dialog.exec():
            self._show_number()
            self._desk.bus.changed.emit()

    def give_price(self) -> None:
        """Give the unit a price of its own, or none (M2)."""
        price = prices.own_price(self._desk.database, self._found.id)
        if UnitPriceDialog(self._desk, self._found.number, price, self).exec():
            self._show_number()
            self._desk.bus.changed.emit()

    def _open_current(self) -> None:
        step = self.way.current_step()
        if step is not None and step.document is not None:
            self.open_document(step.document)

    def open_document(self, document: int) -> None:
        """Show a document of its way in place of the records."""
        self.accept()
        self._desk.bus.open_document.emit(document)


def _fact(title: QLabel, value: QLabel) -> QBoxLayout:
    value.setAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
    line = row(title, value, gap=GRID * 2)
    line.setStretch(1, 1)
    return line


def facts_of(desk: Desk, found: Found, movements: Sequence[Movement]) -> Sequence[tuple[str, str]]:
    """What a unit's movements that stand tell of it: title and value, those that are known."""
    standing = [move for move in movements if not (move.void or move.voids)]
    held = cartons.cartons_of(desk.database, [found.number])
    facts = [(_("Warehouse"), found.warehouse or "")]
    if standing:
        first, last = standing[0], standing[-1]
        sold = found.status == Status.SOLD
        facts += [
            (_("Sold to") if sold else _("Party"), with_whom(last)),
            (_("Sold on") if sold else _("Since"), desk.formats.date(last.date)),
            (_("Came by"), f"{_(KINDS[first.kind].name)} {first.number}"),
            (_("Came from"), with_whom(first)),
            (_("Came on"), desk.formats.date(first.date)),
        ]
    said = next(label_contents.of_serials(desk.database, [found.id], ""))
    facts += [(_("Warranty to"), desk.formats.date(said.warranty))]
    facts += [(_("Carton"), carton.code) for carton in held.values()]
    return [(title, value) for title, value in facts if value]
