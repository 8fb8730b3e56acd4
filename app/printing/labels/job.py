"""One kind of label to print: the template, on what, for which printer; and what is on each."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from app.domain.gs1_writing import element_pairs
from app.domain.wrapping import one_row
from app.formats import Formats
from app.printing.labels.printers import LabelPrinter
from app.printing.labels.template import (
    LabelField,
    LabelFieldKey,
    LabelSymbol,
    LabelTemplate,
    SymbolContent,
)
from app.printing.media.media import LabelMedia
from app.printing.symbols.encoding import make, make_gs1
from app.printing.symbols.symbol import Symbol
from app.services.paper.label_contents import LabelContent
from app.text import ngettext


@dataclass(frozen=True, slots=True)
class LabelJob:
    """What all labels of a job share. ``logo`` is a picture's file, PNG or JPEG."""

    template: LabelTemplate
    media: LabelMedia
    printer: LabelPrinter
    formats: Formats
    logo: bytes | None = None

    @property
    def dpi(self) -> int:
        """Dots an inch of the printer."""
        return self.printer.dpi


_Say = Callable[[LabelContent, Formats], str]

_SAYS: Mapping[LabelFieldKey, _Say] = {
    LabelFieldKey.SERIAL: lambda content, _: content.serial,
    LabelFieldKey.SECOND: lambda content, _: content.second,
    LabelFieldKey.PRODUCT: lambda content, _: content.product,
    LabelFieldKey.SKU: lambda content, _: content.sku,
    LabelFieldKey.BARCODE: lambda content, _: content.barcode,
    LabelFieldKey.PRICE: lambda content, formats: (
        "" if content.price is None else formats.money(content.price)
    ),
    LabelFieldKey.BATCH: lambda content, _: content.batch,
    LabelFieldKey.MADE: lambda content, formats: formats.date(content.made),
    LabelFieldKey.EXPIRES: lambda content, formats: formats.date(content.expires),
    LabelFieldKey.WARRANTY: lambda content, formats: formats.date(content.warranty),
    LabelFieldKey.SHOP: lambda content, _: content.shop,
    LabelFieldKey.DATE: lambda content, formats: formats.date(content.date),
    LabelFieldKey.UNITS: lambda content, _: (
        "" if content.units is None else ngettext("{count} unit", "{count} units", content.units)
    ),
    LabelFieldKey.LOGO: lambda _content, _formats: "",
}


def text_of(field: LabelField, content: LabelContent, formats: Formats) -> str:
    """What a field says, with what stands before it; empty where nothing fills it."""
    free = field.key is LabelFieldKey.TEXT
    said = one_row(field.text if free else _SAYS[field.key](content, formats))
    return one_row(f"{field.before} {said}") if said else ""


def symbol_of(symbol: LabelSymbol, content: LabelContent) -> Symbol | None:
    """The symbol with what it holds, or None where nothing fills it.

    Raises Refused where no symbol of its kind reads as that.
    """
    if symbol.kind.is_gs1:
        has = content.second if symbol.content is SymbolContent.SECOND else content.serial
        if symbol.content is SymbolContent.ITEM:
            return make_gs1(symbol.kind, element_pairs(content.gtin, serial=""))
        if not has:
            return None
        pairs = element_pairs(content.gtin, has, content.batch, content.made, content.expires)
        return make_gs1(symbol.kind, pairs)
    text = {
        SymbolContent.SERIAL: content.serial,
        SymbolContent.SECOND: content.second,
        SymbolContent.ITEM: content.barcode,
    }[symbol.content]
    return make(symbol.kind, text) if text else None
