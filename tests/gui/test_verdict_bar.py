"""The newest scan in its row: whatever its code is, what is said of it can be read."""

import pytest

from app.domain.problems import Code, Problem
from app.domain.verdicts import Level
from app.gui.kit.desk import Desk
from app.gui.scanning.verdict_bar import VerdictBar
from app.services.entry.outcome import Outcome

LONG = "Z" * 100


@pytest.mark.rule("C4")
@pytest.mark.parametrize("code", ["A1", LONG, "<b>&" * 25], ids=["short", "long", "marked-up"])
@pytest.mark.parametrize("refused", [False, True])
def test_a_long_code_leaves_what_is_said_its_room(
    qtbot, desk: Desk, code: str, refused: bool
) -> None:
    bar = VerdictBar(desk)
    qtbot.addWidget(bar)
    bar.resize(580, 60)
    bar.show()
    problem = Problem(Code.IS_UNKNOWN, {"serial": code}) if refused else None
    level = Level.REFUSED if refused else Level.ACCEPTED
    bar.show_outcome(Outcome(code, level, problem=problem, product="Phone"))
    bar.layout().activate()
    assert bar._text.width() > bar._code.width()
    assert bar._text.width() >= bar.width() * 2 // 5
    assert bar.heightForWidth(580) <= 120
