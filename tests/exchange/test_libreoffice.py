"""What is exported, opened by LibreOffice and written again, is the same, where it is installed."""

import csv
import shutil
import subprocess
from pathlib import Path

import pytest

from app.exchange.export.writing import ExportKind
from tests.exchange.exports import COLUMNS, ExportRow, exported, written
from tests.exchange.test_xlsx import NASTY

OFFICE = shutil.which("soffice")


@pytest.mark.rule("Q4")
@pytest.mark.skipif(OFFICE is None, reason="LibreOffice is not installed")
def test_it_reads_each_text_as_it_is_and_runs_none(tmp_path: Path) -> None:
    texts = [text for text in NASTY if text.isprintable()]
    table = exported([ExportRow(serial=text) for text in texts], COLUMNS[:1])
    path = written(table, ExportKind.XLSX, tmp_path)
    out = tmp_path / "again"
    profile = (tmp_path / "profile").as_uri()
    options = [f"-env:UserInstallation={profile}", "--headless", "--outdir", str(out)]
    as_utf_8 = "csv:Text - txt - csv (StarCalc):44,34,76"
    command = [str(OFFICE), *options, "--convert-to", as_utf_8, str(path)]
    subprocess.run(command, check=True, capture_output=True, timeout=120)
    with (out / "list.csv").open(encoding="utf-8-sig", newline="") as file:
        assert [row[0] for row in csv.reader(file)][1:] == texts
