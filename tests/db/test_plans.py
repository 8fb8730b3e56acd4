"""How the store answers what is asked at every scan and count: by an index, never by all there is.

The plans are asked for on a store that was never analysed, and on one whose figures mislead.
"""

import re
from collections import Counter
from datetime import date, timedelta

import pytest

from app.domain.counting import CountGroup, Decisions
from app.domain.imports import ImportRow
from app.domain.kinds import SALE
from app.domain.prices import PriceStep
from app.domain.printing import Purpose
from app.lists.audit import AUDIT
from app.services import session as sessions
from app.services import settings
from app.services.documents import (
    day_sales,
    draft_head,
    draft_lines,
    draft_read,
    drafts,
    parking,
    posting,
    returning,
)
from app.services.documents.effects import counting, transfers
from app.services.entry import scan_log
from app.services.importing import contact_rows, document_rows, imports, item_rows, serial_rows
from app.services.importing.document_rows import ImportPlace
from app.services.keeping import seals
from app.services.money import accounts, costs, margins, payments, price_lists
from app.services.paper import jobs
from app.services.paper.jobs import NewJob
from app.services.stock import correcting
from db import sql
from db.engine import seal_contents
from db.queries import accounts as account_reads
from db.queries import (
    audit,
    counts,
    document_lines,
    documents,
    draft_serials,
    first_steps,
    history,
    label_contents,
    origins,
    prices,
    print_jobs,
    returns,
    serials,
    shifts,
)
from db.queries import costs as cost_reads
from db.queries import imports as import_reads
from db.queries import scans as log
from db.queries.lists import in_stock
from db.queries.lists import statement as accounts_list
from db.queries.lists.audit import AuditAsked
from db.queries.lists.statement import StatementAsked
from db.sql import Database
from db.writes import second_identifiers

GROWING = {
    *("serial", "serial_movement", "serial_alias", "stock_movement", "stock", "document"),
    *("document_line", "draft_serial", "contact", "product", "product_barcode", "scan_log"),
    *("carton", "carton_serial", "audit", "print_job", "print_job_label"),
    *("file_import", "import_made", "import_column"),
    *("payment", "draft_payment", "debt", "allocation", "draft_allocation", "document_tax"),
    *("shift", "shift_tender", "drawer_entry", "list_price", "serial_price", "item_value"),
}
"""The tables that grow with the shop."""

_OF_MANY = ("(kind=?)", "(state=?)", "(status=?)", "(warehouse_id=?)", "(price_list_id=?)")
"""What a great part of a table has in common: to look that up is to go through it."""

_REFERRING = "SCAN serial"
"""Serials that wait for a movement to refer to, of which there are none: it is skipped then."""

_NAMED = re.compile(r"(?:FROM|JOIN|UPDATE|INTO)\s+(\w+)(?:\s+(?:AS\s+)?(\w+))?", re.IGNORECASE)


def scans(database, text, values):
    """The steps of a statement's plan that go through all of a table that grows."""
    tables = {}
    for table, alias in _NAMED.findall(text):
        tables |= {table: table, alias or table: table}
    found = sql.execute(database, f"EXPLAIN QUERY PLAN {text}", *values).fetchall()
    steps = [
        step
        for *_, step in found
        if (begun := re.match(r"(?:SCAN|SEARCH) (\w+)", step))
        and tables.get(begun[1]) in GROWING
        and (
            step.startswith("SCAN")
            or step.endswith(_OF_MANY)
            or _reverses_none(step, begun[1], text)
        )
        and not (step == _REFERRING and "INSERT INTO serial_movement" in text)
    ]
    sorts = any("TEMP B-TREE" in step for *_, step in found)
    return [] if re.search(r"LIMIT 1\)?\s*$", text) and not sorts else steps


def _reverses_none(step, name, text):
    """Rows are looked up by that they reverse none, as nearly all of a ledger do."""
    asked = rf"(?<!\+)\b{name}\.reverses_id IS NULL|(?<![.+])\breverses_id IS NULL"
    return step.endswith("(reverses_id=?)") and re.search(asked, text)


def analyse_misleadingly(database):
    """Let the store believe that its tables are large, and what little it has, typical."""
    sql.execute(database, "ANALYZE")
    for row, stat in sql.rows(database, "SELECT rowid, stat FROM sqlite_stat1 ORDER BY rowid"):
        count, *alike = stat.split()
        larger = " ".join([f"{count}000000", *(n if n == "1" else f"{n}000" for n in alike)])
        sql.execute(database, "UPDATE sqlite_stat1 SET stat = ? WHERE rowid = ?", larger, row)
    sql.execute(database, "ANALYZE sqlite_schema")  # read again


@pytest.fixture(params=["never analysed", "misled"])
def watched(shop, request, monkeypatch):
    """Runs an act and says which of its statements scan; stock and documents are there before."""
    shop.purchase("A1 A2 A3", units=4)
    shop.sell("A1")
    if request.param == "misled":
        analyse_misleadingly(shop.database)
    asked = []
    run = Database.execute_sql

    def noting(self, text, params=None):
        asked.append((text, list(params or ())))
        return run(self, text, params)

    def scanned(act, *values):
        with monkeypatch.context() as patched:
            patched.setattr(Database, "execute_sql", noting)
            act(*values)
        reads = [(text, values) for text, values in asked if _is_looked_at(text)]
        assert reads
        return Counter(
            f"{step}: {text}"
            for text, values in reads
            for step in scans(shop.database, text, values)
        )

    yield scanned


def _is_looked_at(text):
    if (
        "rtrim(number" in text
    ):  # the last number of a kind: its own index, or the kind's few documents
        return False
    return text.lstrip().upper().startswith(("SELECT", "WITH", "INSERT", "UPDATE", "DELETE"))


def test_a_scan_that_would_go_through_all_is_seen(shop, watched):
    everything = "SELECT s.id FROM serial s WHERE s.number LIKE '%1%' ORDER BY s.id"
    assert watched(lambda: sql.rows(shop.database, everything))


@pytest.mark.parametrize(
    ("kind", "number"), [("sale", "A2"), ("sales_return", "A1"), ("purchase_return", "A2")]
)
@pytest.mark.rule("D2")
def test_a_scan_looks_up_its_own_serial_only(shop, watched, kind, number):
    draft = shop.draft(kind)
    assert not watched(shop.scan, draft, number)
    assert not watched(posting.problems_of, shop.database, draft)


@pytest.mark.parametrize("read", [draft_serials.draft_serials, document_lines.lines])
@pytest.mark.rule("D2")
def test_of_one_line_of_a_document_the_others_are_not_looked_at(shop, watched, monkeypatch, read):
    """A count of everything has thousands of lines."""
    draft = shop.draft("sale")
    shop.enter(draft, "A2 A3")
    (line,) = document_lines.lines(shop.database, draft)
    asked = []
    run = Database.execute_sql
    monkeypatch.setattr(
        Database, "execute_sql", lambda self, *said: asked.append(said) or run(self, *said)
    )
    read(shop.database, draft, line.id)
    ((text, values),) = asked
    plan = [step for *_, step in run(shop.database, f"EXPLAIN QUERY PLAN {text}", values)]
    assert plan and not [step for step in plan if "(document_id=?)" in step]


@pytest.mark.rule("M2", "U4")
def test_the_names_of_price_lists_are_asked_of_the_lists_alone(shop, watched):
    """An editor offers them, each page of the audit log says them: nobody counts their prices."""
    member = price_lists.save(shop.session, "Member")
    price_lists.set_steps(shop.session, shop.has.cable, {member: [PriceStep(1_000, 15_00)]})
    assert not watched(prices.lists, shop.database)
    assert not watched(AUDIT.page, shop.database, AuditAsked(), None, 50)


@pytest.mark.rule("M3")
@pytest.mark.rule("M7")
def test_what_may_come_back_of_a_sale_is_found_by_its_lines(shop, watched):
    draft = shop.draft("sales_return")
    shop.enter(draft, "A1")
    ((sale, line),) = shop.rows(
        "SELECT d.id, l.id FROM document d JOIN document_line l ON l.document_id = d.id"
        " WHERE d.kind = 'sale' AND d.state = 1"
    )
    assert not watched(returning.may_come_back, shop.database, sale, draft)
    assert not watched(returns.back_from, shop.database, draft)
    assert not watched(origins.origin_of, shop.database, line)


@pytest.mark.rule("M9")
def test_whether_a_draft_is_being_paid_at_a_counter_is_asked_of_what_is_typed(shop, watched):
    shop.take_payments()
    shop.pay(shop.written("sale", "A2"))
    assert not [
        one for one in watched(shifts.being_paid, shop.database, 1) if one.startswith("SCAN d:")
    ]


@pytest.mark.rule("C4")
def test_what_can_be_undone_is_found_without_a_walk_through_the_log(shop, watched):
    """Asked at every scan of a draft, and by the log's page of all drafts."""
    draft = shop.draft("sale")
    shop.scan(draft, "A2")
    shop.sell("A3")
    assert not watched(scan_log.can_undo, shop.database, draft)
    assert not watched(scan_log.last_undo, shop.database)


@pytest.mark.rule("D4")
def test_a_scan_of_what_is_on_the_way_looks_at_its_own_transfer_only(shop, watched):
    shop.dispatch("A2 A3")
    transfer = shop.rows("SELECT max(id) FROM document WHERE kind = 'transfer'")[0][0]
    draft = transfers.begin(shop.session, transfer)
    assert not watched(shop.scan, draft, "A2")
    assert not watched(posting.problems_of, shop.database, draft)
    assert not watched(transfers.take_all, shop.session, draft)


@pytest.mark.rule("D2")
def test_a_count_looks_at_what_it_counts_only(shop, watched):
    """Its board, what stands against it, and its posting: of all items, or of a few scanned."""
    count = shop.draft("count")
    counting.count_everything(shop.session, count)
    assert not watched(shop.scan, count, "A2")
    assert not watched(counting.board, shop.database, count)
    assert not watched(counts.first_missing, shop.database, count, [shop.has.phone], 40)
    assert not watched(posting.problems_of, shop.database, count)
    decided = Decisions(dict.fromkeys(CountGroup, True), {(CountGroup.MISSING, 1): False})
    assert not watched(posting.post, shop.session, count, decided)
    assert not watched(counting.board, shop.database, count)


@pytest.mark.rule("D2")
def test_what_is_missing_is_told_by_the_index_of_what_is_in_stock_here(shop):
    """Not by that of a product's serials, which has all that were ever sold."""
    for statement in (
        f"EXPLAIN QUERY PLAN {counts.MISSING} SELECT count(*) {counts.OF_MISSING}",
        f"EXPLAIN QUERY PLAN {counts.MISSING} SELECT s.id {counts.OF_MISSING} ORDER BY s.number",
    ):
        steps = [step for *_, step in sql.rows(shop.database, statement, 1)]
        assert [step for step in steps if re.match("SEARCH s .*serial_in_stock", step)], steps


@pytest.mark.rule("S3")
@pytest.mark.parametrize("renamed", [False, True])
def test_what_a_seal_covers_is_read_by_the_documents_own_rows(shop, watched, renamed):
    """Not by all payments that reverse none, for these are nearly all."""
    shop.take_payments()
    sale = shop.paid("sale", "A2")
    shop.void(sale)
    if renamed:
        correcting.correct(shop.session, "A2", "A9")
    assert not watched(seals.check_document, shop.database, sale)
    assert not watched(seals.check_some, shop.database, 0, 1_000)
    assert not watched(seal_contents.postings, shop.database, [sale], True)


@pytest.mark.parametrize("few", [0, 1_000])
@pytest.mark.parametrize("asked", [{}, {"product": 1}, {"text": "A2"}, {"text": "A22"}])
@pytest.mark.rule("D4")
def test_what_came_first_is_read_in_the_order_of_an_index(shop, watched, monkeypatch, asked, few):
    monkeypatch.setattr(in_stock, "_FEW", few)
    given = in_stock.InStockAsked(1, **asked, without=shop.draft("sale"), with_inactive=False)
    assert not watched(in_stock.page, shop.database, given, None, 1_000)
    assert not watched(in_stock.page, shop.database, given, (1,), 1_000)


def test_the_empty_counter_looks_at_its_day_and_the_newest_postings_only(shop, watched):
    assert not watched(day_sales.of_day, shop.database, date(2026, 3, 10))
    assert not watched(day_sales.last, shop.database, 7)
    assert not watched(day_sales.taken, shop.database, date(2026, 3, 10))


@pytest.mark.rule("M10")
def test_what_is_parked_is_found_without_a_walk_through_all_documents(shop, watched):
    """Asked whenever the Counter is empty, and of each serial number that is scanned there."""
    parked = drafts.new(shop.session, "sale", at_counter=True)
    shop.scan(parked, "A2")
    parking.park(shop.session, parked)
    draft = drafts.new(shop.session, "sale", at_counter=True)
    shop.scan(draft, "A2")
    rows = [serial.id for serial in draft_serials.draft_serials(shop.database, draft)]
    assert not watched(parking.parked, shop.database)
    assert not watched(parking.holding, shop.database, draft, "A2", rows)
    assert not watched(parking.call_back, shop.session, parked)
    assert not watched(first_steps.has_items, shop.database)
    assert not watched(first_steps.has_stock, shop.database)


@pytest.mark.rule("D10")
def test_a_start_and_a_new_day_look_at_the_drafts_only(shop, watched):
    """Asked at every start, and when a day begins; with a draft of yesterday, and without."""
    assert not watched(draft_head.follow_day, shop.session)
    shop.draft("sale")
    tomorrow = shop.session.at(shop.session.now() + timedelta(days=1))
    assert not watched(draft_head.follow_day, tomorrow)
    assert not watched(sessions.begin, shop.database)
    assert not watched(settings.load_counter, shop.database, shop.session.counter.id)


@pytest.mark.rule("Q3")
def test_labels_look_at_the_units_they_are_of_only(shop, watched):
    draft = shop.draft("sale")
    shop.scan(draft, "A2")
    purchase = shop.rows("SELECT max(id) FROM document WHERE kind = 'purchase'")[0][0]
    assert not watched(label_contents.serials_of_document, shop.database, purchase)
    assert not watched(label_contents.serials_of_product, shop.database, shop.has.phone)
    assert not watched(label_contents.serials_of_carton, shop.database, 1)
    assert not watched(label_contents.entries_of_draft, shop.database, draft)
    assert not watched(label_contents.of_serials, shop.database, [1, 2])
    assert not watched(label_contents.of_entries, shop.database, [1])
    assert not watched(label_contents.of_numbers, shop.database, ["A2", "A3"])
    assert not watched(label_contents.of_entered_numbers, shop.database, draft, ["A2"])
    assert not watched(label_contents.of_products, shop.database, [shop.has.phone])


@pytest.mark.rule("Q6")
def test_printing_looks_at_its_document_its_labels_and_what_is_open_only(shop, watched):
    """What waits at this counter, what was printed of a document, and which labels never were."""
    sale, purchase = (
        shop.rows("SELECT max(id) FROM document WHERE kind = ?", kind)[0][0]
        for kind in ("sale", "purchase")
    )
    counter = shop.session.counter.id
    invoice = NewJob(Purpose.DOCUMENT, "Office", "A4", sale, pieces=1)
    labels = NewJob(Purpose.SERIAL_LABEL, "Roll", "Small", labels=["A2", "A3"])
    done = jobs.record(shop.session, labels)
    assert not watched(jobs.add, shop.session, invoice)
    waits = print_jobs.next_job(shop.database, counter)
    assert waits is not None
    for asked in (
        lambda: print_jobs.open_jobs(shop.database, counter, 50),
        lambda: print_jobs.open_counts(shop.database, counter),
        lambda: print_jobs.next_job(shop.database, counter),
        lambda: print_jobs.job(shop.database, waits),
        lambda: print_jobs.labels(shop.database, done),
        lambda: print_jobs.times_printed(shop.database, sale, jobs.PAPERS),
        lambda: print_jobs.of_document(shop.database, sale),
        lambda: print_jobs.unprinted(shop.database, purchase, Purpose.SERIAL_LABEL.name),
        lambda: print_jobs.printed(shop.database, ["A2"], Purpose.SERIAL_LABEL.name),
        lambda: jobs.begin(shop.session, waits),
        lambda: jobs.begin_again(shop.session),
    ):
        assert not watched(asked)


_IMPORTED = {
    "items": (
        item_rows.judge,
        lambda session, rows: item_rows.write(session, "items", "a.csv", rows),
        {"sku": "NEW-1", "name": "New", "barcode": ("6901111111117",)},
    ),
    "contacts": (
        contact_rows.judge,
        lambda session, rows: contact_rows.write(session, "contacts", "a.csv", rows),
        {"name": "Ann", "phone": "555"},
    ),
    "opening": (
        lambda database, rows: document_rows.judge(database, rows, "opening", ImportPlace(None, 1)),
        None,
        {"item": "PHONE-1", "serial": "N1", "carton": "C-1"},
    ),
    "cartons": (
        lambda database, rows: serial_rows.judge_cartons(database, rows, ImportPlace(None, 1)),
        None,
        {"carton": "C-1", "serial": ("A2", "N1")},
    ),
    "sought": (serial_rows.judge_sought, None, {"serial": "A2"}),
}
"""Each kind of rows: how they are judged, how they are written, and one of them."""


@pytest.mark.parametrize("kind", _IMPORTED)
@pytest.mark.rule("Q9")
def test_a_file_s_rows_are_looked_up_by_their_own_codes(shop, watched, kind):
    judge, write, values = _IMPORTED[kind]
    rows = [ImportRow(1, values)]
    assert not watched(judge, shop.database, rows)
    if write is not None:
        assert not watched(write, shop.session, rows)


@pytest.mark.rule("Q9")
def test_an_import_is_told_and_taken_back_by_what_is_its_own(shop, watched):
    rows = [ImportRow(1, {"sku": "NEW-1", "name": "New"})]
    told = item_rows.write(shop.session, "items", "a.csv", rows).id
    fields = {"sn": "serial"}
    assert not watched(imports.remember_columns, shop.session, "items", shop.has.supplier, fields)
    assert not watched(import_reads.columns_of, shop.database, "items", shop.has.supplier)
    assert not watched(import_reads.made_by, shop.database, told)
    assert not watched(import_reads.by_id, shop.database, told)
    assert not watched(imports.undo, shop.session, told)


@pytest.mark.rule("C9")
def test_second_identifiers_look_at_their_units_only(shop, watched):
    assert not watched(serials.second_identifiers, shop.database, [1, 2])
    assert not watched(serials.numbers_of, shop.database, [1, 2])
    assert not watched(second_identifiers.give, shop.database, {1: "Z1", 2: ""}, "2026-11-27", 1)


def test_what_a_draft_can_take_back_is_not_looked_for_through_the_whole_log(shop, monkeypatch):
    """With nothing to take back there is no first row to stop at, LIMIT 1 or not."""
    draft = shop.draft("sale")
    asked = []
    run = Database.execute_sql
    with monkeypatch.context() as patched:
        patched.setattr(
            Database,
            "execute_sql",
            lambda self, text, params=None: asked.append((text, params)) or run(self, text, params),
        )
        log.last_undo(shop.database, draft)
    ((text, values),) = asked
    steps = [row[-1] for row in sql.rows(shop.database, f"EXPLAIN QUERY PLAN {text}", *values)]
    assert "SEARCH s USING INDEX scan_log_undo (document_id=?)" in steps


@pytest.mark.rule("D6")
def test_what_a_document_s_page_tells_is_read_by_what_is_its_own(shop, watched):
    shop.dispatch("A2 A3")
    for kind in ("purchase", "sale", "transfer"):
        (document,) = shop.rows("SELECT max(id) FROM document WHERE kind = ?", kind)[0]
        lines = [line.id for line in document_lines.lines(shop.database, document)]
        assert not watched(history.events, shop.database, document)
        assert not watched(history.ties, shop.database, document)
        assert not watched(history.serials_of, shop.database, lines)


def test_what_the_log_tells_of_a_record_is_looked_up(shop, watched):
    for below in (None, 100):
        assert not watched(audit.of_record, shop.database, "product", shop.has.phone, below, 20)


@pytest.mark.rule("M2", "M11")
def test_prices_and_costs_are_looked_up(watched, shop):
    member = price_lists.save(shop.session, "Member")
    steps = [PriceStep(1_000, 5)]
    price_lists.set_steps(shop.session, shop.has.phone, {member: steps})
    sale = shop.draft("sale")
    shop.enter(sale, "A2")
    whole = draft_read.read(shop.database, sale)
    (sold,) = shop.rows("SELECT id FROM document WHERE kind = 'sale' AND state = 1")[0]

    def act():
        prices.last_price(shop.database, "sale", shop.has.customer, shop.has.phone)
        prices.offered(shop.database, member, [shop.has.phone])
        prices.steps(shop.database, [shop.has.phone])
        prices.to_change(shop.database, member, [shop.has.phone])
        list(costs.below(shop.database, whole, costs.of_sold(shop.database, whole)))
        margins.of_items(shop.database, [shop.has.phone, shop.has.cable])
        costs.margin_of(shop.database, sold, SALE)
        cost_reads.of_lines(shop.database, sold)
        margins.of_month(shop.database, shop.has.phone, shop.session.today())
        cost_reads.moved_units(shop.database, [1])
        cost_reads.of_origins(shop.database, [1])

    assert not watched(act)


@pytest.mark.rule("M2")
def test_what_was_paid_last_is_looked_for_on_a_customers_documents(watched, shop):
    """Never among all the lines that an item has."""
    asked = (shop.has.customer, "sale", shop.has.phone)
    plan = sql.rows(shop.database, f"EXPLAIN QUERY PLAN {prices.LAST_PRICE}", *asked)
    steps = " ".join(str(step) for *_, step in plan)
    assert "document_party" in steps and "document_line_document" in steps
    assert "document_line_product" not in steps


@pytest.mark.rule("M8")
def test_a_suppliers_number_is_looked_for_among_those_of_the_supplier(shop):
    asked = (shop.has.supplier, "A-1041", "purchase", documents.POSTED)
    plan = sql.rows(shop.database, f"EXPLAIN QUERY PLAN {documents.WITH_THEIR_NUMBER}", *asked)
    assert "document_their_number" in " ".join(str(step) for *_, step in plan)


@pytest.mark.rule("M5", "M8")
def test_money_is_looked_up_by_its_document_and_its_contact(shop, watched):
    shop.opening(product=shop.has.cable, units=9)
    shop.take_payments()
    party = shop.has.customer
    sale = shop.blank("sale")
    draft_head.set_party(shop.session, sale, party)
    line = draft_lines.add_line(shop.session, sale, shop.has.cable)
    draft_lines.set_price(shop.session, sale, line, 500)
    shop.post(sale, on_account=True)
    receipt = accounts.begin(shop.session, "money_receipt", party)
    accounts.set_amount(shop.session, receipt, 300)
    for asked in (
        lambda: accounts.set_tender(shop.session, receipt, 1),
        lambda: accounts.choose(shop.session, receipt, {sale: 200}),
        lambda: accounts.plan_of(shop.database, documents.document(shop.database, receipt)),
        lambda: payments.settlement_of(shop.database, receipt),
        lambda: posting.post(shop.session, receipt),
        lambda: accounts.accounts_of(shop.database, [party], shop.session.today()),
        lambda: accounts.has_account(shop.database, party),
        lambda: accounts.open_debts(shop.database, party),
        lambda: accounts.credits_to_settle(shop.database, party),
        lambda: accounts.settle_credits(shop.session, party),
        lambda: account_reads.settled_by(shop.database, receipt),
        lambda: account_reads.settling(shop.database, sale),
        lambda: accounts_list.page(shop.database, StatementAsked(party), None, 50),
        lambda: accounts_list.page(shop.database, StatementAsked(party), ("2026-01-01", 1), 50),
        lambda: accounts_list.count(shop.database, StatementAsked(party)),
        lambda: shop.void(receipt),
    ):
        assert not watched(asked)


@pytest.mark.rule("Q9")
@pytest.mark.parametrize("deleted", ["product", "contact"])
def test_what_refers_to_a_record_is_found_by_an_index(shop, deleted):
    """An import that is undone deletes records, and the store asks of each who refers to it."""
    references = [
        (table, column)
        for table in sorted(GROWING)
        for other, column in shop.rows(
            'SELECT "table", "from" FROM pragma_foreign_key_list(?)', table
        )
        if other == deleted
    ]
    assert ("document_line" if deleted == "product" else "document") in dict(references)
    for table, column in references:
        asked = f"EXPLAIN QUERY PLAN SELECT 1 FROM {table} WHERE {column} = 1"
        assert [step for *_, step in shop.rows(asked) if not step.startswith("SEARCH")] == []
