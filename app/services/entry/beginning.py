"""A document begun with units that were found elsewhere: a sale, a return, a transfer, a count."""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from app.domain.document_kind import DocumentKind
from app.domain.problems import Problem, Refused
from app.services.documents import draft_head, drafts
from app.services.entry import entering
from app.services.permitting import permitted_for_kind
from app.services.session import Session
from db import sql
from db.queries import serials


@dataclass(frozen=True, slots=True)
class Begun:
    """A draft with the units that could be entered, how many, and why the others could not."""

    document: int
    taken: int
    problems: tuple[Problem, ...]


def takes_known_units(kind: DocumentKind) -> bool:
    """Can a document of the kind be begun with units that the shop knows?

    New goods need a line of their item first, and what was sent is received from its transfer.
    """
    elsewhere = kind.begun_elsewhere or kind.takes_sent
    return kind.carries_serials and not kind.takes_new and not elsewhere


@permitted_for_kind
def begin_with(session: Session, kind: str, numbers: Sequence[str]) -> Begun:
    """Begin a draft with the serials ``numbers``, each judged as if it was entered there (F6).

    It is in the warehouse where most of them are. Raises Refused, with every reason, where none
    can be entered; then there is no draft.
    """
    with sql.transaction(session.database, of=sql.SHOP):
        draft = drafts.new(session, kind)
        warehouse = _where_most_are(serials.known(session.database, numbers).values())
        if warehouse is not None:
            draft_head.set_warehouse(session, draft, warehouse)
        entered = entering.enter(session, draft, None, numbers)
        problems = [verdict.problem for verdict in entered.verdicts if verdict.problem]
        if entered.line is None:
            raise Refused(problems)
        return Begun(draft, len(entered.verdicts) - len(problems), tuple(problems))


def _where_most_are(found: Iterable[serials.Known]) -> int | None:
    """The warehouse of most of them, the first one of several; None: all are elsewhere."""
    places = Counter(one.warehouse_id for one in found if one.warehouse_id is not None)
    return min(places, key=lambda place: (-places[place], place), default=None)
