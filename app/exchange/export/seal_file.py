"""The chain of seals as a file that anybody can check, with the recipe in its first line (S3)."""

import json
from collections.abc import Callable
from pathlib import Path

from app.printing.files import written_whole
from app.services.keeping import newest_seal, seals
from db import sql
from db.sql import Database
from resources import FOLDER

ENDING = "jsonl"


def recipe() -> str:
    """How a chain is checked without this program, as a page of text."""
    return (FOLDER / "help" / "seals.md").read_text(encoding="utf-8")


def write(database: Database, path: Path, told: Callable[[float], None]) -> int:
    """Write all seals to a file, whole or not at all; returns how many.

    ``told`` hears which share is written; what it raises stops the work. Raises Refused, with what
    to do, where the disk does not take it.
    """
    newest, count = newest_seal.of(database), 0
    whole = newest.seal if newest else 1
    with (
        sql.one_moment(database),
        written_whole(path) as beside,
        beside.open("w", encoding="utf-8", newline="\n") as file,
    ):
        file.write(json.dumps({"recipe": recipe()}, ensure_ascii=False) + "\n")
        for count, line in enumerate(seals.exported(database), 1):
            file.write(line + "\n")
            if count % 1000 == 0:
                told(min(1.0, count / whole))
    return count
