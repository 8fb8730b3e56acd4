"""The scan log: every scan with its verdict, undone and read again after a restart (C4)."""

from datetime import timedelta

import pytest

from app.domain.problems import Code
from app.domain.verdicts import Level
from app.services import scan_log
from app.services.clock import now
from db.connection import open_database
from db.queries import documents, scans


def logged(shop, **asked):
    return scans.scan_page(shop.database, scans.scan_ids(shop.database, **asked))


@pytest.mark.rule("C4")
def test_what_was_refused_is_said_again_in_the_words_of_today(shop):
    shop.purchase("A1")
    shop.sell("A1")
    draft = shop.draft("sale")
    outcome = shop.scan(draft, "A1")
    (row,) = logged(shop)
    assert (row.code, row.level, row.document_id) == ("A1", Level.REFUSED.name, draft)
    kept = scan_log.problem_of(row.problem)
    assert kept.code is Code.IS_SOLD
    assert kept.holder == outcome.problem.holder


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
def test_the_last_scan_is_undone_after_a_restart_too(shop):
    draft = shop.draft("purchase")
    line = shop.scan(draft, "PHONE-1").line
    shop.scan(draft, "A1", line)
    shop.scan(draft, "A2", line)
    shop.close()
    shop.database = open_database(shop.path)
    assert scan_log.undo_last(shop.database, draft)
    assert shop.serials_on(draft) == ["A1"]
    assert scan_log.undo_last(shop.database)
    assert scan_log.undo_last(shop.database)
    assert documents.lines(shop.database, draft) == []
    assert not scan_log.undo_last(shop.database)


@pytest.mark.rule("C4", "D6")
def test_what_was_posted_is_not_undone(shop):
    shop.purchase("A1")
    draft = shop.draft("sale")
    shop.scan(draft, "A1")
    assert scan_log.can_undo(shop.database, draft)
    shop.post(draft)
    assert not scan_log.can_undo(shop.database, draft)
    assert not scan_log.undo_last(shop.database)


@pytest.mark.rule("C4")
def test_lines_changed_by_hand_settle_the_scans_before(shop):
    draft = shop.draft("purchase")
    shop.scan(draft, "PHONE-1")
    scan_log.settle(shop.database, draft)
    assert not scan_log.can_undo(shop.database, draft)


@pytest.mark.rule("C4")
def test_scans_are_kept_for_30_days(shop):
    today = now()
    for days in (31, 29, 0):
        at = today - timedelta(days=days)
        scan_log.note(shop.database, f"D{days}", Level.REFUSED, at=at)
    scan_log.forget_old(shop.database, today)
    assert [row.code for row in logged(shop)] == ["D0", "D29"]
