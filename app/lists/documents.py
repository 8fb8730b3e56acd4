"""The documents of a kind and of those listed with it: drafts first, then the newest."""

from collections.abc import Iterator, Sequence

from app.domain.costs import Margin
from app.domain.document_kind import DocumentKind, Effect, Party, Price
from app.domain.kinds import KINDS, number_beginning
from app.domain.marks import N_
from app.domain.permissions import Permission
from app.domain.serials import fold
from app.domain.verdicts import Level
from app.lists import details, said
from app.lists.listing import Column, Detail, Listing, Type
from app.text import _, called
from db.queries.documents import DRAFT, POSTED, VOIDED
from db.queries.lists import documents as document_pages
from db.queries.lists.documents import DocumentRow, DocumentsAsked

_STATES = {DRAFT: N_("Draft"), POSTED: N_("Posted"), VOIDED: N_("Void")}
_TONES = {DRAFT: Level.NOTED, VOIDED: Level.REFUSED}


def listed(kind: DocumentKind) -> Sequence[DocumentKind]:
    """The kinds that the page of a kind lists."""
    return [one for one in KINDS.values() if kind.key in (one.key, one.listed_with)]


def asked_of(kind: DocumentKind, text: str = "") -> DocumentsAsked:
    """What the page of a kind lists, with a text in it, in whatever width a number was typed."""
    kinds = listed(kind)
    return DocumentsAsked(
        kinds=[one.key for one in kinds],
        text=text,
        beginnings=[number_beginning(one) for one in kinds],
        half_width=fold(text),
    )


def documents(kind: DocumentKind, serials_enabled: bool) -> Listing[DocumentsAsked, DocumentRow]:
    """The list of a kind; while serials are switched off (P1) it has no columns of them."""
    columns = tuple(_columns(kind, serials_enabled))
    return Listing(
        f"documents.{kind.key}",
        columns,
        document_pages.page,
        document_pages.count,
        says=said.of_documents,
        details=tuple(_details(kind, columns, serials_enabled)),
    )


def _details(
    kind: DocumentKind, columns: Sequence[Column[DocumentRow]], serials_enabled: bool
) -> Iterator[Detail[DocumentRow]]:
    yield from details.of_documents(kind, columns, serials_enabled)
    if kind.effect is Effect.COUNTS:
        from app.lists.count_differences import differences  # of counts alone

        yield differences(details.head_of(columns))


def _columns(kind: DocumentKind, serials_enabled: bool) -> Iterator[Column[DocumentRow]]:
    yield Column("number", N_("Number"), Type.TEXT, lambda d: d.number, 152, nothing="–")
    yield Column(
        "state", N_("State"), Type.STATUS, lambda d: d.state, 88, names=_STATES, tones=_TONES
    )
    yield Column("date", N_("Date"), Type.DATE, lambda d: d.date)
    yield from _who_and_where(kind)
    yield Column("units", N_("Units"), Type.QUANTITY, lambda d: d.units, 80)
    if serials_enabled and kind.carries_serials:
        yield Column("serials", N_("Serials"), Type.COUNT, lambda d: d.serials, 80)
    if kind.price is not Price.NONE:
        cost = details.cost_of(kind)
        yield Column("total", N_("Total"), Type.MONEY, lambda d: d.total, 128, needs=cost)
    if kind.sells_goods:
        yield from _margin()
    yield Column("person", N_("By"), Type.TEXT, lambda d: called(d.person), 128, at_first=False)


def _margin() -> Iterator[Column[DocumentRow]]:
    """What the goods had cost and what is left above that; a return takes both back (M11)."""
    see = Permission.SEE_COST
    yield Column(
        "cost", N_("Cost"), Type.MONEY, lambda d: _margin_of(d).cost, 112, at_first=False, needs=see
    )
    yield Column(
        "margin",
        N_("Margin"),
        Type.MONEY,
        lambda d: _margin_of(d).amount,
        112,
        at_first=False,
        needs=see,
    )


def _margin_of(document: DocumentRow) -> Margin:
    sign = -int(KINDS[document.kind].direction)
    cost = None if document.state == DRAFT or document.cost is None else sign * document.cost
    return Margin(sign * document.net, cost)


def _who_and_where(kind: DocumentKind) -> Iterator[Column[DocumentRow]]:
    if len(listed(kind)) > 1:
        yield Column("kind", N_("Kind"), Type.TEXT, lambda d: _(KINDS[d.kind].name), 152)
    if kind.party is Party.CUSTOMER:
        yield Column("party", N_("Customer"), Type.TEXT, _customer, stretch=True)
    elif kind.party is not Party.NONE:
        yield Column("party", N_("Supplier"), Type.TEXT, lambda d: d.party, stretch=True)
    alone = kind.party is Party.NONE
    yield Column("warehouse", N_("Warehouse"), Type.TEXT, lambda d: d.warehouse, 144, alone)
    if kind.sends:
        yield Column("to_warehouse", N_("Goes to"), Type.TEXT, lambda d: d.to_warehouse, 144)


def _customer(document: DocumentRow) -> str:
    return document.party or _("Walk-in customer")
