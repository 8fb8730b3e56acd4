"""Asking before something is given up. No default button: a scan's Enter answers nothing."""

from PySide6.QtWidgets import QMessageBox, QWidget

from app.gui.dialogs import Message


def give_up(parent: QWidget, title: str, text: str, keep: str, gone: str) -> bool:
    """Ask ``text`` with two buttons; True where the destructive one, ``gone``, was pressed."""
    box = Message(QMessageBox.Icon.Warning, title, text, parent=parent)
    keep_button = box.addButton(keep, QMessageBox.ButtonRole.RejectRole)
    gone_button = box.addButton(gone, QMessageBox.ButtonRole.DestructiveRole)
    box.setEscapeButton(keep_button)
    for choice in (keep_button, gone_button):
        choice.setAutoDefault(False)
        choice.setDefault(False)
    keep_button.setFocus()
    box.exec()
    return box.clickedButton() is gone_button
