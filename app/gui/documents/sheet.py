"""What stands on a posted document, as data: the head, the columns its kind has, lines, totals."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from app.domain.kinds import KINDS, DocumentKind, Effect, Party, Price
from app.domain.marks import N_
from app.domain.quantities import MINUS, ONE_UNIT
from app.formats import Formats
from app.gui.kit.desk import Desk
from app.services.documents import orders
from app.services.settings import Settings
from app.text import _, ngettext, party_name
from db.queries import contacts, counts, documents, transfers
from db.queries.documents import POSTED, VOIDED, Document, DocumentLine

NOTHING = "–"
Text = Callable[[DocumentLine], str]


@dataclass(frozen=True, slots=True)
class SheetColumn:
    """A column of figures, from the right edge; ``differs`` says where a figure stands out."""

    title: str
    text: Text
    width: int = 84
    differs: Callable[[DocumentLine], bool] = lambda line: False


@dataclass(frozen=True, slots=True)
class Fact:
    """Something the head says; ``document`` is what it links to, ``below`` what is said smaller."""

    title: str
    text: str
    below: str = ""
    document: int | None = None


@dataclass(frozen=True, slots=True)
class Sum:
    """A row below the lines; the ``total`` is larger."""

    title: str
    text: str
    total: bool = False


@dataclass(frozen=True, slots=True)
class Sheet:
    """A document as paper shows it. ``shop`` is its name, and under it where it is found."""

    document: Document
    shop: Sequence[str]
    kind: str
    facts: Sequence[Fact]
    columns: Sequence[SheetColumn]
    lines: Sequence[DocumentLine]
    sums: Sequence[Sum]
    with_serials: bool
    gone: str = ""
    """What is said of serial numbers that went out where others of the line came in."""

    def note_of(self, line: DocumentLine) -> str:
        """What stands beside an item's name: its SKU, what a pack holds, what it is made of."""
        said = [line.sku]
        if line.unit_size != ONE_UNIT:
            held = f"{line.unit_size / ONE_UNIT:g}"
            said.append(_("{unit} of {count}").format(unit=line.unit, count=held))
        if KINDS[self.document.kind].effect is Effect.ASSEMBLES:
            finished = line.id == self.lines[0].id
            said.append(_("finished item") if finished else _("part"))
        return " · ".join(said)

    @property
    def is_void(self) -> bool:
        """It has no effect any more."""
        return self.document.state == VOIDED


def sheet_of(desk: Desk, document: Document) -> Sheet:
    """Read a posted or voided document for its page. Its serial numbers are read as they show."""
    kind = KINDS[document.kind]
    lines = documents.lines(desk.database, document.id)
    if not desk.settings.serials_enabled:  # P1
        lines = [line._replace(serials=0) for line in lines]
    return Sheet(
        document=document,
        shop=_shop(desk.settings),
        kind=_(kind.name),
        facts=_facts(desk, document, kind),
        columns=_columns(desk, document, kind, lines),
        lines=lines,
        sums=_sums(desk, document, kind, lines),
        with_serials=any(line.serials for line in lines),
        gone=_(_GONE[kind.effect]) if kind.effect in _GONE else "",
    )


def _shop(shop: Settings) -> tuple[str, ...]:
    tax = f"{_('Tax number')} {shop.tax_number}" if shop.tax_number else ""
    return (shop.shop_name, shop.address, shop.phone, tax)


_GONE = {Effect.COUNTS: N_("Not found"), Effect.ADJUSTS: N_("Taken away")}


def _facts(desk: Desk, document: Document, kind: DocumentKind) -> list[Fact]:
    found = []
    if kind.party is not Party.NONE:
        title = _("Customer") if kind.party is Party.CUSTOMER else _("Supplier")
        found.append(Fact(title, party_name(kind.key, document.party), _where(desk, document)))
    found.append(Fact(_("Date"), desk.formats.date(document.date)))
    if document.to_warehouse:
        found.append(Fact(_("From"), document.warehouse or NOTHING))
        found.append(Fact(_("To"), document.to_warehouse))
    elif document.warehouse:
        found.append(Fact(_("Warehouse"), document.warehouse))
    if document.origin_id is not None:
        found.append(Fact(_("Made from"), document.origin or NOTHING, document=document.origin_id))
    return found


def _where(desk: Desk, document: Document) -> str:
    """The party's address and phone."""
    if document.party_id is None:
        return ""
    party = contacts.record(desk.database, document.party_id)
    return " · ".join(part for part in (party["address"], party["phone"]) if part)


def _columns(
    desk: Desk, document: Document, kind: DocumentKind, lines: Sequence[DocumentLine]
) -> list[SheetColumn]:
    formats = desk.formats
    columns = _quantities(desk, document, kind, lines)
    if kind.goes_back:
        origin = KINDS[kind.origin or ""]
        columns.insert(0, SheetColumn(_(origin.name), lambda line: line.origin or NOTHING, 124))
    if kind.price is not Price.NONE:
        columns += [
            SheetColumn(_("Price"), lambda line: formats.price(line.price), 96),
            SheetColumn(_("Amount"), lambda line: formats.price(line.amount), 108),
        ]
    return columns


def _quantities(
    desk: Desk, document: Document, kind: DocumentKind, lines: Sequence[DocumentLine]
) -> list[SheetColumn]:
    """The figures of goods: of a count beside the books, of others with what is still to come."""
    formats = desk.formats
    if kind.effect is Effect.COUNTS:
        return _compared(desk, document)
    if kind.effect is Effect.ADJUSTS:
        return [SheetColumn(_("Change"), lambda line: signed(formats, line.quantity))]
    columns = [SheetColumn(_("Quantity"), lambda line: _in_unit(formats, line, line.quantity))]
    if kind.becomes and document.state == POSTED:
        left = orders.left(desk.database, document.id, lines)
        columns.append(
            SheetColumn(
                _("Still open"),
                lambda line: _in_unit(formats, line, left.get(line.id, 0)),
                differs=lambda line: left.get(line.id, 0) != 0,
            )
        )
    if kind.sends and document.state == POSTED:
        on_the_way = {
            row.line_id: row.quantity for row in transfers.on_the_way(desk.database, document.id)
        }
        columns.append(
            SheetColumn(
                _("Has arrived"),
                lambda line: _in_unit(formats, line, line.quantity - on_the_way.get(line.id, 0)),
                differs=lambda line: line.id in on_the_way,
            )
        )
    return columns


def _compared(desk: Desk, document: Document) -> list[SheetColumn]:
    """What was counted, what the books said, and the difference; an item as a whole, once."""
    formats = desk.formats
    products = {row.line_id: row for row in counts.products(desk.database, document.id)}

    def book(line: DocumentLine) -> str:
        product = products.get(line.id)
        known = product is not None and product.counted is not None
        return formats.quantity(product.book_on_hand) if product and known else NOTHING

    def change(line: DocumentLine) -> int:
        product = products.get(line.id)
        return 0 if product is None else (product.counted or 0) - product.book_on_hand

    def difference(line: DocumentLine) -> str:
        return NOTHING if book(line) == NOTHING else signed(formats, change(line))

    def counted(line: DocumentLine) -> str:
        return NOTHING if line.book_on_hand is None else _in_unit(formats, line, line.quantity)

    return [
        SheetColumn(_("Counted"), counted),
        SheetColumn(_("On the books"), book, 100),
        SheetColumn(
            _("Difference"),
            difference,
            92,
            differs=lambda line: book(line) != NOTHING and change(line) != 0,
        ),
    ]


def signed(formats: Formats, quantity: int) -> str:
    """A difference with its sign; none is 0."""
    sign = "+" if quantity > 0 else MINUS if quantity < 0 else ""
    return sign + formats.quantity(abs(quantity))


def _in_unit(formats: Formats, line: DocumentLine, quantity: int) -> str:
    """A quantity in the line's unit."""
    return formats.quantity(quantity * ONE_UNIT // line.unit_size)


def _sums(
    desk: Desk, document: Document, kind: DocumentKind, lines: Sequence[DocumentLine]
) -> list[Sum]:
    """How much it is in all, and how much of it is still to come."""
    formats = desk.formats
    many = ngettext("{count} line", "{count} lines", len(lines))
    found = [Sum(many, formats.units(sum(line.quantity for line in lines)))]
    if kind.price is not Price.NONE:
        found.append(Sum(_("Total"), formats.money(document.total), total=True))
    if document.state != POSTED:
        return found
    if kind.becomes:
        found += _open(formats, list(orders.left(desk.database, document.id, lines).values()))
    if kind.sends:
        left = sum(row.quantity for row in transfers.on_the_way(desk.database, document.id))
        found += [Sum(_("Still on the way"), formats.quantity(left))] if left else []
    return found


def _open(formats: Formats, left: Sequence[int]) -> list[Sum]:
    """How many units of an order are open, and how many are more than was ordered (D15)."""
    still = sum(quantity for quantity in left if quantity > 0)
    over = -sum(quantity for quantity in left if quantity < 0)
    found = []
    if still or not over:
        found.append(Sum(_("Still open"), formats.quantity(still)))
    if over:
        found.append(Sum(_("More than ordered"), formats.quantity(over)))
    return found
