"""Settings › Scanner: three scans are learnt and kept; a fault is named with what to do."""

from pathlib import Path

import pytest
from PySide6.QtCore import QCoreApplication, QEvent, Qt, QUrl
from PySide6.QtGui import QDesktopServices, QKeyEvent
from PySide6.QtWidgets import QApplication, QFileDialog, QLabel

from app.domain import scanner, scanner_set_up
from app.domain.scanner import Ending, Press, Profile
from app.domain.scanner_set_up import TEST_CODE, Fault
from app.gui.kit.desk import Desk
from app.gui.scanning.capture import ScanCapture
from app.gui.settings.scanner import ScannerPage
from app.services import settings
from tests.gui.conftest import desk_at
from tests.gui.test_scan_capture import Keyboard
from tests.shop import Shop


@pytest.fixture
def page(qtbot, desk: Desk) -> ScannerPage:
    made = ScannerPage(desk)
    qtbot.addWidget(made)
    made.show()
    with qtbot.waitActive(made):
        made.activateWindow()
    made.start()
    return made


def keys_of(text: str, gap: int = 3) -> list[Press]:
    return [Press(1000 + place * gap, char) for place, char in enumerate(text)]


def texts(page: ScannerPage) -> str:
    return "\n".join(found.text() for found in page.findChildren(QLabel))


@pytest.mark.rule("C4")
def test_three_scans_are_learnt_and_kept_in_the_shop(
    qtbot, page: ScannerPage, shop: Shop, desk: Desk
) -> None:
    for done in (1, 2):
        page.note_scan(keys_of(f"~{TEST_CODE}\t", gap=30))
        assert f"{done} of 3" in page.verdict.text()
    with qtbot.waitSignal(desk.bus.settings_changed):
        page.note_scan(keys_of(f"~{TEST_CODE}\t", gap=30))
    kept = scanner.profile_of(settings.load_counter(shop.database, shop.session.counter.id).scanner)
    assert kept == Profile(gap=90, pace=60, ending=Ending.TAB, prefix="~")


@pytest.mark.rule("C4")
def test_what_is_known_is_shown_and_can_be_forgotten(qtbot, shop: Shop) -> None:
    profile = Profile(gap=90, ending=Ending.NOTHING, prefix="~", symbology=True)
    settings.save_counter(shop.session, scanner=profile.values())
    page = ScannerPage(desk_at(shop))
    qtbot.addWidget(page)
    shown = texts(page)
    assert "90 ms" in shown and "~ + the sort of barcode" in shown and "Enter suffix" in shown
    page.forget_button.click()
    assert settings.load_counter(shop.database, shop.session.counter.id).scanner == {}


@pytest.mark.rule("C4")
def test_a_fault_is_named_and_the_scan_does_not_count(page: ScannerPage) -> None:
    page.note_scan(keys_of(TEST_CODE.swapcase() + "\r"))
    assert page.verdict.text() == Fault.CAPS_LOCK.value
    page.note_scan(keys_of("6901234567892\r"))
    assert page.verdict.text() == Fault.OTHER_CODE.value
    page.note_scan(keys_of(TEST_CODE + "\r"))
    assert "1 of 3" in page.verdict.text()


@pytest.mark.rule("C4")
@pytest.mark.parametrize("ending", ["\r", "\t"])
def test_the_scanners_keys_arrive_here_one_by_one_though_scans_are_captured(
    qtbot, page: ScannerPage, ending: str
) -> None:
    captured: list[str] = []
    capture = ScanCapture(QApplication.instance())
    capture.serve(captured.append, Profile())
    assert page.keys.hasFocus()
    with qtbot.waitSignal(page.keys.scanned) as scanned:
        Keyboard().scan(TEST_CODE, gap=4, ending=ending)
    capture.stop()
    assert captured == []
    assert scanner_set_up.read(scanned.args[0]) == scanner_set_up.ScannerReading(
        TEST_CODE, (4,) * len(TEST_CODE), Ending.TAB if ending == "\t" else Ending.ENTER
    )
    assert page.keys.hasFocus()


@pytest.mark.rule("C4")
def test_the_code_is_printed_by_a_pdf_and_a_refusal_is_said(
    page: ScannerPage, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    opened: list[QUrl] = []
    monkeypatch.setattr(QDesktopServices, "openUrl", opened.append)
    paper = tmp_path / "paper"
    paper.mkdir()
    for folder in (paper, tmp_path / "gone"):
        monkeypatch.setattr(
            QFileDialog, "getSaveFileName", lambda *args, at=folder: (str(at / args[2]), "")
        )
        page.print_button.click()
    (sheet,) = paper.iterdir()
    assert opened == [QUrl.fromLocalFile(str(sheet))]
    assert sheet.suffix == ".pdf" and sheet.read_bytes().startswith(b"%PDF")
    assert "gone" in page.verdict.text()


def test_tab_alone_leads_on(qtbot, page: ScannerPage) -> None:
    for kind in (QEvent.Type.KeyPress, QEvent.Type.KeyRelease):
        event = QKeyEvent(kind, Qt.Key.Key_Tab, Qt.KeyboardModifier.NoModifier, "\t")
        QCoreApplication.sendEvent(page.keys, event)
    qtbot.waitUntil(lambda: not page.keys.hasFocus())
