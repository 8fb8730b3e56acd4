"""The totals of a draft's page: counted, summed, never out of view, whatever is on the page."""

from collections.abc import Generator

import pytest
from PySide6.QtGui import QFontMetrics
from PySide6.QtWidgets import QApplication, QWidget

from app.domain.document_kind import Price
from app.domain.kinds import KINDS, SALE
from app.domain.problems import Code, Problem
from app.gui.documents.page import DocumentPage
from app.gui.documents.pages import page_of
from app.gui.documents.totals import Total
from app.gui.kit import theme
from app.gui.kit.desk import Desk
from app.gui.kit.theme import BIG_BUTTON, SECTION, SUM, TITLE, TOTAL
from app.gui.kit.widgets import label, row
from app.text import LANGUAGES, use_language
from tests.gui.conftest import desk_at
from tests.shop import Shop

_SMALL = (952, 640)
"""A page in a window of 1024×640, beside the rail."""


@pytest.fixture(autouse=True, scope="module")
def look(qapp: QApplication) -> Generator[None]:
    """Measures are the style sheet's; it goes again, so that no other test pays for it."""
    theme.apply(qapp, theme.LIGHT)
    yield
    qapp.setStyleSheet("")


@pytest.fixture(params=list(LANGUAGES))
def language(request: pytest.FixtureRequest) -> Generator[str]:
    use_language(request.param)
    yield request.param
    use_language("en")


def opened(qtbot, desk: Desk, kind: str, draft: int, size: tuple[int, int]) -> DocumentPage:
    page = page_of(KINDS[kind])(desk, KINDS[kind])
    qtbot.addWidget(page)
    theme.dress(page)
    page.open(draft)
    page.resize(*size)
    page.show()
    QApplication.processEvents()
    return page


@pytest.mark.parametrize("size", [_SMALL, (1158, 768)])
@pytest.mark.parametrize("kind, total", [("transfer", ""), ("opening", "¥28.50")])
def test_lines_and_units_are_counted_in_one_line(
    qtbot, desk: Desk, shop: Shop, size: tuple[int, int], kind: str, total: str
) -> None:
    draft = shop.draft(kind)
    shop.line(draft, product=shop.has.cable, units=3)
    shop.line(draft, product=shop.has.rope, units=2.5)
    page = opened(qtbot, desk, kind, draft, size)
    card = page.totals
    assert (card.lines.text(), card.units.text()) == ("2 lines", "5.5 units")
    assert card.lines.y() == card.units.y() and card.units.isVisible()
    assert (card.total.text() if card.total.isVisible() else "") == total
    assert page.post_button.height() == BIG_BUTTON


@pytest.mark.parametrize(
    "kind", [key for key, kind in KINDS.items() if kind.has_lines and not kind.begun_elsewhere]
)
@pytest.mark.rule("D7")
def test_post_and_the_total_are_in_view_whatever_is_on_the_page(
    qtbot, shop: Shop, language: str, kind: str
) -> None:
    draft = shop.draft(kind)
    for _line in range(20):
        shop.line(draft, product=shop.has.cable)
    page = opened(qtbot, desk_at(shop), kind, draft, _SMALL)
    page.header.open_note()
    page.problems.show_problems([Problem(Code.NO_QUANTITY, {"product": "Case " * 9})] * 12)
    page.confirm.ask([Problem(Code.DATE_LONG_AGO, {"date": "2026-01-31", "days": 99})], print)
    page.scan_box.setText("ca")
    page.finder.look_for("ca")
    page.finder.read_now()
    for _turn in range(3):
        QApplication.processEvents()
    shown = [page.post_button]
    if KINDS[kind].price is not Price.NONE:
        shown.append(page.totals.total)
    for part in shown:
        assert part.visibleRegion().boundingRect().size() == part.size()
        corner = part.mapTo(page, part.rect().bottomRight())
        assert page.rect().contains(corner) and page.height() <= _SMALL[1]


@pytest.mark.parametrize(
    ("text", "points"),
    [
        ("¥4,701.05", TOTAL),
        ("¥1,234,567.00", SUM),
        ("¥999,999,999.99", TITLE),
        ("¥10,000,000,000.00", TITLE),
        ("MYR 10,000,000,000.00", SECTION),
    ],
)
@pytest.mark.rule("D13")
def test_a_total_is_as_large_as_there_is_room_for(
    qtbot, desk: Desk, text: str, points: float
) -> None:
    total = Total()
    qtbot.addWidget(total)
    total.setText(text)
    total.resize(228, 48)
    assert total.shown_font().pointSizeF() == points
    metrics = QFontMetrics(total.shown_font())
    assert metrics.horizontalAdvance(text) <= 228
    assert metrics.horizontalAdvance("1111") == metrics.horizontalAdvance("0000")  # tabular


def test_a_new_sale_begun_after_an_empty_one_shows_its_total(qtbot, desk: Desk, shop: Shop) -> None:
    page = page_of(SALE)(desk, SALE)
    qtbot.addWidget(page)
    page.open(shop.written("sale", units=1, product=shop.has.cable))
    page.show()
    assert page.totals.total.isVisible()


def test_a_sum_is_as_large_as_its_row_has_room_for(qtbot, qapp: QApplication) -> None:
    """Beside words, in a row that says nothing of how its room is shared."""
    around, total = QWidget(), Total()
    qtbot.addWidget(around)
    total.setText("¥20,000.00")
    around.setLayout(row(label("Total", "heading"), total))
    around.resize(400, 60)
    around.show()
    assert total.shown_font().pointSizeF() == TOTAL
