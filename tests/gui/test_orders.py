"""An order and what is made of it name each other on the screen (D15)."""

import pytest
from PySide6.QtTest import QSignalSpy

from app.domain.kinds import KINDS
from app.gui.documents.page import DocumentPage
from app.services.documents import orders
from db.queries import document_lines, documents

MADE = [(kind.key, made) for kind in KINDS.values() for made in kind.becomes]


@pytest.fixture
def shown(qtbot, desk, shop):
    """Opens a document of the shop on its page."""

    def shown(document):
        page = DocumentPage(desk, KINDS[documents.document(shop.database, document).kind])
        qtbot.addWidget(page)
        page.open(document)
        page.show()
        return page

    return shown


@pytest.fixture
def order(shop):
    shop.opening(product=shop.has.cable, units=100)
    draft = shop.draft("sales_order")
    shop.line(draft, product=shop.has.cable, units=5)
    shop.post(draft)
    return draft


def invoice(shop, order, units):
    draft = orders.make(shop.session, order, "sale")
    (line,) = document_lines.lines(shop.database, draft)
    shop.set_quantity(draft, line.id, units)
    shop.post(draft)
    return draft


def still_open(page):
    """The column of a posted order, or None where it is not shown."""
    sheet = page.posted.paper.sheet
    if sheet is None:
        return None
    columns = [column for column in sheet.columns if column.title == "Still open"]
    return [columns[0].text(line) for line in sheet.lines] if columns else None


def said(page):
    """What the paper says of it below the lines."""
    rows = page.posted.paper.text().splitlines() if page.posted.paper.sheet else []
    return [row for row in rows if row.startswith(("Still open", "More than ordered"))]


@pytest.mark.rule("D15")
@pytest.mark.parametrize(("kind", "made"), MADE)
def test_each_shows_the_other_and_a_click_opens_it(shop, desk, shown, kind, made):
    shop.opening(product=shop.has.cable, units=100)
    order = shop.draft(kind)
    shop.line(order, product=shop.has.cable, units=5)
    shop.post(order)
    page = shown(order)
    opened = QSignalSpy(desk.bus.open_document)
    page.posted.make(made)
    draft = opened.at(0)[0]
    page = shown(draft)
    assert f">{shop.number(order)}</a>" in page.origin.text()
    page.origin.linkActivated.emit(str(order))
    shop.post(draft)
    page = shown(order)
    tied = page.posted.tied
    assert shop.number(draft) in tied.steps.steps[0].text
    tied.clicked.emit(tied.steps.index(0))
    assert [opened.at(at)[0] for at in range(opened.count())] == [draft, order, draft]


@pytest.mark.rule("D15")
def test_an_order_says_what_is_still_open_line_by_line(shop, shown, order):
    page = shown(order)
    assert (still_open(page), said(page)) == (["5"], ["Still open\t5"])
    invoice(shop, order, 2)
    page.reload()
    assert still_open(page) == ["3"]
    assert said(page) == ["Still open\t3"]
    invoice(shop, order, 5)
    page.reload()
    assert still_open(page) == ["−2"]
    assert said(page) == ["More than ordered\t2"]


@pytest.mark.rule("D15")
def test_a_draft_and_a_void_order_say_nothing_of_it(shop, shown, order):
    draft = shop.draft("sales_order")
    shop.line(draft, product=shop.has.cable, units=5)
    page = shown(draft)
    assert (still_open(page), page.origin.isHidden()) == (None, True)
    waiting = orders.make(shop.session, order, "sale")
    shop.void(order)
    page = shown(order)
    assert (still_open(page), said(page)) == (None, [])
    assert shown(waiting).origin.text().endswith("(void)")


@pytest.mark.rule("D15")
def test_where_nothing_is_open_the_page_asks_first(shop, desk, shown, order):
    invoice(shop, order, 5)
    before = shop.everything("document")
    page = shown(order)
    opened = QSignalSpy(desk.bus.open_document)
    (create,) = page.posted.becomes_buttons
    assert create.text() == "Create sales invoice…"
    create.click()
    assert page.posted.confirm.isVisible()
    page.posted.confirm.no_button.click()
    assert (opened.count(), shop.everything("document")) == (0, before)
    create.click()
    page.posted.confirm.yes_button.click()
    assert opened.count() == 1
    assert document_lines.lines(shop.database, opened.at(0)[0]) == []
