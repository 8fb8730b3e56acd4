"""A clerk with a scanner before the real window: Xvfb, the program, real X key events.

What the clerk did is read back from the store by a second, read-only connection.
"""

import os
import shutil
import signal
import sqlite3
import subprocess
import sys
import time
from collections.abc import Callable, Iterable, Iterator
from contextlib import closing, contextmanager
from pathlib import Path

ROOT = Path(__file__).parents[2]
PATIENCE = 40.0
TOOLS = ("Xvfb", "openbox", "xdotool")
_FIRST = ("nice", "-n", "-15")
"""A real scanner's keys do not come later because the machine is busy. Without the right to it,
``nice`` says so and goes on."""


def tools_missing() -> list[str]:
    """What this test needs and the machine has not."""
    return [tool for tool in TOOLS if shutil.which(tool) is None]


@contextmanager
def screen() -> Iterator[dict[str, str]]:
    """A virtual screen with a window manager; yields the environment to start programs in."""
    reading, writing = os.pipe()
    server = subprocess.Popen(
        # -noreset: else the server starts again when its last client of the moment leaves.
        [*_FIRST, "Xvfb", "-displayfd", str(writing), "-screen", "0", "1366x768x24", "-noreset"],
        pass_fds=[writing],
        stderr=subprocess.DEVNULL,
    )
    os.close(writing)
    with open(reading) as told:  # noqa: PTH123
        display = f":{told.readline().strip()}"
    environment = {**os.environ, "DISPLAY": display, "QT_QPA_PLATFORM": "xcb"}
    wait_until(lambda: _answers(environment))
    manager = subprocess.Popen(["openbox"], env=environment, stderr=subprocess.DEVNULL)
    try:
        yield environment
    finally:
        for process in (manager, server):
            process.terminate()
            process.wait()


def _answers(environment: dict[str, str]) -> bool:
    """The screen takes clients."""
    asked = subprocess.run(
        ["xdotool", "getdisplaygeometry"], env=environment, capture_output=True, check=False
    )
    return asked.returncode == 0


def wait_until(happened: Callable[[], object]) -> None:
    """Wait until something is so; fail where it does not come."""
    until = time.monotonic() + PATIENCE
    while not happened():
        if time.monotonic() > until:
            raise AssertionError("waited in vain")
        time.sleep(0.05)


_SCANNED = "SELECT code, level FROM scan_log ORDER BY id DESC LIMIT 20"
SEEN = 0.3
"""Seconds from the moment a window has the keys until a person presses the first."""


class Clerk:
    """Types and scans into the program; ``delay`` is milliseconds a character.

    ``program`` is what Python runs as a module, with its first arguments.
    """

    def __init__(
        self,
        environment: dict[str, str],
        store: Path,
        delay: int = 2,
        program: tuple[str, ...] = ("app",),
    ) -> None:
        self._environment = environment
        self._store = store
        self._delay = delay
        self.program = subprocess.Popen(
            [sys.executable, "-m", *program, "--store", str(store)], env=environment, cwd=ROOT
        )
        try:
            self.wait_for_window()
        except AssertionError:
            self.kill()
            raise

    def _xdotool(self, *words: str, typed: str | None = None) -> str:
        done = subprocess.run(
            ["xdotool", *words],
            env=self._environment,
            input=typed,
            capture_output=True,
            text=True,
            check=False,
        )
        return done.stdout.strip()

    def wait_for_window(self) -> None:
        """Until the main window is there and has the focus."""
        self.wait(lambda: self._xdotool("search", "--onlyvisible", "--name", "Serialdesk"))
        window = self._xdotool("search", "--onlyvisible", "--name", "Serialdesk").split()[-1]
        self.wait(lambda: self._is_active(window))

    def _is_active(self, window: str) -> bool:
        self._xdotool("windowactivate", window)
        return self._xdotool("getactivewindow") == window

    def press(self, *keys: str) -> None:
        """Press keys by name, one after the other."""
        for key in keys:
            self._xdotool("key", "--clearmodifiers", key)

    def answer(self, title: str, *keys: str) -> None:
        """Press keys in the window of a title: once it is there, and somebody has seen it."""
        self.wait(lambda: self.front() == title)
        time.sleep(SEEN)
        self.press(*keys)

    def tap(self, *keys: str) -> None:
        """Press keys while the scanner may hold Shift: it is left as it is."""
        for key in keys:
            self._xdotool("key", key)

    def tap_at_once(self, *keys: str) -> None:
        """Press keys with nothing between them, faster than X moves the focus."""
        self._xdotool("key", "--delay", "0", *keys)

    def scan(self, codes: Iterable[str], delay: int | None = None) -> None:
        """Scan codes in one go, each ended by Return, at the scanner's speed."""
        with self.scanning(codes, delay):
            pass

    @contextmanager
    def scanning(self, codes: Iterable[str], delay: int | None = None) -> Iterator[None]:
        """Scan codes while the clerk does something else with mouse and keys."""
        speed = str(self._delay if delay is None else delay)
        scanner = subprocess.Popen(
            [*_FIRST, "xdotool", "type", "--delay", speed, "--file", "-"],
            env=self._environment,
            stdin=subprocess.PIPE,
            text=True,
        )
        assert scanner.stdin is not None
        scanner.stdin.write("".join(f"{code}\r" for code in codes))
        scanner.stdin.close()
        yield
        scanner.wait()

    def click(self, x: int, y: int) -> None:
        """Click at a place of the screen."""
        self._xdotool("mousemove", str(x), str(y), "click", "1")

    def front(self) -> str:
        """The title of the window with the focus."""
        return self._xdotool("getwindowfocus", "getwindowname")

    @contextmanager
    def busy(self) -> Iterator[None]:
        """The program answers nothing meanwhile, as if it worked."""
        self.program.send_signal(signal.SIGSTOP)
        yield
        self.program.send_signal(signal.SIGCONT)

    def type(self, text: str, pause: int = 60) -> None:
        """Type as a person does, with ``pause`` milliseconds from key to key."""
        self._xdotool("type", "--delay", str(pause), "--file", "-", typed=text)

    def go_to(self, page: str) -> None:
        """Ctrl+K, the page's name, Enter."""
        self.press("ctrl+k")
        self.type(page)
        self.press("Return")

    def choose(self, typed: str, query: str, expected: object) -> None:
        """Type words, and Enter for the first that they find: once more where it came too soon."""
        self.type(typed)
        for _try in range(8):
            self.press("Return")
            until = time.monotonic() + 1
            while time.monotonic() < until:
                if self.read(query)[0][0] == expected:
                    return
                time.sleep(0.05)
        raise AssertionError(f"“{typed}” is not chosen")

    def wait(self, happened: Callable[[], object]) -> None:
        """Wait until something is so, while the program runs."""

        def so() -> object:
            assert self.program.poll() is None, f"ended with {self.program.returncode}"
            return happened()

        try:
            wait_until(so)
        except AssertionError as failed:
            if self.program.poll() is None:
                failed.add_note(f"in front: {self.front()!r}; scanned: {self.read(_SCANNED)}")
            raise

    def read(self, query: str, *values: object) -> list[tuple]:
        """What the store says."""
        address = f"file:{self._store}?mode=ro"
        with closing(sqlite3.connect(address, uri=True, timeout=10)) as connection:
            return connection.execute(query, values).fetchall()

    def wait_for(self, query: str, expected: object) -> None:
        """Wait until a query's first field is ``expected``."""
        self.wait(lambda: self.read(query)[0][0] == expected)

    def kill(self) -> None:
        """As the power goes: no chance to write anything more."""
        self.program.kill()
        self.program.wait()

    def close(self) -> None:
        """End the program."""
        self.program.terminate()
        self.program.wait()
