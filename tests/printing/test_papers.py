"""Papers: those there are can be printed on, sizes that nobody has are refused."""

from dataclasses import replace

import pytest

from app.domain.problems import Code, Reason
from app.printing.media.papers import PAPERS, STRIP, Paper, problems_of
from tests.shop import codes


@pytest.mark.rule("Q5")
@pytest.mark.parametrize(
    ("key", "size", "columns"),
    [
        ("a4", (210.0, 297.0), 0),
        ("a5", (148.0, 210.0), 0),
        ("letter", (215.9, 279.4), 0),
        ("roll_58", (58.0, 0.0), 32),
        ("roll_80", (80.0, 0.0), 48),
        ("roll_80_42", (80.0, 0.0), 42),
        ("form_93", (241.0, 93.1), 0),
        ("form_140", (241.0, 139.7), 0),
        ("form_279", (241.0, 279.4), 0),
    ],
)
def test_the_papers_that_there_are(key: str, size: tuple[float, float], columns: int) -> None:
    paper = PAPERS[key]
    assert problems_of(paper) == []
    assert ((paper.width, paper.height), paper.columns) == (size, columns)
    assert paper.is_form == key.startswith("form")
    assert paper.side > (STRIP if paper.is_form else 0)


@pytest.mark.parametrize(
    ("change", "code"),
    [
        ({"width": 0.0}, Code.PAPER_SIZE),
        ({"width": 10_000.0}, Code.PAPER_SIZE),
        ({"height": 10_000.0}, Code.PAPER_SIZE),
        ({"height": 1.0}, Code.PAPER_SIZE),
        ({"side": 100.0}, Code.PAPER_MARGINS),
        ({"top": -1.0}, Code.PAPER_MARGINS),
        ({"columns": 3}, Code.PAPER_COLUMNS),
        ({"columns": 65}, Code.PAPER_COLUMNS),
        ({"rows": 101}, Code.PAPER_COLUMNS),
    ],
)
def test_a_size_that_cannot_be_is_refused(change: dict[str, float], code: Reason) -> None:
    own = Paper("own", "Own", 200.0, 150.0)
    assert problems_of(own) == []
    assert codes(problems_of(replace(own, **change))) == [code]  # type: ignore[arg-type]
