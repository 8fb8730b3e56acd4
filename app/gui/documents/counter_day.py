"""Beside the empty Counter: what today's sales come to, and a bar for each hour."""

from collections.abc import Mapping, Sequence

from PySide6.QtCore import QRect, Qt
from PySide6.QtGui import QColor, QPainter, QPainterPath, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QFrame, QGridLayout, QLabel, QWidget

from app.gui.kit.desk import Desk
from app.gui.kit.guard import guarded
from app.gui.kit.theme import CARD_GAP, GRID, HINT, text_font
from app.gui.kit.total import Total
from app.gui.kit.widgets import card, column, label, name_label, row
from app.gui.money.drawer_card import DrawerCard
from app.gui.money.tender_tiles import PaymentChoice
from app.services import clock
from app.services.documents import day_sales
from app.services.documents.day_sales import TakenBy
from app.text import _, ngettext

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
        self.taken, self.drawer = TakenCard(desk), DrawerCard(desk)
        self.setLayout(column(day, self.taken, self.drawer, None, gap=CARD_GAP))

    def reload(self) -> None:
        """Read again what today came to, and what became of the drawer."""
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
        self.taken.show_taken(day_sales.taken(self._desk.database, day))
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


class TakenCard(QFrame):
    """By what today's sales were paid; hidden while nothing was."""

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self.setProperty("role", "card")
        self._formats = desk.formats
        self._rows = QGridLayout()
        self._rows.setHorizontalSpacing(GRID)
        self._rows.setVerticalSpacing(GRID // 2)
        self._rows.setColumnStretch(0, 1)
        around = column(label(_("Taken today"), "section"), margin=GRID * 2)
        around.addLayout(self._rows)
        self.setLayout(around)
        self._said: list[tuple[QLabel, QLabel]] = []
        self.hide()

    def show_taken(self, sums: Sequence[TakenBy]) -> None:
        """Show other sums, one a row."""
        while len(self._said) < len(sums):
            made = name_label(""), label("")
            made[1].setAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
            for place, part in enumerate(made):
                self._rows.addWidget(part, len(self._said), place)
            self._said.append(made)
        for place, (name, figure) in enumerate(self._said):
            shown = place < len(sums)
            name.setVisible(shown)
            figure.setVisible(shown)
            if shown:
                name.setText(PaymentChoice(sums[place].tender).name)
                figure.setText(self._formats.price(sums[place].amount))
        self.setVisible(bool(sums))
