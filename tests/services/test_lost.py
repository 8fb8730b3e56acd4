"""What a restore would lose is what was posted, voided and sold since; both sides are compared."""

from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import pytest
from openpyxl import load_workbook

from app.domain.kinds import SALE
from app.exchange.export import salvaged_files, saved_documents
from app.formats import Formats
from app.services.keeping import beside, comparing, known_places, lost, salvaging
from app.services.keeping.backup_places import BackupPlace
from app.services.keeping.backups import Why
from app.services.keeping.facts import facts_of
from db.engine import replacing
from db.engine.opening import copy_before

pytestmark = pytest.mark.rule("S2")


def now():
    return datetime.now(UTC)


@pytest.fixture
def backup(shop):
    """What was in a backup of the shop, made before the rest of the day."""
    shop.purchase("A1 A2 A3")
    shop.sell("A1")
    return facts_of(shop.database)


def test_nothing_is_lost_where_nothing_was_done_since(shop, backup):
    assert lost.lost(shop.database, backup, now()).is_nothing


def test_documents_since_are_counted_by_kind_with_what_was_sold(shop, backup):
    shop.sell("A2")
    shop.purchase("B1 B2")
    shop.sell("B1")
    found = lost.lost(shop.database, backup, now())
    assert (found.kinds, found.documents) == ((("sale", 2), ("purchase", 1)), 3)
    assert found.sold == 1  # B1 is not in the backup at all, A1 was sold there already


def test_what_was_voided_since_would_count_again(shop, backup):
    made_at = now()
    shop.void(shop.sell("A2"))
    sale = 2
    shop.void(sale)
    found = lost.lost(shop.database, backup, made_at)
    assert (found.kinds, found.voided, found.sold) == ((("sale", 1),), 1, 0)


def test_the_clock_does_not_matter(shop, backup, set_clock):
    set_clock("2020-01-01 09:00")
    shop.sell("A2")
    assert lost.lost(shop.database, backup, now()).documents == 1


def test_of_a_backup_of_another_shop_nothing_can_be_said(shop, backup):
    other = replace(backup, newest_number="SI-1999-000001")
    assert lost.lost(shop.database, other, now()) is None


def test_of_another_history_with_the_same_numbers_nothing_can_be_said(shop, backup, store):
    """An older backup was restored and other documents took the numbers; or it is another shop."""
    shop.sell("A2")
    newer = facts_of(shop.database)
    for other in (
        replace(newer, newest_at="2026-01-05T10:00:00.000+00:00"),
        replace(newer, newest_seal="ab" * 32),
        replace(backup, newest_number="", newest_at="", newest_seal="ab" * 32),
    ):
        assert lost.lost(shop.database, other, now()) is None
    shop.close()
    seen = salvaging.look(store, lambda _done: None)
    assert salvaging.lost(seen, newer).is_nothing
    assert salvaging.lost(seen, replace(newer, newest_at="2026-01-05")) is None


def test_what_was_voided_since_is_counted_whatever_the_clock_says(shop, backup, set_clock):
    set_clock("2020-01-01 09:00")
    shop.void(2)
    assert lost.lost(shop.database, backup, now()).voided == 1


def test_of_a_backup_of_before_there_were_seals_the_clock_says_what_was_voided(shop, backup):
    old, made_at = replace(backup, newest_seal=""), now()
    shop.void(2)
    assert lost.lost(shop.database, old, made_at).voided == 1


def test_a_backup_of_before_the_first_document_loses_all(shop):
    empty = facts_of(shop.database)
    shop.purchase("A1")
    assert lost.lost(shop.database, empty, now()).documents == 1


def test_they_are_saved_as_files_with_their_lines_and_serial_numbers(shop, backup, tmp_path):
    shop.sell("A2 A3")
    posting = lost.lost(shop.database, backup, now()).posting
    folder = tmp_path / "saved"
    made = saved_documents.save(
        shop.session, Formats("en", "CNY"), posting, folder, lambda _rows: None
    )
    assert sorted(folder.iterdir()) == sorted(made)
    texts = [text_of(path) for path in made]
    assert all("SI-" in text for text in texts)
    assert "A2" in texts[2]
    assert "A3" in texts[2]
    assert "A1" not in texts[2]


def text_of(path: Path) -> str:
    return "\n".join(
        str(cell)
        for sheet in load_workbook(path)
        for row in sheet.iter_rows(values_only=True)
        for cell in row
    )


def test_what_differs_is_marked_and_the_same_is_not(shop, backup):
    shop.sell("A2")
    rows = {
        (each.title, each.kind): each.differs
        for each in comparing.compared(backup, facts_of(shop.database))
    }
    assert rows["Documents", ""]
    assert rows["In stock", ""]
    assert rows[comparing.LAST, SALE.key]
    assert not rows["Serial numbers", ""]
    assert not rows[comparing.LAST, "purchase"]


def test_what_nobody_knows_does_not_differ(backup):
    assert not any(each.differs for each in comparing.compared(backup, None))
    assert not any(each.differs for each in comparing.compared(None, backup))


def test_of_a_damaged_shop_the_newest_documents_are_still_compared(shop, backup, store, tmp_path):
    shop.sell("A2")
    shop.close()
    seen = salvaging.look(store, lambda _done: None)
    assert (seen.facts.documents, seen.facts.serials, seen.facts.in_stock) == (3, 3, 1)
    found = salvaging.lost(seen, backup)
    assert found.kinds == (("sale", 1),)
    made = salvaged_files.save(store, tmp_path / "files", lambda _done: None)
    assert made["Serial numbers.csv"] == 3
    assert "A2" in (tmp_path / "files" / "Serial numbers.csv").read_text(encoding="utf-8-sig")


@pytest.mark.parametrize("content", [b"", b"x" * 10_000])
def test_of_what_is_no_store_nothing_is_known(tmp_path, content):
    (tmp_path / "shop.sdk").write_bytes(content)
    assert salvaging.look(tmp_path / "shop.sdk", lambda _done: None).facts is None
    assert salvaging.look(tmp_path / "gone.sdk", lambda _done: None).facts is None


def test_places_are_known_without_the_store(tmp_path):
    store = tmp_path / "shop.sdk"
    known = [
        BackupPlace(tmp_path / "one"),
        BackupPlace(tmp_path / "stick", "HARBOUR-1", "abc", "Serialdesk backups"),
    ]
    known_places.note(store, known)
    assert known_places.read(store) == known
    known_places.note(store, known[:1])
    assert known_places.read(store) == known[:1]
    assert [each.name for each in tmp_path.iterdir()] == ["shop.sdk.places.json"]


@pytest.mark.parametrize(
    "text", ["", "[]", "{", '{"serialdesk places": 9, "places": []}', '{"places": 3}']
)
def test_places_that_cannot_be_read_are_none(tmp_path, text):
    store = tmp_path / "shop.sdk"
    known_places.file_of(store).write_text(text)
    assert known_places.read(store) == []


@pytest.mark.rule("S4")
def test_what_was_kept_beside_the_shop_is_listed(store):
    aside = replacing.aside_of(store, "20261127-120000")
    before = copy_before(store)
    for path in (aside, before, store.with_name("other.sdk")):
        path.write_bytes(store.read_bytes())
    found = {each.path: each.why for each in beside.kept_beside(store, "Beside it")}
    assert found == {aside: Why.BEFORE_RESTORE, before: Why.BEFORE_UPGRADE}


@pytest.mark.rule("S3")
def test_the_seals_are_said_to_fit_or_not_in_place_of_a_hash(backup):
    titles = [each.title for each in comparing.compared(backup, backup, (True, None))]
    assert "Seals" in titles and "Newest seal" not in titles
    assert comparing.compared(backup, backup, (True, False))[-1].differs
    assert not comparing.compared(backup, backup, (True, None))[-1].differs
    assert comparing.compared(backup, backup)[-1].title == "Newest seal"
