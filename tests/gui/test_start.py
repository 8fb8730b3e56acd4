"""The start: the first window brings along only what it shows."""

import json
import os
import subprocess
import sys
from importlib.util import find_spec
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtWidgets import QWidget

from app.gui.documents.counter import IN_HAND, PAID_CARD
from app.gui.documents.counter_day import DRAWER_CARD, TAKEN_CARD
from app.gui.documents.exchanging_page import EXCHANGE_BAND, EXCHANGE_SUMS, ORIGIN_CARD
from app.gui.documents.finding_page import FINDER, NEW_ITEM_BAR
from app.gui.documents.generate_entry import of_line
from app.gui.documents.open_document import POSTED_PAGE
from app.gui.documents.page import SERIAL_PANEL
from app.gui.documents.pages import COUNT_PAGE
from app.gui.documents.parking_page import (
    DISCARDED_BAR,
    PARKED_OFFER,
    PARKED_PANEL,
    PARKED_ROWS,
)
from app.gui.documents.parts_page import CONFIRM_BAR, LAST_SCANS, PROBLEM_LIST, QUESTION_BAR
from app.gui.documents.paying_page import PAYMENT_STRIP
from app.gui.documents.serial_panel import GENERATE_ENTRY, IN_STOCK_ENTRY
from app.gui.documents.totals import DISCOUNT_ROW
from app.gui.importing.import_dialog import dialog_of
from app.gui.keeping.check_round import round_of
from app.gui.keeping.keeping_work import CHECK_ROUND
from app.gui.keeping.trouble_window import leads_to_backups, stand_in
from app.gui.kit.later import class_named
from app.gui.kit.long_work import WORK_DIALOG
from app.gui.kit.paper import ask_where, show_file
from app.gui.kit.sounds import Sounds
from app.gui.money.paid_card import in_hand
from app.gui.paper.print_bar import ASK_WHERE, SHOW_FILE
from app.gui.paper.print_place import PRINT_BAR
from app.gui.shell.background import ACTING, OF_ACTING, OF_PRINTING, PRINTING
from app.gui.shell.found_records import records_of
from app.gui.shell.leaving_window import FORM
from app.gui.shell.main_window import GO_TO
from app.gui.shell.menu import entries
from app.gui.shell.one_window import OneWindow, call_other
from app.gui.shell.program import (
    CALL_OTHER,
    FIRST_RUN,
    LEADS_TO_BACKUPS,
    ONE_WINDOW,
    TROUBLE_WINDOW,
    UPGRADE_WINDOW,
)
from app.services import settings
from app.services.documents import drafts
from tests.shop import Shop

FIRST = {"documents.counter", "documents.list_page"}
PARTS = (
    *(COUNT_PAGE, IN_STOCK_ENTRY, POSTED_PAGE, NEW_ITEM_BAR, GO_TO, FIRST_RUN, UPGRADE_WINDOW),
    *(EXCHANGE_BAND, ORIGIN_CARD, PARKED_PANEL, PAYMENT_STRIP, FINDER, WORK_DIALOG),
    *(PRINT_BAR, QUESTION_BAR, CONFIRM_BAR, DISCOUNT_ROW, PAID_CARD, PARKED_OFFER),
)
"""What is made when it is needed, by its name."""
OF_LISTS = (PROBLEM_LIST, FORM, DISCARDED_BAR)
"""What a list of documents has at once."""
OF_THE_COUNTER = (PARKED_ROWS, TAKEN_CARD, DRAWER_CARD)
PAGES = {entry.page.rpartition(".")[0] for entry in entries(True, True, True)}
LATER = {
    *("miniaudio", "urllib.request", "qtawesome", "cryptography"),
    *("PySide6.QtNetwork", "logging.handlers", "sysconfig"),
    *("openpyxl", "python_calamine", "reportlab", "PIL", "zxingcpp", "biip"),
    *("app.demo", "app.exchange", "app.printing"),
    *(f"app.gui.{page}" for page in PAGES - FIRST),
    *(f"app.gui.{name.rpartition('.')[0]}" for name in (*PARTS, *OF_THE_COUNTER, GENERATE_ENTRY)),
    *("app.domain.generation", "app.services.entry.generating"),
    *("app.services.keeping.backups", "app.services.keeping.backup_places"),
    *("app.services.keeping.checking", "app.services.keeping.newest_in_backups"),
    *("app.services.keeping.restoring", "app.services.keeping.encrypting"),
    *("app.gui.keeping.check_round", "db.schema.migrations"),
    *("app.domain.scanner_set_up", "difflib", "app.gui.kit.paper"),
    *("statistics", "importlib.resources"),
    *("app.domain.codes", "app.domain.finding", "app.services.stock", "app.services.importing"),
    *("app.services.entry.entering", "app.services.entry.cartons", "app.gui.importing"),
    *("app.services.documents.draft_lines", "app.services.documents.draft_read"),
    *("app.services.documents.undoing", "app.services.documents.effects"),
    *("app.services.money.costs", "app.services.money.line_prices", "db.queries.lists.audit"),
    *("app.services.money.payments", "app.services.money.shifts", "app.services.keeping.seals"),
    *("db.engine.constraints", "db.engine.seal_contents", "app.lists.count_differences"),
    *("app.services.entry.scanning", "app.services.entry.resolving", "app.gui.kit.forms"),
    *("app.services.documents.posting", "app.services.documents.returning"),
    *("app.services.documents.discounts", "app.services.money.accounts"),
    *("app.services.paper", "app.services.stock.contacts", "app.services.approving"),
    *("app.services.grants", "app.services.proving", "app.services.people", "app.gui.kit.message"),
}
"""What the first window never shows, with all that is below it."""

LISTS = {
    *("app.gui.documents.list_page", "app.gui.lists", "app.lists", "app.gui.kit.message"),
    *(f"app.gui.{name.rpartition('.')[0]}" for name in OF_LISTS),
}
BESIDE_LINES = {
    *(f"app.gui.{SERIAL_PANEL.rpartition('.')[0]}", "app.gui.documents.line_serials"),
    *("app.gui.documents.side_panel", "app.gui.documents.manual_entry"),
    *("app.gui.scanning.codes_edit", "app.gui.kit.plain_text", "app.gui.scanning.verdict_bar"),
}
"""What is brought along where the draft that was left open is not the Counter's."""

ENTERING = {"app.domain.counting", "app.services.entry.judging", "db.models", "dataclasses"}
"""What the first entry brings along, and what shows the lines of an open draft."""

_STARTED = """
import builtins, json, sys
from pathlib import Path
from app.__main__ import start

application, program, opened = start(Path(sys.argv[1]))
assert opened
program.window.repaint()
application.processEvents()
brought = sorted(sys.modules)
brought += [f"PySide6.QtWidgets.{name}" for name in vars(sys.modules["PySide6.QtWidgets"])]
assert builtins.__import__ is builtins.__orig_import__, "PySide reads every module's source"
key = program.window.current_key()
program.close_store()
print(json.dumps([key, brought]))
"""


_ACTED = """
import json, sys
from importlib import import_module
from pathlib import Path
from app.__main__ import start
from app.gui.shell.background import ACTING, OF_ACTING, OF_PRINTING, PRINTING

application, program, opened = start(Path(sys.argv[1]))
program.background.end()
page = program.window.show_page("counter")
page.panel_place.part
for names, of in ((OF_ACTING, ACTING), (OF_PRINTING, PRINTING)):
    for name in names:
        import_module(name, of)
before = set(sys.modules)
program.window.route_scan("A1")
assert page.queue.drain()
lines = [page.lines.table_model.rowCount()]
page.post()
lines.append(page.lines.table_model.rowCount())
brought = sorted(set(sys.modules) - before)
program.close_store()
print(json.dumps([lines, brought]))
"""


def started(shop: Shop) -> tuple[str, set[str]]:
    """The page that a process of its own starts with, and the modules it has brought along."""
    key, brought = in_a_process(_STARTED, shop)
    return key, set(brought)


def in_a_process(code: str, shop: Shop) -> Any:
    """What a process of its own says last."""
    shop.database.close()
    named = os.environ | {"QT_QPA_PLATFORM": "offscreen"}
    done = subprocess.run(
        [sys.executable, "-c", code, shop.path],
        capture_output=True,
        check=True,
        text=True,
        env=named,
        cwd=Path(__file__).parents[2],
    )
    return json.loads(done.stdout.splitlines()[-1])


def below(modules: set[str], brought: set[str]) -> set[str]:
    """Those of the modules, or of what is below them, that were brought along."""
    return {name for name in brought if any(f"{name}.".startswith(f"{m}.") for m in modules)}


def test_the_sound_device_waits_for_the_first_painting(qapp) -> None:
    sounds = Sounds(True)
    assert sounds._opening is None and sounds._timer.isActive()
    sounds.close()


def test_the_counter_brings_nothing_along_that_it_does_not_show(shop: Shop) -> None:
    settings.save_person(shop.session, sounds=False)  # they are waited for in a test of their own
    key, brought = started(shop)
    assert key == "counter"
    assert "app.gui.documents.counter" in brought
    assert below(LATER | LISTS | BESIDE_LINES | ENTERING, brought) == set()


def test_an_open_draft_brings_nothing_along_but_its_list(shop: Shop) -> None:
    draft = drafts.new(shop.session, "sale")
    settings.save_person(shop.session, resume=draft)
    settings.save_person(shop.session, sounds=False)
    key, brought = started(shop)
    assert key == "sale"
    assert below(LATER, brought) == set()
    assert below(LISTS, brought) and below(BESIDE_LINES, brought)


@pytest.mark.parametrize(
    "name",
    sorted({entry.page for entry in entries(True, True, True)}),
)
def test_a_page_of_the_rail_is_there_by_its_name(name: str) -> None:
    assert issubclass(class_named(name), QWidget)


@pytest.mark.parametrize(
    "name",
    [*PARTS, *OF_LISTS, *OF_THE_COUNTER, EXCHANGE_SUMS, SERIAL_PANEL, LAST_SCANS],
)
def test_a_part_that_is_made_when_it_is_needed_is_there_by_its_name(name: str) -> None:
    assert issubclass(class_named(name), QWidget)


@pytest.mark.parametrize("name", [ASK_WHERE, SHOW_FILE])
def test_where_a_file_goes_is_asked_by_name(name: str) -> None:
    assert class_named(name) in (ask_where, show_file)


@pytest.mark.parametrize("name", OF_ACTING)
def test_what_is_brought_for_the_first_act_is_there_by_its_name(name: str) -> None:
    assert find_spec(name, ACTING) is not None


def test_the_first_scan_and_posting_wait_for_no_import_but_of_what_they_show(shop: Shop) -> None:
    shop.purchase("A1")
    settings.save_person(shop.session, sounds=False)
    lines, brought = in_a_process(_ACTED, shop)
    assert lines == [1, 0]
    assert below({"app.services", "app.domain", "db"}, set(brought)) == set()


@pytest.mark.parametrize("name", OF_PRINTING)
def test_what_is_brought_for_printing_is_there_by_its_name(name: str) -> None:
    assert find_spec(name, PRINTING) is not None


def test_the_round_of_the_checks_is_there_by_its_name() -> None:
    assert class_named(CHECK_ROUND) is round_of


def test_what_stands_where_a_shop_cannot_be_opened_is_there_by_its_name() -> None:
    assert class_named(TROUBLE_WINDOW) is stand_in
    assert class_named(LEADS_TO_BACKUPS) is leads_to_backups


def test_no_class_of_widgets_is_looked_up_among_all_of_them(shop: Shop) -> None:
    """PySide sets all of them up where Qt gives it a widget that was not made by the program."""
    settings.save_person(shop.session, sounds=False)
    brought = started(shop)[1]
    assert "PySide6.QtWidgets.QLabel" in brought
    assert not brought & {f"PySide6.QtWidgets.{name}" for name in ("QWizard", "QMdiArea", "QDial")}


def test_who_opens_the_shop_again_is_led_to_its_window_by_name() -> None:
    assert class_named(ONE_WINDOW) is OneWindow and class_named(CALL_OTHER) is call_other


def test_what_the_customer_gets_in_hand_is_there_by_its_name() -> None:
    assert class_named(IN_HAND) is in_hand


def test_what_makes_serials_is_there_by_its_name() -> None:
    assert class_named(GENERATE_ENTRY) is of_line


def test_what_takes_a_file_in_is_there_by_its_name() -> None:
    assert class_named("importing.import_dialog.dialog_of") is dialog_of


def test_what_looks_through_the_store_is_there_by_its_name() -> None:
    assert class_named("shell.found_records.records_of") is records_of
