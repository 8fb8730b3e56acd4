"""One more place for backups: a folder, or a stick that is known wherever it is plugged in."""

from pathlib import Path

from PySide6.QtWidgets import QCheckBox, QFileDialog, QLineEdit, QWidget

from app.gui.kit.desk import Desk
from app.gui.kit.entry_dialog import EntryDialog
from app.gui.kit.mounts import mounted
from app.gui.kit.theme import GRID
from app.gui.kit.widgets import Paragraph, button, column, label, row
from app.services.keeping import backup_places
from app.services.keeping.backup_places import Mount
from app.text import _

_WIDTH = 520


class PlaceDialog(EntryDialog):
    """Accepted once the place is added."""

    def __init__(self, desk: Desk, store: Path, parent: QWidget) -> None:
        super().__init__(desk, parent)
        self._store = store
        self.setWindowTitle(_("Add a place for backups"))
        self.setMinimumWidth(_WIDTH)
        self.folder = QLineEdit()
        self.folder.setAccessibleName(_("Folder"))
        self.choose_button = button(_("Choose a folder…"))
        self.is_stick = QCheckBox(_("It is a stick or disk that is plugged in and out"))
        said = Paragraph("muted")
        said.setText(
            _(
                "A stick bears a small file as its mark and is found by it, whatever its letter. "
                "Best is one that lies somewhere else at night."
            )
        )
        self.add_button = button(_("Add"), role="primary")
        cancel = button(_("Cancel"))
        typed = row(self.folder, self.choose_button)
        self.setLayout(
            column(
                column(label(_("Folder"), "muted", self.folder), typed, gap=4),
                self.is_stick,
                said,
                self.problems,
                row(None, cancel, self.add_button),
                margin=GRID * 2,
                gap=GRID * 3 // 2,
            )
        )
        self.choose_button.clicked.connect(self.choose)
        self.folder.textEdited.connect(lambda _text: self._guess())
        self.folder.returnPressed.connect(self.add_button.click)
        self.add_button.clicked.connect(self.add)
        cancel.clicked.connect(self.reject)
        self.folder.setFocus()

    def is_entered(self) -> bool:
        """A folder was chosen."""
        return bool(self.folder.text().strip())

    def choose(self) -> None:
        """Choose a folder in the system's own dialog."""
        found = QFileDialog.getExistingDirectory(
            self, _("Folder for backups"), self.folder.text() or str(Path.home())
        )
        if found:
            self.folder.setText(str(Path(found)))
            self._guess()

    def _guess(self) -> None:
        """On a disk that is plugged in and out it is a stick, until somebody says otherwise."""
        mount = self._mount()
        self.is_stick.setChecked(mount is not None and mount.removable)

    def _mount(self) -> Mount | None:
        return backup_places.mount_of(Path(self.folder.text().strip()), mounted())

    def add(self) -> None:
        """Add the place, or say what stands against it."""
        stick = self._mount() if self.is_stick.isChecked() else None
        folder = Path(self.folder.text().strip())
        session = self._desk.session
        self.carry_out(lambda: backup_places.add(session, self._store, folder, stick))
