"""The recovery code on paper (U2)."""

from pathlib import Path

import pytest

from app.domain.problems import Code
from app.printing import recovery_sheet
from tests.printing.pdf_text import read
from tests.shop import refusal

pytestmark = pytest.mark.rule("U2")

CODE = "7QJ4M-0ZK2D-XW9PT-3B8HN"


def test_it_says_the_code_and_what_it_is_for(tmp_path: Path) -> None:
    path = tmp_path / "code.pdf"
    recovery_sheet.write(path, "Recovery code of Corner Shop", CODE, ["Keep it.", "只显示一次。"])
    said = read(path.read_bytes()).text
    for text in ("Recovery code of Corner Shop", CODE, "Keep it.", "只显示一次。"):
        assert text in said


def test_where_it_cannot_be_written_it_is_said(tmp_path: Path) -> None:
    (problem,) = refusal(recovery_sheet.write, tmp_path / "gone" / "code.pdf", "t", CODE, [])
    assert problem.code is Code.FILE_NO_FOLDER
