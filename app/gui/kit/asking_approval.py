"""One line for a page whose action was refused: whoever may approve it is asked, in line (U3)."""

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING, NamedTuple, Protocol, runtime_checkable

from PySide6.QtWidgets import QWidget

from app.domain.problems import Refused
from app.domain.verdicts import Level
from app.gui.kit.desk import Desk
from app.gui.kit.later import class_named
from app.text import _, sentence
from db.queries import documents

if TYPE_CHECKING:
    from app.services.approving import Approvable

DIALOG = "people.approval_panel.ApprovalDialog"


class AskedRow(NamedTuple):
    """A row of what is asked: its name, what it is now, and of a change what it was."""

    title: str
    text: str
    before: str = ""
    chip: str = ""


class ApprovalRequest(NamedTuple):
    """What was refused and may be approved, and what follows.

    ``again`` does it again, with the approval. ``title`` names what it is good for; ``rows`` say
    what is asked, ``says`` in a sentence what was refused, ``keep`` what Esc leaves as it is.
    ``previews``: the page shows its draft as it would be.
    """

    asking: "Approvable"
    again: Callable[[], object]
    title: str
    rows: Sequence[AskedRow]
    says: str
    keep: str
    previews: bool = False


@runtime_checkable
class ShowsApproval(Protocol):
    """A page that has a place for the approval of what it may not do."""

    def show_approval(self, request: ApprovalRequest) -> None:
        """Ask for the approval in the part's own column."""


def asks_approval(
    part: QWidget,
    desk: Desk,
    refusal: Refused,
    again: Callable[[], object],
    rows: Sequence[AskedRow] = (),
    title: str = "",
    keep: str = "",
    says: str = "",
    previews: bool = False,
) -> bool:
    """Ask whoever may approve what was refused; False where nobody here can, or need not be asked.

    ``part`` is where it was refused: the page around it shows it in its own place, others in a
    form of its own. ``again`` does the same once more, exactly as it was refused. ``rows`` say
    what is asked, where the page knows more than that.
    """
    from app.services import approving  # with the first refusal

    asking = approving.asked_by(refusal)
    if asking is None or not approving.approvers(desk.database, asking):
        return False
    request = ApprovalRequest(
        asking,
        again,
        title or _("Approval for this once"),
        rows or rows_of(desk, asking),
        says or " ".join(sentence(problem) for problem in refusal.problems if not problem.asks),
        keep or _("Not now"),
        previews,
    )
    desk.sounds.play(Level.WARNING)
    host: QWidget | None = part
    while host is not None and not isinstance(host, ShowsApproval):
        host = host.parentWidget()
    if isinstance(host, ShowsApproval):
        host.show_approval(request)
    else:
        class_named(DIALOG)(desk, request, part).exec()
    return True


def rows_of(desk: Desk, asking: "Approvable") -> Sequence[AskedRow]:
    """What is asked, as far as the refusal tells."""
    rows = [AskedRow(_("Action"), _(one.value)) for one in sorted(asking.permissions, key=_name)]
    names = dict.fromkeys(
        str(p.values["product"]) for p in asking.problems if "product" in p.values
    )
    rows += [AskedRow(_("Item"), name) for name in names]
    document = asking.call.document
    if document is not None:
        number = documents.document(desk.database, document).number
        rows += [AskedRow(_("Document"), number)] if number else []
    return rows


def _name(permission: object) -> str:
    return str(permission)
