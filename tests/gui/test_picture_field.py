"""The logo in the settings: chosen from a file, judged, copied in, taken back."""

import pytest
from PIL import Image

from app.domain.permissions import Role
from app.gui.settings.page import SettingsPage
from app.services.paper import pictures

pytestmark = pytest.mark.rule("Q7")


@pytest.fixture
def page(qtbot, desk):
    made = SettingsPage(desk)
    qtbot.addWidget(made)
    made.show()
    return made


def file_of(tmp_path, size=(300, 100)):
    path = tmp_path / "logo.png"
    Image.new("RGB", size, (200, 30, 30)).save(path)
    return path


def test_a_logo_is_copied_in_and_taken_back(qtbot, desk, shop, page, tmp_path):
    path = file_of(tmp_path)
    field = page.fields["logo"]
    field.take(path)
    qtbot.waitUntil(lambda: bool(pictures.logo(shop.database)))
    path.unlink()
    assert pictures.logo(shop.database).startswith(b"\x89PNG")
    assert field._shown.pixmap().width() <= 120
    assert "a picture" in page._values.text()
    page.undo()
    assert pictures.logo(shop.database) == b"" and field.value() == ""


@pytest.mark.parametrize("content", [b"", b"no picture", b"\x89PNG\r\n\x1a\n" + b"0" * 60])
def test_what_is_no_picture_is_refused_in_a_sentence(qtbot, shop, page, tmp_path, content):
    path = tmp_path / "logo.png"
    path.write_bytes(content)
    page.fields["logo"].take(path)
    qtbot.waitUntil(page.problems.isVisible)
    assert pictures.logo(shop.database) == b""


def test_who_may_not_change_settings_is_refused(qtbot, desk, shop, tmp_path):
    page = SettingsPage(desk._replace(session=shop.as_a(Role.CLERK)))
    qtbot.addWidget(page)
    page.show()
    page.fields["logo"].take(file_of(tmp_path))
    qtbot.waitUntil(page.problems.isVisible)
    assert shop.rows("SELECT name FROM shop_picture") == []
