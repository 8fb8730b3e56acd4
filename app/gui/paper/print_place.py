"""Where a page asks and says what it prints: its bar is made when something is printed first."""

from collections.abc import Callable
from typing import TYPE_CHECKING

from app.gui.kit.desk import Desk
from app.gui.kit.later import class_named
from app.gui.kit.part_place import PartPlace

if TYPE_CHECKING:
    from app.gui.paper.print_bar import PrintBar

PRINT_BAR = "paper.print_bar.PrintBar"


class PrintPlace(PartPlace["PrintBar"]):
    """The place of a print bar, which asks and says nothing before it is made."""

    def __init__(
        self, desk: Desk, left: Callable[[], object], changed: Callable[[], object]
    ) -> None:
        """``left``: what was asked is answered; ``changed``: another thing is asked, or none."""

        def make() -> "PrintBar":
            made: PrintBar = class_named(PRINT_BAR)(desk)
            made.left.connect(left)
            made.changed.connect(changed)
            return made

        super().__init__(make)

    @property
    def asks(self) -> bool:
        """It waits for an answer."""
        return self.made is not None and self.made.asks

    def dismiss(self) -> None:
        """Nothing is asked or said any more."""
        if self.made is not None:
            self.made.dismiss()
