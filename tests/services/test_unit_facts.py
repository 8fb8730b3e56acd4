"""What is known of one unit: since when and by what it is where it is, and who else is here."""

import pytest

from app.domain.lifecycle import Status
from app.services import clock
from app.services.stock.unit_facts import OthersHere, facts_of
from tests.shop import Shop


@pytest.mark.rule("F7", "D4")
def test_a_unit_in_stock_says_what_brought_it_and_the_others_here(shop: Shop) -> None:
    first = shop.purchase("A1 A2")
    second = shop.purchase("B1")
    shop.dispatch("A2")  # elsewhere: not one of the others here
    facts = facts_of(shop.database, "b1")
    assert facts is not None
    assert (facts.number, facts.status, facts.document) == ("B1", Status.IN_STOCK, second)
    assert facts.document_number == shop.number(second) and facts.since == clock.today()
    assert facts.others == OthersHere(1, "A1")
    oldest = facts_of(shop.database, "A1")
    assert oldest is not None
    assert oldest.document == first and oldest.others == OthersHere(1, "A1")


@pytest.mark.rule("L1", "V3")
def test_what_became_of_a_unit_is_said_with_its_own_document(shop: Shop) -> None:
    bought = shop.purchase("A1")
    sale = shop.sell("A1")
    facts = facts_of(shop.database, "A1")
    assert facts is not None
    assert (facts.status, facts.document, facts.others) == (Status.SOLD, sale, None)
    shop.void(sale)
    back = facts_of(shop.database, "A1")
    assert back is not None and back.status is Status.IN_STOCK and back.document == bought


def test_of_what_nobody_knows_or_never_was_there_is_nothing(shop: Shop) -> None:
    assert facts_of(shop.database, "NEVER") is None
    shop.void(shop.purchase("A1"))
    assert facts_of(shop.database, "A1") is None


@pytest.mark.rule("L5")
def test_a_corrected_unit_is_found_by_its_earlier_number(shop: Shop) -> None:
    shop.purchase("A1")
    shop.correct("A1", "A9")
    facts = facts_of(shop.database, "A1")
    assert facts is not None and facts.number == "A9"
