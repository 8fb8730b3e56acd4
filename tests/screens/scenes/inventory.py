"""Serial numbers that are searched, labelled and packed; scans that were written down."""

from PySide6.QtCore import Qt

from app.domain.printing import Printer, PrinterType, Purpose
from app.gui.inventory.cartons.collect_dialog import CollectDialog
from app.gui.inventory.cartons.page import CartonsPage
from app.gui.inventory.records import RecordsDialog
from app.gui.inventory.search_page import SearchPage
from app.gui.inventory.second_identifier import SecondIdentifierDialog
from app.gui.paper.labels.calibration_dialog import CalibrationDialog
from app.gui.paper.labels.designer_dialog import DesignerDialog
from app.gui.paper.labels.label_source import of_items, of_search
from app.gui.paper.labels.labels_dialog import LabelsDialog
from app.gui.paper.labels.size_dialog import SizeDialog
from app.lists.serials import SERIALS
from app.printing.labels.template import LabelFieldKey
from app.printing.media.label_sheets import LABEL_SHEETS
from app.services.entry import cartons
from app.services.entry.cartons import ListedUnit
from app.services.paper import printers
from app.services.stock import correcting, identifying
from app.services.stock.identifying import Pair
from tests.screens.scenes.shared import HERE, finish
from tests.screens.studio import Studio


def scans_of_the_day(studio: Studio) -> None:
    studio.window.show_page("scan_log")
    studio.shoot("scan-log")


def stray_scans(studio: Studio) -> None:
    studio.window.show_page("settings")
    for code in studio.numbers(f"{HERE} LIMIT 2"):
        studio.window.route_scan(code)
    studio.shoot("settings-stray-scans")
    studio.window.strays.take_all()
    studio.window.strays.note_behind()
    studio.shoot("scan-behind-a-question")


def serial_search(studio: Studio) -> None:
    page = studio.window.show_page("search")
    assert isinstance(page, SearchPage)
    number = studio.numbers("SELECT number FROM serial WHERE status = 2 LIMIT 1")[0]
    page.filters.text.setText(number[-5:])
    page.reload()
    studio.shoot("search-found")
    correcting.correct(studio.session, number, f"{number[:-1]}X")
    page.filters.text.setText(f"{number[-5:-1]}X")
    page.reload()
    unit = page.model.row(0)
    asking = SecondIdentifierDialog(studio.desk, unit.number, "", page)
    asking.edit.setText("356938035643809")
    studio.shoot("second-identifier", asking)
    identifying.give(studio.session, [Pair(unit.number, "356938035643809")])
    studio.shoot("records", RecordsDialog(studio.desk, unit, page))
    page.filters.text.setText("0000")
    page.filters.status.setCurrentIndex(1)
    page.filters.document.setText("2026")
    page.filters.open_panel()
    page.reload()
    studio.shoot("search-filters")
    page.filters.close_panel()
    page.filters.text.setText("nothing-like-this")
    page.reload()
    studio.shoot("search-empty")
    page.filters.clear()
    page.filters.text.setText("0000")
    page.reload()
    for place in (1, 3, 4, 7):
        page.list.checks.toggle(page.model.row(place).id)
    page.table.select_only(4)
    page.table.setFocus()
    studio.shoot("search-checked")
    page.list.columns_panel.open()
    studio.shoot("search-columns")
    page.list.columns_panel.close_panel()
    page.adding.offer()
    studio.shoot("search-adding")
    page.adding.fold()
    page.list.checks.clear()
    known = studio.numbers("SELECT number FROM serial ORDER BY id LIMIT 12")
    page.filters.text.take_pasted("\n".join([*known, "no-such-1", "no-such-2"]))
    studio.shoot("search-pasted")
    page.filters.clear()


def labels(studio: Studio) -> None:
    """The window of labels: on a sheet, on a roll, refused; own size, calibration."""
    folder = str(studio._place)
    office = Printer("Office laser", PrinterType.FOLDER, folder, dpi=600)
    printers.save(studio.session, office)
    page = studio.window.show_page("search")
    assert isinstance(page, SearchPage)
    page.reload()
    for place in (1, 3, 4, 7):
        page.list.checks.toggle(page.model.row(place).id)
    task = of_search(SERIALS, page.list.selection(), page.list.whole())
    dialog = LabelsDialog(studio.desk, task, page)
    if studio.window.width() < 1100:
        dialog.resize(992, 560)
    finish(dialog._reading)
    dialog.media.first.setValue(12)
    studio.shoot("labels-sheet", dialog)
    dialog.what.choices[2].setChecked(True)
    dialog.media.choose_size("Avery L4731, L8658, Herma 10001")
    studio.shoot("labels-refused", dialog)
    dialog.media.choose_size("DYMO 11354, 30334")
    studio.shoot("labels-roll", dialog)
    studio.shoot("label-size", SizeDialog(studio.desk, dialog))
    studio.shoot("calibration", CalibrationDialog(studio.desk, office, LABEL_SHEETS[0], dialog))
    designer = DesignerDialog(studio.desk, Purpose.SERIAL_LABEL, "data_matrix", dialog)
    designer.designer.copy()
    studio.shoot("label-designer", designer)
    sizes = designer.designer.sizes
    wide = next(at for at, one in enumerate(LABEL_SHEETS) if "L7163" in one.name)
    sizes.setCurrentIndex(sizes.findData(wide))
    fields = designer.designer.fields
    keys = [field.key for field in fields.fields()]
    for key in (LabelFieldKey.SECOND, LabelFieldKey.WARRANTY, LabelFieldKey.LOGO):
        fields.list.item(keys.index(key)).setCheckState(Qt.CheckState.Checked)
        fields.list.setCurrentRow(keys.index(key))
    studio.shoot("label-designer-logo", designer)
    page.list.checks.clear()
    items = studio.numbers("SELECT id FROM product ORDER BY id LIMIT 5")
    dialog = LabelsDialog(studio.desk, of_items([int(id) for id in items]), page)
    finish(dialog._reading)
    studio.shoot("shelf-labels", dialog)


def cartons_of_the_shop(studio: Studio) -> None:
    desk, here = studio.desk, studio.numbers(f"{HERE} LIMIT 12")
    sold = studio.numbers("SELECT number FROM serial WHERE status = 2 ORDER BY id LIMIT 2")
    cartons.learn(desk.session, "CTN-0000418", [*here[:6], *sold])
    cartons.learn(desk.session, "106141412345678908", here[6:8])
    coming = [ListedUnit("106141412345678915", f"356938{n:09}", n) for n in range(1, 41)]
    cartons.learn_list(desk.session, coming)
    cartons.pack(desk.session, here[8:10])
    page = studio.window.show_page("cartons")
    assert isinstance(page, CartonsPage)
    studio.shoot("cartons-packed")
    page.look_up(here[0])
    studio.shoot("cartons-gone-apart")
    page.look_up("nothing-like-this")
    studio.shoot("cartons-not-found")
    page.search.clear()
    dialog = CollectDialog(desk, page)
    for code in ("(00)106141412345678922", *here[10:12], here[10], "A9,A10"):
        dialog.take(code)
    dialog.reject = dialog.hide  # nobody is here to be asked about what was scanned
    studio.shoot("cartons-learn", dialog)
    dialog = CollectDialog(desk, page, packing=True)
    for code in (here[10], sold[0]):
        dialog.take(code)
    dialog.reject = dialog.hide
    studio.shoot("cartons-pack", dialog)
