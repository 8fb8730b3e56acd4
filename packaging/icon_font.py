"""Make the font of the program's icons: those glyphs of Material Design Icons that it names.

``python packaging/icon_font.py``, with fonttools and QtAwesome installed, which brings the whole
font along. Run again when a test says that an icon is not in it.
"""

import json
import re
from importlib.util import find_spec
from pathlib import Path

from fontTools import subset
from fontTools.ttLib import TTFont

ROOT = Path(__file__).parents[1]
FONT = ROOT / "resources/fonts/MaterialDesignIcons.ttf"
CODES = ROOT / "app/gui/kit/icon_codes.py"
_LIBRARY = "materialdesignicons6-webfont"


def names() -> list[str]:
    """The icons that the program names, in the order of their letters."""
    sources = (path.read_text("utf-8") for path in (ROOT / "app").rglob("*.py"))
    return sorted({name for text in sources for name in re.findall(r'"mdi6\.([a-z0-9-]+)"', text)})


def library_codes() -> dict[str, int]:
    """The character of each icon of the library, by its name."""
    listed = json.loads(_file("-charmap-*.json").read_text("utf-8"))
    return {name: int(code, 16) for name, code in listed.items()}


def _file(ending: str) -> Path:
    spec = find_spec("qtawesome")  # imported, it would ask for a Qt
    if spec is None or spec.origin is None:
        raise ModuleNotFoundError("qtawesome")
    return next((Path(spec.origin).parent / "fonts").glob(f"{_LIBRARY}{ending}"))


def main() -> None:
    """Write the font, and the characters of the icons in it."""
    library = library_codes()
    codes = {name: library[name] for name in names()}
    font = TTFont(_file("-[0-9]*.ttf"), recalcBBoxes=False)  # so that an icon stands where it did
    options = subset.Options(name_IDs=["*"], notdef_outline=True)
    cutter = subset.Subsetter(options)
    cutter.populate(unicodes=codes.values())
    cutter.subset(font)
    font.save(FONT)
    lines = "\n".join(f'    "{name}": {code:#x},' for name, code in codes.items())
    CODES.write_text(_HEAD + f"CODES = {{\n{lines}\n}}\n", "utf-8")


_HEAD = '''"""The character of each icon in their font. Written by packaging/icon_font.py."""

'''


if __name__ == "__main__":
    main()
