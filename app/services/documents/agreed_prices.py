"""What was agreed of a draft's prices by somebody who may: by typing it, or as an approval (U3).

A price is judged as it is typed, by who types it, and need not be judged again for who posts it.
What has grown since is: more units than were approved, or a copy, which nobody agreed to.
"""

from collections.abc import Collection, Iterable
from typing import NamedTuple, Self

from app.domain.limits import is_above
from app.domain.permissions import Permission, Role
from app.services.audit import Action, Subject, values_in
from app.services.settings import Settings
from db.queries import audit as audit_reads
from db.queries.audit import PriceTold
from db.queries.document_lines import DocumentLine
from db.queries.draft_serials import DraftSerial, EnteredSerial
from db.sql import Database

LINES = "lines"
"""Under it an approval tells of each line what was judged: OF_LINE, as far as it was."""
_OFF = "off"
OF_LINE = ("line_id", "amount", "quantity", _OFF, "serials")


class AgreedPrices(NamedTuple):
    """All that the audit log tells of the prices of one draft."""

    told: tuple[PriceTold, ...]

    @classmethod
    def of(cls, database: Database, draft: int) -> Self:
        """Read what was agreed of a draft's prices, from the audit log."""
        return cls(tuple(audit_reads.prices_told(database, draft)))

    def covers_rate(self, line: DocumentLine, rate: int, shop: Settings) -> bool:
        """So much off a line was typed by somebody who may, or approved for as many units."""
        if any(not is_above(rate, shop.discount_limit(role)) for role in self._typed_by(line)):
            return True
        for values in self._approved(Permission.EXCEED_DISCOUNT):
            rates = [one for one in _lines_of(values) if _OFF in one]
            if any(_figure(one, _OFF) >= rate and _is_for(one, line) for one in rates):
                return True
            if rates and _of_document(values) and min(_figure(one, _OFF) for one in rates) >= rate:
                return True
        return False

    def covers_cost(self, line: DocumentLine, numbers: Collection[str]) -> bool:
        """The line was approved below cost, brings no less, and has no other units than then.

        ``line`` with its share, ``numbers`` are those of its serials. Who typed it was not asked
        whether it may be: that is asked as it is posted.
        """
        for values in self._approved(Permission.SELL_BELOW_COST):
            for one in _lines_of(values):
                amount, quantity = _figure(one, "amount"), _figure(one, "quantity")
                brings_no_less = (line.amount - line.share) * quantity >= amount * line.quantity
                then = one.get("serials")
                same = isinstance(then, list) and set(numbers) <= set(then)
                if _OFF not in one and _is_for(one, line) and brings_no_less and same:
                    return True
        return False

    def _typed_by(self, line: DocumentLine) -> Iterable[Role]:
        """The roles of those who typed a price or a discount of a line, or of the document."""
        for row in self.told:
            of_line = row.subject == Subject.LINE.value and row.subject_id == line.id
            if row.action != Action.APPROVAL.name.lower() and (
                of_line or row.subject == Subject.DOCUMENT.value
            ):
                yield Role[row.role.upper()]

    def _approved(self, permission: Permission) -> Iterable[dict[str, object]]:
        for row in self.told:
            values = values_in(row.after)
            if row.action == Action.APPROVAL.name.lower() and permission.name in _permissions(
                values
            ):
                yield values


def numbers_of(serials: Iterable[DraftSerial | EnteredSerial]) -> dict[int, list[str]]:
    """The serial numbers of a draft by its lines."""
    found: dict[int, list[str]] = {}
    for serial in serials:
        found.setdefault(serial.line_id, []).append(serial.number)
    return found


def _lines_of(values: dict[str, object]) -> list[dict[str, object]]:
    """What an approval says of each line; of before it said so, what it says of one."""
    lines = values.get(LINES)
    return lines if isinstance(lines, list) else [values]


def _figure(values: dict[str, object], key: str) -> int:
    return int(str(values.get(key) or 0))


def _permissions(values: dict[str, object]) -> set[object]:
    several = values.get("permissions")
    return {values.get("permission"), *(several if isinstance(several, list) else ())}


def _of_document(values: dict[str, object]) -> bool:
    """It was asked of the whole document: of no line."""
    return "id" not in values


def _is_for(values: dict[str, object], line: DocumentLine) -> bool:
    """It was approved of this line, for as many units or more."""
    return values.get("line_id") == line.id and _figure(values, "quantity") >= line.quantity
