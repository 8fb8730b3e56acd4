"""What was entered in a dialog is not dropped unasked, whichever way it is closed (D11)."""

from collections.abc import Callable

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget

from app.gui.documents.count_dialog import CountDialog
from app.gui.importing.import_dialog import ImportDialog
from app.gui.inventory.cartons.collect_dialog import CollectDialog
from app.gui.inventory.correct_number import CorrectNumberDialog
from app.gui.inventory.second_identifier import SecondIdentifierDialog
from app.gui.inventory.unit_price import UnitPriceDialog
from app.gui.items.change_prices_dialog import ChangePricesDialog
from app.gui.items.edit_inventory import EditInventoryDialog
from app.gui.items.price_list_dialog import PriceListDialog
from app.gui.items.prices_dialog import PricesDialog
from app.gui.keeping.password_dialog import PasswordDialog
from app.gui.keeping.place_dialog import PlaceDialog
from app.gui.kit import entry_dialog
from app.gui.kit.desk import Desk
from app.gui.kit.entry_dialog import EntryDialog
from app.gui.paper.labels.calibration_dialog import CalibrationDialog
from app.gui.paper.labels.designer_dialog import DesignerDialog
from app.gui.paper.labels.size_dialog import SizeDialog
from app.gui.paper.paper_size_dialog import PaperSizeDialog
from app.gui.people.change_pin import ChangePinDialog
from tests.gui.everything import DIALOGS, stock
from tests.shop import Shop


def _design(dialog: DesignerDialog) -> None:
    dialog.designer.copy()
    dialog.designer.name.setText("Ours")


ENTER: dict[type[EntryDialog], Callable[..., object]] = {
    ChangePinDialog: lambda dialog: dialog.pin.setText("4826"),
    CollectDialog: lambda dialog: dialog.code.setText("C1"),
    CorrectNumberDialog: lambda dialog: dialog.edit.setText("RIGHT-1"),
    PaperSizeDialog: lambda dialog: dialog.name.setText("Ours"),
    SecondIdentifierDialog: lambda dialog: dialog.edit.setText("IMEI-2"),
    CountDialog: lambda dialog: next(iter(dialog.choices.values())).button(1).click(),
    SizeDialog: lambda dialog: dialog.name.setText("Ours"),
    CalibrationDialog: lambda dialog: next(iter(dialog.boxes.values())).setValue(0.3),
    DesignerDialog: _design,
    ChangePricesDialog: lambda dialog: dialog.rate.setText("5"),
    UnitPriceDialog: lambda dialog: dialog.edit.setText("5"),
    PriceListDialog: lambda dialog: dialog.name.setText("Member"),
    PricesDialog: lambda dialog: dialog.prices.price_box.setText("5"),
    ImportDialog: lambda dialog: dialog.mend(3, "item", "PHONE-1"),
    EditInventoryDialog: lambda dialog: dialog.note.setText("Found in the drawer"),
    PlaceDialog: lambda dialog: dialog.folder.setText("/media/stick"),
    PasswordDialog: lambda dialog: dialog.new.setText("harbour"),
}
"""The least that can be entered in each."""

CLOSE: dict[str, Callable[..., object]] = {
    "Escape": lambda qtbot, dialog: qtbot.keyClick(dialog, Qt.Key.Key_Escape),
    "the window's own button": lambda qtbot, dialog: dialog.close(),
    "a link": lambda qtbot, dialog: dialog._desk.bus.open_document.emit(1),
}

ways = pytest.mark.parametrize("way", CLOSE)
kinds = pytest.mark.parametrize("kind", ENTER, ids=lambda kind: kind.__name__)


@pytest.fixture
def shop(shop_after) -> Shop:
    return shop_after(stock)


@pytest.fixture
def opened(qtbot, desk: Desk, shop: Shop) -> Callable[[type[EntryDialog]], EntryDialog]:
    """Opens a dialog over a shop with work in it."""
    window = QWidget()
    qtbot.addWidget(window)
    window.show()

    def show(kind: type[EntryDialog]) -> EntryDialog:
        dialog = DIALOGS[kind](desk, shop, window)
        assert isinstance(dialog, EntryDialog)
        dialog.show()
        return dialog

    return show


@pytest.fixture
def asked(monkeypatch) -> list[str]:
    """What people were asked; they go on."""
    questions: list[str] = []

    def go_on(_parent: QWidget, _title: str, text: str, *_buttons: str) -> bool:
        questions.append(text)
        return False

    monkeypatch.setattr(entry_dialog, "give_up", go_on)
    return questions


def test_every_dialog_of_this_kind_is_tried() -> None:
    assert {kind for kind in DIALOGS if issubclass(kind, EntryDialog)} == {EntryDialog, *ENTER}


@pytest.mark.rule("D11")
@ways
@kinds
def test_what_was_entered_is_asked_about_and_stays(qtbot, opened, asked, kind, way) -> None:
    dialog = opened(kind)
    ENTER[kind](dialog)
    CLOSE[way](qtbot, dialog)
    assert dialog.isVisible()
    assert dialog.is_entered()
    assert len(asked) == 1
    assert asked[0].endswith("Discard it?")


@pytest.mark.rule("D11")
@ways
@kinds
def test_a_dialog_without_an_entry_closes_unasked(qtbot, opened, asked, kind, way) -> None:
    dialog = opened(kind)
    CLOSE[way](qtbot, dialog)
    assert not dialog.isVisible()
    assert asked == []


@ways
@kinds
def test_what_is_given_up_goes(qtbot, opened, kind, way) -> None:
    dialog = opened(kind)
    ENTER[kind](dialog)
    CLOSE[way](qtbot, dialog)
    assert not dialog.isVisible()
