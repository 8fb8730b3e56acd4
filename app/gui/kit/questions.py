"""Asking before something is given up. No default button: a scan's Enter answers nothing."""

from PySide6.QtWidgets import QWidget

from app.text import _, ngettext


def give_up(parent: QWidget, title: str, text: str, keep: str, gone: str) -> bool:
    """Ask ``text`` with two buttons; True where the destructive one, ``gone``, was pressed."""
    from app.gui.kit.message import Message  # no start shows one

    box = Message(Message.Icon.Warning, title, text, parent=parent)
    keep_button = box.addButton(keep, Message.ButtonRole.RejectRole)
    gone_button = box.addButton(gone, Message.ButtonRole.DestructiveRole)
    box.setEscapeButton(keep_button)
    for choice in (keep_button, gone_button):
        choice.setAutoDefault(False)
        choice.setDefault(False)
    keep_button.setFocus()
    box.exec()
    return box.clickedButton() is gone_button


def release(parent: QWidget, serials: int) -> bool:
    """May serials in stock be released, since their management is switched off (P4)?"""
    if not serials:
        return True
    text = ngettext(
        "{count} serial number is in stock. It will be released: the unit stays on hand, without "
        "its number. Its records stay.",
        "{count} serial numbers are in stock. They will be released: the units stay on hand, "
        "without their numbers. Their records stay.",
        serials,
    )
    title = _("Disable serial numbers")
    return give_up(parent, title, text, _("Keep them"), _("Disable"))
