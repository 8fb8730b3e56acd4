"""How a document is printed, as data (Q7): fields and columns by their keys, paper, language.

What is printed is what the template switches on and the document has; a key that a document does
not have takes no room.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from enum import Enum, unique

from app.domain.document_kind import DocumentKind, Party
from app.domain.kinds import KINDS
from app.domain.marks import N_
from app.domain.problems import Code, Problem
from app.printing.documents import figures, logo
from app.printing.media import papers
from app.printing.media.papers import Paper
from app.printing.page import TextAlign
from app.text import BOTH, LANGUAGES

SMALLEST, LARGEST = 5.0, 40.0
"""Points that letters may have."""
WIDEST = 400.0
"""Millimetres that a column may have."""
LONGEST_TEXT = 2_000
MOST_SIGNATURES = 4
MOST_ANNEXED = 1_000


@unique
class SerialStyle(Enum):
    """How the serial numbers of a line are printed."""

    FOLDED = N_("Folded ranges")
    COLUMN = N_("A column of its own")
    ONE_A_LINE = N_("One a line")
    BARCODES = N_("With barcodes")
    ANNEX = N_("Annex behind")


@unique
class TemplateFigure(Enum):
    """The figures of a template that have a least and a most; a value is its name."""

    SIZE = N_("Size of the text, in points")
    WIDTH = N_("Width of a column, in millimetres")
    HEADER = N_("Rows of the header")
    FOOTER = N_("Rows of the footer")
    SIGNATURES = N_("Lines for signatures")
    ANNEX_ABOVE = N_("Serial numbers on a line before the annex")


HEAD = ("shop_name", "address", "phone", "tax_number", "bank", "kind", "number")
SUMS = ("subtotal", "line_discounts", "discount", "tax")
"""What leads to the total."""
THEIRS = ("their_number", "due_date")
"""What a supplier's own paper says."""
RETURNED = ("return_reason", "condition")
"""What is said of goods that a customer brings back."""
FOOT = (
    "lines",
    *SUMS,
    "settled",
    "total",
    "payments",
    "capitals",
    "open",
    "over",
    "coming",
    "note",
    "bank",
)

NAMES = {
    "shop_name": N_("Shop"),
    "address": N_("Address"),
    "phone": N_("Phone"),
    "tax_number": N_("Tax number"),
    "bank": N_("Bank"),
    "kind": N_("Kind of document"),
    "number": N_("Number"),
    "party": N_("Customer or supplier"),
    "date": N_("Date"),
    "their_number": N_("Their number"),
    "due_date": N_("Due on"),
    "return_reason": N_("Why it comes back"),
    "condition": N_("Condition"),
    "warehouse": N_("Warehouse"),
    "from": N_("Comes from"),
    "to": N_("Goes to"),
    "origin": N_("Made from"),
    "posted_by": N_("Handled by"),
    "posted_at": N_("Posted at"),
    "position": N_("Row number"),
    "item": N_("Item"),
    "sku": N_("SKU"),
    "serials": N_("Serial number"),
    "unit": N_("Unit"),
    "lines": N_("Lines and units"),
    "subtotal": N_("Subtotal"),
    "line_discounts": N_("Line discounts"),
    "tax": N_("Tax amounts"),
    "settled": N_("What is settled"),
    "total": N_("Total"),
    "payments": N_("Payments, change and what is due"),
    "capitals": N_("Amount in Chinese capitals"),
    "over": N_("More than ordered"),
    "coming": N_("Units still on the way"),
    "note": N_("Note"),
    **figures.TITLES,
}
"""What fields and columns are called where a template is made."""


def most_rows(paper: Paper) -> int:
    """Rows that one text in the head or the foot may have, since they are on every page."""
    return 2 if paper.is_form else 8


def facts_of(kind: DocumentKind) -> list[str]:
    """The fields that the head of a document of a kind can have beside each other."""
    party = ["party"] if kind.party is not Party.NONE else []
    goods = ["warehouse", "from", "to", "origin"] if kind.has_lines else []
    theirs = THEIRS if kind.is_numbered_by_them else ()
    returned = RETURNED if kind.refunds else ()
    return [*party, "date", *theirs, *returned, *goods, "posted_by", "posted_at"]


def columns_of(kind: DocumentKind) -> list[str]:
    """The columns that a document of a kind can have."""
    if not kind.has_lines:
        return []
    serials = ["serials"] if kind.carries_serials else []
    return ["position", "item", "sku", *serials, "unit", *figures.keys_of(kind)]


@dataclass(frozen=True, slots=True)
class TemplateField:
    """A field or a column: whether it is printed, what it is called, how large it is.

    ``title`` empty is its own name in the template's language. ``size`` is in points; ``width`` in
    millimetres is a column's, and 0 what the others leave.
    """

    key: str
    on: bool = True
    title: str = ""
    size: float = 9.0
    bold: bool = False
    width: float = 0.0
    align: TextAlign = TextAlign.LEFT


@dataclass(frozen=True, slots=True)
class DocumentTemplate:
    """A template for documents of a ``kind`` on a ``paper``.

    ``language`` is one of ``LANGUAGES`` or ``BOTH``. ``head``, ``facts``, ``columns`` and ``foot``
    are in the order in which they are printed. A line with more than ``annex_above`` serial numbers
    has them in an annex; 0: none has. ``logo`` is a picture as ``logo.made`` keeps it. ``header``
    stands below the shop, ``footer`` at the end of every page, ``notes`` below the totals.
    """

    kind: str
    paper: Paper
    name: str = ""
    language: str = "en"
    head: Sequence[TemplateField] = ()
    facts: Sequence[TemplateField] = ()
    columns: Sequence[TemplateField] = ()
    foot: Sequence[TemplateField] = ()
    serials: SerialStyle = SerialStyle.FOLDED
    annex_above: int = 0
    logo: bytes = field(default=b"", repr=False)
    header: str = ""
    footer: str = ""
    notes: str = ""
    signatures: Sequence[str] = ()
    page_numbers: bool = True

    def parts(self) -> Iterator[tuple[Sequence[TemplateField], Sequence[str]]]:
        """Each list of fields, with the keys that may stand in it."""
        kind = KINDS[self.kind]
        yield self.head, HEAD
        yield self.facts, facts_of(kind)
        yield self.columns, columns_of(kind)
        yield self.foot, FOOT


def problems_of(template: DocumentTemplate) -> list[Problem]:
    """Everything that stands against a template by itself; whether it fits says ``columns``."""
    found = list(papers.problems_of(template.paper))
    if template.kind not in KINDS:
        return [*found, Problem(Code.TEMPLATE_KIND)]
    if template.language not in (*LANGUAGES, BOTH):
        found.append(Problem(Code.TEMPLATE_FIELD, {"field": template.language}))
    for fields, allowed in template.parts():
        keys = [one.key for one in fields]
        twice = {key for key in keys if keys.count(key) > 1}
        wrong = [key for key in dict.fromkeys(keys) if key not in allowed or key in twice]
        found += [Problem(Code.TEMPLATE_FIELD, {"field": key}) for key in wrong]
        found += [problem for one in fields for problem in _figure_problems(one)]
    texts = (template.name, template.header, template.footer, template.notes)
    titles = [one.title for fields, _allowed in template.parts() for one in fields]
    if any(len(text) > LONGEST_TEXT for text in (*texts, *titles, *template.signatures)):
        found.append(Problem(Code.TEMPLATE_TEXT_LONG, {"most": f"{LONGEST_TEXT:,}"}))
    for figure, text in (
        (TemplateFigure.HEADER, template.header),
        (TemplateFigure.FOOTER, template.footer),
    ):
        found += _between(figure, len(text.splitlines()), 0, most_rows(template.paper))
    found += _between(TemplateFigure.SIGNATURES, len(template.signatures), 0, MOST_SIGNATURES)
    found += _between(TemplateFigure.ANNEX_ABOVE, template.annex_above, 0, MOST_ANNEXED)
    if template.logo:
        judged = logo.problem_of(template.logo)
        found += [judged] if judged else []
    return found


def _figure_problems(one: TemplateField) -> list[Problem]:
    sizes = _between(TemplateFigure.SIZE, one.size, SMALLEST, LARGEST)
    return sizes + _between(TemplateFigure.WIDTH, one.width, 0, WIDEST)


def _between(name: TemplateFigure, value: float, least: float, most: float) -> list[Problem]:
    if least <= value <= most:
        return []
    values = {"field": name, "value": f"{value:g}", "least": f"{least:g}", "most": f"{most:g}"}
    return [Problem(Code.TEMPLATE_FIGURE, values)]
