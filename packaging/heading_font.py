"""Make the semibold that Chinese headings are drawn in: weight 600 of Noto Sans SC, fewer glyphs.

``python packaging/heading_font.py "NotoSansSC[wght].ttf"``, with fonttools installed, and the
variable font of Google Fonts (OFL; the PyPI package justmytype-intl-cjk holds it). In it are all
characters of the program's Chinese texts, and the 3,755 of GB 2312's first level, with which names
are written. Run again when a test says that a text has a character that is not in it.
"""

import sys
from pathlib import Path

from babel.messages.pofile import read_po
from fontTools import subset
from fontTools.ttLib import TTFont
from fontTools.varLib import instancer

ROOT = Path(__file__).parents[1]
CATALOGUE = ROOT / "resources/translations/zh_CN/LC_MESSAGES/serialdesk.po"
FONT = ROOT / "resources/fonts/NotoSansSC-SemiBold.ttf"
FAMILY = "Noto Sans SC SemiBold"
"""A family of its own: what it lacks is then looked for in Noto Sans SC."""
_NAMES = {1: FAMILY, 2: "Regular", 4: FAMILY, 6: "NotoSansSC-SemiBold"}
_MEANT_FOR_FAMILIES = (16, 17, 21, 22, 25)


def characters() -> set[str]:
    """What the font is to hold."""
    with CATALOGUE.open("rb") as file:
        texts = [message.string for message in read_po(file)]
    told = [text if isinstance(text, str) else "".join(text) for text in texts]
    first_level = bytes(
        byte for row in range(0xB0, 0xD8) for cell in range(0xA1, 0xFF) for byte in (row, cell)
    )
    return set("".join(told)) | set(first_level.decode("gb2312", "ignore"))


def main(variable: Path) -> None:
    """Write the font."""
    font = instancer.instantiateVariableFont(TTFont(variable), {"wght": 600})
    options = subset.Options(layout_features=["kern"], hinting=False, name_IDs=["*"])
    cutter = subset.Subsetter(options)
    cutter.populate(unicodes=[ord(char) for char in characters() if char.isprintable()])
    cutter.subset(font)
    names = font["name"]
    for number in _MEANT_FOR_FAMILIES:
        names.removeNames(number)
    for number, text in _NAMES.items():
        names.setName(text, number, 3, 1, 0x409)
    font["OS/2"].usWeightClass = 600
    font["OS/2"].fsSelection = 1 << 6  # regular in its own family
    font["head"].macStyle = 0
    font.save(FONT)


if __name__ == "__main__":
    main(Path(sys.argv[1]))
