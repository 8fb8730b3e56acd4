"""A unit beside the list: its number, where it is, and its way, newest first."""

from PySide6.QtCore import (
    Signal,
)
from PySide6.QtWidgets import (
    QApplication,
    QFrame,
    QLabel,
    QToolButton,
)

from app.domain.lifecycle import STATUS_NAMES, Status
from app.domain.verdicts import STATUS_LEVELS, Level
from app.gui.inventory.unit_way import way_steps
from app.gui.kit.desk import Desk
from app.gui.kit.icons import icon
from app.gui.kit.theme import GRID, serial_font
from app.gui.kit.timeline import Timeline
from app.gui.kit.widgets import column, label, name_label, row
from app.text import _, party_name
from db.queries import serials
from db.queries.lists.serials import Found

WIDTH = 308


class UnitPreview(QFrame):
    """What is known of one unit. The room below its way is ``below``."""

    open_document = Signal(object)
    """The document of a step of its way was chosen."""

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self._desk = desk
        self._found: Found | None = None
        self.setProperty("role", "card")
        self.setAccessibleName(_("The unit that is chosen"))
        self.setFixedWidth(WIDTH)
        self.number = name_label("")
        self.number.setFont(serial_font(12.75, bold=True))
        self.copy_button = QToolButton()
        self.copy_button.setIcon(icon("mdi6.content-copy", desk.theme.muted))
        self.copy_button.setAccessibleName(_("Copy the serial number"))
        self.copy_button.setToolTip(_("Copy the serial number"))
        self.state = label("")
        self.product = name_label("", "muted")
        self.where_title, self.where = label("", "muted"), name_label("")
        self.who_title, self.who = label("", "muted"), name_label("")
        self.way = Timeline(desk, _("Its way"))
        self.below = row()
        self.setLayout(
            column(
                row(self.number, self.copy_button, None, self.state),
                self.product,
                GRID,
                row(self.where_title, None, self.where),
                row(self.who_title, None, self.who),
                GRID,
                self.way,
                self.below,
                margin=GRID * 2,
                gap=GRID // 2,
            )
        )
        self.setFocusProxy(self.way)
        self.copy_button.clicked.connect(self.copy)
        self.way.opened.connect(self.open_document)
        self.show_unit(None)

    def show_unit(self, found: Found | None) -> None:
        """Show a unit, or none."""
        self._found = found
        for part in (self.copy_button, self.state, self.where_title, self.who_title):
            part.setVisible(found is not None)
        self.number.setText(found.number if found else "")
        self.product.setText(f"{found.product} · {found.sku}" if found else "")
        self.where.setText(found.warehouse or "" if found else "")
        self.where_title.setText(_("Warehouse") if found and found.warehouse else "")
        who = party_name(found.kind, found.party) if found else "–"
        self.who.setText("" if who == "–" else who)
        sold = found is not None and found.status == Status.SOLD
        self.who_title.setText("" if who == "–" else _("Sold to") if sold else _("Party"))
        moved = serials.history(self._desk.database, found.id) if found else []
        self.way.show_steps(way_steps(self._desk, moved))
        if found is not None:
            show_state(self.state, Status(found.status), self._desk)

    def copy(self) -> None:
        """Put the serial number on the clipboard."""
        if self._found is not None:
            QApplication.clipboard().setText(self._found.number)


def show_state(shown: QLabel, status: Status, desk: Desk) -> None:
    """Show a status as a chip in its colours."""
    theme = desk.theme
    level: Level | None = STATUS_LEVELS.get(status)
    back, text = theme.level(level) if level else (theme.soft, theme.muted)
    shown.setText(_(STATUS_NAMES[status]))
    shown.setStyleSheet(f"background: {back}; color: {text}; border-radius: 3px; padding: 2px 8px;")
