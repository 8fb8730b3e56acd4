"""Before the window closes or is built anew: what was entered is written, or given up knowingly."""

import logging
from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING

from PySide6.QtGui import QCloseEvent
from PySide6.QtWidgets import QWidget

from app.gui.documents.holds_documents import HoldsDocuments
from app.gui.documents.open_document import OpenDocument
from app.gui.kit.desk import Desk
from app.gui.kit.guard import guarded
from app.gui.kit.questions import give_up
from app.gui.kit.shown_stack import ShownStack
from app.gui.kit.write_again import WriteAgain
from app.gui.scanning.queue import ScanQueue
from app.gui.scanning.stray_scans import StrayScans
from app.gui.shell.lockable_window import LockableWindow
from app.services.entry import scan_log
from app.text import _, called, ngettext
from db.engine.trouble import StoreTrouble

if TYPE_CHECKING:
    from app.gui.kit.forms import Form

_log = logging.getLogger(__name__)
_SHOWN = 40


class LeavingWindow(LockableWindow):
    """The part of the window that loses nothing when it goes."""

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk)
        self.pages: dict[str, QWidget] = {}
        self.stack = ShownStack()
        self.strays = StrayScans(desk, lambda: self._draft_shown() is not None)
        self._log = WriteAgain(self)
        self.given_up = False
        """Closing asks no more: it was asked before."""
        self.others: Callable[[], Sequence[LeavingWindow]] = tuple
        """The windows of others, who come back to theirs."""

    def show_page(self, key: str) -> QWidget:
        """Show a page by its key."""
        raise NotImplementedError

    def open_document(self, document: int) -> None:
        """Show a document on the page of its kind."""
        raise NotImplementedError

    def _document_pages(self) -> list[OpenDocument]:
        return self.findChildren(OpenDocument)

    def _draft_shown(self) -> OpenDocument | None:
        """The page of the draft that is shown; None where no document takes scans."""
        shown = self.stack.currentWidget()
        page = shown.shown_page() if isinstance(shown, HoldsDocuments) else shown
        return page if isinstance(page, OpenDocument) and page.takes_scans() else None

    def may_leave(self) -> bool:
        """Nothing that is being edited waits to be saved, or the user gives it up."""
        from app.gui.kit.forms import Form  # with the first form

        forms = all(self._may_leave(form) for form in self.findChildren(Form))
        return forms and all(self._may_leave_voids(page) for page in self._document_pages())

    def _may_leave(self, form: "Form") -> bool:
        if not form.is_changed():
            return True
        self._show_page_of(form)
        return form.may_leave()

    def _may_leave_voids(self, page: OpenDocument) -> bool:
        """No reason was typed for a void that was not carried out, or the user gives it up."""
        if "posted" not in vars(page):  # nothing posted was shown, and none is made to ask it
            return True
        panel = page.posted.void_panel
        kept = next((id for id in panel.waiting() if not panel.may_leave(id)), None)
        if kept is not None:
            self.open_document(kept)
            page.posted.show_void()
        return kept is None

    def _show_page_of(self, part: QWidget) -> None:
        itself = next((key for key, page in self.pages.items() if page is part), None)
        around = next((key for key, page in self.pages.items() if page.isAncestorOf(part)), None)
        key = itself or around
        if key:
            self.show_page(key)

    def let_go(self) -> list[str]:
        """Write all that is typed and take all scans, before the window is built anew.

        Returns the codes that nothing took; they are the new window's.
        """
        codes = [code for page in self._document_pages() for code in page.let_go()]
        for queue in self.findChildren(ScanQueue):
            queue.drain()
        codes = [*self.strays.take_all(), *codes]
        self._finish_log([])
        return codes

    def _finish_entry(self) -> bool:
        """Before the window closes: all that was entered is written, or the user gives it up."""
        pages = self._document_pages()
        unsaved = [page for page in pages if page.draft is not None and not page.finish_fields()]
        for queue in self.findChildren(ScanQueue):
            queue.drain()
        codes = [*self.strays.codes, *(code for page in pages for code in page.waiting_codes())]
        if not unsaved and not codes:
            self._finish_log([])
            return True
        if unsaved:
            self._show_page_of(unsaved[0])
        stuck = any(queue.trouble for queue in self.findChildren(ScanQueue))
        text = _unfinished(codes, stuck)
        if not give_up(self, _("Close"), text, _("Go back"), _("Close anyway")):
            return False
        self._finish_log(codes)
        return True

    def _finish_log(self, dropped: list[str]) -> None:
        """Write down what waits to be, and the scans that the window leaves behind."""
        try:
            self._log.finish()
            scan_log.note_dropped(self.desk.session, dropped)
        except StoreTrouble as trouble:
            _log.warning("scans are not in the scan log: %s", trouble.trouble)

    def unsaved(self) -> bool:
        """Something that was entered here would be lost with the window: drafts stay anyway."""
        from app.gui.kit.forms import Form  # with the first form

        forms = any(form.is_changed() for form in self.findChildren(Form))
        pages = self._document_pages()
        voids = any(page.posted.void_panel.waiting() for page in pages if "posted" in vars(page))
        fields = [page.draft is not None and not page.finish_fields() for page in pages]
        codes = [*self.strays.codes, *(code for page in pages for code in page.waiting_codes())]
        return forms or voids or any(fields) or bool(codes)

    def _others_may_go(self) -> bool:
        """Nobody else left anything here that is not saved, or it is given up."""
        left = [called(one.desk.session.person.name) for one in self.others() if one.unsaved()]
        if not left:
            return True
        text = _("What {people} entered here is not saved. Close without it?")
        text = text.format(people=_(", ").join(left))
        return give_up(self, _("Close"), text, _("Go back"), _("Close anyway"))

    @guarded()
    def closeEvent(self, event: QCloseEvent) -> None:
        if not self.given_up and not (
            self._others_may_go() and self.may_leave() and self._finish_entry()
        ):
            event.ignore()
            return
        self.given_up = True
        self.desk.sounds.close()
        super().closeEvent(event)


def _unfinished(codes: list[str], stuck: bool) -> str:
    """What would be lost with the window: scans by their codes, or what is typed.

    ``stuck``: the store cannot be written, so that they do not even come into the scan log.
    """
    if not codes:
        return _("What you typed is not saved: the page says why. Close without it?")
    shown = ", ".join(codes[:_SHOWN]) + (" …" if len(codes) > _SHOWN else "")
    count = ngettext(
        "{count} scan is on no document yet:", "{count} scans are on no document yet:", len(codes)
    )
    choice = (
        _("They wait for the disk. Go back, and they are taken as soon as they can be.")
        if stuck
        else _("Go back to keep them. If you close, they are dropped, and the scan log says so.")
    )
    return f"{count} {shown}\n{choice}"
