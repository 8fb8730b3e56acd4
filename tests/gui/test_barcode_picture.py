"""A barcode on the screen is read from its pixels (Q3)."""

import pytest
from PySide6.QtGui import QColor, QImage

from app.domain.scanner_set_up import TEST_CODE
from app.gui.kit.barcode_picture import BarcodePicture
from app.printing.symbols.encoding import read
from app.printing.symbols.symbol import Symbol, SymbolKind


def modules_in(image: QImage, module: int) -> str:
    """The modules across the middle of a picture, from the first bar to the last."""
    across = range(image.width())
    dark = [image.pixelColor(x, image.height() // 2) == QColor("black") for x in across]
    first, last = dark.index(True), len(dark) - 1 - dark[::-1].index(True)
    assert min(first, len(dark) - 1 - last) >= SymbolKind.CODE_128.quiet * module
    return "".join("1" if dark[x] else "0" for x in range(first, last + 1, module))


@pytest.mark.rule("Q3")
@pytest.mark.parametrize("module", [1, 2, 3])
@pytest.mark.parametrize("code", [TEST_CODE, "CT-2026-000001"])
def test_what_is_painted_reads_as_its_code(qtbot, code: str, module: int) -> None:
    picture = BarcodePicture(code, module=module)
    qtbot.addWidget(picture)
    picture.resize(picture.sizeHint())
    image = picture.grab().toImage()
    assert image.width() == picture.sizeHint().width()
    symbol = Symbol(SymbolKind.CODE_128, code, (modules_in(image, module),))
    assert read(symbol) == code
