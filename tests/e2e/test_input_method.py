"""Codes arrive whole while IBus has Pinyin switched on; a note still composes (C5)."""

import os
import shutil
import signal
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from tests.e2e.clerk import Clerk, screen, tools_missing, wait_until

TOOLS = ("ibus-daemon", "ibus", "dbus-daemon")
_ENGINE = Path("/usr/share/ibus/component/libpinyin.xml")
pytestmark = pytest.mark.skipif(
    bool(tools_missing() or [tool for tool in TOOLS if not shutil.which(tool)])
    or not _ENGINE.exists(),
    reason="needs ibus, ibus-libpinyin and dbus-daemon",
)
CODES = ["SN2024abcDEF-0001", "nihao123zhongguo", "SN25.2a4b", "x1y2z3w4Q5"]
ON_DRAFT = "SELECT count(*) FROM draft_serial"


@contextmanager
def pinyin(environment: dict[str, str], home: Path) -> Iterator[dict[str, str]]:
    """A bus of its own with IBus on it, Pinyin being the one engine."""
    bus = subprocess.Popen(
        ["dbus-daemon", "--session", "--nofork", "--print-address"],
        stdout=subprocess.PIPE,
        text=True,
        env=environment,
    )
    assert bus.stdout is not None
    own = environment | {
        "DBUS_SESSION_BUS_ADDRESS": bus.stdout.readline().strip(),
        "QT_IM_MODULE": "ibus",
        "HOME": str(home),
        "XDG_CONFIG_HOME": str(home / "config"),
        "XDG_CACHE_HOME": str(home / "cache"),
        "GSETTINGS_BACKEND": "memory",
    }
    daemon = subprocess.Popen(
        ["ibus-daemon", "--panel", "disable", "--emoji-extension", "disable"],
        env=own,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        start_new_session=True,
    )

    def ibus(*words: str) -> str:
        asked = subprocess.run(
            ["ibus", *words], env=own, capture_output=True, text=True, timeout=20, check=False
        )
        return asked.stdout.strip()

    try:
        wait_until(lambda: ibus("engine", "libpinyin") or ibus("engine") == "libpinyin")
        yield own
    finally:
        os.killpg(daemon.pid, signal.SIGTERM)
        bus.terminate()
        daemon.wait()
        bus.wait()
        bus.stdout.close()


@pytest.fixture
def clerk(store: Path, tmp_path: Path) -> Iterator[Clerk]:
    with screen() as environment, pinyin(environment, tmp_path) as own:
        made = Clerk(own, store)
        yield made
        made.close()


@pytest.mark.rule("C5")
def test_with_pinyin_on_codes_arrive_whole_and_a_note_composes(clerk: Clerk) -> None:
    clerk.press("ctrl+3", "ctrl+n")
    clerk.wait_for("SELECT count(*) FROM document WHERE kind = 'purchase' AND state = 0", 1)

    clerk.press("alt+n")  # the note: free text
    clerk.type("nihao ")
    clerk.press("F2")
    clerk.wait_for("SELECT note FROM document WHERE kind = 'purchase'", "你好")

    clerk.type("PHONE-1\r", pause=70)  # by hand into the scan box
    clerk.wait_for("SELECT count(*) FROM document_line", 1)
    clerk.type(f"{CODES[0]}\r", pause=70)
    clerk.wait_for(ON_DRAFT, 1)
    clerk.scan(CODES[1:3])
    clerk.wait_for(ON_DRAFT, 3)
    clerk.press("Tab", "Tab", "Tab")  # somewhere else: a table or a button
    clerk.scan(CODES[3:])
    clerk.wait_for(ON_DRAFT, 4)
    assert [
        number for (number,) in clerk.read("SELECT number FROM draft_serial ORDER BY id")
    ] == CODES
    assert clerk.read("SELECT note FROM document WHERE kind = 'purchase'") == [("你好",)]
