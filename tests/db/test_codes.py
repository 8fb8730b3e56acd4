"""The numbers in the store are those of the domain."""

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
