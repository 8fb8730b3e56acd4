"""An approval at the Counter, by keys: asked in the right column, scans kept meanwhile (U3)."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass

import pytest
from PySide6.QtCore import Qt, QTimer
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLineEdit, QWidget

from app.domain.kinds import KINDS
from app.domain.permissions import Person, Role
from app.domain.pricing import WHOLE
from app.gui.documents.counter import CounterPage
from app.gui.documents.page import DocumentPage
from app.gui.documents.posted_page import PostedPage
from app.gui.kit.desk import Desk
from app.gui.kit.dialogs import asking
from app.gui.kit.widgets import Paragraph
from app.gui.money.drawer_page import DrawerPage
from app.gui.people import approval_panel
from app.gui.people.approval_panel import ApprovalDialog, ApprovalPanel
from app.gui.people.person_tile import role_text
from app.gui.scanning.route import hand_over
from app.services import people, proving, secrets, settings
from app.services.documents import draft_lines
from app.services.people import Colleague, PersonForm
from db.queries import document_lines, documents, draft_serials
from db.queries.documents import POSTED, VOIDED
from tests.gui.conftest import desk_at, end_timers
from tests.shop import Shop

pytestmark = pytest.mark.rule("U3")

PIN = "7391"
BADGE = "BADGE-ORLA-1"


@dataclass
class Staff:
    """The manager's id, and the desk of the clerk who is at the counter."""

    manager: int
    desk: Desk


@pytest.fixture
def staff(qapp: QApplication, shop: Shop, monkeypatch: pytest.MonkeyPatch) -> Staff:
    monkeypatch.setattr(secrets, "N", 2)
    settings.save(shop.session, badge_is_enough=True)
    owner = shop.session.person
    people.save(shop.session, PersonForm(owner.name, Role.OWNER, pin="8264"), owner.id)
    orla = PersonForm("Orla Brandt", Role.MANAGER, pin=PIN, badge=BADGE)
    manager = people.save(shop.session, orla)
    ida = people.save(shop.session, PersonForm("Ida Fenmoor", Role.CLERK, pin="5028"))
    session = proving.sign_in(shop.database, shop.session.counter, ida, "5028")
    return Staff(manager, desk_at(shop)._replace(session=session))


@pytest.fixture(autouse=True)
def no_timers(shop: Shop, qtbot) -> Iterator[None]:
    """What a page would read after a pause is read no more: its store is closed first."""
    yield
    end_timers(*(page for page in QApplication.topLevelWidgets()))


@pytest.fixture
def counter(qtbot, shop: Shop, staff: Staff) -> CounterPage:
    """A sale of two phones and three cables, begun at the Counter."""
    shop.purchase("A1 A2 A3")
    shop.opening(product=shop.has.cable, units=50)
    draft = shop.draft("sale")
    shop.enter(draft, "A1")
    shop.line(draft, product=shop.has.cable, units=3)
    page = CounterPage(staff.desk)
    qtbot.addWidget(page)
    page.resize(1150, 720)
    page.show()
    page.activateWindow()
    qtbot.waitUntil(page.isActiveWindow)
    page.open(draft)
    return page


def keys(text: str) -> None:
    QTest.keyClicks(QApplication.focusWidget(), text)


def press(key: Qt.Key, part: QWidget | None = None) -> None:
    QTest.keyClick(part or QApplication.focusWidget(), key)


def type_price(page: CounterPage, row: int, price: str, column: str = "price") -> None:
    """In the cell, by keys."""
    lines = page.lines
    lines.setFocus()
    lines.setCurrentIndex(lines.table_model.index(row, lines.place_of(column)))
    press(Qt.Key.Key_Return, lines)
    edit = lines.findChild(QLineEdit)
    assert edit is not None and edit.hasFocus()
    edit.selectAll()
    QTest.keyClicks(edit, price)
    press(Qt.Key.Key_Return, edit)
    QApplication.processEvents()


def shown_rows(panel: ApprovalPanel) -> list[tuple[str, str, str, str]]:
    assert panel.request is not None
    return [(one.title, one.before, one.text, one.chip) for one in panel.request.rows]


def price(page: CounterPage, row: int = 0) -> int:
    assert page.document is not None
    return document_lines.lines(page.desk.database, page.document.id)[row].price


def approvals(shop: Shop) -> list[tuple[str, str]]:
    return shop.rows(
        "SELECT p.name, a.detail FROM audit a JOIN person p ON p.id = a.user_id"
        " WHERE a.action = 'approval' ORDER BY a.id"
    )


def test_a_price_below_cost_is_approved_by_keys_alone(counter: CounterPage, shop: Shop) -> None:
    settings.save(shop.session, clerk_discount=WHOLE)
    type_price(counter, 0, "1999")
    panel = counter.approval
    assert counter.asks_approval_now and panel.reason.hasFocus()
    assert shown_rows(panel) == [
        ("Item", "", "Phone", ""),
        ("Serial number", "", "A1", ""),
        ("Price", "2,999.00", "1,999.00", "below cost"),
    ]
    assert "2,000" not in counter.approval_band.text.text()
    assert counter.approval_band.text.text() == (
        "Line 1, price 1,999.00 needs approval: it is below cost."
    )
    assert counter.totals.isVisible() and not counter.post_button.isEnabled()
    keys("Display piece, scratched")
    press(Qt.Key.Key_Return)
    assert panel.pin.hasFocus()
    keys(PIN)
    press(Qt.Key.Key_Return)
    assert price(counter) == 1999_00
    assert approvals(shop) == [("Ida Fenmoor", "Display piece, scratched")]
    assert not counter.asks_approval_now and not panel.isVisible()
    assert counter.scan_box.hasFocus() and counter.post_button.isEnabled()
    assert counter.desk.session.person.name == "Ida Fenmoor"


def shown(page: CounterPage, row: int, column: str) -> tuple[str, bool]:
    """What a cell says, and whether it stands out."""
    index = page.lines.table_model.index(row, page.lines.place_of(column))
    return index.data(), index.data(Qt.ItemDataRole.ForegroundRole) is not None


@pytest.mark.parametrize("approved", [True, False])
@pytest.mark.parametrize(
    ("column", "typed", "cell", "amount", "total"),
    [
        ("price", "1999", "1,999.00", "1,999.00", "2,058.70"),
        ("discount", "50%", "−50\N{NO-BREAK SPACE}%", "1,499.50", "1,559.20"),
        ("document", "50%", "", "2,999.00", "1,529.35"),
    ],
)
def test_while_it_is_asked_the_sale_is_shown_as_it_would_be(
    counter: CounterPage,
    shop: Shop,
    approved: bool,
    column: str,
    typed: str,
    cell: str,
    amount: str,
    total: str,
) -> None:
    """Line and total; in the store all stays as it is, and comes back where it is left."""
    assert counter.document is not None
    before = document_lines.lines(shop.database, counter.document.id)
    if column == "document":
        counter.edit_discount()
        keys(typed)
        press(Qt.Key.Key_Return)
    else:
        type_price(counter, 0, typed, column)
        assert shown(counter, 0, column) == (cell, True)
        assert shown(counter, 1, column)[1] is False
    assert shown(counter, 0, "amount")[0] == amount
    assert total in counter.totals.total.text()
    assert document_lines.lines(shop.database, counter.document.id) == before
    if approved:
        approve(counter.approval)
        assert total in counter.totals.total.text()
    else:
        press(Qt.Key.Key_Escape)
        assert shown(counter, 0, "price") == ("2,999.00", False)
        assert "3,058.70" in counter.totals.total.text()
        assert document_lines.lines(shop.database, counter.document.id) == before
    assert not any(shown(counter, 0, name)[1] for name in ("price", "discount"))


@pytest.mark.parametrize("how", ["Esc in the panel", "the band", "Esc in the box"])
def test_esc_leaves_the_old_price(counter: CounterPage, shop: Shop, how: str) -> None:
    type_price(counter, 0, "1")
    assert counter.approval_band.keep_button.text() == "Keep 2,999.00"
    if how == "the band":
        counter.approval_band.keep_button.click()
    elif how == "Esc in the box":
        counter.scan_box.setFocus()
        press(Qt.Key.Key_Escape)
    else:
        press(Qt.Key.Key_Escape)
    assert price(counter) == 2999_00 and not counter.asks_approval_now
    assert counter.scan_box.hasFocus() and approvals(shop) == []
    assert not counter.approval_band.isVisible()
    assert counter.scan_box.placeholderText() == "Scan, or type words or a code"


@pytest.mark.rule("C4")
@pytest.mark.parametrize("approved", [True, False])
def test_what_is_scanned_meanwhile_is_kept_for_this_sale(
    qtbot, counter: CounterPage, shop: Shop, approved: bool
) -> None:
    type_price(counter, 0, "1")
    assert "kept for this sale" in counter.scan_box.placeholderText()
    panel = counter.approval
    for field, code in ((panel.reason, "A2"), (panel.pin, "A3")):
        field.setFocus()
        assert hand_over(code) is counter
    QTest.qWait(0)
    assert counter.approval_band.waiting.text() == "2 scans wait"
    assert panel.reason.text() == "" and panel.pin.text() == ""
    draft = counter.document
    assert draft is not None
    assert len(draft_serials.draft_serials(shop.database, draft.id)) == 1
    if approved:
        panel.reason.setText("old model")
        panel.pin.setText(PIN)
        panel.approve()
    else:
        panel.leave()
    qtbot.waitUntil(lambda: not len(counter.queue))
    numbers = {one.number for one in draft_serials.draft_serials(shop.database, draft.id)}
    assert numbers == {"A1", "A2", "A3"}


def test_a_badge_approves_and_another_s_badge_does_not(
    counter: CounterPage, shop: Shop, staff: Staff
) -> None:
    session = shop.session
    people.save(
        session,
        PersonForm("Ida Fenmoor", Role.CLERK, badge="BADGE-IDA-77"),
        staff.desk.session.person.id,
    )
    type_price(counter, 0, "1")
    panel = counter.approval
    keys("old model")
    assert hand_over("BADGE-IDA-77") is panel
    assert "Ida Fenmoor may not do this" in panel.problem.text()
    assert hand_over(BADGE) is panel
    assert price(counter) == 1_00 and approvals(shop) == [("Ida Fenmoor", "old model")]


def test_without_a_reason_or_with_a_wrong_pin_it_stays(counter: CounterPage, shop: Shop) -> None:
    type_price(counter, 0, "1")
    panel = counter.approval
    press(Qt.Key.Key_Return)
    assert "Say why" in panel.problem.text() and panel.reason.hasFocus()
    keys("old model")
    press(Qt.Key.Key_Return)
    for _try in range(5):
        panel.who.setCurrentIndex(panel.who.findText("Orla Brandt, manager"))
        panel.pin.setFocus()
        keys("0007")
        press(Qt.Key.Key_Return)
    assert panel.pin.waits and not panel.approve_button.isEnabled()
    panel.who.setCurrentIndex(panel.who.findText("Owner"))
    assert not panel.pin.waits
    assert price(counter) == 2999_00 and panel.reason.text() == "old model"


def test_a_line_s_and_the_document_s_discount_are_asked(counter: CounterPage, shop: Shop) -> None:
    type_price(counter, 1, "50%", "discount")
    assert shown_rows(counter.approval)[-1][:3] == ("Discount", "", "−50\N{NO-BREAK SPACE}%")
    counter.approval.leave()
    counter.edit_discount()
    keys("50%")
    press(Qt.Key.Key_Return)
    assert counter.asks_approval_now
    approve(counter.approval)
    head = counter.document and documents.document(shop.database, counter.document.id)
    assert head and head.discount_rate == 50_000


def approve(panel: ApprovalPanel, reason: str = "good customer") -> None:
    panel.reason.setText(reason)
    panel.who.setCurrentIndex(panel.who.findText("Orla Brandt, manager"))
    panel.pin.setText(PIN)
    panel.approve()


def test_posting_below_cost_is_approved_where_it_is_posted(
    counter: CounterPage, shop: Shop
) -> None:
    assert counter.document is not None
    draft = counter.document.id
    line = document_lines.lines(shop.database, draft)[0].id
    draft_lines.set_price(shop.session, draft, line, 1)
    counter.reload()
    counter.post()
    assert counter.asks_approval_now
    approve(counter.approval)
    assert documents.document(shop.database, draft).state == POSTED


def test_while_it_is_paid_the_approval_gives_the_strip_back(
    qtbot, counter: CounterPage, shop: Shop
) -> None:
    settings.save(shop.session, payments=True)
    staff_desk = counter.desk._replace(settings=settings.load(shop.database))
    page = CounterPage(staff_desk)
    qtbot.addWidget(page)
    page.show()
    assert counter.document is not None
    draft = counter.document.id
    line = document_lines.lines(shop.database, draft)[0].id
    draft_lines.set_price(shop.session, draft, line, 1)
    page.open(draft)
    page.post()
    assert page.is_paying
    page.strip.enter()
    page.strip.enter()
    assert page.asks_approval_now and not page.is_paying
    page.approval.leave()
    assert page.is_paying
    page.strip.enter()
    approve(page.approval)
    assert documents.document(shop.database, draft).state == POSTED


@pytest.fixture
def giving_back(qtbot, counter: CounterPage, shop: Shop) -> DocumentPage:
    """What was paid by card comes back, and the clerk would give cash for it."""
    shop.take_payments()
    sale = shop.written("sale", "A2")
    shop.pay(sale, "card", shop.rows("SELECT total FROM document WHERE id = ?", sale)[0][0])
    shop.post(sale)
    draft = shop.blank("sales_return")
    shop.enter(draft, "A2")
    taking = counter.desk._replace(settings=settings.load(shop.database))
    page = DocumentPage(taking, KINDS["sales_return"])
    qtbot.addWidget(page)
    page.resize(1024, 640)
    page.show()
    page.open(draft)
    with qtbot.waitActive(page):
        page.activateWindow()
    page.post()
    page.strip.parts.buttons[0].click()
    page.strip.tiles.choose(0)
    page.strip.reason.setText("card is lost")
    page.strip.amount.setFocus()
    press(Qt.Key.Key_Return)
    return page


@pytest.mark.rule("M7")
def test_the_focus_is_where_it_is_asked_and_the_reason_stands_there(
    giving_back: DocumentPage, shop: Shop
) -> None:
    """Not in the amount of the payment, which is hidden; why is typed once."""
    panel = giving_back.approval
    assert giving_back.asks_approval_now and panel.isVisible()
    said_already(panel, "card is lost")
    approve(panel, panel.reason.text())
    draft = giving_back.posted.document
    assert draft is not None and draft.state == POSTED
    assert approvals(shop) == [("Ida Fenmoor", "card is lost")]


@pytest.mark.rule("M7")
def test_what_is_asked_is_said_in_full(giving_back: DocumentPage) -> None:
    panel = giving_back.approval
    (said,) = panel.rows.findChildren(Paragraph)
    assert said.text() == "Give money back another way than it was paid"
    assert said.height() >= said.heightForWidth(said.width()) > said.fontMetrics().height()


@pytest.mark.rule("M7")
def test_back_to_the_document_asks_no_more(giving_back: DocumentPage, shop: Shop) -> None:
    """The button below the lines stays: nothing is left that waits for an answer."""
    giving_back._foot.back_button.click()
    assert not giving_back.asks_approval_now and not giving_back.approval.isVisible()
    assert not giving_back.approval_band.isVisible() and not giving_back.is_paying
    assert giving_back.post_button.isEnabled()
    assert giving_back.window().focusWidget() is giving_back.scan_box
    assert shop.rows("SELECT count(*) FROM payment WHERE amount < 0") == [(0,)]


def test_leaving_the_page_asks_no_more(counter: CounterPage, shop: Shop) -> None:
    type_price(counter, 0, "1")
    assert counter.let_go() == []
    assert not counter.asks_approval_now and price(counter) == 2999_00


def test_where_nobody_can_approve_it_is_refused_as_ever(
    qtbot, counter: CounterPage, shop: Shop, staff: Staff
) -> None:
    settings.save(shop.session, manager_discount=20_000)
    owner = shop.session.person
    shop.rows("SELECT 1")
    form = PersonForm("Orla Brandt", Role.MANAGER, pin="", badge="")
    people.save(shop.session, PersonForm(owner.name, Role.OWNER, pin="8264"), owner.id)
    people.save(shop.session, form._replace(active=False), staff.manager)
    type_price(counter, 0, "1")
    assert counter.asks_approval_now
    assert [counter.approval.who.itemText(at) for at in range(counter.approval.who.count())] == [
        "Owner"
    ]


def test_in_a_shop_of_one_nothing_of_it_shows(qtbot, desk: Desk, shop: Shop) -> None:
    shop.purchase("A1")
    draft = shop.written("sale", "A1")
    page = CounterPage(desk)
    qtbot.addWidget(page)
    page.show()
    page.activateWindow()
    qtbot.waitUntil(page.isActiveWindow)
    page.open(draft)
    type_price(page, 0, "1")
    assert not page.asks_approval_now and price(page) == 1_00


def in_a_form_of_its_own(act: Callable[[ApprovalPanel], None]) -> None:
    """Answer the form that comes up next."""

    def answer() -> None:
        dialog = asking()
        assert isinstance(dialog, ApprovalDialog)
        act(dialog.panel)

    QTimer.singleShot(0, answer)


# Other pages --------------------------------------------------------------------------------------


def said_already(panel: ApprovalPanel, reason: str) -> None:
    """Why it is to be done was typed before: the PIN is next, and goes nowhere else."""
    assert panel.reason.text() == reason
    assert panel.window().focusWidget() is panel.pin


def test_a_void_is_approved_beside_the_document(qtbot, shop: Shop, staff: Staff) -> None:
    shop.purchase("A1")
    sale = shop.sell("A1")
    page = PostedPage(staff.desk, KINDS["sale"])
    qtbot.addWidget(page)
    page.resize(1200, 640)
    page.open(sale)
    page.show()
    page.void()
    page.void_panel.reason.setText("typed wrongly")
    page.void_panel.void()
    assert page.approval.isVisible()
    said_already(page.approval, "typed wrongly")
    page.approval.leave()
    assert page.void_panel.isVisible() and page.void_panel.reason.text() == "typed wrongly"
    page.void_panel.void()
    approve(page.approval)
    assert documents.document(shop.database, sale).state == VOIDED
    assert approvals(shop) == [("Ida Fenmoor", "good customer")]


def test_opening_the_drawer_without_a_sale_is_approved(qtbot, shop: Shop, staff: Staff) -> None:
    page = DrawerPage(staff.desk)
    qtbot.addWidget(page)
    page.show()
    page.moving.ask(without_sale=True)
    page.moving.reason.setText("change for a note")

    def answer(panel: ApprovalPanel) -> None:
        said_already(panel, "change for a note")
        approve(panel)

    in_a_form_of_its_own(answer)
    page.moving.carry_out()
    assert shop.rows("SELECT reason FROM drawer_entry") == [("change for a note",)]


def test_at_the_counter_that_is_approved_beside_the_sale(
    qtbot, shop: Shop, staff: Staff, counter: CounterPage
) -> None:
    """Nothing stands over the sale, and one thing is asked at a time."""
    shop.take_payments()
    assert counter.document is not None
    draft, settings_now = counter.document.id, settings.load(shop.database)
    page = CounterPage(staff.desk._replace(settings=settings_now))
    qtbot.addWidget(page)
    page.show()
    page.activateWindow()
    qtbot.waitUntil(page.isActiveWindow)
    page.open(draft)
    press_with_alt(Qt.Key.Key_O)
    keys("change for a note")
    press(Qt.Key.Key_Return)
    assert page.asks_approval_now
    press_with_alt(Qt.Key.Key_O)
    assert page.asks_approval_now and page.approval.isVisible()
    assert shop.rows("SELECT reason FROM drawer_entry") == []
    approve(page.approval)
    assert shop.rows("SELECT reason FROM drawer_entry") == [("change for a note",)]
    assert approvals(shop) == [("Ida Fenmoor", "good customer")]
    assert page.scan_box.hasFocus() and not page.moving.isVisible()


def press_with_alt(key: Qt.Key) -> None:
    QTest.keyClick(QApplication.focusWidget(), key, Qt.KeyboardModifier.AltModifier)
    QApplication.processEvents()


@pytest.mark.parametrize(
    ("name", "role", "said"),
    [
        ("Owner", Role.OWNER, ("", "Owner")),
        ("Wren", Role.OWNER, ("Owner", "Wren, owner")),
        ("Owner", Role.CLERK, ("Clerk", "Owner, clerk")),
    ],
)
def test_what_somebody_is_is_not_said_again_where_the_name_says_it(name, role, said) -> None:
    one = Colleague(Person(7, name, role), has_pin=True, has_badge=False)
    assert (role_text(one.person), approval_panel._said_of(one)) == said
