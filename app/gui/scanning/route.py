"""Where a captured scan goes: from the focus upward, to the first part that takes it (C4)."""

from typing import NamedTuple, Protocol, runtime_checkable

from PySide6.QtWidgets import QApplication, QWidget

from app.domain.problems import Problem
from app.domain.verdicts import Finding, Level
from app.gui.kit.dialogs import is_closing


@runtime_checkable
class TakesScans(Protocol):
    """A field, a dialog or a page that codes are scanned into."""

    def take_scan(self, code: str) -> bool:
        """Take a code, or say no where it takes none at the moment."""


@runtime_checkable
class StandsOver(Protocol):
    """A part of the window that lies over the page for a moment; no scan is meant for it."""

    def stood_before(self) -> QWidget | None:
        """What had the focus before it: there a scan goes on; None: the page itself."""


class NotedScan(NamedTuple):
    """A scan for the scan log, which no document judged: what it came to, as ``scan_log.note``."""

    code: str
    level: Level
    finding: Finding | None = None
    problem: Problem | None = None
    product: str = ""
    document: int | None = None


FOLLOWED = "followed"
"""The property of a window whose place another takes, while it still has the keyboard."""


def hand_over(code: str, window: QWidget | None = None) -> QWidget | None:
    """Give a code to what has the focus, or to what is around it; the taker, or None.

    A dialog stands on the page that opened it, so that a scan falls through to that page; one that
    was answered takes none any more. What only lies over the page is passed by. ``window`` is the
    one that is worked in, also where another still has the focus.
    """
    widget = _focused(window)
    if widget is not None and is_closing(widget.window()):
        widget = widget.window().parentWidget()
    widget = _not_over(widget)
    while widget is not None:
        if isinstance(widget, TakesScans) and widget.take_scan(code):
            return widget
        widget = widget.parentWidget()
    return None


def _focused(window: QWidget | None) -> QWidget | None:
    focused = QApplication.focusWidget() or QApplication.activeWindow()
    if window is not None and focused is not None and focused.window().property(FOLLOWED):
        return window.focusWidget() or window
    return focused


def _not_over(focused: QWidget | None) -> QWidget | None:
    """What has the focus, or where it was before something lay over the page."""
    part = focused
    while part is not None:
        if isinstance(part, StandsOver):
            return _not_over(part.stood_before())
        part = part.parentWidget()
    return focused


TAKES_BADGES = "takesBadges"
"""The property of a part that a badge is scanned into: there it does not change who is here."""


def badge_wanted(window: QWidget | None = None) -> bool:
    """What has the focus, or stands around it, wants the badge that is scanned now."""
    part = _not_over(_focused(window))
    while part is not None:
        if part.property(TAKES_BADGES):
            return True
        part = part.parentWidget()
    return False


PLAIN_FIELD = "plainField"
"""The property of a field that a scan only fills: whoever reads the field judges it."""

WRITES_DOWN = "writesDownScans"
"""The property of a page or dialog that writes the scans it takes down itself, each with its
verdict."""


def is_written_down(taker: QWidget) -> bool:
    """Who took a scan, or what that stands in, writes it down; a plain field only shows it."""
    if taker.property(PLAIN_FIELD):
        return False
    part: QWidget | None = taker
    while part is not None:
        if part.property(WRITES_DOWN):
            return True
        part = part.parentWidget()
    return False
