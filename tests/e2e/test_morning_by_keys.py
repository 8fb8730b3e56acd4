"""A morning at the shop by keyboard and scanner alone, in the real window, without a mouse."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.e2e.clerk import Clerk, screen, tools_missing
from tests.shop import Shop, Template

pytestmark = pytest.mark.skipif(
    bool(tools_missing()), reason=f"not on this machine: {', '.join(tools_missing())}"
)
PHONES = [f"SN{place:04}" for place in range(62)]
DRAFTS = "SELECT count(*) FROM document WHERE kind = '{}' AND state = 0"
POSTED = "SELECT count(*) FROM document WHERE kind = '{}' AND state = 1"
ON_DRAFT = (
    "SELECT count(*) FROM draft_serial s JOIN document d ON d.id = s.document_id WHERE d.state = 0"
)
NEWEST = "SELECT max(id) FROM document WHERE kind = '{}'"
LINES = (
    "SELECT count(*) FROM document_line l JOIN document d ON d.id = l.document_id WHERE d.state = 0"
)
STATES = "SELECT status, count(*) FROM serial GROUP BY status ORDER BY status"
UNKNOWN, IN_STOCK, SOLD, IN_TRANSIT = 0, 1, 2, 5
MOVED = (
    "SELECT d.kind, m.from_status, m.to_status, count(*) FROM serial_movement m"
    " JOIN document_line l ON l.id = m.line_id JOIN document d ON d.id = l.document_id"
    " GROUP BY 1, 2, 3 ORDER BY 1, 2, 3"
)
ON_HAND = "SELECT product_id, warehouse_id, on_hand, identified FROM stock WHERE on_hand <> 0"


@pytest.fixture
def clerk(template: Template, store: Path) -> Iterator[Clerk]:
    """The shop has phones and cables in stock when it opens."""
    shop = Shop.opened(template, store)
    shop.purchase(" ".join(PHONES))
    shop.opening(product=shop.has.cable, units=20)
    shop.close()
    with screen() as environment:
        made = Clerk(environment, store)
        yield made
        made.close()


class Morning:
    """What is done one after the other; each step waits until the store says that it is done."""

    def __init__(self, clerk: Clerk) -> None:
        self.clerk = clerk

    def begin(self, page: str, kind: str) -> None:
        """A new document from the page of its kind."""
        self.clerk.go_to(page)
        self.clerk.press("ctrl+n")
        self.clerk.wait_for(DRAFTS.format(kind), 1)

    def scan(self, codes: list[str], on_draft: int) -> None:
        self.clerk.press("F2")
        self.clerk.scan(codes)
        self.clerk.wait_for(ON_DRAFT, on_draft)

    def post(self, kind: str) -> int:
        """F9; the document."""
        before = self.clerk.read(POSTED.format(kind))[0][0]
        self.clerk.press("F9")
        self.clerk.wait_for(POSTED.format(kind), before + 1)
        return int(self.clerk.read(NEWEST.format(kind) + " AND state = 1")[0][0])


def states_of(clerk: Clerk, *numbers: str) -> list[int]:
    marks = ", ".join("?" * len(numbers))
    query = f"SELECT status FROM serial WHERE number IN ({marks}) ORDER BY number"
    return [status for (status,) in clerk.read(query, *numbers)]


@pytest.mark.rule("C2", "D2", "D4", "V1")
def test_a_morning_by_keyboard_alone(clerk: Clerk) -> None:
    morning = Morning(clerk)

    # A new customer, made in place; three cables by words, their quantity and price; a phone.
    clerk.press("F4")
    clerk.choose(
        "Ms Ding",
        "SELECT count(*) FROM document d JOIN contact c ON c.id = d.party_id"
        " WHERE c.name = 'Ms Ding' AND d.state = 0",
        1,
    )
    clerk.choose("cable", LINES, 1)
    morning.scan([PHONES[0], PHONES[1]], 2)
    clerk.press("F2", "Up", "Up", "Tab", "Home", "Right", "Right")
    clerk.type("3\r")
    clerk.wait_for(f"{LINES} AND l.product_id = 3 AND l.quantity = 3000", 1)
    clerk.press("F2", "Tab", "End", "Left", "Left")
    clerk.type("15.50\r")
    clerk.wait_for(f"{LINES} AND l.product_id = 3 AND l.price = 1550", 1)
    sale = morning.post("sale")
    lines = clerk.read(
        "SELECT product_id, quantity, price FROM document_line WHERE document_id = ? ORDER BY 1",
        sale,
    )
    assert lines == [(1, 2000, 299900), (3, 3000, 1550)]

    # One phone comes back: from the list of sales, on its paper, F3.
    clerk.go_to("sales invoice")
    clerk.press("Down", "Return", "F3")
    clerk.wait_for(DRAFTS.format("sales_return"), 1)
    morning.scan([PHONES[0]], 1)
    back = morning.post("sales_return")
    assert clerk.read("SELECT party_id FROM document WHERE id = ?", back) == clerk.read(
        "SELECT party_id FROM document WHERE id = ?", sale
    )
    assert states_of(clerk, PHONES[0], PHONES[1]) == [IN_STOCK, SOLD]

    # A count of sixty; the one that is not there is decided on in the dialog, by its keys.
    morning.begin("inventory count", "count")
    morning.scan(["6901234567892", *PHONES[2:]], 60)
    clerk.press("F9")
    # The second choice: it stays in stock.
    clerk.answer("Post the inventory count of Main", "Tab", "Right", "space", "F9")
    clerk.wait_for(POSTED.format("count"), 1)

    # A transfer of three: two arrive, the third is on the way.
    morning.begin("transfer", "transfer")
    clerk.press("alt+g", "Down")
    clerk.wait_for("SELECT max(to_warehouse_id) FROM document WHERE kind = 'transfer'", 2)
    morning.scan(PHONES[10:13], 3)
    morning.post("transfer")
    clerk.press("ctrl+g")
    clerk.wait_for(DRAFTS.format("transfer_receipt"), 1)
    morning.scan(PHONES[10:12], 2)
    receipt = morning.post("transfer_receipt")

    # The receipt was wrong: void, with a reason.
    clerk.press("ctrl+shift+Delete")
    clerk.type("wrong box\r")
    clerk.wait_for("SELECT count(*) FROM document WHERE state = 2", 1)
    assert clerk.read("SELECT id FROM document WHERE state = 2") == [(receipt,)]

    # What is in the books at the end.
    assert clerk.read(STATES) == [(IN_STOCK, 58), (SOLD, 1), (IN_TRANSIT, 3)]
    assert clerk.read(MOVED) == [
        ("purchase", UNKNOWN, IN_STOCK, 62),
        ("sale", IN_STOCK, SOLD, 2),
        ("sales_return", SOLD, IN_STOCK, 1),
        ("transfer", IN_STOCK, IN_TRANSIT, 3),
        ("transfer_receipt", IN_STOCK, IN_TRANSIT, 2),
        ("transfer_receipt", IN_TRANSIT, IN_STOCK, 2),
    ]
    assert clerk.read(ON_HAND) == [(1, 1, 58_000, 58), (3, 1, 17_000, 0)]
