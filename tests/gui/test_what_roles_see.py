"""What somebody may not see is not shown: cost on screen and in lists, pages of others (U1)."""

from collections.abc import Iterator
from contextlib import suppress
from dataclasses import replace

import pytest
from PySide6.QtCore import QAbstractTableModel
from PySide6.QtWidgets import QAbstractButton, QAbstractItemView, QApplication, QLabel, QLineEdit

from app.domain.kinds import KINDS
from app.domain.permissions import ROLES, Permission, Role
from app.domain.problems import Code, Refused, refuse
from app.gui.items.editor import ItemEditor
from app.gui.kit.errors import Reporter
from app.gui.shell.main_window import MainWindow
from app.gui.shell.menu import entries
from app.lists.documents import documents as listed_documents
from app.lists.items import items
from app.lists.listing import for_session
from app.lists.price_list import PRICES
from app.services.money import accounts
from app.services.permitting import what_shows
from app.services.stock import items as item_services
from app.text import sentence
from tests.drawer import CARD
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
    shop.take_payments()
    shop.post(shop.written("purchase", "A1"), on_account=True)
    paid = accounts.begin(shop.session, "money_payment", shop.has.supplier)
    accounts.set_amount(shop.session, paid, SECRET)
    accounts.set_tender(shop.session, paid, CARD)
    shop.post(paid)
    shop.post(shop.written("purchase", "A2"), on_account=True)
    shop.paid("sale", "A1")

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
        if key == "drawer" and Permission.SEE_DRAWER in ROLES[role]:
            continue  # who counts it knows what was paid out of it
        page = window.show_page(key)
        found += secrets_on(window, key)
        record = {"items": shop.has.phone, "contacts": shop.has.supplier}.get(key)
        if record is not None:
            page.open(record)
            found += secrets_on(window, f"one of {key}")
    for document, kind in shop.rows("SELECT id, kind FROM document ORDER BY id"):
        if KINDS[kind].permission not in ROLES[role]:
            with suppress(Refused):
                window.open_document(document)
                found += secrets_on(window, f"a {kind}")
    assert bool(found) is sees, found


def secrets_on(window: MainWindow, place: str) -> list[str]:
    """The place, for each text with the secret that can be read on the window now."""
    QApplication.processEvents()
    return [place for text in shown_texts(window) if any(one in text for one in SAID)]


@pytest.mark.parametrize("role", Role)
def test_what_is_owed_to_a_supplier_is_for_who_sees_cost_and_what_a_customer_owes_for_all(
    windows, shop: Shop, role: Role
) -> None:
    """On the list of contacts, on a contact's page, and in its statement that this leads to."""
    window, sees = windows(role), Permission.SEE_COST in ROLES[role]
    shop.post(shop.written("sale", "A2"), on_account=True)
    page = window.show_page("contacts")
    QApplication.processEvents()
    shown = list(shown_texts(window))
    assert ("2,000.77" in shown, "2,999.00" in shown) == (sees, True)
    for contact, is_shown in ((shop.has.customer, True), (shop.has.supplier, sees)):
        page.open(contact)
        assert page.editor.account.isVisible() is is_shown


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
        if what_shows(kind) and not kind.listed_with:
            sees = Permission.SEE_COST in may or kind.permission in may
            assert window.offers(kind.key) is sees
    assert window.current_key() == ("counter" if Permission.SELL in may else "stock")
    assert set(window.faults) == set()


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
