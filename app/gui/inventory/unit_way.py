"""The way of a unit: its movements as steps in time, newest first (Q2)."""

from collections.abc import Sequence

from app.domain.kinds import KINDS
from app.domain.lifecycle import STATUS_NAMES, Status
from app.gui.kit.desk import Desk
from app.gui.kit.timeline import TimelineStep
from app.text import _, called, party_name
from db.queries.serials import Movement


def way_steps(desk: Desk, movements: Sequence[Movement]) -> list[TimelineStep]:
    """The steps of a unit's movements, which are given oldest first."""
    return [_step(desk, movement) for movement in reversed(movements)]


def with_whom(movement: Movement) -> str:
    """The customer or supplier of a movement's document; nothing where it names nobody."""
    name = party_name(movement.kind, movement.party)
    return "" if name == "–" else name


def _step(desk: Desk, movement: Movement) -> TimelineStep:
    """A movement: its document, from where to where, with whom, when and by whom."""
    text = f"{_(KINDS[movement.kind].name)} {movement.number}"
    if movement.voids:
        text = f"{text} · {_('Void: {reason}').format(reason=movement.reason)}"
    elif movement.void:
        text = f"{text} · {_('now void')}"
    source, target = (
        _place(movement.from_status, movement.from_warehouse),
        _place(movement.to_status, movement.to_warehouse),
    )
    begins = movement.from_status == Status.UNKNOWN
    moved = target if begins else f"{source} → {target}"
    lines = (
        (moved, with_whom(movement)),
        (desk.formats.moment(movement.at), called(movement.user)),
    )
    return TimelineStep(
        text,
        "\n".join(" · ".join(filter(None, parts)) for parts in lines),
        movement.document_id,
        filled=not (movement.void or movement.voids),
        wrong=movement.voids,
    )


def _place(status: int, warehouse: str | None) -> str:
    return warehouse or _(STATUS_NAMES[Status(status)])
