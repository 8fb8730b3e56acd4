"""What the shop knows of its backups: the last good one, what failed since, the password."""

from datetime import UTC, datetime, timedelta

import pytest

from app.domain.keeping import Safety
from app.domain.permissions import Role
from app.domain.problems import Code, Problem
from app.services import settings
from app.services.keeping import (
    backup_checks,
    backup_keeping,
    backup_places,
    backup_state,
    backups,
    encrypting,
)
from app.services.keeping.backups import BackupOutcome, BackupVerdict, Why
from tests.shop import refusal

pytestmark = pytest.mark.rule("S1")

NOW = datetime(2026, 3, 31, 12, 2, tzinfo=UTC)


@pytest.fixture
def placed(shop, tmp_path):
    """A shop with a place for its backups."""
    folder = tmp_path / "safe"
    folder.mkdir()
    backup_places.add(shop.session, shop.path, folder)
    return shop


def back_up(shop, moment=NOW, why=Why.DAILY):
    order = backup_keeping.order_by_itself(shop.session, shop.path, why)
    outcome = backups.make(order, moment)
    backup_keeping.note(shop.session, outcome)
    return outcome


def known(shop, after=timedelta(0)):
    return backup_state.known(shop.database, shop.session.counter.id, NOW + after)


def code_of(action, *values):
    (problem,) = refusal(action, *values)
    return problem.code


def test_at_first_there_is_none(shop):
    found = known(shop)
    assert (found.safety, found.last, found.troubles) == (Safety.NONE, None, ())


@pytest.mark.reliability(12)
def test_the_last_good_one_is_known_until_it_is_two_days_old(placed):
    placed.purchase("A1 A2")
    (backup,) = back_up(placed).made
    last = known(placed).last
    assert (last.made_at, last.documents, last.serials) == (NOW, 1, 2)
    assert last.places == (backup.place.key,)
    assert known(placed, timedelta(hours=47)).safety is Safety.GOOD
    assert known(placed, timedelta(days=2)).safety is Safety.OLD
    assert known(placed, -timedelta(days=1)).safety is Safety.CLOCK


@pytest.mark.reliability(12)
def test_what_failed_since_is_known_at_once_and_the_last_good_one_with_it(placed, tmp_path):
    back_up(placed)
    (tmp_path / "safe").rename(tmp_path / "gone")
    back_up(placed, NOW + timedelta(hours=1))
    found = known(placed, timedelta(hours=1))
    assert found.safety is Safety.TROUBLE
    assert found.last.made_at == NOW
    assert [(place, problem.code) for place, problem in found.troubles] == [
        (str(tmp_path / "safe"), Code.BACKUP_PLACE_GONE)
    ]
    key = str(tmp_path / "safe")
    found = backup_state.last_in_places(placed.database, placed.session.counter.id)
    assert found == {key: NOW}
    (tmp_path / "gone").rename(tmp_path / "safe")
    back_up(placed, NOW + timedelta(hours=2))
    assert known(placed, timedelta(hours=2)).safety is Safety.GOOD


def test_why_nothing_came_of_it_is_known(placed):
    back_up(placed)
    backup_keeping.note_failed(placed.session, [Problem(Code.BACKUP_SHOP_DAMAGED)])
    found = known(placed)
    assert [problem.code for _, problem in found.troubles] == [Code.BACKUP_SHOP_DAMAGED]
    assert found.safety is Safety.TROUBLE and found.last is not None


def test_the_order_goes_on_where_the_last_backup_is_not_plugged_in(placed, tmp_path):
    for number in range(3):
        back_up(placed, NOW + timedelta(minutes=number))
    (tmp_path / "safe").rename(tmp_path / "gone")
    (tmp_path / "safe").mkdir()
    (place,) = backup_places.places_of(placed.database, placed.session.counter.id)
    backup_places.use_again(placed.session, placed.path, place)
    (backup,) = back_up(placed, NOW - timedelta(days=3)).made
    assert backup.sequence == 4


def test_an_outcome_that_is_empty_takes_nothing_away(placed):
    back_up(placed)
    backup_keeping.note(placed.session, BackupOutcome((), ()))
    assert known(placed).last is not None


def test_what_another_version_kept_is_no_backup(placed):
    settings.keep_untold(placed.session, last_backup={"made_at": "?"}, backup_troubles=[{"a": "b"}])
    assert known(placed).safety is Safety.NONE


def test_a_demo_shop_keeps_none_and_says_nothing(shop, tmp_path):
    settings.keep_untold(shop.session, keeps_backups=False)
    assert known(shop).safety is Safety.UNKEPT
    assert backup_places.add_first(shop.session, tmp_path / "safe") is None


def test_a_shop_is_known_by_the_same_for_ever(placed):
    first, second = (back_up(placed).made[0].shop for _ in range(2))
    assert first == second == backup_keeping.shop_of(placed.database)


@pytest.mark.rule("U1")
@pytest.mark.parametrize("role", [Role.CLERK, Role.STOCK_KEEPER, Role.VIEWER])
def test_at_closing_it_is_made_whoever_works_here(placed, role):
    session = placed.as_a(role)
    order = backup_keeping.order_by_itself(session, placed.path, Why.CLOSING)
    assert backups.make(order, NOW).made
    assert code_of(backup_keeping.order, session, placed.path) is Code.NOT_ALLOWED


# The password -------------------------------------------------------------------------------------


@pytest.mark.rule("S5")
def test_a_password_is_set_changed_and_taken_away_by_who_knows_it(placed, tmp_path):
    session = placed.session
    first, second = encrypting.new_key("first words"), encrypting.new_key("second words")
    backup_keeping.set_password(session, first)
    old = back_up(placed).made[0]
    assert old.encrypted
    for wrong in ("", "First words", "second words"):
        assert code_of(backup_keeping.set_password, session, second, wrong) is (
            Code.BACKUP_PASSWORD_WRONG
        )
        assert code_of(backup_keeping.set_password, session, None, wrong) is (
            Code.BACKUP_PASSWORD_WRONG
        )
    backup_keeping.set_password(session, second, "first words")
    assert backup_keeping.key_of(placed.database) == second
    checked = backup_checks.check(old, tmp_path, second)
    assert checked.verdict is BackupVerdict.NEEDS_PASSWORD
    checked = backup_checks.check(old, tmp_path, second, "first words")
    assert checked.verdict is BackupVerdict.GOOD
    backup_keeping.set_password(session, None, "second words")
    assert backup_keeping.key_of(placed.database) is None
    assert not back_up(placed, NOW + timedelta(days=1)).made[0].encrypted


@pytest.mark.rule("S5", "U4")
def test_the_audit_log_tells_that_and_neither_password_nor_key(placed):
    key = encrypting.new_key("first words")
    backup_keeping.set_password(placed.session, key)
    assert placed.rows("SELECT after FROM audit WHERE action = 'backup' ORDER BY id")[-1] == (
        '{"password": "set"}',
    )
    text = repr(placed.rows("SELECT * FROM audit ORDER BY id"))
    assert "first words" not in text
    assert all(part not in text for part in key.to_json().values() if isinstance(part, str))


@pytest.mark.parametrize(
    ("first", "second", "codes"),
    [
        ("short", "short", [Code.BACKUP_PASSWORD_SHORT]),
        ("long enough", "long enougH", [Code.BACKUP_PASSWORD_TWICE]),
        ("long enough", "long enough", []),
        ("鹭岛港口灯火通明", "鹭岛港口灯火通明", []),
    ],
)
@pytest.mark.rule("S5")
def test_a_new_password(first, second, codes):
    assert [problem.code for problem in backup_keeping.password_problems(first, second)] == codes
