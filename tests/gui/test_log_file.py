"""The log file (S7): private, of limited size, without values; where it cannot be, all goes on."""

import ast
import faulthandler
import logging
import os
import re
import stat
import subprocess
import sys
import threading
import warnings
from collections.abc import Iterator
from enum import Enum
from pathlib import Path

import pytest

from app import log_file
from app.log_file import LogFile, Own

pytestmark = pytest.mark.rule("S7")

CHEN = "Mrs Chen 139-1112-2233"
_log = logging.getLogger("app.somewhere")
HOUSE = Path(__file__).parents[2]


class Word(Enum):
    """A word of the program."""

    LOCKED = "a secret value"


@pytest.fixture(autouse=True)
def pytests_own(monkeypatch: pytest.MonkeyPatch) -> None:
    """What pytest notes of hard ends and of threads stays its own."""
    monkeypatch.setattr(faulthandler, "enable", lambda *_file: None)
    monkeypatch.setattr(faulthandler, "disable", lambda: None)
    for module, name in (
        (sys, "excepthook"),
        (sys, "unraisablehook"),
        (threading, "excepthook"),
        (warnings, "showwarning"),
        (logging, "raiseExceptions"),
    ):
        monkeypatch.setattr(module, name, getattr(module, name))


@pytest.fixture
def log(tmp_path: Path) -> Iterator[LogFile]:
    made = LogFile(tmp_path / "state" / "log")
    yield made
    made.end()


def test_it_is_kept_for_this_user_alone(log: LogFile) -> None:
    _log.info("begun")
    assert "app.somewhere begun" in log.path.read_text()
    assert stat.S_IMODE(log.path.stat().st_mode) == 0o600
    assert stat.S_IMODE(log.folder.stat().st_mode) == 0o700


def test_one_that_others_could_read_is_theirs_no_more(tmp_path: Path) -> None:
    (tmp_path / log_file.NAME).write_text("before\n")
    (tmp_path / log_file.NAME).chmod(0o644)
    made = LogFile(tmp_path)
    made.end()
    assert stat.S_IMODE(made.path.stat().st_mode) == 0o600
    assert made.path.read_text().startswith("before\n")


def test_its_size_has_a_limit(log: LogFile, monkeypatch: pytest.MonkeyPatch) -> None:
    (file,) = (one for one in logging.getLogger().handlers if hasattr(one, "maxBytes"))
    monkeypatch.setattr(file, "maxBytes", 2_000)
    for number in range(500):
        _log.info("line %d of many", number)
    files = sorted(log.folder.glob(f"{log_file.NAME}*"))
    assert len(files) == 1 + log_file.KEPT
    assert all(one.stat().st_size <= 2_000 for one in files)
    assert all(stat.S_IMODE(one.stat().st_mode) == 0o600 for one in files)
    assert "line 499 of many" in log.path.read_text()
    assert len(log.tail()) == log_file.TAIL and "line 499" in log.tail()[-1]


@pytest.mark.parametrize("sort", ["a file", "nothing may be made there", "a link to elsewhere"])
def test_where_it_cannot_be_written_all_goes_on(tmp_path: Path, sort: str) -> None:
    folder = tmp_path / "log"
    elsewhere = tmp_path / "elsewhere"
    if sort == "a file":
        folder.write_text("")
    elif sort == "a link to elsewhere":
        folder.mkdir()
        elsewhere.write_text("kept")
        (folder / log_file.NAME).symlink_to(elsewhere)
    else:
        folder = Path("/proc/nobody/log")
    made = LogFile(folder)
    _log.info("gone on")
    assert not made.is_kept and "gone on" in made.tail()[-1]
    made.end()
    if elsewhere.exists():
        assert elsewhere.read_text() == "kept"


def test_a_full_disk_stops_nobody(
    log: LogFile, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    (file,) = (one for one in logging.getLogger().handlers if hasattr(one, "maxBytes"))

    def full(_text: str) -> None:
        raise OSError(28, CHEN)

    monkeypatch.setattr(file.stream, "write", full)
    _log.info("gone on")
    assert "gone on" in log.tail()[-1]
    assert CHEN not in capsys.readouterr().err


@pytest.mark.reliability(26)
@pytest.mark.parametrize(
    "written",
    [
        lambda: _log.info("found %s", CHEN),
        lambda: _log.info("found %(name)s", {"name": CHEN}),
        lambda: _log.info("found %r at %s", [CHEN], Path(CHEN)),
        lambda: _log.info("too many", CHEN),
        lambda: _log.info("too few %s %s", CHEN),
        lambda: _log.info("no figure %d", CHEN),
        lambda: logging.getLogger("openpyxl.reader").warning("cannot read %s", CHEN),
        lambda: logging.getLogger("peewee").error(f"INSERT INTO contact VALUES ('{CHEN}')"),
        lambda: logging.getLogger().error(CHEN),
        lambda: warnings.warn(CHEN, stacklevel=1),
        lambda: _raised(ValueError(CHEN)),
        lambda: _raised(KeyError(CHEN)),
        lambda: _raised(UnicodeEncodeError("ascii", CHEN, 0, 1, CHEN)),
        lambda: _raised(ExceptionGroup(CHEN, [ValueError(CHEN)])),
        lambda: _raised(_with_a_note(ValueError(CHEN))),
        lambda: _raised(_from_another(ValueError(CHEN))),
        lambda: _in_a_thread(ValueError(CHEN)),
        lambda: _in_what_is_given_up(),
    ],
)
def test_no_value_gets_there_whoever_writes(
    log: LogFile, capfd: pytest.CaptureFixture[str], written
) -> None:
    before = len(log.tail())
    with warnings.catch_warnings():
        warnings.simplefilter("always")
        written()
    text = log.path.read_text() + "\n".join(log.tail()) + "".join(capfd.readouterr())
    text = re.sub(r"\d\d:\d\d:\d\d\.\d{3}", "", text)  # any figures may stand in a time
    for part in ("Chen", "139", "2233"):
        assert part not in text
    assert len(log.tail()) > before


def _raised(fault: Exception) -> None:
    try:
        raise fault
    except Exception:
        _log.exception("not done")


def _with_a_note(fault: Exception) -> Exception:
    fault.add_note(CHEN)
    return fault


def _from_another(fault: Exception) -> Exception:
    made = RuntimeError(CHEN)
    made.__cause__ = fault
    return made


def _in_a_thread(fault: Exception) -> None:
    def fail() -> None:
        raise fault

    thread = threading.Thread(target=fail, name=CHEN)
    thread.start()
    thread.join()


def _in_what_is_given_up() -> None:
    class Failing:
        def __del__(self) -> None:
            raise ValueError(CHEN)

    Failing()


def test_numbers_and_words_of_the_program_are_written(log: LogFile) -> None:
    _log.warning("%s after %d of %.1f, page %s", Word.LOCKED, 3, 2.5, Own("sale"))
    assert log.tail()[-1].endswith("locked after 3 of 2.5, page sale")


def test_a_fault_is_its_types_and_places(log: LogFile) -> None:
    try:
        try:
            {"a": 1}["b"]
        except KeyError as first:
            raise RuntimeError("while") from first
    except RuntimeError as fault:
        lines = log_file.report_lines(fault)
    here = "tests/gui/test_log_file.py"
    assert [line.split(":")[0] for line in lines] == [
        "RuntimeError",
        f"  {here}",
        "because of",
        "KeyError",
        f"  {here}",
    ]


@pytest.mark.parametrize(
    ("path", "said"),
    [
        (str(HOUSE / "app" / "text.py"), "app/text.py"),
        ("/home/chen/secret/plugin.py", "plugin.py"),
        ("C:\\Users\\Chen\\plugin.py", "plugin.py"),
        (ast.__file__, "ast.py"),
    ],
)
def test_no_folder_above_the_program_is_named(path: str, said: str) -> None:
    assert log_file.short(path) == said


_ENDS_HARD = """
import ctypes, sys
from pathlib import Path
from app.log_file import LogFile

LogFile(Path(sys.argv[1]))
ctypes.string_at(0)
"""


def test_a_hard_end_is_in_the_log_after_the_next_start(tmp_path: Path) -> None:
    child = subprocess.run(
        [sys.executable, "-c", _ENDS_HARD, str(tmp_path)], cwd=HOUSE, check=False, timeout=60
    )
    assert child.returncode < 0
    made = LogFile(tmp_path)
    made.end()
    assert "the program ended hard the last time, in" in made.path.read_text()
    assert "string_at" in made.path.read_text()
    assert not list(tmp_path.glob("hard-end-*"))
    again = LogFile(tmp_path)
    again.end()
    assert made.path.read_text().count("ended hard") == 1


def test_a_second_program_leaves_what_the_first_notes_alone(tmp_path: Path, log: LogFile) -> None:
    mine = tmp_path / log_file.HARD_ENDS.format(os.getppid())
    mine.write_text('File "/x/app/text.py", line 1 in _')
    other = LogFile(tmp_path)
    other.end()
    assert mine.exists() and "ended hard" not in other.path.read_text()


def test_what_ends_a_start_is_in_the_log_without_values(
    log: LogFile, capfd: pytest.CaptureFixture[str]
) -> None:
    try:
        raise ValueError(CHEN)
    except ValueError as fault:
        sys.excepthook(ValueError, fault, fault.__traceback__)
    said = log.path.read_text() + "".join(capfd.readouterr())
    assert "a fault ends the program" in said and "ValueError" in said and "Chen" not in said


def _logged() -> Iterator[tuple[Path, ast.Call]]:
    """Every call of a logger, and of what logs a fault."""
    names = {"debug", "info", "warning", "error", "exception", "critical"}
    for folder in ("app", "db"):
        for path in sorted((HOUSE / folder).rglob("*.py")):
            for node in ast.walk(ast.parse(path.read_text("utf-8"))):
                if not isinstance(node, ast.Call):
                    continue
                func = node.func
                of_logger = (
                    isinstance(func, ast.Attribute)
                    and func.attr in names
                    and isinstance(func.value, ast.Name)
                    and func.value.id == "_log"
                )
                if of_logger or (isinstance(func, ast.Name) and func.id == "log_fault"):
                    yield path, node


def test_what_our_own_lines_say_is_written_in_the_source() -> None:
    """A text that is put together before it is logged could hold anything."""
    calls = list(_logged())
    assert len(calls) > 15
    for path, call in calls:
        said = call.args[0]
        if path.name == "errors.py" and isinstance(said, ast.Name):
            assert said.id == "text", "what log_fault was given, whose calls are looked at"
        else:
            assert isinstance(said, ast.Constant), f"{path}:{call.lineno}"
            assert isinstance(said.value, str), f"{path}:{call.lineno}"


def test_what_fills_them_is_no_text_that_would_be_left_out() -> None:
    """A member of an ``Enum`` is said by its name; its value, a text, is no word of ours."""
    for path, call in _logged():
        for given in call.args[1:]:
            is_value = isinstance(given, ast.Attribute) and given.attr == "value"
            assert not is_value, f"{path}:{call.lineno}"


def test_nobody_else_writes_a_log_or_prints() -> None:
    found = [
        f"{path.relative_to(HOUSE)}"
        for folder in ("app", "db")
        for path in sorted((HOUSE / folder).rglob("*.py"))
        if "basicConfig" in path.read_text("utf-8") or "traceback.print" in path.read_text("utf-8")
    ]
    assert found == []
