"""Safe keeping: restored with losses, moved, brought, checked; a shop that cannot be opened."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import timedelta
from pathlib import Path
from tempfile import TemporaryDirectory
from unittest.mock import patch

from PySide6.QtWidgets import QApplication, QWidget

from app.domain.problems import Code, Problem
from app.gui.keeping.bring_dialog import BringDialog
from app.gui.keeping.move_dialog import MoveDialog
from app.gui.keeping.page import BackupsPage
from app.gui.keeping.trouble_window import TroubleWindow
from app.gui.kit import theme
from app.gui.kit.tasks import Task
from app.services import people, settings
from app.services.documents import drafts, posting
from app.services.entry import scanning
from app.services.keeping import (
    backup_keeping,
    backup_places,
    backups,
    encrypting,
    known_places,
    seals,
)
from app.services.keeping.backup_places import BackupPlace
from app.services.keeping.backups import Backup, Why
from app.services.money import payments
from db.engine.trouble import StoreTrouble, Trouble
from tests.bending import bent
from tests.drawer import CASH
from tests.screens.scenes.shared import HERE, newest
from tests.screens.studio import Studio


def _at_rest(page: QWidget) -> None:
    while any(task.busy for task in page.findChildren(Task)):
        QApplication.processEvents()


def _backups_page(studio: Studio) -> BackupsPage:
    page = studio.anew().open_list("backups")
    assert isinstance(page, BackupsPage)
    _at_rest(page)
    return page


def _backed_up(studio: Studio, days: int = 0) -> Backup:
    order = backup_keeping.order_by_itself(studio.session, studio.store, Why.DEMAND)
    outcome = backups.make(order, studio.session.now() - timedelta(days=days))
    backup_keeping.note(studio.session, outcome)
    return outcome.made[0]


def _sell(studio: Studio, count: int) -> None:
    for code in studio.numbers(f"{HERE} LIMIT {count}"):
        draft = drafts.new(studio.session, "sale")
        scanning.scan(studio.session, draft, None, code)
        payments.add_part(studio.session, draft, CASH)
        posting.post(studio.session, draft, sure=posting.questions_of(studio.database, draft))


@contextmanager
def _kept(studio: Studio) -> Iterator[Path]:
    """A shop whose backups go into a folder."""
    settings.keep_untold(studio.session, keeps_backups=True)
    with TemporaryDirectory() as folder:
        place = Path(folder) / "Backups"
        place.mkdir()
        backup_places.add(studio.session, Path(folder) / "shop" / "shop.sqlite", place)
        yield place


def restored_with_losses(studio: Studio) -> None:
    """What a restore would lose, listed; asked for, by the PIN; one of an older password."""
    form = people.load(studio.database, studio.session.person.id)
    people.save(studio.session, form._replace(pin="9153"), studio.session.person.id)
    with _kept(studio):
        _backed_up(studio, days=1)
        _sell(studio, 12)
        page = _backups_page(studio)
        view = page.side.view
        studio.shoot("restore-with-losses")
        view.lost.list_button.click()
        studio.shoot("restore-lost-documents")
        page.side.list.left.emit()
        view.restore_button.click()
        studio.shoot("restore-asked")
        view.show_progress(40)
        studio.shoot("restore-going-on")
        backup_keeping.set_password(studio.session, encrypting.new_key("harbour lights"))
        _backed_up(studio)
        new = encrypting.new_key("another one")
        backup_keeping.set_password(studio.session, new, "harbour lights")
        page = _backups_page(studio)
        page.check_again()
        _at_rest(page)
        studio.shoot("backup-older-password")
        page.side.view.password.setText("harbour lights")
        page.check_again()
        _at_rest(page)
        studio.shoot("backup-older-password-checked")


def moved_and_brought(studio: Studio) -> None:
    """*Move to another computer*, and *Bring a shop* on the other one."""
    studio.shoot("move", MoveDialog(studio.desk, studio.window))
    with _kept(studio) as folder, patch.object(theme, "theme_for", lambda _name: studio.desk.theme):
        made = _backed_up(studio)
        dialog = BringDialog(folder / "brought.sqlite", made.path, studio.window)
        _at_rest(dialog)
        studio.shoot("bring", dialog)
        dialog = BringDialog(folder / "brought.sqlite", folder / "gone.serialdesk", studio.window)
        _at_rest(dialog)
        studio.shoot("bring-refused", dialog)


def checked(studio: Studio) -> None:
    """The shop checked and whole; what does not fit, over the pages and at its document."""
    with _kept(studio):
        _backed_up(studio)
        page = _backups_page(studio)
        page.shop_check.check()
        _at_rest(page)
        studio.shoot("shop-checked")
        sale = newest(studio, "sale", 1)
        bent(studio.database, f"UPDATE document SET total = total + 100 WHERE id = {sale}")
        page.shop_check.check()
        _at_rest(page)
        studio.shoot("shop-checked-differs")
        (fault,) = seals.check_document(studio.database, sale) or []
        studio.window.say_found(None, [fault] * 3)
        studio.window.open_document(sale)
        studio.shoot("check-band")
        band = studio.window.check_band
        assert band is not None
        band.all_button.click()
        studio.shoot("check-band-all")
        studio.window.say_found(
            Problem(Code.STORE_IS_OLDER, {"date": "2026-11-20", "count": 12}), []
        )
        studio.shoot("check-band-older")


def trouble_at_the_start(studio: Studio) -> None:
    """A shop that cannot be opened: its backups, what it still shows, nothing left at all."""
    with _kept(studio) as folder, patch.object(theme, "theme_for", lambda _name: studio.desk.theme):
        _backed_up(studio, days=2)
        _sell(studio, 5)
        known_places.note(studio.store, [BackupPlace(folder)])
        trouble = StoreTrouble(Trouble.DAMAGED, studio.store)
        window = TroubleWindow(studio.store, trouble)
        window.resize(studio.window.size())
        _at_rest(window)
        studio.shoot("trouble", window)
        window.view.lost.list_button.click()
        studio.shoot("trouble-lost", window)
        window.read_button.click()
        studio.shoot("trouble-read", window)
        empty = folder / "empty.sqlite"
        empty.write_bytes(b"")
        window = TroubleWindow(empty, StoreTrouble(Trouble.NOT_OURS, empty))
        window.resize(studio.window.size())
        _at_rest(window)
        studio.shoot("trouble-nothing", window)
