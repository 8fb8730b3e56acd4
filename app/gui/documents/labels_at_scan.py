"""Labels at the scan (Q3): each serial number that a purchase takes is printed as it is accepted.

A label is a row of the print queue: a printer that stands still holds no scan up. What was taken
back and is scanned again has its label already.
"""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QCheckBox, QWidget

from app.domain.problems import Problem, Refused
from app.gui.kit.desk import Desk
from app.gui.kit.widgets import row, switch
from app.services import settings
from app.services.entry.outcome import Outcome
from app.text import _
from db.queries.documents import Document


class LabelsAtScan(QWidget):
    """The switch, kept by the counter; where it cannot work, it says why and stays off."""

    refused = Signal(object)
    """The problems for which no label is printed."""

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self._desk = desk
        self.switch: QCheckBox = switch(_("Label at each scan"))
        self.switch.setToolTip(_("Each serial number is printed on a label as it is accepted"))
        kept = settings.load_counter(desk.database, desk.session.counter.id)
        self.switch.setChecked(kept.labels_at_scan)
        self.setLayout(row(self.switch))
        self.switch.toggled.connect(self._turn)

    def _turn(self, on: bool) -> None:
        from app.printing.labels import at_scan  # with the first label

        problems = at_scan.problems_of(self._desk.session) if on else []
        if problems:
            self.switch.setChecked(False)
            self.refused.emit(problems)
            return
        settings.save_counter(self._desk.session, labels_at_scan=on)
        self.refused.emit([])

    def take(self, document: Document, outcome: Outcome) -> None:
        """Print what one scan entered."""
        if not self.switch.isChecked() or outcome.undo is None or not outcome.undo.serials:
            return
        from app.printing.labels import at_scan  # with the first label

        problems: list[Problem] = []
        try:
            asked = at_scan.add(
                self._desk.session,
                document.id,
                outcome.undo.serials,
                self._desk.formats.language,
            )
        except Refused as refusal:
            problems = list(refusal.problems)
        else:
            if asked:
                self._desk.bus.print_asked.emit()
        if problems:
            self.refused.emit(problems)
