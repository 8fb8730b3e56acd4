"""The templates that come with the program, by kind, paper and language; they are copied (Q7)."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import lru_cache

from app.domain.document_kind import DocumentKind, Party, SerialPolicy
from app.domain.kinds import KINDS
from app.domain.marks import N_
from app.printing.documents.template import (
    SUMS,
    DocumentTemplate,
    SerialStyle,
    TemplateField,
    columns_of,
    facts_of,
)
from app.printing.media.papers import PAPERS, Paper
from app.printing.page import TextAlign
from app.text import wording

_LEFT, _RIGHT = TextAlign.LEFT, TextAlign.RIGHT


@dataclass(frozen=True, slots=True)
class _Sizes:
    """Points of what is large, usual and small; how wide columns are beside those of A4."""

    title: float
    usual: float
    small: float
    widths: float = 1.0


_PAGE = _Sizes(title=14.0, usual=9.0, small=8.0)
_HALF = _Sizes(title=12.0, usual=8.0, small=7.0, widths=0.82)
_FORM = _Sizes(title=12.0, usual=9.0, small=8.0, widths=1.1)
_LOW_FORM = _Sizes(title=10.0, usual=7.5, small=7.0, widths=1.1)

_WIDTHS = {
    "position": 8.0,
    "sku": 26.0,
    "serials": 40.0,
    "unit": 13.0,
    "origin": 30.0,
    "quantity": 18.0,
    "price": 24.0,
    "discount": 18.0,
    "amount": 28.0,
}
_WIDTH = 22.0
"""Millimetres of a column on A4."""
_OFF = frozenset({"sku", "unit", "origin"})
_FACTS_OFF = frozenset({"posted_at"})
_LEFT_COLUMNS = frozenset({"position", "item", "sku", "serials", "unit", "origin"})


def built_in(kind: str, paper: str, language: str = "en") -> DocumentTemplate:
    """The template of the program for a kind on one of its papers."""
    return built_in_on(kind, PAPERS[paper], language)


@lru_cache(maxsize=256)
def built_in_on(kind: str, on: Paper, language: str = "en") -> DocumentTemplate:
    """The same on any paper, such as a size of the shop's own."""
    made = KINDS[kind]
    sizes = _sizes(on)
    return DocumentTemplate(
        kind=kind,
        paper=on,
        language=language,
        head=_head(sizes, on),
        facts=_facts(made, sizes),
        columns=[_column(made, key, sizes, on) for key in columns_of(made)],
        foot=_foot(made, sizes, language),
        serials=SerialStyle.FOLDED,
        signatures=_signatures(made, on, language),
        page_numbers=not on.is_roll,
    )


def _sizes(paper: Paper) -> _Sizes:
    if paper.is_form:
        return _LOW_FORM if paper.height < 100 else _FORM
    if paper.width >= 200:
        return _PAGE
    narrower = min(paper.room / PAPERS["a5"].room, 1.0)
    return replace(_HALF, widths=_HALF.widths * narrower)


def _head(sizes: _Sizes, paper: Paper) -> Sequence[TemplateField]:
    return [
        TemplateField("shop_name", size=sizes.title, bold=True),
        TemplateField("address", size=sizes.small),
        TemplateField("phone", size=sizes.small),
        TemplateField("tax_number", size=sizes.small),
        TemplateField("kind", size=sizes.title, bold=True, align=_RIGHT),
        TemplateField("number", size=sizes.usual, align=_RIGHT),
    ]


def _facts(kind: DocumentKind, sizes: _Sizes) -> Sequence[TemplateField]:
    return [
        TemplateField(key, on=key not in _FACTS_OFF, size=sizes.usual) for key in facts_of(kind)
    ]


def _signatures(kind: DocumentKind, paper: Paper, language: str) -> Sequence[str]:
    """Who gets goods signs for them, and on a form who hands them over."""
    says = wording(language)
    moves = kind.sends or (kind.party is not Party.NONE and kind.policy is not SerialPolicy.NONE)
    if paper.is_roll or not moves:
        return ()
    handled = [says.text(N_("Handled by"))] if paper.is_form else []
    return (*handled, says.text(N_("Received by")))


def _column(kind: DocumentKind, key: str, sizes: _Sizes, paper: Paper) -> TemplateField:
    goes_back = key == "origin" and kind.goes_back and paper.width > 200
    return TemplateField(
        key,
        on=key not in _OFF or goes_back,
        size=sizes.small if key == "serials" else sizes.usual,
        width=0.0 if key == "item" else round(_WIDTHS.get(key, _WIDTH) * sizes.widths, 1),
        align=_LEFT if key in _LEFT_COLUMNS else _RIGHT,
    )


def _foot(kind: DocumentKind, sizes: _Sizes, language: str) -> Sequence[TemplateField]:
    return [
        TemplateField("lines" if kind.has_lines else "settled", size=sizes.usual),
        *(TemplateField(key, size=sizes.usual) for key in SUMS),
        TemplateField("total", size=sizes.title, bold=True),
        TemplateField("payments", size=sizes.usual),
        TemplateField("open", size=sizes.usual),
        TemplateField("over", size=sizes.usual),
        TemplateField("coming", size=sizes.usual),
        TemplateField("capitals", on=language != "en", size=sizes.usual),
        TemplateField("note", size=sizes.small),
        TemplateField("bank", on=kind.party is Party.CUSTOMER, size=sizes.small),
    ]
