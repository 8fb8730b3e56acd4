"""Where backups go, place by place: what it is, how much is there and free, when it was last."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from functools import partial

from PySide6.QtCore import QSize, Signal
from PySide6.QtWidgets import QFrame, QMenu, QScrollArea, QWidget

from app.domain.permissions import Permission
from app.domain.verdicts import Level
from app.gui.kit.desk import Desk
from app.gui.kit.icons import icon
from app.gui.kit.theme import GRID, TWO_LINE_ROW
from app.gui.kit.widgets import button, column, label, more_button, name_label, picture, row, tip
from app.services.keeping.backup_places import BackupPlace
from app.services.keeping.backup_survey import PlaceSeen
from app.text import _, ngettext

_ICON = 20
_SHOWN = 3
"""Places that are shown at once; more scroll."""


class PlaceRows(QScrollArea):
    """A row for each place, with a menu of what can be done with it."""

    removed = Signal(object)
    """Take this place off the list."""
    opened = Signal(object)
    """Show the folder of this place."""
    used_again = Signal(object)
    """Take the folder that is there now for this place."""

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self._desk = desk
        self.setWidgetResizable(True)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setAccessibleName(_("Where"))
        self.rows: list[QFrame] = []

    def show_places(self, seen: Sequence[PlaceSeen], last: Mapping[str, datetime]) -> None:
        """Show places as they are now, with the last backup in each, by the place's key."""
        inside = QWidget()
        self.rows = [self._row(one, last.get(one.place.key)) for one in seen]
        inside.setLayout(column(*self.rows, None, gap=0))
        self.setWidget(inside)
        self.setFixedHeight(min(_SHOWN, len(self.rows)) * (TWO_LINE_ROW + 8) + GRID)

    def _row(self, seen: PlaceSeen, last: datetime | None) -> QFrame:
        made = QFrame()
        made.setProperty("role", "setting")
        theme = self._desk.theme
        sign = picture()
        name = "mdi6.usb-flash-drive-outline" if seen.place.is_stick else "mdi6.folder-outline"
        sign.setPixmap(icon(name, theme.muted).pixmap(QSize(_ICON, _ICON)))
        called = name_label(seen.place.called)
        called.setToolTip(tip(str(seen.place.folder)))
        about = name_label(self._about(seen), "secondary")
        about.setToolTip(tip(about.text()))
        when = label(self._desk.formats.short_moment(last) if last else "")
        level = Level.ACCEPTED if seen.is_there else Level.WARNING
        when.setStyleSheet(f"color: {theme.level(level)[1]}")
        parts = [sign, column(called, about, gap=2), when]
        if seen.is_another and self._desk.session.may(Permission.KEEP_BACKUPS):
            again = button(_("Use this folder"), role="link")
            again.clicked.connect(partial(self.used_again.emit, seen.place))
            parts.append(again)
        texts = row(*parts, self._menu(seen.place), gap=GRID)
        texts.setStretch(1, 1)
        texts.setContentsMargins(GRID * 2, 4, GRID, 4)
        made.setLayout(texts)
        made.setAccessibleName(f"{seen.place.called}, {about.text()}")
        return made

    def _about(self, seen: PlaceSeen) -> str:
        if seen.is_another:
            return _("not the folder that was chosen")
        if not seen.is_there:
            return _("stick, not plugged in") if seen.place.is_stick else _("folder, not there")
        said = [_("stick, known by its mark") if seen.place.is_stick else _("folder")]
        said.append(ngettext("{count} backup", "{count} backups", len(seen.backups)))
        if seen.free is not None:
            said.append(_("{size} free").format(size=self._desk.formats.size(seen.free)))
        return " · ".join(said)

    def _menu(self, place: BackupPlace) -> QWidget:
        menu = QMenu(self)
        menu.addAction(_("Open the folder")).triggered.connect(partial(self.opened.emit, place))
        if self._desk.session.may(Permission.KEEP_BACKUPS):
            act = menu.addAction(_("Take off the list (its backups stay)"))
            act.triggered.connect(partial(self.removed.emit, place))
        made = more_button(menu)
        made.setAccessibleName(_("More actions with {name}").format(name=place.called))
        return made
