"""The scan log: every scan with its verdict, undone and read again after a restart (C4)."""

from datetime import timedelta

import pytest

from app.domain.problems import CODES, Code
from app.domain.verdicts import Finding, Level
from app.services import kept_problems
from app.services import session as sessions
from app.services.clock import now
from app.services.entry import scan_log
from db.engine.opening import open_database
from db.queries import document_lines
from db.queries.lists import scans as listed
from tests.lists import scan_rows


def logged(shop, **asked):
    return scan_rows(shop.database, **asked)


@pytest.mark.rule("C4")
def test_what_was_refused_is_said_again_in_the_words_of_today(shop):
    shop.purchase("A1")
    shop.sell("A1")
    draft = shop.draft("sale")
    outcome = shop.scan(draft, "A1")
    (row,) = logged(shop)
    assert (row.code, row.level, row.document_id) == ("A1", Level.REFUSED.name, draft)
    kept = kept_problems.read(row.problem)
    assert kept.code is Code.IS_SOLD
    assert kept.holder == outcome.problem.holder


@pytest.mark.rule("C4")
def test_what_an_earlier_version_called_otherwise_is_still_said():
    for earlier, today in kept_problems.EARLIER_NAMES.items():
        if today in Finding.__members__:
            assert scan_log.finding_of(earlier) is Finding[today]
        else:
            kept = kept_problems.read(f'{{"code": "{earlier}", "values": {{}}}}')
            assert kept.code is CODES[today]


@pytest.mark.rule("C4")
def test_what_no_version_up_to_this_one_says_is_left_open():
    assert scan_log.finding_of("of a newer version") is None
    assert kept_problems.read('{"code": "of a newer version", "values": {}}') is None


@pytest.mark.rule("C4")
def test_the_log_is_filtered_by_code_and_verdict(shop):
    shop.purchase("A1 B1")
    draft = shop.draft("sale")
    for code in ("A1", "A1", "B1", "X%1"):
        shop.scan(draft, code)
    assert [row.code for row in logged(shop)] == ["X%1", "B1", "A1", "A1"]
    assert [row.code for row in logged(shop, text="a")] == ["A1", "A1"]
    assert [row.code for row in logged(shop, text="%")] == ["X%1"]
    assert [row.code for row in logged(shop, levels=["WARNING"])] == ["A1"]


@pytest.mark.rule("C4")
@pytest.mark.parametrize("asked", [{}, {"text": "A"}, {"levels": ["REFUSED"]}], ids=str)
def test_a_long_log_is_looked_through_a_part_at_a_time(shop, monkeypatch, asked):
    """What looking takes is bounded; what is asked for is found all the same, once."""
    monkeypatch.setattr(listed, "_AT_ONCE", 3)
    for place in range(10):
        shop.scan(shop.draft("sale"), "A1" if place in (0, 7) else f"B{place}")
    expected = [row.id for row in logged(shop) if "text" not in asked or row.code == "A1"]
    found, after, looks = [], None, 0
    while True:
        page = listed.page(shop.database, listed.ScansAsked(**asked), after, 2)
        found += [row.id for row in page.rows]
        after, looks = page.after, looks + 1
        assert len(page.rows) <= 2
        if after is None:
            break
    assert found == expected
    assert looks >= 4


@pytest.mark.rule("C4")
def test_the_last_scan_is_undone_after_a_restart_too(shop):
    draft = shop.draft("purchase")
    line = shop.scan(draft, "PHONE-1").line
    shop.scan(draft, "A1", line)
    shop.scan(draft, "A2", line)
    shop.close()
    shop.session = sessions.begin(open_database(shop.path))
    assert scan_log.undo_last(shop.session, draft)
    assert shop.serials_on(draft) == ["A1"]
    assert scan_log.undo_last(shop.session)
    assert scan_log.undo_last(shop.session)
    assert document_lines.lines(shop.database, draft) == []
    assert not scan_log.undo_last(shop.session)


@pytest.mark.rule("C4", "D6")
def test_what_was_posted_is_not_undone(shop):
    shop.purchase("A1")
    draft = shop.draft("sale")
    shop.scan(draft, "A1")
    assert scan_log.can_undo(shop.database, draft)
    shop.post(draft)
    assert not scan_log.can_undo(shop.database, draft)
    assert not scan_log.undo_last(shop.session)


@pytest.mark.rule("C4")
def test_lines_changed_by_hand_settle_the_scans_before(shop):
    draft = shop.draft("purchase")
    shop.scan(draft, "PHONE-1")
    scan_log.settle(shop.session, draft)
    assert not scan_log.can_undo(shop.database, draft)


@pytest.mark.rule("C4")
def test_scans_are_kept_for_30_days(shop):
    today = now()
    for days in (31, 29, 0):
        at = today - timedelta(days=days)
        scan_log.note(shop.session.at(at), f"D{days}", Level.REFUSED)
    scan_log.forget_old(shop.session.at(today))
    assert [row.code for row in logged(shop)] == ["D0", "D29"]


@pytest.mark.rule("C4")
@pytest.mark.parametrize("ahead", [40, 365, 20_000])
def test_a_clock_that_ran_ahead_does_not_wipe_the_log(shop, ahead):
    """Neither when it is looked at, nor when something is scanned, nor when it is right again."""
    today = now()
    for days in range(29, -1, -1):
        note_at(shop, f"D{days}", today - timedelta(days=days))
    then = today + timedelta(days=ahead)
    scan_log.forget_old(shop.session.at(then))
    note_at(shop, "AHEAD", then)
    scan_log.forget_old(shop.session.at(then + timedelta(minutes=1)))
    assert len(logged(shop)) == 31
    scan_log.forget_old(shop.session.at(today + timedelta(minutes=5)))
    assert len(logged(shop)) == 31


@pytest.mark.rule("C4")
def test_after_it_is_right_again_scans_go_when_their_time_has_come(shop):
    today = now()
    for days in range(50):
        if days == 10:
            note_at(shop, "AHEAD", today + timedelta(days=400))
        note_at(shop, f"D{days}", today + timedelta(days=days))
        scan_log.forget_old(shop.session.at(today + timedelta(days=days)))
    kept = [row.code for row in logged(shop) if row.code != "AHEAD"]
    assert kept == [f"D{days}" for days in range(49, 18, -1)]


@pytest.mark.rule("C4")
def test_a_clock_that_ran_behind_loses_no_scan_either(shop):
    today = now()
    note_at(shop, "D1", today - timedelta(days=1))
    note_at(shop, "BEHIND", today - timedelta(days=20_000))
    scan_log.forget_old(shop.session.at(today))
    assert len(logged(shop)) == 2


@pytest.mark.rule("C4")
def test_after_a_long_holiday_the_old_scans_go_once_there_are_newer_ones_of_30_days(shop):
    today = now().replace(microsecond=0)
    note_at(shop, "BEFORE", today)
    for days in range(60, 92):
        note_at(shop, f"D{days}", today + timedelta(days=days))
        scan_log.forget_old(shop.session.at(today + timedelta(days=days)))
        assert ("BEFORE" in [row.code for row in logged(shop)]) == (days <= 90)


def note_at(shop, code, at):
    """One scan, at a moment of its own."""
    scan_log.note(shop.session.at(at), code, Level.REFUSED)
