"""Processes that are killed, without Python and all modules begun anew for each of them.

``python -m tests.faults.forking MODULE`` imports a module once. For each line that it reads, a
list of arguments in JSON, it forks a process that runs the module's ``main``, and says how that
ended.
"""

import json
import os
import signal
import subprocess
import sys
import traceback
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from importlib import import_module
from tempfile import TemporaryFile
from types import ModuleType
from typing import IO, Any

PATIENCE = 120
"""Seconds until a process is ended that does not end."""


@dataclass(frozen=True)
class Ended:
    """How a process ended: its status, or minus the signal, and what it said."""

    returncode: int
    stdout: str
    stderr: str


Run = Callable[..., Ended]


@contextmanager
def forking(module: ModuleType, **environment: str) -> Iterator[Run]:
    """Run a module's ``main`` in a process of its own each time; paths are given as texts."""
    mother = subprocess.Popen(
        [sys.executable, "-m", "tests.faults.forking", module.__name__],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
        env={**os.environ, **environment},
    )
    asked, answers = mother.stdin, mother.stdout
    assert asked is not None and answers is not None

    def run(*arguments: object) -> Ended:
        print(json.dumps(arguments, default=str), file=asked, flush=True)
        return Ended(*json.loads(answers.readline()))

    with mother:
        yield run
        asked.close()


def main(module: str) -> None:
    """Fork for each line until there are no more."""
    made = import_module(module)
    for line in sys.stdin:
        with TemporaryFile() as said, TemporaryFile() as complained:
            child = os.fork()
            if child == 0:
                _be(made, json.loads(line), said, complained)
            status = os.waitstatus_to_exitcode(os.waitpid(child, 0)[1])
            texts = [_read(file) for file in (said, complained)]
        print(json.dumps([status, *texts]), flush=True)


def _read(file: IO[bytes]) -> str:
    file.seek(0)
    return file.read().decode()


def _be(made: ModuleType, arguments: list[Any], said: IO[bytes], complained: IO[bytes]) -> None:
    """Run it as the whole of this process."""
    os.dup2(said.fileno(), 1)
    os.dup2(complained.fileno(), 2)
    signal.alarm(PATIENCE)
    status = 1
    try:
        made.main(*arguments)
        status = 0
    except BaseException:
        traceback.print_exc()
    sys.stdout.flush()
    sys.stderr.flush()
    os._exit(status)


if __name__ == "__main__":
    main(sys.argv[1])
