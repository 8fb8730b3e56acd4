"""The scenes: what is on each picture. One function a screen; add one with every new page."""

from collections.abc import Callable
from dataclasses import replace

from app.domain.kinds import KINDS
from app.domain.scanner import TEST_CODE, Press
from app.gui.documents.list_page import DocumentsPage
from app.gui.documents.void_dialog import VoidDialog
from app.gui.first_run import FirstRunPage
from app.gui.menu import entries
from app.gui.search.page import SearchPage
from app.gui.search.records import RecordsDialog
from app.services import posting
from db import sql
from db.queries import documents
from tests.screens.studio import Studio

_HERE = "SELECT number FROM serial WHERE status = 1 AND warehouse_id = 1 ORDER BY id DESC"


def every_page(studio: Studio) -> None:
    for entry in entries(serials_enabled=True):
        studio.window.show_page(entry.key)
        studio.shoot(entry.key)


def first_run(studio: Studio) -> None:
    page = FirstRunPage()
    page.language.setCurrentIndex(page.language.findData(studio.desk.formats.language))
    studio.shoot("first-run", page)


def counter_while_scanning(studio: Studio) -> None:
    page = studio.window.counter()
    sold = studio.numbers("SELECT number FROM serial WHERE status = 2 LIMIT 1")
    good = studio.numbers(f"{_HERE} LIMIT 9")
    for code in [*good, good[2], "序列号", sold[0]]:
        page.queue.put(code)
    page.queue.drain()
    studio.shoot("counter-refused")
    page.queue.put(studio.numbers(f"{_HERE} LIMIT 1 OFFSET 40")[0])
    page.queue.drain()
    studio.shoot("counter-accepted")
    posting.post(studio.database, page.document.id, studio.desk.user)
    page._show_posted(page.document.id)
    studio.shoot("counter-next-customer")


def documents_of_every_kind(studio: Studio) -> None:
    for kind in KINDS.values():
        page = studio.window.show_page(kind.key)
        assert isinstance(page, DocumentsPage)
        for state, name in ((0, "draft"), (1, "posted"), (2, "void")):
            found = sql.value(
                studio.database,
                "SELECT max(id) FROM document WHERE kind = ? AND state = ? AND NOT at_counter",
                kind.key,
                state,
            )
            if found:
                page.open(found)
                studio.shoot(f"{kind.key}-{name}")
        page.show_list()


def manual_entry(studio: Studio) -> None:
    page = studio.window.show_page("purchase")
    draft = documents.newest_draft(studio.database, "purchase", at_counter=False)
    page.open(draft)
    page.page._show_line(1)
    page.page.panel.tabs.setCurrentIndex(1)
    known = studio.numbers(f"{_HERE} LIMIT 2")
    entries_typed = ["NEW-0001", "NEW-0002", known[0], "new-0001", "序列号", "A" * 101, "OK/77"]
    page.page.panel.manual._box.setPlainText("\n".join(entries_typed))
    page.page.panel.manual.check()
    studio.shoot("purchase-manual-entry")
    page.page.panel.tabs.setCurrentIndex(0)
    page.page.queue.put("SN-1")
    page.page.queue.drain()
    page.show_list()


def refused_posting(studio: Studio) -> None:
    page = studio.window.show_page("sale")
    draft = documents.newest_draft(studio.database, "sale", at_counter=False)
    page.open(draft)
    page.page.post()
    studio.shoot("sale-refused")
    page.show_list()


def void_dialogs(studio: Studio) -> None:
    page = studio.window.show_page("purchase")
    blocked = sql.value(
        studio.database,
        "SELECT min(id) FROM document WHERE kind = 'purchase' AND state = 1",
    )
    free = sql.value(
        studio.database, "SELECT max(id) FROM document WHERE kind = 'sale' AND state = 1"
    )
    for name, id in (("void-chain", blocked), ("void", free)):
        document = documents.document(studio.database, id)
        studio.shoot(name, VoidDialog(studio.desk, document, page))


def scanner(studio: Studio) -> None:
    page = studio.window.show_page("scanner")
    keys = [Press(place * 4, text) for place, text in enumerate(TEST_CODE + "\r")]
    page.note_scan(keys)
    studio.shoot("scanner-first-of-three")
    page.note_scan([replace(key, text=key.text.swapcase()) for key in keys])
    studio.shoot("scanner-caps-lock")


def stray_scans(studio: Studio) -> None:
    studio.window.show_page("settings")
    for code in studio.numbers(f"{_HERE} LIMIT 2"):
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
    studio.shoot("records", RecordsDialog(studio.desk, page.model.row(0), page))
    page.filters.text.setText("nothing-like-this")
    page.reload()
    studio.shoot("search-empty")
    page.filters.clear()


SCENES: tuple[Callable[[Studio], None], ...] = (
    first_run,
    every_page,
    counter_while_scanning,
    documents_of_every_kind,
    manual_entry,
    refused_posting,
    void_dialogs,
    serial_search,
    scanner,
    stray_scans,
)
