"""A captured scan comes to where the clerk works; what nobody takes is kept and shown (C4)."""

from PySide6.QtWidgets import QWidget

from app.domain.verdicts import Finding, Level
from app.gui.documents.page import DocumentPage
from app.gui.kit.desk import Desk
from app.gui.kit.dialogs import asking
from app.gui.scanning.route import (
    PLAIN_FIELD,
    NotedScan,
    TakesScans,
    badge_wanted,
    hand_over,
    is_written_down,
)
from app.gui.shell.leaving_window import LeavingWindow
from app.services.entry import scan_log


class RoutingWindow(LeavingWindow):
    """The part of the window that brings scans to its pages."""

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk)
        self.worked_on = "counter"  # the last page of documents
        desk.bus.scan_again.connect(self._scan_again)
        desk.bus.stray_scan.connect(self.strays.keep)
        desk.bus.scan_noted.connect(self._write_down)
        desk.bus.document_shown.connect(self.strays.show_now)
        self.strays.wanted.connect(self._strays_to_counter)
        self.strays.wanted_here.connect(self._strays_into_document)

    def offers(self, key: str) -> bool:
        """Who is here may see a page."""
        raise NotImplementedError

    def counter(self) -> DocumentPage | None:
        """The Counter's page, shown; None where it cannot be, or who is here does not sell."""
        raise NotImplementedError

    def route_scan(self, code: str) -> None:
        """Bring a captured scan to where the clerk works; what nobody takes is kept and shown.

        While it is locked, it waits for who signs in; a badge says who that is, at any time.
        """
        if self.is_locked or self._is_badge(code):
            self.lock()
            if self.sign_in is not None and self.is_locked:
                self.sign_in.take_scan(code)
            return
        taker = hand_over(code, self)
        if taker is None and not self.take_scan(code):
            self.strays.keep(code)
            return
        self._note_taken(code, taker)
        dialog = asking()
        if dialog is not None and (taker is None or taker.window() is not dialog):
            self.strays.note_behind()

    def _is_badge(self, code: str) -> bool:
        """It is somebody's badge, and no part of the page asks for one."""
        from app.services import proving  # with the first scan

        return proving.by_badge(self.desk.database, code) is not None and not badge_wanted(self)

    def take_scan(self, code: str) -> bool:
        """The page on top takes the scan, where it takes any."""
        page = self.stack.currentWidget()
        return isinstance(page, TakesScans) and page.take_scan(code)

    def _note_taken(self, code: str, taker: QWidget | None) -> None:
        """A scan that no document judges is heard and written down too (C4): where it went."""
        if taker is None or taker is self:
            taker = self.stack.currentWidget()
        if taker is None or is_written_down(taker):
            return
        draft = next((page for page in self._document_pages() if page.isAncestorOf(taker)), None)
        document = draft.document.id if draft and draft.document else None
        plain = bool(taker.property(PLAIN_FIELD))
        finding = Finding.INTO_FIELD if plain else Finding.LOOKED_UP
        name = taker.accessibleName() if plain else ""
        self._write_down(NotedScan(code, Level.NOTED, finding, None, name, document))
        self.desk.sounds.play(Level.NOTED)

    def _write_down(self, scan: NotedScan) -> None:
        """Put a line into the scan log; once the disk allows it, if not now."""
        session = self.desk.session.at(self.desk.session.now())  # when it was scanned
        self._log.write(
            object(),
            lambda: scan_log.note(
                session,
                scan.code,
                scan.level,
                scan.finding,
                scan.problem,
                scan.product,
                scan.document,
            ),
        )

    def _scan_again(self, codes: list[str]) -> None:
        """Let codes of the scan log act on the document that was worked on last."""
        page = self.show_page(self.worked_on if self.offers(self.worked_on) else "scan_log")
        for code in codes:
            if not (isinstance(page, TakesScans) and page.take_scan(code)):
                self.strays.keep(code)

    def _strays_to_counter(self) -> None:
        counter = self.counter()
        if counter is not None:
            for code in self.strays.take_all():
                counter.take_scan(code)

    def _strays_into_document(self) -> None:
        page = self._draft_shown()
        if page is not None:
            for code in self.strays.take_all():
                page.take_scan(code)
