"""The supplier's own number and due date, typed on a purchase invoice (M8)."""

from datetime import date, timedelta

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from app.domain.kinds import KINDS
from app.gui.documents.pages import page_of
from app.gui.kit import theme
from app.services import settings
from app.services.documents import draft_head, draft_lines
from app.text import LANGUAGES, use_language
from db.queries import accounts, documents
from tests.gui.conftest import desk_at

pytestmark = pytest.mark.rule("M8")

WIDE, NARROW = 1158, 952
THEIRS = ("purchase", "purchase_return")


@pytest.fixture
def till(shop):
    shop.opening(product=shop.has.cable, units=1000)
    settings.save(shop.session, payments=True)
    return shop


def opened(qtbot, shop, kind, draft=None, width=WIDE):
    page = page_of(KINDS[kind])(desk_at(shop), KINDS[kind])
    qtbot.addWidget(page)
    page.open(draft or invoice(shop, kind))
    page.resize(width, 700)
    page.show()
    with qtbot.waitActive(page):
        page.activateWindow()
    return page


def invoice(shop, kind="purchase"):
    draft = shop.blank(kind)
    draft_head.set_party(shop.session, draft, shop.has.supplier)
    draft_lines.set_price(shop.session, draft, shop.line(draft, "", shop.has.cable, 2), 900)
    return draft


def head(shop, page):
    return documents.document(shop.database, page.document.id)


@pytest.mark.parametrize("kind", [key for key, kind in KINDS.items() if kind.has_lines])
def test_only_a_document_that_the_supplier_has_a_paper_of_asks_for_it(qtbot, till, desk, kind):
    page = page_of(KINDS[kind])(desk, KINDS[kind])
    qtbot.addWidget(page)
    assert (page.header.theirs is not None) is (kind in THEIRS)


@pytest.mark.parametrize("kind", THEIRS)
def test_number_and_day_are_typed_after_each_other(qtbot, till, kind):
    page = opened(qtbot, till, kind)
    page.header.theirs.open()
    QTest.keyClicks(page.header.theirs.number, "A-1041")
    QTest.keyClick(page.header.theirs.number, Qt.Key.Key_Return)
    assert page.header.theirs.due.hasFocus()
    QTest.keyClicks(page.header.theirs.due, "2026-04-15")
    QTest.keyClick(page.header.theirs.due, Qt.Key.Key_Return)
    assert page.scan_box.hasFocus()
    assert (head(till, page).their_number, head(till, page).due_date) == ("A-1041", "2026-04-15")
    page.header.theirs.due.clear()
    QTest.keyClick(page.header.theirs.due, Qt.Key.Key_Return)
    assert head(till, page).due_date is None


def test_what_is_still_being_typed_is_posted(qtbot, till):
    page = opened(qtbot, till, "purchase")
    page.header.theirs.number.setFocus()
    QTest.keyClicks(page.header.theirs.number, "A-1041")
    page.header.theirs.due.setText("15.4.2026")
    page.post()
    posted = head(till, page)
    assert (posted.state, posted.their_number) == (documents.POSTED, "A-1041")
    assert accounts.debt_of(till.database, posted.id).due_date == "2026-04-15"
    said = {fact.key: fact.text for fact in page.posted.paper.sheet.facts}
    assert said["their_number"] == "A-1041"
    assert "15" in said["due_date"]


def test_without_a_day_the_paper_says_when_it_is_due_by_the_payment_days(qtbot, till):
    till.rows("UPDATE contact SET payment_days = 30")
    draft = invoice(till)
    till.post(draft)
    page = opened(qtbot, till, "purchase", draft)
    due = date.fromisoformat(head(till, page).date) + timedelta(30)
    (said,) = (f.text for f in page.posted.paper.sheet.facts if f.key == "due_date")
    assert said == page.desk.formats.date(due.isoformat())


def test_what_is_no_day_stops_the_posting_and_stays(qtbot, till):
    page = opened(qtbot, till, "purchase")
    page.header.theirs.due.setText("some day")
    page.post()
    assert head(till, page).state == documents.DRAFT
    assert page.header.theirs.due.text() == "some day"
    assert page.header.theirs.due.hasFocus()
    assert page.problems.isVisible()


def test_the_same_number_is_asked_about_and_posted_after_yes(qtbot, till):
    first = invoice(till)
    draft_head.set_their_number(till.session, first, "A-1041")
    till.post(first)
    page = opened(qtbot, till, "purchase")
    page.header.theirs.number.setText("a-1041")
    page.post()
    assert head(till, page).state == documents.DRAFT and page.confirm.isVisible()
    assert documents.document(till.database, first).number in page.confirm.problems._text.text()
    page.confirm.yes_button.click()
    assert head(till, page).state == documents.POSTED


def test_where_there_is_little_room_it_is_opened_from_more(qtbot, till):
    page = opened(qtbot, till, "purchase", width=NARROW)
    theirs = page.header.theirs
    assert theirs.isHidden()
    (action,) = (one for one in page.folded_actions if one.text() == "Their number")
    action.trigger()
    assert theirs.isVisible() and theirs.number.hasFocus()
    QTest.keyClick(theirs.number, Qt.Key.Key_Escape)
    assert theirs.isHidden() and page.scan_box.hasFocus()
    theirs.open()
    QTest.keyClicks(theirs.number, "A-1041")
    QTest.keyClick(theirs.number, Qt.Key.Key_Escape)
    assert theirs.isVisible() and head(till, page).their_number == "A-1041"


def test_no_day_is_asked_for_while_no_payments_are_taken(qtbot, till):
    settings.save(till.session, payments=False)
    page = opened(qtbot, till, "purchase")
    assert page.header.theirs.number.isVisible() and page.header.theirs.with_due.isHidden()
    page.header.theirs.number.setFocus()
    QTest.keyClick(page.header.theirs.number, Qt.Key.Key_Return)
    assert page.scan_box.hasFocus()


@pytest.mark.parametrize("number, due", [("A-1041", None), ("", "2026-04-15")])
def test_a_draft_on_which_something_of_it_stands_is_kept(qtbot, till, number, due):
    draft = till.blank("purchase")
    draft_head.set_their_number(till.session, draft, number)
    draft_head.set_due_date(till.session, draft, due)
    page = opened(qtbot, till, "purchase", draft)
    page.leave()
    assert documents.document(till.database, draft).state == documents.DRAFT


def test_another_document_shows_its_own(qtbot, till):
    first, second = invoice(till), invoice(till)
    draft_head.set_their_number(till.session, first, "A-1041")
    draft_head.set_due_date(till.session, first, "2026-04-15")
    page = opened(qtbot, till, "purchase", first)
    page.header.theirs.due.setText("nonsense")
    page.open(second)
    assert (page.header.theirs.number.text(), page.header.theirs.due.text()) == ("", "")


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_question_is_read_whole_where_there_is_little_room(qtbot, till, language):
    first = invoice(till)
    draft_head.set_their_number(till.session, first, "HW-2026/10418")
    till.post(first)
    use_language(language)
    try:
        page = opened(qtbot, till, "purchase", width=NARROW)
        theme.dress(page)
        page.header.theirs.number.setText("HW-2026/10418")
        page.post()
        assert page.confirm.isVisible()
        bar = page.confirm.problems.verticalScrollBar()
        qtbot.waitUntil(lambda: bar.maximum() == 0)  # the layout takes several turns
        assert page.post_button.isVisible()
    finally:
        use_language("en")
