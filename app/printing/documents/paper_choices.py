"""The papers that documents of a shop can be printed on: those there are, and its own sizes (Q5).

A size of the shop's own is known by its measures: a template that another shop made for the same
size is at home here.
"""

from collections.abc import Iterable
from dataclasses import asdict, replace

from app.domain.printing import Purpose
from app.domain.problems import Code, Problem, Refused
from app.domain.strict_json import JsonObject
from app.printing.documents.template_file import read_paper
from app.printing.media.papers import FIRST_PAPER, PAPERS, Paper, fits, problems_of
from app.services import settings
from app.services.session import Session
from db.sql import Database

MOST_SIZES = 50


def own_papers(database: Database) -> list[Paper]:
    """The shop's own sizes; what another version kept otherwise is as if it were not there."""
    found = []
    for values in settings.load(database).paper_sizes:
        try:
            paper = JsonObject(values, "paper").whole(read_paper)
        except Refused:
            continue
        if not problems_of(paper):
            found.append(paper)
    return found


def papers(database: Database) -> dict[str, Paper]:
    """All papers by their keys: those there are, then the shop's own."""
    return PAPERS | {paper.key: paper for paper in own_papers(database)}


def papers_of(database: Database, purpose: Purpose) -> list[Paper]:
    """The papers that documents are printed on for a purpose."""
    return [paper for paper in papers(database).values() if fits(paper, purpose)]


def chosen_paper(database: Database, key: object, purpose: Purpose) -> Paper:
    """The paper that was chosen for a purpose, or its first where that is none of it."""
    known = {paper.key: paper for paper in papers_of(database, purpose)}
    chosen = known.get(key) if isinstance(key, str) else None
    return chosen or known[FIRST_PAPER[purpose]]


def keep(session: Session, paper: Paper) -> Paper:
    """Keep a size as the shop's own, and give it its key. Raises Refused with all against it.

    Without a name it is called by its measures.
    """
    paper = replace(paper, key=_key(paper), name=" ".join(paper.name.split()) or _measures(paper))
    own = own_papers(session.database)
    problems = problems_of(paper)
    if paper.is_roll and not paper.columns:
        problems.append(Problem(Code.PAPER_COLUMNS))
    problems = problems or _taken(paper, (*PAPERS.values(), *own))
    if len(own) >= MOST_SIZES:
        problems.append(Problem(Code.PAPER_TOO_MANY, {"most": MOST_SIZES}))
    if problems:
        raise Refused(problems)
    _save(session, [*own, paper])
    return paper


def drop(session: Session, key: str) -> None:
    """Forget one of the shop's own sizes; a template on it goes on having it."""
    _save(session, [paper for paper in own_papers(session.database) if paper.key != key])


def _save(session: Session, own: Iterable[Paper]) -> None:
    settings.save(session, paper_sizes=[asdict(paper) for paper in own])


def _taken(paper: Paper, known: Iterable[Paper]) -> list[Problem]:
    """Another paper has its name or its size."""
    for other in known:
        if other.name.casefold() == paper.name.casefold() or _key(other) == paper.key:
            return [Problem(Code.PAPER_TAKEN, {"name": other.name})]
    return []


def _key(paper: Paper) -> str:
    more = f"c{paper.columns}" if paper.is_roll else f"r{paper.rows}" if paper.is_form else ""
    return f"own_{paper.width:g}x{paper.height:g}{more}"


def _measures(paper: Paper) -> str:
    return f"{paper.width:g} mm" if paper.is_roll else f"{paper.width:g} × {paper.height:g} mm"
