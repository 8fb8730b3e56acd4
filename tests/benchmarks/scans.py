"""One scan into a draft, saved before the next one: beside the bare driver saving its rows."""

from collections.abc import Callable, Iterable, Iterator
from contextlib import closing
from functools import partial
from pathlib import Path

from app.services import session as sessions
from app.services.clock import now, stamp
from app.services.documents import draft_lines, drafts
from app.services.documents.effects import transfers
from app.services.entry import scanning
from db import sql
from db.engine.opening import open_database
from db.queries import transfers as on_the_way
from db.queries.lists import in_transit
from db.sql import Database
from tests.benchmarks import bare
from tests.benchmarks.measuring import (
    HEAD,
    Spent,
    Times,
    clocked,
    enough,
    figures,
    ratio,
    show,
    spent,
)
from tests.benchmarks.prepared import of_status, scattered
from tests.benchmarks.stores import Stores
from tests.benchmarks.taking_back import opened, taken_back

SCANS = 50
ALREADY = (0, 900)
"""Serials on the draft before the scans."""
PRODUCTS = 50
"""Lines of the sale, more where these have too few serials in stock."""
_SOLD = 2

Scan = tuple[str, int]
"""A number, and the line it goes to."""


def measure(stores: Stores, rounds: int) -> None:
    """Print the times of a scan on an empty draft and on a long one, and on other kinds."""
    rows = []
    for kind in ("purchase", "sale"):
        for already in ALREADY:
            service, bare_ = _compare(stores.main, kind, already)
            compared = [figures(service), figures(bare_), ratio(service, bare_)]
            what = (
                f"{kind}, {already} serials on {'one line' if kind == 'purchase' else 'its lines'}"
            )
            rows.append([what, *compared, clocked(service), clocked(bare_)])
    show(
        "One scan into a draft, on the disk when it sounds: the service resolves, judges, saves and"
        " logs it; the bare driver only saves the same rows",
        [HEAD, "service", "bare", "ratio", "clock: service", "bare"],
        rows,
    )
    back = {
        "sales return": _sales_return,
        "purchase return": _purchase_return,
        "transfer receipt": _receipt,
    }
    rows = []
    for what, begin in back.items():
        with opened(stores.main) as database:
            draft, numbers = begin(database)
            times = _scans(database, draft, numbers)
        rows.append([what, str(len(times)), figures(times)])
    show(
        "One scan into a draft that looks back at an earlier document",
        [HEAD, "scans", "service"],
        rows,
    )


# Beside the bare driver -----------------------------------------------------------------------


def _compare(store: Path, kind: str, already: int) -> list[Times]:
    """In turns of some scans each, so that a busy moment of the machine hits both alike."""
    service: Times = []
    bare_: Times = []
    for _ in range(3):
        service += _turn(store, kind, already, _serve)
        bare_ += _turn(store, kind, already, _save)
    return [service, bare_]


Save = Callable[[Path, int, list[Scan]], Times]


def _turn(store: Path, kind: str, already: int, save: Save) -> Times:
    with taken_back(store):
        with closing(open_database(store)) as database:
            draft, scans = _prepare(database, kind, already)
        return save(store, draft, scans)[1:]


def _serve(store: Path, draft: int, scans: list[Scan]) -> Times:
    with closing(open_database(store)) as database:
        return [_scan(database, draft, line, number) for number, line in scans]


def _save(store: Path, draft: int, scans: list[Scan]) -> Times:
    with closing(bare.connect(store)) as connection:
        changes = [list(_rows_of(draft, *scan)) for scan in scans]
        return [spent(partial(bare.write, connection, change)) for change in changes]


def _prepare(database: Database, kind: str, already: int) -> tuple[int, list[Scan]]:
    """A draft with serials on it, and the scans to come: new ones, or scattered ones in stock."""
    session = sessions.begin(database)
    count = already + SCANS + 1
    draft = drafts.new(session, kind)
    if kind == "purchase":
        line = draft_lines.add_line(session, draft, 1)
        scans = [(f"NEW-{number * 7919 % 10007:05}", line) for number in range(count)]
    else:
        scans = list(_of_some_products(database, draft, count))
    draft_lines.write_serials(session, draft, [(line, number) for number, line in scans[:already]])
    return draft, scans[already:]


def _of_some_products(database: Database, draft: int, count: int) -> Iterator[Scan]:
    """Serials in stock of the products that are there most, each with its line on the draft."""
    session = sessions.begin(database)
    lines: dict[int, int] = {}
    left = count
    for product, there in sql.rows(
        database,
        "SELECT product_id, identified FROM stock WHERE warehouse_id = 1 ORDER BY identified DESC",
    ):
        if left > 0 or len(lines) < PRODUCTS:
            lines[product] = draft_lines.add_line(session, draft, product)
            left -= there
    found = sql.rows(
        database,
        "SELECT number, product_id FROM serial WHERE status = 1 AND warehouse_id = 1"
        " AND product_id IN (SELECT value FROM json_each(?))"
        " ORDER BY id * 7919 % 10007, id LIMIT ?",
        sql.json_list(lines),
        count,
    )
    return ((number, lines[product]) for number, product in found)


def _accepted(outcome: scanning.Outcome) -> None:
    if outcome.undo is None:
        raise AssertionError(outcome)


def _rows_of(draft: int, number: str, line: int) -> Iterator[bare.Change]:
    """What the service saves for one scan: the serial, its line, the document, the scan log."""
    yield (
        "INSERT INTO draft_serial (document_id, line_id, number) VALUES (?, ?, ?)",
        [(draft, line, number)],
    )
    yield (
        "UPDATE document_line SET quantity = quantity + 1000, price = price,"
        " amount = amount + price WHERE id = ?",
        [(line,)],
    )
    yield (
        "UPDATE document SET changed_at = ?, total = total + 100000 WHERE id = ?",
        [(stamp(now()), draft)],
    )
    undo = f'{{"serials": [1], "lines": [[{line}, 0]]}}'
    yield (
        "INSERT INTO scan_log (at, code, level, finding, product, document_id, undo)"
        " VALUES (?, ?, 'ACCEPTED', 'NEW', 'Some item', ?, ?)",
        [(stamp(now()), number, draft, undo)],
    )


# Kinds that look back -------------------------------------------------------------------------


def _sales_return(database: Database) -> tuple[int, Iterable[str]]:
    session = sessions.begin(database)
    draft = drafts.new(session, "sales_return")
    return draft, of_status(database, _SOLD, SCANS)


def _purchase_return(database: Database) -> tuple[int, Iterable[str]]:
    session = sessions.begin(database)
    draft = drafts.new(session, "purchase_return")
    return draft, [number for number, _ in scattered(database, SCANS)]


def _receipt(database: Database) -> tuple[int, Iterable[str]]:
    session = sessions.begin(database)
    first = in_transit.page(database, None, None, 100).rows
    sent = max(first, key=lambda transfer: transfer.serials)
    draft = transfers.begin(session, sent.id)
    return draft, [number for _, number in on_the_way.serials_on_the_way(database, sent.id)]


def _scans(database: Database, draft: int, numbers: Iterable[str]) -> Times:
    """The times of scanning these; no more of them where one is slow."""
    times: Times = []
    for number in numbers:
        times.append(_scan(database, draft, None, number))
        if enough(times):
            break
    return times


def _scan(database: Database, draft: int, line: int | None, number: str) -> Spent:
    session = sessions.begin(database)
    return spent(lambda: _accepted(scanning.scan(session, draft, line, number)))
