"""The effect of a receipt or payment: no goods move; ``money.accounts`` settles debts (M8)."""

from collections.abc import Iterator, Sequence

from app.domain.problems import Code, Problem
from app.services.documents.draft_read import Carrying, WholeDraft
from db.sql import Database
from db.writes.ledger import Flow, Step


def _problems(_database: Database, whole: WholeDraft) -> Iterator[Problem]:
    if not whole.settings.payments:
        yield Problem(Code.NO_PAYMENTS_HERE)
    if whole.head.total <= 0:
        yield Problem(Code.NOTHING_PAID)


def _writes(_database: Database, _whole: WholeDraft) -> tuple[Sequence[Step], Sequence[Flow]]:
    return (), ()


SETTLING = Carrying(_problems, _writes)
