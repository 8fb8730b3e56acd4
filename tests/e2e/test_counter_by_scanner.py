"""The main job in the real window, by real key events at 2 ms a character."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.e2e.clerk import Clerk, screen, tools_missing

pytestmark = pytest.mark.skipif(
    bool(tools_missing()), reason=f"not on this machine: {', '.join(tools_missing())}"
)
ON_DRAFT = "SELECT count(*) FROM draft_serial s JOIN document d ON d.id = s.document_id"
STATES = "SELECT status, count(*) FROM serial GROUP BY status ORDER BY status"
SERIALS = [f"SN{place:06}xK{place % 7}" for place in range(300)]


@pytest.fixture
def environment() -> Iterator[dict[str, str]]:
    with screen() as found:
        yield found


@pytest.fixture
def clerk(environment: dict[str, str], store: Path) -> Iterator[Clerk]:
    made = Clerk(environment, store)
    yield made
    made.close()


def receive(clerk: Clerk, serials: list[str]) -> None:
    """Purchase › Purchase invoice: choose the supplier, scan the product, then its serials."""
    clerk.press("ctrl+3", "ctrl+n")
    clerk.wait_for("SELECT count(*) FROM document WHERE kind = 'purchase' AND state = 0", 1)
    clerk.press("F4")
    clerk.type("Wholesale\t")
    clerk.wait_for("SELECT count(*) FROM document WHERE party_id IS NOT NULL", 1)
    clerk.press("F2")
    clerk.scan(["6901234567892", *serials])
    clerk.wait_for(ON_DRAFT, len(serials))


@pytest.mark.rule("C2", "C4", "L1", "V1")
def test_receive_sell_search_and_void_by_scanning(clerk: Clerk) -> None:
    receive(clerk, SERIALS)
    entered = [number for (number,) in clerk.read("SELECT number FROM draft_serial ORDER BY id")]
    assert entered == SERIALS  # nothing lost, doubled or reordered
    clerk.press("F9")
    clerk.wait_for("SELECT count(*) FROM serial WHERE status = 1", 300)

    clerk.press("ctrl+1")
    sold = SERIALS[10:60]
    clerk.scan(sold)
    clerk.wait_for(ON_DRAFT, 50)
    clerk.press("F9")
    clerk.wait_for("SELECT count(*) FROM document WHERE kind = 'sale' AND state = 1", 1)
    moved = clerk.read(
        "SELECT s.number FROM serial_movement m JOIN serial s ON s.id = m.serial_id"
        " WHERE m.to_status = 2 ORDER BY m.id"
    )
    assert [number for (number,) in moved] == sold

    # The next customer's page is ready; a sold serial is refused there, a good one follows.
    clerk.scan([sold[0], SERIALS[0]])
    clerk.wait_for(ON_DRAFT, 1)
    assert clerk.read("SELECT number FROM draft_serial") == [(SERIALS[0],)]
    assert clerk.read(STATES) == [(1, 250), (2, 50)]


@pytest.mark.rule("D6")
def test_killed_while_scanning_the_draft_is_there_with_every_accepted_serial(
    environment: dict[str, str], store: Path
) -> None:
    clerk = Clerk(environment, store)
    receive(clerk, SERIALS[:40])
    clerk.kill()
    before = clerk.read("SELECT number FROM draft_serial ORDER BY id")
    again = Clerk(environment, store)
    again.scan(SERIALS[40:45])  # the draft is on the screen again, its box ready
    again.wait_for(ON_DRAFT, 45)
    assert again.read("SELECT number FROM draft_serial ORDER BY id")[:40] == before
    assert before == [(number,) for number in SERIALS[:40]]
    again.close()


@pytest.mark.rule("C4", "D11")
def test_keys_that_come_as_fast_as_a_dialog_are_the_dialog_s(clerk: Clerk) -> None:
    """In one go, before X has given the dialog the keys: nothing posts and nothing is deleted."""
    receive(clerk, SERIALS[:3])
    clerk.press("F9")
    clerk.wait_for("SELECT count(*) FROM serial WHERE status = 1", 3)
    clerk.press("ctrl+1")
    clerk.scan(SERIALS[:2])
    clerk.wait_for(ON_DRAFT, 2)
    page = clerk.front()
    clerk.tap_at_once("ctrl+r", "F9", "ctrl+BackSpace")
    clerk.wait(lambda: clerk.front().startswith("Records of"))
    clerk.press("Escape")
    clerk.wait(lambda: clerk.front() == page)
    assert clerk.read("SELECT count(*) FROM document WHERE kind = 'sale' AND state = 1") == [(0,)]
    assert clerk.read(ON_DRAFT) == [(2,)]
