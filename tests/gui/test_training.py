"""A counter in training: the band over the window, the Counter as ever, nothing counted (U4)."""

import pytest
from PySide6.QtWidgets import QApplication, QLabel

from app.gui.documents.counter import CounterPage
from app.gui.shell.main_window import MainWindow
from app.services import settings
from app.services.documents import drafts, training
from tests.gui.conftest import desk_at
from tests.shop import Shop

pytestmark = pytest.mark.rule("U4")


def window_of(qtbot, shop: Shop) -> MainWindow:
    made = MainWindow(desk_at(shop))
    qtbot.addWidget(made, before_close_func=lambda main: setattr(main, "given_up", True))
    made.start()
    made.show()
    QApplication.processEvents()
    return made


@pytest.fixture
def in_training(qtbot, desk, shop: Shop) -> MainWindow:
    shop.purchase("A1 A2")
    drafts.new(shop.session, "sale", at_counter=True)  # begun before, and empty
    settings.save_counter(shop.session, training=True)
    return window_of(qtbot, shop)


def test_the_band_says_so_and_leads_to_its_end(in_training: MainWindow) -> None:
    band = in_training.training
    assert band.isVisible()
    assert "TRAINING" in [part.text() for part in band.findChildren(QLabel)]
    band.end_button.click()
    assert in_training.current_key() == "settings"
    assert in_training.pages["settings"].fields["training"].isChecked()


def test_without_training_there_is_no_band(qtbot, desk, shop: Shop) -> None:
    assert not window_of(qtbot, shop).training.isVisible()


def test_a_sale_is_scanned_and_posted_as_ever_and_nothing_is_sold(
    in_training: MainWindow, shop: Shop
) -> None:
    counter = in_training.counter()
    assert isinstance(counter, CounterPage) and counter.document is not None
    assert training.number_of(shop.database, counter.document.id) == ""
    in_training.route_scan("A1")
    counter.post()
    QApplication.processEvents()
    assert "TRAINING-000001 was practice: ¥2,999.00" in counter.verdict._text.text()
    assert shop.stock() == (2, 2)
    in_training.route_scan("A1")  # it is on the shelf, and can be sold again
    counter.post()
    QApplication.processEvents()
    assert "TRAINING-000002" in counter.verdict._text.text()
    assert shop.rows("SELECT count(*) FROM document WHERE kind = 'sale' AND state = 1") == [(0,)]


def test_what_was_practised_is_looked_at_from_the_audit_log(
    in_training: MainWindow, shop: Shop
) -> None:
    counter = in_training.counter()
    assert counter is not None
    in_training.route_scan("A1")
    counter.post()
    page = in_training.show_page("audit_log")
    page.reload()
    entry = next(one for one in page.model.rows if one.row.action == "training")
    page.table.chosen.emit(entry)
    assert in_training.faults == {} and in_training.current_key() == "sale"
