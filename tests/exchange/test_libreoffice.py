"""What is exported, opened by LibreOffice and written again, is the same, where it is installed."""

import csv
import re
import shutil
import subprocess
from decimal import Decimal
from pathlib import Path

import pytest

from app.exchange.export.delimited_file import COMMAS
from app.exchange.export.exported import ExportAsked, Exported, columns_for, exported
from app.exchange.export.writing import ExportKind, write
from app.formats import Formats
from app.lists.listing import Type
from app.lists.selection import Selection
from tests.exchange import exports
from tests.exchange.exports import COLUMNS, ExportRow
from tests.exchange.test_every_list import LISTS, busy
from tests.exchange.test_xlsx import NASTY
from tests.shop import Shop

OFFICE = shutil.which("soffice")
pytestmark = [
    pytest.mark.rule("Q4"),
    pytest.mark.reliability(21),
    pytest.mark.skipif(OFFICE is None, reason="LibreOffice is not installed"),
]
__all__ = ["busy"]

_AS_IT_IS = "csv:Text - txt - csv (StarCalc):44,34,76,1,,0,false,false"
"""Commas, UTF-8, and what cells hold rather than what they show; where it is told to write them
stands right behind."""


def written_again(tables: dict[str, Exported], folder: Path) -> dict[str, list[list[str]]]:
    """The rows of workbooks without their titles, as LibreOffice writes them as text."""
    for name, table in tables.items():
        write(table, ExportKind.XLSX, folder / f"{name}.xlsx", lambda rows: None, COMMAS)
    out = folder / "again"
    settings = f"-env:UserInstallation={(folder / 'profile').as_uri()}"
    command = [str(OFFICE), settings, "--headless", "--convert-to", _AS_IT_IS, "--outdir", str(out)]
    command += [str(folder / f"{name}.xlsx") for name in tables]
    subprocess.run(command, check=True, capture_output=True, timeout=300)
    again = {}
    for name in tables:
        with (out / f"{name}.csv").open(encoding="utf-8-sig", newline="") as file:
            again[name] = list(csv.reader(file))[1:]
    return again


TEXTS = (Type.TEXT, Type.SERIAL, Type.STATUS)
NUMBERS = (Type.COUNT, Type.QUANTITY, Type.MONEY)
NAMES = ("serials", "items", "contacts", "documents of purchase")


def test_it_reads_each_cell_as_it_is_and_runs_none(
    request: pytest.FixtureRequest, tmp_path: Path
) -> None:
    shop: Shop = request.getfixturevalue("busy")
    texts = [text for text in NASTY if text.isprintable()]
    tables = {"nasty": exports.exported([ExportRow(serial=text) for text in texts], COLUMNS[:1])}
    for name in NAMES:
        listing, question = LISTS[name]
        columns = [one.key for one in columns_for(shop.session, listing, "")]
        asked = ExportAsked(name, listing, Selection(question, None, None), columns)
        tables[name] = exported(shop.session, Formats("en", "CNY"), asked)
    again = written_again(tables, tmp_path)
    assert [row[0] for row in again["nasty"]] == texts
    for name in NAMES:
        _is_same(tables[name], again[name])


def _is_same(table: Exported, again: list[list[str]]) -> None:
    rows = [[read(row) for read in table.readers()] for some in table.each_rows() for row in some]
    assert len(again) == len(rows) > 0
    for own, texts in zip(rows, again, strict=True):
        for value, text, column in zip(own, texts, table.columns, strict=True):
            if column.type in TEXTS:
                assert text == ("" if value is None else value), column.key
            elif column.type in NUMBERS and value not in (None, ""):
                # Money comes with its sign and parted thousands, however it is asked for.
                assert Decimal(re.sub(r"[^\d.\-]", "", text)) == Decimal(value), column.key
