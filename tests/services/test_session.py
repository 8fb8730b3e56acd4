"""Who does what, where and when."""

from datetime import UTC, date, datetime, timedelta, timezone

import pytest

from app.domain.permissions import Role
from app.services import clock, settings
from app.services import session as sessions
from app.services.documents import drafts, posting
from db import sql
from db.queries import documents


def test_a_shop_is_begun_by_its_owner_at_its_first_counter(shop):
    session = sessions.begin(shop.database)
    assert (session.person.name, session.person.role) == ("Owner", Role.OWNER)
    assert (session.counter.id, session.counter.name) == (1, "Counter 1")


def test_its_clock_is_the_one_on_the_wall_until_it_stands_still(shop, set_clock):
    set_clock("2026-03-31 23:59")
    assert shop.session.today() == date(2026, 3, 31)
    still = shop.session.at(shop.session.now())
    set_clock("2026-04-01 00:01")
    assert shop.session.today() == date(2026, 4, 1)
    assert still.today() == date(2026, 3, 31)


@pytest.mark.parametrize("hours", [-11, 0, 8])
def test_a_moment_is_kept_in_utc_and_whole_milliseconds(shop, hours):
    local = timezone(timedelta(hours=hours))
    moment = datetime(2026, 3, 31, 9, 30, 0, 123999, tzinfo=UTC).astimezone(local)
    assert shop.session.at(moment).stamp() == "2026-03-31T09:30:00.123+00:00"
    assert clock.stamp(moment) == shop.session.at(moment).stamp()


def test_what_is_written_bears_the_person_and_the_moment(shop):
    sql.execute(shop.database, "INSERT INTO person (id, name, role) VALUES (2, 'Ann', 'clerk')")
    ann = shop.as_a(Role.CLERK).person._replace(id=2)
    moment = datetime(2026, 3, 31, 9, 30, tzinfo=UTC)
    draft = drafts.new(shop.session._replace(person=ann).at(moment), "sale")
    assert shop.rows("SELECT created_by, created_at FROM document WHERE id = ?", draft) == [
        (2, "2026-03-31T09:30:00.000+00:00")
    ]


@pytest.mark.rule("D7")
def test_a_posting_happens_at_one_moment(shop):
    """However often the clock is looked at, all that one posting writes is of the same moment."""
    ticking = iter(datetime(2026, 3, 31, 9, 30, second, tzinfo=UTC) for second in range(60))
    settings.save(shop.session, direct_transfers=True)
    shop.opening("A1")
    dispatch = shop.transfer("A1")
    posting.post(shop.session._replace(clock=lambda: next(ticking)), dispatch)
    sent, arrived = (documents.document(shop.database, id) for id in (dispatch, dispatch + 1))
    assert sent.posted_at == arrived.posted_at == "2026-03-31T09:30:00.000+00:00"
