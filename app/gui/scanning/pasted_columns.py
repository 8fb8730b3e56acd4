"""Several columns copied from a spreadsheet: which of them hold serial numbers is asked (F6)."""

from collections.abc import Sequence

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QCheckBox, QFrame, QScrollArea, QWidget

from app.domain.pasted import columns
from app.gui.kit.dialogs import Dialog
from app.gui.kit.theme import GRID
from app.gui.kit.widgets import button, column, label, row
from app.text import _

_LONGEST = 60
_HIGHEST = 320


class PastedColumns(Dialog):
    """Accepted with the columns that are ticked; the others are left out."""

    def __init__(self, found: Sequence[Sequence[str]], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._found = found
        self.setWindowTitle(_("Columns that were pasted"))
        self.setMinimumWidth(440)
        explain = label(
            _(
                "Several columns were copied. Tick those that hold serial numbers; the others are "
                "left out."
            )
        )
        explain.setWordWrap(True)
        self.boxes = [QCheckBox(_shown(cells)) for cells in found]
        ticks = QWidget()
        ticks.setLayout(column(*self.boxes, None, gap=GRID * 2))
        scroll = QScrollArea()
        scroll.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        scroll.setWidget(ticks)
        scroll.setWidgetResizable(True)
        scroll.setFrameShape(QFrame.Shape.NoFrame)
        self.enter_button = button(_("Enter these"), "Ctrl+Return", "primary")
        self.cancel_button = button(_("Cancel"))
        self.enter_button.setToolTip(_("Nothing is entered before a column is ticked."))
        buttons = row(None, self.cancel_button, self.enter_button)
        self.setLayout(column(explain, scroll, buttons, margin=GRID * 2, gap=GRID * 2))
        scroll.setFixedHeight(min(ticks.sizeHint().height(), _HIGHEST))  # in this window's look
        for box in self.boxes:
            box.toggled.connect(self._allow)
        self.enter_button.clicked.connect(self.accept)
        self.cancel_button.clicked.connect(self.reject)
        self._allow()

    def _allow(self) -> None:
        self.enter_button.setEnabled(any(box.isChecked() for box in self.boxes))

    @property
    def text(self) -> str:
        """The cells of the columns that are ticked, each in a line of its own."""
        ticked = (
            cells for box, cells in zip(self.boxes, self._found, strict=True) if box.isChecked()
        )
        return "\n".join(cell for cells in ticked for cell in cells)


def _shown(cells: Sequence[str]) -> str:
    text = ", ".join(" ".join(cell.split()) for cell in cells[:4])
    shown = text if len(text) <= _LONGEST else f"{text[:_LONGEST]}…"
    return shown.replace("&", "&&")  # no shortcut


def text_to_enter(pasted: str, parent: QWidget) -> str:
    """The text that a paste enters: all of it, or of several columns those that are ticked."""
    found = columns(pasted)
    if len(found) <= 1:
        return "\n".join(cell for cells in found for cell in cells)
    dialog = PastedColumns(found, parent)
    return dialog.text if dialog.exec() else ""
