"""Which rows of a list are checked: some by their ids, or all that fit but a few."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from PySide6.QtCore import QObject, Signal


@dataclass(frozen=True, slots=True)
class Checked:
    """What is checked: ``ids``, or, of all that fit, all but these."""

    all_fit: bool = False
    ids: frozenset[Any] = frozenset()

    def has(self, id: Any) -> bool:
        """Is a row that fits checked?"""
        return (id in self.ids) != self.all_fit


class Checks(QObject):
    """Keeps what is checked while the list shows other rows."""

    changed = Signal()

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self.now = Checked()

    @property
    def some(self) -> bool:
        """Is anything checked?"""
        return self.now.all_fit or bool(self.now.ids)

    def put(self, checked: Checked) -> None:
        """Check other rows, and none but these."""
        if checked != self.now:
            self.now = checked
            self.changed.emit()

    def check(self, ids: Iterable[Any], on: bool = True, since: Checked | None = None) -> None:
        """Check or uncheck some rows, beside what is checked now, or was ``since``."""
        before = since or self.now
        noted = before.ids | set(ids) if on != before.all_fit else before.ids - set(ids)
        self.put(Checked(before.all_fit, noted))

    def toggle(self, id: Any) -> None:
        """Check a row, or uncheck it."""
        self.check([id], not self.now.has(id))

    def take_all(self) -> None:
        """Check all that fit, also those that nobody has read."""
        self.put(Checked(all_fit=True))

    def clear(self) -> None:
        """Check none."""
        self.put(Checked())
