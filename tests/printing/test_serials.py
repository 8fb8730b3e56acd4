"""The serial numbers of lines: those of drafts and posted documents, a few lines at a time."""

from unittest.mock import patch

import pytest

from app.printing.documents import serials
from app.printing.documents.serials import LineNumbers, numbers_of
from db.queries import document_lines
from db.queries.history import LineSerial
from tests.shop import Shop


def read(shop: Shop, document: int) -> list[list[str]]:
    lines = document_lines.lines(shop.database, document)
    return [numbers.numbers for _line, numbers in numbers_of(shop.database, lines, "")]


@pytest.mark.rule("Q5")
def test_a_draft_has_its_serials_on_paper_as_a_posted_document_has(shop: Shop) -> None:
    draft = shop.written("purchase", "A1 A2 A3")
    assert read(shop, draft) == [["A1", "A2", "A3"]]
    shop.post(draft)
    assert read(shop, draft) == [["A1", "A2", "A3"]]


def test_each_line_has_its_own_however_few_are_read_at_a_time(shop: Shop) -> None:
    draft = shop.written("purchase", "A1 A2 A3")
    shop.line(draft, "C1 C2", shop.has.camera)
    with patch.object(serials, "AT_ONCE", 1):
        assert read(shop, draft) == [["A1", "A2", "A3"], ["C1", "C2"]]


def test_what_went_out_of_a_line_is_said_apart() -> None:
    came, went = LineSerial(1, "A1", False), LineSerial(1, "A2", True)
    assert LineNumbers([came, went], "Not found").folded() == [
        ("A1", 1),
        ("Not found:", 0),
        ("A2", 1),
    ]
