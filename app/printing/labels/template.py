"""What a label shows, as data: its symbols, and its fields in their order (Q7)."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from enum import Enum, unique

from app.domain.marks import N_
from app.domain.printing import Purpose
from app.domain.problems import Code, Problem
from app.printing.symbols.symbol import SymbolKind
from app.text import _


@unique
class LabelFieldKey(Enum):
    """What a line of a label can be; a value is its name on the screen."""

    SERIAL = N_("Serial number")
    SECOND = N_("Second identifier")
    PRODUCT = N_("Item")
    SKU = N_("SKU")
    BARCODE = N_("Barcode")
    PRICE = N_("Price")
    BATCH = N_("Batch")
    MADE = N_("Production date")
    EXPIRES = N_("Expiry date")
    WARRANTY = N_("Warranty to")
    SHOP = N_("Shop")
    DATE = N_("Date")
    UNITS = N_("Units")
    TEXT = N_("Text")
    LOGO = N_("Logo")


_OF_ITEMS = frozenset(
    {
        LabelFieldKey.PRODUCT,
        LabelFieldKey.SKU,
        LabelFieldKey.BARCODE,
        LabelFieldKey.PRICE,
        LabelFieldKey.SHOP,
        LabelFieldKey.DATE,
        LabelFieldKey.TEXT,
        LabelFieldKey.LOGO,
    }
)
_OF_UNITS = {LabelFieldKey.SERIAL, LabelFieldKey.SECOND, LabelFieldKey.WARRANTY}
_NOT_OF_CARTONS = {LabelFieldKey.SKU, LabelFieldKey.BARCODE, LabelFieldKey.PRICE}

SAID: Mapping[Purpose, frozenset[LabelFieldKey]] = {
    Purpose.SERIAL_LABEL: _OF_ITEMS | _OF_UNITS,
    Purpose.SHELF_LABEL: _OF_ITEMS,
    Purpose.CARTON_LABEL: _OF_ITEMS - _NOT_OF_CARTONS | {LabelFieldKey.SERIAL, LabelFieldKey.UNITS},
}
"""What labels of a purpose can say: of anything else the shop keeps nothing, and none offers it."""


def new_field(key: LabelFieldKey) -> "LabelField":
    """A field that a template does not have yet; a logo is as high as a few lines."""
    return LabelField(key, on=False, size=14.0 if key is LabelFieldKey.LOGO else 7.0)


@unique
class Alignment(Enum):
    """Where the lines of a field stand in their room."""

    LEFT = N_("Left")
    CENTRE = N_("Centre")
    RIGHT = N_("Right")


@unique
class Side(Enum):
    """Where a symbol stands, seen from the text."""

    LEFT = N_("Left")
    RIGHT = N_("Right")
    TOP = N_("Top")
    BOTTOM = N_("Bottom")

    @property
    def is_beside(self) -> bool:
        """It takes from the width that the text has, not from the height."""
        return self in (Side.LEFT, Side.RIGHT)


@unique
class SymbolContent(Enum):
    """What a symbol holds; a GS1 symbol of the serial number names the item too."""

    SERIAL = N_("Serial number")
    SECOND = N_("Second identifier")
    ITEM = N_("Barcode of the item")


HELD: Mapping[Purpose, tuple[SymbolContent, ...]] = {
    Purpose.SERIAL_LABEL: tuple(SymbolContent),
    Purpose.SHELF_LABEL: (SymbolContent.ITEM,),
    Purpose.CARTON_LABEL: (SymbolContent.SERIAL,),
}
"""What symbols on labels of a purpose can hold."""


@dataclass(frozen=True, slots=True)
class LabelField:
    """A line of a label, or a few where it is long: its own, or the logo.

    ``before`` stands before it (``SN``), ``text`` is what a free text says; ``size`` is in points,
    of a logo its height.
    """

    key: LabelFieldKey
    on: bool = True
    size: float = 7.0
    bold: bool = False
    alignment: Alignment = Alignment.LEFT
    before: str = ""
    text: str = ""


@dataclass(frozen=True, slots=True)
class LabelSymbol:
    """A symbol of a label. ``module`` is how large its smallest part is at most, in millimetres."""

    kind: SymbolKind = SymbolKind.DATA_MATRIX
    content: SymbolContent = SymbolContent.SERIAL
    side: Side = Side.LEFT
    module: float = 0.51


@dataclass(frozen=True, slots=True)
class LabelTemplate:
    """A label: symbols in the order in which they take their room, fields from top to bottom.

    ``grows``: on a label with more room all of it is made larger, up to two and a half times.
    """

    name: str
    symbols: tuple[LabelSymbol, ...] = ()
    fields: tuple[LabelField, ...] = ()
    grows: bool = False


MOST_SYMBOLS, MOST_FIELDS = 3, 30
_SIZES = (4.0, 72.0)
_MODULES = (0.1, 2.0)
_LONGEST = 200


@unique
class LabelFigure(Enum):
    """The figures of a template, and what each can be at most; a value is its name."""

    SIZE = N_("Size of the text, in points")
    MODULE = N_("Smallest part of a symbol, in millimetres")
    FIELDS = N_("Fields")
    LENGTH = N_("Characters of a text")


def problems_of(template: LabelTemplate) -> list[Problem]:
    """Every reason why a template cannot be kept or used; none means that it can."""
    problems = [] if template.name.strip() else [Problem(Code.NAME_MISSING)]
    if len(template.symbols) > MOST_SYMBOLS:
        problems.append(Problem(Code.LABEL_SYMBOLS_TOO_MANY, {"most": MOST_SYMBOLS}))
    return problems + [
        Problem(
            Code.FIGURE_BETWEEN,
            {"field": figure, "value": f"{value:g}", "least": f"{least:g}", "most": f"{most:g}"},
        )
        for figure, value, (least, most) in _figures(template)
        if not least <= value <= most
    ]


def _figures(template: LabelTemplate) -> Iterator[tuple[LabelFigure, float, tuple[float, float]]]:
    yield LabelFigure.FIELDS, len(template.fields), (0, MOST_FIELDS)
    for each in template.fields:
        yield LabelFigure.SIZE, each.size, _SIZES
        for text in (each.before, each.text):
            yield LabelFigure.LENGTH, len(text), (0, _LONGEST)
    for symbol in template.symbols:
        yield LabelFigure.MODULE, symbol.module, _MODULES


# Built-in ones

_MANY = (
    LabelField(LabelFieldKey.SERIAL, size=8.0, bold=True),
    LabelField(LabelFieldKey.PRODUCT),
    LabelField(LabelFieldKey.SKU, size=6.0),
    LabelField(LabelFieldKey.PRICE, size=10.0, bold=True),
)
"""The lines beside a symbol."""

_FEW = (
    LabelField(LabelFieldKey.PRODUCT, alignment=Alignment.CENTRE),
    LabelField(LabelFieldKey.SERIAL, bold=True, alignment=Alignment.CENTRE),
    LabelField(LabelFieldKey.SKU, on=False, size=6.0, alignment=Alignment.CENTRE),
    LabelField(LabelFieldKey.PRICE, on=False, size=9.0, bold=True, alignment=Alignment.CENTRE),
)
"""The lines below bars."""

_SHELF = (
    LabelField(LabelFieldKey.PRODUCT, size=8.0),
    LabelField(LabelFieldKey.PRICE, size=14.0, bold=True),
    LabelField(LabelFieldKey.SKU, on=False, size=6.0),
    LabelField(LabelFieldKey.BARCODE, on=False, size=6.0),
)

_CARTON = (
    LabelField(LabelFieldKey.SERIAL, size=14.0, bold=True, alignment=Alignment.CENTRE),
    LabelField(LabelFieldKey.PRODUCT, size=12.0, alignment=Alignment.CENTRE),
    LabelField(LabelFieldKey.UNITS, size=11.0, alignment=Alignment.CENTRE),
)

BUILT_IN: Mapping[str, LabelTemplate] = {
    key: LabelTemplate(name, symbols, fields, grows=True)
    for key, name, symbols, fields in (
        ("data_matrix", N_("Data Matrix, text"), (LabelSymbol(),), _MANY),
        ("qr", N_("QR, text"), (LabelSymbol(SymbolKind.QR),), _MANY),
        (
            "code_128",
            N_("Code 128, text"),
            (LabelSymbol(SymbolKind.CODE_128, side=Side.TOP),),
            _FEW,
        ),
        (
            "gs1_data_matrix",
            N_("GS1 Data Matrix, text"),
            (LabelSymbol(SymbolKind.GS1_DATA_MATRIX),),
            _MANY,
        ),
        (
            "two_symbols",
            N_("Serial number and item"),
            (
                LabelSymbol(SymbolKind.DATA_MATRIX),
                LabelSymbol(SymbolKind.DATA_MATRIX, SymbolContent.ITEM, Side.RIGHT),
            ),
            _FEW,
        ),
        (
            "small",
            N_("Data Matrix, serial number"),
            (LabelSymbol(),),
            (LabelField(LabelFieldKey.SERIAL, size=7.0, bold=True),),
        ),
        ("symbol_only", N_("Data Matrix only"), (LabelSymbol(module=0.8),), ()),
        (
            "shelf",
            N_("Shelf label"),
            (LabelSymbol(SymbolKind.CODE_128, SymbolContent.ITEM, Side.BOTTOM),),
            _SHELF,
        ),
        (
            "carton",
            N_("Carton label"),
            (LabelSymbol(SymbolKind.CODE_128, side=Side.TOP),),
            _CARTON,
        ),
    )
}
"""The templates that come with the program, by key: copied, never changed."""


def built_in(key: str) -> LabelTemplate:
    """One of the templates that come with the program, in the language in use."""
    template = BUILT_IN[key]
    fields = (replace(each, before=_(each.before)) for each in template.fields)
    return replace(template, name=_(template.name), fields=tuple(fields))
