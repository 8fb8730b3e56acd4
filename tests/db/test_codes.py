"""The numbers in the store are those of the domain."""

import ast
import re
from pathlib import Path

import pytest

from app.domain.dates import DateChoice
from app.domain.lifecycle import Status
from app.domain.payments import TenderKind
from app.domain.prices import PriceSource
from app.domain.printing import JobState
from app.domain.shifts import DrawerEntryKind
from app.services.documents import drafts
from db import codes
from db.queries import documents
from db.writes import shifts


def test_a_status_has_one_number():
    assert {status.name: int(status) for status in Status} == {
        status.name: getattr(codes, status.name) for status in Status
    }


def test_the_choice_of_a_date_has_one_number():
    kept = (codes.DATE_OF_POSTING, codes.DATE_CHOSEN, codes.DATE_SURE)
    assert kept == (DateChoice.POSTING, DateChoice.CHOSEN, DateChoice.SURE)
    assert len(kept) == len(DateChoice)


def test_the_state_of_a_print_job_has_one_number():
    assert {state.name: int(state) for state in JobState} == {
        state.name: getattr(codes, f"JOB_{state.name}") for state in JobState
    }


@pytest.mark.rule("M2")
def test_the_source_of_a_price_has_one_number():
    of_things = {"UNIT", "LIST", "LIST_STEP", "ITEM", "ORIGIN"}
    names = {
        source: f"PRICE_OF_{source.name}" if source.name in of_things else f"PRICE_{source.name}"
        for source in PriceSource
    }
    assert {source: getattr(codes, name) for source, name in names.items()} == {
        source: int(source) for source in PriceSource
    }


def test_the_kind_of_a_tender_has_one_number():
    assert {kind.name: int(kind) for kind in TenderKind} == {
        kind.name: getattr(codes, f"TENDER_{kind.name}") for kind in TenderKind
    }


def test_what_passes_a_drawer_has_one_number(shop):
    """Money in comes above zero, money out below, and none passes when it is only opened."""
    for kind, amount in zip(DrawerEntryKind, (5, -5, 0), strict=True):
        shifts.add_entry(shop.database, None, 1, "2026-11-26T10:00:00", 1, kind, amount, "why")
    assert [int(kind) for kind in DrawerEntryKind] == [0, 1, 2]


def test_a_document_goes_through_the_states_by_these_numbers(shop):
    draft = shop.draft("purchase")
    assert documents.document(shop.database, draft).state == codes.DRAFT
    bought = shop.purchase("A1")
    assert documents.document(shop.database, bought).state == codes.POSTED
    shop.void(bought)
    assert documents.document(shop.database, bought).state == codes.VOIDED
    drafts.discard(shop.session, draft)
    assert documents.document(shop.database, draft).state == codes.DISCARDED


_BY_NUMBER = re.compile(
    r"\b(?:state|status|from_status|to_status)(?:, 0\))? (?:=|<>|IN|<=|>=|<|>) \(?\d"
    r"|\b(?:status|state), \d\)"
)
"""A state or a status that is compared with a figure."""


def said_by_number(source: str) -> list[str]:
    texts = (node for node in ast.walk(ast.parse(source)) if isinstance(node, ast.Constant))
    return [text.value for text in texts if _BY_NUMBER.search(str(text.value))]


def test_reads_and_writes_call_a_state_by_its_name():
    """What the figures mean stands in ``db/codes.py`` alone."""
    folder = Path(codes.__file__).parent
    files = [
        file for room in ("queries", "writes") for file in sorted((folder / room).rglob("*.py"))
    ]
    found = {file.name: said_by_number(file.read_text(encoding="utf-8")) for file in files}
    assert {name: texts for name, texts in found.items() if texts} == {}


@pytest.mark.parametrize(
    ("source", "found"),
    [
        ('"WHERE d.state = 1"', True),
        ('"CASE WHEN status IN (1, 5) THEN 1 END"', True),
        ('"coalesce(s.status, 0)"', True),
        ('f"WHERE d.state = {POSTED}"', False),
        ('"WHERE d.state = ?1"', False),
    ],
)
def test_a_state_said_by_number_is_told(source, found):
    assert bool(said_by_number(source)) is found
