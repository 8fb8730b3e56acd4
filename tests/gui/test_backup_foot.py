"""The last good backup is always said at the rail's foot, and leads to the page (S1)."""

from datetime import timedelta

import pytest
from PySide6.QtCore import Qt

from app.gui.keeping.backup_sign import BackupLine
from app.gui.shell.main_window import MainWindow
from app.services import clock, settings
from app.services.keeping import backup_keeping, backup_places, backups
from app.services.keeping.backups import Why
from tests.gui.conftest import desk_at

pytestmark = pytest.mark.rule("S1")


@pytest.fixture(params=[1366, 1024])
def window(request, qtbot, qapp, shop):
    made = MainWindow(desk_at(shop))
    qtbot.addWidget(made)
    made.resize(request.param, 700)
    made.show()
    return made


@pytest.fixture
def back_up(shop, tmp_path):
    folder = tmp_path / "safe"
    folder.mkdir()
    backup_places.add(shop.session, shop.path, folder)

    def make():
        order = backup_keeping.order_by_itself(shop.session, shop.path, Why.DAILY)
        backup_keeping.note(shop.session, backups.make(order, shop.session.now()))

    return make


def sign(window):
    foot = window.rail.backups
    return foot.tile if window.rail.is_narrow else foot.line


def level(window):
    return sign(window).property("level")


def test_none_yet_is_red(window):
    assert sign(window).isVisible()
    assert sign(window).accessibleName().startswith("No backup yet")
    assert level(window) == "refused"


def test_the_last_good_one_is_green_and_two_days_later_red(window, back_up, shop, monkeypatch):
    back_up()
    window.desk.bus.backed_up.emit()
    now = clock.now()
    assert sign(window).accessibleName() == f"Backup {now.astimezone():%H:%M}, good"
    assert level(window) == "accepted"
    monkeypatch.setattr(clock, "wall", lambda: now + timedelta(days=2))
    window.rail.backups._again.timeout.emit()
    assert "no good backup for two days" in sign(window).toolTip()
    assert level(window) == "refused"


def test_what_failed_since_is_amber_with_why(window, back_up, tmp_path):
    back_up()
    (tmp_path / "safe").rename(tmp_path / "gone")
    back_up()
    window.desk.bus.backed_up.emit()
    assert "safe is not there" in sign(window).toolTip()
    assert level(window) == "warning"


def test_it_leads_to_the_page_by_mouse_and_keys(window, qtbot):
    qtbot.mouseClick(sign(window), Qt.MouseButton.LeftButton)
    assert window.current_key() == "backups"
    window.rail.enter()
    assert sign(window) in window.rail._lines()


def test_what_does_not_stand_in_the_rail_is_no_window_of_its_own(window):
    foot = window.rail.backups
    foot.reload()
    for made in (foot.line, foot.tile):
        assert made.isVisible() is (made is sign(window))


def test_a_demo_shop_says_nothing(window, shop):
    settings.keep_untold(shop.session, keeps_backups=False)
    window.desk.bus.backed_up.emit()
    assert not sign(window).isVisible()


def test_the_same_words_stand_where_there_is_no_rail(shop, qapp, qtbot, back_up):
    desk = desk_at(shop)
    line = BackupLine(desk)
    qtbot.addWidget(line)
    line.show()
    assert line.words.text() == "No backup yet"
    back_up()
    desk.bus.backed_up.emit()
    assert line.words.text().endswith("good")
