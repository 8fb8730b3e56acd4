"""The field of a picture: chosen from a file, copied in, shown small."""

from pathlib import Path

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QPixmap
from PySide6.QtWidgets import QFileDialog, QWidget

from app.domain.problems import Refused
from app.gui.kit.desk import Desk
from app.gui.kit.tasks import Task
from app.gui.kit.theme import GRID
from app.gui.kit.widgets import button, column, label, row
from app.printing.documents import logo
from app.services.paper import pictures
from app.text import _
from db.queries import pictures as picture_reads

_SHOWN = QSize(GRID * 15, GRID * 6)


class PictureField(QWidget):
    """Its value is the name that the picture is kept by; empty: none."""

    changed = Signal()
    refused = Signal(object)
    """Every reason why a picture was not taken."""

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self._desk = desk
        self._name = ""
        self._task = Task(self)
        self._shown = label("")
        self.choose_button = button(_("Choose a picture…"))
        self.without_button = button(_("Without picture"))
        self.choose_button.clicked.connect(self._choose)
        self.without_button.clicked.connect(lambda: self._set("", changed=True))
        buttons = row(self.choose_button, self.without_button, None)
        self.setLayout(column(self._shown, buttons, gap=GRID // 2))
        self.setFocusProxy(self.choose_button)

    def value(self) -> str:
        """The name of the picture."""
        return self._name

    def set_value(self, name: str) -> None:
        """Show another picture, by its name."""
        self._set(name, changed=name != self._name)

    def _set(self, name: str, changed: bool) -> None:
        self._name = name
        picture = QPixmap()
        picture.loadFromData(picture_reads.picture(self._desk.database, name) if name else b"")
        if not picture.isNull():
            self._shown.setPixmap(
                picture.scaled(
                    _SHOWN,
                    Qt.AspectRatioMode.KeepAspectRatio,
                    Qt.TransformationMode.SmoothTransformation,
                )
            )
        self._shown.setVisible(not picture.isNull())
        self.without_button.setVisible(bool(name))
        if changed:
            self.changed.emit()

    def _choose(self) -> None:
        kinds = _("Pictures") + " (*.png *.jpg *.jpeg)"
        path, _kind = QFileDialog.getOpenFileName(self, self.accessibleName(), "", kinds)
        if path:
            self.take(Path(path))

    def take(self, path: Path) -> None:
        """Copy a picture in, beside the screen: it may be large."""
        self._task.start(lambda _tell: logo.taken(path), self._keep, self.refused.emit)

    def _keep(self, picture: bytes) -> None:
        try:
            name = pictures.keep(self._desk.session, picture)
        except Refused as refusal:
            self.refused.emit(refusal.problems)
            return
        self.refused.emit(())
        self.set_value(name)
