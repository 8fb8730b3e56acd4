"""Who may do what."""

import pytest

from app.domain.kinds import KINDS
from app.domain.permissions import ROLES, Permission, Person, Role, roles_with

pytestmark = pytest.mark.rule("U1")


def test_every_role_says_what_it_may_and_the_owner_may_everything() -> None:
    assert list(ROLES) == list(Role)
    assert ROLES[Role.OWNER] == frozenset(Permission)
    assert ROLES[Role.VIEWER] == frozenset()


def test_a_clerk_sells_and_does_not_void() -> None:
    clerk = Person(2, "Li", Role.CLERK)
    assert clerk.may(Permission.SELL)
    assert not clerk.may(Permission.VOID)
    assert roles_with(Permission.VOID) == (Role.OWNER, Role.MANAGER)


def test_who_keeps_the_stock_does_not_sell_and_whoever_sells_does_not_count() -> None:
    """Of the documents: what each role may write, kind by kind."""
    may = {
        role: {key for key, kind in KINDS.items() if kind.permission in ROLES[role]}
        for role in (Role.CLERK, Role.STOCK_KEEPER)
    }
    assert may[Role.CLERK] == {"sale", "sales_return", "sales_order", "quotation", "money_receipt"}
    assert may[Role.STOCK_KEEPER] == {
        *("purchase", "purchase_return", "purchase_order", "opening", "count", "transfer"),
        *("transfer_receipt", "transfer_back", "transfer_loss", "assembly", "disassembly"),
    }
