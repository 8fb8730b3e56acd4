"""The figures of a document: the columns that its kind has, and the sums below its lines.

A column or a sum that is added here is one a template can name. Sums of one key, such as the tax of
several rates, are printed below each other.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace

from app.domain.document_kind import DocumentKind, Effect, Price
from app.domain.kinds import KINDS
from app.domain.marks import N_
from app.domain.payments import TenderKind, TenderName
from app.domain.pricing import Discount
from app.domain.quantities import ONE_UNIT
from app.formats import Formats
from app.services.documents import orders, pricing
from app.services.money import accounts
from app.text import tender_name
from db.queries import accounts as account_reads
from db.queries import counts, payments, transfers
from db.queries.document_lines import DocumentLine
from db.queries.documents import DRAFT, POSTED, VOIDED, Document
from db.sql import Database

NOTHING = "–"


@dataclass(frozen=True, slots=True)
class FigureColumn:
    """A column of figures, told by its key; ``differs`` says where a figure stands out."""

    key: str
    title: str
    text: Callable[[DocumentLine], str]
    differs: Callable[[DocumentLine], bool] = lambda line: False


@dataclass(frozen=True, slots=True)
class Sum:
    """A row below the lines; the ``total`` is larger."""

    key: str
    title: str
    text: str
    total: bool = False


@dataclass(frozen=True, slots=True)
class FigureSource:
    """What the figures of a document are read from."""

    database: Database
    formats: Formats
    document: Document
    kind: DocumentKind
    lines: Sequence[DocumentLine]

    def column(self, key: str, text: Callable[[DocumentLine], str]) -> FigureColumn:
        """A column under its own title."""
        return FigureColumn(key, self.formats.says.text(TITLES[key]), text)

    def in_unit(self, line: DocumentLine, quantity: int) -> str:
        """A quantity in the line's unit."""
        return self.formats.quantity(quantity * ONE_UNIT // line.unit_size)


TITLES = {
    "quantity": N_("Quantity"),
    "open": N_("Still open"),
    "arrived": N_("Has arrived"),
    "counted": N_("Counted"),
    "book": N_("On the books"),
    "difference": N_("Difference"),
    "change": N_("Change"),
    "price": N_("Price"),
    "discount": N_("Discount"),
    "amount": N_("Amount"),
}
"""What columns of figures are called; that of the origin as its kind."""


def keys_of(kind: DocumentKind) -> list[str]:
    """The columns of figures that documents of a kind can have."""
    if not kind.has_lines:
        return []
    found = []
    if kind.goes_back:
        found.append("origin")
    if kind.effect is Effect.COUNTS:
        found += ["counted", "book", "difference"]
    elif kind.effect is Effect.ADJUSTS:
        found.append("change")
    else:
        found.append("quantity")
    if kind.becomes:
        found.append("open")
    if kind.sends:
        found.append("arrived")
    if kind.price is not Price.NONE:
        found += ["price", *(["discount"] if kind.deals else []), "amount"]
    return found


def columns_of(source: FigureSource) -> list[FigureColumn]:
    """The columns of a document; what is still to come of it, only where it is posted."""
    formats, kind = source.formats, source.kind
    if not kind.has_lines:
        return []
    columns = _quantities(source)
    if kind.goes_back:
        title = formats.says.text(KINDS[kind.origin or ""].name)
        columns.insert(0, FigureColumn("origin", title, lambda line: line.origin or NOTHING))
    if kind.price is not Price.NONE:
        columns.append(source.column("price", lambda line: formats.price(line.price)))
        if kind.deals and any(line.discount for line in source.lines):
            columns.append(source.column("discount", lambda line: formats.discount(off(line))))
        columns.append(source.column("amount", lambda line: formats.price(line.amount)))
    return columns


def off(line: DocumentLine) -> Discount:
    """The discount of a line."""
    return Discount(line.discount, line.discount_rate)


def _quantities(source: FigureSource) -> list[FigureColumn]:
    """The figures of goods: of a count beside the books, of others with what is still to come."""
    formats, kind, document = source.formats, source.kind, source.document
    if kind.effect is Effect.COUNTS:
        return _compared(source)
    if kind.effect is Effect.ADJUSTS:
        return [source.column("change", lambda line: formats.signed(line.quantity))]
    columns = [source.column("quantity", lambda line: source.in_unit(line, line.quantity))]
    if kind.becomes and document.state == POSTED:
        left = orders.left(source.database, document.id, source.lines)
        still = source.column("open", lambda line: source.in_unit(line, left.get(line.id, 0)))
        columns.append(replace(still, differs=lambda line: left.get(line.id, 0) != 0))
    if kind.sends and document.state == POSTED:
        rows = transfers.on_the_way(source.database, document.id)
        coming = {row.line_id: row.quantity for row in rows}
        arrived = source.column(
            "arrived",
            lambda line: source.in_unit(line, line.quantity - coming.get(line.id, 0)),
        )
        columns.append(replace(arrived, differs=lambda line: line.id in coming))
    return columns


def _compared(source: FigureSource) -> list[FigureColumn]:
    """What was counted, what the books said, and the difference; an item as a whole, once."""
    formats = source.formats
    products = {row.line_id: row for row in counts.products(source.database, source.document.id)}

    def book(line: DocumentLine) -> str:
        product = products.get(line.id)
        known = product is not None and product.counted is not None
        return formats.quantity(product.book_on_hand) if product and known else NOTHING

    def change(line: DocumentLine) -> int:
        product = products.get(line.id)
        return 0 if product is None else (product.counted or 0) - product.book_on_hand

    def difference(line: DocumentLine) -> str:
        return NOTHING if book(line) == NOTHING else formats.signed(change(line))

    def counted(line: DocumentLine) -> str:
        return NOTHING if line.book_on_hand is None else source.in_unit(line, line.quantity)

    differs = source.column("difference", difference)
    return [
        source.column("counted", counted),
        source.column("book", book),
        replace(differs, differs=lambda line: book(line) != NOTHING and change(line) != 0),
    ]


def sums_of(source: FigureSource) -> list[Sum]:
    """How much it is in all, and how much of it is still to come."""
    formats, kind, document, lines = source.formats, source.kind, source.document, source.lines
    if not kind.has_lines:
        return _settles(source)
    says = formats.says
    many = says.ngettext("{count} line", "{count} lines", len(lines))
    found = [Sum("lines", many, formats.units(sum(line.quantity for line in lines)))]
    if kind.deals:
        found += _up_to_total(source)
    if kind.price is not Price.NONE:
        total = formats.money(document.total)
        found.append(Sum("total", says.text(N_("Total")), total, total=True))
    found += _paid(source) if document.keeps_money else []
    if document.state != POSTED:
        return found
    if kind.becomes:
        left = orders.left(source.database, document.id, lines)
        found += _open(formats, list(left.values()))
    if kind.sends:
        rows = transfers.on_the_way(source.database, document.id)
        coming = sum(row.quantity for row in rows)
        title = says.text(N_("Units still on the way"))
        found += [Sum("coming", title, formats.quantity(coming))] if coming else []
    return found


def _settles(source: FigureSource) -> list[Sum]:
    """What a receipt or payment settles, what of it is an advance, and how it was paid (M8)."""
    formats, says, document = source.formats, source.formats.says, source.document
    if document.state == DRAFT:
        plan = accounts.plan_of(source.database, document)
        numbers = {debt.document: debt.number for debt in plan.debts}
        settled = [(numbers[id], amount) for id, amount in plan.amounts.items()]
    else:
        rows = account_reads.settled_by(source.database, document.id)
        settled = [(row.number, row.amount) for row in rows]
    found = [Sum("settled", number, formats.price(amount)) for number, amount in settled]
    advance = document.total - sum(amount for _number, amount in settled)
    if advance and document.state != VOIDED:
        found.append(Sum("settled", says.text(N_("Advance")), formats.price(advance)))
    total = formats.money(document.total)
    found.append(Sum("total", says.text(N_("Total")), total, total=True))
    return found + (_paid(source) if document.keeps_money else [])


def _up_to_total(source: FigureSource) -> list[Sum]:
    """Discounts and tax, each where there is some; before them what the lines come to."""
    formats, says, document = source.formats, source.formats.says, source.document
    found = pricing.totals(source.database, document, source.lines)
    taxes = [one for one in found.taxes if one.tax]
    discount = says.text(N_("Discount"))
    if document.discount_rate is not None:
        discount = f"{discount} {formats.percent(document.discount_rate)}"
    sums = [
        Sum("line_discounts", says.text(N_("Line discounts")), formats.price(-found.line_discounts))
        if found.line_discounts
        else None,
        Sum("discount", discount, formats.price(-found.discount)) if found.discount else None,
        *(
            Sum("tax", formats.tax(one, found.includes_tax), formats.price(one.tax))
            for one in taxes
        ),
    ]
    shown = [made for made in sums if made is not None]
    if found.line_discounts or found.discount or (taxes and not found.includes_tax):
        shown.insert(0, Sum("subtotal", says.text(N_("Subtotal")), formats.price(found.lines)))
    return shown


def _paid(source: FigureSource) -> list[Sum]:
    """What a posted document was paid with, the change, the rounding, and what stayed open (M5)."""
    formats, kind, says = source.formats, source.kind, source.formats.says
    rows = payments.payments(source.database, [source.document.id])
    rows = [row for row in rows if row.reverses_id is None]
    said = []
    rounding = kind.money_sign * sum(row.rounding for row in rows)
    if rounding:
        said.append((says.text(N_("Cash rounding")), rounding))
    for row in rows:
        own = row.tender or TenderName[TenderKind(row.kind).name]
        name = tender_name(own, says.text)
        back = kind.refunds and row.kind != TenderKind.EXCHANGE
        title = f"{name} {row.reference}".strip()
        if back:  # its reference is why, which is not the customer's
            title = says.text(N_("Given back: {tender}")).format(tender=name)
        said.append((title, abs(row.moved) if row.given is None else row.given))
    change = sum(row.change for row in rows)
    if change:
        said.append((says.text(N_("Change given")), change))
    owed = payments.debts(source.database, [source.document.id]).get(source.document.id, 0)
    if owed and kind.has_lines:
        said.append((says.text(N_("On account")), kind.money_sign * owed))
    return [Sum("payments", title, formats.price(amount)) for title, amount in said]


def _open(formats: Formats, left: Sequence[int]) -> list[Sum]:
    """How many units of an order are open, and how many are more than was ordered (D15)."""
    says = formats.says
    still = sum(quantity for quantity in left if quantity > 0)
    over = -sum(quantity for quantity in left if quantity < 0)
    found = []
    if still or not over:
        found.append(Sum("open", says.text(N_("Still open")), formats.quantity(still)))
    if over:
        found.append(Sum("over", says.text(N_("More than ordered")), formats.quantity(over)))
    return found
