"""A file is written whole or not at all, and a refusal says what to do."""

import errno
import os
from pathlib import Path

import pytest

from app.domain.problems import Code, Reason, Refused
from app.printing.files import write_whole
from app.printing.labels import code_sheet
from app.text import sentence


def refused(path: Path) -> Reason:
    with pytest.raises(Refused) as caught:
        code_sheet.write(path, "C-1")
    (problem,) = caught.value.problems
    assert sentence(problem)
    return problem.code


def test_a_folder_that_is_not_there_is_named(tmp_path: Path) -> None:
    assert refused(tmp_path / "gone" / "label.pdf") is Code.FILE_NO_FOLDER
    (tmp_path / "file").write_bytes(b"")
    assert refused(tmp_path / "file" / "label.pdf") is Code.FILE_NO_FOLDER


def test_a_folder_or_an_endless_name_is_no_file(tmp_path: Path) -> None:
    (tmp_path / "label.pdf").mkdir()
    assert refused(tmp_path / "label.pdf") is Code.FILE_NOT_WRITABLE
    assert refused(tmp_path / ("x" * 300)) is Code.FILE_NOT_WRITTEN
    assert [path.name for path in tmp_path.iterdir()] == ["label.pdf"]


@pytest.mark.parametrize("step", ["fsync", "open", "replace"])
@pytest.mark.parametrize(
    ("number", "code"),
    [
        (errno.ENOSPC, Code.FILE_DISK_FULL),
        (errno.EROFS, Code.FILE_NOT_WRITABLE),
        (errno.EACCES, Code.FILE_NOT_WRITABLE),
        (errno.EIO, Code.FILE_NOT_WRITTEN),
    ],
)
def test_whatever_the_disk_refuses_the_old_file_stays_and_nothing_else(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, step: str, number: int, code: Reason
) -> None:
    path = tmp_path / "label.pdf"
    path.write_bytes(b"old")

    def refuse(*_given: object, **_named: object) -> None:
        raise OSError(number, os.strerror(number))

    monkeypatch.setattr(*((os, "fsync") if step == "fsync" else (Path, step)), refuse)
    with pytest.raises(Refused) as caught:
        write_whole(path, b"new")
    monkeypatch.undo()
    assert [problem.code for problem in caught.value.problems] == [code]
    assert [found.name for found in tmp_path.iterdir()] == ["label.pdf"]
    assert path.read_bytes() == b"old"


def test_what_stands_there_is_replaced_by_the_whole_new_file(tmp_path: Path) -> None:
    path = tmp_path / "label.pdf"
    path.write_bytes(b"old" * 100_000)
    code_sheet.write(path, "C-1")
    assert path.read_bytes().startswith(b"%PDF") and path.read_bytes().rstrip().endswith(b"%%EOF")
    assert [found.name for found in tmp_path.iterdir()] == ["label.pdf"]
