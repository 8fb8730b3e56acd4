"""Problems as the store keeps them, and as a later version reads them again."""

import json
from collections.abc import Mapping
from string import Formatter
from typing import Any

from app.domain.kinds import KINDS
from app.domain.lifecycle import Status
from app.domain.problems import CODES, Holder, Problem
from db import sql

EARLIER_NAMES = {
    "UNIDENTIFIED": "NOT_SEEN",
    "NO_UNIDENTIFIED": "NO_UNIT_WITHOUT_SERIAL",
    "NOT_ENOUGH_UNIDENTIFIED": "NOT_ENOUGH_WITHOUT_SERIAL",
    "MORE_NAMELESS_THAN_SENT": "MORE_WITHOUT_SERIAL_THAN_SENT",
}
"""What an earlier version wrote, and what it is called now."""


def text_of(problem: Problem) -> str:
    """A problem as the store keeps it: JSON."""
    holder = problem.holder._asdict() if problem.holder else None
    values = {name: sql.storable(str(value)) for name, value in problem.values.items()}
    return json.dumps({"code": problem.code.name, "values": values, "holder": holder})


def read(text: str) -> Problem | None:
    """What was refused, as it was written down; None where this version knows no such reason.

    An older or a newer version may have written it: what is missing in its sentence is left open.
    """
    try:
        kept = json.loads(text)
        name, values = kept["code"], dict(kept["values"])
        code = CODES[name if name in CODES else EARLIER_NAMES[name]]
    except (ValueError, KeyError, TypeError):
        return None
    asked = {name: "…" for _text, name, *_format in Formatter().parse(code.value) if name}
    return Problem(code, asked | values, holder=_holder_of(kept.get("holder")))


def _holder_of(kept: Mapping[str, Any] | None) -> Holder | None:
    try:
        holder = Holder(**{**kept, "status": Status(kept["status"])}) if kept else None
    except (ValueError, KeyError, TypeError):
        return None
    return holder if holder is None or holder.kind in KINDS else holder._replace(kind=None)
