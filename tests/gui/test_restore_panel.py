"""The right column of Settings › Backups: compared, looked into, restored, moved (S2, S6)."""

import os
import shutil
from contextlib import closing
from time import monotonic

import pytest
from PySide6.QtWidgets import QDialog, QFileDialog, QLabel

from app.gui.keeping.bring_dialog import BringDialog
from app.gui.keeping.move_dialog import MoveDialog
from app.gui.keeping.restore_view import RestoreView
from app.gui.keeping.trouble_window import leads_to_backups
from app.gui.kit import theme
from app.gui.kit.tasks import Task
from app.gui.shell.program import Program
from app.services import session as sessions
from app.services import settings
from app.services.documents import drafts
from app.services.keeping import backup_keeping, backup_places, backups, frozen, known_places
from app.services.keeping.backup_places import BackupPlace
from app.services.keeping.backups import Why
from app.services.keeping.facts import facts_of
from db.engine.opening import open_database
from db.engine.trouble import Trouble
from tests.bending import bent
from tests.shop import Shop

pytestmark = pytest.mark.rule("S2")


@pytest.fixture
def program(qapp, qtbot):
    """A program that is closed when the test ends."""
    made = Program(qapp)
    yield made
    qtbot.waitUntil(lambda: not made.findChildren(Task) or not any_busy(made))
    made.close_store()
    made._restores.end()


def any_busy(made):
    return any(task.busy for task in made.findChildren(Task))


def backed_up(shop):
    """A backup beside the shop, in the folder where its first ones go."""
    folder = shop.path.parent / f"{shop.path.stem} backups"
    folder.mkdir(exist_ok=True)
    place = BackupPlace(folder)
    settings.keep_untold(shop.session, keeps_backups=True)
    backup_places.add(shop.session, shop.path, folder)
    known_places.note(shop.path, [place])
    order = backup_keeping.order_by_itself(shop.session, shop.path, Why.DEMAND)
    (made,) = backups.make(
        backups.BackupOrder(shop.path, order.shop, Why.DEMAND, (place,), 0), shop.session.now()
    ).made
    return made


@pytest.fixture
def files(template, store, tmp_path):
    """A shop with a backup, and a sale after it; closed."""
    shop = Shop.opened(template, store)
    shop.purchase("A1 A2 A3")
    shop.sell("A1")
    made = backed_up(shop)
    shop.sell("A2")
    shop.close()
    return store, made


@pytest.fixture
def panel(files, program, qtbot):
    """The column, with the backup compared."""
    store, made = files
    assert program.open(store)
    page = program.window.open_list("backups")
    page._survey.stop()
    page.side.show_copies((made,))
    qtbot.waitUntil(lambda: not page.side._look.busy and page.side._here is not None)
    return page.side


def facts_at(path):
    with closing(open_database(path)) as database:
        return facts_of(database)


def aside(store):
    (found,) = store.parent.glob("*-before-restore-*.serialdesk")
    return found


def test_what_would_be_lost_is_said_and_listed(panel, qtbot):
    view = panel.view
    assert view.lost.title.text() == "1 document would not be in it any more"
    assert "1 serial number sold since would stand as in stock" in view.lost.text.text()
    view.lost.list_button.click()
    assert panel.currentWidget() is panel.list
    qtbot.waitUntil(lambda: panel.list.list.table.model().rowCount() == 1)
    panel.list.back_button.click()
    assert panel.currentWidget() is view


def test_what_was_sold_since_the_page_was_left_would_be_lost_too(panel, files, program, qtbot):
    """The question is asked anew, and what is here is read again."""
    window = program.window
    panel.view.restore_button.click()
    assert panel.view.restore_button.text() == "Yes, restore it"
    window.open_list("counter")
    counter = window.pages["counter"]
    window.route_scan("A3")
    qtbot.waitUntil(lambda: len(counter.lines.table_model.rows) == 1)
    counter.post()
    window.open_list("backups")
    assert panel.view.restore_button.text() == "Restore…"
    window.pages["backups"]._survey.stop()
    panel.show_copies((files[1],))
    qtbot.waitUntil(lambda: not panel._look.busy and panel._here is not None, timeout=20_000)
    assert panel.view.lost.title.text() == "2 documents would not be in it any more"
    assert panel._here.last_number("sale") == "SI-2026-000003"


@pytest.mark.rule("S3")
def test_the_seals_are_told_as_the_check_of_the_backup_came_out(panel):
    texts = [each.text() for each in panel.view.rows.findChildren(QLabel) if not each.isHidden()]
    place = texts.index("Seals")
    assert texts[place : place + 3] == ["Seals", "all fit", "not checked"]


def test_one_press_asks_and_changes_nothing(panel, files):
    before = files[0].read_bytes()
    panel.view.restore_button.click()
    assert panel.view.restore_button.text() == "Yes, restore it"
    panel.view.go_back.click()
    assert panel.view.restore_button.text() == "Restore…"
    assert files[0].read_bytes() == before
    assert not list(files[0].parent.glob("*restore*"))


@pytest.mark.reliability(11)
def test_it_is_restored_and_what_was_here_is_kept(panel, files, program, qtbot):
    store, _made = files
    old = program.window
    panel.view.restore_button.click()
    panel.view.restore_button.click()
    qtbot.waitUntil(lambda: program.window not in (None, old), timeout=20_000)
    window = program.window
    assert window.band.isVisibleTo(window)
    assert aside(store).name in window.band.text.text()
    assert facts_of(window.desk.database).documents == 2
    (saved,) = store.parent.glob("*-documents-*")
    assert len(list(saved.glob("*.xlsx"))) == 3
    program.close_store()
    assert facts_at(aside(store)).documents == 3


@pytest.mark.reliability(11)
def test_the_drill_takes_ten_seconds_at_most(template, store, program, qtbot):
    """With SERIALDESK_BIG a store of 200,000 serial numbers, as ``big_store`` makes one."""
    if big := os.environ.get("SERIALDESK_BIG"):
        shutil.copyfile(big, store)
    database = open_database(store)
    shop = sessions.begin(database)
    order = backup_keeping.order_by_itself(shop, store, Why.DEMAND)
    folder = store.parent / "safe"
    folder.mkdir()
    (made,) = backups.make(order._replace(places=(BackupPlace(folder),)), shop.now()).made
    database.close()
    store.write_bytes(b"")
    known_places.note(store, [BackupPlace(folder)])
    begun = monotonic()
    program.open(store)
    stands = program.trouble
    qtbot.waitUntil(lambda: bool(stands.model.rows) and not stands._look.busy, timeout=20_000)
    stands.view.restore_button.click()
    stands.view.restore_button.click()
    qtbot.waitUntil(lambda: program.window is not None, timeout=20_000)
    assert monotonic() - begun < 10
    assert facts_of(program.window.desk.database).documents == made.facts.documents


def test_who_may_not_restore_has_no_button(files, qtbot):
    view = RestoreView("en", theme.LIGHT)
    qtbot.addWidget(view)
    view.set_allowed(False)
    view.show_backup(files[1], None, None)
    assert not view.restore_button.isVisibleTo(view)
    assert not view.look_button.isVisibleTo(view)


def test_it_is_refused_in_the_column_and_the_shop_goes_on(panel, files, program, qtbot):
    store, made = files
    made.path.write_bytes(made.path.read_bytes()[:8192])
    old = program.window
    panel.view.restore_button.click()
    panel.view.restore_button.click()
    qtbot.waitUntil(lambda: panel.view.problem.isVisibleTo(panel.view))
    assert program.window is old
    assert not list(store.parent.glob("*restore*"))


def test_a_backup_is_looked_into_and_nothing_is_changed(panel, files, program, qtbot):
    store, _made = files
    old = program.window
    panel.view.look_button.click()
    qtbot.waitUntil(lambda: program.window not in (None, old), timeout=20_000)
    look = program.window
    assert look.desk.database.frozen
    assert facts_of(look.desk.database).documents == 2
    folder = program.path.parent
    look.band.own_button.click()
    qtbot.waitUntil(lambda: program.window not in (None, look), timeout=20_000)
    assert program.path == store
    assert facts_of(program.window.desk.database).documents == 3
    assert not folder.exists()


# A shop that cannot be opened --------------------------------------------------------------------


def zero_bytes(store):
    store.write_bytes(b"")


def text(store):
    store.write_text("no shop\n" * 1000)


def foreign_log(store):
    store.with_name(store.name + "-journal").write_bytes(b"x" * 5000)


@pytest.mark.reliability(8)
@pytest.mark.parametrize("make", [zero_bytes, text, foreign_log])
def test_it_leads_to_its_backups_by_itself_and_is_restored(files, program, qtbot, make):
    store, made = files
    make(store)
    before = store.read_bytes()
    assert program.open(store)
    stands = program.trouble
    qtbot.waitUntil(lambda: bool(stands.model.rows) and not stands._look.busy)
    assert [row.path for row in stands.model.rows] == [made.path]
    assert store.read_bytes() == before
    stands.view.restore_button.click()
    stands.view.restore_button.click()
    qtbot.waitUntil(lambda: program.window is not None, timeout=20_000)
    assert facts_of(program.window.desk.database).documents == 2
    assert aside(store).read_bytes() == before


@pytest.mark.reliability(10)
@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE setting SET value = 'x' WHERE key = 'currency'",
        "UPDATE setting SET value = '\"CNX\"' WHERE key = 'currency'",
        "UPDATE setting SET value = '[1]' WHERE key = 'shop_name'",
        "UPDATE setting SET value = '1' WHERE key = 'serials_enabled'",
        "INSERT INTO setting VALUES ('seal_beside', '{')",
        "INSERT INTO setting VALUES ('frozen', '{')",
        "UPDATE setting SET value = CAST(x'ff' AS text) WHERE key = 'trade'",
        "UPDATE setting SET key = CAST(x'ff' AS text) WHERE key = 'trade'",
        "UPDATE person SET name = CAST(x'ff' AS text)",
        "UPDATE counter SET name = CAST(x'ff' AS text)",
        "INSERT INTO person_setting VALUES (1, 'theme', CAST(x'ff' AS text))",
        "INSERT INTO counter_setting VALUES (1, 'training', CAST(x'ff' AS text))",
        "UPDATE person SET role = 'ownes'",
        "UPDATE person SET active = false",
        "DELETE FROM person",
        "DELETE FROM counter",
    ],
)
def test_a_shop_that_cannot_be_begun_leads_to_its_backups_too(files, program, qtbot, statement):
    """Its pages are whole, and what the program begins with is not: choices, owner, counter."""
    store, made = files
    with closing(open_database(store)) as database:
        bent(database, statement)
    assert program.open(store)
    stands = program.trouble
    qtbot.waitUntil(lambda: bool(stands.model.rows) and not stands._look.busy)
    assert "is damaged" in stands.why.text()
    assert [row.path for row in stands.model.rows] == [made.path]
    stands.view.restore_button.click()
    stands.view.restore_button.click()
    qtbot.waitUntil(lambda: program.window is not None, timeout=20_000)
    assert facts_of(program.window.desk.database).documents == 2


def test_what_can_still_be_read_is_saved_without_a_change(files, program, qtbot):
    store, _made = files
    foreign_log(store)
    before = store.read_bytes()
    program.open(store)
    stands = program.trouble
    qtbot.waitUntil(lambda: bool(stands.model.rows) and not stands._look.busy)
    assert "SI-" in stands._salvaged.facts.newest_number
    stands.save_button.click()
    qtbot.waitUntil(lambda: stands.saved.isVisibleTo(stands))
    (folder,) = store.parent.glob("*-readable-*")
    assert "A2" in (folder / "Serial numbers.csv").read_text(encoding="utf-8-sig")
    assert store.read_bytes() == before


def test_the_newest_good_one_is_proposed_and_nothing_is_said_of_what_is_not_known(
    files, program, qtbot
):
    """What an earlier restore kept aside is newer, and nobody has looked into it."""
    store, made = files
    kept = store.with_name(f"{store.stem}-before-restore-29991231-000000.serialdesk")
    shutil.copyfile(made.path, kept)
    stands = in_trouble(program, qtbot, store)
    assert [row.path for row in stands.model.rows] == [kept, made.path]
    assert stands.table.current_row().path == made.path
    stands.table.select_only(0)
    qtbot.waitUntil(lambda: stands.view.lost.isVisibleTo(stands.view))
    assert stands.view.lost.title.text() == "What would be lost cannot be said"
    assert "It is not known yet" in stands.view.lost.text.text()
    texts = [each.text() for each in stands.view.rows.findChildren(QLabel) if not each.isHidden()]
    assert "≠" not in texts


def in_trouble(program, qtbot, store):
    foreign_log(store)
    program.open(store)
    stands = program.trouble
    qtbot.waitUntil(lambda: bool(stands.model.rows) and not stands._look.busy)
    return stands


def listed(stands):
    model = stands.seen.model
    return [[column.text(row) for column in model.columns] for row in model.rows]


def test_what_a_restore_would_lose_of_a_damaged_shop_is_listed(files, program, qtbot):
    stands = in_trouble(program, qtbot, files[0])
    assert stands.view.lost.list_button.isVisibleTo(stands)
    stands.view.lost.list_button.click()
    ((number, kind, _at, party, _total),) = listed(stands)
    assert number.startswith("SI-") and (kind, party) == ("Sales invoice", "Mrs Chen")
    assert stands.seen.counted.text() == "1 document"
    stands.seen.back_button.click()
    assert stands.side.currentWidget() is stands.view


def test_what_can_still_be_read_of_a_damaged_shop_is_looked_at(files, program, qtbot):
    store, _made = files
    before = store.read_bytes()
    stands = in_trouble(program, qtbot, store)
    stands.read_button.click()
    assert [row[1] for row in listed(stands)] == [
        "Sales invoice",
        "Sales invoice",
        "Purchase invoice",
    ]
    assert store.read_bytes() == before


def test_nothing_is_offered_to_look_at_where_nothing_can_be_read(files, program, qtbot):
    store, _made = files
    zero_bytes(store)
    program.open(store)
    stands = program.trouble
    qtbot.waitUntil(lambda: bool(stands.model.rows) and not stands._look.busy)
    assert not stands.read_button.isVisibleTo(stands)
    assert not stands.save_button.isVisibleTo(stands)
    assert not stands.view.lost.list_button.isVisibleTo(stands)


def test_a_backup_of_a_damaged_shop_is_looked_into_and_then_it_is_asked_again(
    files, program, qtbot
):
    store, _made = files
    stands = in_trouble(program, qtbot, store)
    before = store.read_bytes()
    stands.view.look_button.click()
    qtbot.waitUntil(lambda: program.window is not None, timeout=20_000)
    look, folder = program.window, program.path.parent
    assert look.desk.database.frozen and program.trouble is None
    assert facts_of(look.desk.database).documents == 2
    look.band.own_button.click()
    qtbot.waitUntil(lambda: program.trouble is not None, timeout=20_000)
    assert not folder.exists() and store.read_bytes() == before
    qtbot.waitUntil(lambda: not program.trouble._look.busy)


def test_somebody_elses_file_is_only_told_of(tmp_path):
    (tmp_path / "list.csv").write_text("name\n" * 100)
    assert not leads_to_backups(tmp_path / "list.csv", Trouble.NOT_OURS)
    assert not leads_to_backups(tmp_path / "gone", Trouble.NOT_OURS)
    assert not leads_to_backups(tmp_path / "list.csv", Trouble.TOO_NEW)


# Moving ------------------------------------------------------------------------------------------


@pytest.mark.rule("S6")
def test_a_shop_is_moved_and_opened_on_the_other_computer(
    files, program, qtbot, tmp_path, monkeypatch
):
    store, _made = files
    program.open(store)
    window = program.window
    stick = tmp_path / "stick"
    stick.mkdir()
    dialog = MoveDialog(window.desk, window)
    qtbot.addWidget(dialog)
    monkeypatch.setattr(QFileDialog, "getExistingDirectory", lambda *_values: str(stick))
    dialog.move_button.click()
    qtbot.waitUntil(lambda: not dialog.work.busy)
    (file,) = stick.iterdir()
    assert str(file) in dialog.said.text()
    dialog.close_button.click()
    assert dialog.result() == QDialog.DialogCode.Accepted
    program.rebuild()
    assert "moved to another computer" in program.window.band.title.text()
    program.close_store()
    place = tmp_path / "new" / "shop.sqlite"
    program.open(place)

    def answer(asked):
        qtbot.waitUntil(lambda: asked.prepared is not None, timeout=20_000)
        assert asked.verdict.text() == "All figures are the same."
        return True

    monkeypatch.setattr(BringDialog, "exec", answer)
    program.first_run.bring_wanted.emit(file)
    qtbot.waitUntil(lambda: program.window is not None, timeout=20_000)
    assert facts_of(program.window.desk.database).documents == 3
    drafts.new(program.window.desk.session, "sale")


@pytest.mark.rule("S6")
def test_the_owner_takes_it_back_once_asked(files, program, qtbot, monkeypatch):
    program.open(files[0])
    frozen.leave(program.window.desk.session)
    program.rebuild()
    window = program.window
    for answer, left in ((False, "SHOP_MOVED"), (True, "")):
        monkeypatch.setattr("app.gui.shell.restores.give_up", lambda *_v, a=answer: a)
        window.band.own_button.click()
        assert window.desk.database.frozen == left
    qtbot.waitUntil(lambda: program.window is not window)
    assert not program.window.band.isVisibleTo(program.window)


@pytest.mark.rule("S6")
def test_a_file_that_is_no_shop_is_refused_and_leaves_nothing(qtbot, tmp_path):
    place = tmp_path / "here" / "shop.sqlite"
    place.parent.mkdir()
    open_database(place).close()
    (tmp_path / "text").write_text("no shop")
    dialog = BringDialog(place, tmp_path / "text")
    qtbot.addWidget(dialog)
    qtbot.waitUntil(lambda: not dialog.work.busy)
    assert "not a backup" in dialog.verdict.text()
    assert not dialog.open_button.isEnabled()
    assert [each.name for each in place.parent.iterdir()] == [place.name]


@pytest.mark.rule("S6")
def test_who_cancels_leaves_nothing_behind(files, qtbot, tmp_path):
    place = tmp_path / "here" / "shop.sqlite"
    place.parent.mkdir()
    open_database(place).close()
    copy = tmp_path / "copy.serialdesk"
    shutil.copyfile(files[1].path, copy)
    dialog = BringDialog(place, copy)
    qtbot.addWidget(dialog)
    qtbot.waitUntil(lambda: dialog.prepared is not None)
    dialog.cancel_button.click()
    assert [each.name for each in place.parent.iterdir()] == [place.name]


@pytest.mark.rule("S3")
def test_what_does_not_fit_its_seals_is_brought_only_all_the_same(files, qtbot, tmp_path):
    place = tmp_path / "here" / "shop.sqlite"
    place.parent.mkdir()
    open_database(place).close()
    with closing(open_database(files[1].path)) as database:
        bent(database, "UPDATE document SET note = 'x' WHERE number = 'PI-2026-000001'")
    dialog = BringDialog(place, files[1].path)
    qtbot.addWidget(dialog)
    qtbot.waitUntil(lambda: not dialog.work.busy)
    assert "PI-2026-000001 does not fit its seal" in dialog.verdict.text()
    assert dialog.prepared is None
    assert dialog.open_button.text() == "Take it all the same"
    dialog.open_button.click()
    qtbot.waitUntil(lambda: dialog.prepared is not None)
    assert dialog.open_button.text() == "Open this shop"
    dialog.cancel_button.click()
