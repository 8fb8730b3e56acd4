"""A guard around what Qt calls by itself: a fault there becomes a report instead of the end.

An exception that leaves an override of a Qt virtual (paint, show, resize, data, sort, a key…) ends
the process with most of them (PySide6 6.11). So every such override in ``app.gui`` is ``guarded``.
"""

import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from functools import wraps
from inspect import CO_VARARGS
from typing import Any, TypeVar

from app.log_file import Own

Method = TypeVar("Method", bound=Callable[..., Any])

_raised: ContextVar[list[Exception] | None] = ContextVar("raised", default=None)


def guarded(answer: object = None) -> Callable[[Method], Method]:
    """Guard an override; where it fails the fault is reported, and Qt gets ``answer``."""

    def guard(method: Method) -> Method:
        code = method.__code__
        most = None if code.co_flags & CO_VARARGS else code.co_argcount

        @wraps(method)
        def safe(*given: object, **named: object) -> object:
            try:
                # As a slot it may be given more than it takes, which Qt cannot see any more.
                return method(*given[:most], **named)
            except (Exception, KeyboardInterrupt) as fault:
                _tell(fault, method)
                return answer

        safe.guarded = True  # type: ignore[attr-defined]
        return safe  # type: ignore[return-value]

    return guard


def _tell(fault: BaseException, method: Callable[..., Any]) -> None:
    raised = _raised.get()
    if raised is not None and isinstance(fault, Exception):
        raised.append(fault)
        return
    fault.add_note(Own(f"{IN_QT} {method.__qualname__}"))
    sys.excepthook(type(fault), fault, fault.__traceback__)


IN_QT = "called by Qt:"
"""Begins the note on a fault in an override: what Qt calls once it may call again and again."""


@contextmanager
def faults_raised() -> Iterator[None]:
    """Raise the first fault of an override that is called meanwhile, instead of reporting it."""
    raised: list[Exception] = []
    before = _raised.set(raised)
    try:
        yield
    finally:
        _raised.reset(before)
    if raised:
        raise raised[0]
