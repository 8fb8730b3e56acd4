"""A paper of the shop's own is entered by its measures, printed on, and deleted (Q5)."""

import pytest
from PySide6.QtCore import QTimer

from app.domain.printing import Printer, PrinterType, Purpose
from app.gui.kit.dialogs import asking
from app.gui.paper.labels.size_dialog import SizeDialog
from app.gui.paper.paper_size_dialog import PaperSizeDialog
from app.gui.settings.printouts import PrintoutRow
from app.printing.documents import paper_choices
from app.printing.labels import choices
from app.services.paper import printers
from app.services.paper.printers import Printout

pytestmark = pytest.mark.rule("Q5")


def own(shop):
    return paper_choices.own_papers(shop.database)


@pytest.fixture
def dialog(qtbot, desk):
    made = PaperSizeDialog(desk)
    qtbot.addWidget(made)
    made.show()
    return made


def test_a_page_is_entered_in_millimetres_and_refused_where_it_can_not_be(dialog, shop):
    dialog.width_box.setValue(0)
    dialog.save_button.click()
    assert dialog.problems.isVisible() and dialog.isVisible() and own(shop) == []
    dialog.width_box.setValue(182.5)
    dialog.height_box.setValue(257)
    dialog.save_button.click()
    assert not dialog.isVisible()
    assert [(p.width, p.height, p.name) for p in own(shop)] == [(182.5, 257.0, "182.5 × 257 mm")]


def test_only_what_means_something_is_asked(dialog):
    shown = {box: part.isVisible for box, part in dialog._parts.items()}
    for kind, heights in ((Purpose.DOCUMENT, True), (Purpose.RECEIPT, False), (Purpose.FORM, True)):
        dialog.kind.set_value(kind)
        dialog.kind.changed.emit()
        assert shown[dialog.height_box]() is heights
        assert shown[dialog.columns_box]() is not heights


def test_one_that_is_there_can_be_deleted(qtbot, desk, shop, dialog):
    assert not dialog.sizes.isVisible()
    dialog.name.setText("Ours")
    dialog.save_button.click()
    again = PaperSizeDialog(desk)
    qtbot.addWidget(again)
    again.show()
    assert again.sizes.list.item(0).text() == "Ours"
    again.sizes.delete_button.click()
    assert own(shop) == [] and not again.sizes.isVisible() and not again.is_entered()


def test_label_sizes_can_be_deleted_too(qtbot, desk, shop):
    first = SizeDialog(desk)
    qtbot.addWidget(first)
    first.name.setText("Ours")
    first.save_button.click()
    assert [media.name for media in choices.own_sizes(shop.database)] == ["Ours"]
    again = SizeDialog(desk)
    qtbot.addWidget(again)
    again.show()
    again.sizes.delete_button.click()
    assert choices.own_sizes(shop.database) == []


def test_a_purpose_is_printed_on_a_size_that_was_just_entered(qtbot, desk, shop, tmp_path):
    printers.save(shop.session, Printer("Office", PrinterType.FOLDER, str(tmp_path)))
    printers.choose(shop.session, Purpose.DOCUMENT, Printout("Office"))
    row = PrintoutRow(desk, Purpose.DOCUMENT)
    qtbot.addWidget(row)
    row.sizes_changed.connect(row.reload)
    row.reload()
    row.show()

    def act():
        asked = asking()
        assert isinstance(asked, PaperSizeDialog)
        asked.width_box.setValue(190)
        asked.save_button.click()

    QTimer.singleShot(0, act)
    row.own_button.click()
    (paper,) = own(shop)
    how = printers.printouts(shop.database, shop.session.counter.id)[Purpose.DOCUMENT]
    assert how.template == paper.key and row.paper.currentData() == paper.key
