"""Jobs and contents of labels for tests."""

from dataclasses import replace

from app.formats import Formats
from app.printing.labels.job import LabelJob
from app.printing.labels.printers import LabelPrinter
from app.printing.labels.template import (
    BUILT_IN,
    LabelField,
    LabelFieldKey,
    LabelSymbol,
    LabelTemplate,
    Side,
)
from app.printing.media.label_rolls import LABEL_ROLLS
from app.printing.media.label_sheets import LABEL_SHEETS
from app.printing.media.media import LabelMedia
from app.printing.symbols.symbol import SymbolKind
from app.services.paper.label_contents import LabelContent

WATCH = LabelContent(
    "SN0000243617",
    product="Merrow Watch 44 mm",
    sku="MW-44",
    barcode="6901234567892",
    gtin="6901234567892",
    price=135900,
    shop="Corner Shop",
    date="2026-11-27",
)


def media(name: str) -> LabelMedia:
    """The sheet or roll that has this among its names."""
    return next(each for each in (*LABEL_SHEETS, *LABEL_ROLLS) if name in each.name)


def job(
    template: LabelTemplate | str = "data_matrix", on: LabelMedia | str = "L7651", dpi: int = 300
) -> LabelJob:
    return LabelJob(
        BUILT_IN[template] if isinstance(template, str) else template,
        media(on) if isinstance(on, str) else on,
        LabelPrinter(dpi),
        Formats("en", "CNY"),
    )


def only(kind: SymbolKind, module: float = 0.51) -> LabelTemplate:
    """A label with one symbol and nothing besides."""
    return LabelTemplate("Symbol", (LabelSymbol(kind, side=side_of(kind), module=module),))


def side_of(kind: SymbolKind) -> Side:
    return Side.TOP if kind.is_linear else Side.LEFT


def fields(*keys: LabelFieldKey, **shared: object) -> LabelTemplate:
    """A label of text."""
    made = (replace(LabelField(key), **shared) for key in keys)  # type: ignore[arg-type]
    return LabelTemplate("Text", (), tuple(made))
