"""What stands on a page has room there: beside each other, and no more below than it needs."""

import pytest
from PySide6.QtCore import QPoint
from PySide6.QtGui import QFontMetrics
from PySide6.QtWidgets import QApplication, QWidget

from app.domain.kinds import KINDS
from app.domain.problems import Code, Problem, Reason
from app.gui.documents.counter import CounterPage
from app.gui.documents.posted_page import PostedPage
from app.gui.items import editor as item_editor
from app.gui.items.editor import ItemEditor
from app.gui.keeping.check_band import CheckBand
from app.gui.kit import theme
from app.gui.kit.desk import Desk
from app.gui.kit.problem_list import ProblemList
from app.gui.kit.theme import GRID, LIGHT
from app.gui.kit.widgets import column
from app.gui.paper.labels.figures import figure_box
from app.gui.scanning import found_rows
from app.services import settings
from app.services.keeping.seal_fault import SealFault
from app.text import _, use_language
from db.queries import documents
from tests.gui import looks
from tests.gui.conftest import desk_at, end_timers
from tests.shop import Shop

SMALL, RAIL = 1024, 72
"""Pixels of the least window and of the rail in it."""

LANGUAGES = pytest.mark.parametrize("language", ["en", "zh_CN"])


def _dressed(qapp: QApplication, shop: Shop, language: str) -> Desk:
    theme.apply(qapp, LIGHT)
    use_language(language)
    settings.save_person(shop.session, language=language)
    return desk_at(shop)


def _shown(qtbot, page: QWidget, width: int, height: int = 640) -> None:
    qtbot.addWidget(page)
    theme.dress(page)
    page.resize(width, height)
    page.show()
    looks.settle(page)


@LANGUAGES
@pytest.mark.parametrize("width", [item_editor._FOLDS_BELOW, SMALL - RAIL])
@pytest.mark.usefixtures("bare")
def test_no_section_of_an_item_is_wider_than_its_room(
    qtbot, qapp: QApplication, shop: Shop, language: str, width: int
) -> None:
    page = ItemEditor(_dressed(qapp, shop, language))
    page.open(shop.has.phone)
    _shown(qtbot, page, width)
    for chosen in page.tracking.choice.buttons:
        chosen.click()
        looks.settle(page)
        assert page._body.horizontalScrollBar().maximum() == 0, chosen.text()


@LANGUAGES
@pytest.mark.usefixtures("bare")
def test_print_stands_beside_the_other_actions_in_the_least_window(
    qtbot, qapp: QApplication, shop: Shop, language: str
) -> None:
    desk = _dressed(qapp, shop, language)
    for document in (shop.purchase("P1"), shop.sell("P1")):
        page = PostedPage(desk, KINDS[documents.kind_of(shop.database, document)])
        page.open(document)
        _shown(qtbot, page, SMALL - RAIL)
        assert page.print_button.mapTo(page, QPoint()).y() == page.void_button.y()
        assert page.void_button.toolTip() == "Ctrl+Shift+Del"
        page.resize(1200, 640)
        looks.settle(page)
        assert page.void_button.shown_key() == "Ctrl+Shift+Del" and not page.void_button.toolTip()


@pytest.mark.usefixtures("bare")
def test_one_sentence_has_no_empty_room_below_it(qtbot, qapp: QApplication, shop: Shop) -> None:
    told = ProblemList(_dressed(qapp, shop, "en"))
    page = QWidget()
    page.setLayout(column(told, None))
    _shown(qtbot, page, 600)
    told.show_problems([Problem(Code.NAME_MISSING)])
    looks.settle(page)
    assert told.height() == told._text.sizeHint().height() + 2 * GRID + 2


@pytest.mark.usefixtures("bare")
def test_the_band_of_a_check_grows_with_what_it_lists(
    qtbot, qapp: QApplication, shop: Shop
) -> None:
    band = CheckBand(_dressed(qapp, shop, "en"))
    page = QWidget()
    page.setLayout(column(band, None))
    _shown(qtbot, page, 900)
    fault = SealFault(None, "", Problem(Code.NAME_MISSING))
    band.say(None, [fault] * 4)
    band.all_button.click()
    looks.settle(page)
    assert band.all.verticalScrollBar().maximum() == 0


@LANGUAGES
@pytest.mark.usefixtures("bare")
def test_the_badge_of_what_is_found_is_as_wide_as_its_word(
    qapp: QApplication, shop: Shop, language: str
) -> None:
    _dressed(qapp, shop, language)
    word = QFontMetrics(theme.text_font(found_rows._BADGE)).horizontalAdvance(_("SN"))
    assert found_rows._badge_width() > word


@pytest.mark.usefixtures("bare")
def test_a_figure_with_arrows_begins_where_other_fields_begin(
    qtbot, qapp: QApplication, shop: Shop
) -> None:
    _dressed(qapp, shop, "en")
    box = figure_box("Width", 0, 100, 1, 20)
    page = QWidget()
    page.setLayout(column(box))
    _shown(qtbot, page, 200, 60)
    assert box.lineEdit().textMargins().left() == GRID - 1


@pytest.mark.rule("D14")
@LANGUAGES
@pytest.mark.parametrize(
    "code",
    [Code.OTHER_CUSTOMER, Code.OWNED_BY_CUSTOMER, Code.SOLD_TO_NOBODY, Code.OTHER_SUPPLIER],
)
@pytest.mark.usefixtures("bare")
def test_whose_it_is_that_comes_back_is_read_without_scrolling(
    qtbot, qapp: QApplication, shop: Shop, language: str, code: Reason
) -> None:
    """With goods on both sides of an exchange, in the least window, and Post stays in it."""
    shop.take_payments()
    shop.purchase("A1 A2")
    shop.purchase("C1", product=shop.has.camera)
    for sold, product in (("A1", shop.has.phone), ("C1", shop.has.camera)):
        shop.post(paid(shop, shop.written("sale", sold, product)))
    page = CounterPage(_dressed(qapp, shop, language))
    _shown(qtbot, page, SMALL - RAIL)
    page.begin_exchange()
    for scanned in ("A1", "C1", "A2"):
        page.take_scan(scanned)
    page.queue.drain()
    said = {"owner": "Ivo Drumlane", "party": "Cosima Vell", "count": 1, "serial": "0000324479"}
    values = {**said, "number": "SI-2026-000094", "date": "2026-09-09", "document": 1}
    page.band.show_whose([Problem(code, values, line=2)])
    looks.settle(page)
    page.resize(SMALL - RAIL, 640)
    looks.settle(page)
    assert page.band.whose.isVisible()
    assert page.band.whose.verticalScrollBar().maximum() == 0
    foot = page.post_button.mapTo(page, page.post_button.rect().bottomLeft()).y()
    assert page.height() == 640 and foot < 640
    end_timers(page)


def paid(shop: Shop, draft: int) -> int:
    """The draft with what is due paid by card."""
    shop.pay(draft, "card")
    return draft
