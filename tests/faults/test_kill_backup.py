"""Killed at any moment of a backup: what has a backup's name is whole, and the last one stays."""

import signal
from datetime import timedelta

import pytest

from app.services.keeping import backup_checks, backup_places, backups
from app.services.keeping.backup_places import BackupPlace
from app.services.keeping.backups import BackupOrder, BackupVerdict, Why
from tests.faults import backuper
from tests.faults.backuper import NOW
from tests.faults.forking import forking
from tests.shop import Shop, open_store

pytestmark = pytest.mark.rule("S1")


@pytest.fixture(scope="module")
def back_up():
    with forking(backuper) as run:

        def back_up(store, folder, kill_at):
            done = run(store, folder, kill_at)
            assert done.stderr == ""
            return done

        yield back_up


@pytest.fixture(scope="module")
def closed(template, back_up, tmp_path_factory):
    """A shop with something in it, not open, its backup of yesterday, and how many moments the
    next one has."""
    folder = tmp_path_factory.mktemp("killed")
    shop = Shop.opened(template, template.copy_to(folder / "shop.sdk"))
    shop.purchase(" ".join(f"S{number:04}" for number in range(500)))
    shop.close()
    safe = folder / "safe"
    safe.mkdir()
    backups.make(
        BackupOrder(shop.path, "s" * 16, Why.CLOSING, (BackupPlace(safe),), 0),
        NOW - timedelta(days=1),
    )
    aside = folder / "aside"
    aside.mkdir()
    backup_places.with_mark(BackupPlace(aside))  # as the other is since yesterday
    return shop.path, safe, int(back_up(shop.path, aside, 0).stdout)


@pytest.mark.parametrize("part", [number / 50 for number in range(50)])
def test_killed_at_any_moment_of_a_backup(closed, back_up, part):
    store, safe, moments = closed
    before = {backup.path for backup in backups.listed([BackupPlace(safe)])}
    kept = store.read_bytes()
    assert back_up(store, safe, 1 + int(moments * part)).returncode == -signal.SIGKILL
    found = backups.listed([BackupPlace(safe)])
    assert before <= {backup.path for backup in found}
    for backup in found:
        if backup.path not in before:  # it has its name: so it is whole, and it is said
            assert backup.verdict is BackupVerdict.GOOD
            assert backup_checks.check(backup, store.parent).verdict is BackupVerdict.GOOD
            backup.path.unlink()
    assert store.read_bytes() == kept
    backups.tidy(store)
    assert not list(store.parent.glob("*copy"))


def test_after_all_that_the_next_one_is_made(closed):
    store, safe, _ = closed
    outcome = backups.make(BackupOrder(store, "s" * 16, Why.DEMAND, (BackupPlace(safe),), 0), NOW)
    assert [backup.verdict for backup in outcome.made] == [BackupVerdict.GOOD]
    open_store(store).close()
