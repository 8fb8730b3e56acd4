"""The usual sale is two keys in the real window; who comes next is scanned while one still pays."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.e2e.clerk import Clerk, screen, tools_missing
from tests.shop import Shop, Template

pytestmark = pytest.mark.skipif(
    bool(tools_missing()), reason=f"not on this machine: {', '.join(tools_missing())}"
)
ON_DRAFT = (
    "SELECT count(*) FROM draft_serial s JOIN document d ON d.id = s.document_id WHERE d.state = 0"
)
SOLD = "SELECT count(*) FROM document WHERE kind = 'sale' AND state = 1"
PAID = "SELECT tender_id, amount, given FROM payment ORDER BY id"
PRICE = 2999_00


@pytest.fixture
def clerk(template: Template, store: Path) -> Iterator[Clerk]:
    """The shop has phones in stock, and takes payments."""
    shop = Shop.opened(template, store)
    shop.purchase("SN0001 SN0002 SN0003 SN0004")
    shop.take_payments()
    shop.close()
    with screen() as environment:
        made = Clerk(environment, store)
        yield made
        made.close()


@pytest.mark.rule("M5", "C4", "M10")
def test_a_queue_at_the_counter(clerk: Clerk) -> None:
    clerk.scan(["SN0001"])
    clerk.wait_for(ON_DRAFT, 1)
    clerk.press("F9", "Return")
    clerk.wait_for(SOLD, 1)
    assert clerk.read(PAID) == [(1, PRICE, None)]

    clerk.scan(["SN0002"])
    clerk.wait_for(ON_DRAFT, 1)
    clerk.press("F9")
    clerk.scan(["SN0003", "SN0004"])  # the next customer's, while this one looks for notes
    clerk.type("3000")
    clerk.press("Return")
    clerk.wait_for(SOLD, 2)
    assert clerk.read(PAID)[1:] == [(1, PRICE, 3000_00)]
    clerk.wait_for(ON_DRAFT, 2)

    clerk.press("F7")
    clerk.wait_for("SELECT count(*) FROM document WHERE parked_at IS NOT NULL", 1)
    clerk.type("back at nine")
    clerk.press("Return")
    clerk.wait_for("SELECT count(*) FROM document WHERE parked_note = 'back at nine'", 1)
    clerk.press("alt+1")
    clerk.wait_for("SELECT count(*) FROM document WHERE parked_at IS NOT NULL", 0)
    clerk.press("F9", "alt+2", "Return")
    clerk.wait_for(SOLD, 3)
    assert clerk.read(PAID)[2:] == [(2, 2 * PRICE, None)]
