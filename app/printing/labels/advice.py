"""What would do where a label does not fit: other symbols on it, and larger labels (Q8)."""

from collections.abc import Iterator
from dataclasses import replace
from itertools import islice

from app.domain.problems import Code, Problem, Refused
from app.printing.labels.job import LabelJob
from app.printing.labels.layout import lay_out
from app.printing.labels.template import LabelTemplate, Side
from app.printing.media.label_rolls import LABEL_ROLLS
from app.printing.media.label_sheets import LABEL_SHEETS
from app.printing.media.media import LabelMedia, size_text
from app.printing.symbols.symbol import SymbolKind
from app.services.paper.label_contents import LabelContent

_SIZES = 3
"""Labels that are named at most: the smallest that would do."""


def does_not_fit(job: LabelJob, content: LabelContent, symbols_fit: bool) -> Refused:
    """Why a label is refused.

    Its problem names what would do in words; as data, ``symbols`` has the kinds of symbols and
    ``media`` the sheets or rolls, for a screen that lets one be chosen.
    """
    symbols = [] if symbols_fit else list(_symbols(job, content))
    media = list(islice(_media(job, content), _SIZES))
    shown = [f"{each.name} ({size_text(*each.read_size)})" for each in media]
    values = {
        "text": content.serial,
        "size": size_text(*job.media.read_size),
        "dpi": job.dpi,
        "symbol": tuple(wanted.kind for wanted in job.template.symbols),
        "fields": tuple(field.key for field in job.template.fields if field.on),
        "fits": (*symbols, *shown),
        "symbols": tuple(symbols),
        "media": tuple(media),
    }
    fits = bool(values["fits"])
    if symbols_fit:
        code = Code.LABEL_TEXT_NO_ROOM if fits else Code.LABEL_TEXT_TOO_LONG
    else:
        code = Code.LABEL_SYMBOL_NO_ROOM if fits else Code.LABEL_SYMBOL_TOO_LONG
    return Refused([Problem(code, values, serial=content.serial)])


def _symbols(job: LabelJob, content: LabelContent) -> Iterator[SymbolKind]:
    """The kinds of symbols in which the same label fits, each at the side that suits it."""
    now = {wanted.kind for wanted in job.template.symbols}
    for kind in SymbolKind:
        if kind in now or any(kind.is_gs1 != other.is_gs1 for other in now):
            continue
        if any(
            _fits(replace(job, template=with_kind(job.template, kind, side)), content)
            for side in (None, beside(kind))
        ):
            yield kind


def beside(kind: SymbolKind) -> Side:
    """Where a symbol of a kind stands best: bars above the text, squares beside it."""
    return Side.TOP if kind.is_linear else Side.LEFT


def with_kind(template: LabelTemplate, kind: SymbolKind, side: Side | None = None) -> LabelTemplate:
    """The same label with symbols of another kind, at another side where one is given."""
    symbols = (replace(wanted, kind=kind, side=side or wanted.side) for wanted in template.symbols)
    return replace(template, symbols=tuple(symbols))


def _media(job: LabelJob, content: LabelContent) -> Iterator[LabelMedia]:
    """Sheets of the same page, or rolls, on which the label fits as it is: the smallest first."""
    known = LABEL_ROLLS if job.media.is_roll else LABEL_SHEETS
    larger = sorted(
        (media for media in known if media.is_roll or media.page_width == job.media.page_width),
        key=lambda media: media.width * media.height,
    )
    for media in larger:
        if _fits(replace(job, media=media), content):
            yield media


def _fits(job: LabelJob, content: LabelContent) -> bool:
    try:
        return lay_out(job, content).drawing is not None
    except Refused:
        return False
