"""A store of an earlier schema is filled into the index of words after opening."""

import pytest

from app.gui.shell import finding_fill
from app.gui.shell.finding_fill import FindingFill
from app.services.stock import finding
from db import sql
from db.engine.trouble import StoreTrouble, Trouble


@pytest.fixture
def emptied(shop):
    for subject in ("product", "contact"):
        sql.execute(shop.database, f"DELETE FROM {subject}_find")
        sql.execute(
            shop.database,
            f"INSERT INTO {subject}_search ({subject}_search) VALUES ('delete-all')",
        )
    return shop


@pytest.fixture
def fill(qapp, monkeypatch):
    monkeypatch.setattr(finding_fill, "_AFTER", 0)
    monkeypatch.setattr(finding_fill, "_AT_ONCE", 1)
    made = FindingFill(qapp)
    yield made
    made.stop()
    made.deleteLater()


def test_what_is_missing_is_filled_in_after_opening(qtbot, emptied, fill):
    assert not finding.is_filled(emptied.database)
    fill.begin(emptied.database)
    qtbot.waitUntil(lambda: not fill.busy)
    assert finding.is_filled(emptied.database)
    found = finding.find_products(emptied.database, "pho", emptied.has.main)
    assert [one.row.name for one in found.rows] == ["Phone"]


def test_closing_meanwhile_stops_it_and_the_next_opening_goes_on(qtbot, emptied, fill):
    fill.begin(emptied.database)
    qtbot.waitUntil(lambda: fill._task.busy)
    fill.stop()
    assert not fill.busy
    fill.begin(emptied.database)
    qtbot.waitUntil(lambda: not fill.busy)
    assert finding.is_filled(emptied.database)


def test_a_store_that_cannot_be_written_now_is_left_for_the_next_time(
    qtbot, emptied, fill, monkeypatch
):
    def full(*_given):
        raise StoreTrouble(Trouble.FULL, emptied.path)

    with monkeypatch.context() as patched:
        patched.setattr(finding, "note_products", full)
        fill.begin(emptied.database)
        qtbot.waitUntil(lambda: not fill.busy)
    assert not finding.is_filled(emptied.database)
