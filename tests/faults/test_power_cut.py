"""A power cut at any moment: what was acknowledged is there, and the store is whole.

A clerk posts sales while every write and every sync of its files is traced; then the files are
built as a disk may hold them after a cut: what was synced for certain, of the rest any part, in any
order, the last piece torn. The same with a store that does not sync has to lose something, or the
test would see nothing.
"""

import re
import shutil
import subprocess
import sys
from collections import defaultdict
from collections.abc import Iterator
from contextlib import closing
from dataclasses import dataclass, field
from pathlib import Path
from random import Random

import pytest

from db import sql
from db.engine.opening import open_database
from db.engine.trouble import StoreTrouble
from tests.reliability import times
from tests.shop import Shop, Template
from tests.store import faults

pytestmark = [
    pytest.mark.rule("D6"),
    pytest.mark.reliability(2),
    pytest.mark.skipif(shutil.which("strace") is None, reason="strace traces what is written"),
]

SALES = 8
SECTOR = 512
HOUSE = Path(__file__).parents[2]

_CALL = re.compile(
    r"^(?:\d+ +)?(?P<call>pwrite64|write|fsync|fdatasync|ftruncate|unlink|openat|close)"
    r"\((?P<given>.*)\) += (?P<answer>-?\d+)"
)


@dataclass
class Disk:
    """The files of a store: what is certainly on the disk, and what was written since."""

    synced: dict[str, bytearray] = field(default_factory=lambda: defaultdict(bytearray))
    waiting: dict[str, list[tuple[int, bytes]]] = field(default_factory=lambda: defaultdict(list))

    def sync(self, path: str) -> None:
        for at, data in self.waiting.pop(path, []):
            put(self.synced[path], at, data)

    def after_a_cut(self, chance: Random) -> dict[str, bytes]:
        """The files as the disk may hold them: any part of what was not synced, the last torn."""
        found = {path: bytearray(data) for path, data in self.synced.items()}
        for path, writes in self.waiting.items():
            kept = [one for one in writes if chance.random() < 0.5]
            chance.shuffle(kept)
            for place, (at, data) in enumerate(kept):
                torn = len(data)
                if place == len(kept) - 1:
                    torn = chance.randrange(0, len(data) + SECTOR) // SECTOR * SECTOR
                put(found.setdefault(path, bytearray()), at, data[:torn])
        return {path: bytes(data) for path, data in found.items()}


def put(file: bytearray, at: int, data: bytes) -> None:
    if len(file) < at + len(data):
        file.extend(bytes(at + len(data) - len(file)))
    file[at : at + len(data)] = data


def replayed(trace: str, store: Path) -> Iterator[tuple[Disk, list[str]]]:
    """The disk after each call that changed it, with what was acknowledged by then."""
    disk, files, acknowledged = Disk(), dict[int, str](), list[str]()
    for path in (store, store.with_name(f"{store.name}-wal")):
        if path.exists():
            disk.synced[path.name] = bytearray(path.read_bytes())
    for line in trace.splitlines():
        found = _CALL.match(line)
        if found is None:
            continue
        call, given, answer = found["call"], found["given"], int(found["answer"])
        if call == "openat":
            name = Path(text_in(given).decode(errors="replace")).name
            if answer >= 0 and name in (store.name, f"{store.name}-wal"):
                files[answer] = name
            continue
        if call == "unlink":
            name = Path(text_in(given).decode(errors="replace")).name
            disk.synced.pop(name, None)
            disk.waiting.pop(name, None)
            yield disk, acknowledged
            continue
        number = int(given.split(",")[0])
        if call == "close":
            files.pop(number, None)
        elif call == "write" and number == 1:
            acknowledged += text_in(given).decode().split()
        elif number in files:
            name = files[number]
            if call == "pwrite64":
                disk.waiting[name].append((int(given.rsplit(",", 1)[1]), text_in(given)))
            elif call == "ftruncate":
                disk.sync(name)
                del disk.synced[name][int(given.split(",")[1]) :]
            else:
                disk.sync(name)
            yield disk, acknowledged


def text_in(given: str) -> bytes:
    """The bytes in the first text of a call, which strace writes in hexadecimal digits."""
    return bytes.fromhex(given.split('"')[1].replace("\\x", ""))


def traced(store: Path, synchronous: str) -> str:
    """Let a clerk post sales, and trace what its process writes."""
    trace = store.with_name("trace")
    subprocess.run(
        [
            *("strace", "-f", "-xx", "-s", "9000000", "-o", str(trace)),
            *("-e", "trace=pwrite64,write,fsync,fdatasync,ftruncate,unlink,openat,close"),
            *(sys.executable, "-m", "tests.faults.seller", str(store), str(SALES), synchronous),
        ],
        cwd=HOUSE,
        check=True,
        stdout=subprocess.DEVNULL,
        timeout=120,
    )
    return trace.read_text()


def lost_after(disk: Disk, acknowledged: list[str], folder: Path, chance: Random) -> list[str]:
    """What is wrong after a cut: documents that were acknowledged and are gone, or damage."""
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir()
    for name, data in disk.after_a_cut(chance).items():
        (folder / name).write_bytes(data)
    try:
        with closing(open_database(folder / "shop.sdk")) as database:
            there = {number for (number,) in sql.rows(database, "SELECT number FROM document")}
            wrong = [str(row) for row in faults(database)]
    except StoreTrouble as trouble:
        return [trouble.trouble.value]
    return wrong + [number for number in acknowledged if number not in there]


def cuts(
    template: Template, tmp_path: Path, synchronous: str, count: int
) -> tuple[int, list[list[str]]]:
    """So many power cuts while sales are posted; how many were made, and what each has broken."""
    store = template.copy_to(tmp_path / "shop.sdk")
    shop = Shop.opened(template, store)
    shop.opening(product=shop.has.cable, units=100)
    shop.close()
    before = tmp_path / "before"
    before.mkdir()
    shutil.copyfile(store, before / store.name)
    trace = traced(store, synchronous)
    chance = Random(2)
    moments = sum(1 for _step in replayed(trace, before / store.name))
    chosen = sorted(chance.sample(range(moments), min(count, moments)))
    broken = []
    for place, (disk, acknowledged) in enumerate(replayed(trace, before / store.name)):
        if place in chosen:
            broken.append(lost_after(disk, list(acknowledged), tmp_path / "after", chance))
    return len(chosen), [one for one in broken if one]


def test_nothing_that_was_acknowledged_is_lost_by_a_power_cut(
    template: Template, tmp_path: Path
) -> None:
    made, broken = cuts(template, tmp_path, "full", times(60))
    assert made > 20 and broken == []


def test_a_store_that_does_not_sync_loses_and_this_test_sees_it(
    template: Template, tmp_path: Path
) -> None:
    made, broken = cuts(template, tmp_path, "off", times(30))
    assert made > 10 and broken
