"""Where a scene is rendered: a copy of the demo shop of its own, one language, one theme."""

import shutil
from pathlib import Path

from PySide6.QtGui import QImage
from PySide6.QtWidgets import QApplication, QWidget

from app.gui.kit.desk import Desk
from app.gui.kit.refresh import Refresh
from app.gui.kit.sounds import Sounds
from app.gui.kit.theme import Theme, dress
from app.gui.shell.main_window import MainWindow
from app.services import session as sessions
from app.services import settings
from app.text import use_language
from db import sql
from db.engine.opening import open_database

SIZES = {
    "1366x768": (1366, 768, 1.0),
    "1280x800": (1280, 800, 1.0),
    "1024x640": (1024, 640, 1.0),
    "1920x1080": (1280, 720, 1.5),
    "3840x2160": (1920, 1080, 2.0),
}
"""Windows by the screen they fill: width, height, and how many dots a pixel has.

1366×768 at 125 % is a little more than 1024×640; 1920×1080 at 150 % is 1280×720,
3840×2160 at 200 % is 1920×1080. ``QT_SCALE_FACTOR`` has texts measured by those dots, too.
"""


class Studio:
    """Holds the desk and the window that scenes show."""

    def __init__(
        self,
        ready: Path,
        copy: Path,
        language: str,
        look: Theme,
        place: Path,
        size: tuple[int, int, float] = SIZES["1366x768"],
    ) -> None:
        shutil.copyfile(ready, copy)
        self.database = open_database(copy)
        self.store = self._copy = copy
        self._place = place
        self.taken = 0
        """So many pictures were taken."""
        use_language(language)
        self.session = sessions.begin(self.database)
        settings.save_person(self.session, language=language)
        self._look = look
        self._width, self._height, self._dots = size
        self.desk, self.window = self._open()

    def _open(self) -> tuple[Desk, MainWindow]:
        desk = Desk.of(self.session, self._look, Sounds(False))
        window = MainWindow(desk)
        window.resize(self._width, self._height)
        window.show()
        return desk, window

    def anew(self) -> MainWindow:
        """The window as the shop's settings are now."""
        self.window.given_up = True
        self.window.close()
        self.window.deleteLater()
        self.desk, self.window = self._open()
        return self.window

    def numbers(self, query: str) -> list[str]:
        """The first field of a query's rows."""
        return [found for (found, *_rest) in sql.rows(self.database, query)]

    def shoot(self, name: str, widget: QWidget | None = None) -> None:
        """Render the window, or a widget of its own, to the next picture."""
        shown = widget or self.window
        if shown.parentWidget() is None and not shown.styleSheet():
            dress(shown)  # a part by itself
        shown.show()
        _settle(shown)
        self.taken += 1
        picture = QImage(shown.size() * self._dots, QImage.Format.Format_RGB32)
        picture.setDevicePixelRatio(self._dots)
        shown.render(picture)
        picture.save(str(self._place / f"{self.taken:02}-{name}.png"))
        if widget is not None:
            widget.hide()  # closing may ask something

    def close(self) -> None:
        """Take the copy away."""
        self.window.given_up = True  # what a scene left open is not asked about
        self.window.close()
        self.window.deleteLater()
        QApplication.processEvents()
        self.database.close()
        for path in self._copy.parent.glob(f"{self._copy.name}*"):
            path.unlink()


def _settle(shown: QWidget) -> None:
    """What is read a moment later is read now; a new height climbs by one part a turn."""
    for refresh in shown.findChildren(Refresh):
        if refresh._pause.isActive():
            refresh.due.emit()
    for _turn in range(_TURNS):
        QApplication.processEvents()


_TURNS = 16
