"""Where a part of a page stands that is made when it is first asked for, and not at the start."""

from collections.abc import Callable
from typing import Generic, TypeVar

from PySide6.QtWidgets import QWidget

from app.gui.kit.widgets import take_place

Part = TypeVar("Part", bound=QWidget)


class PartPlace(Generic[Part]):
    """The place of one part. What asks for ``part`` makes it; what only looks asks for ``made``."""

    def __init__(self, make: Callable[[], Part]) -> None:
        """``make`` builds the part and connects it; it is called once."""
        self._make = make
        self.made: Part | None = None
        """The part, once it was asked for."""
        self.widget = QWidget()
        """Stands in the layout until then, hidden."""
        self.widget.hide()

    @property
    def part(self) -> Part:
        """The part, made now where it was not before."""
        return self.make()

    def make(self) -> Part:
        """Make it, once: in the layout and in the order of Tab, hidden until it is shown."""
        if self.made is None:
            self.made = self._make()
            self.made.hide()  # as its place was
            take_place(self.widget, self.made)
        return self.made

    @property
    def is_shown(self) -> bool:
        """It was made, and is not hidden."""
        return self.made is not None and not self.made.isHidden()

    def hide(self) -> None:
        """Hide the part; there is nothing to hide where it was never needed."""
        self.set_visible(False)

    def set_visible(self, shown: bool) -> None:
        """Show the part, or hide it; one that was never needed is not made to be hidden."""
        if shown or self.made is not None:
            self.part.setVisible(shown)
