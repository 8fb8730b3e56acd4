"""What is pasted from a spreadsheet into a box of codes: the columns that are meant (F6)."""

import pytest
from PySide6.QtCore import QMimeData

from app.gui.scanning.codes_edit import CodesEdit
from app.gui.scanning.pasted_columns import PastedColumns

TABLE = 'A1\tBlack\r\n"A2\nA3"\tWhite\r\n'


@pytest.fixture
def box(qtbot):
    made = CodesEdit()
    qtbot.addWidget(made)
    return made


@pytest.fixture
def answered(monkeypatch):
    """The columns that will be ticked; None cancels."""
    asked = []

    def answer(*ticked):
        def run(dialog):
            asked.append([check.text() for check in dialog.boxes])
            for place in ticked:
                dialog.boxes[place].setChecked(True)
            assert dialog.enter_button.isEnabled() is bool(ticked)
            return bool(ticked)

        monkeypatch.setattr(PastedColumns, "exec", run)
        return asked

    return answer


def paste(box, text):
    data = QMimeData()
    data.setText(text)
    box.insertFromMimeData(data)
    return box.toPlainText()


@pytest.mark.rule("F6")
@pytest.mark.parametrize(
    ("ticked", "text"),
    [((0,), "A1\nA2\nA3"), ((1,), "Black\nWhite"), ((0, 1), "A1\nA2\nA3\nBlack\nWhite"), ((), "")],
)
def test_of_several_columns_only_those_that_are_ticked_are_entered(box, answered, ticked, text):
    asked = answered(*ticked)
    assert paste(box, TABLE) == text
    assert asked == [["A1, A2 A3", "Black, White"]]


@pytest.mark.rule("F6")
@pytest.mark.parametrize(
    ("pasted", "text"),
    [
        ("A1, A2", "A1, A2"),
        ("A1\r\nA2\r\n", "A1\nA2"),
        ('"A1\nA2"', "A1\nA2"),
        ("\tA1\n\tA2", "A1\nA2"),
        ('A"1', 'A"1'),
    ],
)
def test_one_column_is_entered_unasked(box, answered, pasted, text):
    asked = answered(0)
    assert paste(box, pasted) == text
    assert not asked


@pytest.mark.rule("F6")
def test_what_stood_in_the_box_stays(box, answered):
    answered()
    box.setPlainText("Z9\n")
    box.moveCursor(box.textCursor().MoveOperation.End)
    assert paste(box, TABLE) == "Z9\n"
    assert paste(box, "A1") == "Z9\nA1"


def test_the_dialog_takes_many_columns_and_marks_of_shortcuts(qtbot):
    dialog = PastedColumns([[f"A&{n}"] for n in range(30)])
    qtbot.addWidget(dialog)
    assert dialog.boxes[0].text() == "A&&0"
    dialog.show()
    assert dialog.sizeHint().height() <= 640
