"""Typed amounts and counts of the drawer's pages: what is typed, or that it is none."""

from PySide6.QtWidgets import QLineEdit

from app.domain.problems import Code, Problem
from app.domain.quantities import parse
from app.formats import Formats
from app.gui.kit.fields import FigureEdit

_LONGEST = 40


class AmountEdit(FigureEdit):
    """A line for an amount of money, in the shop's currency; nothing typed is nothing.

    ``signed``: it may be below zero.
    """

    def __init__(self, formats: Formats, name: str, signed: bool = False) -> None:
        super().__init__()
        self._formats = formats
        self._signed = signed
        self.setAccessibleName(name)
        self.setMaxLength(_LONGEST)

    def _read(self) -> int | Problem:
        text = self.text().strip()
        read = self._formats.read_amount(text, below_zero=True) if text else 0
        if isinstance(read, int) and read < 0 and not self._signed:
            return Problem(Code.AMOUNT_BELOW_ZERO)
        return read

    def amount(self) -> int | None:
        """The amount in minor units, 0 where nothing is typed; None: it is none."""
        read = self._read()
        return None if isinstance(read, Problem) else read

    def problems(self) -> list[Problem]:
        """Why it cannot be taken."""
        read = self._read()
        return [read] if isinstance(read, Problem) else []

    def show_amount(self, amount: int) -> None:
        """Show another amount."""
        self.setText(self._formats.price(amount))


def count_in(field: QLineEdit, most: int) -> int | None:
    """A count that is typed, 0 where nothing is; None: it is none, or above ``most``."""
    if not field.text().strip():
        return 0
    found = parse(field.text(), 1, 0)
    return found if found is not None and 0 <= found <= most else None
