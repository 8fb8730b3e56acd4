"""A day at the counter by real keys: every way to pay, and the Z report added up by hand."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from app.domain.quantities import ONE_UNIT
from app.services.stock import items
from app.services.stock.items import ItemForm
from tests.e2e.clerk import Clerk, screen, tools_missing
from tests.shop import Shop, Template

pytestmark = pytest.mark.skipif(
    bool(tools_missing()), reason=f"not on this machine: {', '.join(tools_missing())}"
)
CASH, CARD, WALLET, TRANSFER, EXCHANGE = range(1, 6)
CABLE, BATTERY, ADAPTER = "6905555555553", "6901111111116", "6902222222223"
POSTED = "SELECT count(*) FROM document WHERE kind = '{}' AND state = 1"
NAMED = "SELECT count(*) FROM document WHERE state = 0 AND party_id IS NOT NULL"
RETURNS = "SELECT count(*) FROM document WHERE kind = 'sales_return' AND state = 0"
ON_RETURN, ON_SALE = (
    "SELECT coalesce(sum(l.quantity), 0) FROM document_line l"
    " JOIN document d ON d.id = l.document_id"
    f" WHERE d.state = 0 AND d.kind = '{kind}' AND d.parked_at IS NULL"
    for kind in ("sales_return", "sale")
)
CASH_OF_SHIFT = (
    "SELECT count(*), sum(coalesce(given, amount + rounding)),"
    " sum(coalesce(given - amount - rounding, 0))"
    " FROM payment WHERE shift_id = 1 AND tender_id = 1 GROUP BY amount < 0 ORDER BY amount < 0"
)
"""Of what came in, then of what went out: how often, how much, and the change."""
PARTS = "SELECT count(*) FROM draft_payment"
PARKED = "SELECT count(*) FROM document WHERE parked_at IS NOT NULL AND state = 0"


@pytest.fixture
def clerk(template: Template, store: Path) -> Iterator[Clerk]:
    """The shop has goods in stock, takes payments, rounds cash to 0.10 and has shifts.

    A phone is 2,999.00, a camera 6,499.00, a cable 19.90, a battery 14.68, an adapter 22.43.
    """
    shop = Shop.opened(template, store)
    battery = items.save(shop.session, ItemForm("BAT", "Battery", sale_price=14_68), [BATTERY])
    adapter = items.save(shop.session, ItemForm("ADA", "Adapter", sale_price=22_43), [ADAPTER])
    shop.opening("SN0001 SN0002 SN0003 SN0004 SN0005")
    shop.opening("CAM0001 CAM0002", product=shop.has.camera)
    for product in (shop.has.cable, battery, adapter):
        shop.opening(product=product, units=20)
    shop.take_payments(cash_rounding=10, shifts=True)
    shop.close()
    with screen() as environment:
        made = Clerk(environment, store)
        yield made
        made.close()


class Counter:
    """What is done with one customer after the other; each step waits until the store has it."""

    def __init__(self, clerk: Clerk) -> None:
        self.clerk = clerk
        self.posted = {"sale": 0, "sales_return": 0}

    def scan(self, *codes: str) -> None:
        """Scan what is bought, one unit a code."""
        before = self.clerk.read(ON_SALE)[0][0]
        self.clerk.scan(codes)
        self.clerk.wait_for(ON_SALE, before + ONE_UNIT * len(codes))

    def exchange(self, codes: list[str]) -> None:
        """F3; the first of two is sold and comes back, the other goes out."""
        self.clerk.press("F3")
        self.clerk.wait_for(RETURNS, 1)
        self.clerk.scan(codes)
        self.clerk.wait_for(ON_RETURN, ONE_UNIT)
        self.clerk.wait_for(ON_SALE, ONE_UNIT)

    def pay(self, *keys: str) -> None:
        """F9, and keys of the strip; the sale is posted then."""
        self.clerk.press("F9", *keys)
        self.is_posted("sale")

    def pay_cash(self, given: str) -> None:
        """F9, what was handed over, Enter."""
        self.clerk.press("F9")
        self.clerk.type(f"{given}\r")
        self.is_posted("sale")

    def pay_part(self, tender: str, amount: str) -> None:
        """By a tender, a part of what is due; the rest stays due."""
        self.clerk.press("F9", tender)
        self.clerk.type(f"{amount}\r")
        self.clerk.wait_for(PARTS, 1)

    def is_posted(self, kind: str) -> None:
        """One more document of a kind is in the books."""
        self.posted[kind] += 1
        self.clerk.wait_for(POSTED.format(kind), self.posted[kind])


def payments_of(clerk: Clerk, kind: str) -> list[tuple]:
    """What the newest document of a kind was paid by: tender, amount, rounding, given."""
    return clerk.read(
        "SELECT tender_id, amount, rounding, given FROM payment WHERE document_id ="
        " (SELECT max(id) FROM document WHERE kind = ? AND state IN (1, 2))"
        " ORDER BY id",
        kind,
    )


@pytest.mark.rule("M5", "M6", "M7", "M9", "M10")
def test_a_day_at_the_counter(clerk: Clerk) -> None:
    counter = Counter(clerk)

    # The first sale opens the drawer, with 500.00 in it; it is paid exactly.
    counter.scan("SN0001")
    clerk.press("F9")
    clerk.type("500\r")
    clerk.wait_for("SELECT count(*) FROM shift", 1)
    clerk.press("Return")
    counter.is_posted("sale")

    # Cash: exactly what is due, rounded up; with change; rounded down with change.
    counter.scan(BATTERY)
    counter.pay("Return")
    counter.scan(CABLE)
    counter.pay_cash("50")
    counter.scan(ADAPTER)
    counter.pay_cash("100")

    # By card, mobile wallet and bank transfer: to the cent.
    counter.scan("SN0002")
    counter.pay("alt+2", "Return")
    counter.scan(CABLE, CABLE)
    counter.pay("alt+3", "Return")
    counter.scan("CAM0001")
    counter.pay("alt+4", "Return")

    # Split: 2,000.00 by card and 1,000 in cash; 10.00 by card and the rest exactly in cash.
    counter.scan("SN0003")
    counter.pay_part("alt+2", "2000")
    clerk.press("alt+1")
    clerk.type("1000\r")
    counter.is_posted("sale")
    counter.scan(ADAPTER)
    counter.pay_part("alt+2", "10")
    clerk.press("alt+1", "Return")
    counter.is_posted("sale")

    # On account of Mrs Chen.
    counter.scan("SN0004")
    clerk.press("F4")
    clerk.choose("Mrs Chen", NAMED, 1)
    counter.pay("alt+5", "Return")

    # One sale waits while another is paid, and is called back.
    counter.scan("SN0005")
    clerk.press("F7")
    clerk.wait_for(PARKED, 1)
    clerk.press("Return")
    counter.scan(BATTERY, CABLE)
    counter.pay_cash("35")
    clerk.press("alt+1")
    clerk.wait_for(PARKED, 0)
    counter.pay("Return")

    # The phone of the first sale for a camera: the difference by card.
    counter.exchange(["SN0001", "CAM0002"])
    counter.pay("alt+2", "Return")
    counter.is_posted("sales_return")
    assert payments_of(clerk, "sale") == [
        (EXCHANGE, 2999_00, 0, None),
        (CARD, 3500_00, 0, None),
    ]

    # The phone that was parked for an adapter: the difference is given back in cash.
    counter.exchange(["SN0005", ADAPTER])
    counter.pay("Return")
    counter.is_posted("sales_return")
    assert payments_of(clerk, "sales_return") == [
        (EXCHANGE, -22_43, 0, None),
        (CASH, -2976_57, -3, None),
    ]

    # What was paid by card and in cash comes back: as much of each is given back.
    clerk.go_to("sales return")
    clerk.press("ctrl+n")
    clerk.wait_for(RETURNS, 1)
    clerk.press("F2")
    clerk.scan(["SN0003"])
    clerk.wait_for(ON_RETURN, ONE_UNIT)
    clerk.press("F9")
    clerk.wait_for(PARTS, 2)
    clerk.press("Return")
    counter.is_posted("sales_return")
    assert payments_of(clerk, "sales_return") == [
        (CARD, -2000_00, 0, None),
        (CASH, -999_00, 0, None),
    ]

    # The last sale was a mistake: void, and its cash is given back.
    clerk.press("ctrl+1")
    counter.scan(BATTERY)
    counter.pay_cash("20")
    clerk.go_to("sales invoice")
    clerk.press("Down", "Return", "ctrl+shift+Delete")
    clerk.type("wrong battery\r")
    clerk.wait_for("SELECT count(*) FROM document WHERE state = 2", 1)
    assert payments_of(clerk, "sale") == [(CASH, 14_68, 2, 20_00), (CASH, -14_68, -2, None)]

    # Money for the window cleaner, coins from the bank; then the drawer is counted and closed.
    clerk.go_to("drawer")
    clerk.press("alt+m")
    clerk.type("18.60\rwindow cleaner\r")
    clerk.wait_for("SELECT count(*) FROM drawer_entry", 1)
    clerk.press("alt+m", "shift+Tab", "Left", "Tab")
    clerk.type("50\rcoins from the bank\r")
    clerk.wait_for("SELECT count(*) FROM drawer_entry", 2)
    clerk.type("36\r1\r\r\r1\r1\r1\r3\r")  # of 100, 50, 20, 10, 5, 1, 0.50, 0.10
    clerk.press("Tab", "Tab")  # past what stays inside, to what the terminal says
    clerk.type("6509.00")
    clerk.press("F9")
    clerk.wait_for("SELECT count(*) FROM shift WHERE closed_at IS NOT NULL", 1)

    # In the drawer, added up by hand:
    #     500.00  float
    #    2999.00  phone
    #      14.70  battery, 14.68 rounded by +0.02
    #      19.90  cable; 50.00 given, 30.10 change
    #      22.40  adapter, 22.43 rounded by −0.03; 100.00 given, 77.60 change
    #     999.00  phone, 2,000.00 of it by card; 1,000.00 given, 1.00 change
    #      12.40  adapter, 10.00 of it by card; 12.43 rounded by −0.03
    #      34.60  battery and cable, 34.58 rounded by +0.02; 35.00 given, 0.40 change
    #    2999.00  the phone that was parked
    #  −2976.60  the same for an adapter, −2,976.57 rounded by −0.03
    #   − 999.00  the phone that came back, 2,000.00 of it by card
    #      14.70  battery, 14.68 rounded by +0.02; 20.00 given, 5.30 change
    #   −  14.70  the same, void
    #   −  18.60  window cleaner
    #      50.00  coins from the bank
    # = 3,656.80: 36 of 100, one each of 50, 5, 1 and 0.50, three of 0.10
    assert clerk.read(
        "SELECT number, float, expected, counted, stays, differs, reason FROM shift"
    ) == [(1, 500_00, 3656_80, 3656_80, 500_00, 0, "")]
    assert clerk.read("SELECT value, pieces FROM shift_piece ORDER BY value DESC") == [
        (100_00, 36),
        (50_00, 1),
        (5_00, 1),
        (1_00, 1),
        (50, 1),
        (10, 3),
    ]
    # Taken: 2,999.00 + 14.70 + 50.00 + 100.00 + 1,000.00 + 12.40 + 35.00 + 2,999.00 + 20.00.
    # Change: 30.10 + 77.60 + 1.00 + 0.40 + 5.30. Refunds: 2,976.60 + 999.00 + 14.70.
    assert clerk.read(CASH_OF_SHIFT) == [(9, 7230_10, 114_40), (3, -3990_30, 0)]
    # Card: 2,999.00 + 2,000.00 + 10.00 + 3,500.00 − 2,000.00. Wallet: 2 × 19.90.
    assert clerk.read(
        "SELECT tender_id, payments, expected FROM shift_tender WHERE tender_id <> 5 ORDER BY 1"
    ) == [(CARD, 5, 6509_00), (WALLET, 1, 39_80), (TRANSFER, 1, 6499_00)]
    # The rounding in the drawer: +0.02 − 0.03 − 0.03 + 0.02 − 0.03 + 0.02 − 0.02.
    assert clerk.read("SELECT sum(rounding) FROM payment WHERE tender_id = 1") == [(-5,)]
    # Mrs Chen owes her phone, and nothing was paid of it.
    assert clerk.read("SELECT contact_id, amount, settled FROM debt") == [
        (clerk.read("SELECT id FROM contact WHERE name = 'Mrs Chen'")[0][0], 2999_00, 0)
    ]
    # Each payment, and the money out, is of this shift.
    assert clerk.read("SELECT count(*) FROM payment WHERE shift_id IS NOT 1") == [(0,)]
    assert clerk.read("SELECT shift_id, amount, reason FROM drawer_entry ORDER BY id") == [
        (1, -18_60, "window cleaner"),
        (1, 50_00, "coins from the bank"),
    ]
