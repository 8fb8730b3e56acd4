"""Beside the empty Counter: what today's sales come to, and a bar for each hour."""

from collections.abc import Mapping
from typing import TYPE_CHECKING

from PySide6.QtCore import QRect, Qt, Signal
from PySide6.QtGui import QColor, QPainter, QPainterPath, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QFrame, QWidget

from app.gui.kit.desk import Desk
from app.gui.kit.guard import guarded
from app.gui.kit.later import class_named
from app.gui.kit.part_place import PartPlace
from app.gui.kit.theme import CARD_GAP, GRID, HINT, text_font
from app.gui.kit.total import Total
from app.gui.kit.widgets import card, column, label, row
from app.services import clock
from app.services.documents import day_sales
from app.text import _, ngettext
from db.queries import shifts

if TYPE_CHECKING:
    from app.gui.documents.taken_card import TakenCard
    from app.gui.money.drawer_card import DrawerCard

TAKEN_CARD = "documents.taken_card.TakenCard"
DRAWER_CARD = "money.drawer_card.DrawerCard"

_CHART, _BETWEEN = 116, 4
_FIRST, _LAST = 9, 18
"""The hours that are always there; others join them where something was sold."""


class HourBars(QWidget):
    """A bar for each hour of a shop's day; the newest in the accent, the others quiet."""

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self._desk = desk
        self._hours: Mapping[int, int] = {}
        self.setFixedHeight(_CHART)

    def show_hours(self, hours: Mapping[int, int]) -> None:
        """Show other amounts, in minor units, by the hour they were sold in."""
        self._hours = hours
        said = _(", ").join(
            f"{hour}:00 {self._desk.formats.money(hours[hour])}" for hour in sorted(hours)
        )
        self.setAccessibleName(_("Sales by hour"))
        self.setAccessibleDescription(said)
        self.update()

    def shown(self) -> list[tuple[int, int]]:
        """The hours that have a place, each with its amount."""
        sold = [*self._hours, _FIRST, _LAST]
        return [(hour, self._hours.get(hour, 0)) for hour in range(min(sold), max(sold) + 1)]

    @guarded()
    def paintEvent(self, event: QPaintEvent) -> None:
        bars = self.shown()
        most = max((amount for _hour, amount in bars), default=0)
        newest = max(self._hours, default=None)
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setFont(text_font(HINT))
        foot = painter.fontMetrics().height() + GRID // 2
        base, step = self.height() - foot, self.width() / len(bars)
        theme = self._desk.theme
        for place, (hour, amount) in enumerate(bars):
            left, right = round(place * step), round((place + 1) * step)
            high = round(max(amount, 0) * base / most) if most > 0 else 0
            colour = theme.accent if hour == newest else theme.selection
            bar = QRect(left + 2, base - high, right - left - 4, high)
            painter.fillPath(_rounded_above(bar), QColor(colour))
            if hour % 3 == 0:
                painter.setPen(QColor(theme.muted))
                where = QRect(left - GRID, base, right - left + 2 * GRID, foot)
                painter.drawText(where, Qt.AlignmentFlag.AlignCenter, str(hour))
        painter.setPen(QColor(theme.line))
        painter.drawLine(0, base, self.width(), base)
        painter.end()


def _rounded_above(bar: QRect) -> QPainterPath:
    path = QPainterPath()
    path.addRoundedRect(bar, 3, 3)
    path.addRect(bar.adjusted(0, min(bar.height(), 3), 0, 0))
    path.setFillRule(Qt.FillRule.WindingFill)
    return path


class CounterDay(QFrame):
    """The right column while nothing is entered: one card, as high as what it holds."""

    no_sale_wanted = Signal()
    """The drawer is to be opened without a sale."""

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self._desk = desk
        self._day = label("", "secondary")
        self._total = Total(Qt.AlignmentFlag.AlignLeft)
        self._counts = label("", "secondary")
        self._bars = HourBars(desk)
        self._said = label(_("Sales by hour."), "secondary")
        head = row(label(_("Today"), "section"), self._day, None)
        parts = (head, self._total, self._counts, GRID, self._bars, self._said)
        self._has_hours = False
        day = card(column(*parts, margin=GRID * 2, gap=_BETWEEN))
        self.taken_place = PartPlace(self._make_taken)
        self.drawer_place = PartPlace(self._make_drawer)
        taken, drawer = self.taken_place.widget, self.drawer_place.widget
        self.setLayout(column(day, taken, drawer, None, gap=CARD_GAP))

    @property
    def taken(self) -> "TakenCard":
        """By what today's sales were paid."""
        return self.taken_place.part

    def _make_taken(self) -> "TakenCard":
        made: TakenCard = class_named(TAKEN_CARD)(self._desk)
        return made

    @property
    def drawer(self) -> "DrawerCard":
        """What became of the drawer."""
        return self.drawer_place.part

    def _make_drawer(self) -> "DrawerCard":
        made: DrawerCard = class_named(DRAWER_CARD)(self._desk)
        made.no_sale_button.clicked.connect(self.no_sale_wanted)
        return made

    def _has_shifts(self) -> bool:
        session, made = self._desk.session, self.drawer_place.made
        if self._desk.settings.shifts or made is not None:
            return True
        return shifts.open_shift(session.database, session.counter.id) is not None

    def reload(self) -> None:
        """Read again what today came to, and what became of the drawer."""
        if self._has_shifts():
            self.drawer.reload()
        day, formats = clock.today(), self._desk.formats
        sums = day_sales.of_day(self._desk.database, day)
        self._day.setText(formats.date(day.isoformat()))
        self._total.setText(formats.money(sums.total))
        said = [ngettext("{count} sale", "{count} sales", sums.sales, f"{sums.sales:,}")]
        if sums.returns:
            text = ngettext("{count} return", "{count} returns", sums.returns, f"{sums.returns:,}")
            said.append(f"{text} {formats.price(-sums.returned)}")
        self._counts.setText("   ".join(said))
        self._bars.show_hours(sums.hours)
        self._has_hours = bool(sums.hours)
        taken = day_sales.taken(self._desk.database, day)
        if taken or self.taken_place.made is not None:
            self.taken.show_taken(taken)
        self._fit()

    @guarded()
    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()

    def _fit(self) -> None:
        """Where there is no room for the hours the day says its sum alone."""
        chart = _CHART + self._said.sizeHint().height() + 2 * _BETWEEN
        shown = not self._bars.isHidden()
        needed = self.sizeHint().height() + (0 if shown else chart)
        fits = self._has_hours and needed <= self.height()
        for part in (self._bars, self._said):
            part.setVisible(fits)
