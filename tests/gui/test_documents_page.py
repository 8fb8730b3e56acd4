"""The list of a kind and the document that is open."""

from typing import Any

import pytest

from app.domain.kinds import KINDS
from app.gui.documents.list_page import DocumentsPage
from app.gui.kit.desk import Desk
from db.queries import document_lines
from tests.shop import Shop


@pytest.mark.parametrize("kind", ["sale", "purchase", "transfer", "quotation"])
def test_a_document_is_read_once_to_be_shown_and_no_other_with_it(
    qtbot: Any, desk: Desk, shop: Shop, monkeypatch: pytest.MonkeyPatch, kind: str
) -> None:
    """Not the one that was open before, either, whatever happened in the shop since."""
    first, other = shop.draft(kind), shop.draft(kind)
    page = DocumentsPage(desk, KINDS[kind])
    qtbot.addWidget(page)
    page.show()
    page.open(first)
    page.show_list()
    shop.contact("Somebody")
    read: list[int] = []
    lines = document_lines.lines
    monkeypatch.setattr(
        document_lines,
        "lines",
        lambda of, document, *a: read.append(document) or lines(of, document, *a),
    )
    page.open(other)
    qtbot.waitUntil(page.page.isVisible)
    assert read.count(other) == 1 and first not in read
    assert page.focusWidget() is page.page.scan_box  # the next key goes into it
