"""Posting and voiding a document of 1,000 serials, beside the bare driver writing its rows."""

import sqlite3
from collections.abc import Callable
from contextlib import closing, suppress
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import partial
from pathlib import Path
from unittest.mock import patch

from app.domain.counting import CountGroup, Decisions
from app.domain.pricing import PERCENT, Discount
from app.services import session as sessions
from app.services import settings
from app.services.documents import discounts, draft_head, draft_lines, drafts, posting, voiding
from app.services.keeping import seals
from app.services.money import payments, taxes, tenders
from app.services.money.taxes import ALWAYS, TaxForm
from db import sql
from db.engine.opening import open_database
from db.queries import document_lines
from db.queries.taxes import TaxPeriod
from db.sql import Database
from tests.benchmarks import bare
from tests.benchmarks.bare import Change, Written
from tests.benchmarks.measuring import Spent, Times, alternate, clocked, figures, ratio, show, spent
from tests.benchmarks.prepared import COUNTED, SERIALS, draft_count, draft_purchase, draft_sale
from tests.benchmarks.stores import Stores
from tests.benchmarks.taking_back import opened, taken_back

CHAIN, CHAIN_SERIALS = 50, 20
MOMENT = datetime(2030, 1, 5, 9, tzinfo=UTC)
"""When the documents are posted that are voided: the same in every round."""


@dataclass(frozen=True, slots=True)
class Act:
    """What a service does, and what must have been done ``before``, which takes no time here."""

    name: str
    act: Callable[[Database], object]
    before: Callable[[Database], object] = lambda database: None


def make_chain(database: Database) -> int:
    """A purchase of 20 serials, and as many sales and purchases of them after it as make 50."""
    session = sessions.begin(database)
    numbers = [f"CHAIN-{number}" for number in range(CHAIN_SERIALS)]
    made = []
    for place in range(CHAIN):
        kind = "sale" if place % 2 else "purchase"
        draft = drafts.new(session, kind)
        draft_head.set_party(session, draft, 1)
        line = draft_lines.add_line(session, draft, 1)
        draft_lines.write_serials(session, draft, [(line, number) for number in numbers])
        posting.post(session, draft)
        made.append(draft)
    return made[0]


def measure(stores: Stores, rounds: int) -> None:
    """Print what posting and voiding cost. The drafts stay in the run's own store."""
    with closing(open_database(stores.main)) as database:
        purchase, sale = draft_purchase(database), draft_sale(database)
        count, chain = draft_count(database), make_chain(database)
        lines = sql.value(
            database, "SELECT count(*) FROM document_line WHERE document_id = ?", sale
        )

    def post(draft: int) -> Callable[[Database], object]:
        return partial(_post, draft)

    def void(document: int) -> Callable[[Database], object]:
        return lambda database: voiding.void(sessions.begin(database), document, "benchmark")

    acts = (
        Act("purchase, one line", post(purchase)),
        Act(f"sale, {lines} lines", post(sale)),
        Act("void of the purchase", void(purchase), post(purchase)),
        Act("void of the sale", void(sale), post(sale)),
        Act(
            f"void of a chain of {CHAIN} documents, {CHAIN_SERIALS} serials each",
            lambda database: voiding.void_chain(sessions.begin(database), chain, "benchmark"),
        ),
        Act(
            f"count of {COUNTED:,} serials at most, the others taken out",
            lambda database: posting.post(
                sessions.begin(database), count, decisions=Decisions({CountGroup.MISSING: True})
            ),
        ),
    )
    rows = [_row(act.name, _compare(stores.main, act, rounds)) for act in acts]
    show(
        f"A document of {SERIALS:,} serials: the service reads, judges and writes;"
        " the bare driver only writes the same rows",
        ["CPU ms", "service", "bare, no triggers", "ratio", "bare", "ratio", "clock: service"],
        rows,
    )
    measured = {"purchase, one line": purchase, f"sale, {lines} lines": sale}
    _show_money(stores, rounds, measured)
    _show_seals(stores, rounds, measured)
    with closing(open_database(stores.main)) as database:
        for draft in (purchase, sale, count):
            drafts.discard(sessions.begin(database), draft)


def _show_money(stores: Stores, rounds: int, drafts_: dict[str, int]) -> None:
    """Posting with tax and discounts, and with payments, beside posting without, in turn."""
    for title, before in (
        ("with tax added and with discounts of lines and of all", _price),
        ("paid by card and in cash", _pay),
    ):
        rows = []
        for name, draft in drafts_.items():
            plain = Act(name, partial(_post, draft))
            other = Act(name, partial(_post, draft), partial(before, draft))
            runs = [partial(_serve, stores.main, act) for act in (other, plain)]
            with_money, without = alternate(rounds, runs)
            rows.append([name, figures(with_money), figures(without), ratio(with_money, without)])
        show(
            f"A document of {SERIALS:,} serials, {title}",
            ["CPU ms", "with", "without", "ratio"],
            rows,
        )


def _show_seals(stores: Stores, rounds: int, drafts_: dict[str, int]) -> None:
    """Posting beside posting without a seal (S3: at most 1.1 of the time), in turn."""

    def unsealed(draft: int, database: Database) -> object:
        with patch.object(seals, "seal", lambda *_given: None):
            return _post(draft, database)

    rows = []
    for name, draft in drafts_.items():
        acts = (Act(name, partial(_post, draft)), Act(name, partial(unsealed, draft)))
        sealed, without = alternate(rounds, [partial(_serve, stores.main, act) for act in acts])
        rows.append([name, figures(sealed), figures(without), ratio(sealed, without)])
    show(
        f"A document of {SERIALS:,} serials, sealed",
        ["CPU ms", "sealed", "not sealed", "ratio"],
        rows,
    )


def _post(draft: int, database: Database) -> object:
    return posting.post(sessions.begin(database).at(MOMENT), draft)


def _price(draft: int, database: Database) -> None:
    """Tax is added to prices, each line has a discount and the document one besides."""
    session = sessions.begin(database)
    tax = TaxForm("VAT", [TaxPeriod(ALWAYS, None, 13 * PERCENT)], default=True)
    taxes.save(session, tax)
    settings.save(session, taxes="added")
    with sql.transaction(
        database, of=sql.SHOP
    ):  # many would fill the log, which all reads then ask
        for line in document_lines.lines(database, draft):
            draft_lines.set_price(session, draft, line.id, 2 * line.price)  # above what it had cost
            discounts.set_of_line(session, draft, line.id, Discount(rate=5 * PERCENT))
    discounts.set_of_document(session, draft, Discount(rate=3 * PERCENT))


def _pay(draft: int, database: Database) -> None:
    """Payments are taken here, and all of it is paid."""
    session = sessions.begin(database)
    settings.save(session, payments=True)
    cash, card, *_others = tenders.offered(database)
    due = payments.settlement_of(database, draft).due
    payments.add_part(session, draft, card.id, due // 2)
    payments.add_part(session, draft, cash.id)


def _row(name: str, times: list[Times]) -> list[str]:
    service, *others = times
    compared = [text for bare_ in others for text in (figures(bare_), ratio(service, bare_))]
    # A chain's triggers ask for its documents one by one: there the bare driver has none.
    return [name, figures(service), *compared, *["-"] * (4 - len(compared)), clocked(service)]


def _compare(store: Path, act: Act, rounds: int) -> list[Times]:
    """The service, the bare driver on a store without triggers, and on one with them, in turn.

    The bare driver writes table by table: where the triggers refuse that, it is left out.
    """
    changes, touched, reached = _learn(store, act)
    if _reached_by(store, act, changes, touched) != reached:
        raise AssertionError(f"{act.name}: the bare driver wrote other rows")
    runs = [
        lambda: _serve(store, act),
        lambda: _write(store, act, changes, triggers=False),
    ]
    with suppress(sqlite3.IntegrityError):
        _write(store, act, changes, triggers=True)
        runs.append(lambda: _write(store, act, changes, triggers=True))
    return alternate(rounds, runs)


def _serve(store: Path, act: Act) -> Spent:
    """Let the service act on a store as the program opens it; returns what it takes."""
    with opened(store) as database:
        act.before(database)
        sql.row(database, "SELECT * FROM serial_search LIMIT 1")  # loads the schema
        return spent(lambda: act.act(database))


def _learn(store: Path, act: Act) -> tuple[list[Change], Written, object]:
    """What the service writes: as changes, the keys of the rows, and the rows."""
    with opened(store) as database, closing(bare.connect(store)) as before:
        act.before(database)
        before.execute("BEGIN")
        before.execute("SELECT count(*) FROM document").fetchone()  # sees it so from now on
        after = sql.connection(database)
        bare.watch(after)
        act.act(database)
        touched = bare.written(after)
        return bare.changes_between(before, after, touched), touched, bare.rows_at(after, touched)


def _reached_by(store: Path, act: Act, changes: list[Change], touched: Written) -> object:
    """The rows as the bare driver leaves them."""
    with taken_back(store):
        _make_ready(store, act, triggers=False)
        bare.run(store, changes)
        with closing(bare.connect(store)) as connection:
            return bare.rows_at(connection, touched)


def _write(store: Path, act: Act, changes: list[Change], triggers: bool) -> Spent:
    """Let the bare driver write the changes; returns what it takes."""
    with taken_back(store):
        _make_ready(store, act, triggers)
        return bare.run(store, changes)


def _make_ready(store: Path, act: Act, triggers: bool) -> None:
    with closing(open_database(store)) as database:
        act.before(database)
    if not triggers:
        bare.drop_triggers(store)
