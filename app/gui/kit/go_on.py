"""On a list: go on with the record that was open before the list was shown."""

from collections.abc import Callable

from app.gui.kit.keys import KeyButton
from app.gui.kit.widgets import caption, tip
from app.text import _

_LONGEST = 40


class GoOn(KeyButton):
    """Hidden until ``offer``."""

    def __init__(self) -> None:
        super().__init__("", "Alt+Right")
        self.setAutoDefault(False)
        self.setProperty("role", "link")
        self._act: Callable[[], object] | None = None
        self.clicked.connect(self._go_on)
        self.hide()

    def offer(self, name: str, act: Callable[[], object]) -> None:
        """Offer to go on with what is called so."""
        self._act = act
        text = _("Go on with {record}").format(record=name)
        short = text if len(text) <= _LONGEST else f"{text[:_LONGEST]}…"
        self.setText(caption(short))
        self.setToolTip(tip(text))
        self.setAccessibleName(text)
        self.show()

    def forget(self) -> None:
        """Offer nothing."""
        self._act = None
        self.hide()

    def _go_on(self) -> None:
        act = self._act
        self.forget()
        if act is not None:
            act()
