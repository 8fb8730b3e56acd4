"""``python -m tests.screens [folder] [options]``: every page of the demo shop, as PNG.

Each option may be given several times; without it all are rendered:
``--language en``, ``--look dark``, ``--size 1024x640``, ``--scene serial_search``.
"""

import argparse
import os
from pathlib import Path
from tempfile import TemporaryDirectory

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

from PySide6.QtWidgets import QApplication

from app.demo import shop as demo
from app.gui.kit import theme
from app.gui.kit.theme import DARK, LIGHT
from db.engine.opening import open_database
from tests.screens.in_order import SCENES
from tests.screens.studio import SIZES, Studio

LANGUAGES = ("en", "zh_CN")
LOOKS = {"light": LIGHT, "dark": DARK}
SCENE_NAMES = {scene.__name__: scene for scene in SCENES}


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m tests.screens")
    parser.add_argument("folder", nargs="?", type=Path, default=Path("screens"))
    for name, choices in (
        ("language", LANGUAGES),
        ("look", LOOKS),
        ("size", SIZES),
        ("scene", SCENE_NAMES),
    ):
        parser.add_argument(f"--{name}", action="append", choices=list(choices))
    return parser.parse_args()


def main() -> None:
    """Render the scenes that are asked for."""
    options = _options()
    application = QApplication([])
    application.setQuitOnLastWindowClosed(False)
    with TemporaryDirectory() as scratch:
        for language in options.language or LANGUAGES:
            ready = Path(scratch) / f"demo-{language}.sqlite"
            with open_database(ready) as database:
                demo.build(database, language)
            for size in options.size or SIZES:
                for look in options.look or LOOKS:
                    theme.apply(application, LOOKS[look])
                    place = options.folder / size / f"{language}-{look}"
                    place.mkdir(parents=True, exist_ok=True)
                    copy = Path(scratch) / "copy.sqlite"
                    taken = 0
                    for scene in options.scene or SCENE_NAMES:
                        studio = Studio(ready, copy, language, LOOKS[look], place, SIZES[size])
                        studio.taken = taken
                        SCENE_NAMES[scene](studio)
                        studio.close()
                        taken = studio.taken
                    print(f"{place}: {len(list(place.glob('*.png')))} pictures")


if __name__ == "__main__":
    main()
