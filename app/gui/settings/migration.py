"""Settings › Migration: what another program knew comes in by its exports, in the right order.

Items first, then contacts, then the stock with serial numbers, which names items; beside each what
its file named, what of it was taken, and what the shop has now.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import partial

from PySide6.QtCore import Qt
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QFrame, QGridLayout, QLabel, QScrollArea, QWidget

from app.domain.verdicts import Level
from app.exchange.imports.kinds import CONTACTS, ITEMS, OPENING_STOCK, ImportKind
from app.exchange.imports.presets import programs_of
from app.gui.importing.import_button import Importing
from app.gui.importing.import_outcome import ImportOutcome
from app.gui.kit.desk import Desk
from app.gui.kit.guard import guarded
from app.gui.kit.refresh import Refresh
from app.gui.kit.tasks import Task, in_store
from app.gui.kit.theme import CARD_GAP, GRID, PAGE_SIDE, PAGE_TOP
from app.gui.kit.widgets import column, label, row
from app.text import N_, _
from db.queries import imports
from db.queries.imports import FileImport, ShopTotals
from db.sql import Database

_WIDTH = 760


@dataclass(frozen=True, slots=True)
class Compared:
    """A figure that is compared: its name, and where it stands for a file and for the shop.

    ``units``: it is a quantity, in thousandths.
    """

    title: str
    of_file: str
    of_shop: str
    units: bool = False
    of_serials: bool = False
    """It is none where the shop has no serial numbers (P1)."""


@dataclass(frozen=True, slots=True)
class MigrationStep:
    """What is taken in at a place of the order, and what the page says of it."""

    kind: ImportKind
    says: str
    compared: tuple[Compared, ...]


STEPS = (
    MigrationStep(
        ITEMS,
        N_("SKU, name, barcodes, units and prices."),
        (Compared(N_("Items"), "rows", "items"),),
    ),
    MigrationStep(
        CONTACTS,
        N_("Customers and suppliers with their phone numbers and addresses."),
        (Compared(N_("Contacts"), "rows", "contacts"),),
    ),
    MigrationStep(
        OPENING_STOCK,
        N_("A row for each unit or quantity; the items have to be there before it."),
        (
            Compared(N_("Serial numbers"), "serials", "serials", of_serials=True),
            Compared(N_("Units in stock"), "units", "units", units=True),
        ),
    ),
)
"""In the order in which they are taken in: stock stands on items."""

_NOTHING = "–"


class StepCard(QFrame):
    """One step: its file is chosen or dropped here, and its figures are compared."""

    def __init__(self, desk: Desk, number: int, step: MigrationStep) -> None:
        super().__init__()
        self.setProperty("role", "card")
        self._desk = desk
        self.step = step
        self._outcome: ImportOutcome | None = None
        with_serials = desk.settings.serials_enabled
        self.compared = [one for one in step.compared if with_serials or not one.of_serials]
        name = _(step.kind.offered(with_serials).name)
        self.setAccessibleName(name)
        self.importing = Importing(desk, (step.kind.key,), self, key="")
        self.importing.button.setAccessibleName(_("Import: {kind}").format(kind=name))
        self.importing.finished.connect(self._note)
        says = label(" ".join(filter(None, (_(step.says), _programs(step.kind)))), "muted")
        says.setWordWrap(True)
        self.figures = [[label("") for _place in range(4)] for _figure in self.compared]
        self.setLayout(
            column(
                row(label(f"{number}. {name}", "heading"), None, self.importing.button),
                says,
                row(self._table(), None),
                self.importing.bar,
                margin=GRID * 2,
                gap=GRID,
            )
        )

    def _table(self) -> QGridLayout:
        table = QGridLayout()
        table.setHorizontalSpacing(GRID * 4)
        table.setVerticalSpacing(GRID // 2)
        heads = (_("In the file"), _("Taken in"), _("In the shop now"))
        for place, head in enumerate(heads, 1):
            table.addWidget(label(head, "secondary"), 0, place, _RIGHT)
        for at, (compared, figures) in enumerate(zip(self.compared, self.figures, strict=True), 1):
            table.addWidget(label(_(compared.title)), at, 0)
            for place, figure in enumerate(figures, 1):
                table.addWidget(figure, at, place, _RIGHT if place < len(figures) else _LEFT)
        return table

    def _note(self, outcome: ImportOutcome) -> None:
        self._outcome = outcome

    def show_totals(self, totals: ShopTotals, last: FileImport | None) -> None:
        """Compare what came in last with what the shop has; ``last`` is what stands of before."""
        self.importing.bar.recall(last)
        outcome = self._outcome if self.importing.bar.stands else None
        for compared, (in_file, taken, there, verdict) in zip(
            self.compared, self.figures, strict=True
        ):
            there.setText(self._text(compared, getattr(totals, compared.of_shop)))
            if outcome is None or outcome.in_file is None or outcome.counted is None:
                for empty in (in_file, taken):
                    empty.setText(_NOTHING)
                verdict.clear()
                continue
            named = getattr(outcome.in_file, compared.of_file)
            came = getattr(outcome.counted, compared.of_file)
            in_file.setText(self._text(compared, named))
            taken.setText(self._text(compared, came))
            self._judge(verdict, named, came, self._text(compared, named - came))

    def _judge(self, verdict: QLabel, named: int, came: int, missing: str) -> None:
        level = Level.ACCEPTED if named == came else Level.WARNING
        said = _("All of it was taken") if named == came else _("{count} not taken")
        verdict.setText(said.format(count=missing))
        verdict.setStyleSheet(f"color: {self._desk.theme.level(level)[1]};")

    def _text(self, compared: Compared, figure: int) -> str:
        return self._desk.formats.large_quantity(figure) if compared.units else f"{figure:,}"


class MigrationPage(QWidget):
    """The steps one below the other, in their order."""

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self._desk = desk
        self.task = Task(self)
        self.steps = [StepCard(desk, number, step) for number, step in enumerate(STEPS, 1)]
        for step in self.steps:
            step.importing.finished.connect(lambda _outcome: self.reload())
        explain = label(
            _(
                "Export the lists of the other program as Excel or CSV, then take them in here, "
                "from the top down. Nothing is written before you have seen every row, and each "
                "import can be undone as a whole while nothing came after it."
            ),
            "muted",
        )
        explain.setWordWrap(True)
        middle = QWidget()
        middle.setMaximumWidth(_WIDTH)
        middle.setLayout(column(explain, *self.steps, None, gap=CARD_GAP))
        across = QWidget()
        line = row(middle, None)
        line.setStretch(0, 1000)
        across.setLayout(line)
        scroll = QScrollArea()
        scroll.setAccessibleName(_("Migration"))
        scroll.setFrameShape(QFrame.Shape.NoFrame)
        scroll.setWidgetResizable(True)
        scroll.setWidget(across)
        page = column(label(_("Migration"), "title"), scroll, gap=CARD_GAP)
        page.setContentsMargins(PAGE_SIDE, PAGE_TOP, PAGE_SIDE, PAGE_TOP)
        self.setLayout(page)
        Refresh(self, self.reload).follow(desk.bus.changed)

    def reload(self) -> None:
        """Count again what the shop has."""
        read = partial(_read, self._desk.database)
        self.task.start(in_store(self._desk.database, read), self._show, lambda _problems: None)

    def _show(self, read: tuple[ShopTotals, Sequence[FileImport | None]]) -> None:
        totals, last = read
        for step, standing in zip(self.steps, last, strict=True):
            step.show_totals(totals, standing)

    @guarded()
    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self.reload()


def _read(database: Database) -> tuple[ShopTotals, Sequence[FileImport | None]]:
    """What the shop has, and of each step the newest import that stands."""
    standing = [imports.last_standing(database, step.kind.key) for step in STEPS]
    return imports.totals(database), standing


def _programs(kind: ImportKind) -> str:
    """The programs whose exports are known by their titles."""
    programs = programs_of(kind.key)
    known = _("The exports of {programs} are known by their titles.")
    return known.format(programs=_(", ").join(programs)) if programs else ""


_RIGHT, _LEFT = Qt.AlignmentFlag.AlignRight, Qt.AlignmentFlag.AlignLeft
