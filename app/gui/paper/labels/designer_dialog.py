"""The designer of labels in a window of its own, from the window of labels."""

from PySide6.QtWidgets import QWidget

from app.domain.printing import Purpose
from app.gui.kit.desk import Desk
from app.gui.kit.entry_dialog import EntryDialog
from app.gui.kit.theme import CARD_GAP, GRID
from app.gui.kit.widgets import button, column, row
from app.gui.paper.labels.designer import LabelDesigner
from app.text import _


class DesignerDialog(EntryDialog):
    """Closed when the clerk is done; what is not saved is asked about."""

    def __init__(
        self, desk: Desk, purpose: Purpose, key: str, parent: QWidget | None = None
    ) -> None:
        super().__init__(desk, parent)
        self.setWindowTitle(_("Label templates"))
        self.designer = LabelDesigner(desk, purpose, key)
        self.close_button = button(_("Close"))
        self.close_button.clicked.connect(self.reject)
        foot = row(None, self.close_button)
        layout = column(self.designer, self.problems, foot, margin=GRID * 2, gap=CARD_GAP)
        layout.setStretch(0, 1)
        self.setLayout(layout)
        self.resize(980, 560)

    def is_entered(self) -> bool:
        """A template was changed and not saved."""
        return self.designer.is_changed()
