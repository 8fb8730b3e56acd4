"""Nobody's name, phone, price, PIN or serial number gets out by the log, a report or the terminal,
whatever fails in a day at a shop (S7, reliability 26).
"""

import faulthandler
import logging
import sys
import threading
import warnings
from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import qInstallMessageHandler, qWarning
from PySide6.QtWidgets import QApplication

from app.domain.printing import Printer, PrinterType, Purpose
from app.gui.kit import errors
from app.gui.kit.desk import Desk
from app.gui.kit.errors import Reporter
from app.gui.kit.message import Message
from app.gui.settings.about import AboutPage
from app.gui.shell.main_window import MainWindow
from app.log_file import LogFile
from app.services import settings
from app.services.paper import jobs, printers
from app.services.paper.jobs import NewJob
from app.services.stock import contacts, items
from app.services.stock.contacts import ContactForm
from app.services.stock.items import ItemForm
from db import sql
from db.engine.trouble import ConstraintBroken
from db.sql import Database
from tests.gui.conftest import desk_at
from tests.gui.everything import clear_up
from tests.shop import Shop

pytestmark = [pytest.mark.rule("S7"), pytest.mark.reliability(26)]

CANARIES = {
    "customer": "Zephyrine Quillfeather",
    "phone": "13977755331",
    "address": "77 Kestrelgate Lane",
    "mail": "zq@quillfeather.example",
    "note": "owes me a favour since Xanthippe",
    "item": "Moonquartz Ocarina",
    "sku": "MQO-99171",
    "price": "8675309",
    "serial": "XQ7-CANARY-00417",
    "typed": "qwv-typed-by-hand",
    "pin": "739146",
    "shop": "Wickerbrook Emporium",
    "person": "Thaddeus Merriwick",
}
MARKS = {
    *("Zephyrine", "Quillfeather", "77755331", "Kestrelgate", "Xanthippe", "Moonquartz", "99171"),
    *("8675309", "86,753.09", "86753.09", "CANARY", "qwv-typed", "739146", "Wickerbrook"),
    *("Thaddeus", "Merriwick", "QUILL"),
}
"""A part of any of them is one too many."""


@pytest.fixture
def log(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[LogFile]:
    """The log as the program keeps it, and what it takes over."""
    monkeypatch.setattr(faulthandler, "enable", lambda *_file: None)
    monkeypatch.setattr(faulthandler, "disable", lambda: None)
    for module, name in (
        (sys, "excepthook"),
        (sys, "unraisablehook"),
        (threading, "excepthook"),
        (warnings, "showwarning"),
        (logging, "raiseExceptions"),
    ):
        monkeypatch.setattr(module, name, getattr(module, name))
    made = LogFile(tmp_path / CANARIES["customer"] / "log")
    before = qInstallMessageHandler(None)
    errors.take_qt_messages()
    yield made
    qInstallMessageHandler(before)
    made.end()


@pytest.fixture
def reports(qapp: QApplication, monkeypatch: pytest.MonkeyPatch, log: LogFile) -> list[str]:
    """What the boxes said, with the reports in them."""
    shown: list[str] = []

    def show(box: Message) -> int:
        shown.append(f"{box.text()} {box.informativeText()} {box.detailedText()}")
        return 0

    monkeypatch.setattr(Message, "exec", show)
    reporter = Reporter(None)
    monkeypatch.setattr(sys, "excepthook", reporter.take)
    monkeypatch.setattr(errors, "_MOST", 10_000)
    return shown


@pytest.fixture
def day(shop: Shop, tmp_path: Path) -> Shop:
    """A shop whose people, things and figures are all canaries."""
    session = shop.session
    settings.save(session, shop_name=CANARIES["shop"], payments=False)
    sql.execute(shop.database, "UPDATE person SET name = ?", CANARIES["person"])
    form = ContactForm(
        CANARIES["customer"],
        phone=CANARIES["phone"],
        address=CANARIES["address"],
        email=CANARIES["mail"],
        note=CANARIES["note"],
    )
    contacts.save(session, form, shop.has.customer)
    _form, codes = items.load(shop.database, shop.has.phone)
    items.save(
        session,
        ItemForm(CANARIES["sku"], CANARIES["item"], sale_price=86_753_09, track_serials=True),
        codes,
        shop.has.phone,
    )
    shop.purchase(f"{CANARIES['serial']} {CANARIES['serial']}B {CANARIES['serial']}C")
    sale = shop.sell(CANARIES["serial"])
    printers.save(session, Printer("Office", PrinterType.FOLDER, str(tmp_path)))
    jobs.add(session, NewJob(Purpose.DOCUMENT, "Office", "A4", sale))
    return shop


def a_day(window: MainWindow, shop: Shop) -> None:
    """Pages, searches, scans, documents: what a clerk does, with what fails in between."""
    for step in (
        *(lambda key=key: window.show_page(key) for key in list(window._entries)),
        *(lambda code=code: window.route_scan(code) for code in CANARIES.values()),
        lambda: window.open_document(1),
        lambda: window.open_document(2),
        lambda: window.show_page("search").take_scan(CANARIES["serial"]),
        lambda: window.show_page("items").search.setText(CANARIES["typed"]),
        lambda: window.pages["items"].reload(),
        lambda: window.desk.bus.changed.emit(),
        lambda: window._show_record("contacts", shop.has.customer),
        lambda: window._show_record("items", shop.has.phone),
    ):
        try:
            step()
        except Exception as fault:
            sys.excepthook(type(fault), fault, fault.__traceback__)
        clear_up()


def out(log: LogFile, reports: list[str], window: MainWindow, terminal: str) -> str:
    """All that left: the log, what was shown in boxes and pages of faults, the terminal."""
    faults = [page.report.toPlainText() for page in window.faults.values()]
    about = AboutPage(window.desk)
    text = [log.path.read_text("utf-8"), *reports, *faults, about.report(), terminal]
    about.deleteLater()
    return "\n".join(text)


SORTS = {
    "the driver": lambda statement, values: ConstraintBroken(f"near {statement}: {values}"),
    "a value": lambda statement, values: ValueError(f"{values} {' '.join(CANARIES.values())}"),
    "a key": lambda statement, values: KeyError((*values, *CANARIES.values())),
    "a text": lambda statement, values: UnicodeEncodeError(
        "ascii", " ".join(CANARIES.values()), 0, 1, CANARIES["note"]
    ),
}


@pytest.mark.parametrize("every", [3, 7])
@pytest.mark.parametrize("sort", SORTS)
def test_whatever_fails_nothing_of_the_shop_gets_out(
    qtbot,
    day: Shop,
    log: LogFile,
    reports: list[str],
    monkeypatch: pytest.MonkeyPatch,
    capfd: pytest.CaptureFixture[str],
    sort: str,
    every: int,
) -> None:
    """Every third, or seventh, statement fails, with all that it was given in what it says."""
    plainly, asked = Database.execute_sql, [0]
    desk: Desk = desk_at(day)
    window = MainWindow(desk)
    qtbot.addWidget(window, before_close_func=lambda main: setattr(main, "given_up", True))
    window.start()
    window.show()

    def failing(self: Database, statement: str, params: object = None, *more: object) -> object:
        asked[0] += 1
        if asked[0] % every == 0 and statement.split()[0] in ("SELECT", "INSERT", "UPDATE"):
            raise SORTS[sort](statement, tuple(params or ()))  # type: ignore[arg-type]
        return plainly(self, statement, params, *more)

    with monkeypatch.context() as broken:
        broken.setattr(Database, "execute_sql", failing)
        a_day(window, day)
        qWarning(f"QFile::open: {CANARIES['customer']}")
        qWarning(CANARIES["phone"])
        qWarning("QUILLFEATHER Zephyrine called")
        with warnings.catch_warnings():
            warnings.simplefilter("always")
            warnings.warn(CANARIES["note"], stacklevel=1)
        logging.getLogger("openpyxl").error("bad cell %s", CANARIES["item"])
    clear_up()
    terminal = "".join(capfd.readouterr())
    text = out(log, reports, window, terminal)
    assert text.count(" ERROR ") > 10 and len(reports) > 3
    assert [mark for mark in sorted(MARKS) if mark in text] == []
    assert "Qt, default: QFile::open" in text


def test_the_canaries_are_there_to_be_seen(qtbot, day: Shop, reports: list[str]) -> None:
    """The screen shows them: the test would find one that gets out."""
    window = MainWindow(desk_at(day))
    qtbot.addWidget(window, before_close_func=lambda main: setattr(main, "given_up", True))
    window.show()
    a_day(window, day)
    shown = str(day.everything())
    there = {"Zephyrine", "77755331", "Moonquartz", "8675309", "CANARY", "Thaddeus", "Wickerbrook"}
    assert [mark for mark in sorted(there) if mark not in shown] == [] and there < MARKS
