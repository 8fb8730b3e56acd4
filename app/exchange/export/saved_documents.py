"""The documents that a restore would lose, as workbooks in a folder, to be entered again (S2)."""

from collections.abc import Callable
from pathlib import Path

from app.exchange.export.delimited_file import COMMAS
from app.exchange.export.exported import ExportAsked, exported
from app.exchange.export.writing import ExportKind, write
from app.formats import Formats
from app.lists.lost_documents import LOST
from app.lists.selection import Selection
from app.services.session import Session
from app.text import _

_DETAILS = ("", "lines", "serials")


def save(
    session: Session, formats: Formats, posting: int, folder: Path, told: Callable[[int], None]
) -> list[Path]:
    """Write the documents posted after one, their lines and their serial numbers; which files.

    Raises Refused, with what to do, where a disk does not take it or it may not be exported.
    """
    titles = {
        "": _("Documents"),
        "lines": _("Documents with their lines"),
        "serials": _("Documents with their serial numbers"),
    }
    folder.mkdir(parents=True, exist_ok=True)
    made = []
    for detail in _DETAILS:
        columns = LOST.detail(detail).columns if detail else LOST.columns
        asked = ExportAsked(
            titles[detail],
            LOST,
            Selection(posting, None, None),
            [column.key for column in columns],
            detail,
        )
        path = folder / f"{titles[detail]}.xlsx"
        write(exported(session, formats, asked), ExportKind.XLSX, path, told, COMMAS)
        made.append(path)
    return made
