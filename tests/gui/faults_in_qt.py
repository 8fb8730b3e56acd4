"""Raises in an override of one of Qt's virtuals, guarded as ours are, while Qt uses it hard."""

import sys

from PySide6.QtCore import (
    QAbstractTableModel,
    QEvent,
    QMimeData,
    QModelIndex,
    QObject,
    QPoint,
    QPointF,
    QSize,
    Qt,
    QTimer,
)
from PySide6.QtGui import (
    QDragEnterEvent,
    QDropEvent,
    QEnterEvent,
    QIcon,
    QIconEngine,
    QInputMethodQueryEvent,
    QWheelEvent,
)
from PySide6.QtTest import QTest
from PySide6.QtWidgets import (
    QApplication,
    QDialog,
    QLineEdit,
    QStyledItemDelegate,
    QTableView,
    QVBoxLayout,
    QWidget,
)

from app.gui.kit.guard import guarded

ANSWERS = {
    "canFetchMore": False,
    "columnCount": 0,
    "rowCount": 0,
    "flags": Qt.ItemFlag.NoItemFlags,
    "edit": False,
    "event": True,
    "eventFilter": False,
    "setData": False,
    "minimumSizeHint": QSize(),
    "sizeHint": QSize(),
}


def failing(base: type, name: str) -> type:
    """A class of Qt's whose override of ``name`` fails."""

    def fail(self: object, *_given: object) -> object:
        return 1 / 0

    fail.__qualname__ = f"Failing.{name}"
    return type("Failing", (base,), {name: guarded(ANSWERS.get(name))(fail)})


class Model(QAbstractTableModel):
    """Three rows that can be typed into."""

    def rowCount(self, parent: QModelIndex = QModelIndex()) -> int:  # noqa: B008
        return 0 if parent.isValid() else 3

    def columnCount(self, parent: QModelIndex = QModelIndex()) -> int:  # noqa: B008
        return 0 if parent.isValid() else 2

    def data(self, index: QModelIndex, role: int = 0) -> object:
        return "x" if role == 0 else None

    def canFetchMore(self, parent: QModelIndex) -> bool:
        return True

    def fetchMore(self, parent: QModelIndex) -> None:
        pass

    def flags(self, index: QModelIndex) -> Qt.ItemFlag:
        return Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable | Qt.ItemFlag.ItemIsEditable


def use_table(model: Model, view: QTableView, delegate: QStyledItemDelegate | None = None) -> None:
    """Show, sort and type into a table."""
    view.setModel(model)
    if delegate is not None:
        view.setItemDelegate(delegate)
    view.setSortingEnabled(True)
    view.show()
    QApplication.processEvents()
    view.sortByColumn(1, Qt.SortOrder.AscendingOrder)
    index = model.index(0, 0)
    view.setCurrentIndex(index)
    QTableView.edit(view, index)
    view.edit(index, QTableView.EditTrigger.AllEditTriggers, QEvent(QEvent.Type.None_))
    editor = view.focusWidget()
    if editor is not None:
        QTest.keyClicks(editor, "y")
        QTest.keyClick(editor, Qt.Key.Key_Return)
    if delegate is not None:
        box = QLineEdit(view)
        QStyledItemDelegate.setEditorData(delegate, box, index)
        delegate.setModelData(box, model, index)
        delegate.setEditorData(box, index)
    model.setData(index, "z")
    if model.canFetchMore(QModelIndex()):
        model.fetchMore(QModelIndex())
    view.resize(333, 222)
    QApplication.processEvents()
    view.resize(90, 60)
    view.scrollToBottom()
    QApplication.processEvents()
    view.close()


def use_widget(widget: QLineEdit) -> None:
    """Show, click, type into, resize, hide and close a field."""
    widget.show()
    QApplication.processEvents()
    widget.resize(300, 200)
    widget.setFocus()
    QTest.keyClicks(widget, "abc")
    QTest.mouseClick(widget, Qt.MouseButton.LeftButton)
    QTest.mouseDClick(widget, Qt.MouseButton.LeftButton)
    QTest.mouseMove(widget, QPoint(3, 3))
    QTest.mouseMove(widget, QPoint(9, 9))
    where = QPointF(widget.rect().center())
    wheel = QWheelEvent(
        where,
        where,
        QPoint(0, 120),
        QPoint(0, 120),
        Qt.MouseButton.NoButton,
        Qt.KeyboardModifier.NoModifier,
        Qt.ScrollPhase.NoScrollPhase,
        False,
    )
    QApplication.sendEvent(widget, wheel)
    QApplication.sendEvent(widget, QEnterEvent(QPointF(), QPointF(), QPointF()))
    QApplication.sendEvent(widget, QEvent(QEvent.Type.Leave))
    QApplication.sendEvent(widget, QInputMethodQueryEvent(Qt.InputMethodQuery.ImEnabled))
    widget.clearFocus()
    widget.adjustSize()
    widget.hide()
    widget.show()
    widget.repaint()
    widget.close()
    QApplication.processEvents()


def use_filter(watcher: QObject) -> None:
    """Watch a field that is used."""
    widget = QLineEdit()
    widget.installEventFilter(watcher)
    use_widget(widget)
    widget.removeEventFilter(watcher)


def use_dialog(dialog: QDialog) -> None:
    """Answer a dialog by its keys, by its close button, and by hand."""
    QTimer.singleShot(20, lambda: QTest.keyClick(dialog, Qt.Key.Key_Escape))
    QTimer.singleShot(40, dialog.accept)
    QTimer.singleShot(60, dialog.close)
    QTimer.singleShot(80, lambda: QDialog.done(dialog, 0))
    dialog.exec()


def use_drop(widget: QLineEdit) -> None:
    """Drag a text over a field, and drop it there."""
    widget.setAcceptDrops(True)
    dragged = QMimeData()
    dragged.setText("x")
    with_button = Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier
    copy = Qt.DropAction.CopyAction
    QApplication.sendEvent(widget, QDragEnterEvent(QPoint(), copy, dragged, *with_button))
    QApplication.sendEvent(widget, QDropEvent(QPointF(), copy, dragged, *with_button))


def use_icon(engine: QIconEngine) -> None:
    """Ask for an icon's picture, which is painted unless it fails itself."""
    icon = QIcon(engine)
    icon.pixmap(16, 16)


def use_layout(widget: QLineEdit) -> None:
    """Lay a field out in a window."""
    window = QWidget()
    QVBoxLayout(window).addWidget(widget)
    window.show()
    QApplication.processEvents()
    window.close()


OF_MODELS = (
    *("canFetchMore", "columnCount", "data", "fetchMore", "flags", "headerData", "rowCount"),
    *("setData", "sort"),
)
OF_VIEWS = ("closeEditor", "commitData", "edit", "scrollContentsBy")
OF_DELEGATES = ("createEditor", "paint", "setEditorData", "setModelData")


def use(name: str) -> None:
    """Use what has ``name`` as an override."""
    if name in OF_MODELS:
        use_table(failing(Model, name)(), QTableView())
    elif name in OF_DELEGATES:
        use_table(Model(), QTableView(), failing(QStyledItemDelegate, name)())
    elif name in OF_VIEWS:
        use_table(Model(), failing(QTableView, name)())
    elif name == "eventFilter":
        use_filter(failing(QObject, name)())
    elif name in ("dragEnterEvent", "dropEvent"):
        use_drop(failing(QLineEdit, name)())
    elif name in ("paint", "pixmap"):
        use_icon(failing(QIconEngine, name)())
    elif name == "minimumSizeHint":
        use_layout(failing(QLineEdit, name)())
    elif name in ("done", "reject"):
        use_dialog(failing(QDialog, name)())
    else:
        use_widget(failing(QLineEdit, name)())


def main() -> None:
    """Use all that are named, and say what was reported of each."""
    sys.excepthook = lambda kind, fault, trace: print(
        "reported", kind.__name__, *fault.__notes__, flush=True
    )
    application = QApplication([])
    for name in sys.argv[1:]:
        use(name)
        for widget in QApplication.topLevelWidgets():
            widget.deleteLater()
        application.processEvents()
    print("the end")


if __name__ == "__main__":
    main()
