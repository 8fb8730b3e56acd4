"""A count of 4,000 serials and one of everything: a scan, the board, its judging, its posting."""

from collections.abc import Callable
from contextlib import closing
from functools import partial

from app.domain.counting import CountGroup, Decisions
from app.services import session as sessions
from app.services.documents import drafts, posting
from app.services.documents.effects import counting
from app.services.entry import scanning
from db import sql
from db.engine.opening import open_database
from db.sql import Database
from tests.benchmarks.measuring import HEAD, Spent, Times, alternate, enough, figures, show, spent
from tests.benchmarks.prepared import COUNTED, draft_count
from tests.benchmarks.stores import Stores
from tests.benchmarks.taking_back import opened

SCANS = 50


def measure(stores: Stores, rounds: int) -> None:
    """Print what counts cost. The drafts stay in the run's own store, put aside in the end."""
    with closing(open_database(stores.main)) as database:
        count, everything = draft_count(database), _draft_everything(database)
        size = sql.value(database, "SELECT count(*) FROM draft_serial WHERE document_id = ?", count)
        lines = sql.value(
            database, "SELECT count(*) FROM document_line WHERE document_id = ?", everything
        )
    measured = {
        f"of {size:,} serials ({COUNTED:,} at most)": count,
        f"of everything, {lines:,} lines": everything,
    }
    head = [HEAD, "one more scan", "board", "judged", "posted"]
    show("A count", head, [_row(stores, what, id, rounds) for what, id in measured.items()])
    with closing(open_database(stores.main)) as database:
        for id in measured.values():
            drafts.discard(sessions.begin(database), id)


def _draft_everything(database: Database) -> int:
    """A count of all there is in the first warehouse, of which nothing is scanned yet."""
    session = sessions.begin(database)
    draft = drafts.new(session, "count")
    counting.count_everything(session, draft)
    return draft


def _row(stores: Stores, what: str, count: int, rounds: int) -> list[str]:
    board = partial(_once, stores, lambda database: counting.board(database, count))
    judged = partial(_once, stores, lambda database: posting.problems_of(database, count))
    posted = partial(_once, stores, lambda database: _post(database, count))
    with opened(stores.main) as database:
        scans = _scans(database, count)
    times = [alternate(rounds, [act])[0] for act in (board, judged, posted)]
    return [what, figures(scans), *(figures(taken) for taken in times)]


def _once(stores: Stores, act: Callable[[Database], object]) -> Spent:
    """What an act takes on the store as it is, read into memory before."""
    with opened(stores.main) as database:
        sql.row(database, "SELECT * FROM serial_search LIMIT 1")  # loads the schema
        return spent(lambda: act(database))


def _post(database: Database, count: int) -> None:
    """Post a count whose other serials are taken out of stock."""
    session = sessions.begin(database)
    decisions = Decisions({CountGroup.MISSING: True, CountGroup.QUANTITY: True})
    posting.post(session, count, decisions=decisions)


def _scans(database: Database, count: int) -> Times:
    """The times of scanning what is in stock and not counted yet; fewer where one is slow."""
    session = sessions.begin(database)
    left = sql.rows(
        database,
        "SELECT number FROM serial WHERE status = 1 AND warehouse_id = 1 AND number NOT IN"
        " (SELECT number FROM draft_serial WHERE document_id = ?) ORDER BY id * 7919 % 10007, id"
        " LIMIT ?",
        count,
        SCANS,
    )
    times: Times = []
    for (number,) in left:
        times.append(spent(partial(scanning.scan, session, count, None, number)))
        if enough(times):
            break
    return times
