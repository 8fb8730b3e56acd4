"""How safe the shop is, by its last good backup (S1)."""

from datetime import UTC, datetime, timedelta

import pytest

from app.domain.keeping import Standing, is_due, standing

pytestmark = pytest.mark.rule("S1")

NOW = datetime(2026, 3, 31, 12, tzinfo=UTC)


@pytest.mark.parametrize(
    ("age", "troubled", "found"),
    [
        (None, False, Standing.NONE),
        (None, True, Standing.NONE),
        (timedelta(0), False, Standing.GOOD),
        (timedelta(0), True, Standing.TROUBLE),
        (timedelta(hours=47, minutes=59), False, Standing.GOOD),
        (timedelta(hours=47, minutes=59), True, Standing.TROUBLE),
        (timedelta(days=2), False, Standing.OLD),
        (timedelta(days=2), True, Standing.OLD),
        (timedelta(days=900), False, Standing.OLD),
        (-timedelta(minutes=9), False, Standing.GOOD),
        (-timedelta(minutes=11), False, Standing.CLOCK),
        (-timedelta(days=900), True, Standing.CLOCK),
    ],
)
def test_standing(age, troubled, found):
    assert standing(None if age is None else NOW - age, troubled, NOW) is found


@pytest.mark.parametrize(
    ("age", "due"),
    [
        (None, True),
        (timedelta(hours=19), False),
        (timedelta(hours=20), True),
        (timedelta(days=3), True),
        (-timedelta(minutes=5), False),
        (-timedelta(days=1), True),
    ],
)
def test_the_day_s_backup_is_due(age, due):
    assert is_due(None if age is None else NOW - age, NOW) is due
