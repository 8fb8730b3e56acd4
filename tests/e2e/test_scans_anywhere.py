"""Scans at 1, 2 and 5 ms a character wherever the focus is, by real key events: none is lost.

``SERIALDESK_SCANS=1000 python -m pytest tests/e2e/test_scans_anywhere.py -s`` makes as many scans
instead of a few, and prints what was done meanwhile.
"""

import os
import random
import time
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.e2e.clerk import Clerk, screen, tools_missing

pytestmark = pytest.mark.skipif(
    bool(tools_missing()), reason=f"not on this machine: {', '.join(tools_missing())}"
)
SCANS = int(os.environ.get("SERIALDESK_SCANS", "120"))
ON_DRAFT = "SELECT count(*) FROM draft_serial s JOIN document d ON d.id = s.document_id"
DISCARD = (750, 735)
"""Where the button stands in the maximised window."""


@pytest.fixture
def clerk(store: Path) -> Iterator[Clerk]:
    with screen() as environment:
        made = Clerk(environment, store)
        yield made
        made.close()


class Meanwhile:
    """What the clerk does while it scans: moves the focus, opens dialogs, waits for the program."""

    def __init__(self, clerk: Clerk, rng: random.Random) -> None:
        self.clerk = clerk
        self.rng = rng
        self.done: Counter[str] = Counter()

    def move_about(self) -> None:
        for _step in range(3):
            self.clerk.tap(*["Tab"] * self.rng.randint(1, 5))

    def be_asked(self) -> None:
        self.clerk.click(*DISCARD)
        self.clerk.wait(lambda: self.clerk.front() == "Discard draft")
        time.sleep(self.rng.random() / 5)
        while self.clerk.front() == "Discard draft":
            self.clerk.tap("Escape")  # which is another key while the scanner holds Shift
            time.sleep(0.05)

    def work(self) -> None:
        with self.clerk.busy():
            time.sleep(self.rng.random() / 2)

    def something(self) -> None:
        act = self.rng.choice([self.move_about, self.be_asked, self.work])
        self.done[act.__name__] += 1
        act()


@pytest.mark.reliability(17)
@pytest.mark.rule("C4")
def test_every_scan_is_on_the_draft_once_and_in_order(clerk: Clerk) -> None:
    rng = random.Random(1)
    serials = [f"SN{place:05}{rng.choice(('xK', '00', '--', 'Zz9'))}" for place in range(SCANS)]
    clerk.press("ctrl+3", "ctrl+n")
    clerk.wait_for("SELECT count(*) FROM document WHERE kind = 'purchase' AND state = 0", 1)
    clerk.scan(["6901234567892", *serials[:15]])
    clerk.wait_for(ON_DRAFT, 15)
    before = clerk.read("SELECT party_id, warehouse_id, date, note FROM document")
    meanwhile = Meanwhile(clerk, rng)
    at = 15
    while at < SCANS:
        bunch = serials[at : at + 30]
        at += len(bunch)
        with clerk.scanning(bunch, delay=rng.choice((1, 2, 5))):
            meanwhile.something()
        clerk.press(*["Tab"] * rng.randint(0, 8))
    clerk.wait_for(ON_DRAFT, SCANS)
    entered = [number for (number,) in clerk.read("SELECT number FROM draft_serial ORDER BY id")]
    assert entered == serials
    assert clerk.read("SELECT party_id, warehouse_id, date, note FROM document") == before
    print(f"{SCANS} scans exact; meanwhile {dict(meanwhile.done)}")
