"""Facts side by side, those of a backup and those here, and which differ (S2)."""

from datetime import datetime

from PySide6.QtWidgets import QGridLayout, QLabel, QWidget

from app.domain.kinds import KINDS, PURCHASE, SALE
from app.domain.verdicts import Level
from app.formats import Formats
from app.gui.kit.theme import GRID, Theme
from app.gui.kit.widgets import Paragraph, label
from app.services.keeping.comparing import LAST, FactRow, FactType
from app.text import N_, _

_LAST_OF = {
    SALE.key: N_("Last sales invoice"),
    PURCHASE.key: N_("Last purchase invoice"),
}


class FactRows(QWidget):
    """The facts, side by side; those that differ are bold and have a mark."""

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self._theme = theme
        self._grid = QGridLayout(self)
        self._grid.setContentsMargins(0, 0, 0, 0)
        self._grid.setVerticalSpacing(GRID)
        self._grid.setHorizontalSpacing(GRID * 3 // 2)
        for place, stretch in enumerate((0, 1, 1, 0)):
            self._grid.setColumnStretch(place, stretch)

    def show_rows(
        self, rows: list[FactRow], formats: Formats, titles: tuple[str, str] | None = None
    ) -> None:
        """Show facts, those of the backup and those here; ``titles`` say other sides."""
        while (item := self._grid.takeAt(0)) is not None:
            if (old := item.widget()) is not None:
                old.hide()
                old.deleteLater()
        if not rows:
            return
        for place, title in enumerate(titles or (_("In the backup"), _("Here now")), 1):
            self._grid.addWidget(label(title, "muted"), 0, place)
        for number, each in enumerate(rows, 1):
            role = "heading" if each.differs else ""
            self._grid.addWidget(label(_title(each), "muted"), number, 0)
            for place, value in enumerate((each.backup, each.here), 1):
                self._grid.addWidget(_value(_text(each, value, formats), role), number, place)
            self._grid.addWidget(self._mark(each), number, 3)

    def _mark(self, each: FactRow) -> QLabel:
        known = each.backup is not None and each.here is not None
        made = label("" if not known else "≠" if each.differs else "=")
        level = Level.WARNING if each.differs else Level.ACCEPTED
        made.setStyleSheet(f"color: {self._theme.level(level)[1]}; font-weight: 600;")
        if known:
            made.setAccessibleName(_("differs") if each.differs else _("the same"))
        return made


def _value(text: str, role: str) -> Paragraph:
    """A figure or a name: all of it, over more than one line where there is no room beside."""
    made = Paragraph(role)
    made.setText(text)
    return made


def _title(each: FactRow) -> str:
    if each.title == LAST:
        named = _LAST_OF.get(each.kind)
        return _(named) if named else _("Last {kind}").format(kind=_(KINDS[each.kind].name))
    return _(each.title)


def _text(each: FactRow, value: object, formats: Formats) -> str:
    if each.type is FactType.SEALS:
        return _("not checked") if value is None else _("all fit") if value else _("do not fit")
    if value is None:
        return _("not known")
    match each.type, value:
        case FactType.COUNT, int():
            return f"{value:,}"
        case FactType.MONEY, int():
            return formats.price(value)
        case FactType.DOCUMENT, (str() as number, str() as at):
            return f"{number}\n{_short(formats, at)}" if number else _("none")
    return str(value) or _("none")


def _short(formats: Formats, stamp: str) -> str:
    try:
        return formats.short_moment(datetime.fromisoformat(stamp))
    except ValueError:  # read out of a damaged file
        return stamp
