"""The pages of Settings: scanner, printers, print templates, backups, the audit log."""

from dataclasses import replace
from datetime import timedelta
from io import BytesIO
from pathlib import Path
from tempfile import TemporaryDirectory

from PIL import Image
from PySide6.QtWidgets import QApplication

from app.domain.printing import Printer, PrinterType, Purpose
from app.domain.scanner import Press
from app.domain.scanner_set_up import TEST_CODE
from app.gui.keeping.backup_sign import BackupLine
from app.gui.keeping.closing_window import ClosingWindow
from app.gui.keeping.keeper import at_work
from app.gui.keeping.page import BackupsPage
from app.gui.keeping.password_dialog import PasswordDialog
from app.gui.keeping.place_dialog import PlaceDialog
from app.gui.kit.tasks import Task
from app.gui.paper.paper_size_dialog import PaperSizeDialog
from app.gui.paper.templates.page import TemplatesPage
from app.gui.settings.audit_log import AuditLogPage
from app.gui.settings.printers import PrintersPage
from app.gui.shell.main_window import MainWindow
from app.printing.documents import paper_choices
from app.printing.documents.sample import Trial
from app.printing.media.papers import own_paper
from app.services import clock as shop_clock
from app.services import settings as shop_settings
from app.services.audit import Subject
from app.services.keeping import backup_keeping, backup_places, backups, encrypting
from app.services.keeping.backup_places import Mount
from app.services.keeping.backups import Why
from app.services.money import shifts
from app.services.paper import pictures, printers
from app.services.paper.printers import Printout
from app.services.stock import contacts, items
from tests.screens.studio import Studio


def printers_page(studio: Studio) -> None:
    """The printers of the counter and what prints on which; one that is changed."""
    session = studio.desk.session
    for printer in (
        Printer("Office", PrinterType.FOLDER, "/home/shop/papers"),
        Printer("Till", PrinterType.ESC_POS_NETWORK, "192.168.1.50", drawer=True),
        Printer("Labels", PrinterType.ZPL_NETWORK, "192.168.1.51"),
    ):
        printers.save(session, printer)
    printers.choose(session, Purpose.DOCUMENT, Printout("Office", "a4"))
    printers.choose(session, Purpose.RECEIPT, Printout("Till", "roll_80"))
    page = studio.window.show_page("printers")
    assert isinstance(page, PrintersPage)
    studio.shoot("printers-chosen")
    paper_choices.keep(session, own_paper(Purpose.DOCUMENT, 182.5, 257.0, 42))
    studio.shoot("paper-size", PaperSizeDialog(studio.desk, Purpose.DOCUMENT, page))
    page.list.setCurrentRow(1)
    page.edit_button.click()
    studio.shoot("printer")
    page.form.back_button.click()


def scanner(studio: Studio) -> None:
    page = studio.window.show_page("scanner")
    keys = [Press(place * 4, text) for place, text in enumerate(TEST_CODE + "\r")]
    page.note_scan(keys)
    studio.shoot("scanner-first-of-three")
    page.note_scan([key._replace(text=key.text.swapcase()) for key in keys])
    studio.shoot("scanner-caps-lock")


def settings(studio: Studio) -> None:
    page = studio.window.show_page("settings")
    drawn = BytesIO()
    Image.new("RGB", (240, 80), (30, 90, 160)).save(drawn, "PNG")
    shop_settings.save(studio.session, logo=pictures.keep(studio.session, drawn.getvalue()))
    page.reload()
    for name in ("shop_name", "serials_enabled", "volume", "theme"):
        page.show_setting(name)
        studio.shoot(f"settings-{name}")


def print_templates(studio: Studio) -> None:
    """A built-in one, a copy that is edited, one that does not fit, a receipt with many serials."""
    page = studio.window.show_page("print_templates")
    assert isinstance(page, TemplatesPage)
    language = studio.desk.formats.language
    page.list.choose("sale", f"a4 built_in {language}")
    _when_drawn(studio, page, "built-in")
    page.copy()
    serials = page.editor.fields[1].table
    serials.select_only(3)
    serials.setFocus()
    _when_drawn(studio, page, "own")
    wide = [replace(one, width=60.0) for one in page._template.columns]
    page.edit(replace(page._template, columns=wide))
    page.preview.trials[Trial.LONG_NAMES].setChecked(True)
    _when_drawn(studio, page, "does-not-fit")
    for place, name in ((0, "paper"), (1, "head"), (3, "foot"), (4, "texts")):
        page.editor.tabs.setCurrentIndex(place)
        _when_drawn(studio, page, name)
    page.editor.tabs.setCurrentIndex(2)
    page.save()
    page.preview.trials[Trial.LONG_NAMES].setChecked(False)
    page.preview.trials[Trial.MANY_SERIALS].setChecked(True)
    page.list.choose("sale", f"roll_80 built_in {language}")
    _when_drawn(studio, page, "receipt")


def _when_drawn(studio: Studio, page: TemplatesPage, name: str) -> None:
    studio.shoot(f"templates-{name}")
    page.preview.draw()
    while page.preview._task.busy:
        QApplication.processEvents()
    studio.taken -= 1
    studio.shoot(f"templates-{name}")


def backups_kept(studio: Studio) -> None:
    """Settings › Backups: none yet, some in two places, one of them bad, none for two days."""
    keep_choices = shop_settings.keep_untold
    keep_choices(studio.session, keeps_backups=True)
    _backups_page(studio.anew())
    studio.shoot("backups-no-place")
    with TemporaryDirectory() as folder:
        computer, stick = Path(folder) / "Backups on this computer", Path(folder) / "HARBOUR-1"
        away = Path(folder) / "HARBOUR-2"
        mounts = [Mount(root, root.name, True) for root in (stick, away)]
        for root in (computer, stick, away):
            root.mkdir()
        store = Path(folder) / "shop" / "shop.sqlite"
        backup_places.add(studio.session, store, computer)
        for mount in mounts:
            backup_places.add(studio.session, store, mount.root, mount)
        for days in (60, 33, 18, 11, 4, 3, 2, 1, 0):
            moment = studio.session.now() - timedelta(days=days)
            why = Why.DEMAND if not days else Why.CLOSING
            order = backup_keeping.order_by_itself(studio.session, studio.store, why)
            outcome = backups.make(order, moment)
            if days == 3:
                with outcome.made[0].path.open("r+b") as file:
                    file.truncate(outcome.made[0].size - 4096)
                away.rename(away.with_name("unplugged"))
            backup_keeping.note(studio.session, outcome)
        _backups_page(studio.anew())
        studio.shoot("backups")
        (computer / backup_places.MARK).rename(computer / "taken-out")
        order = backup_keeping.order_by_itself(studio.session, studio.store, Why.DEMAND)
        backup_keeping.note(studio.session, backups.make(order, studio.session.now()))
        _backups_page(studio.anew())
        studio.shoot("backups-another-folder")
        (computer / "taken-out").rename(computer / backup_places.MARK)
        late = dict(shop_settings.load_counter(studio.database, 1).last_backup)
        late["made_at"] = (studio.session.now() - timedelta(days=3)).isoformat()
        keep_choices(studio.session, last_backup=late)
        page = _backups_page(studio.anew())
        studio.shoot("backups-two-days")
        studio.desk.bus.backup_going.emit(40)
        studio.shoot("backups-going-on")
        studio.shoot("backup-place", PlaceDialog(studio.desk, store, page))
        studio.shoot("backup-password", PasswordDialog(studio.desk, page))
        backup_keeping.set_password(studio.session, encrypting.new_key("harbour lights"))
        studio.shoot("backup-password-set", PasswordDialog(studio.desk, page))
        studio.shoot(
            "closing", ClosingWindow(studio.desk, at_work(studio.desk, studio.store, float))
        )
        backup_keeping.set_password(studio.session, None, "harbour lights")
        studio.shoot("backup-line", BackupLine(studio.desk))
    keep_choices(studio.session, keeps_backups=False, backup_places=None)
    studio.anew()


def _backups_page(window: MainWindow) -> BackupsPage:
    page = window.open_list("backups")
    assert isinstance(page, BackupsPage)
    while any(task.busy for task in page.findChildren(Task)):
        QApplication.processEvents()
    return page


def audit_log(studio: Studio) -> None:
    """What was changed, said as an owner reads it; narrowed to one day's prices."""
    session = studio.desk.session
    shop_settings.change(session, negative_stock=True, theme="dark", cash_rounding=5)
    form, codes = items.load(studio.database, 1)
    items.save(
        session, replace(form, name=f"{form.name} 2", sale_price=form.sale_price + 100), codes, 1
    )
    contact = contacts.load(studio.database, 1)
    contacts.save(session, replace(contact, phone="139 0000 0000", credit_limit=500_000), 1)
    shifts.open_without_sale(session, "change for a note")
    page = studio.window.show_page("audit_log")
    assert isinstance(page, AuditLogPage)
    page.reload()
    page.table.selectRow(1)
    studio.shoot("audit_log")
    page.filters.subject.setCurrentIndex(page.filters.subject.findData(Subject.ITEM.value))
    page.filters.first.show_day(shop_clock.today())
    page.filters.changed.emit()
    studio.shoot("audit_log_narrowed")
