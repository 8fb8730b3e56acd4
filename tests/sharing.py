"""``pytest --share FOLDER``: processes that are given the same folder, empty at first, share the
tests out.

Each takes the next file of tests that none has taken yet and runs it whole, so that none is left
alone with much while others have ended. One begins with the first file, which has windows, the
others with the last: what windows leave free of a process's memory, in ever smaller pieces, makes
each store that is made or brought up there take up to four times as long.
"""

from collections.abc import Iterator, Sequence
from itertools import groupby
from pathlib import Path

import pytest


class Share:
    """What this process runs of all the tests."""

    def __init__(self, taken: Path) -> None:
        self._taken = taken
        """Has a file for each file of tests that is taken."""

    def pytest_runtestloop(self, session: pytest.Session) -> bool | None:
        """Run what is taken, as pytest runs all (``_pytest.main``), which does what is no running.

        One file is taken ahead of the last test of another: what both need stays.
        """
        if session.testsfailed or session.config.option.collectonly:
            return None
        tests = self._tests_taken(session.items)
        test = next(tests, None)
        while test is not None:
            after = next(tests, None)
            test.config.hook.pytest_runtest_protocol(item=test, nextitem=after)
            if session.shouldfail:
                raise session.Failed(session.shouldfail)
            if session.shouldstop:
                raise session.Interrupted(session.shouldstop)
            test = after
        return True

    def _tests_taken(self, tests: Sequence[pytest.Item]) -> Iterator[pytest.Item]:
        files = [list(of_file) for _path, of_file in groupby(tests, key=lambda test: test.path)]
        places = range(len(files))
        for place in places if self._take("the first process") else reversed(places):
            if self._take(f"file {place}"):
                yield from files[place]

    def _take(self, what: str) -> bool:
        """Is it this process's? All have the same files in the same order."""
        try:
            (self._taken / what).touch(exist_ok=False)
        except FileExistsError:
            return False
        return True
