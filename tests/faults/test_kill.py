"""Killed at any moment, the program loses nothing acknowledged and leaves nothing half done."""

import signal

import pytest

from app.services.documents import drafts
from db.queries import documents
from tests.faults import clerk
from tests.faults.forking import forking
from tests.shop import Shop
from tests.store import faults

SCANS = 40


@pytest.fixture(scope="module")
def let_work():
    """Runs the clerk; says what it acknowledged, and how it ended."""
    with forking(clerk) as run:

        def let_work(store, kill_at):
            done = run(store, SCANS, kill_at)
            assert done.stderr == ""
            return [line.split() for line in done.stdout.splitlines()], done.returncode

        yield let_work


@pytest.fixture(scope="module")
def ticks(template, let_work, tmp_path_factory):
    """How much work SQLite has done when the scanning begins, when it ends, and in all."""
    store = template.copy_to(tmp_path_factory.mktemp("whole") / "shop.sdk")
    said, returned = let_work(store, 0)
    assert returned == 0
    at = {word: int(rest[0]) for word, *rest in said if word in ("ready", "scanned-all", "done")}
    assert at["ready"] < at["scanned-all"] < at["done"]
    return at


@pytest.mark.reliability(1)
@pytest.mark.rule("D6", "D7", "C4")
@pytest.mark.parametrize(
    ("phase", "part"),
    [
        *(("scanning", part) for part in (0.003, 0.1, 0.37, 0.5, 0.72, 0.999)),
        *(("posting", part) for part in (0.02, 0.2, 0.35, 0.5, 0.6, 0.7, 0.9, 0.97)),
    ],
)
def test_killed_in_the_middle(template, store, let_work, ticks, phase, part):
    begin, end = {
        "scanning": (ticks["ready"], ticks["scanned-all"]),
        "posting": (ticks["scanned-all"], ticks["done"]),
    }[phase]
    said, returned = let_work(store, begin + round((end - begin) * part))
    assert returned == -signal.SIGKILL
    acknowledged = [rest[0] for word, *rest in said if word == "scanned"]
    assert (len(acknowledged) == SCANS) == (phase == "posting")
    assert "posted" not in {word for word, *_ in said}

    shop = Shop.opened(template, store)
    assert faults(shop.database) == []
    draft = drafts.new(shop.session, "purchase", uuid=clerk.UUID)
    kept = shop.serials_on(draft)
    assert kept[: len(acknowledged)] == acknowledged  # every acknowledged scan, in order
    assert len(kept) <= len(acknowledged) + 1  # and at most the one that was being taken
    assert len(set(kept)) == len(kept)
    assert documents.document(shop.database, draft).state == documents.DRAFT
    assert shop.quantities(draft) == [max(len(kept), 1)]
    assert shop.books() == {"serials": [], "stock": [], "totals": []}  # no half document
    for table in ("serial", "serial_movement", "stock_movement", "number_sequence"):
        assert shop.rows(f"SELECT * FROM {table}") == []

    number = shop.post(draft)
    assert shop.post(draft) == number
    assert number.endswith("-000001")
    assert len(shop.rows("SELECT * FROM document")) == 1
    assert shop.stock() == (max(len(kept), 1), len(kept))
    shop.close()


@pytest.mark.reliability(1)
@pytest.mark.rule("D6", "D7", "D8")
def test_killed_after_it_was_acknowledged(template, store, let_work):
    """Before the store was closed; posting the same draft again gives the same document."""
    said, returned = let_work(store, clerk.WHEN_POSTED)
    assert returned == -signal.SIGKILL
    (number,) = [rest[0] for word, *rest in said if word == "posted"]
    shop = Shop.opened(template, store)
    draft = drafts.new(shop.session, "purchase", uuid=clerk.UUID)
    assert shop.post(draft) == number
    assert len(shop.rows("SELECT * FROM document")) == 1
    assert shop.stock() == (SCANS, SCANS)
    shop.close()
