"""Where a captured scan goes: from the focus upward, to the first part that takes it (C4)."""

from typing import Protocol, runtime_checkable

from PySide6.QtWidgets import QApplication, QWidget

from app.gui.dialogs import is_closing


@runtime_checkable
class TakesScans(Protocol):
    """A field, a dialog or a page that codes are scanned into."""

    def take_scan(self, code: str) -> bool:
        """Take a code, or say no where it takes none at the moment."""


def hand_over(code: str) -> QWidget | None:
    """Give a code to what has the focus, or to what is around it; the taker, or None.

    A dialog stands on the page that opened it, so that a scan falls through to that page; one that
    was answered takes none any more.
    """
    widget = QApplication.focusWidget() or QApplication.activeWindow()
    if widget is not None and is_closing(widget.window()):
        widget = widget.window().parentWidget()
    while widget is not None:
        if isinstance(widget, TakesScans) and widget.take_scan(code):
            return widget
        widget = widget.parentWidget()
    return None
