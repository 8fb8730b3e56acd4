"""Every scan arrives while the store cannot be written: held by another program, on a full disk.

``SERIALDESK_SCANS=1000 python -m pytest tests/e2e/test_scans_while_the_disk_waits.py -s`` makes as
many scans, the store held for 5 seconds at a time, and prints what was done meanwhile.
"""

import os
import shutil
import sqlite3
import subprocess
import threading
import time
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path

import pytest

from tests.e2e.clerk import Clerk, screen, tools_missing

pytestmark = [
    pytest.mark.skipif(
        bool(tools_missing()), reason=f"not on this machine: {', '.join(tools_missing())}"
    ),
    pytest.mark.rule("C4", "D11"),
]
SCANS = int(os.environ.get("SERIALDESK_SCANS", "60"))
HELD = 5.0 if SCANS >= 1000 else 1.2
"""Seconds for which the store is held, or the disk is full, at a time."""
FREE = 1.0
ON_DRAFT = "SELECT count(*) FROM draft_serial"
DISK = 3 << 19


class Hindrance(threading.Thread):
    """Keeps the store from being written for HELD seconds at a time, again and again."""

    def __init__(self, store: Path) -> None:
        super().__init__()
        self.store = store
        self.times = 0
        self._ended = threading.Event()

    def run(self) -> None:
        while not self._ended.is_set():
            self.hold()
            self._ended.wait(FREE)

    def hold(self) -> None:
        raise NotImplementedError

    def wait(self) -> None:
        self.times += 1
        self._ended.wait(HELD)

    @contextmanager
    def going_on(self) -> Iterator[None]:
        self.start()
        try:
            yield
        finally:
            self._ended.set()
            self.join()


class Lock(Hindrance):
    """Another program in a long transaction."""

    def hold(self) -> None:
        with closing(sqlite3.connect(self.store, isolation_level=None, timeout=30)) as other:
            other.execute("BEGIN EXCLUSIVE")
            self.wait()
            other.execute("ROLLBACK")


class FullDisk(Hindrance):
    """A small disk that something else fills to the last byte; then there is room."""

    def hold(self) -> None:
        filler = self.store.with_name("filler")
        with filler.open("wb", buffering=0) as file, pytest.raises(OSError, match="No space"):
            while True:
                file.write(bytes(512))
        self.wait()
        filler.unlink()


@pytest.fixture
def small_disk(tmp_path: Path) -> Iterator[Path]:
    """One and a half megabytes to keep a shop on."""
    folder = tmp_path / "disk"
    folder.mkdir()
    words = ["mount", "-t", "tmpfs", "-o", f"size={DISK}", "tmpfs", str(folder)]
    if subprocess.run(words, capture_output=True, check=False).returncode:
        pytest.skip("a small disk cannot be mounted here: that needs root")
    yield folder
    subprocess.run(["umount", "--lazy", str(folder)], check=True)


@pytest.mark.parametrize("hindrance", [Lock, FullDisk])
def test_every_scan_is_on_the_draft_once_and_in_order(
    request: pytest.FixtureRequest, store: Path, hindrance: type[Hindrance]
) -> None:
    if hindrance is FullDisk:
        store = Path(shutil.copy(store, request.getfixturevalue("small_disk") / "shop.sdk"))
    serials = [f"SN{place:05}xK" for place in range(SCANS)]
    with screen() as environment:
        clerk = Clerk(environment, store)
        try:
            clerk.press("ctrl+3", "ctrl+n")
            clerk.wait_for("SELECT count(*) FROM document WHERE kind = 'purchase' AND state = 0", 1)
            clerk.scan(["6901234567892"])
            clerk.wait_for("SELECT count(*) FROM document_line", 1)
            slow = hindrance(store)
            start = time.monotonic()
            with slow.going_on():
                for at in range(0, SCANS, 20):
                    clerk.scan(serials[at : at + 20])
            clerk.wait_for(ON_DRAFT, SCANS)
            took = time.monotonic() - start
            entered = clerk.read("SELECT number FROM draft_serial ORDER BY id")
            logged = clerk.read("SELECT code FROM scan_log WHERE level = 'ACCEPTED' ORDER BY id")
        finally:
            clerk.close()
    assert [number for (number,) in entered] == serials
    assert [code for (code,) in logged] == ["6901234567892", *serials]
    assert slow.times > 0
    print(f"{SCANS} scans exact in {took:.0f} s; {slow.times} × {HELD} s {hindrance.__name__}")
