"""``python -m tests.screens [folder]``: every page of the demo shop, as PNG."""

import os
import sys
from pathlib import Path
from tempfile import TemporaryDirectory

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

from PySide6.QtWidgets import QApplication

from app.demo import shop as demo
from app.gui.kit import theme
from app.gui.kit.theme import DARK, LIGHT
from db.engine.opening import open_database
from tests.screens.scenes import SCENES
from tests.screens.studio import Studio


def main() -> None:
    """Render all scenes, in both languages and both themes."""
    folder = Path(sys.argv[1] if len(sys.argv) > 1 else "screens")
    application = QApplication([])
    application.setQuitOnLastWindowClosed(False)
    with TemporaryDirectory() as scratch:
        ready = Path(scratch) / "demo.sqlite"
        with open_database(ready) as database:
            demo.build(database)
        for language in ("en", "zh_CN"):
            for look in (LIGHT, DARK):
                theme.apply(application, look)
                place = folder / f"{language}-{'dark' if look.dark else 'light'}"
                place.mkdir(parents=True, exist_ok=True)
                studio = Studio(ready, Path(scratch) / "copy.sqlite", language, look, place)
                for scene in SCENES:
                    scene(studio)
                studio.close()
                print(f"{place}: {len(list(place.glob('*.png')))} pictures")


main()
