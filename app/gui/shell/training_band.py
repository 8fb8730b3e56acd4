"""The band over a counter in training: nothing that is sold counts, and where that ends."""

from PySide6.QtWidgets import QFrame

from app.gui.kit.theme import GRID
from app.gui.kit.widgets import button, label, row
from app.text import _


class TrainingBand(QFrame):
    """Stands above every page while the counter is in training."""

    def __init__(self) -> None:
        super().__init__()
        self.setObjectName("trainingBand")
        self.end_button = button(_("End training"), role="link")
        text = label(
            _("Sales and returns made now count nowhere: no stock, no money, no report."),
            "secondary",
        )
        inside = row(label(_("TRAINING"), "heading"), text, None, self.end_button)
        inside.setContentsMargins(GRID * 2, 2, GRID * 2, 2)
        self.setLayout(inside)
