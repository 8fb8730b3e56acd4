"""A file of data that others may have made, read no further than it is judged (Q7)."""

from pathlib import Path

from app.domain.problems import Code, refuse
from app.domain.strict_json import MOST_BYTES


def content_of(path: Path, most: int | None = None) -> bytes:
    """What is in a file, no more than is judged. Raises Refused where it cannot be read."""
    try:
        with path.open("rb") as file:
            return file.read((most or MOST_BYTES) + 1)
    except OSError as error:
        raise refuse(Code.TEMPLATE_FILE_GONE) from error
