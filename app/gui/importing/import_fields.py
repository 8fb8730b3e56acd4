"""What is said of a file as a whole: its sheet, its titles, its encoding, what it is taken as."""

from collections.abc import Sequence
from functools import partial

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QCheckBox, QComboBox, QWidget

from app.exchange.delimited import ENCODINGS
from app.exchange.imports.kinds import ImportKind
from app.gui.importing.import_view import ImportView
from app.gui.kit.choice_box import ChoiceBox
from app.gui.kit.desk import Desk
from app.gui.kit.forms import ChoiceField
from app.gui.kit.names_box import NamesBox
from app.gui.kit.theme import FIELD_HEIGHT
from app.gui.kit.widgets import column, label, name_label, row
from app.services.importing.document_rows import ImportPlace
from app.text import _
from db.queries import items
from db.queries.contacts import parties
from db.queries.warehouses import warehouses
from db.sql import Database

_LONGEST = 32
_LEAST_CHOICE = 8


class ImportFields(QWidget):
    """The choices over the rows; those that a kind or a file does not need are not there."""

    kind_changed = Signal()
    """It is to be taken as something else."""
    encoding_changed = Signal()
    sheet_changed = Signal(str)
    header_changed = Signal(object)
    """The titles stand in this row, 0: there are none."""
    supplier_changed = Signal()
    place_changed = Signal()
    """Another warehouse, or another item."""
    repeats_changed = Signal(object)
    """The fields whose empty cell repeats the one above."""

    def __init__(self, desk: Desk, kinds: Sequence[ImportKind]) -> None:
        super().__init__()
        self.sheet, self.header, self.encoding = ChoiceField(), ChoiceField(), ChoiceField()
        self.into = ChoiceField([(kind, _(kind.name)) for kind in kinds])
        nobody, database = _("Not specified"), desk.database
        suppliers = partial(parties, database, False)
        self.supplier = NamesBox(_("Supplier"), nobody, suppliers)
        self.item = NamesBox(_("Item"), nobody, partial(items.tracked, database))
        self.warehouse = ChoiceBox(_("Warehouse"), search=False)
        self.repeat = QCheckBox(_("An empty cell repeats the one above"))
        self._offer_places(database, kinds)
        self.encoding.offer([(name, name) for name in ENCODINGS])
        boxes: dict[str, QComboBox] = {
            _("Sheet"): self.sheet,
            _("Titles in row"): self.header,
            _("Encoding"): self.encoding,
            _("Into"): self.into,
            _("Supplier"): self.supplier,
            _("Item"): self.item,
            _("Warehouse"): self.warehouse,
        }
        self.fields = {box: _field(title, box) for title, box in boxes.items()}
        self.file = name_label("", "section")
        self.file.setFixedHeight(FIELD_HEIGHT)
        named = QWidget()
        named.setLayout(column(label(_("File"), "muted"), self.file, gap=2))
        self.into.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToContents)
        self.into.setMinimumContentsLength(0)
        line = row(named, *self.fields.values())
        for at in range(line.count()):
            line.setStretch(at, 1)
        self.setLayout(line)
        self._connect()
        self.show_kind()
        self.show_nothing()
        self.forget_encoding()

    def _offer_places(self, database: Database, kinds: Sequence[ImportKind]) -> None:
        """Offer only what one of the kinds asks for: there may be very many items."""
        if any(kind.supplier for kind in kinds):
            self.supplier.read_now()
        if any(kind.of_item for kind in kinds):
            self.item.read_now()
        if any(kind.wants_place for kind in kinds):
            places = warehouses(database)
            self.warehouse.offer(places, places[0].id if places else None)

    def _connect(self) -> None:
        self.into.currentIndexChanged.connect(self.kind_changed)
        self.encoding.currentIndexChanged.connect(self.encoding_changed)
        self.sheet.currentIndexChanged.connect(
            lambda: self.sheet_changed.emit(self.sheet.currentData() or "")
        )
        self.header.currentIndexChanged.connect(
            lambda: self.header_changed.emit(self.header.currentData() or 0)
        )
        self.supplier.currentIndexChanged.connect(self.supplier_changed)
        self.item.currentIndexChanged.connect(self.place_changed)
        self.warehouse.currentIndexChanged.connect(self.place_changed)
        self.repeat.toggled.connect(
            lambda on: self.repeats_changed.emit(self.kind.repeats if on else ())
        )

    @property
    def kind(self) -> ImportKind:
        """What the file is taken as."""
        kind = self.into.currentData()
        assert isinstance(kind, ImportKind)
        return kind

    @property
    def place(self) -> ImportPlace:
        """Whose the rows are and what for, where they do not say it themselves."""
        kind = self.kind
        return ImportPlace(
            self.supplier.currentData() if kind.supplier else None,
            self.warehouse.currentData() if kind.wants_place else None,
            self.item.currentData() if kind.of_item else None,
        )

    @property
    def said_encoding(self) -> str:
        """What a person said of a file that does not say it itself; empty where none was asked."""
        asked = not self.fields[self.encoding].isHidden()
        return str(self.encoding.currentData() or "") if asked else ""

    def forget_encoding(self) -> None:
        """Another file is read: whether its encoding is asked about is to be seen."""
        self.fields[self.encoding].hide()

    def show_nothing(self) -> None:
        """The file cannot be read; it may be by another encoding."""
        self.fields[self.sheet].hide()
        self.fields[self.header].hide()

    def choose_kind(self, kind: ImportKind) -> None:
        """Say what the file is taken as, without telling anybody."""
        _choose(self.into, kind)
        self.show_kind()

    def show_kind(self) -> None:
        """Show the choices that belong to what the file is taken as."""
        kind = self.kind
        self.fields[self.into].setVisible(self.into.count() > 1)
        self.fields[self.supplier].setVisible(kind.supplier)
        self.fields[self.item].setVisible(kind.of_item)
        self.fields[self.warehouse].setVisible(kind.wants_place)

    def show_file(self, view: ImportView) -> None:
        """Offer what the file holds, without telling anybody."""
        _offer(self.sheet, [(name, name) for name in view.sheets], view.sheet)
        self.fields[self.sheet].setVisible(len(view.sheets) > 1)
        rows = [(number, f"{number}  {_short(cells)}") for number, cells in view.beginning]
        _offer(self.header, [(0, _("No titles")), *rows], view.header)
        self.fields[self.header].show()
        _choose(self.encoding, view.encoding)
        self.fields[self.encoding].setVisible(bool(view.encoding))
        self.repeat.setVisible(bool(set(self.kind.repeats) & view.matched.keys()))
        self.repeat.blockSignals(True)
        self.repeat.setChecked(bool(view.repeats))
        self.repeat.blockSignals(False)


def _field(title: str, box: QComboBox) -> QWidget:
    box.setAccessibleName(title)
    box.setMinimumContentsLength(_LEAST_CHOICE)
    box.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
    both = QWidget()
    both.setLayout(column(label(title, "muted", box), box, gap=2))
    return both


def _choose(box: ChoiceField, data: object) -> None:
    """Choose what stands for ``data``, without telling anybody."""
    box.blockSignals(True)
    box.setCurrentIndex(next((at for at in range(box.count()) if box.itemData(at) == data), -1))
    box.blockSignals(False)


def _offer(box: ChoiceField, named: Sequence[tuple[object, str]], chosen: object) -> None:
    """Offer other things and choose one of them, without telling anybody."""
    box.blockSignals(True)
    box.offer(named)
    box.blockSignals(False)
    _choose(box, chosen)


def _short(cells: Sequence[str]) -> str:
    text = ", ".join(filter(None, cells))
    return text if len(text) <= _LONGEST else f"{text[:_LONGEST]}…"
