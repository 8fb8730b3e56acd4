"""States of safe keeping: compared, asked, lost, refused; what a check found; a shop in trouble."""

import shutil
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from unittest.mock import patch

from PySide6.QtWidgets import QApplication

from app.domain.problems import Code, Problem
from app.gui.keeping.page import BackupsPage
from app.gui.keeping.trouble_window import TroubleWindow
from app.gui.kit import theme
from app.gui.kit.tasks import Task
from app.services import clock
from app.services.keeping.backup_places import BackupPlace
from app.services.keeping.backups import Backup, BackupVerdict, Why
from app.services.keeping.facts import facts_of
from app.services.keeping.lost import Lost
from app.services.keeping.seal_fault import SealFault
from app.text import sentence
from db.engine.trouble import StoreTrouble, Trouble
from tests.everywhere import Everywhere, Place


def kept(everywhere: Everywhere) -> Iterator[Place]:
    """The right column of Settings › Backups, the band over the pages, and a shop in trouble."""
    yield from _restored(everywhere)
    yield from _checked(everywhere)
    yield from _in_trouble(everywhere)


def _restored(everywhere: Everywhere) -> Iterator[Place]:
    page = everywhere.window.show_page("backups")
    assert isinstance(page, BackupsPage)
    page._survey.stop()
    here = facts_of(everywhere.shop.database)
    earlier = replace(here, documents=here.documents - 3, in_stock=here.in_stock + 2)
    folder = BackupPlace(Path("Backups"))
    backup = Backup(
        path=Path("shop-20261126-210000.serialdesk"),
        made_at=clock.now(),
        why=Why.BEFORE_RESTORE,
        size=41_200_000,
        facts=earlier,
        verdict=BackupVerdict.GOOD,
        place=folder,
        encrypted=False,
    )
    unknown = backup._replace(facts=None, encrypted=True)
    view = page.side.view
    page.side.show()
    for name, one, lost in (
        ("with losses", backup, Lost(1, (("sale", 12_345), ("purchase", 2)), 1, 25)),
        ("without losses", backup, Lost(9, (), 0, 0)),
        ("of another shop", backup, None),
        ("encrypted", unknown, None),
        ("of an older password", backup._replace(encrypted=True, by_password=True), None),
        ("damaged", unknown._replace(verdict=BackupVerdict.DAMAGED), None),
    ):
        view.show_backup(one, here, lost)
        yield f"restore, {name}", page
        if view.restore_button.isVisible():
            view.restore_button.click()
            yield f"restore, {name}, asked", page
    view.show_backup(unknown, here, None)
    view.ask_to_check(wrong=True)
    yield "restore, another password", page
    view.show_backup(backup, here, None)
    view.show_progress(40)
    yield "restore, going on", page
    view.show_problem(sentence(Problem(Code.BACKUP_DAMAGED, {"name": "shop.serialdesk"})))
    yield "restore, refused", page
    page.side.list.show_after(0)
    page.side.setCurrentWidget(page.side.list)
    yield "restore, lost documents", page
    page.side.setCurrentWidget(view)


def _checked(everywhere: Everywhere) -> Iterator[Place]:
    window = everywhere.window
    values = {"number": "SI-2026-000795", "part": "total"}
    fault = SealFault(1, "SI-2026-000795", Problem(Code.SEALED_DIFFERS, values))
    older = Problem(Code.STORE_IS_OLDER, {"date": "2026-11-20", "count": 12})
    window.show_page("counter")
    window.say_found(None, [fault] * 3)
    band = window.check_band
    assert band is not None
    yield "check band", window
    band.all_button.click()
    yield "check band, all", window
    window.say_found(older, [])
    yield "check band, older", window
    window.say_found(None, [])


def _in_trouble(everywhere: Everywhere) -> Iterator[Place]:
    """A copy of the shop that cannot be opened, and a file of which nothing is left."""
    copy, empty = everywhere.folder / "damaged.sdk", everywhere.folder / "empty.sdk"
    for ending in ("", "-wal"):
        log = Path(f"{everywhere.shop.path}{ending}")
        if log.exists():
            shutil.copyfile(log, f"{copy}{ending}")
    empty.write_bytes(b"")
    with patch.object(theme, "theme_for", lambda _name: everywhere.desk.theme):
        for name, place in (("damaged", copy), ("nothing left", empty)):
            window = TroubleWindow(place, StoreTrouble(Trouble.DAMAGED, place))
            window.resize(1024, 640)
            window.show()
            while any(task.busy for task in window.findChildren(Task)):
                QApplication.processEvents()
            yield f"trouble, {name}", window
            if window.read_button.isVisible():
                window.read_button.click()
                yield f"trouble, {name}, what can be read", window
            window.close()
            window.deleteLater()
