"""A file is there whole or not at all, whatever happens meanwhile (Q4)."""

import errno
import os
from datetime import datetime
from pathlib import Path

import pytest

from app.domain.problems import Code, Reason, Refused
from app.exchange.export.delimited_file import COMMAS
from app.exchange.export.names import proposed_name
from app.exchange.export.writing import ExportKind, write
from app.text import sentence
from tests.exchange.exports import ExportRow, exported

ROWS = [ExportRow(serial=f"A{n}") for n in range(20)]
KINDS = pytest.mark.parametrize("kind", list(ExportKind))


class Cancelled(Exception):
    """What a worker raises where nobody waits any more."""


@KINDS
@pytest.mark.rule("Q4")
@pytest.mark.parametrize("before", [b"", b"of before"])
def test_cancelled_there_is_no_file_or_the_one_of_before(
    tmp_path: Path, kind: ExportKind, before: bytes
) -> None:
    path = tmp_path / "list"
    if before:
        path.write_bytes(before)

    def stop(rows: int) -> None:
        if rows >= 10:
            raise Cancelled

    with pytest.raises(Cancelled):
        write(exported(ROWS, pages=4), kind, path, stop, COMMAS)
    there = {found.name: found.read_bytes() for found in tmp_path.iterdir()}
    assert there == ({"list": before} if before else {})


@KINDS
def test_it_tells_how_far_it_is_and_how_many_rows_there_are(
    tmp_path: Path, kind: ExportKind
) -> None:
    told: list[int] = []
    path = tmp_path / "list"
    assert write(exported(ROWS, pages=4), kind, path, told.append, COMMAS) == 20
    assert told[:4] == [5, 10, 15, 20] and set(told[4:]) <= {20}
    assert [found.name for found in tmp_path.iterdir()] == ["list"]


@KINDS
@pytest.mark.parametrize(
    ("number", "code"),
    [
        (errno.ENOSPC, Code.FILE_DISK_FULL),
        (errno.EACCES, Code.FILE_NOT_WRITABLE),
        (errno.EROFS, Code.FILE_NOT_WRITABLE),
        (errno.EIO, Code.FILE_NOT_WRITTEN),
    ],
)
@pytest.mark.parametrize("step", ["while it is read", "fsync", "replace"])
def test_what_the_disk_refuses_is_one_sentence_and_no_file(
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    kind: ExportKind,
    number: int,
    code: Reason,
    step: str,
) -> None:
    def refuse(*_given: object, **_named: object) -> None:
        raise OSError(number, os.strerror(number))

    if step != "while it is read":
        monkeypatch.setattr(*((os, "fsync") if step == "fsync" else (Path, "replace")), refuse)
    told = refuse if step == "while it is read" else (lambda rows: None)
    with pytest.raises(Refused) as caught:
        write(exported(ROWS), kind, tmp_path / "list", told, COMMAS)
    monkeypatch.undo()
    (problem,) = caught.value.problems
    assert problem.code is code and "list" in sentence(problem)
    assert not list(tmp_path.iterdir())


@KINDS
def test_a_folder_that_is_gone_and_a_file_that_is_read_only_are_named(
    tmp_path: Path, kind: ExportKind
) -> None:
    kept = tmp_path / "kept"
    kept.write_bytes(b"old")
    kept.chmod(0o444)
    for path, code in (
        (tmp_path / "gone" / "list", Code.FILE_NO_FOLDER),
        (kept, Code.FILE_NOT_WRITABLE),
        (tmp_path, Code.FILE_NOT_WRITABLE),
    ):
        with pytest.raises(Refused) as caught:
            write(exported(ROWS), kind, path, lambda rows: None, COMMAS)
        assert [problem.code for problem in caught.value.problems] == [code]
    assert kept.read_bytes() == b"old" and list(tmp_path.iterdir()) == [kept]


AT = datetime.fromisoformat("2026-11-27T14:32")


@pytest.mark.rule("Q4")
def test_a_name_says_what_it_is_of_when_and_what_was_asked_for() -> None:
    asked = [("Warehouse", "Main"), ("Status", "In stock")]
    name = proposed_name("Serial numbers", asked, AT)
    assert name == "Serial numbers 2026-11-27 1432 Warehouse Main, Status In stock"


@pytest.mark.parametrize(
    "text",
    ['a/b\\c:d*e?f"g<h>i|j', "../../etc", "x\ny\0z", "国" * 300, "a" * 300, "end. ", "\u202eabc"],
)
def test_any_name_is_one_that_file_systems_take(tmp_path: Path, text: str) -> None:
    name = proposed_name(text, [(text, text)], AT)
    assert not set(name) & set('<>:"/\\|?*') and name.isprintable()
    assert len(f"{name}.xlsx".encode()) < 200 and not name.endswith((" ", ".")) and name[0] != "."
    (tmp_path / f"{name}.xlsx").touch()
