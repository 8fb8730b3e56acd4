"""What somebody may not see is not shown: cost on screen and in lists, pages of others (U1)."""

from collections.abc import Iterator
from dataclasses import replace

import pytest
from PySide6.QtCore import QAbstractTableModel
from PySide6.QtWidgets import QAbstractButton, QAbstractItemView, QApplication, QLabel, QLineEdit

from app.domain.document_kind import Price
from app.domain.kinds import KINDS
from app.domain.permissions import ROLES, Permission, Role
from app.domain.problems import Code, Refused, refuse
from app.gui.contacts.statement_dialog import StatementDialog
from app.gui.items.editor import ItemEditor
from app.gui.kit.errors import Reporter
from app.gui.shell.main_window import MainWindow
from app.gui.shell.menu import entries
from app.lists.documents import documents as listed_documents
from app.lists.items import items
from app.lists.listing import for_session
from app.lists.price_list import PRICES
from app.lists.statement import STATEMENT
from app.services.documents import draft_head, draft_lines, drafts
from app.services.money import accounts
from app.services.stock import contacts
from app.services.stock import items as item_services
from app.services.stock.contacts import ContactForm
from app.text import sentence
from tests.gui.conftest import desk_at
from tests.shop import Shop

pytestmark = pytest.mark.rule("U1")

SECRET = 2000_00 + 77
"""What the phone is bought for."""
SAID = ("2000.77", "2,000.77")


@pytest.fixture
def windows(qtbot, qapp, shop: Shop):
    """Windows of somebody who has a role; the phone has a price that nothing else comes to."""
    form, codes = item_services.load(shop.database, shop.has.phone)
    form = replace(form, purchase_price=SECRET)
    item_services.save(shop.session, form, codes, shop.has.phone)
    shop.purchase("A1 A2")
    shop.sell("A1")

    def opened(role: Role) -> MainWindow:
        window = MainWindow(desk_at(Shop(shop.as_a(role), shop.has, shop.path)))
        qtbot.addWidget(window)
        window.resize(1366, 768)
        window.show()
        window.start()
        return window

    return opened


def shown_texts(window: MainWindow) -> Iterator[str]:
    """All that can be read on a window: labels, fields, cells."""
    for part in window.findChildren(QLabel) + window.findChildren(QAbstractButton):
        if part.isVisible():
            yield part.text()
    for field in window.findChildren(QLineEdit):
        if field.isVisible():
            yield field.text()
    for view in window.findChildren(QAbstractItemView):
        model = view.model() if view.isVisible() else None
        wide = model.columnCount() if isinstance(model, QAbstractTableModel) else 1
        for row in range(model.rowCount() if model is not None else 0):
            for column in range(wide):
                yield str(model.index(row, column).data() or "")


@pytest.mark.parametrize("role", Role)
def test_no_page_shows_what_goods_were_bought_for_to_who_does_not_see_cost(
    windows, shop: Shop, role: Role
) -> None:
    """Page by page of the menu, each record and each document of them open."""
    window = windows(role)
    sees = Permission.SEE_COST in ROLES[role]
    found = []
    for key, entry in window._entries.items():
        if entry.kind is not None and entry.kind.permission in ROLES[role]:
            continue  # who buys knows what it costs
        page = window.show_page(key)
        if key == "items":
            page.open(shop.has.phone)
        QApplication.processEvents()
        found += [key for text in shown_texts(window) if any(one in text for one in SAID)]
    assert bool(found) is sees, found


@pytest.mark.parametrize("role", Role)
def test_columns_of_cost_are_for_who_sees_it(shop: Shop, role: Role) -> None:
    session, sees = shop.as_a(role), Permission.SEE_COST in ROLES[role]
    lists = [items(True), PRICES, *(listed_documents(kind, True) for kind in KINDS.values())]
    costs = {"cost", "margin", "purchase_price"}
    for listing in lists:
        there = {column.key for column in listing.columns} & costs
        assert ({one.key for one in for_session(listing, session).columns} & costs) == (
            there if sees else set()
        )


@pytest.mark.parametrize("role", Role)
def test_the_menu_offers_what_the_role_may_see(windows, role: Role) -> None:
    window = windows(role)
    may = ROLES[role]
    assert window.offers("counter") is (Permission.SELL in may)
    assert window.offers("people") is (Permission.EDIT_PEOPLE in may)
    assert window.offers("taxes") is False  # the shop keeps none
    for kind in KINDS.values():
        if kind.price is Price.PURCHASE and not kind.listed_with:
            sees = Permission.SEE_COST in may or kind.permission in may
            assert window.offers(kind.key) is sees
    assert window.current_key() == ("counter" if Permission.SELL in may else "stock")
    assert set(window.faults) == set()


@pytest.mark.parametrize("role", Role)
def test_an_account_shows_what_was_paid_for_goods_to_who_sees_cost(
    qtbot, windows, shop: Shop, role: Role
) -> None:
    """Balance, ages, open documents, statement and list of somebody who sells to us and buys."""
    shop.take_payments()
    both = contacts.save(shop.session, ContactForm("Both Ltd", True, True))
    shop.opening(product=shop.has.cable, units=10)
    _owed(shop, both, "sale", 1234_56)
    _owed(shop, both, "purchase", SECRET)
    payment = accounts.begin(shop.session, "money_payment", both)
    accounts.set_amount(shop.session, payment, SECRET)
    accounts.set_tender(shop.session, payment, 1)
    shop.post(payment)
    _owed(shop, both, "purchase", SECRET)
    window = windows(role)
    sees = Permission.SEE_COST in ROLES[role]
    assert window.offers("money_payment") is sees
    page = window.show_page("contacts")
    QApplication.processEvents()
    shown = [*shown_texts(window)]
    page.role.setCurrentIndex(page.role.findText("We owe"))
    assert bool(page.list.table.model().rowCount()) is sees
    page.open(both)
    QApplication.processEvents()
    shown += shown_texts(window)
    dialog = StatementDialog(page.desk, both, window)
    dialog.show()
    shown += shown_texts(dialog)
    assert any("1,234.56" in text for text in shown) is True
    assert any(one in text for text in shown for one in SAID) is sees
    assert any("1,234.56" in text for text in shown_texts(dialog))
    assert page.editor.account.without.isVisible() is not sees
    balances = [row.balance for row in STATEMENT.rows(shop.database, dialog.list.asked())]
    assert balances[0] == 1234_56 and len(balances) == (4 if sees else 1)


def _owed(shop: Shop, party: int, kind: str, price: int) -> None:
    draft = drafts.new(shop.session, kind)
    draft_head.set_party(shop.session, draft, party)
    line = draft_lines.add_line(shop.session, draft, shop.has.cable)
    draft_lines.set_price(shop.session, draft, line, price)
    shop.post(draft, on_account=True)


def test_what_leads_to_a_page_of_others_says_who_may_see_it(windows, shop: Shop) -> None:
    window = windows(Role.CLERK)
    (bought,) = shop.rows("SELECT id FROM document WHERE kind = 'purchase'")[0]
    with pytest.raises(Refused) as refusal:
        window.open_document(bought)
    (problem,) = refusal.value.problems
    assert problem.code is Code.NOT_ALLOWED
    assert "Ann the clerk may not do this: See cost and margin." in sentence(problem)
    assert window.current_key() == "counter"


def test_what_somebody_may_not_do_is_said_and_is_no_fault(qtbot, monkeypatch, caplog) -> None:
    said: list[str] = []
    monkeypatch.setattr(
        "app.gui.kit.errors.tell_trouble", lambda text, parent=None: said.append(text)
    )
    reporter = Reporter(None)
    fault = refuse(Code.NOT_ACTIVE, person="Ida")
    reporter.take(type(fault), fault, None)
    qtbot.waitUntil(lambda: bool(said))
    assert said == ["Ida does not work here any more. Somebody else must sign in (F12)."]
    assert caplog.records == []


def test_an_item_keeps_its_purchase_price_when_who_does_not_see_it_saves(
    qtbot, shop: Shop, monkeypatch
) -> None:
    monkeypatch.setitem(ROLES, Role.CLERK, frozenset({Permission.EDIT_ITEMS}))
    editor = ItemEditor(desk_at(Shop(shop.as_a(Role.CLERK), shop.has, shop.path)))
    qtbot.addWidget(editor)
    editor.show()
    editor.open(shop.has.phone)
    assert not editor.fields["purchase_price"].isVisible()
    editor.fill({"name": "Phone 2"})
    assert editor.save()
    assert item_services.load(shop.database, shop.has.phone)[0].purchase_price == 2000_00


def test_every_permission_that_a_page_needs_is_one() -> None:
    for entry in entries(True, True, True):
        assert all(isinstance(one, Permission) for one in entry.needs)
