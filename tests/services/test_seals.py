"""Seals: each posting and void is chained to the one before, and what is bent is found (S3)."""

import pytest

from app.services.keeping import seals


def everything_posted(shop):
    """A few documents of several kinds, one of them void."""
    has = shop.has
    shop.opening("A1 A2 A3", units=4)
    shop.purchase("A4 A5", units=3)
    shop.purchase(product=has.cable, units=8)
    shop.sell("A1 A4")
    shop.void(shop.sell("A2"))
    shop.sell(product=has.cable, units=2)


@pytest.mark.rule("S3")
def test_what_was_posted_and_voided_fits(shop):
    everything_posted(shop)
    assert shop.rows("SELECT event, count(*) FROM seal GROUP BY event") == [(0, 6), (1, 1)]
    assert seals.check(shop.database) == []
