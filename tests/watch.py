"""A test that waits for ever is ended, and says where.

As pytest does it by itself (``faulthandler_timeout``), but not anew for each test: a watch is a
thread, and to wait for its end took as long as many a test.
"""

import faulthandler
import os
import sys
from time import monotonic

import pytest

_FOR_EVER, _SET_ANEW = 300, 60
"""Seconds: a test that takes longer is ended; how often the watch is set anew."""


class Watch:
    """Ends the process where one test takes longer than all, and says what it was doing."""

    def __init__(self) -> None:
        assert sys.__stderr__ is not None
        self._out = os.dup(sys.__stderr__.fileno())  # before what tests say is taken away
        self._due = 0.0

    @pytest.hookimpl(tryfirst=True)
    def pytest_runtest_protocol(self) -> None:
        """A test begins, in the process that runs it."""
        if monotonic() >= self._due:
            self._due = monotonic() + _SET_ANEW
            faulthandler.dump_traceback_later(_FOR_EVER + _SET_ANEW, file=self._out, exit=True)

    def pytest_exception_interact(self) -> None:
        """A test failed: pytest takes the watch away, as somebody may be looking at it."""
        self._due = 0.0

    def pytest_unconfigure(self) -> None:
        """All is done."""
        faulthandler.cancel_dump_traceback_later()
        os.close(self._out)
