"""The symbol of a text, made and read back: the only way to one.

A Code 128 is drawn by python-barcode, all others by zxing-cpp, which reads each one back. A text of
ASCII, as serial numbers, cartons' codes and barcodes are. What reads as anything else than was
meant is refused, whatever a library does one day.
"""

from typing import TYPE_CHECKING, Any

from app.domain.gs1 import GS
from app.domain.gs1_writing import Pairs, element_string_of
from app.domain.problems import Code, refuse
from app.printing.symbols import code128
from app.printing.symbols.symbol import Symbol, SymbolKind

if TYPE_CHECKING:
    import zxingcpp

_FORMATS = {
    SymbolKind.CODE_128: "Code128",
    SymbolKind.GS1_128: "Code128",
    SymbolKind.QR: "QRCode",
    SymbolKind.DATA_MATRIX: "DataMatrix",
    SymbolKind.GS1_DATA_MATRIX: "DataMatrix",
}
"""The library's names of what is drawn."""

_OPTIONS: dict[SymbolKind, dict[str, Any]] = {
    SymbolKind.GS1_128: {"gs1": True},
    SymbolKind.QR: {"ec_level": "M"},
    # An oblong one, which the library would choose for some lengths, fails under many cameras.
    SymbolKind.DATA_MATRIX: {"force_square": True},
    SymbolKind.GS1_DATA_MATRIX: {"force_square": True, "gs1": True},
}


def make(kind: SymbolKind, text: str) -> Symbol:
    """The symbol of a plain text. Raises Refused where none of this kind reads as it stands."""
    assert not kind.is_gs1
    return _made(kind, text, text)


def make_gs1(kind: SymbolKind, pairs: Pairs) -> Symbol:
    """The symbol of GS1 elements, such as (01)(21), from ``gs1_writing.element_pairs``.

    Raises Refused as ``make`` does.
    """
    assert kind.is_gs1
    content = "".join(f"[{identifier}]{value}" for identifier, value in pairs)
    return _made(kind, content, element_string_of(pairs))


def _made(kind: SymbolKind, content: str, text: str) -> Symbol:
    """Draw ``content`` as the library is told it, and see that a reader reads ``text``."""
    unreadable = refuse(Code.SYMBOL_UNREADABLE, text=text.replace(GS, " "))
    if not text or not text.isascii():
        raise unreadable
    rows = (code128.modules(text),) if kind is SymbolKind.CODE_128 else _drawn(kind, content)
    symbol = Symbol(kind, text, rows)
    if read(symbol) != text:
        raise unreadable
    return symbol


def _drawn(kind: SymbolKind, content: str) -> tuple[str, ...]:
    """The rows of modules that zxing-cpp draws; of bars the first one."""
    import zxingcpp

    try:
        drawn = zxingcpp.create_barcode(content, _format(kind), **_OPTIONS[kind])
    except ValueError as error:
        raise refuse(Code.SYMBOL_UNREADABLE, text=content) from error
    image = memoryview(drawn.to_image(scale=1, add_quiet_zones=False))  # type: ignore[arg-type]
    across = image.shape[1] if image.shape else 0
    dots = bytes(image).translate(_AS_MODULES).decode()
    rows = tuple(dots[at : at + across] for at in range(0, len(dots), across))
    return rows[:1] if kind.is_linear else rows


_AS_MODULES = bytes(ord("1") if dot < 128 else ord("0") for dot in range(256))


def _format(kind: SymbolKind) -> "zxingcpp.BarcodeFormat":
    import zxingcpp

    return getattr(zxingcpp.BarcodeFormat, _FORMATS[kind])  # type: ignore[no-any-return]


def read(symbol: Symbol) -> str | None:
    """What a reader reads from the modules alone; None where that is nothing, or another kind.

    Between two GS1 elements it reads GS.
    """
    import zxingcpp

    found = zxingcpp.read_barcodes(
        _picture(symbol),
        formats=zxingcpp.BarcodeFormats([_format(symbol.kind)]),
        try_rotate=False,
        try_downscale=False,
        try_invert=False,
        text_mode=zxingcpp.TextMode.Plain,
    )
    if len(found) != 1:
        return None
    gs1 = found[0].content_type == zxingcpp.ContentType.GS1
    return found[0].bytes.decode("latin-1") if gs1 == symbol.kind.is_gs1 else None


_BAR_ROWS = 20
"""Rows of dots that stand for the height of bars."""


def _picture(symbol: Symbol) -> memoryview:
    """The modules as dots, each two by two, with their quiet zones."""
    kind = symbol.kind
    white = "0" * kind.quiet
    rows = [f"{white}{row}{white}" for row in symbol.rows * (_BAR_ROWS if kind.is_linear else 1)]
    empty = ["0" * len(rows[0])] * kind.quiet
    dots = b"".join(
        row.encode().translate(_AS_DOTS).replace(b"\0", b"\0\0").replace(b"\xff", b"\xff\xff") * 2
        for row in [*empty, *rows, *empty]
    )
    across = 2 * len(rows[0])
    return memoryview(dots).cast("B", shape=[len(dots) // across, across])


_AS_DOTS = bytes(0 if module == ord("1") else 255 for module in range(256))
