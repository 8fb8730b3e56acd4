"""The foot of a page while its document is paid: back, and that nothing is posted yet."""

from PySide6.QtWidgets import QFrame

from app.gui.kit.keys import only_shown
from app.gui.kit.theme import GRID
from app.gui.kit.widgets import button, label, row
from app.text import _


class PayingFoot(QFrame):
    """Stands where the actions stand otherwise."""

    def __init__(self) -> None:
        super().__init__()
        self.setProperty("role", "bar")
        self.back_button = button(_("Back to the document"), "Esc", "flat")
        only_shown(self.back_button)  # the page answers it
        said = label(_("Nothing is posted before Finish."), "secondary")
        line = row(self.back_button, None, said)
        line.setContentsMargins(GRID // 2, GRID // 2, GRID * 3 // 2, GRID // 2)
        self.setLayout(line)
