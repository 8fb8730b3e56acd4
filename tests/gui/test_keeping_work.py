"""What is sealed and checked beside the screen, and how it is said (S3)."""

import shutil
from dataclasses import replace
from threading import Event

import pytest

from app.domain.permissions import Role
from app.domain.problems import Code, Problem
from app.gui.documents.seal_foot import SealFoot
from app.gui.keeping import check_round, keeping_work
from app.gui.keeping.check_band import CheckBand
from app.gui.keeping.keeping_work import KeepingWork
from app.services.keeping import (
    backup_keeping,
    backup_places,
    backups,
    checking,
    closings,
    newest_seal,
    seals,
)
from app.services.keeping.backups import Why
from app.services.keeping.closings import Opened
from db.engine import witness
from db.engine.opening import close_database
from tests.bending import bent
from tests.gui.conftest import desk_at
from tests.services.test_seals import everything_posted
from tests.shop import Shop, open_store


@pytest.fixture
def work(qapp, monkeypatch):
    monkeypatch.setattr(keeping_work, "_AFTER", 0)
    monkeypatch.setattr(check_round, "_SEALED_AT_ONCE", 2)
    monkeypatch.setattr(check_round, "_CHECKED_AT_ONCE", 3)
    monkeypatch.setattr(check_round, "_REST", 0.0)
    made = KeepingWork(qapp)
    yield made
    made.stop()
    made.deleteLater()


def done(qtbot, work):
    qtbot.waitUntil(lambda: not work._soon.isActive() or work._soon.remainingTime() > 1000)
    qtbot.waitUntil(lambda: not work.busy)


@pytest.mark.rule("S3")
def test_documents_of_before_are_sealed_after_opening_and_the_newest_is_kept(qtbot, shop, work):
    everything_posted(shop)
    bent(
        shop.database,
        "DELETE FROM seal",
        "UPDATE takeover SET last = (SELECT max(posting) FROM document), done = 0",
    )
    work.begin(shop.database, 1)
    done(qtbot, work)
    assert not work.has_found
    assert newest_seal.of(shop.database).seal == 9  # six documents, a void, what only grows
    assert witness.read(shop.path).seal == 9


@pytest.mark.rule("S3")
def test_what_a_check_finds_is_told_once_all_is_looked_at(qtbot, shop, work):
    everything_posted(shop)
    closings.close(shop.database)
    bent(
        shop.database,
        "UPDATE document SET note = 'x' WHERE id = 4",
        "UPDATE product SET name = 'X' WHERE id = 4",
        "UPDATE warehouse_stock SET on_hand = 1",
    )
    with qtbot.waitSignal(work.found):
        work.begin(shop.database, 1)
    said = [fault.what.code.name for fault in work.faults]
    assert said == ["CLOSED_DIFFERS", "SEALED_DIFFERS", "BOOKS_WAREHOUSE"]


@pytest.mark.rule("S3")
def test_closing_notes_how_all_is_and_opening_compares(qtbot, shop, work):
    everything_posted(shop)
    work.begin(shop.database, 1)
    work.stop()
    closed = checking.check(shop.database).compared
    assert closed.changed == 0
    work.begin(shop.database, 1)
    qtbot.waitUntil(lambda: checking.check(shop.database).compared == closed)


def closed_and_changed(shop):
    everything_posted(shop)
    closings.close(shop.database)
    bent(shop.database, "UPDATE product SET name = 'X' WHERE id = 4")


@pytest.mark.rule("S3")
def test_a_shop_that_is_closed_before_it_was_looked_at_is_closed_cleanly(qtbot, shop, work):
    """And what was changed in its file meanwhile is told at the next opening: nobody saw it yet."""
    closed_and_changed(shop)
    shop.close()
    for _time in range(2):
        database = open_store(shop.path)
        work.begin(database, 1)
        work.stop()
        close_database(database)
        assert not shop.path.with_name(shop.path.name + "-wal").exists()
    database = open_store(shop.path)
    with qtbot.waitSignal(work.found):
        work.begin(database, 1)
    assert [fault.what.code.name for fault in work.faults] == ["CLOSED_DIFFERS"]
    work.stop()
    work.begin(database, 1)
    done(qtbot, work)
    assert not work.has_found
    work.stop()
    close_database(database)


@pytest.mark.rule("S3")
def test_one_that_is_closed_while_it_is_looked_at_too(qtbot, shop, work, monkeypatch):
    closed_and_changed(shop)
    compared, plainly = Event(), Opened.compare

    def compare(self):
        found = plainly(self)
        compared.set()
        return found

    monkeypatch.setattr(Opened, "compare", compare)
    monkeypatch.setattr(check_round, "_REST", 0.2)
    work.begin(shop.database, 1)
    work._soon.stop()
    work._start()
    assert compared.wait(10)
    work.stop()
    work.begin(shop.database, 1)
    assert [fault.what.code.name for fault in work._opened.compare()] == ["CLOSED_DIFFERS"]


@pytest.mark.rule("S3")
def test_an_older_file_is_told_until_it_is_accepted(qtbot, shop, work, tmp_path):
    everything_posted(shop)
    shop.close()
    old = shutil.copyfile(shop.path, tmp_path / "old.sdk")
    shop = Shop.opened(shop.has, shop.path)
    shop.sell("A3")
    newest_seal.keep(shop.database)
    shop.close()
    shutil.copyfile(old, shop.path)
    shop = Shop.opened(shop.has, shop.path)
    with qtbot.waitSignal(work.found):
        work.begin(shop.database, 1)
    assert work.older is not None
    work.keep()
    assert newest_seal.problem_of(shop.database) is not None  # it is not taken for the newest
    with qtbot.waitSignal(work.found):
        work.accept(shop.session)
    assert work.older is None and newest_seal.problem_of(shop.database) is None
    work.stop()
    shop.close()


@pytest.mark.rule("S3")
def test_an_older_file_with_nothing_beside_it_is_told_by_the_backups(qtbot, shop, work, tmp_path):
    (tmp_path / "safe").mkdir()
    backup_places.add(shop.session, shop.path, tmp_path / "safe")
    everything_posted(shop)
    order = backup_keeping.order_by_itself(shop.session, shop.path, Why.DAILY)
    backup_keeping.note(shop.session, backups.make(order, shop.session.now()))
    bent(shop.database, "DELETE FROM seal WHERE id > 3")
    work.begin(shop.database, 1)
    work.keep()
    assert witness.read(shop.path) is None  # nothing is taken for the newest before they are asked
    done(qtbot, work)
    assert work.older.code is Code.STORE_BEFORE_BACKUP
    work.stop()
    assert witness.read(shop.path) is None


@pytest.mark.rule("S3")
def test_that_nothing_is_beside_the_file_is_told_once(qtbot, shop, work):
    everything_posted(shop)
    newest_seal.keep(shop.database)
    work.begin(shop.database, 1)
    done(qtbot, work)
    work.stop()
    witness.file_of(shop.path).unlink()
    for told in ([Code.SEAL_NOT_BESIDE], []):
        work.begin(shop.database, 1)
        done(qtbot, work)
        assert [fault.what.code for fault in work.faults] == told and work.older is None
        work.stop()


@pytest.mark.rule("S3", "U1")
@pytest.mark.parametrize(("role", "may"), [(Role.OWNER, True), (Role.CLERK, False)])
def test_an_older_file_is_accepted_by_who_may_restore_one(qtbot, shop, role, may):
    band = CheckBand(desk_at(replace(shop, session=shop.as_a(role))))
    qtbot.addWidget(band)
    band.say(Problem(Code.STORE_IS_ANOTHER, {"date": "2026-03-31"}), [])
    assert band.accept_button.isVisibleTo(band) is may


@pytest.mark.rule("S3")
def test_the_band_says_the_first_fault_and_leads_to_its_document(qtbot, shop, desk):
    everything_posted(shop)
    bent(
        shop.database,
        "UPDATE document SET note = 'x' WHERE id = 4",
        "UPDATE document SET note = 'y' WHERE id = 6",
    )
    band = CheckBand(desk)
    qtbot.addWidget(band)
    band.say(None, seals.check(shop.database))
    assert "2 things" in band.text.text() and "its note was changed" in band.text.text()
    assert not band.accept_button.isVisibleTo(band)
    with qtbot.waitSignal(desk.bus.open_document) as opened:
        band.open_button.click()
    assert opened.args == [4]
    band.all_button.click()
    assert band.all.isVisibleTo(band)
    band.say(None, [])
    assert not band.isVisibleTo(None)


@pytest.mark.rule("S3")
def test_a_posted_document_says_whether_it_fits_its_seal(qtbot, shop, desk):
    everything_posted(shop)
    foot = SealFoot(desk)
    qtbot.addWidget(foot)
    foot.check(4, beside=False)
    assert foot.text().startswith("Fits its seal, checked ")
    bent(shop.database, "UPDATE document_line SET price = 5 WHERE document_id = 4")
    foot.check(4, beside=True)
    qtbot.waitUntil(lambda: "on line 1, the item, quantity, price or amount was" in foot.text())
    bent(shop.database, "DELETE FROM seal")
    foot.check(4, beside=False)
    assert "no seal yet" in foot.text()
