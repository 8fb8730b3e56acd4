"""What a document says, as data: the head, the columns its kind has, lines, totals (Q5, D6).

The screen's sheet, pages and receipts say it alike, in one language or in both.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from app.domain.document_kind import DocumentKind, Effect, Party, Price
from app.domain.kinds import KINDS
from app.domain.marks import N_
from app.domain.quantities import ONE_UNIT
from app.domain.returns import CONDITION_NAMES, ReturnCondition
from app.formats import Formats
from app.printing.documents.figures import (
    NOTHING,
    FigureColumn,
    FigureSource,
    Sum,
    columns_of,
    sums_of,
)
from app.services.documents import training
from app.services.settings import Settings
from app.text import called, party_name
from db.queries import accounts, document_lines, documents
from db.queries.document_lines import DocumentLine
from db.queries.documents import POSTED, VOIDED, Document
from db.sql import Database


@dataclass(frozen=True, slots=True)
class Fact:
    """Something the head says; ``document`` is what it links to, ``below`` what is said smaller."""

    key: str
    title: str
    text: str
    below: str = ""
    document: int | None = None


@dataclass(frozen=True, slots=True)
class DocumentContent:
    """What a document says.

    ``shop``: its name, where it is found, its tax number and bank, those that are known, by their
    keys. ``posting``: who posted it and when. ``draft`` says of a document that is not posted that
    it is no invoice (Q6), or that it was training; ``practice`` is the number of that. ``gone`` is
    what is said of serial numbers that went out where others of the line came in.
    """

    document: Document
    formats: Formats
    shop: Sequence[Fact]
    kind: str
    facts: Sequence[Fact]
    posting: Sequence[Fact]
    columns: Sequence[FigureColumn]
    lines: Sequence[DocumentLine]
    sums: Sequence[Sum]
    with_serials: bool
    draft: str = ""
    practice: str = ""
    gone: str = ""

    @property
    def number(self) -> str:
        """The document's number, or that of a training sale; a draft has none yet."""
        return self.document.number or self.practice

    @property
    def is_void(self) -> bool:
        """It has no effect any more."""
        return self.document.state == VOIDED

    def note_of(self, line: DocumentLine) -> str:
        """What stands beside an item's name: its SKU, what a pack holds, what it is made of."""
        return " · ".join([line.sku, *self.remarks_of(line)])

    def remarks_of(self, line: DocumentLine) -> list[str]:
        """What a pack of a line holds, and whether it is the finished item or a part."""
        says, said = self.formats.says, []
        if line.unit_size != ONE_UNIT:
            held = f"{line.unit_size / ONE_UNIT:g}"
            said.append(says.text(N_("{unit} of {count}")).format(unit=line.unit, count=held))
        if KINDS[self.document.kind].effect is Effect.ASSEMBLES:
            finished = line.id == self.lines[0].id
            said.append(says.text(N_("finished item") if finished else N_("part")))
        return said


def content_of(
    database: Database,
    shop: Settings,
    formats: Formats,
    document: Document,
    lines: Sequence[DocumentLine] | None = None,
) -> DocumentContent:
    """Read what a document says, in the language of ``formats``; its serial numbers as needed.

    ``lines`` are what it has instead of its own, to try a template with.
    """
    kind, says = KINDS[document.kind], formats.says
    lines = document_lines.lines(database, document.id) if lines is None else list(lines)
    if not shop.serials_enabled:  # P1
        lines = [line._replace(serials=0) for line in lines]
    practice = training.number_of(database, document.id)
    source = FigureSource(database, formats, document, kind, lines)
    return DocumentContent(
        document=document,
        formats=formats,
        shop=_shop(formats, shop),
        kind=says.text(kind.name),
        facts=_facts(source),
        posting=_posting(formats, document),
        columns=columns_of(source),
        lines=lines,
        sums=sums_of(source),
        with_serials=any(line.serials for line in lines),
        draft=says.text(_draft_of(kind, practice is not None))
        if document.state not in (POSTED, VOIDED)
        else "",
        practice=practice or "",
        gone=says.text(_GONE[kind.effect]) if kind.effect in _GONE else "",
    )


def _draft_of(kind: DocumentKind, in_training: bool) -> str:
    """What a draft of a kind is not (Q6)."""
    if in_training:
        return N_("TRAINING, nothing was sold")
    is_invoice = kind.price is not Price.NONE and kind.party is not Party.NONE
    return N_("Draft, not an invoice") if is_invoice else N_("Draft, not posted")


def _shop(formats: Formats, shop: Settings) -> list[Fact]:
    found = (
        Fact("shop_name", "", shop.shop_name),
        Fact("address", "", shop.address),
        Fact("phone", "", shop.phone),
        Fact("tax_number", formats.says.text(N_("Tax number")), shop.tax_number),
        Fact("bank", formats.says.text(N_("Bank")), shop.bank),
    )
    return [fact for fact in found if fact.text]


def _posting(formats: Formats, document: Document) -> list[Fact]:
    says = formats.says
    found = (
        Fact("posted_by", says.text(N_("Handled by")), called(document.posted_by, says.text)),
        Fact("posted_at", says.text(N_("Posted at")), formats.moment(document.posted_at)),
    )
    return [fact for fact in found if fact.text]


_GONE = {Effect.COUNTS: N_("Not found"), Effect.ADJUSTS: N_("Taken away")}


def _facts(source: FigureSource) -> list[Fact]:
    document, kind, formats = source.document, source.kind, source.formats
    says, found = formats.says.text, []
    if kind.party is not Party.NONE:
        title = N_("Customer") if kind.party is Party.CUSTOMER else N_("Supplier")
        party = party_name(kind.key, document.party, says)
        found.append(Fact("party", says(title), party, _where(source.database, document)))
    found.append(Fact("date", says(N_("Date")), formats.date(document.date)))
    found += _theirs(source)
    found += _returned(source)
    if document.to_warehouse:
        found.append(Fact("from", says(N_("Comes from")), document.warehouse or NOTHING))
        found.append(Fact("to", says(N_("Goes to")), document.to_warehouse))
    elif document.warehouse and kind.has_lines:
        found.append(Fact("warehouse", says(N_("Warehouse")), document.warehouse))
    if document.origin_id is not None:
        made = document.origin or NOTHING
        found.append(Fact("origin", says(N_("Made from")), made, document=document.origin_id))
    return found


def _theirs(source: FigureSource) -> list[Fact]:
    """The number on the supplier's paper, and the day it is due: chosen, or as it was posted."""
    document, formats = source.document, source.formats
    if not source.kind.is_numbered_by_them:
        return []
    debt = accounts.debt_of(source.database, document.id) if document.keeps_money else None
    due = document.due_date or (debt.due_date if debt else None)
    found = (
        Fact("their_number", formats.says.text(N_("Their number")), document.their_number),
        Fact("due_date", formats.says.text(N_("Due on")), formats.date(due)),
    )
    return [fact for fact in found if fact.text]


def _returned(source: FigureSource) -> list[Fact]:
    """Why all of it came back, and how it was, where that was said."""
    document, says = source.document, source.formats.says.text
    found = [Fact("return_reason", says(N_("Why it comes back")), document.return_reason)]
    if document.return_condition is not None:
        said = CONDITION_NAMES[ReturnCondition(document.return_condition)]
        found.append(Fact("condition", says(N_("Condition")), says(said)))
    return [fact for fact in found if fact.text]


def _where(database: Database, document: Document) -> str:
    """The party's address and phone."""
    if document.party_id is None:
        return ""
    place = documents.party_place(database, document.id)
    return " · ".join(part for part in place or () if part)
