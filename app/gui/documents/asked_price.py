"""What is said where somebody else is asked to approve a price or a discount of a line (U3)."""

from typing import NamedTuple

from app.domain.problems import Code, Refused
from app.gui.kit.asking_approval import AskedRow
from app.gui.kit.desk import Desk
from app.text import _, sentence
from db.queries import draft_serials
from db.queries.document_lines import DocumentLine
from db.queries.documents import Document


class AskedPrice(NamedTuple):
    """A figure of a line that somebody typed: what it is called, before and after, as text."""

    name: str
    before: str
    after: str


def rows_of(
    desk: Desk, document: Document, line: DocumentLine, asked: AskedPrice, refusal: Refused
) -> list[AskedRow]:
    """The item, the serial number where there is one, what it was and would be; no cost."""
    rows = [AskedRow(_("Item"), line.product)]
    if line.serials == 1:
        found = draft_serials.draft_serials(desk.database, document.id)
        number = next((one.number for one in found if one.line_id == line.id), "")
        rows.append(AskedRow(_("Serial number"), number))
    return [*rows, AskedRow(asked.name, asked.after, asked.before, _chip(refusal))]


def _chip(refusal: Refused) -> str:
    known = {problem.code: problem.values for problem in refusal.problems}
    if Code.BELOW_COST_REFUSED in known:
        return _("below cost")
    limit = known.get(Code.ABOVE_DISCOUNT_LIMIT)
    return f"−{limit['rate']} %" if limit else ""


def says_of(line: DocumentLine, asked: AskedPrice, refusal: Refused) -> str:
    """The same in one sentence."""
    known = {problem.code: problem.values for problem in refusal.problems}
    limit = known.get(Code.ABOVE_DISCOUNT_LIMIT, {})
    text = _("Line {line}, {name} {after} needs approval: it is below cost.")
    if Code.BELOW_COST_REFUSED not in known:
        text = _("Line {line}, {name} {after} needs approval: it is {rate} % less than its price.")
    if not (limit or Code.BELOW_COST_REFUSED in known):
        return sentence(refusal.problems[0])
    values = {"name": asked.name.lower(), "after": asked.after, "rate": limit.get("rate", "")}
    return text.format(line=line.position, **values)
