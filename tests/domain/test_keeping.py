"""How safe the shop is, by its last good backup (S1)."""

from datetime import UTC, datetime, timedelta

import pytest

from app.domain.keeping import Safety, is_due, judged_safety

pytestmark = pytest.mark.rule("S1")

NOW = datetime(2026, 3, 31, 12, tzinfo=UTC)


@pytest.mark.parametrize(
    ("age", "troubled", "found"),
    [
        (None, False, Safety.NONE),
        (None, True, Safety.NONE),
        (timedelta(0), False, Safety.GOOD),
        (timedelta(0), True, Safety.TROUBLE),
        (timedelta(hours=47, minutes=59), False, Safety.GOOD),
        (timedelta(hours=47, minutes=59), True, Safety.TROUBLE),
        (timedelta(days=2), False, Safety.OLD),
        (timedelta(days=2), True, Safety.OLD),
        (timedelta(days=900), False, Safety.OLD),
        (-timedelta(minutes=9), False, Safety.GOOD),
        (-timedelta(minutes=11), False, Safety.CLOCK),
        (-timedelta(days=900), True, Safety.CLOCK),
    ],
)
def test_standing(age, troubled, found):
    assert judged_safety(None if age is None else NOW - age, troubled, NOW) is found


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
