"""On what it is printed: the sheet from its first free label on, or a roll; and the printer."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QSpinBox, QWidget

from app.domain.printing import JobState, Printer
from app.domain.verdicts import Level
from app.gui.kit.choice_box import ChoiceBox
from app.gui.kit.desk import Desk
from app.gui.kit.fields import inset
from app.gui.kit.forms import ChoiceField
from app.gui.kit.segments import Segments
from app.gui.kit.theme import GRID
from app.gui.kit.widgets import Paragraph, button, column, label, row
from app.gui.paper.labels.sheet_picture import SheetPicture
from app.printing.labels import choices
from app.printing.labels.printers import LabelPrinter
from app.printing.media.media import LabelMedia, size_text
from app.services.paper import printers
from app.text import _, ngettext
from db.queries import print_jobs

_JOBS = 100
"""Jobs of the queue that are looked at."""

_FILE_DPI = 300
"""Dots an inch of a file that no printer of this counter is known for."""


class MediaPanel(QWidget):
    """A sheet or a roll, the first free label, the printer with its state."""

    changed = Signal()
    """Another size, first label or printer."""
    size_wanted = Signal()
    """A size of the shop's own is to be added."""
    calibration_wanted = Signal()

    def __init__(self, desk: Desk, media: str, printer: str) -> None:
        super().__init__()
        self._desk = desk
        self._sizes: list[LabelMedia] = []
        self.kind = Segments(((False, _("Sheets")), (True, _("Roll"))))
        self.sizes = ChoiceBox(_("Label size"), search=False)
        self.own_button = button(_("Other size…"), "", "link")
        self.picture = SheetPicture(desk)
        self.first_title = label("", "heading")
        self.used = Paragraph("muted")
        self.first = QSpinBox(minimum=1, maximum=1)
        inset(self.first)
        self.first.setAccessibleName(_("First free label"))
        self.pages = label("", "muted")
        self.first_row = QWidget()
        self.first_row.setLayout(row(label(_("First"), "muted"), self.first, self.pages, None))
        self.printer = ChoiceField()
        self.printer.setAccessibleName(_("Printer"))
        self.state = Paragraph()
        self.calibration = Paragraph("muted")
        self.calibrate_button = button(_("Calibrate…"), "", "link")
        self._count = 0
        self._arrange()
        self._offer_printers(printer)
        self.offer_sizes(media)
        self._connect()

    def _arrange(self) -> None:
        beside = column(
            self.first_title,
            self.used,
            self.first_row,
            GRID,
            label(_("Printer"), "muted", self.printer),
            self.printer,
            self.state,
            self.calibration,
            row(self.calibrate_button, None),
            None,
            gap=GRID // 2,
        )
        body = row(self.picture, beside, gap=GRID * 2)
        body.setStretch(1, 1)
        head = row(label(_("On what"), "section"), None, self.own_button)
        layout = column(head, row(self.kind, None), self.sizes, body, gap=GRID)
        layout.setStretch(3, 1)
        self.setLayout(layout)

    def _connect(self) -> None:
        self.kind.changed.connect(self._offer_kind)
        self.sizes.currentIndexChanged.connect(self._take_size)
        self.picture.first_chosen.connect(self.first.setValue)
        self.first.valueChanged.connect(self._note)
        self.printer.currentIndexChanged.connect(self._note)
        self.own_button.clicked.connect(self.size_wanted)
        self.calibrate_button.clicked.connect(self.calibration_wanted)

    # What is chosen ---------------------------------------------------------------------------

    @property
    def media(self) -> LabelMedia:
        """The sheet or roll."""
        return self._sizes[int(self.sizes.currentData())]

    @property
    def known_printer(self) -> Printer | None:
        """The printer that is chosen; None where this counter has none."""
        found = self.printer.currentData()
        return found if isinstance(found, Printer) else None

    @property
    def label_printer(self) -> LabelPrinter:
        """Its dots and calibration; those of a file where there is none."""
        printer = self.known_printer
        if printer is None:
            return LabelPrinter(_FILE_DPI)
        return choices.label_printer(self._desk.database, self._desk.session.counter.id, printer)

    def offer_sizes(self, name: str) -> None:
        """Offer the sizes that are known, one of them chosen."""
        self._sizes = choices.sizes(self._desk.database)
        at = next((at for at, one in enumerate(self._sizes) if one.name == name), 0)
        self.kind.set_value(self._sizes[at].is_roll)
        self._offer_kind(at)

    def choose_size(self, name: str) -> None:
        """Choose another size by its name."""
        self.offer_sizes(name)

    def _offer_kind(self, chosen: int | None = None) -> None:
        rolls = bool(self.kind.value())
        named = [
            (at, size_name(media)) for at, media in enumerate(self._sizes) if media.is_roll is rolls
        ]
        if chosen is None:
            chosen = next((at for at, _name in named), None)
        self.sizes.offer(named, chosen)
        self._take_size()

    def _offer_printers(self, chosen: str) -> None:
        database, counter = self._desk.database, self._desk.session.counter.id
        known = printers.printers(database, counter)
        self.printer.offer([(printer, printer.name) for printer in known])
        names = [printer.name for printer in known]
        self.printer.setCurrentIndex(names.index(chosen) if chosen in names else 0)
        self.printer.setEnabled(bool(known))

    def _take_size(self) -> None:
        if self.sizes.currentData() is None:
            return
        self.first.setMaximum(self.media.per_page)
        self._note()

    def _note(self) -> None:
        self.show_count(self._count)
        self.changed.emit()

    # What is shown ----------------------------------------------------------------------------

    def show_count(self, count: int) -> None:
        """Show which labels so many take."""
        self._count = count
        if self.sizes.currentData() is None:
            return
        media, first = self.media, self.first.value()
        sheet = not media.is_roll
        self.picture.show_page(media, first, count)
        self.first_title.setVisible(sheet)
        self.first_row.setVisible(sheet)
        self.first_title.setText(_("First free label: {number}").format(number=first))
        self.pages.setText(_pages_text(page_count(media, first, count)))
        if not sheet:
            self.used.setText(
                _("One label of {size} after the other.").format(
                    size=size_text(media.width, media.height)
                )
            )
        else:
            last = min(first + max(count, 1) - 1, media.per_page)
            text = _(
                "Click the first that is still on the sheet, or move with the arrows. Labels "
                "{first} to {last} of page 1 are used."
            )
            self.used.setText(text.format(first=first, last=last))
        self._show_printer()

    def _show_printer(self) -> None:
        printer = self.known_printer
        self.calibrate_button.setVisible(printer is not None)
        if printer is None:
            self._say_state(
                Level.WARNING,
                _("This counter has no printer yet. Save a PDF and print that."),
            )
            self.calibration.setText("")
            return
        self._say_state(*self._state_of(printer))
        off = self.label_printer.calibration
        self.calibration.setText(
            _("Offset {right} mm right, {down} mm down").format(
                right=f"{off.right:.1f}", down=f"{off.down:.1f}"
            )
        )

    def _state_of(self, printer: Printer) -> tuple[Level, str]:
        """What the queue knows of a printer."""
        database, counter = self._desk.database, self._desk.session.counter.id
        waiting = print_jobs.open_jobs(database, counter, _JOBS)
        jobs = [job for job in waiting if job.printer == printer.name]
        failed = sum(job.state == JobState.FAILED for job in jobs)
        if failed:
            text = ngettext(
                "{count} print on it failed: see the print log",
                "{count} prints on it failed: see the print log",
                failed,
            )
            return Level.WARNING, text
        if jobs:
            text = ngettext("{count} print waits for it", "{count} prints wait for it", len(jobs))
            return Level.NOTED, text
        return Level.ACCEPTED, _("{dpi} dots per inch").format(dpi=printer.dpi)

    def _say_state(self, level: Level, text: str) -> None:
        _back, colour = self._desk.theme.level(level)
        self.state.setStyleSheet(f"color: {colour};")
        self.state.setText(text)


def size_name(media: LabelMedia) -> str:
    """A sheet or roll as it is offered: its name, the size of a label, how many a sheet has."""
    size = size_text(media.width, media.height)
    if media.is_roll:
        return f"{media.name}, {size}"
    return f"{media.name}, {size} ({media.per_page})"


def page_count(media: LabelMedia, first: int, count: int) -> int:
    """How many pages so many labels take."""
    return -(-(first - 1 + count) // media.per_page) if count else 0


def _pages_text(pages: int) -> str:
    return ngettext("{count} sheet", "{count} sheets", pages, f"{pages:,}")
