"""Where an input method may be on: in names and notes, nowhere else (C5)."""

from collections.abc import Iterator

import pytest
from PySide6.QtCore import QCoreApplication, Qt
from PySide6.QtGui import QInputMethodQueryEvent
from PySide6.QtWidgets import QApplication, QWidget

from app.gui.kit.desk import Desk
from app.gui.kit.input_method import InputMethodPolicy
from app.gui.shell.main_window import MainWindow


@pytest.fixture
def window(qtbot, desk: Desk) -> Iterator[MainWindow]:
    policy = InputMethodPolicy(QApplication.instance())
    made = MainWindow(desk)
    qtbot.addWidget(made)
    made.show()
    made.start()
    with qtbot.waitActive(made):
        made.activateWindow()
    yield made
    policy.deleteLater()


def is_on(widget: QWidget) -> bool:
    widget.setEnabled(True)
    widget.setFocus()
    assert QApplication.focusObject() is widget
    query = QInputMethodQueryEvent(Qt.InputMethodQuery.ImEnabled)
    QCoreApplication.sendEvent(widget, query)
    return bool(query.value(Qt.InputMethodQuery.ImEnabled))


@pytest.mark.rule("C5")
def test_the_input_method_is_off_but_in_free_text(window: MainWindow) -> None:
    counter = window.counter()
    counter.scan_box.scanned.emit("CABLE-C")
    counter.queue.drain()
    assert is_on(counter.header.note)
    assert is_on(counter.header.party)
    assert not is_on(counter.scan_box)
    assert not is_on(counter.lines)
    assert not is_on(counter.header.date)
    assert not is_on(counter.post_button)
    items = window.show_page("items")
    assert is_on(items.search)
    items.new()
    fields = items.editor.fields
    assert is_on(fields["name"]) and is_on(fields["note"])
    assert not is_on(fields["sku"]) and not is_on(fields["sale_price"])
    items.editor.show_values(items.editor.values())  # nothing waits to be saved


@pytest.mark.rule("C5")
def test_the_cells_of_a_table_take_no_input_method(window: MainWindow) -> None:
    counter = window.counter()
    counter.scan_box.scanned.emit("CABLE-C")
    counter.queue.drain()
    model = counter.lines.table_model
    place = next(at for at, column in enumerate(model.columns) if column.edit)
    counter.lines.setFocus()
    counter.lines.edit(model.index(0, place))
    assert not is_on(QApplication.focusWidget())
