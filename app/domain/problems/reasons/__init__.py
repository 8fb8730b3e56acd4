"""Every reason for a refusal, with its sentence: a table of each subject."""

from collections.abc import Mapping

from app.domain.problems.reasons.documents import DocumentReasons
from app.domain.problems.reasons.files import FileReasons
from app.domain.problems.reasons.keeping import KeepingReasons
from app.domain.problems.reasons.money import MoneyReasons
from app.domain.problems.reasons.paper import PaperReasons
from app.domain.problems.reasons.people import PeopleReasons
from app.domain.problems.reasons.reason import Reason
from app.domain.problems.reasons.serials import SerialReasons

__all__ = ["CODES", "Code", "Reason"]


class Code(
    SerialReasons,
    DocumentReasons,
    MoneyReasons,
    PeopleReasons,
    PaperReasons,
    FileReasons,
    KeepingReasons,
):
    """Every reason by its name: ``Code.EMPTY``."""


CODES: Mapping[str, Reason] = {
    name: reason
    for table in Code.__bases__
    for name, reason in vars(table).items()
    if isinstance(reason, Reason)
}
"""All of them, by the names that the store keeps."""
