"""A ready shop for every test, and ``pytest --rules``: the rules that no test carries."""

import gc
import os
import shutil

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")  # before anything imports Qt

from collections.abc import Callable, Iterator
from contextlib import ExitStack, closing, suppress
from datetime import datetime
from functools import cache
from pathlib import Path
from unittest.mock import patch

import hypothesis
import pytest

from app.gui.kit.collector import collect_what_is_due
from app.services import clock, secrets
from app.services.keeping import encrypting
from tests import new_stores
from tests.rules import RULES
from tests.sharing import Share
from tests.shop import Shop, Template, make_template
from tests.statements import Heard, listening
from tests.store import closed_to_writing
from tests.watch import Watch

hypothesis.settings.register_profile("serialdesk", deadline=None, print_blob=True)
hypothesis.settings.load_profile("serialdesk")

_IN_MEMORY = Path("/dev/shm")  # a file system of Linux that no disk waits for
_ROOM = 1 << 30
_LONG_WITH_WINDOWS = (
    "test_looks.py",
    "test_nasty_texts.py",
    "test_canaries.py",
    "test_nothing_is_lost.py",
    "test_reached_by_keys.py",
    "test_names_as_they_are.py",
    "test_key_table.py",
)
_LONG_WITHOUT = (
    "test_restoring.py",
    "test_life_of_money.py",
    "test_kill_upgrade.py",
    "test_life_of_serials.py",
)
"""What takes longest is at both ends: processes that share the tests begin there (``sharing``)."""
_COSTS = ((secrets, "N", secrets.N), (encrypting, "COST", encrypting.COST))
"""What makes a PIN or a password cost its time."""
_CARRIED = pytest.StashKey[set[str]]()


def pytest_configure(config: pytest.Config) -> None:
    """Look for no garbage while the tests are read, which leaves none: it would be looked for in
    all that is read.

    Let the tests' stores lie in memory where it has room: each is written through to its disk,
    which was a third of the suite's time, and no test is about a power cut.
    """
    gc.disable()
    config.pluginmanager.register(Watch())
    if config.option.share:
        config.pluginmanager.register(Share(config.option.share))
    with suppress(OSError):
        if shutil.disk_usage(_IN_MEMORY).free > _ROOM and os.access(_IN_MEMORY, os.W_OK):
            os.environ.setdefault("PYTEST_DEBUG_TEMPROOT", str(_IN_MEMORY))


def pytest_addoption(parser: pytest.Parser) -> None:
    """Add ``--rules`` and ``--share``."""
    parser.addoption("--rules", action="store_true", help="list the rules that no test carries")
    parser.addoption("--share", type=Path, help="share with others that get this empty folder")


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """Note which rules the tests carry; a rule that does not exist is a typing error.

    Then put what has windows first, and what takes longest at both ends.
    """
    carried = {name for item in items for mark in item.iter_markers("rule") for name in mark.args}
    unheard_of = carried.difference(RULES)
    if unheard_of:
        raise pytest.UsageError(f"no such rules: {', '.join(sorted(unheard_of))}")
    config.stash[_CARRIED] = carried
    places = {
        name: place - len(_LONG_WITH_WINDOWS) for place, name in enumerate(_LONG_WITH_WINDOWS)
    }
    places |= {name: place for place, name in enumerate(_LONG_WITHOUT, 2)}
    items.sort(key=lambda item: places.get(item.path.name, int(item.path.parent.name != "gui")))


def pytest_collection_finish() -> None:
    """Never look again whether the tests themselves are garbage: each collection would go through
    all of them and through every module, and that took longer than many a test.

    Other garbage is collected between two tests, as the program does between two events: in the
    middle of one it can hang (``app/gui/kit/collector.py``).
    """
    gc.freeze()
    gc.disable()


def pytest_runtest_logfinish() -> None:
    """A test has ended."""
    collect_what_is_due()


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    """With ``--rules``, list the rules that none of the collected tests carries."""
    config = terminalreporter.config
    if not config.getoption("rules"):
        return
    carried = config.stash.get(_CARRIED, set())
    missing = [name for name in RULES if name not in carried]
    terminalreporter.section(f"rules: {len(RULES) - len(missing)} of {len(RULES)} have a test")
    terminalreporter.write_line(f"without a test: {' '.join(missing) or 'none'}")


@pytest.fixture(scope="session")
def template(tmp_path_factory: pytest.TempPathFactory) -> Template:
    """The store that tests copy, made once."""
    return make_template(tmp_path_factory.mktemp("template") / "shop.sdk")


@pytest.fixture(scope="session", autouse=True)
def new_stores_are_copied() -> Iterator[None]:
    """A store that is made anew costs no more than a copy."""
    with new_stores.copied():
        yield


@pytest.fixture(scope="session", autouse=True)
def cheap_secrets() -> Iterator[None]:
    """PINs and passwords are worked out at once: what that costs is a matter of few tests."""
    with ExitStack() as patched:
        for module, name, _cost in _COSTS:
            patched.enter_context(patch.object(module, name, 16))
        yield


@pytest.fixture
def full_cost(monkeypatch: pytest.MonkeyPatch) -> None:
    """They cost what they do in the program."""
    for module, name, cost in _COSTS:
        monkeypatch.setattr(module, name, cost)


@pytest.fixture(scope="session")
def sent_statements() -> Iterator[Heard]:
    """Every statement that the tests have the program send."""
    with listening() as listener:
        yield listener


@pytest.fixture(autouse=True)
def both_engines(sent_statements: Heard) -> Iterator[None]:
    """What the program sent in a test reads the same on both engines."""
    yield
    assert sent_statements.told() == []


@pytest.fixture
def set_clock(monkeypatch: pytest.MonkeyPatch) -> Callable[[str], None]:
    """Set the program's clock, which stands still then, to a local time: 2026-03-31 23:59."""

    def at(local: str) -> None:
        moment = datetime.fromisoformat(local).astimezone()
        monkeypatch.setattr(clock, "wall", lambda: moment)

    return at


@pytest.fixture
def store(template: Template, tmp_path: Path) -> Path:
    """A store of this test's own: a temporary file, not open."""
    return template.copy_to(tmp_path / "shop.sdk")


@pytest.fixture
def shop(template: Template, store: Path) -> Iterator[Shop]:
    """The same store, open, and the trade's words for what is done in it."""
    opened = Shop.fresh(template, store)
    yield opened
    opened.close()


Work = Callable[[Shop], object]


@pytest.fixture(scope="session")
def template_after(
    template: Template, tmp_path_factory: pytest.TempPathFactory
) -> Callable[[Work], Template]:
    """The store with some work done in it; each work is done once."""
    folder = tmp_path_factory.mktemp("worked")

    @cache
    def after(work: Work) -> Template:
        return template.after(work, folder / f"{work.__module__}.{work.__qualname__}.sdk")

    return after


@pytest.fixture
def shop_after(
    template_after: Callable[[Work], Template], tmp_path: Path
) -> Iterator[Callable[[Work], Shop]]:
    """A shop of this test's own in which some work was done."""
    with ExitStack() as open_ones:

        def after(work: Work) -> Shop:
            ready = template_after(work)
            return open_ones.enter_context(
                closing(Shop.fresh(ready, ready.copy_to(tmp_path / "worked.sdk")))
            )

        yield after


@pytest.fixture(scope="session")
def seen_after(
    template_after: Callable[[Work], Template], tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Callable[[Work], Shop]]:
    """The same for tests that only read: all of them share it, and none can write to it."""
    folder = tmp_path_factory.mktemp("seen")
    with ExitStack() as open_ones:

        @cache
        def after(work: Work) -> Shop:
            ready = template_after(work)
            shop = Shop.fresh(ready, ready.copy_to(folder / ready.path.name))
            closed_to_writing(shop.database)
            return open_ones.enter_context(closing(shop))

        yield after
