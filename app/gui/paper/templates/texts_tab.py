"""The tab with the texts and the logo that a template adds."""

from dataclasses import replace
from pathlib import Path
from typing import Any

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QFocusEvent, QPixmap
from PySide6.QtWidgets import QFileDialog, QScrollArea, QWidget

from app.gui.kit.forms import TextEdit
from app.gui.kit.guard import guarded
from app.gui.kit.tasks import Task
from app.gui.kit.theme import GRID
from app.gui.kit.widgets import button, column, label, row
from app.printing.documents import logo
from app.printing.documents.template import DocumentTemplate
from app.text import N_, _

_TEXTS = {
    "header": (N_("Below the shop"), 2),
    "notes": (N_("Below the totals"), 3),
    "footer": (N_("At the end of each page"), 2),
    "signatures": (N_("Who signs, one a line"), 3),
}
"""Each text by its key: what it is called, and rows of its box."""
_LOGO = QSize(120, 48)


class _Text(TextEdit):
    """Says when it has the cursor."""

    entered = Signal()

    @guarded()
    def focusInEvent(self, event: QFocusEvent) -> None:
        super().focusInEvent(event)
        self.entered.emit()


class TextsTab(QWidget):
    """Header, notes, footer, signatures, logo."""

    edited = Signal(object)
    """The template as it is now."""
    in_hand = Signal(str)
    """The text that a preview tints."""
    refused = Signal(object)
    """Every reason why a picture was not taken."""

    def __init__(self) -> None:
        super().__init__()
        self._template: DocumentTemplate | None = None
        self._filling = False
        self._place = ""
        self._logo = b""
        self._task = Task(self)
        self.boxes = {key: self._box(key, rows) for key, (_title, rows) in _TEXTS.items()}
        self._shown = label("")
        self._shown.setFixedHeight(_LOGO.height())
        self.choose_button = button(_("Choose a picture…"))
        self.choose_button.clicked.connect(self._choose)
        self.without_button = button(_("Without logo"))
        self.without_button.clicked.connect(lambda: self._edit("logo", logo=b""))
        parts = [
            column(label(_(_TEXTS[key][0]), "muted", box), box, gap=4)
            for key, box in self.boxes.items()
        ]
        buttons = row(self.choose_button, self.without_button, None)
        picture = column(label(_("Logo"), "muted"), self._shown, buttons, gap=4)
        self._fields = QWidget()
        inner = column(picture, *parts, None, gap=GRID * 3 // 2)
        inner.setContentsMargins(GRID * 2, GRID * 2, GRID * 2, GRID)
        self._fields.setLayout(inner)
        scrolled = QScrollArea()
        scrolled.setWidget(self._fields)
        scrolled.setWidgetResizable(True)
        scrolled.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setLayout(column(scrolled))

    def _box(self, key: str, rows: int) -> _Text:
        made = _Text(rows)
        made.setAccessibleName(_(_TEXTS[key][0]))
        made.entered.connect(lambda: self._enter(key))
        made.textChanged.connect(lambda: self._take(key))
        return made

    def show_template(self, template: DocumentTemplate, editable: bool) -> None:
        """Show the texts of a template; what is being typed stays as it is typed."""
        self._template, self._filling = template, True
        for key, box in self.boxes.items():
            kept = getattr(template, key)
            names = None if isinstance(kept, str) else list(kept)
            if _value(key, box.toPlainText()) != (kept if names is None else names):
                box.setPlainText(kept if names is None else "\n".join(names))
        if template.logo != self._logo:
            self._show_logo(template.logo)
        self._shown.setVisible(bool(template.logo))
        self.without_button.setVisible(bool(template.logo))
        self._fields.setEnabled(editable)
        self._filling = False

    def _show_logo(self, logo: bytes) -> None:
        self._logo = logo
        picture = QPixmap()
        picture.loadFromData(logo)
        small = picture if picture.isNull() else picture.scaled(_LOGO, _RATIO, _SMOOTH)
        self._shown.setPixmap(small)

    def place_in_hand(self) -> str:
        """The text that was typed into last."""
        return self._place

    def _enter(self, key: str) -> None:
        self._place = key
        self.in_hand.emit(key)

    def _take(self, key: str) -> None:
        self._edit(key, **{key: _value(key, self.boxes[key].toPlainText())})

    def _edit(self, place: str, **values: Any) -> None:
        if self._template is None or self._filling:
            return
        self._place = place
        self.edited.emit(replace(self._template, **values))

    def _choose(self) -> None:
        """Take a picture in, beside the screen: it may be large."""
        kinds = _("Pictures") + " (*.png *.jpg *.jpeg)"
        path, _kind = QFileDialog.getOpenFileName(self, _("Logo"), "", kinds)
        if path:
            self._task.start(
                lambda _tell: logo.taken(Path(path)),
                lambda made: self._edit("logo", logo=made),
                self.refused.emit,
            )


def _value(key: str, text: str) -> str | list[str]:
    """What a box says: a text, or names one a line."""
    if key == "signatures":
        return [" ".join(line.split()) for line in text.splitlines() if line.strip()]
    return text


_RATIO = Qt.AspectRatioMode.KeepAspectRatio
_SMOOTH = Qt.TransformationMode.SmoothTransformation
