"""Nothing that is typed, pasted or scanned stops the program or leaves a half-written store.

``SERIALDESK_TEXTS=10000`` enters so many texts, ``SERIALDESK_SEED`` other ones. Fields are found on
the screen, so that a new one is among them by itself.
"""

import os
import sys
import traceback
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from random import Random

import pytest
from PySide6.QtCore import QMimeData, Qt, QTimer
from PySide6.QtGui import QDesktopServices, QTextOption
from PySide6.QtTest import QTest
from PySide6.QtWidgets import (
    QAbstractSpinBox,
    QApplication,
    QFileDialog,
    QLineEdit,
    QPlainTextEdit,
    QPushButton,
    QWidget,
)

from app.gui.kit.dialogs import Dialog
from app.gui.kit.forms import Form
from app.gui.kit.problem_list import ProblemList
from app.gui.kit.tables import Table
from app.gui.kit.widgets import PlainTextEdit
from app.gui.scanning.queue import ScanQueue
from app.gui.scanning.route import TakesScans
from app.gui.shell.first_run import FirstRunPage
from app.services import session as sessions
from app.services import settings
from db import sql
from tests.everywhere import Everywhere, Place, furnish
from tests.faults.nasty import HUGE, texts
from tests.gui.conftest import desk_at
from tests.shop import Shop, open_store
from tests.store import faults

TEXTS = int(os.environ.get("SERIALDESK_TEXTS", "360"))
SEED = int(os.environ.get("SERIALDESK_SEED", "8"))
ROOT = Path(__file__).parents[2]
AT_ONCE = 3
"""Fields of a place that get a text while it is shown once."""

Enter = Callable[[str], None]
Field = tuple[str, Enter]


# Fields -----------------------------------------------------------------------------------------


def fields_of(place: QWidget) -> Iterator[Field]:
    """Everything of a place that takes text: its name, and how text gets in."""
    for edit in place.findChildren(QLineEdit):
        if edit.isEnabled() and not edit.isReadOnly():
            yield f"{name_of(edit)} (typed)", lambda text, edit=edit: type_line(edit, text)
    for box in place.findChildren(QPlainTextEdit):
        if box.isEnabled() and not box.isReadOnly():
            yield f"{name_of(box)} (pasted)", box.setPlainText
    for table in place.findChildren(Table):
        for at, column in enumerate(table.table_model.columns):
            if column.edit is not None and table.table_model.rows:
                cell = lambda text, table=table, at=at: type_cell(table, at, text)  # noqa: E731
                yield f"{name_of(table)}, {column.title} (cell)", cell
    if isinstance(place, TakesScans):
        yield "scan", place.take_scan


def name_of(widget: QWidget) -> str:
    """How a field is called, or the nearest thing around it that has a name."""
    around: QWidget | None = widget
    while around is not None and not around.accessibleName():
        around = around.parentWidget()
    return f"{type(widget).__name__} {around.accessibleName() if around else ''}"


def type_line(edit: QLineEdit, text: str) -> None:
    """Type over what stands in a line, end it with Enter and leave it."""
    edit.selectAll()
    edit.insert(text)
    spin = edit.parentWidget()
    if isinstance(spin, QAbstractSpinBox):
        spin.interpretText()
    QTest.keyClick(edit, Qt.Key.Key_Return)
    edit.editingFinished.emit()


def type_cell(table: Table, column: int, text: str) -> None:
    """Type over a cell of the first row."""
    model = table.table_model
    if model.rowCount():
        model.setData(model.index(0, column), text)


# Faults -----------------------------------------------------------------------------------------


@dataclass
class Faults:
    """What went wrong, each fault of the program once: where it stands, and what led to it."""

    found: dict[str, str] = field(default_factory=dict)
    doing: str = "nothing"

    def note(self, kind: type[BaseException], error: BaseException, trace: object) -> None:
        """An exception that reached nobody, or one that was raised to us."""
        frames = traceback.extract_tb(error.__traceback__)
        paths = [(frame.filename.partition(f"{ROOT}/")[2], frame.name) for frame in frames]
        own = [f"{path}:{name}" for path, name in paths if path.startswith(("app/", "db/"))]
        where = own[-1] if own else "?"
        called = own[0] if own else "?"
        self.say(f"{kind.__name__} in {where} (from {called})")

    def say(self, fault: str) -> None:
        """Keep a fault, with what led to it first."""
        self.found.setdefault(fault, self.doing)

    @contextmanager
    def watching(self) -> Iterator[None]:
        """Also what Qt swallows: exceptions in slots and virtuals go to the hook."""
        before, sys.excepthook = sys.excepthook, self.note
        try:
            yield
        except Exception as error:
            self.note(type(error), error, None)
        finally:
            sys.excepthook = before

    def report(self) -> str:
        """All faults, with an example each."""
        return "\n".join(f"{fault}\n    by {doing}" for fault, doing in self.found.items())


class Attack:
    """Enters texts into some fields of every place, others in every round."""

    def __init__(self, shop: Shop, folder: Path) -> None:
        self.shop = shop
        self.faults = Faults()
        self.texts = texts(SEED)
        self._chance = Random(SEED)
        self.entered = 0
        self.fields: set[str] = set()
        self._folder = folder

    def run(self, most: int) -> None:
        """Enter so many texts; each round opens the program anew, with what the last one left."""
        while self.entered < most:
            self._round(lambda place: self._enter_all(place, most))
        self._round(lambda place: None)  # all can still be opened

    def _round(self, act: Callable[[Place], None]) -> None:
        self.faults.doing = "opening the program"
        with self.faults.watching():
            everywhere = Everywhere(self.shop, desk_at(self.shop), self._folder)
            places = everywhere.places()
        while True:
            place = None
            with self.faults.watching():
                place = next(places, None)
                QApplication.processEvents()
            if place is None:
                break
            act(place)
        with self.faults.watching(), everywhere:
            pass

    def _enter_all(self, place: Place, most: int) -> None:
        name, widget = place
        if isinstance(widget, FirstRunPage):
            widget.answered.connect(self._set_up)
        fields = list(fields_of(widget))
        for title, enter in self._chance.sample(fields, min(len(fields), AT_ONCE)):
            if self.entered == most:
                return
            self.fields.add(f"{name}: {title}")
            self.entered += 1
            self._enter(name, widget, title, enter, next(self.texts))
            self.faults.doing = f"pressing the main buttons of {self.faults.doing}"
            for made in widget.findChildren(QPushButton):
                if made.property("role") == "primary" and made.isVisible() and made.isEnabled():
                    self._press(widget, made)

    def _enter(self, name: str, place: QWidget, title: str, enter: Enter, text: str) -> None:
        shown = ascii(text) if len(text) < 120 else f"{text[:60]!a}… ({len(text)} characters)"
        self.faults.doing = f"{name}: {title}: {shown}"
        (self._folder / "doing.txt").write_text(self.faults.doing)  # if the process ends here
        with self.faults.watching():
            enter(text)
            settle(place)
        self._is_whole()

    def _press(self, place: QWidget, made: QPushButton) -> None:
        """Press a button; where that is refused, nothing is written."""
        whole = isinstance(place, Form | Dialog)
        before = self._store() if whole else None
        with self.faults.watching():
            made.click()
            settle(place)
        if whole and is_refused(place) and self._store() != before:
            self.faults.say(f"{type(place).__name__} is refused, but has written")
        self._is_whole()

    def _store(self) -> object:
        kept = self.shop.everything()
        return {name: rows for name, rows in kept.items() if name not in ("scan_log", "setting")}

    def _is_whole(self) -> None:
        """No transaction is left open."""
        if sql.connection(self.shop.database).in_transaction:
            self.faults.say("a transaction is left open")
            sql.connection(self.shop.database).rollback()

    def _set_up(self, answers: dict[str, object]) -> None:
        """What the first-run page says becomes a shop."""
        database = open_store(self._folder / f"new-{self.entered}.sdk")
        settings.set_up(sessions.begin(database), **answers)  # type: ignore[arg-type]
        assert settings.load(database).shop_name.strip()
        database.close()


def settle(place: QWidget) -> None:
    """Let what waits happen now: pauses after typing, scans in their queue, paint."""
    for timer in place.findChildren(QTimer):
        if timer.isSingleShot() and timer.isActive():
            timer.stop()
            timer.timeout.emit()
    for queue in place.findChildren(ScanQueue):
        queue.drain()
    QApplication.processEvents()


def is_refused(place: QWidget) -> bool:
    """A list of problems stands on it."""
    return any(problems.isVisibleTo(place) for problems in place.findChildren(ProblemList))


# The test ---------------------------------------------------------------------------------------


@pytest.fixture
def attack(
    qapp: QApplication, shop: Shop, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> Attack:
    monkeypatch.setattr("app.gui.kit.dialogs.Asks.exec", lambda dialog: 0)  # nobody answers
    for ask in ("getOpenFileName", "getSaveFileName"):
        monkeypatch.setattr(QFileDialog, ask, lambda *asked: ("", ""))
    monkeypatch.setattr(QDesktopServices, "openUrl", lambda url: False)
    furnish(shop)
    return Attack(shop, tmp_path)


@pytest.mark.reliability(19)
@pytest.mark.rule("D7", "D11", "F1")
def test_nasty_texts_stop_nothing_and_leave_nothing_half_written(attack: Attack) -> None:
    attack.run(TEXTS)
    assert attack.entered == TEXTS
    for sort in SORTS:
        assert any(sort in name for name in attack.fields), (sort, sorted(attack.fields))
    assert not attack.faults.found, f"{len(attack.faults.found)} faults:\n{attack.faults.report()}"
    rows = attack.shop.rows
    assert faults(attack.shop.database) == []
    assert rows(UNEQUAL) == []


SORTS = (
    "counter",
    "scan",
    "(typed)",
    "(cell)",
    "(pasted)",
    "items, new",
    "settings",
    "Dialog",
    "first run",
)
"""Some that must have been found, by their names."""

UNEQUAL = """
SELECT p.id, w.id FROM product p CROSS JOIN warehouse w
LEFT JOIN stock k ON k.product_id = p.id AND k.warehouse_id = w.id
WHERE coalesce(k.identified, 0) <> (SELECT count(*) FROM serial s
  WHERE s.status = 1 AND s.product_id = p.id AND s.warehouse_id = w.id)
ORDER BY p.id, w.id
"""
"""Where the stock counts other serials than there are."""


def test_a_word_of_a_million_letters_is_shown_at_once(qtbot) -> None:
    """Qt's own box takes a minute to find no end of it; how it wraps makes the difference."""
    box = PlainTextEdit()
    qtbot.addWidget(box)
    box.show()
    box.setPlainText(HUGE)
    assert box.wordWrapMode() is QTextOption.WrapMode.WrapAnywhere
    box.clear()
    pasted = QMimeData()
    pasted.setText(f"short {HUGE}")
    box.insertFromMimeData(pasted)
    assert box.toPlainText() == pasted.text()


def test_a_fault_that_qt_swallows_is_noticed(qtbot) -> None:
    faults, timer = Faults(doing="a timer"), QTimer(singleShot=True)
    timer.timeout.connect(lambda: 1 / 0)
    with faults.watching():
        timer.timeout.emit()
    with faults.watching():
        raise ValueError
    assert [fault.split(" in ")[0] for fault in faults.found] == ["ZeroDivisionError", "ValueError"]
