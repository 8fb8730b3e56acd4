"""Item › Detail › Edit inventory › Adjust serial numbers › OK (P7)."""

from collections.abc import Collection

from PySide6.QtWidgets import QFrame, QLineEdit, QWidget

from app.domain.problems import Code, Problem, Refused
from app.domain.quantities import judge_quantity, parse_quantity, quantity_text
from app.gui.items.added_serials import AddedSerials
from app.gui.items.stocked_serials import StockedSerials
from app.gui.kit import long_work
from app.gui.kit.desk import Desk
from app.gui.kit.entry_dialog import EntryDialog
from app.gui.kit.theme import GRID
from app.gui.kit.widgets import button, card, column, label, name_label, row
from app.gui.scanning.boxes import CodeEdit
from app.gui.scanning.route import WRITES_DOWN
from app.services.stock import edit_inventory
from app.services.stock.edit_inventory import Adjustment
from app.text import _
from db.queries import items
from db.queries.stock import stock_of


class EditInventoryDialog(EntryDialog):
    """Accepted once everything is carried out, as one adjustment; ``number`` is its number.

    Before OK nothing is done: every mark can be taken back.
    """

    def __init__(self, desk: Desk, product: int, warehouse: int, parent: QWidget) -> None:
        super().__init__(desk, parent)
        self.setProperty(WRITES_DOWN, True)
        self._item = items.item(desk.database, product)
        self._warehouse = warehouse
        stock = {row.warehouse_id: row for row in stock_of(desk.database, product)}
        self._stock = stock[warehouse]
        self.number: str | None = None
        """The adjustment that was posted; None where only numbers were corrected."""
        self.stocked: StockedSerials | None = None
        self.added: AddedSerials | None = None
        self._typed = False
        self.setWindowTitle(_("Edit inventory: {item}").format(item=self._item.name))
        self.quantity = CodeEdit()
        self.quantity.setFixedWidth(GRID * 15)
        self._proposed = label("", "muted")
        self.note = QLineEdit()
        self.note.setMaxLength(500)
        self.ok_button = button(_("OK"), "F9", "primary")
        self.cancel_button = button(_("Cancel"))
        parts: list[object] = [self._head()]
        if self._item.track_serials and desk.settings.serials_enabled:
            parts.append(self._serials())
            self.resize(1000, 680)
        self.setMinimumWidth(640)
        parts += [self._fields(), self.problems, row(None, self.cancel_button, self.ok_button)]
        self.setLayout(column(*parts, margin=GRID * 2, gap=GRID * 3 // 2))
        self.quantity.textEdited.connect(self._type)
        self.ok_button.clicked.connect(lambda: self.carry_out(self._edit))
        self.cancel_button.clicked.connect(self.reject)
        self._propose()
        (self.added or self.quantity).setFocus()

    def _head(self) -> QWidget:
        head = QWidget()
        place = _("{sku} in {warehouse}").format(
            sku=self._item.sku, warehouse=self._stock.warehouse
        )
        head.setLayout(row(name_label(self._item.name, "title"), name_label(place, "muted"), None))
        return head

    def _serials(self) -> QFrame:
        place = self._desk, self._item.id, self._warehouse
        self.stocked = StockedSerials(*place, lambda: self.added.numbers if self.added else ())
        self.added = AddedSerials(*place, self._corrected)
        sides = row(gap=GRID * 3)
        sides.addWidget(self.stocked, 11)
        sides.addWidget(self.added, 9)
        for side in (self.stocked, self.added):
            side.changed.connect(self._propose)
        heading = label(_("Adjust serial numbers"), "heading")
        return card(column(heading, sides, margin=GRID * 3 // 2))

    def _corrected(self) -> Collection[str]:
        return self.stocked.corrected.values() if self.stocked else ()

    def _fields(self) -> QWidget:
        quantity, note = _("&Quantity on hand"), _("No&te")
        line = row(gap=GRID * 2)
        figure = row(self.quantity, self._proposed)
        line.addLayout(column(label(quantity, "muted", self.quantity), figure, gap=4), 1)
        line.addLayout(column(label(note, "muted", self.note), self.note, gap=4), 1)
        fields = QWidget()
        fields.setLayout(line)
        return fields

    # What is to be done -----------------------------------------------------------------------

    def take_scan(self, code: str) -> bool:
        """A captured scan is one more serial to add, wherever the focus is (C4)."""
        if self.added is not None:
            self.added.scan(code)
        return self.added is not None

    def change(self) -> Adjustment:
        """All that is marked, and the quantity where it was typed."""
        typed = self._parsed() if self._typed else None
        return Adjustment(
            self._item.id,
            self._warehouse,
            self.added.numbers if self.added else (),
            list(self.stocked.taken) if self.stocked else (),
            typed if isinstance(typed, int) else None,
            dict(self.stocked.corrected) if self.stocked else {},
            self.note.text().strip(),
        )

    def _parsed(self) -> int | Problem:
        """What is typed, in thousandths; below zero where the stock is."""
        quantity = parse_quantity(self.quantity.text(), self._item.unit_decimals)
        if quantity is None:
            return Problem(Code.BAD_QUANTITY, {"text": self.quantity.text()})
        return judge_quantity(quantity) or quantity

    def _type(self, text: str) -> None:
        """What is typed holds, until it is cleared: then the proposal is back."""
        self._typed = bool(text.strip())
        self._propose()

    def _propose(self) -> None:
        """Say what would be on hand by the serials alone."""
        self.problems.show_problems(())
        expected = edit_inventory.expected_on_hand(self._desk.database, self.change())
        if not self._typed and not (self.quantity.hasFocus() and not self.quantity.text()):
            self.quantity.setText(quantity_text(expected))
        text = _("now {now}, {expected} by what is changed above")
        if self.stocked is None:
            text = _("now {now}")
        now = quantity_text(self._stock.on_hand)
        self._proposed.setText(text.format(now=now, expected=quantity_text(expected)))

    def is_entered(self) -> bool:
        """A serial was added or marked, or something was typed, taken yet or not."""
        change = self.change()
        waits = self.added is not None and self.added.waits()
        typed = self._typed or bool(change.note)
        return typed or waits or bool(change.add or change.take or change.corrected)

    def _edit(self) -> None:
        """All at once, or every reason why not; what is typed and not taken yet is one."""
        if waits := self.added.finish_entry() if self.added else []:
            raise Refused(waits)
        if self._typed and isinstance(typed := self._parsed(), Problem):
            raise Refused([typed])
        change = self.change()
        self.number = long_work.carry_out(
            self,
            self._desk.database,
            len(change.add) + len(change.take) + len(change.corrected),
            _("Adjust serial numbers"),
            lambda: edit_inventory.edit(self._desk.session, change),
        )
