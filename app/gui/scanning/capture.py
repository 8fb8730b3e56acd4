"""Takes scans out of the keys of all windows, wherever the focus is (C4, C5)."""

from collections.abc import Callable
from typing import NamedTuple

import shiboken6
from PySide6.QtCore import QCoreApplication, QElapsedTimer, QEvent, QObject, Qt, QTimer
from PySide6.QtGui import QKeyEvent, QWindow
from PySide6.QtWidgets import QApplication, QWidget

from app.domain.keystrokes import Classifier, Decision
from app.domain.scanner import Press, Profile
from app.gui.kit.dialogs import asking_over
from app.gui.kit.guard import guarded

RAW_KEYS = "rawKeys"
"""The property of a widget that takes a scanner's keys themselves, one by one, to learn it."""

_LAST_LOOK = 5
_LATE = 10
_KEYS = (QEvent.Type.ShortcutOverride, QEvent.Type.KeyPress, QEvent.Type.KeyRelease)
_CLICKS = (QEvent.Type.MouseButtonPress, QEvent.Type.MouseButtonRelease)
_MODIFIERS = (
    Qt.Key.Key_Shift,
    Qt.Key.Key_Control,
    Qt.Key.Key_Alt,
    Qt.Key.Key_AltGr,
    Qt.Key.Key_Meta,
    Qt.Key.Key_CapsLock,
    Qt.Key.Key_NumLock,
)
_ENDING_KEYS = (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Tab)


class _Typed(NamedTuple):
    """A key event that waits, and the window it was meant for."""

    window: QWindow
    event: QKeyEvent


class ScanCapture(QObject):
    """Tells a scanner from typing by the events' own times, and hands whole codes over.

    It watches the window with the focus: that is where keys arrive, once each, before any widget,
    button or dialog sees them. Keys are held for some 45 ms; what turns out to be typed goes on
    to where it was meant for, unchanged and in its order.
    """

    def __init__(self, application: QApplication) -> None:
        super().__init__(application)
        self._take: Callable[[str], object] | None = None
        self._classifier: Classifier[_Typed] = Classifier(Profile())
        self._giving_back = False
        self._last_window: QWindow | None = None
        self._leaving: QWindow | None = None
        self._follows: QWidget | None = None
        self._is_giving = False
        self._since = QElapsedTimer()
        self._quiet = QElapsedTimer()
        self._quiet.start()
        self._timer = QTimer(self, singleShot=True, timerType=Qt.TimerType.PreciseTimer)
        self._timer.timeout.connect(self._look_again)
        self._last_look = QTimer(self, singleShot=True, timerType=Qt.TimerType.PreciseTimer)
        self._last_look.timeout.connect(self._fall_silent)
        application.focusWindowChanged.connect(self._watch)
        application.focusChanged.connect(self._watch_popup)
        self._watch(application.focusWindow())

    def serve(self, take: Callable[[str], object], profile: Profile) -> None:
        """Hand scans of a scanner like ``profile`` to ``take`` from now on.

        A code that is on its way is handed to it too, once it is whole.
        """
        if self._take is None or profile != self._classifier.profile:
            self._carry_out(self._classifier.interrupt())
            self._classifier = Classifier(profile)
        self._take = take

    def stop(self) -> None:
        """Stop watching: every key goes straight to the widget that it is meant for."""
        self._carry_out(self._classifier.interrupt())
        self._take = None

    def redirect(self, leaving: QWindow | None, follows: QWidget | None) -> None:
        """Keys that still reach the one window are for the other, until this is told again.

        No shortcut acts meanwhile: Qt would take it for one of the window that leaves.
        """
        self._leaving, self._follows = leaving, follows

    def quiet(self) -> float:
        """For how many seconds nobody has pressed a key or clicked."""
        return self._quiet.elapsed() / 1000

    # Keys -------------------------------------------------------------------------------------

    def _watch(self, window: QWindow | None) -> None:
        """Watch the window with the focus; the one before too, since keys on the way reach it."""
        if window is not None:
            self._last_window = window
            window.installEventFilter(self)

    @guarded(False)
    def eventFilter(self, window: QObject, event: QEvent) -> bool:
        kind = event.type()
        if self._is_giving and kind == QEvent.Type.ShortcutOverride:
            event.accept()
            return True
        if self._take is None:
            return False
        if self._giving_back and kind in _KEYS:  # this one alone: what it opens may wait for more
            self._giving_back = False
            return False
        if kind in _KEYS or kind in _CLICKS:
            self._quiet.restart()
        if kind in _KEYS and isinstance(event, QKeyEvent) and isinstance(window, QWindow):
            return self._key(window, event)
        if kind in _CLICKS:
            QTimer.singleShot(0, self, self._watch_popup)  # a click may open a list or a menu
        return False

    def _key(self, window: QWindow, event: QKeyEvent) -> bool:
        """True where the key is held or eaten. One without a time cannot be told, and goes on."""
        if not event.timestamp() or event.key() in _MODIFIERS or _takes_raw_keys():
            return False
        press = press_of(event)
        if event.type() == QEvent.Type.ShortcutOverride:
            # No shortcut may answer to what can be a part of a code.
            is_code = bool(press.text) and (self._classifier.is_holding or not _is_control(event))
            if not is_code:  # it may be a shortcut, which acts now: not before what was typed
                self._carry_out(self._classifier.hurry(press))
                # None acts beneath a dialog, or in a window that another has followed.
                is_code = asking_over(window) is not None or window is self._leaving
            event.setAccepted(is_code)
            return is_code
        if window is self._leaving and self._follows is not None:
            window = self._follows.windowHandle()
        kept = _Typed(window, _copy(event))
        if event.type() == QEvent.Type.KeyRelease:
            decision = self._classifier.release(press.time, press.key, kept)
        else:
            decision = self._classifier.press(press, kept)
        self._carry_out(decision)
        if not decision.keep:
            self._send(_Typed(window, event))
        return True

    def _send(self, typed: _Typed) -> None:
        """Let a key go where it goes now: to an open list or menu, else where it was meant for.

        What comes up over a window has its keys, also before X gives it the focus. What a key opens
        is watched at once, since the next one goes there.
        """
        popup = QApplication.activePopupWidget()
        if popup is None and shiboken6.isValid(typed.window):
            dialog = asking_over(typed.window)
            if dialog is not None:
                dialog.take_key(typed.event)
                return
        window: QWindow | None = popup.windowHandle() if popup is not None else typed.window
        if window is None or not (shiboken6.isValid(window) and window.isVisible()):
            window = self._last_window
        if window is None or not shiboken6.isValid(window):
            return
        if self._follows is not None and window is self._follows.windowHandle():
            self._give(self._follows.focusWidget() or self._follows, typed.event)
            return
        self._giving_back = True
        QCoreApplication.sendEvent(window, typed.event)
        self._giving_back = False
        self._watch_popup()

    def _give(self, to: QWidget, event: QKeyEvent) -> None:
        """To a widget of a window that has not the keyboard yet, past all shortcuts."""
        to.installEventFilter(self)
        self._is_giving = True
        QCoreApplication.sendEvent(to, event)
        self._is_giving = False
        if shiboken6.isValid(to):
            to.removeEventFilter(self)

    def _watch_popup(self) -> None:
        """An open list or menu gets all keys, though its window has no focus."""
        popup = QApplication.activePopupWidget()  # kept: its window is gone for us without it
        if popup is not None and popup.windowHandle() is not None:
            popup.windowHandle().installEventFilter(self)

    def _carry_out(self, decision: Decision[_Typed]) -> None:
        for typed in decision.typed:
            self._send(typed)
        self._last_look.stop()
        if self._classifier.patience:
            self._since.start()
            self._timer.start(self._classifier.patience)
        else:
            self._timer.stop()
        if decision.scan is not None and self._take is not None:
            self._take(decision.scan)

    # Silence ----------------------------------------------------------------------------------

    def _look_again(self) -> None:
        """Keys may have come that nobody has read yet: let the event loop go round once more.

        A late timer says that the program was busy: then wait for as long again.
        """
        patience = self._classifier.patience
        late = self._since.elapsed() > patience + _LATE
        self._last_look.start(patience if late else _LAST_LOOK)

    def _fall_silent(self) -> None:
        self._carry_out(self._classifier.silence())


def press_of(event: QKeyEvent) -> Press:
    """What a key event says about who typed it."""
    key = event.nativeScanCode() or event.key()
    return Press(event.timestamp(), _text(event), key, event.isAutoRepeat())


def _is_control(event: QKeyEvent) -> bool:
    return bool(event.modifiers() & Qt.KeyboardModifier.ControlModifier)


def _text(event: QKeyEvent) -> str:
    """What a key can add to a code: nothing where it is a command.

    Scanners send control characters as Ctrl+letter; with Ctrl and Alt people type such as @.
    """
    held = event.modifiers()
    text = event.text()
    if event.key() == Qt.Key.Key_Backtab or held & Qt.KeyboardModifier.MetaModifier:
        return ""
    with_alt = bool(held & Qt.KeyboardModifier.AltModifier)
    if _is_control(event):
        is_command = text.isprintable() != with_alt or event.key() in _ENDING_KEYS
        return "" if is_command else text
    return "" if with_alt else text


def _copy(event: QKeyEvent) -> QKeyEvent:
    """The event itself is gone when its handling ends."""
    copied = QKeyEvent(
        event.type(),
        event.key(),
        event.modifiers(),
        event.nativeScanCode(),
        event.nativeVirtualKey(),
        event.nativeModifiers(),
        event.text(),
        event.isAutoRepeat(),
        event.count(),
    )
    copied.setTimestamp(event.timestamp())
    return copied


def _takes_raw_keys() -> bool:
    focused = QApplication.focusWidget()
    return focused is not None and bool(focused.property(RAW_KEYS))
