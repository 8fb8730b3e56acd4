"""The second screen, for the customer: lines, total, what is paid, due and given back.

It takes no focus, no key and no scan. What it shows is a ``ShownSale`` from the bus, and that has
no cost, no note and nobody's name.
"""

from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtGui import QFont, QGuiApplication, QScreen
from PySide6.QtWidgets import QHeaderView, QStackedWidget, QWidget

from app.domain.quantities import ONE_UNIT
from app.gui.kit.desk import Desk
from app.gui.kit.guard import guarded
from app.gui.kit.tables import Table, TableColumn, TableModel
from app.gui.kit.theme import GRID, SUM, TITLE, TOTAL, dress, text_font
from app.gui.kit.widgets import column, label, row
from app.gui.money.shown_sale import ShownLine, ShownSale
from app.text import _

_ROW = 52
_FIGURES = 180


def begin(desk: Desk, window: QWidget) -> "CustomerScreen":
    """The customer's screen beside a window, shown where a second screen is; it goes with it."""
    made = CustomerScreen(desk, window)
    made.find_screen()
    return made


class CustomerScreen(QWidget):
    """A window without a frame on the screen that the main window is not on."""

    def __init__(self, desk: Desk, window: QWidget) -> None:
        flags = (
            Qt.WindowType.Window
            | Qt.WindowType.FramelessWindowHint
            | Qt.WindowType.WindowDoesNotAcceptFocus
        )
        super().__init__(window, flags)
        self.setAttribute(Qt.WidgetAttribute.WA_ShowWithoutActivating)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setAccessibleName(_("For the customer"))
        self._desk = desk
        self._window = window
        self.model = TableModel(
            [
                TableColumn("", lambda line: line.name, stretch=True),
                TableColumn("", self._quantity, figure=True, width=_FIGURES // 2),
                TableColumn("", self._amount, figure=True, width=_FIGURES),
            ]
        )
        self.table = Table(self.model, _("Lines"))
        self._dress_table()
        self.sums = [(label(""), label("")) for _place in range(3)]
        """What is said below the lines, each with its sum; the last is the largest."""
        self._places = [self._sum(*pair, last=pair is self.sums[-1]) for pair in self.sums]
        name = label(desk.settings.shop_name)
        name.setFont(text_font(TOTAL, bold=True))
        name.setAlignment(Qt.AlignmentFlag.AlignCenter)
        name.setWordWrap(True)
        sale = QWidget()
        sale.setLayout(column(self.table, *self._places, margin=GRID * 4, gap=GRID * 2))
        self.stack = QStackedWidget()
        """The shop's name between two customers, the sale of one."""
        self.stack.addWidget(name)
        self.stack.addWidget(sale)
        self.setLayout(column(self.stack))
        desk.bus.sale_shown.connect(self.show_sale)
        application = QGuiApplication.instance()
        assert isinstance(application, QGuiApplication)
        application.screenAdded.connect(self.find_screen)
        application.screenRemoved.connect(self.find_screen)
        window.installEventFilter(self)
        dress(self)
        self.show_sale(ShownSale())

    def _dress_table(self) -> None:
        self.table.setProperty("role", "plain")
        self.table.setFont(text_font(TITLE))
        self.table.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.table.setSelectionMode(Table.SelectionMode.NoSelection)
        self.table.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.table.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        header = self.table.horizontalHeader()
        header.hide()
        header.setSectionResizeMode(0, QHeaderView.ResizeMode.Stretch)
        header.setSectionResizeMode(2, QHeaderView.ResizeMode.ResizeToContents)  # no figure is cut
        header.setResizeContentsPrecision(0)  # of the lines in sight
        header.setMinimumSectionSize(_FIGURES // 2)
        self.table.verticalHeader().setDefaultSectionSize(_ROW)

    def _sum(self, said: QWidget, figure: QWidget, last: bool) -> QWidget:
        for part, size in ((said, SUM if last else TITLE), (figure, TOTAL if last else TITLE)):
            font = QFont(text_font(size, bold=last))
            part.setFont(font)
        place = QWidget()
        place.setLayout(row(said, None, figure))
        return place

    def _quantity(self, line: ShownLine) -> str:
        quantity = line.quantity * ONE_UNIT // line.unit_size
        return self._desk.formats.quantity(quantity) if quantity else ""

    def _amount(self, line: ShownLine) -> str:
        return self._desk.formats.price(line.amount)

    # Where it stands --------------------------------------------------------------------------

    @guarded(False)
    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """It goes with the main window, and gives way where that one is moved to its screen."""
        match event.type():
            case QEvent.Type.Hide:
                self.hide()
            case QEvent.Type.Show:
                self.find_screen()
            case QEvent.Type.Move if self._window.screen() is self.screen():
                self.find_screen()
        return super().eventFilter(watched, event)

    def find_screen(self, _changed: object = None) -> None:
        """Stand on the screen that the main window is not on; hidden where there is none."""
        own = self._window.screen()
        others = [screen for screen in QGuiApplication.screens() if screen is not own]
        if others and self._window.isVisible():
            self.stand_on(others[0])
        else:
            self.hide()

    def stand_on(self, screen: QScreen) -> None:
        """Show the window on a screen, which it fills."""
        self.setScreen(screen)
        self.setGeometry(screen.geometry())
        self.showFullScreen()

    # What it shows ----------------------------------------------------------------------------

    def show_sale(self, sale: ShownSale) -> None:
        """Show a sale as it is now; one without lines that nobody pays is the shop's name."""
        between = not sale.lines and sale.change is None
        self.stack.setCurrentIndex(0 if between else 1)
        self.model.set_rows(list(sale.lines))
        self.table.scrollToBottom()
        said = _said(sale)
        for (what, figure), place, text in zip(self.sums, self._places, said, strict=True):
            place.setVisible(text is not None)
            if text is not None:
                what.setText(text[0])
                figure.setText(self._desk.formats.money(text[1]))


def _said(sale: ShownSale) -> list[tuple[str, int] | None]:
    """Three sums at most, what counts most at the foot."""
    if sale.total < 0:
        return [None, None, (_("You get"), -sale.total)]
    total = (_("Total"), sale.total)
    if sale.paid is None:
        return [None, None, total]
    paid = (_("Paid"), sale.paid)
    if sale.change is not None:
        return [total, paid, (_("Change due"), sale.change)]
    return [total, paid, (_("Still due"), sale.due or 0)]
