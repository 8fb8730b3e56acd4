"""The drawer, and what contacts owe."""

from datetime import timedelta

from app.domain.kinds import KINDS, PURCHASE
from app.domain.shifts import DIFFERENCE_REASONS, Counted, DrawerEntryKind, DrawerFigure
from app.gui.contacts.page import ContactsPage
from app.gui.documents.pages import page_of
from app.gui.documents.settling_page import SettlingPage
from app.gui.money.drawer_page import DrawerPage
from app.gui.money.shifts_page import ShiftsPage
from app.services import settings as shop_settings
from app.services.documents import draft_head, draft_lines, drafts, posting
from app.services.entry import scanning
from app.services.money import accounts, payments, shifts
from app.services.stock import contacts
from app.services.stock.contacts import ContactForm
from app.text import _
from tests.drawer import CARD, CASH, WALLET
from tests.screens.scenes.shared import HERE, finish
from tests.screens.studio import Studio


def drawer(studio: Studio) -> None:
    """The drawer: closed, with a difference, blind, what a figure is made of, money out."""
    _close_drawer(studio)
    _drawer_page(studio)
    studio.shoot("drawer-closed")
    shifts.open_drawer(studio.session, 500_00)
    product = int(studio.numbers("SELECT id FROM product WHERE NOT track_serials ORDER BY id")[0])
    for price, given, tender in (
        (1_249_00, 1_300_00, CASH),
        (899_90, 900_00, CASH),
        (2_699_00, None, CARD),
        (699_00, None, WALLET),
        (59_00, None, CASH),
    ):
        _paid(studio, "sale", product, price, tender, given)
    _paid(studio, "sales_return", product, 249_00, CASH)
    for kind, amount, reason in (
        (DrawerEntryKind.MONEY_IN, 200_00, _("Cash taken")),
        (DrawerEntryKind.MONEY_OUT, 120_00, _("Settings")),
    ):
        shifts.move_money(studio.session, kind, amount, reason)
    page = _drawer_page(studio)
    for field, text in zip(page.counted.fields, ("22", "6", "1", "1", "1", "3"), strict=False):
        field.setText(text)
    page.difference.why.set_value(DIFFERENCE_REASONS[0])
    page.tenders.fields[CARD].setText("2699")
    studio.shoot("drawer-counted")
    page.expected.opened.emit(DrawerFigure.TAKEN)
    studio.shoot("drawer-figure")
    page.rows.left.emit()
    page.move_button.click()
    studio.shoot("drawer-money-out")
    page.moving.left.emit()
    shop_settings.save(studio.session, blind_count=True)
    page = _drawer_page(studio)
    page.counted.fields[0].setText("27")
    studio.shoot("drawer-blind")
    shop_settings.save(studio.session, blind_count=False)
    studio.anew().show_page("counter")
    studio.shoot("counter-drawer-open")
    counter = studio.window.counter()
    counter.ask_without_sale()
    studio.shoot("counter-without-sale")
    _close_drawer(studio)
    counter = studio.anew().counter()
    counter.queue.put(studio.numbers(f"{HERE} LIMIT 1")[0])
    counter.queue.drain()
    counter.post()
    studio.shoot("counter-asks-float")
    reports = studio.window.show_page("shifts")
    assert isinstance(reports, ShiftsPage)
    studio.shoot("z-reports")
    reports.open_button.click()
    finish(reports.view._task)
    studio.shoot("z-report")
    reports.view.show_figures()
    studio.shoot("z-report-figures")
    reports.view.figures.expected.opened.emit(DrawerFigure.TAKEN)
    studio.shoot("z-report-rows")
    shifts.open_drawer(studio.session, 500_00)


def _close_drawer(studio: Studio) -> None:
    shift = shifts.open_shift(studio.database, studio.session.counter.id)
    assert shift is not None
    expected = shifts.report(studio.database, shift).expected
    shifts.close(studio.session, Counted(total=expected, stays=500_00))


def _paid(
    studio: Studio, kind: str, product: int, price: int, tender: int, given: int | None = None
) -> None:
    """A posted document of one unit at a price, paid by one tender."""
    draft = drafts.new(studio.session, kind)
    line = draft_lines.add_line(studio.session, draft, product, 1000)
    draft_lines.set_price(studio.session, draft, line, price)
    payments.add_part(studio.session, draft, tender, given)
    posting.post(studio.session, draft, sure=posting.questions_of(studio.database, draft))


def _drawer_page(studio: Studio) -> DrawerPage:
    """The page as the shop's settings are now."""
    page = studio.anew().show_page("drawer")
    assert isinstance(page, DrawerPage)
    return page


def on_account(studio: Studio) -> None:
    """A customer who owes; a receipt that settles it, typed and posted."""
    session, desk = studio.session, studio.desk
    party = contacts.save(session, ContactForm("Hester Pellwood", phone="555 0177"))
    for code, days in zip(studio.numbers(f"{HERE} LIMIT 3 OFFSET 90"), (100, 40, 5), strict=True):
        draft = drafts.new(session, "sale")
        draft_head.set_party(session, draft, party)
        day = session.today() - timedelta(days=days)
        draft_head.set_date(session, draft, day.isoformat(), sure=True)
        scanning.scan(session, draft, None, code)
        posting.post(session, draft, on_account=True)
    page = ContactsPage(desk)
    studio.window.stack.addWidget(page)
    studio.window.stack.setCurrentWidget(page)
    page.role.setCurrentIndex(3)
    studio.shoot("contacts-owe")
    page.open(party)
    studio.shoot("contact-account")
    receipt = SettlingPage(desk, KINDS["money_receipt"])
    studio.window.stack.addWidget(receipt)
    studio.window.stack.setCurrentWidget(receipt)
    draft = drafts.new(session, "money_receipt")
    draft_head.set_party(session, draft, party)
    receipt.open(draft)
    studio.shoot("receipt-open")
    receipt.amount.setText("20,000")
    receipt.amount.setModified(True)
    receipt.finish_amount()
    studio.shoot("receipt-typed")
    receipt.post()
    studio.shoot("receipt-posted")
    _advance_and_debt(studio, page, party)
    _supplier_invoice(studio)
    studio.window.show_page("counter")


def _advance_and_debt(studio: Studio, page: ContactsPage, party: int) -> None:
    """More was paid than was owed, and bought again: the card settles it."""
    session = studio.session
    draft = accounts.begin(session, "money_receipt", party)
    accounts.set_amount(session, draft, 9_000_00)
    accounts.set_tender(session, draft, 1)
    posting.post(session, draft)
    (code,) = studio.numbers(f"{HERE} LIMIT 1 OFFSET 94")
    draft = drafts.new(session, "sale")
    draft_head.set_party(session, draft, party)
    scanning.scan(session, draft, None, code)
    posting.post(session, draft, on_account=True)
    studio.window.stack.setCurrentWidget(page)
    page.open(party)
    studio.shoot("contact-advance")
    page.editor.account.settle()
    studio.shoot("contact-settled")


def _supplier_invoice(studio: Studio) -> None:
    """A purchase invoice: the supplier's number and due date, asked about again, and on paper."""
    session, desk = studio.session, studio.desk
    (supplier,) = studio.numbers("SELECT id FROM contact WHERE is_supplier ORDER BY id LIMIT 1")
    (product,) = studio.numbers(
        "SELECT id FROM product WHERE NOT track_serials ORDER BY id LIMIT 1"
    )
    shown = page_of(PURCHASE)(desk, PURCHASE)
    studio.window.stack.addWidget(shown)
    studio.window.stack.setCurrentWidget(shown)
    for name in ("supplier-invoice", "supplier-number-again"):
        draft = drafts.new(session, "purchase")
        draft_head.set_party(session, draft, int(supplier))
        draft_lines.add_line(session, draft, int(product))
        shown.open(draft)
        if name == "supplier-invoice":
            studio.shoot(f"{name}-empty")
        draft_head.set_their_number(session, draft, "HW-2026/10418")
        draft_head.set_due_date(session, draft, "2026-12-24")
        shown.reload()
        studio.shoot(name)
        shown.post()
        studio.shoot(f"{name}-posted")
    shown.confirm.hide()
    drafts.discard(session, draft)
