"""A new item made in the finder's place: only what it needs is asked, and the page stays."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QCheckBox, QFrame, QLineEdit

from app.domain.problems import Problem, Refused
from app.gui.kit.desk import Desk
from app.gui.kit.fields import FigureEdit
from app.gui.kit.guard import guarded
from app.gui.kit.theme import GRID
from app.gui.kit.widgets import NameLabel, button, column, label, row
from app.gui.scanning.boxes import CodeEdit
from app.services.stock import items
from app.services.stock.items import ItemForm
from app.text import _
from db.engine.trouble import StoreTrouble

_PRICE_WIDTH = 104


class NewItemBar(QFrame):
    """Hidden until ``begin``. A scan passes it by: it goes on to the document."""

    made = Signal(object, str)
    """The item with this id is there now; and the code or words it was made for."""
    refused = Signal(object)
    """It cannot be made: every Problem. What was typed stays."""
    not_written = Signal(object)
    """The disk does not take it now (a StoreTrouble). What was typed stays."""
    left = Signal()
    """Esc: no item is made."""

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self._desk = desk
        self._asked = ""
        self._barcode = ""
        self.setProperty("role", "card")
        self.setAccessibleName(_("New item"))
        self.title = NameLabel("heading")
        self.name = QLineEdit()
        self.sku = CodeEdit()
        self.price = FigureEdit()
        self.price.setAlignment(Qt.AlignmentFlag.AlignRight)
        self.price.setMinimumWidth(_PRICE_WIDTH)
        self.serials = QCheckBox(_("Serial numbers"))
        if not desk.settings.serials_enabled:  # P1
            self.serials.hide()
        self.create_button = button(_("Create item"), "", "primary")
        self.cancel_button = button(_("Cancel"))
        fields = row()
        parts = (
            (_("Name"), self.name, 4),
            (_("SKU"), self.sku, 2),
            (_("Sale price"), self.price, 1),
        )
        for title, field, share in parts:
            field.setAccessibleName(title)
            fields.addLayout(column(label(title, "secondary"), field, gap=2), share)
            field.returnPressed.connect(self.make)
        acts = row(self.serials, None, self.cancel_button, self.create_button)
        self.setLayout(column(self.title, fields, acts, margin=GRID * 3 // 2))
        self.create_button.clicked.connect(self.make)
        self.cancel_button.clicked.connect(self.leave)
        self.hide()

    def begin(self, asked: str, barcode: bool) -> None:
        """Ask for what a new item needs; ``asked`` is its barcode, or the words of its name."""
        if asked != self._asked or not self.name.text():
            self._asked, self._barcode = asked, asked if barcode else ""
            self.name.setText("" if barcode else asked)
            self.sku.setText(self._barcode)
            self.price.setText("")
            self.serials.setChecked(False)
        text = _("New item with the barcode {code}") if barcode else _("New item")
        self.title.setText(text.format(code=asked))
        self.show()
        (self.sku if self.name.text() else self.name).setFocus()

    def make(self) -> None:
        """Make the item; it stays open where that is refused."""
        price = self._desk.formats.read_price(self.price.text().strip() or "0")
        problems = [price] if isinstance(price, Problem) else []
        form = ItemForm(
            self.sku.text(),
            self.name.text(),
            unit=_("pcs"),
            sale_price=0 if isinstance(price, Problem) else price,
            track_serials=self.serials.isChecked(),
        )
        codes = [self._barcode] if self._barcode and self._barcode != form.sku.strip() else []
        try:
            if problems:
                raise Refused([*items.problems_of(self._desk.database, form, codes), *problems])
            made = items.save(self._desk.session, form, codes)
        except Refused as refusal:
            self.refused.emit(refusal.problems)
            return
        except StoreTrouble as trouble:
            self.not_written.emit(trouble)
            return
        asked, self._asked = self._asked, ""
        self.hide()
        self._desk.bus.changed.emit()
        self.made.emit(made, asked)

    def leave(self) -> None:
        """No item is made now; what was typed is there again when the same is asked for."""
        self.hide()
        self.left.emit()

    @guarded()
    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            self.leave()
        else:
            super().keyPressEvent(event)
