"""Generating 1,000 serials, the next free number behind many that are held, and cartons."""

from functools import partial

from app.domain.generation import Plan, Run
from app.services import session as sessions
from app.services.documents import draft_lines, drafts
from app.services.entry import cartons, generating
from db import sql
from db.queries.generation import WantedRun, next_free
from db.sql import Database
from tests.benchmarks.measuring import HEAD, figures, repeated, show, show_acts, spent
from tests.benchmarks.prepared import SERIALS, scattered
from tests.benchmarks.stores import Stores
from tests.benchmarks.taking_back import opened

HELD = 100_000


def measure(stores: Stores, rounds: int) -> None:
    """Print what generation and cartons cost beside a full store."""
    with opened(stores.main) as database:
        _generate(database, rounds)
        _next_free(database, rounds)
        _cartons(database, rounds)


def _generate(database: Database, rounds: int) -> None:
    session = sessions.begin(database)
    judged, made = [], []
    for turn in range(rounds):
        draft = drafts.new(session, "purchase")
        line = draft_lines.add_line(session, draft, 1)
        plan = Plan((Run(f"GEN{turn}-", 1, 4, count=SERIALS),))
        judged.append(spent(partial(generating.judge_plan, database, draft, line, plan)))
        made.append(spent(partial(generating.generate, session, draft, line, plan)))
    rows = [["judged", figures(judged)], ["made, and saved on the draft", figures(made)]]
    show(f"A plan of {SERIALS:,} serials", [HEAD, "service"], rows)


def _next_free(database: Database, rounds: int) -> None:
    """Held without a gap, the worst case; as barcodes, for these need no ledger."""
    with sql.transaction(database, of=sql.SHOP):
        sql.execute_many(
            database,
            "INSERT INTO product_barcode (barcode, product_id) VALUES (?, 1)",
            ((f"HELD{number:08}",) for number in range(HELD)),
        )
    show_acts(
        f"The next free number behind {HELD:,}",
        rounds,
        {
            f"for {count}": partial(next_free, database, WantedRun("HELD", 0, 8, "", 1, count))
            for count in (1, 10, 100, 1000)
        },
    )


def _cartons(database: Database, rounds: int) -> None:
    session = sessions.begin(database)
    numbers = [number for number, _ in scattered(database, SERIALS)]
    learned = [
        spent(partial(cartons.learn, session, f"CTN{turn}", numbers)) for turn in range(rounds)
    ]
    held = repeated(rounds, partial(cartons.contents, database, f"CTN{rounds - 1}"))
    rows = [["learned", figures(learned)], ["what each unit is now", figures(held)]]
    show(f"A carton of {SERIALS:,}", [HEAD, "service"], rows)
