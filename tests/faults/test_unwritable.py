"""A file or folder that cannot be written, by its own modes and for a user who is not root.

Row 5 of what is asked of reliability: refused in a word that the screen has a sentence for, no
traceback, and nothing of what is there is changed.
"""

import shutil
import sys
from collections.abc import Callable, Iterator
from contextlib import closing
from pathlib import Path
from tempfile import mkdtemp

import pytest

from app.gui.kit.errors import trouble_text
from db.engine.opening import open_database
from db.engine.trouble import StoreTrouble, Trouble
from tests.db.test_migrations import earlier_store
from tests.db.test_open_database import fingerprint
from tests.faults import stranger
from tests.faults.forking import forking

pytestmark = [
    pytest.mark.reliability(5),
    pytest.mark.skipif(sys.platform == "win32", reason="modes of files are POSIX's"),
]


@pytest.fixture
def folder():
    """A folder that anybody can reach, which pytest's own are not."""
    made = Path(mkdtemp(prefix="serialdesk-unwritable-"))
    made.chmod(0o755)
    yield made
    made.chmod(0o700)
    shutil.rmtree(made)


def store(path: Path, kind: str) -> None:
    if kind == "earlier":
        earlier_store(path, 1)
    elif kind != "new":
        open_database(path).close()
    if kind == "with its log":
        with closing(open_database(path)) as database:
            wal = path.with_name(path.name + "-wal")
            database.execute_sql("INSERT INTO setting (key, value) VALUES ('x', '1')")
            left = path.read_bytes(), wal.read_bytes()
        path.write_bytes(left[0])
        wal.write_bytes(left[1])


@pytest.fixture(scope="module")
def as_a_stranger() -> Iterator[Callable[[Path], str]]:
    with forking(stranger) as run:

        def answer(path: Path) -> str:
            done = run(path)
            assert done.stderr == ""
            return done.stdout.strip()

        yield answer


@pytest.mark.parametrize("kind", ["of today", "earlier", "with its log"])
@pytest.mark.parametrize(
    ("file", "around"), [(0o444, 0o777), (0o666, 0o555), (0o444, 0o555), (0o000, 0o777)]
)
def test_a_store_that_cannot_be_written_is_refused_and_stays_as_it_is(
    folder, as_a_stranger, kind, file, around
):
    path = folder / "shop.sdk"
    store(path, kind)
    before = fingerprint(folder)
    path.chmod(file)
    folder.chmod(around)
    answer = as_a_stranger(path)
    folder.chmod(0o755)
    path.chmod(0o644)
    assert answer == Trouble.NOT_WRITABLE.name
    assert trouble_text(StoreTrouble(Trouble.NOT_WRITABLE, path))
    assert fingerprint(folder) == before


@pytest.mark.parametrize("kind", ["of today", "new"])
def test_where_it_can_be_written_the_same_stranger_opens_it(folder, as_a_stranger, kind):
    """What refuses above are the modes, and nothing else."""
    path = folder / "shop.sdk"
    store(path, kind)
    folder.chmod(0o777)
    if path.exists():
        path.chmod(0o666)
    assert as_a_stranger(path) == "opened 0"


def test_a_folder_that_cannot_be_written_gets_no_new_store(folder, as_a_stranger):
    folder.chmod(0o555)
    assert as_a_stranger(folder / "shop.sdk") == Trouble.NOT_WRITABLE.name
    assert list(folder.iterdir()) == []
