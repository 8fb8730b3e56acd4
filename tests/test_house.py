"""The house: folders of tests as the rooms of the program, and a test for each source file."""

import ast
import re
from collections import defaultdict
from collections.abc import Iterator
from itertools import islice
from pathlib import Path
from types import SimpleNamespace

import pytest

from tests.sharing import Share

HOUSE = Path(__file__).parents[1]

ROOMS = {
    "app/domain": "tests/domain",
    "app/services": "tests/services",
    "app/printing": "tests/printing",
    "app/exchange": "tests/exchange",
    "db/engine": "tests/db",
    "db/queries": "tests/db",
    "db/writes": "tests/db",
}
"""Where the test of a file is looked for first: ``app/domain/dates.py``, ``test_dates.py``."""

BY_SERVICES = ("db/queries/", "db/writes/")
"""Reads and writes are proved by the services of their subject, too: ``test_cartons.py``."""

BY_ANOTHER_NAME = {
    "app/domain/document_kind.py": "tests/domain/test_kinds.py",
    "app/domain/gs1.py": "tests/domain/test_codes.py",
    "app/domain/iso15434.py": "tests/domain/test_codes.py",
    "app/domain/imports.py": "tests/exchange/test_import_session.py",
    "app/domain/keyboards.py": "tests/domain/test_scanner.py",
    "app/domain/scanner_set_up.py": "tests/domain/test_scanner.py",
    "app/domain/marks.py": "tests/services/test_text.py",
    "app/domain/problems/reasons/documents.py": "tests/services/test_text.py",
    "app/domain/problems/reasons/files.py": "tests/services/test_text.py",
    "app/domain/problems/reasons/paper.py": "tests/services/test_text.py",
    "app/domain/problems/reasons/reason.py": "tests/domain/test_problems.py",
    "app/domain/problems/problem.py": "tests/domain/test_problems.py",
    "app/domain/problems/questions.py": "tests/domain/test_problems.py",
    "app/domain/returns.py": "tests/services/test_return_parties.py",
    "app/domain/strict_json.py": "tests/printing/test_template_file.py",
    "app/domain/zeros.py": "tests/exchange/test_import_session.py",
    "app/exchange/cells.py": "tests/exchange/test_hostile_lists.py",
    "app/exchange/export/exported.py": "tests/exchange/test_xlsx.py",
    "app/exchange/export/names.py": "tests/exchange/test_writing.py",
    "app/exchange/guard.py": "tests/exchange/test_hostile_lists.py",
    "app/exchange/imports/fields.py": "tests/exchange/test_import_session.py",
    "app/exchange/imports/import_file.py": "tests/exchange/test_layouts.py",
    "app/exchange/imports/kinds.py": "tests/exchange/test_import_session.py",
    "app/exchange/imports/presets.py": "tests/exchange/test_layouts.py",
    "app/exchange/imports/refused_file.py": "tests/exchange/test_import_session.py",
    "app/exchange/imports/titles.py": "tests/exchange/test_layouts.py",
    "app/exchange/markup.py": "tests/exchange/test_hostile_lists.py",
    "app/exchange/opening.py": "tests/exchange/test_packing_list.py",
    "app/exchange/imports/mends.py": "tests/exchange/test_packing_list.py",
    "app/exchange/sheet.py": "tests/exchange/test_workbook.py",
    "app/printing/printers/device.py": "tests/printing/test_sending.py",
    "app/printing/printers/escpos.py": "tests/printing/test_raster.py",
    "app/printing/printers/folder.py": "tests/printing/test_sending.py",
    "app/printing/printers/network.py": "tests/printing/test_sending.py",
    "app/printing/printers/system_queue.py": "tests/printing/test_sending.py",
    "app/printing/printers/zpl.py": "tests/printing/test_raster.py",
    "app/printing/labels/at_scan.py": "tests/gui/test_labels_at_scan.py",
    "app/printing/labels/choices.py": "tests/gui/test_labels_dialog.py",
    "app/printing/labels/label_making.py": "tests/gui/test_labels_dialog.py",
    "app/printing/labels/advice.py": "tests/printing/test_previewing.py",
    "app/printing/labels/drawing.py": "tests/printing/test_layout.py",
    "app/printing/labels/job.py": "tests/printing/test_layout.py",
    "app/printing/labels/lines.py": "tests/printing/test_layout.py",
    "app/printing/labels/sample.py": "tests/gui/test_label_designer.py",
    "app/printing/labels/painting.py": "tests/printing/test_pages.py",
    "app/printing/labels/rooms.py": "tests/printing/test_layout.py",
    "app/printing/labels/template.py": "tests/printing/test_stored.py",
    "app/printing/media/label_rolls.py": "tests/printing/test_pages.py",
    "app/printing/media/media.py": "tests/printing/test_judging.py",
    "app/printing/symbols/code128.py": "tests/printing/test_encoding.py",
    "app/printing/symbols/symbol.py": "tests/printing/test_encoding.py",
    "app/printing/documents/built_in.py": "tests/printing/test_making.py",
    "app/printing/documents/figures.py": "tests/printing/test_content.py",
    "app/printing/documents/foot.py": "tests/printing/test_making.py",
    "app/printing/documents/head.py": "tests/printing/test_making.py",
    "app/printing/documents/sample.py": "tests/printing/test_previewing.py",
    "app/printing/page_image.py": "tests/printing/test_previewing.py",
    "app/printing/documents/serial_bars.py": "tests/printing/test_making.py",
    "app/printing/documents/setting.py": "tests/printing/test_making.py",
    "app/printing/documents/table.py": "tests/printing/test_making.py",
    "app/printing/documents/template.py": "tests/printing/test_template_file.py",
    "app/printing/proof_page.py": "tests/printing/test_job_making.py",
    "app/printing/page.py": "tests/printing/test_flow.py",
    "app/printing/painter.py": "tests/printing/test_making.py",
    "app/printing/data_files.py": "tests/printing/test_template_file.py",
    "app/services/grants.py": "tests/services/test_approving.py",
    "app/services/documents/agreed_prices.py": "tests/services/test_approving.py",
    "app/services/documents/by_hand.py": "tests/services/test_approving.py",
    "app/services/clock.py": "tests/services/test_days.py",
    "app/services/documents/draft_head.py": "tests/services/test_drafts.py",
    "app/services/documents/draft_lines.py": "tests/services/test_drafts.py",
    "app/services/documents/draft_read.py": "tests/services/test_posting.py",
    "app/services/documents/effects/adjusting.py": "tests/services/test_edit_inventory.py",
    "app/services/documents/effects/assembling.py": "tests/services/test_orders_and_assembly.py",
    "app/services/documents/effects/moving.py": "tests/services/test_life_of_serials.py",
    "app/services/documents/effects/settling.py": "tests/services/test_accounts.py",
    "app/services/documents/effects/releasing.py": "tests/services/test_tracking.py",
    "app/services/documents/returning.py": "tests/services/test_return_parties.py",
    "app/services/documents/undoable.py": "tests/services/test_undoing.py",
    "app/services/entry/outcome.py": "tests/services/test_scanning.py",
    "app/services/importing/contact_rows.py": "tests/exchange/test_import_session.py",
    "app/services/importing/document_rows.py": "tests/exchange/test_import_session.py",
    "app/services/importing/imports.py": "tests/exchange/test_import_session.py",
    "app/services/importing/item_codes.py": "tests/exchange/test_import_session.py",
    "app/services/importing/item_rows.py": "tests/exchange/test_import_session.py",
    "app/services/importing/second_rows.py": "tests/exchange/test_import_session.py",
    "app/services/importing/serial_rows.py": "tests/exchange/test_import_session.py",
    "app/services/importing/unit_price_rows.py": "tests/exchange/test_import_session.py",
    "app/exchange/export/salvaged_files.py": "tests/services/test_lost.py",
    "app/exchange/export/saved_documents.py": "tests/services/test_lost.py",
    "app/services/keeping/beside.py": "tests/services/test_lost.py",
    "app/services/keeping/comparing.py": "tests/services/test_lost.py",
    "app/services/keeping/frozen.py": "tests/services/test_moving_away.py",
    "app/services/keeping/moving.py": "tests/services/test_moving_away.py",
    "app/services/keeping/known_places.py": "tests/services/test_lost.py",
    "app/services/keeping/salvaging.py": "tests/services/test_lost.py",
    "db/engine/replacing.py": "tests/faults/test_kill_restore.py",
    "app/services/keeping/backup_checks.py": "tests/services/test_backups.py",
    "app/services/keeping/backup_files.py": "tests/services/test_backups.py",
    "app/services/keeping/backup_places.py": "tests/services/test_backups.py",
    "app/services/keeping/backup_state.py": "tests/services/test_backup_keeping.py",
    "app/services/keeping/closings.py": "tests/services/test_checking.py",
    "app/services/keeping/records.py": "tests/services/test_checking.py",
    "app/services/keeping/seal_fault.py": "tests/services/test_checking.py",
    "app/services/keeping/newest_in_backups.py": "tests/services/test_newest_seal.py",
    "app/services/keeping/backup_survey.py": "tests/gui/test_backups_page.py",
    "app/services/keeping/patience.py": "tests/services/test_backups.py",
    "app/services/kept_problems.py": "tests/services/test_scan_log.py",
    "app/services/money/price_facts.py": "tests/gui/test_prices_on_documents.py",
    "app/services/money/unit_prices.py": "tests/services/test_price_lists.py",
    "app/services/paper/jobs.py": "tests/services/test_print_jobs.py",
    "app/services/proving.py": "tests/services/test_people.py",
    "app/services/tries.py": "tests/services/test_people.py",
    "app/services/stock/contacts.py": "tests/services/test_contacts_and_warehouses.py",
    "app/services/stock/forms.py": "tests/services/test_items.py",
    "app/services/stock/warehouses.py": "tests/services/test_contacts_and_warehouses.py",
    "db/engine/copies.py": "tests/faults/test_kill_upgrade.py",
    "db/engine/digests.py": "tests/services/test_checking.py",
    "db/engine/guards.py": "tests/services/test_checking.py",
    "db/engine/earlier_names.py": "tests/services/test_seals.py",
    "db/engine/seal_contents.py": "tests/services/test_seals.py",
    "db/engine/witness.py": "tests/services/test_newest_seal.py",
    "db/engine/online_copy.py": "tests/services/test_backups.py",
    "db/engine/tables.py": "tests/services/test_facts.py",
    "db/engine/opening.py": "tests/db/test_open_database.py",
    "db/engine/serial_search.py": "tests/db/test_search.py",
    "db/engine/word_search.py": "tests/services/test_finding.py",
    "db/queries/contacts.py": "tests/db/test_lists.py",
    "db/queries/counters.py": "tests/services/test_session.py",
    "db/queries/counts.py": "tests/services/test_counting.py",
    "db/queries/documents.py": "tests/db/test_lists.py",
    "db/queries/draft_serials.py": "tests/services/test_drafts.py",
    "db/queries/ledger_checks.py": "tests/services/test_checking.py",
    "db/queries/printed_names.py": "tests/services/test_seals.py",
    "db/queries/document_lines.py": "tests/db/test_lists.py",
    "db/queries/origins.py": "tests/services/test_return_parties.py",
    "db/queries/first_steps.py": "tests/db/test_plans.py",
    "db/queries/generation.py": "tests/services/test_generating.py",
    "db/queries/lists/contacts.py": "tests/db/test_walking.py",
    "db/queries/lists/details.py": "tests/exchange/test_every_list.py",
    "db/queries/lists/documents.py": "tests/db/test_list_plans.py",
    "db/queries/imports.py": "tests/exchange/test_import_session.py",
    "db/queries/lists/in_stock.py": "tests/gui/test_in_stock_list.py",
    "db/queries/lists/in_transit.py": "tests/db/test_on_the_way.py",
    "db/queries/lists/paging.py": "tests/db/test_list_plans.py",
    "db/queries/first_of.py": "tests/gui/test_label_designer.py",
    "db/queries/lists/price_list.py": "tests/db/test_walking.py",
    "db/queries/lists/prints.py": "tests/services/test_print_jobs.py",
    "db/queries/lists/serial_documents.py": "tests/db/test_search.py",
    "db/queries/lists/serial_filter.py": "tests/db/test_search.py",
    "db/queries/lists/serial_ways.py": "tests/db/test_search.py",
    "db/queries/lists/serials.py": "tests/db/test_search.py",
    "db/queries/lists/scans.py": "tests/services/test_scan_log.py",
    "db/queries/lists/statement.py": "tests/services/test_accounts.py",
    "db/queries/lists/stock.py": "tests/db/test_walking.py",
    "db/queries/lists/warehouses.py": "tests/db/test_walking.py",
    "db/queries/prices.py": "tests/services/test_line_prices.py",
    "db/queries/print_templates.py": "tests/services/test_templates.py",
    "db/queries/records.py": "tests/db/test_models.py",
    "db/queries/scans.py": "tests/services/test_scan_log.py",
    "db/queries/serials.py": "tests/db/test_search.py",
    "db/queries/stock.py": "tests/db/test_lists.py",
    "db/queries/voids.py": "tests/services/test_voiding.py",
    "db/queries/warehouses.py": "tests/services/test_contacts_and_warehouses.py",
    "db/writes/books.py": "tests/services/test_posting.py",
    "db/writes/contacts.py": "tests/services/test_contacts_and_warehouses.py",
    "db/writes/corrections.py": "tests/services/test_correcting.py",
    "db/writes/count_decisions.py": "tests/services/test_counting.py",
    "db/writes/deletions.py": "tests/services/test_undoing.py",
    "db/writes/document_lines.py": "tests/services/test_drafts.py",
    "db/writes/documents.py": "tests/services/test_drafts.py",
    "db/writes/draft_serials.py": "tests/services/test_drafts.py",
    "db/writes/generation.py": "tests/services/test_generating.py",
    "db/writes/imports.py": "tests/exchange/test_import_session.py",
    "db/writes/ledger.py": "tests/services/test_life_of_serials.py",
    "db/writes/missing.py": "tests/services/test_counting.py",
    "db/writes/counters.py": "tests/services/test_settings.py",
    "db/writes/prices.py": "tests/services/test_price_lists.py",
    "db/writes/print_templates.py": "tests/services/test_templates.py",
    "db/writes/records.py": "tests/db/test_models.py",
    "db/writes/scans.py": "tests/services/test_scan_log.py",
    "db/writes/second_identifiers.py": "tests/services/test_identifying.py",
    "db/writes/sequences.py": "tests/services/test_posting.py",
    "db/writes/warehouses.py": "tests/services/test_contacts_and_warehouses.py",
}
"""A file whose subject is proved by a test of another name or in another room."""

NO_ROOM = {"e2e", "faults", "benchmarks", "screens"}
"""Folders of tests that go through all rooms."""


def sources() -> list[str]:
    """The files of the rooms above that have something to prove."""
    files = [file for room in ROOMS for file in (HOUSE / room).rglob("*.py")]
    return sorted(str(f.relative_to(HOUSE).as_posix()) for f in files if f.stem != "__init__")


def own_test(source: str) -> str:
    """Where the test of a source file stands by its name."""
    folder = next(tests for room, tests in ROOMS.items() if source.startswith(f"{room}/"))
    test = f"{folder}/test_{Path(source).stem}.py"
    if source.startswith(BY_SERVICES) and not (HOUSE / test).is_file():
        return f"{ROOMS['app/services']}/test_{Path(source).stem}.py"
    return test


@pytest.mark.parametrize("source", sources())
def test_a_source_file_has_a_test(source: str) -> None:
    """A new file gets a test of its name, or says above which test proves it."""
    test = BY_ANOTHER_NAME.get(source, own_test(source))
    assert (HOUSE / test).is_file(), f"{source} has no {test}"


def test_only_a_file_without_a_test_of_its_own_name_says_where_it_is_proved() -> None:
    assert set(BY_ANOTHER_NAME) <= set(sources())
    assert [source for source in BY_ANOTHER_NAME if (HOUSE / own_test(source)).is_file()] == []


def test_folders_of_tests_are_as_the_house() -> None:
    folders = {file.relative_to(HOUSE).parent.as_posix() for file in _tests()}
    rooms = {*ROOMS.values(), "tests/gui"}
    assert folders - {f"tests/{name}" for name in NO_ROOM} - {"tests"} == rooms
    assert [file.name for file in _tests() if file.parent.name == "tests"] == [Path(__file__).name]


def _tests() -> list[Path]:
    return sorted((HOUSE / "tests").rglob("test_*.py"))


# Words --------------------------------------------------------------------------------------------


def test_no_two_classes_have_one_name() -> None:
    """A name means one thing; what is private to a file (``_Row``) is that file's own."""
    places: dict[str, list[str]] = defaultdict(list)
    for file in sorted([*(HOUSE / "app").rglob("*.py"), *(HOUSE / "db").rglob("*.py")]):
        for node in ast.parse(file.read_text(encoding="utf-8")).body:
            if isinstance(node, ast.ClassDef) and not node.name.startswith("_"):
                places[node.name].append(file.relative_to(HOUSE).as_posix())
    assert {name: files for name, files in places.items() if len(files) > 1} == {}


SAYS_NOTHING = {"form", "queries", "reads", "rules", "services", "writes"}


def test_an_import_under_another_name_says_what_it_is_of() -> None:
    """``document_writes``, ``line_rules``: never ``writes`` or ``rules`` alone."""
    found = [
        f"{file.relative_to(HOUSE).as_posix()}:{node.lineno}"
        for file in sorted([*(HOUSE / "app").rglob("*.py"), *(HOUSE / "db").rglob("*.py")])
        for node in ast.walk(ast.parse(file.read_text(encoding="utf-8")))
        if isinstance(node, ast.ImportFrom)
        if any(name.asname in SAYS_NOTHING for name in node.names)
    ]
    assert found == []


# Tests --------------------------------------------------------------------------------------------


def either_or(test: ast.expr) -> bool:
    """Would it hold whichever of two things happened: ``a or b``, alone or of each in a list?"""
    match test:
        case ast.BoolOp(op=ast.Or()):
            return True
        case ast.BoolOp(values=parts):
            return any(either_or(part) for part in parts)
        case ast.Call(func=ast.Name(id="all" | "any"), args=[ast.GeneratorExp(elt=each)]):
            return either_or(each)
        case _:
            return False


def _asserts(file: Path) -> Iterator[ast.Assert]:
    for node in ast.walk(ast.parse(file.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Assert):
            yield node


def test_no_test_asserts_one_thing_or_another() -> None:
    """A test knows what comes out; where it is one of two, it says which in which case."""
    found = [
        f"{file.relative_to(HOUSE)}:{node.lineno}"
        for file in sorted((HOUSE / "tests").rglob("*.py"))
        for node in _asserts(file)
        if either_or(node.test)
    ]
    assert found == []


@pytest.mark.parametrize(
    ("test", "told"),
    [
        ("a or b", True),
        ("c and (a or b)", True),
        ("all(a or b for a in c)", True),
        ("a and b", False),
        ("not (a and b)", False),
        ("x == (a or b)", False),
    ],
)
def test_either_or_is_told(test: str, told: bool) -> None:
    assert either_or(ast.parse(test, mode="eval").body) is told


def test_processes_that_share_the_tests_run_each_file_whole_and_once(tmp_path: Path) -> None:
    tests = [SimpleNamespace(path=Path(file), place=place) for file in "abcde" for place in "123"]
    taken: list[list[SimpleNamespace]] = [[], []]
    shares = [Share(tmp_path)._tests_taken(tests) for _process in taken]
    for turn in range(len(tests)):  # the second is quicker
        taken[turn % 3 > 0] += islice(shares[turn % 3 > 0], 1)
    for own, share in zip(taken, shares, strict=True):
        own += share
    files = [{test.path for test in own} for own in taken]
    assert files[0] and files[1] and files[0].isdisjoint(files[1])
    assert sorted(map(id, taken[0] + taken[1])) == sorted(map(id, tests))


# The pages for who carries on ---------------------------------------------------------------------

PAGES = ("README.md", "app/README.md")

NOT_YET = {"db/schema/version_N.py"}
"""A name that stands for a file of whoever carries on."""

_PLACE = re.compile(r"`([a-z_]+(?:/\w+)+)((?:\.\w+)*)`")


@pytest.mark.parametrize("page", PAGES)
def test_a_place_that_a_page_names_is_there(page: str) -> None:
    """A file or folder by any end of its path, and what is in it: ``kit/key_table.KEYS``."""
    tops = ("app", "db", "tests", "packaging", "resources")
    files = [
        f"/{f.relative_to(HOUSE).as_posix()}" for top in tops for f in (HOUSE / top).rglob("*")
    ]
    named = _PLACE.findall((HOUSE / page).read_text(encoding="utf-8"))
    assert {place + within for place, within in named if not _is_there(place, within, files)} <= (
        NOT_YET
    )


def _is_there(place: str, within: str, files: list[str]) -> bool:
    if any(file.endswith(f"/{place}{within}") for file in files):
        return True
    modules = [HOUSE / file[1:] for file in files if file.endswith(f"/{place}.py")]
    name = re.compile(rf"\b{within.rpartition('.')[2]}\b")
    return any(name.search(module.read_text(encoding="utf-8")) for module in modules)


def test_each_room_is_told() -> None:
    """Every folder of the program stands among the rooms of ``app/README.md``."""
    rooms = (HOUSE / "app/README.md").read_text(encoding="utf-8").partition("\n## Words")[0]
    told = set(re.findall(r"\w+", rooms))
    folders = [file.parent for top in ("app", "db") for file in (HOUSE / top).rglob("__init__.py")]
    assert [folder.name for folder in folders if folder.name not in told] == []


def test_the_first_page_names_the_rooms_of_the_services_and_of_the_screen() -> None:
    lines = (HOUSE / "README.md").read_text(encoding="utf-8").splitlines()
    for house in ("app/services", "app/gui"):
        (line,) = (line for line in lines if line.startswith(f"{house} "))
        rooms = {file.parent.name for file in (HOUSE / house).glob("*/__init__.py")}
        assert rooms - set(re.findall(r"\w+", line)) == set()
