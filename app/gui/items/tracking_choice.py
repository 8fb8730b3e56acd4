"""How an item is tracked: one choice of four, and what follows from it, said before it is saved."""

from collections.abc import Mapping

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QCheckBox, QWidget

from app.gui.kit.segments import Segments
from app.gui.kit.theme import GRID
from app.gui.kit.widgets import column, label, row
from app.text import _, ngettext

FLAGS = ("track_serials", "track_batches", "track_shelf_life", "is_bundle")
"""The item's own fields that this one is made of."""

_BATCHES = ("track_batches", "track_shelf_life")
_SETS = {"": (), "serials": ("track_serials",), "batches": _BATCHES, "bundle": ("is_bundle",)}


class TrackingChoice(QWidget):
    """Not tracked, serial numbers, batches, bundle: they exclude each other (P2, P5, P6).

    What stands in the store is changed by a choice only, so that a pair that an import left there
    stays until somebody chooses. Where serial numbers are not managed, theirs is not shown and
    what the item has of it stays (P1).
    """

    changed = Signal()

    def __init__(self, with_serials: bool) -> None:
        super().__init__()
        self._with_serials = with_serials
        self._flags = dict.fromkeys(FLAGS, False)
        self._kept = dict(self._flags)
        self._showing = False
        self._identified, self._on_hand = 0, ""
        named = [
            ("", _("Not tracked")),
            ("serials", _("Serial numbers")),
            ("batches", _("Batch and shelf life")),
            ("bundle", _("Bundle")),
        ]
        self.choice = Segments(one for one in named if with_serials or one[0] != "serials")
        self.setFocusProxy(self.choice)
        self.checks = {
            "track_batches": QCheckBox(_("Batch numbers")),
            "track_shelf_life": QCheckBox(_("Shelf life")),
        }
        self.says = label("", "secondary")
        self.says.setWordWrap(True)
        self.setLayout(
            column(
                self.choice,
                row(*self.checks.values(), None, gap=GRID * 2),
                self.says,
            )
        )
        self.choice.changed.connect(self._choose)
        for key, box in self.checks.items():
            box.toggled.connect(lambda on, key=key: self._check(key, on))
        self._show()

    def titles(self) -> dict[str, str]:
        """What the item's flags are called, those that are shown (P1)."""
        titles = {key: box.text() for key, box in self.checks.items()}
        titles["is_bundle"] = _("Bundle")
        return {"track_serials": _("Serial numbers")} | titles if self._with_serials else titles

    def value(self) -> dict[str, bool]:
        """The item's flags by their names."""
        return dict(self._flags)

    def set_value(self, flags: Mapping[str, bool]) -> None:
        """Show other flags; these are what stands in the store."""
        self._flags = {key: bool(flags[key]) for key in FLAGS}
        self._kept = dict(self._flags)
        self._show()
        self.changed.emit()

    def chosen(self) -> str:
        """The choice that the flags mean, of ``serials``, ``bundle``, ``batches``, or none."""
        flags = self._flags
        if flags["track_serials"] and self._with_serials:
            return "serials"
        if flags["is_bundle"]:
            return "bundle"
        return "batches" if any(flags[key] for key in _BATCHES) else ""

    def choose(self, choice: str) -> None:
        """Choose as a user does."""
        self.choice.set_value(choice)

    def say_stock(self, identified: int, on_hand: str) -> None:
        """What is in stock: serial numbers, and units as text, empty where there are none."""
        self._identified, self._on_hand = identified, on_hand
        self._show()

    def _choose(self) -> None:
        if self._showing:
            return
        kept = self._flags["track_serials"] and not self._with_serials  # P1
        chosen = _SETS[str(self.choice.value())]
        self._flags = {key: key in chosen for key in FLAGS}
        self._flags["track_serials"] |= kept
        self._show()
        self.changed.emit()

    def _check(self, key: str, on: bool) -> None:
        if not self._showing:
            self._flags[key] = on
            self._show()
            self.changed.emit()

    def _show(self) -> None:
        self._showing = True
        self.choice.set_value(self.chosen())
        for key, box in self.checks.items():
            box.setVisible(self.chosen() == "batches")
            box.setChecked(self._flags[key])
        self.says.setText(self._consequence())
        self._showing = False

    def _consequence(self) -> str:
        """What the choice would do, or what it means."""
        was, is_now = self._kept["track_serials"], self._flags["track_serials"]
        if was and not is_now and self._identified:
            return ngettext(
                "{count} serial number in stock would be released: its unit stays on hand.",
                "{count} serial numbers in stock would be released: their units stay on hand.",
                self._identified,
            )
        if is_now and not was and self._on_hand:
            return _("What is on hand ({units}) would stay without serial number.").format(
                units=self._on_hand
            )
        if self.chosen() == "batches":
            return _("Noted with the item; batches are not asked for yet.")
        if self.chosen() == "bundle":
            return _("A set that is sold as one; noted with the item.")
        if self._with_serials:
            return _("Batches and bundle exclude serial numbers.")
        return ""
