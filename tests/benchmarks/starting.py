"""The start of the program beside a bare window, and its memory: each in a process of its own."""

import json
import os
import subprocess
import sys
from pathlib import Path
from tempfile import gettempdir

from tests.benchmarks.measuring import Spent, alternate, figures, ratio, show
from tests.benchmarks.stores import Stores
from tests.benchmarks.taking_back import taken_back


def measure(stores: Stores, rounds: int) -> None:
    """Print the CPU that starting takes, and the memory with the largest lists open."""
    main = stores.main
    _memory(stores)
    bare, program = alternate(rounds, [lambda: _start("bare"), lambda: _start("start", main)])
    _asked("leave_draft", main)  # it stays: where it is taken back, the log is left behind, and
    # a store with one was not closed cleanly, so that the next start would check every page
    (draft,) = alternate(rounds, [lambda: _start("start", main)])
    rows = [
        ["a bare QMainWindow", figures(bare), ""],
        ["the program, at the Counter", figures(program), ratio(program, bare)],
        ["the program, with an open sales invoice", figures(draft), ratio(draft, bare)],
    ]
    head = ["CPU ms, median (fastest)", "until painted", "ratio"]
    show("The start, from the process's first instruction", head, rows)


def _memory(stores: Stores) -> None:
    main = stores.main
    memory = {
        "at the Counter": (main, "counter"),
        "with the search open": (main, "search"),
        "with the sales invoices open": (main, "sale"),
        "of a wide shop, at the Counter": (stores.wide, "counter"),
        "with the stock of many items open": (stores.wide, "stock"),
        "with many items open": (stores.wide, "items"),
        "with many contacts open": (stores.wide, "contacts"),
    }
    rows = []
    for what, (store, key) in memory.items():
        with taken_back(store):
            found = _asked("memory", store, key)
        rows.append([what, f"{found['now']:.0f}", f"{found['most']:.0f}"])
    show("Memory, resident", ["MB", "now", "most"], rows)


def _start(what: str, store: Path | None = None) -> Spent:
    if store is None:
        return Spent(*_asked(what)["spent"])
    with taken_back(store):
        return Spent(*_asked(what, store)["spent"])


def _compiled() -> dict[str, str]:
    """The environment of a program that is installed: its modules are compiled already."""
    kept = {key: text for key, text in os.environ.items() if key != "PYTHONDONTWRITEBYTECODE"}
    return kept | {"PYTHONPYCACHEPREFIX": str(Path(gettempdir()) / "serialdesk-benchmarks")}


def _asked(*what: object) -> dict[str, list[float]]:
    """What ``tests.benchmarks.child`` says of itself."""
    command = [sys.executable, "-m", "tests.benchmarks.child", *map(str, what)]
    done = subprocess.run(command, check=True, capture_output=True, text=True, env=_compiled())
    found: dict[str, list[float]] = json.loads(done.stdout.splitlines()[-1])
    return found
