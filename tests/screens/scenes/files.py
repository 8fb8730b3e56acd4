"""Files of others that are taken in."""

from pathlib import Path
from tempfile import TemporaryDirectory

from app.domain.imports import RowStanding
from app.exchange.imports.import_session import FileFigures
from app.exchange.imports.kinds import PACKING_LIST, PURCHASE_LINES
from app.gui.importing.import_dialog import ImportDialog
from app.gui.importing.import_outcome import ImportOutcome
from app.services.importing.imports import ImportTaken
from tests.screens.scenes.shared import finish
from tests.screens.studio import Studio


def packing_list(studio: Studio) -> None:
    with TemporaryDirectory() as folder:
        path = Path(folder) / "Delivery 4711.csv"
        rows = [f"{n},CTN-{n // 10:05},IP15-128-BK,00351{n:06},1" for n in range(60)]
        last = ["60,,X,A\t1,1", "61,CTN-1,X,SN001-SN010,10", "62,CTN-1,X,'00012,1"]
        path.write_text("\n".join(["ACME Ltd.", "", "No.,Carton No.,Model,S/N,Qty", *rows, *last]))
        dialog = ImportDialog(studio.desk, [PACKING_LIST], path, studio.window)
        finish(dialog.work.task)
        studio.shoot("packing-list", dialog)


def file_taken_in(studio: Studio) -> None:
    items = studio.numbers("SELECT sku FROM product WHERE track_serials ORDER BY id LIMIT 1")
    held = studio.numbers("SELECT number FROM serial ORDER BY id LIMIT 1")
    with TemporaryDirectory() as folder:
        path = Path(folder) / "tarnwick-delivery-1126.csv"
        rows = [
            f"{n:015},{items[0]},TWC-{n % 1000 // 50},2690.00,{n}"
            for n in range(4912027107, 4912027600)
        ]
        bad = [
            f"4.91203E+14,{items[0]},TWC-1,2690.00,1",
            f"4912027200,{items[0]},TWC-1,2690.00,1",
            f"{held[0]},{items[0]},TWC-1,2690.00,1",
            "004912027107068,TW-P10-265,TWC-1,2690.00,1",
            f"004912027107069,{items[0]},TWC-1,269O.00,1",
        ]
        lines = ["Tarnwick", "", "SN,Model,Box No.,Unit price,No.", *rows[:4], *bad, *rows[4:]]
        path.write_text("\n".join(lines))
        dialog = ImportDialog(studio.desk, [PURCHASE_LINES], path, studio.window)
        finish(dialog.work.task)
        studio.shoot("import", dialog)
        dialog.chips.chips[RowStanding.REFUSED].click()
        studio.shoot("import-refused", dialog)
        dialog.read_file(Path(folder) / "gone.xlsx")
        finish(dialog.work.task)
        studio.shoot("import-no-file", dialog)


def migration(studio: Studio) -> None:
    page = studio.window.show_page("migration")
    finish(page.task)
    studio.shoot("migration")
    outcomes = (
        (FileFigures(520), FileFigures(518)),
        (FileFigures(80), FileFigures(80)),
        (FileFigures(1240, 1180, 1_240_000), FileFigures(1240, 1180, 1_240_000)),
    )
    for card, (in_file, taken) in zip(page.steps, outcomes, strict=True):
        name = f"{card.step.kind.key}-export.xlsx"
        told = ImportOutcome(name, ImportTaken(1, taken.rows), (), in_file, taken)
        card.importing.bar.tell(name, ImportTaken(1, taken.rows))
        card.importing.finished.emit(told)
    finish(page.task)
    studio.shoot("migration-taken")
