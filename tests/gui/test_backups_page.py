"""Settings › Backups: what is shown and what can be done there (S1, S5)."""

from datetime import timedelta

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFileDialog, QLabel, QWidget

from app.domain.permissions import Role
from app.gui.keeping import place_dialog
from app.gui.keeping.keeper import Keeper
from app.gui.keeping.page import BackupsPage
from app.gui.keeping.password_dialog import PasswordDialog
from app.gui.keeping.place_dialog import PlaceDialog
from app.gui.kit.desk import Desk
from app.gui.kit.keys import KeyButton
from app.gui.kit.tasks import Task
from app.services import settings
from app.services.keeping import backup_keeping, backup_places, backups, encrypting
from app.services.keeping.backup_places import Mount
from app.services.keeping.backups import Why
from tests.gui.conftest import desk_at, end_timers

pytestmark = pytest.mark.rule("S1")


@pytest.fixture
def folder(tmp_path):
    made = tmp_path / "safe"
    made.mkdir()
    return made


@pytest.fixture
def placed(shop, folder):
    """A shop with a place."""
    backup_places.add(shop.session, shop.path, folder)
    return shop


def made(shop, days=0, why=Why.CLOSING):
    """A backup that was made some days ago, and is noted."""
    order = backup_keeping.order_by_itself(shop.session, shop.path, why)
    outcome = backups.make(order, shop.session.now() - timedelta(days=days))
    backup_keeping.note(shop.session, outcome)
    return outcome.made[0]


@pytest.fixture
def shown(qtbot, qapp):
    """The page at a desk, once it has looked into the places."""
    pages = []

    def show(desk: Desk) -> BackupsPage:
        page = BackupsPage(desk)
        qtbot.addWidget(page)
        page.resize(1100, 700)
        page.show()
        settle(qtbot, page)
        pages.append(page)
        return page

    yield show
    end_timers(*pages)


def settle(qtbot, page):
    qtbot.waitUntil(lambda: not any(task.busy for task in page.findChildren(Task)))


def cells(page):
    model = page.model
    return [[column.text(row) for column in model.columns] for row in model.rows]


def verdicts(page):
    return [row[-1] for row in cells(page)]


def test_without_a_place_it_says_what_to_do(shop, shown):
    page = shown(desk_at(shop))
    assert page.empty.isVisible() and not page.table.isVisible()
    assert "no place for backups yet" in page.empty.text()
    assert page.first_button.isVisible() and not page.make_button.isVisible()
    assert page.band.title.text() == "No backup yet"


def test_without_a_place_back_up_now_says_why_there_is_none(shop, shown, qtbot):
    desk = desk_at(shop)
    keeper = Keeper(desk, shop.path, lambda: 0.0)
    page = shown(desk)
    with qtbot.waitSignal(desk.bus.backed_up):
        page.back_up_now()
    assert "There is no place for backups yet" in page.band.wrong.text()
    keeper.end()


def test_with_a_place_and_no_backup_the_button_is_there(placed, shown):
    page = shown(desk_at(placed))
    assert page.make_button.isVisible() and not page.first_button.isVisible()


def test_it_lists_backups_with_when_why_and_verdict(placed, shown):
    placed.purchase("A1 A2")
    made(placed, days=1)
    cut = made(placed, days=0)
    with cut.path.open("r+b") as file:
        file.truncate(cut.size - 4096)
    page = shown(desk_at(placed))
    assert [(row[1], row[3], row[4]) for row in cells(page)] == [
        ("At closing", "1", "Cut short"),
        ("At closing", "1", "Good"),
    ]
    assert "2 serial numbers" in page.band.said.text()


def test_copies_of_one_backup_are_one_row_and_the_worst_is_said(placed, tmp_path, shown):
    second = tmp_path / "second"
    second.mkdir()
    backup_places.add(placed.session, placed.path, second)
    made(placed)
    (copy,) = second.glob("*.serialdesk")
    copy.write_bytes(copy.read_bytes()[:-4096])
    page = shown(desk_at(placed))
    assert verdicts(page) == ["Cut short"]
    tip = page.model.columns[-1].tip(page.model.rows[0])
    assert tip == "safe: Good\nsecond: Cut short"


def test_check_again_finds_what_was_changed(placed, shown, qtbot):
    backup = made(placed)
    page = shown(desk_at(placed))
    assert verdicts(page) == ["Good"]
    content = bytearray(backup.path.read_bytes())
    content[len(content) // 2] ^= 1
    backup.path.write_bytes(content)
    page.check_button.click()
    assert not page.check_button.isEnabled()
    settle(qtbot, page)
    assert verdicts(page) == ["Damaged"]
    assert page.check_button.text() == "Check again"


def test_back_up_now_makes_one_beside_the_screen_and_shows_it(placed, shown, qtbot):
    desk = desk_at(placed)
    keeper = Keeper(desk, placed.path, lambda: 0.0)
    page = shown(desk)
    going = []
    desk.bus.backup_going.connect(going.append)
    with qtbot.waitSignal(desk.bus.backed_up):
        qtbot.keyClick(page, Qt.Key.Key_B, Qt.KeyboardModifier.ControlModifier)
        assert page.band.title.text() == "A backup is being made…"
        assert not page.band.now_button.isEnabled()
    settle(qtbot, page)
    assert going[0] == 0 and going[-1] is None
    assert [row[1] for row in cells(page)] == ["On demand"]
    assert page.band.title.text().startswith("Last good backup")
    assert page.band.now_button.isEnabled()
    keeper.end()


def test_what_failed_is_said_with_the_last_good_one(placed, folder, shown, qtbot):
    made(placed)
    folder.rename(folder.with_name("unplugged"))
    desk = desk_at(placed)
    keeper = Keeper(desk, placed.path, lambda: 0.0)
    page = shown(desk)
    with qtbot.waitSignal(desk.bus.backed_up):
        page.back_up_now()
    settle(qtbot, page)
    assert page.band.title.text().startswith("Last good backup")
    assert "safe is not there" in page.band.wrong.text()
    keeper.end()


def test_none_for_two_days_is_said(placed, shown):
    made(placed, days=2)
    page = shown(desk_at(placed))
    assert "no good backup for two days" in page.band.wrong.text()


def test_who_may_not_sees_and_changes_nothing(placed, shown):
    made(placed)
    desk = desk_at(placed)
    page = shown(Desk.of(placed.as_a(Role.CLERK), desk.theme, desk.sounds))
    assert verdicts(page) == ["Good"]
    for hidden in (page.add_button, page.password_button, page.check_button):
        assert not hidden.isVisible()
    assert not page.band.now_button.isVisible()


def test_a_demo_shop_says_that_it_has_none(shop, shown):
    settings.keep_untold(shop.session, keeps_backups=False)
    page = shown(desk_at(shop))
    assert "demo shop" in page.empty.text()
    assert not page.band.now_button.isEnabled()


# Places -------------------------------------------------------------------------------------------


def test_a_place_is_shown_added_and_taken_off(placed, folder, tmp_path, shown, qtbot, monkeypatch):
    made(placed)
    page = shown(desk_at(placed))
    assert [row.accessibleName().split(", ")[0] for row in page.places.rows] == ["safe"]
    second = tmp_path / "second"
    second.mkdir()

    def answer(dialog: PlaceDialog) -> int:
        dialog.folder.setText(str(second))
        dialog.add()
        return dialog.result()

    monkeypatch.setattr(PlaceDialog, "exec", answer)
    page.add_place()
    settle(qtbot, page)
    assert len(page.places.rows) == 2
    page.remove_place(backup_places.BackupPlace(folder))
    settle(qtbot, page)
    assert [row.accessibleName().split(", ")[0] for row in page.places.rows] == ["second"]
    assert list(folder.glob("*.serialdesk"))


def test_a_folder_that_lost_its_mark_is_used_again_by_a_button(placed, folder, shown, qtbot):
    made(placed)
    (folder / backup_places.MARK).unlink()
    page = shown(desk_at(placed))
    asked = []
    page._desk.bus.backup_asked.connect(lambda: asked.append(True))
    (place_row,) = page.places.rows
    assert "not the folder that was chosen" in place_row.accessibleName()
    (again,) = [each for each in buttons(place_row) if each.text() == "Use this folder"]
    again.click()
    settle(qtbot, page)
    (place_row,) = page.places.rows
    assert [each.text() for each in buttons(place_row)] == [] and asked == [True]
    (place,) = backup_places.places_of(placed.database, 1)
    assert place.mark == backup_places.mark_in(folder) != ""


def buttons(place_row):
    return place_row.findChildren(KeyButton)


@pytest.fixture
def dialog(qtbot, placed, qapp):
    over = QWidget()
    qtbot.addWidget(over)
    made_dialog = PlaceDialog(desk_at(placed), placed.path, over)
    made_dialog.show()
    yield made_dialog
    over.close()


def test_a_stick_is_guessed_and_bears_its_mark(dialog, placed, tmp_path, monkeypatch):
    root = tmp_path / "stick"
    root.mkdir()
    monkeypatch.setattr(place_dialog, "mounted", lambda: [Mount(root, "HARBOUR-1", True)])
    monkeypatch.setattr(QFileDialog, "getExistingDirectory", lambda *_of: str(root))
    dialog.choose_button.click()
    assert dialog.is_stick.isChecked()
    dialog.add_button.click()
    place = backup_places.places_of(placed.database, 1)[-1]
    assert place.folder == root / backup_places.FOLDER
    assert backup_places.mark_in(place.folder) == place.mark != ""


def test_a_folder_that_cannot_be_one_is_said_and_stays_typed(dialog, placed):
    dialog.folder.setText(str(placed.path.parent))
    dialog.add_button.click()
    assert dialog.isVisible() and dialog.is_entered()
    assert "the backups. Choose another" in dialog.problems._text.text()
    assert dialog.folder.text() == str(placed.path.parent)


# Password -----------------------------------------------------------------------------------------


@pytest.fixture
def asked(qtbot, placed, qapp):
    over = QWidget()
    qtbot.addWidget(over)

    def ask() -> PasswordDialog:
        made_dialog = PasswordDialog(desk_at(placed), over)
        made_dialog.show()
        return made_dialog

    yield ask
    over.close()


@pytest.mark.rule("S5")
def test_a_password_is_set_beside_the_screen(asked, placed, qtbot):
    dialog = asked()
    dialog.new.setText("harbour lights")
    dialog.again.setText("harbour lights")
    with qtbot.waitSignal(dialog.accepted):
        dialog.set_button.click()
        assert not dialog.set_button.isEnabled()
    key = backup_keeping.key_of(placed.database)
    assert key is not None and encrypting.is_password(key, "harbour lights")


@pytest.mark.rule("S5")
@pytest.mark.parametrize(
    ("new", "again", "said"),
    [("short", "short", "at least"), ("harbour lights", "harbour light", "twice alike")],
)
def test_a_password_that_is_none_is_said(asked, placed, new, again, said):
    dialog = asked()
    dialog.new.setText(new)
    dialog.again.setText(again)
    dialog.set_button.click()
    assert said in dialog.problems._text.text()
    assert backup_keeping.key_of(placed.database) is None


@pytest.mark.rule("S5")
def test_it_is_taken_away_by_who_knows_it(asked, placed, qtbot):
    backup_keeping.set_password(placed.session, encrypting.new_key("harbour lights"))
    dialog = asked()
    dialog.old.setText("harbour light")
    dialog.none_button.click()
    settle(qtbot, dialog)
    assert "not the password" in dialog.problems._text.text()
    assert dialog.isVisible() and backup_keeping.key_of(placed.database) is not None
    dialog.old.setText("harbour lights")
    with qtbot.waitSignal(dialog.accepted):
        dialog.none_button.click()
    assert backup_keeping.key_of(placed.database) is None


@pytest.mark.rule("S5")
def test_check_again_asks_for_an_older_password_in_the_column(placed, shown, qtbot):
    backup_keeping.set_password(placed.session, encrypting.new_key("harbour lights"))
    backup = made(placed)
    backup_keeping.set_password(placed.session, encrypting.new_key("another one"), "harbour lights")
    page = shown(desk_at(placed))
    view = page.side.view
    page.check_button.click()
    settle(qtbot, page)
    assert view.password.isVisible() and view.check_button.isVisible()
    assert not view.restore_button.isVisible() and not view.problem.isVisible()
    for typed, said in (("no", True), ("harbour lights", False)):
        view.password.setText(typed)
        view.check_button.click()
        settle(qtbot, page)
        assert view.problem.isVisible() is said
    assert view.password.text() == "" and not view.password.isVisible()
    assert page.check_button.isEnabled() and backup.path.exists()
    assert "which is not the shop’s now" in view.said.text()


@pytest.mark.rule("S5")
def test_what_an_older_password_opened_is_shown_like_any_other(placed, shown, qtbot):
    placed.purchase("A1 A2")
    backup_keeping.set_password(placed.session, encrypting.new_key("harbour lights"))
    made(placed)
    backup_keeping.set_password(placed.session, encrypting.new_key("another one"), "harbour lights")
    page = shown(desk_at(placed))
    view = page.side.view
    assert cells(page)[0][3:] == ["", "Good"]
    page.check_button.click()
    settle(qtbot, page)
    view.password.setText("harbour lights")
    view.check_button.click()
    settle(qtbot, page)
    assert cells(page)[0][3:] == ["1", "Good"]
    said = lambda: [made.text() for made in view.rows.findChildren(QLabel) if made.isVisible()]  # noqa: E731
    qtbot.waitUntil(lambda: any("PI-" in text for text in said()))
    assert "not known" not in said()
    page.reload()
    settle(qtbot, page)
    assert cells(page)[0][3:] == ["1", "Good"]
    view.restore_button.click()
    assert view.password.isVisible()  # the shop cannot open it by itself


@pytest.mark.rule("S5")
def test_going_back_from_the_older_password_leaves_the_column_as_it_was(placed, shown, qtbot):
    backup_keeping.set_password(placed.session, encrypting.new_key("harbour lights"))
    made(placed)
    backup_keeping.set_password(placed.session, None, "harbour lights")
    page = shown(desk_at(placed))
    view = page.side.view
    page.check_button.click()
    settle(qtbot, page)
    view.go_back.click()
    assert not view.password.isVisible() and not view.check_button.isVisible()
    assert view.restore_button.isVisible()
