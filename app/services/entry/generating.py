"""Batch generation against the store: all or nothing, and what each product remembers (G2, G3)."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from app.domain.generation import Plan, Run, problems_of
from app.domain.kinds import KINDS
from app.domain.lifecycle import Status
from app.domain.problems import Code, Problem, Refused
from app.domain.verdicts import Verdict
from app.services.documents import drafts
from app.services.entry import entering
from app.services.entry.judging import holder_of
from app.services.permitting import permitted_for_document
from app.services.session import Session
from db import sql
from db.queries import documents, generation, serials
from db.queries.document_lines import DocumentLine
from db.queries.documents import Document
from db.queries.generation import Remembered, WantedRun
from db.sql import Database
from db.writes import generation as generation_writes


@dataclass(frozen=True, slots=True)
class Judgement:
    """What is said to a plan for one line. Without a problem all of it can be generated (G2).

    ``problems`` is everything wrong with the plan by itself, or the first clash with what there is.
    ``next_free`` is the same run from the next number on that nobody holds, where there is one.
    """

    plan: Plan
    problems: tuple[Problem, ...] = ()
    next_free: Run | None = None

    @property
    def good(self) -> bool:
        """Nothing stands against generating it."""
        return not self.problems


def judge_plan(database: Database, draft: int, line: int, plan: Plan) -> Judgement:
    """Judge a plan for a line of a draft; nothing is taken, and a handful of reads is made (G2).

    On a document that brings new goods in, a number that was ever used is a clash, even where its
    unit could come back. Elsewhere the numbers must be what the document takes.
    """
    problems = problems_of(plan)
    if problems:
        return Judgement(plan, tuple(problems))
    head = documents.document(database, draft)
    clash = _first_clash(database, head, drafts.line(database, draft, line), plan.numbers())
    if clash is None:
        return Judgement(plan)
    offered = _next_free(database, draft, plan) if KINDS[head.kind].takes_new else None
    return Judgement(plan, (clash,), offered)


@permitted_for_document
def generate(session: Session, draft: int, line: int, plan: Plan) -> list[Verdict]:
    """Make a plan's serials on a line, all or none of them (G2); the product remembers it (G3).

    Raises Refused with everything wrong with the plan, or with the first clash.
    """
    with sql.transaction(session.database, of=sql.SHOP):
        judged = judge_plan(session.database, draft, line, plan)
        if not judged.good:
            raise Refused(judged.problems)
        verdicts = entering.enter(session, draft, line, plan.numbers()).verdicts
        refused = [verdict.problem for verdict in verdicts if verdict.problem]
        if refused:
            raise Refused(refused[:1])
        _remember(session, drafts.line(session.database, draft, line).product_id, plan)
        return verdicts


def _remember(session: Session, product: int, plan: Plan) -> None:
    """Let a product remember a plan's pattern and the number that comes next (G3)."""
    last = plan.runs[-1]
    made = Remembered(plan.pattern or last.pattern, last.step, last.next)
    with sql.transaction(session.database, of=sql.SHOP):
        generation_writes.remember(session.database, product, made)


def remembered(database: Database, product: int) -> Remembered | None:
    """How the product's serials were generated last, and what comes next (G3), or None."""
    return generation.remembered(database, product)


def _first_clash(
    database: Database, head: Document, line: DocumentLine, numbers: Sequence[str]
) -> Problem | None:
    """The first of ``numbers`` that cannot be taken, with who holds it (F7), or None."""
    used = _used(database, numbers) if KINDS[head.kind].takes_new else {}
    verdicts = entering.judge_entries(database, head.id, line.id, numbers)
    for number, verdict in zip(numbers, verdicts, strict=True):
        clash = verdict.problem or used.get(number.upper())
        if clash:
            return clash
    return None


def _used(database: Database, numbers: Sequence[str]) -> dict[str, Problem]:
    """A problem for each of ``numbers`` that exists already, by upper-cased number."""
    return {
        number: Problem(
            Code.GENERATE_CLASH, {"serial": found.number}, None, found.number, holder_of(found)
        )
        for number, found in serials.known(database, numbers).items()
        if found.status != Status.UNKNOWN
    }


def _next_free(database: Database, draft: int, plan: Plan) -> Run | None:
    """A plan of one run, moved to where nobody holds any of it; several runs are not moved."""
    if len(plan.runs) != 1:
        return None
    run = plan.runs[0]
    wanted = WantedRun(run.prefix, run.start, run.width, run.suffix, run.step, run.count)
    start = generation.next_free(database, wanted, draft)
    return None if start is None else replace(run, start=start)
