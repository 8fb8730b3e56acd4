"""What several scenes need: a document that is opened, codes that are scanned."""

from PySide6.QtWidgets import QApplication

from app.gui.documents.list_page import DocumentsPage
from app.gui.documents.page import DocumentPage
from app.gui.kit.tasks import Task
from db import sql
from tests.screens.studio import Studio

HERE = "SELECT number FROM serial WHERE status = 1 AND warehouse_id = 1 ORDER BY id DESC"


def finish(task: Task) -> None:
    while task.busy:
        QApplication.processEvents()


def opened(studio: Studio, draft: int) -> DocumentPage:
    """The page that shows a document."""
    studio.window.open_document(draft)
    page = studio.window.stack.currentWidget()
    assert isinstance(page, DocumentsPage)
    shown = page.stack.currentWidget()
    assert isinstance(shown, DocumentPage)
    return shown


def newest(studio: Studio, kind: str, state: int) -> int:
    query = "SELECT max(id) FROM document WHERE kind = ? AND state = ?"
    return sql.value(studio.database, query, kind, state)


def scan(page: DocumentPage, *codes: str) -> None:
    for code in codes:
        page.queue.put(code)
    page.queue.drain()


def barcodes(studio: Studio, tracked: bool) -> list[str]:
    return studio.numbers(
        "SELECT b.barcode FROM product_barcode b JOIN product p ON p.id = b.product_id"
        f" WHERE p.track_serials = {int(tracked)} ORDER BY p.id"
    )
