"""A clock that is set back or forward, and summer time: history is in the order of posting, no
number is lost or given twice (D8).
"""

import time
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from random import Random

import pytest

from app.domain.kinds import SALE
from app.services import clock
from app.services.documents import posting
from tests.lists import document_rows
from tests.reliability import times
from tests.shop import Shop

pytestmark = [pytest.mark.rule("D8"), pytest.mark.reliability(13)]


@pytest.fixture
def berlin(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """A computer whose wall clock has summer time."""
    monkeypatch.setenv("TZ", "Europe/Berlin")
    time.tzset()
    yield
    monkeypatch.undo()
    time.tzset()


def sell_at(shop: Shop, monkeypatch: pytest.MonkeyPatch, moment: datetime) -> str:
    monkeypatch.setattr(clock, "wall", lambda: moment)
    draft = shop.written("sale", product=shop.has.cable, units=1)
    return posting.post(shop.session, draft)


def check(shop: Shop, numbers: list[str]) -> None:
    """All by the next number, each once, listed by their posting and by no clock."""
    assert [int(number[-6:]) for number in numbers] == list(range(1, len(numbers) + 1))
    rows = document_rows(shop.database, [SALE.key])
    assert [row.number for row in rows] == numbers[::-1]
    postings = [row.posting for row in rows]
    assert postings == sorted(postings, reverse=True)


JUMPS = {
    "set back an hour": [0, 1, -60, 1, 1],
    "set back a year and mended": [0, -365 * 24 * 60, 1, 365 * 24 * 60, 1],
    "set forward and mended": [0, 10 * 365 * 24 * 60, 1, -10 * 365 * 24 * 60, 1],
    "back over midnight and the new year": [0, 5, -10, 5, 5],
}
"""Minutes between one sale and the next."""


@pytest.mark.parametrize("jumps", JUMPS.values(), ids=JUMPS)
def test_a_clock_that_is_set(shop: Shop, monkeypatch: pytest.MonkeyPatch, jumps: list[int]) -> None:
    shop.opening(product=shop.has.cable, units=100)
    moment = datetime(2027, 1, 1, 0, 3, tzinfo=UTC)
    numbers = []
    for minutes in jumps:
        moment += timedelta(minutes=minutes)
        numbers.append(sell_at(shop, monkeypatch, moment))
    check(shop, numbers)


@pytest.mark.usefixtures("berlin")
@pytest.mark.parametrize("day", ["2026-10-25", "2026-03-29"], ids=["begins twice", "is left out"])
def test_the_hour_that_comes_twice_and_the_one_that_is_left_out(
    shop: Shop, monkeypatch: pytest.MonkeyPatch, day: str
) -> None:
    shop.opening(product=shop.has.cable, units=100)
    moment = datetime.fromisoformat(f"{day}T00:00:00+00:00")
    numbers = [
        sell_at(shop, monkeypatch, moment + timedelta(minutes=20 * turn)) for turn in range(12)
    ]
    check(shop, numbers)
    stamps = shop.rows("SELECT posted_at FROM document WHERE kind = 'sale' ORDER BY posting")
    assert stamps == sorted(stamps)
    (date,) = {
        date for (date,) in shop.rows("SELECT DISTINCT date FROM document WHERE kind = 'sale'")
    }
    assert date == day


def test_any_clock_by_chance(shop: Shop, monkeypatch: pytest.MonkeyPatch) -> None:
    chance = Random(13)
    shop.opening(product=shop.has.cable, units=10_000)
    moment, numbers = datetime(2026, 6, 1, tzinfo=UTC), []
    for _sale in range(times(60)):
        moment += timedelta(minutes=chance.randrange(-100_000, 100_001))
        numbers.append(sell_at(shop, monkeypatch, moment))
    check(shop, numbers)
