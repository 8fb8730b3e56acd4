"""What is printed is in the log for ever; from the second on it is a copy, with a reason (Q6)."""

import pytest

from app.domain.printing import JOB_MOVES, JobState, Purpose
from app.domain.problems import Code, Problem
from app.formats import Formats
from app.lists.prints import PRINTS
from app.services import kept_problems
from app.services.paper import jobs
from app.services.paper.jobs import NewJob
from db import sql
from db.queries import print_jobs
from db.queries.lists import prints
from db.queries.lists.prints import PrintsAsked
from db.sql import ConstraintBroken
from tests.shop import refusal

pytestmark = pytest.mark.rule("Q6")


def paper_of(document, purpose=Purpose.DOCUMENT, **more):
    return NewJob(purpose, "Office", "A4", document, **more)


def labels(*numbers, **more):
    return NewJob(Purpose.SERIAL_LABEL, "Zebra", "40 × 20", labels=numbers, **more)


def printed(shop, new):
    """A job asked for and printed; which paper it was."""
    job = jobs.add(shop.session, new)
    copy = jobs.begin(shop.session, job)
    jobs.end(shop.session, job)
    return copy


def codes(call, *values):
    return [problem.code for problem in refusal(call, *values)]


def job_of(shop, id):
    return print_jobs.job(shop.database, id)


@pytest.fixture
def sold(shop):
    shop.opening("A1 A2")
    return shop.sell("A1")


def test_the_second_paper_of_a_document_is_copy_2_whatever_it_is_on(shop, sold):
    assert printed(shop, paper_of(sold, Purpose.RECEIPT)) == 1
    assert printed(shop, paper_of(sold, reason="customer lost it")) == 2
    assert printed(shop, paper_of(sold, Purpose.FORM, reason="for the tax office")) == 3
    said = [
        (j.purpose, j.copy_number, j.reason) for j in print_jobs.of_document(shop.database, sold)
    ]
    assert said == [
        ("FORM", 3, "for the tax office"),
        ("DOCUMENT", 2, "customer lost it"),
        ("RECEIPT", 1, ""),
    ]


def test_a_copy_says_why(shop, sold):
    printed(shop, paper_of(sold))
    before = shop.everything()
    assert codes(jobs.add, shop.session, paper_of(sold, Purpose.RECEIPT)) == [Code.COPY_NO_REASON]
    assert codes(jobs.add, shop.session, paper_of(sold, reason=" \n")) == [Code.COPY_NO_REASON]
    assert shop.everything() == before


def test_what_waits_is_as_good_as_printed(shop, sold):
    jobs.add(shop.session, paper_of(sold))
    assert codes(jobs.add, shop.session, paper_of(sold)) == [Code.COPY_NO_REASON]


def test_what_never_came_out_makes_no_copy(shop, sold):
    for give_up in (
        lambda job: jobs.drop(shop.session, job),
        lambda job: (
            jobs.begin(shop.session, job),
            jobs.fail(shop.session, job, Problem(Code.PRINTER_GONE, {"name": "Office"})),
        ),
    ):
        give_up(jobs.add(shop.session, paper_of(sold)))
    assert printed(shop, paper_of(sold)) == 1


def test_papers_of_a_draft_are_none_of_the_document(shop):
    shop.opening("A1")
    draft = shop.written("sale", "A1")
    for _time in range(2):
        printed(shop, paper_of(draft))
    assert [j.of_draft for j in print_jobs.of_document(shop.database, draft)] == [1, 1]
    shop.post(draft)
    assert printed(shop, paper_of(draft)) == 1


def test_a_serial_gets_its_second_label_for_a_reason_only(shop):
    shop.opening("A1 A2 A3")
    printed(shop, labels("A1", "A2"))
    assert jobs.not_printed(shop.database, ["A3", "a1", "A2"]) == ["A3"]
    assert codes(jobs.add, shop.session, labels("A3", "a2")) == [Code.COPY_NO_REASON]
    printed(shop, labels("A3", "A2", reason="torn"))
    assert jobs.not_printed(shop.database, ["A1", "A2", "A3"]) == []


def test_labels_that_failed_are_not_printed_yet(shop):
    job = jobs.add(shop.session, labels("A1", "A2"))
    assert jobs.not_printed(shop.database, ["A1"]) == []
    jobs.begin(shop.session, job)
    jobs.fail(shop.session, job, Problem(Code.PRINTER_GONE, {"name": "Zebra"}))
    assert jobs.not_printed(shop.database, ["A1", "A2"]) == ["A1", "A2"]


def test_a_label_of_the_item_is_no_label_of_the_serial(shop):
    printed(shop, NewJob(Purpose.SHELF_LABEL, "Zebra", "50 × 30", labels=["A1"]))
    assert jobs.not_printed(shop.database, ["A1"]) == ["A1"]


def test_all_that_stands_against_a_job_is_said_at_once(shop):
    new = NewJob(Purpose.TEST, "", "", pieces=0, copies=100)
    assert codes(jobs.add, shop.session, new) == [
        Code.PRINT_NOTHING,
        Code.PRINT_BAD_COPIES,
        Code.PRINTER_NOT_SET,
    ]


MOVES = {
    JobState.PRINTING: jobs.begin,
    JobState.PRINTED: jobs.end,
    JobState.FAILED: lambda session, job: jobs.fail(session, job, Problem(Code.PRINTER_NO_SYSTEM)),
    JobState.WAITING: jobs.again,
    JobState.DROPPED: jobs.drop,
}
WAYS = {
    JobState.WAITING: (),
    JobState.PRINTING: (JobState.PRINTING,),
    JobState.PRINTED: (JobState.PRINTING, JobState.PRINTED),
    JobState.FAILED: (JobState.PRINTING, JobState.FAILED),
    JobState.DROPPED: (JobState.DROPPED,),
}


@pytest.mark.parametrize("to", JobState)
@pytest.mark.parametrize("state", JobState)
def test_a_job_goes_on_only_where_it_may(shop, state, to):
    job = jobs.add(shop.session, labels("A1"))
    for step in WAYS[state]:
        MOVES[step](shop.session, job)
    if (state, to) in JOB_MOVES:
        MOVES[to](shop.session, job)
        assert job_of(shop, job).state == to
        return
    assert codes(MOVES[to], shop.session, job) == [Code.PRINT_MOVED_ON]
    assert job_of(shop, job).state == state
    if state is not to:
        with pytest.raises(ConstraintBroken):
            sql.execute(shop.database, "UPDATE print_job SET state = ? WHERE id = ?", to, job)


def test_a_job_says_why_it_failed_until_it_is_tried_again(shop):
    job = jobs.add(shop.session, labels("A1"))
    jobs.begin(shop.session, job)
    problem = Problem(Code.PRINTER_GONE, {"name": "Zebra"})
    jobs.fail(shop.session, job, problem)
    assert kept_problems.read(job_of(shop, job).problem) == problem
    jobs.again(shop.session, job)
    assert job_of(shop, job).problem is None


def test_what_was_being_printed_at_the_end_of_the_program_has_failed(shop):
    first, second = (jobs.add(shop.session, labels(number)) for number in ("A1", "A2"))
    jobs.begin(shop.session, first)
    jobs.begin_again(shop.session)
    states = [job_of(shop, job).state for job in (first, second)]
    assert states == [JobState.FAILED, JobState.WAITING]
    assert kept_problems.read(job_of(shop, first).problem).code is Code.PRINT_CUT_SHORT
    waiting = print_jobs.open_jobs(shop.database, shop.session.counter.id, 10)
    assert [job.id for job in waiting] == [first, second]
    assert print_jobs.next_job(shop.database, shop.session.counter.id) == second


@pytest.mark.parametrize(
    "bent",
    [
        "UPDATE print_job SET reason = 'none'",
        "UPDATE print_job SET copies = 2",
        "UPDATE print_job SET document_id = NULL, details = '{}'",
        "DELETE FROM print_job_label",
        "UPDATE print_job_label SET number = 'A9'",
        "DELETE FROM print_job",
    ],
)
def test_the_log_cannot_be_bent(shop, bent):
    printed(shop, labels("A1", details={"first": 3}))
    with pytest.raises(ConstraintBroken):
        sql.execute(shop.database, bent)


# The print log, as a list


def log(shop, text="", *states):
    rows = PRINTS.rows(shop.database, PrintsAsked(text, states))
    formats = Formats("en", "CNY")
    return [[column.text(row, formats) for column in PRINTS.columns[1:]] for row in rows]


def test_the_log_says_who_printed_what_where_and_why(shop, sold):
    printed(shop, paper_of(sold))
    printed(shop, paper_of(sold, Purpose.RECEIPT, reason="customer lost it", copies=2))
    jobs.add(shop.session, labels("A1", "A2"))
    number = shop.number(sold)
    by = "Owner · Counter 1"
    assert log(shop) == [
        ["2 serial labels", "", "1", "40 × 20", "Zebra", by, "", "Waiting"],
        [
            f"Sales invoice {number}",
            "COPY 2",
            "2",
            "A4",
            "Office",
            by,
            "customer lost it",
            "Printed",
        ],
        [f"Sales invoice {number}", "", "1", "A4", "Office", by, "", "Printed"],
    ]


def test_the_log_is_searched_by_what_was_printed_and_where(shop, sold):
    printed(shop, paper_of(sold))
    jobs.add(shop.session, labels("A1", "A2"))
    found = {
        text: [row[0] for row in log(shop, text)]
        for text in (shop.number(sold)[-3:], "offi", "a2", "000", "40 ×", "nothing")
    }
    sale, two = f"Sales invoice {shop.number(sold)}", "2 serial labels"
    assert list(found.values()) == [[sale], [sale], [two], [sale], [two], []]
    assert [row[0] for row in log(shop, "", JobState.WAITING)] == [two]


def test_a_page_of_the_log_looks_at_so_many_and_goes_on(shop, monkeypatch):
    monkeypatch.setattr(prints, "_AT_ONCE", 2)
    for number in ("A1", "A2", "A3", "A4", "A5"):
        jobs.add(shop.session, labels(number))
    assert [row[0] for row in log(shop, "a1")] == ["1 serial label"]
    assert len(log(shop)) == 5
