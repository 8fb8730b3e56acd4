"""The cell in which a line's unit is chosen: the base unit or one of the item's packs (D9)."""

from collections.abc import Callable
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QComboBox, QStyledItemDelegate, QWidget

from app.gui.kit.guard import guarded
from app.gui.kit.tables import Index, TableModel

if TYPE_CHECKING:
    from PySide6.QtCore import QAbstractItemModel
    from PySide6.QtWidgets import QStyleOptionViewItem


class UnitDelegate(QStyledItemDelegate):
    """Opens a list of ``units`` of the row; nothing to choose opens nothing."""

    def __init__(self, units: Callable[[Any], list[str]], parent: QObject) -> None:
        super().__init__(parent)
        self._units = units

    @guarded()
    def createEditor(  # type: ignore[override]  # the stubs know no None: no editor
        self, parent: QWidget, option: "QStyleOptionViewItem", index: Index
    ) -> QWidget | None:
        model = index.model()
        assert isinstance(model, TableModel)
        offered = self._units(model.row(index.row()))
        if len(offered) < 2:
            return None
        box = QComboBox(parent)
        box.addItems(offered)
        box.activated.connect(lambda: self._done(box))
        return box

    def _done(self, box: QComboBox) -> None:
        self.commitData.emit(box)
        self.closeEditor.emit(box)

    @guarded()
    def setEditorData(self, editor: QWidget, index: Index) -> None:
        model = index.model()
        assert isinstance(editor, QComboBox) and isinstance(model, TableModel)
        editor.setCurrentText(model.row(index.row()).unit)

    @guarded()
    def setModelData(self, editor: QWidget, model: "QAbstractItemModel", index: Index) -> None:
        assert isinstance(editor, QComboBox) and isinstance(model, TableModel)
        if editor.currentText() != model.row(index.row()).unit:
            model.setData(index, editor.currentText())
