"""How far off a printer prints, and a page of rulers to measure it by."""

from PySide6.QtWidgets import QDoubleSpinBox, QWidget

from app.domain.printing import Printer, Purpose
from app.domain.problems import Refused
from app.gui.kit.desk import Desk
from app.gui.kit.entry_dialog import EntryDialog
from app.gui.kit.theme import CARD_GAP, GRID
from app.gui.kit.widgets import Paragraph, button, card, column, label, row
from app.gui.paper.labels.figures import figure_box, figure_grid
from app.gui.paper.labels.measured import MeasuredFigure
from app.printing.labels import choices
from app.printing.labels.label_making import ruler_details
from app.printing.labels.printers import BOUNDS, Calibration, CalibrationFigure
from app.printing.labels.rulers import Measured, calibrated, rulers_of
from app.printing.media.media import LabelMedia
from app.services.paper import jobs
from app.services.paper.jobs import NewJob
from app.text import _

_FAR = 2000
_BEYOND = 1000


class CalibrationDialog(EntryDialog):
    """Accepted once the calibration is kept."""

    def __init__(
        self, desk: Desk, printer: Printer, media: LabelMedia, parent: QWidget | None = None
    ) -> None:
        super().__init__(desk, parent)
        self._printer = printer
        self._media = media
        counter = desk.session.counter.id
        self._kept = choices.label_printer(desk.database, counter, printer).calibration
        self.setWindowTitle(_("Calibrate {printer}").format(printer=printer.name))
        self.boxes: dict[CalibrationFigure, QDoubleSpinBox] = {
            figure: figure_box(
                _(figure.value), -_BEYOND, _BEYOND, BOUNDS[figure][2], self._value(figure)
            )
            for figure in CalibrationFigure
        }
        rulers = rulers_of(media)
        meant = {
            MeasuredFigure.LEFT: rulers.inset,
            MeasuredFigure.TOP: rulers.inset,
            MeasuredFigure.LEFT_BELOW: rulers.inset,
            MeasuredFigure.ACROSS: rulers.across,
            MeasuredFigure.ALONG: rulers.along,
        }
        self.measured: dict[MeasuredFigure, QDoubleSpinBox] = {
            figure: figure_box(_(figure.value), 0, _FAR, 0.1, value)
            for figure, value in meant.items()
        }
        self.print_button = button(_("Print page of rulers"), "Ctrl+P")
        self.take_button = button(_("Work out from these"), "Ctrl+Return")
        self.none_button = button(_("No calibration"), "", "link")
        self.save_button = button(_("Save"), "Ctrl+S", "primary")
        self.cancel_button = button(_("Cancel"))
        self.said = Paragraph("muted")
        self._arrange()
        self.print_button.clicked.connect(self.print_rulers)
        self.take_button.clicked.connect(self.work_out)
        self.none_button.clicked.connect(lambda: self.show_calibration(Calibration()))
        self.save_button.clicked.connect(self._save)
        self.cancel_button.clicked.connect(self.reject)

    def _arrange(self) -> None:
        steps = Paragraph("muted")
        steps.setText(
            _(
                "Take the calibration off, print the page of rulers, measure it in millimetres "
                "and enter what you measured. Print it once more to see that it fits."
            )
        )
        self.said.setText("")
        measured = column(
            label(_("Measured on the page"), "section"),
            figure_grid(self.measured, 1),
            row(self.take_button, None),
            None,
        )
        made = column(
            label(_("Calibration"), "section"),
            figure_grid(self.boxes, 1),
            row(self.none_button, None),
            None,
        )
        for part in (measured, made):
            part.setContentsMargins(GRID * 2, GRID * 3 // 2, GRID * 2, GRID * 3 // 2)
        self.setLayout(
            column(
                steps,
                row(card(measured), card(made), gap=CARD_GAP),
                self.said,
                self.problems,
                row(self.print_button, None, self.cancel_button, self.save_button),
                margin=GRID * 2,
                gap=CARD_GAP,
            )
        )
        self.setMinimumWidth(760)

    def _value(self, figure: CalibrationFigure) -> float:
        return float(getattr(self._kept, figure.name.lower()))

    @property
    def calibration(self) -> Calibration:
        """What stands in the boxes."""
        return Calibration(
            **{figure.name.lower(): round(box.value(), 2) for figure, box in self.boxes.items()}
        )

    def is_entered(self) -> bool:
        """Something differs from what is kept."""
        return self.calibration != self._kept

    def show_calibration(self, calibration: Calibration) -> None:
        """Fill the boxes; nothing is kept yet."""
        for figure, box in self.boxes.items():
            box.setValue(float(getattr(calibration, figure.name.lower())))

    def work_out(self) -> None:
        """Fill in what makes good what was measured of a page without calibration."""
        figures = {figure: box.value() for figure, box in self.measured.items()}
        measured = Measured(**{figure.name.lower(): value for figure, value in figures.items()})
        try:
            made = calibrated(rulers_of(self._media), measured)
        except Refused as refusal:
            self.problems.show_problems(refusal.problems)
        else:
            self.problems.show_problems(())
            self.show_calibration(made)

    def print_rulers(self) -> None:
        """Keep what stands in the boxes and print the page of rulers by it."""
        session, printer = self._desk.session, self._printer
        try:
            choices.calibrate(session, printer, self.calibration)
            self._kept = self.calibration
            details = ruler_details(self._media.name, session.counter.id)
            new = NewJob(Purpose.TEST, printer.name, _("Page of rulers"), details=details)
            jobs.add(session, new)
        except Refused as refusal:
            self.problems.show_problems(refusal.problems)
            return
        self.problems.show_problems(())
        self.said.setText(_("The page of rulers is in the print queue, by this calibration."))
        self._desk.bus.print_asked.emit()

    def _save(self) -> None:
        self.carry_out(
            lambda: choices.calibrate(self._desk.session, self._printer, self.calibration)
        )
