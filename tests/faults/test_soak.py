"""A day at the Counter: memory, references and the time of a scan stay as they were.

``SERIALDESK_RELIABILITY=50`` is 2,000 documents; ``python -m tests.soak`` says the figures.
"""

import pytest
from PySide6.QtWidgets import QApplication

from tests.reliability import times
from tests.shop import Shop
from tests.soak import soak


@pytest.mark.rule("C4")
@pytest.mark.reliability(18)
def test_a_day_at_the_counter(qapp: QApplication, shop: Shop) -> None:
    found = soak(shop, documents=times(40), scans=10)
    assert found.growth <= 0.10, found
    assert found.p95 <= 50, found
    assert found.nones >= 0, found  # a library that gives back more than it took ends the process
