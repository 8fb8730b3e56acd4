"""What a document comes to: kept while it is a draft, written as it is posted (M3, M4).

A line that comes back by an earlier document gives back exactly what was paid for it, tax too, as
long as nobody types another price or discount.
"""

from collections.abc import Collection, Iterator, Mapping, Sequence
from typing import NamedTuple

from app.domain.kinds import KINDS
from app.domain.money import part_of, spread
from app.domain.prices import PriceSource
from app.domain.pricing import (
    Discount,
    LineTax,
    PaidTax,
    PricedLine,
    Pricing,
    TaxGroup,
    TaxMode,
    TaxPart,
    Totals,
    judge_discount,
    to_pay,
    totals_of,
    work_out,
)
from app.domain.problems import Code, Problem, Reason
from app.domain.quantities import amount
from db.codes import DISCARDED, DRAFT
from db.queries import pricing as pricing_reads
from db.queries import taxes
from db.queries.document_lines import DocumentLine
from db.queries.documents import Document
from db.queries.pricing import LineMoney, PaidLine
from db.sql import Database
from db.writes import document_lines
from db.writes import documents as document_writes
from db.writes import pricing as pricing_writes
from db.writes.document_lines import Figures
from db.writes.pricing import GivenBack, LineTaxes, PricedHead


class TaxChoice(NamedTuple):
    """How a shop keeps tax, and the tax of items that name none."""

    mode: TaxMode = TaxMode.NONE
    default: int | None = None


TaxOfLine = tuple[int | None, int | None]
"""A line's tax, and its rate on the document's day."""

DEALING = frozenset(kind.key for kind in KINDS.values() if kind.deals)


# Lines


def discounted(line: DocumentLine, discount: Discount) -> DocumentLine:
    """The line as one with another discount, which somebody gave it."""
    own = typed(line) if line.price_source == PriceSource.ORIGIN else line
    return own._replace(discount=discount.amount, discount_rate=discount.rate)


def figures_of(line: DocumentLine, quantity: int, price: int) -> Figures:
    """What a line comes to at a quantity and a price, with the discount that it has."""
    gross = amount(quantity, price, line.unit_size)
    off = Discount(line.discount, line.discount_rate).of(gross)
    source = line.price_source, line.price_list
    return Figures(quantity, price, off, line.discount_rate, gross - off, *source, line.id)


def typed(line: DocumentLine) -> DocumentLine:
    """The line as one whose figures somebody types: it no longer gives back what was paid."""
    typed = line._replace(price_source=int(PriceSource.TYPED), price_list=None)
    if line.price_source == PriceSource.ORIGIN:
        return typed._replace(discount=0, discount_rate=None)
    return typed


def line_taxes(
    database: Database, head: Document, choice: TaxChoice, items: Mapping[int, int | None]
) -> dict[int, TaxOfLine]:
    """The tax of new lines by their ``items``, each with the item's own; and its rate (M4)."""
    if not head.tax_mode:
        return {}
    rates = taxes.rates_on(database, head.date)
    found = {}
    for item, own in items.items():
        tax = choice.default if own is None else own
        found[item] = tax, None if tax is None else rates.get(tax)
    return found


def mode_for(kind: str, choice: TaxChoice) -> TaxMode:
    """How the prices of a new document stand to tax."""
    return choice.mode if KINDS[kind].deals else TaxMode.NONE


# Drafts


def write_lines(
    database: Database, draft: int, changes: Sequence[tuple[DocumentLine, int, int]], at: str
) -> None:
    """Write quantities and prices of lines with what follows from them, ``at`` a moment."""
    document_lines.write_figures(database, [figures_of(*change) for change in changes])
    touch(database, draft, at)


def touch(database: Database, draft: int, at: str) -> None:
    """A draft was changed ``at`` a moment (ISO, UTC): what it comes to now."""
    head = document_writes.touch(database, draft, at)
    _keep(database, draft, head, TaxMode(head.tax_mode))


class _WorkedOut(NamedTuple):
    """A draft worked out, with the ids of its lines."""

    pricing: Pricing
    lines: list[int]


_NOTHING = _WorkedOut(Pricing(Totals(), (), ()), [])
"""Of a draft without discounts and tax: its total is that of its lines."""


def _keep(
    database: Database,
    draft: int,
    head: PricedHead,
    mode: TaxMode,
    lines: Sequence[LineMoney] | None = None,
) -> _WorkedOut:
    """What comes back gets what was paid, the head its discount and what is to be paid.

    ``lines`` are its lines, where they were read: its tax may be another than it was kept with.
    """
    given = False
    if KINDS[head.kind].goes_back:
        mode, given = _give_back(database, draft, mode)
    if not (given or lines is not None or mode or head.discount or head.discount_rate):
        return _NOTHING
    if given or lines is None:
        lines = pricing_reads.lines(database, draft)
    found = _worked_out(database, lines, _discount(head), mode)
    off, total = _discount(head).of(sum(line.amount for line in lines)), found.totals.total
    if (off, mode, total) != (head.discount, head.tax_mode, head.total):
        pricing_writes.write_totals(database, draft, off, mode, total)
    return _WorkedOut(found, [line.id for line in lines])


def _discount(head: PricedHead | Document) -> Discount:
    return Discount(head.discount, head.discount_rate)


def _give_back(database: Database, draft: int, mode: TaxMode) -> tuple[TaxMode, bool]:
    """Have the lines of a return give back what was paid (M3).

    Returns how the prices that were paid stand to tax, and whether a line has changed.
    """
    paid = pricing_reads.paid_for(database, draft)
    back: dict[int, tuple[int, int]] = {}
    changed = []
    for row in paid:
        if not row.gives_back:
            continue
        before, given = back.get(row.origin_line_id, (row.back, row.given))
        part = part_of(row.paid, row.quantity, before, given, row.back_quantity)
        back[row.origin_line_id] = before + row.back_quantity, given + part
        off = amount(row.back_quantity, row.price, row.unit_size) - part
        if (off, part) != (row.discount, row.amount):
            changed.append(GivenBack(off, part, row.line))
    pricing_writes.write_given_back(database, changed)
    return next((TaxMode(row.tax_mode) for row in paid if row.tax_mode), mode), bool(changed)


def _worked_out(
    database: Database, lines: Sequence[LineMoney], discount: Discount, mode: TaxMode
) -> Pricing:
    priced = _priced(lines)
    return work_out(priced, discount, mode, _paid(database, priced, mode))


def _priced(lines: Sequence[LineMoney]) -> list[PricedLine]:
    return [
        PricedLine(
            line.amount + line.discount,
            line.discount,
            _line_tax(line.tax, line.tax_id, line.tax_rate),
            line.came_by,
        )
        for line in lines
    ]


def _line_tax(name: str | None, tax: int | None, rate: int | None) -> LineTax | None:
    """The tax on a line; one without a rate on its day counts for nothing until it is posted."""
    return None if tax is None or rate is None else LineTax(tax, name or "", rate)


def _paid(
    database: Database, lines: Sequence[PricedLine], mode: TaxMode
) -> dict[TaxGroup, PaidTax]:
    """What was paid of the tax of lines that come back, where it was paid in the same way."""
    numbers = {line.came_by for line in lines if line.came_by and line.tax}
    if not (numbers and mode):
        return {}
    included = mode is TaxMode.INCLUDED
    return {
        TaxGroup(row.tax_id, row.rate, row.number): PaidTax(
            row.net + row.tax * included,
            row.tax,
            row.net_back + row.tax_back * included,
            row.tax_back,
        )
        for row in pricing_reads.taxes_paid(database, sorted(numbers))
        if row.tax_mode == mode
    }


def refresh(database: Database, draft: int, choice: TaxChoice) -> None:
    """Bring a draft to the shop's taxes and to their rates on its day; what comes back keeps its.

    Called where taxes or days change.
    """
    _refreshed(database, draft, choice)


def _refreshed(database: Database, draft: int, choice: TaxChoice) -> _WorkedOut:
    head = document_writes.priced_head(database, draft)
    if not KINDS[head.kind].deals:
        return _NOTHING
    lines = None
    if choice.mode or head.tax_mode:
        lines = _taxed_lines(database, draft, head, choice)
    return _keep(database, draft, head, choice.mode, lines)


def _taxed_lines(
    database: Database, draft: int, head: PricedHead, choice: TaxChoice
) -> list[LineMoney]:
    """The lines of a draft, each with the tax that it has now."""
    lines = pricing_reads.lines(database, draft)
    own = pricing_reads.item_taxes(database, (line.product_id for line in lines))
    rates = taxes.rates_on(database, head.date) if choice.mode else {}
    paid = {}
    if KINDS[head.kind].goes_back:
        paid = {row.line: row for row in pricing_reads.paid_for(database, draft, every=True)}
    changed = []
    for line in lines:
        tax, rate = _tax_now(line, paid.get(line.id), own, rates, choice)
        if (tax, rate) != (line.tax_id, line.tax_rate):
            changed.append(LineTaxes(tax, rate, line.id))
    if not changed:
        return lines
    pricing_writes.write_line_taxes(database, changed)
    return pricing_reads.lines(database, draft)


def _tax_now(
    line: LineMoney,
    paid: PaidLine | None,
    own: Mapping[int, int | None],
    rates: Mapping[int, int],
    choice: TaxChoice,
) -> TaxOfLine:
    if paid is not None:
        return paid.tax_id, paid.tax_rate
    if not choice.mode:
        return None, None
    tax = own.get(line.product_id)
    tax = choice.default if tax is None else tax
    return tax, None if tax is None else rates.get(tax)


def refresh_all(database: Database, choice: TaxChoice) -> None:
    """Bring every draft to the shop's taxes and their rates on its day (``refresh``)."""
    for draft in pricing_reads.open_drafts(database, DEALING):
        refresh(database, draft, choice)


def shared(head: Document, lines: Sequence[DocumentLine]) -> list[DocumentLine]:
    """The lines of a draft with the shares of its discount that they will bear (M3)."""
    if not head.discount:
        return list(lines)
    shares = spread(head.discount, [line.amount for line in lines])
    return [line._replace(share=share) for line, share in zip(lines, shares, strict=True)]


# What it comes to


def totals(database: Database, head: Document, lines: Sequence[DocumentLine]) -> Totals:
    """What a document comes to, as its screen and its paper say; ``lines`` are its lines.

    Of what is posted it is what was kept then.
    """
    if head.state in (DRAFT, DISCARDED):
        names = taxes.names(database) if head.tax_mode else {}
        priced = [
            PricedLine(
                line.amount + line.discount,
                line.discount,
                _line_tax(names.get(line.tax_id or 0), line.tax_id, line.tax_rate),
                line.origin if line.price_source == PriceSource.ORIGIN else None,
            )
            for line in lines
        ]
        mode = TaxMode(head.tax_mode)
        return work_out(priced, _discount(head), mode, _paid(database, priced, mode)).totals
    stored = pricing_reads.taxes(database, head.id) if head.tax_mode else ()
    return Totals(
        sum(line.amount + line.discount for line in lines),
        sum(line.discount for line in lines),
        head.discount,
        totals_of(
            TaxPart(TaxGroup(row.tax_id, row.rate, row.came_by), row.name, row.net, row.tax)
            for row in stored
        ),
        head.total,
    )


def to_pay_by_origin(database: Database, head: Document) -> dict[int | None, int]:
    """What a draft comes to with its tax, by the document that its goods came by; None: by none."""
    lines = pricing_reads.lines(database, head.id)
    found = _worked_out(database, lines, _discount(head), TaxMode(head.tax_mode))
    sums: dict[int | None, int] = {}
    for line, part in zip(lines, to_pay(_priced(lines), found), strict=True):
        sums[line.origin_id] = sums.get(line.origin_id, 0) + part
    return sums


def write(database: Database, draft: int, choice: TaxChoice) -> None:
    """Write what a draft that is to be posted comes to: each line's share, and its tax.

    It is brought to the shop's taxes before, so that nothing old is posted.
    """
    found = _refreshed(database, draft, choice)
    shares = zip(found.pricing.shares, found.lines, strict=True)
    pricing_writes.write_shares(database, [(share, line) for share, line in shares if share])
    rows = [
        pricing_writes.TaxWritten(
            part.group.tax, part.name, part.group.rate, part.net, part.tax, part.group.came_by
        )
        for part in found.pricing.taxes
    ]
    pricing_writes.write_taxes(database, draft, rows)


def problems_of(
    database: Database, head: Document, lines: Sequence[DocumentLine]
) -> Iterator[Problem]:
    """What stands against posting: discounts above what they are off, taxes without a rate (M4)."""
    if head.kind not in DEALING:
        return
    for position, line in enumerate(lines, 1):
        if line.price_source == PriceSource.ORIGIN:
            continue
        found = judge_discount(Discount(line.discount), line.amount + line.discount, line.product)
        if found:
            yield Problem(found.code, found.values, line=position)
    found = judge_discount(_discount(head), sum(max(line.amount, 0) for line in lines))
    if found:
        yield found
    if head.tax_mode:
        yield from _tax_problems(database, head, lines)
    if KINDS[head.kind].goes_back:
        yield from _mode_problems(database, head, lines)


def _tax_problems(
    database: Database, head: Document, lines: Sequence[DocumentLine]
) -> Iterator[Problem]:
    names: Mapping[int, str] = {}
    for position, line in enumerate(lines, 1):
        if line.tax_id is None or line.tax_rate is not None:
            continue
        names = names or taxes.names(database)
        values: dict[str, object] = {"product": line.product, "tax": names.get(line.tax_id, "")}
        code, more = _why_no_rate(taxes.periods(database, line.tax_id), head.date)
        yield Problem(code, values | more, line=position)


def _why_no_rate(
    periods: Collection[taxes.TaxPeriod], day: str
) -> tuple[Reason, dict[str, object]]:
    """Whether a tax ended before a day, begins after it, or has a gap there."""
    if periods and all(period.valid_from > day for period in periods):
        return Code.TAX_NOT_BEGUN, {"date": min(period.valid_from for period in periods)}
    ends = [period.valid_until or "" for period in periods]
    if ends and all(ends) and max(ends) < day:
        return Code.TAX_ENDED, {"date": max(ends)}
    return Code.TAX_WITHOUT_RATE, {"date": day}


def _mode_problems(
    database: Database, head: Document, lines: Sequence[DocumentLine]
) -> Iterator[Problem]:
    """Goods that were paid with tax included and others with tax added do not go on one return."""
    position = {line.id: place for place, line in enumerate(lines, 1)}
    names = {line.id: line.product for line in lines}
    for row in pricing_reads.paid_for(database, head.id):
        if row.tax_mode not in (TaxMode.NONE, head.tax_mode) and row.line in position:
            values = {"product": names[row.line], "number": row.number}
            yield Problem(Code.TAX_MODES_DIFFER, values, line=position[row.line])
