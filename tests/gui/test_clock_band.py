"""A clock that is behind the last document is said over the window, until somebody believes it."""

from datetime import UTC, datetime, timedelta

import pytest

from app.gui.shell.clock_band import ClockBand
from app.services import clock
from db.queries import documents
from tests.shop import Shop


@pytest.mark.reliability(13)
@pytest.mark.rule("D10")
@pytest.mark.parametrize(
    ("minutes", "said"), [(0, False), (-5, False), (-11, True), (-525_600, True), (600, False)]
)
def test_a_clock_behind_the_last_document_is_said(
    qtbot, desk, shop: Shop, monkeypatch: pytest.MonkeyPatch, minutes: int, said: bool
) -> None:
    posted = datetime(2026, 11, 27, 9, 30, tzinfo=UTC)
    monkeypatch.setattr(clock, "wall", lambda: posted)
    shop.opening(product=shop.has.cable, units=1)
    band = ClockBand(desk)
    qtbot.addWidget(band)
    monkeypatch.setattr(clock, "wall", lambda: posted + timedelta(minutes=minutes))
    band.look()
    assert band.isHidden() != said
    if said:
        assert desk.formats.moment(documents.newest_posted_at(shop.database)) in band.text.text()
        band.right_button.click()
        band.look()
        assert band.isHidden()  # somebody said that the clock is right
