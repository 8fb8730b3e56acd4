"""Work with a backup beside the screen: what comes of it (S2)."""

from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory

from app.gui.kit.tasks import Tell, Work
from db.engine.trouble import StoreTrouble


@dataclass(frozen=True)
class CopyToLookAt:
    """A copy of a backup in a folder that goes with it."""

    folder: "TemporaryDirectory[str]"
    store: Path
    made_at: str


def told_as_value(work: Work[object]) -> Work[object]:
    """Trouble with the disk is an outcome here: it is said in the column, in no box over it."""

    def carry_out(tell: Tell) -> object:
        try:
            return work(tell)
        except StoreTrouble as trouble:
            return trouble

    return carry_out
