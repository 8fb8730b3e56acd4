"""What did not come out of the printer is said at the rail's foot, and leads to the log."""

import pytest
from PySide6.QtCore import Qt

from app.domain.printing import Purpose
from app.domain.problems import Code, Problem
from app.gui.paper.print_log import PrintLogPage
from app.gui.shell.main_window import MainWindow
from app.services.paper import jobs
from app.services.paper.jobs import NewJob
from tests.gui.conftest import desk_at

pytestmark = pytest.mark.rule("Q6")


def failed(shop):
    job = jobs.add(shop.session, NewJob(Purpose.TEST, "Till", ""))
    jobs.begin(shop.session, job)
    jobs.fail(shop.session, job, Problem(Code.PRINTER_GONE, {"name": "Till"}))
    return job


@pytest.fixture(params=[1366, 1024])
def window(request, qtbot, qapp, shop):
    made = MainWindow(desk_at(shop))
    qtbot.addWidget(made)
    made.resize(request.param, 700)
    made.show()
    return made


def sign(window):
    prints = window.rail.prints
    return prints.tile if window.rail.is_narrow else prints.line


def test_nothing_is_said_while_all_is_printed(window, shop):
    assert not sign(window).isVisible()


def test_what_failed_is_said_and_leads_to_the_log(qtbot, window, shop):
    failed(shop)
    failed(shop)
    jobs.add(shop.session, NewJob(Purpose.TEST, "Till", ""))
    window.desk.bus.printed.emit()
    assert sign(window).isVisible()
    assert sign(window).accessibleName() == "2 prints failed"
    qtbot.mouseClick(sign(window), Qt.MouseButton.LeftButton)
    page = window.pages["print_log"]
    assert isinstance(page, PrintLogPage) and page.isVisible()
    assert len(page.model.rows) == 3


def test_what_waits_is_said_once_it_takes_long(qtbot, window, shop):
    window.rail.prints._soon.setInterval(0)
    job = jobs.add(shop.session, NewJob(Purpose.TEST, "Till", ""))
    assert not sign(window).isVisible()
    window.desk.bus.print_asked.emit()
    qtbot.waitUntil(sign(window).isVisible)
    assert sign(window).accessibleName() == "1 print waits"
    jobs.drop(shop.session, job)
    window.desk.bus.print_asked.emit()
    qtbot.waitUntil(lambda: not sign(window).isVisible())


def test_it_is_reached_by_keys(qtbot, window, shop):
    failed(shop)
    window.desk.bus.printed.emit()
    window.rail.enter()
    assert sign(window) in window.rail._lines()


def test_what_does_not_stand_in_the_rail_is_no_window_of_its_own(window, shop):
    failed(shop)
    window.desk.bus.printed.emit()
    for made in (window.rail.prints.line, window.rail.prints.tile):
        assert made.isVisible() is (made is sign(window))
