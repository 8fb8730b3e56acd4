"""What a template is tried with: a document of the shop, or an invented one where there is none.

``Trial`` makes what is hard to print of it: many serial numbers, long names, nobody's document.
"""

from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from enum import Enum, unique

from app.domain.document_kind import DocumentKind, Party, Price
from app.domain.kinds import KINDS
from app.domain.marks import N_
from app.domain.quantities import ONE_UNIT
from app.formats import Formats
from app.printing.documents.content import DocumentContent, content_of
from app.printing.documents.serials import LineNumbers, numbers_of
from app.services.settings import Settings
from db.queries import document_lines, documents
from db.queries.document_lines import DocumentLine
from db.queries.documents import POSTED, Document
from db.queries.history import LineSerial
from db.sql import Database


@unique
class Trial(Enum):
    """What is made of a document to try a template with."""

    MANY_SERIALS = N_("1,000 serial numbers")
    LONG_NAMES = N_("long names")
    NO_PARTY = N_("no customer or supplier")


MANY = 1_000
_LONG = 6
"""How many times a long name says the name."""
_PRICE = 129_900
_INVENTED = ((1, N_("Phone, 256 GB"), "PH-256", 3), (2, N_("Charger, 65 W"), "CH-65", 0))
"""Position, name, SKU and serial numbers of the lines of the invented document."""


@dataclass(frozen=True, slots=True)
class Sample:
    """What a sample says, and its serial numbers line by line, as often as they are asked."""

    content: DocumentContent
    _database: Database
    _invented: Collection[int]

    def numbers(self) -> Iterator[tuple[DocumentLine, LineNumbers]]:
        """Each line with its serial numbers: those of the store, or the invented ones."""
        content = self.content
        real = [line for line in content.lines if line.id not in self._invented]
        found = numbers_of(self._database, real, content.gone)
        for line in content.lines:
            if line.id in self._invented:
                yield line, LineNumbers(_numbers(line), content.gone)
            else:
                yield next(found)


def trials_of(kind: DocumentKind, with_serials: bool) -> list[Trial]:
    """What a template of a kind can be tried with; P1 off, there are no serial numbers."""
    found = [Trial.MANY_SERIALS] if kind.carries_serials and with_serials else []
    found.append(Trial.LONG_NAMES)
    return [*found, Trial.NO_PARTY] if kind.party is not Party.NONE else found


def sample_of(
    database: Database,
    shop: Settings,
    formats: Formats,
    kind: str,
    document: int | None,
    trials: Collection[Trial],
) -> Sample:
    """A document of a kind, or an invented one, as the trials change it."""
    if document is None:
        head, lines = _invented(KINDS[kind], formats)
        invented = {line.id for line in lines}
    else:
        head = documents.document(database, document)
        lines, invented = document_lines.lines(database, document), set()
    if Trial.MANY_SERIALS in trials and lines:
        at = next((n for n, line in enumerate(lines) if line.serials), 0)
        many = MANY * ONE_UNIT
        lines[at] = lines[at]._replace(serials=MANY, quantity=many, amount=lines[at].price * MANY)
        invented = {*invented, lines[at].id}
        head = head._replace(total=sum(line.amount for line in lines))
    if Trial.LONG_NAMES in trials:
        lines = [line._replace(product=_long(line.product)) for line in lines]
        head = head._replace(party=_long(head.party) if head.party else None)
    if Trial.NO_PARTY in trials:
        head = head._replace(party=None, party_id=None)
    return Sample(content_of(database, shop, formats, head, lines), database, invented)


def _long(name: str) -> str:
    return " ".join([name] * _LONG)


def _numbers(line: DocumentLine) -> list[LineSerial]:
    """Numbers that fold in part, as those of a delivery do."""
    return [
        LineSerial(line.id, f"SN{7_000_000 + n + 37 * (n // 8):07}", False)
        for n in range(line.serials)
    ]


def _invented(kind: DocumentKind, formats: Formats) -> tuple[Document, list[DocumentLine]]:
    """A document that no shop has, in the words of a language."""
    says = formats.says.text
    lines = [_line(kind, at, says(name), sku, serials) for at, name, sku, serials in _INVENTED]
    total = sum(line.amount for line in lines)
    party = says(N_("Example Ltd")) if kind.party is not Party.NONE else None
    warehouse = says(N_("Warehouse"))
    head = Document(
        id=0,
        uuid="",
        kind=kind.key,
        state=POSTED,
        at_counter=False,
        number="0001",
        date="2026-01-31",
        party_id=None,
        party=party,
        warehouse_id=None,
        warehouse=warehouse,
        to_warehouse_id=None,
        to_warehouse=None,
        origin_id=None,
        origin=None,
        begun_after=0,
        note="",
        total=total,
        changed_at="2026-01-31T10:00:00",
        posted_at="2026-01-31T10:00:00",
        posted_by=says(N_("Owner")),
        voided_at=None,
        voided_by=None,
        void_reason=None,
        date_choice=0,
        discount=0,
        discount_rate=None,
        tax_mode=0,
        keeps_money=False,
        due_date="2026-03-02" if kind.is_numbered_by_them else None,
        their_number="A-1041" if kind.is_numbered_by_them else "",
        parked_at=None,
        parked_note="",
        exchange_id=None,
        price_list=None,
        begun_by="",
        return_reason="",
        return_condition=None,
    )
    return head, lines


def _line(kind: DocumentKind, at: int, name: str, sku: str, serials: int) -> DocumentLine:
    """A line of the invented document; negative ids are nobody's."""
    units = serials or 2
    price = _PRICE if kind.price is not Price.NONE else 0
    return DocumentLine(
        id=-at,
        position=at,
        product_id=-at,
        product=name,
        sku=sku,
        unit="pcs",
        unit_size=ONE_UNIT,
        unit_decimals=0,
        track_serials=bool(serials),
        quantity=units * ONE_UNIT,
        price=price,
        amount=price * units,
        serials=serials if kind.carries_serials else 0,
        origin_line_id=None,
        origin=None,
        book_on_hand=None,
        book_identified=None,
        active=True,
        has_packs=False,
        discount=0,
        discount_rate=None,
        share=0,
        tax_id=None,
        tax_rate=None,
        price_source=0,
        price_list=None,
    )


def newest(database: Database, kind: str, most: int = 20) -> Sequence[tuple[int, str]]:
    """The documents that a template of a kind can be shown with, the newest first."""
    return documents.newest_of_kind(database, kind, most)
