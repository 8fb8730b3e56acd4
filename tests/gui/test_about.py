"""Settings › About: the log's place, a report to copy, and that no certification is claimed."""

from pathlib import Path

import pytest
from PySide6.QtGui import QDesktopServices
from PySide6.QtWidgets import QApplication, QLabel

from app.gui.kit.desk import Desk
from app.gui.settings.about import AboutPage
from app.log_file import LogFile
from app.version import VERSION
from tests.gui.test_canaries import log  # noqa: F401


def texts(page: AboutPage) -> str:
    return "\n".join(part.text() for part in page.findChildren(QLabel))


@pytest.mark.rule("S7")
def test_the_report_is_copied_and_its_folder_opened(
    qtbot,
    desk: Desk,
    log: LogFile,  # noqa: F811
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    page = AboutPage(desk)
    qtbot.addWidget(page)
    page.copy_button.click()
    report = QApplication.clipboard().text()
    assert f"Serialdesk {VERSION}" in report and "Log:" in report
    assert str(log.path) in texts(page) and "Copied" in page.copied.text()
    opened: list[str] = []
    monkeypatch.setattr(QDesktopServices, "openUrl", lambda url: opened.append(url.toLocalFile()))
    page.folder_button.click()
    assert [Path(one) for one in opened] == [log.folder]


@pytest.mark.rule("S7")
def test_without_a_log_that_can_be_written_it_says_so(qtbot, desk: Desk, tmp_path: Path) -> None:
    page = AboutPage(desk)
    qtbot.addWidget(page)
    assert "No log is written now." in texts(page) and not page.folder_button.isEnabled()


def test_it_says_plainly_that_no_certification_is_claimed(qtbot, desk: Desk) -> None:
    page = AboutPage(desk)
    qtbot.addWidget(page)
    said = texts(page)
    assert "certified by nobody" in said
    for law in ("NF525", "KassenSichV", "TSE"):
        assert law in said
