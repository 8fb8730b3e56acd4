"""A disk that is full at any page of a posting: said, nothing half posted, and it works again."""

import resource
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager

import pytest

from app.domain.kinds import KINDS
from app.services.documents import draft_head, posting
from db.engine.trouble import StoreTrouble, Trouble
from tests.shop import Shop
from tests.store import LOG_HEAD, LOG_PAGE, faults, full, log_taken_in, packed

pytestmark = [pytest.mark.rule("D7"), pytest.mark.reliability(3)]

MANY = " ".join(f"N{number:04}" for number in range(400))
"""Serial numbers enough for a posting to need pages of its own."""


def a_purchase(shop: Shop) -> int:
    return shop.written("purchase", MANY)


def a_sale(shop: Shop) -> int:
    shop.purchase(MANY)
    return shop.written("sale", MANY)


def a_sales_return(shop: Shop) -> int:
    shop.purchase(MANY)
    shop.sell(MANY)
    draft = shop.draft("sales_return")
    shop.enter(draft, MANY)
    return draft


def a_purchase_return(shop: Shop) -> int:
    shop.purchase(MANY)
    draft = shop.draft("purchase_return")
    shop.enter(draft, MANY)
    return draft


def a_transfer(shop: Shop) -> int:
    shop.purchase(MANY)
    return shop.transfer(MANY)


def opening_stock(shop: Shop) -> int:
    return shop.written("opening", MANY)


MADE = {
    "purchase": a_purchase,
    "sale": a_sale,
    "sales_return": a_sales_return,
    "purchase_return": a_purchase_return,
    "transfer": a_transfer,
    "opening": opening_stock,
}


GROW = ("purchase", "sales_return", "opening")
"""Those that need more pages than the draft gives back."""


@pytest.mark.parametrize("kind", GROW)
def test_full_at_every_page_that_a_posting_needs(shop: Shop, kind: str) -> None:
    """Each time there is room for one page more, until it is posted."""
    draft = MADE[kind](shop)
    packed(shop.database)
    check(shop, draft, lambda left: full(shop.database, left), Trouble.FULL)


@pytest.mark.reliability(4)
@pytest.mark.parametrize("kind", MADE)
def test_a_write_that_fails_at_every_page_of_a_posting(shop: Shop, kind: str) -> None:
    """The log of the store may grow by one page more each time; the disk takes no byte beyond."""
    assert kind in KINDS
    draft = MADE[kind](shop)
    log_taken_in(shop.database)
    check(shop, draft, lambda left: no_file_beyond(LOG_HEAD + left * LOG_PAGE), Trouble.DISK)


@contextmanager
def no_file_beyond(size: int) -> Iterator[None]:
    """No file of this process grows beyond so many bytes: what is written there fails."""
    before, most = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (size, most))
    try:
        yield
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, (before, most))


def check(
    shop: Shop, draft: int, with_room: Callable[[int], AbstractContextManager[None]], said: Trouble
) -> None:
    """With more room each time it is refused, and all is as it was; then it is posted once."""
    before = shop.everything()
    refused, number = 0, None
    for left in range(400):
        with with_room(left):
            try:
                number = posting.post(shop.session, draft)
            except StoreTrouble as trouble:
                assert trouble.trouble is said
                refused += 1
        if number is not None:
            break
        assert shop.everything() == before
    assert number is not None and refused
    assert faults(shop.database) == []
    assert len(shop.rows("SELECT id FROM document WHERE number = ?", number)) == 1


@pytest.mark.parametrize("kind", MADE)
def test_without_any_room_nothing_is_lost(shop: Shop, kind: str) -> None:
    """What a posting needs least of: the draft, its lines and serials stay, and can be posted."""
    draft = MADE[kind](shop)
    before = shop.everything()
    log_taken_in(shop.database)
    with no_file_beyond(0), pytest.raises(StoreTrouble):
        posting.post(shop.session, draft)
    assert shop.everything() == before
    assert posting.post(shop.session, draft)


def test_what_was_typed_is_there_once_there_is_room_again(shop: Shop) -> None:
    draft = shop.draft("sale")
    with full(shop.database), pytest.raises(StoreTrouble):
        for length in range(1, 2_000):
            draft_head.set_note(shop.session, draft, "n" * length * 100)
    draft_head.set_note(shop.session, draft, "kept")
    assert shop.rows("SELECT note FROM document WHERE id = ?", draft) == [("kept",)]
