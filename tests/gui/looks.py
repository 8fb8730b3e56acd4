"""What is wrong with how a page looks: text cut off, widgets over each other, faint, unnamed."""

import re
from collections import Counter, defaultdict
from collections.abc import Iterator
from functools import cache
from typing import NamedTuple, TypeVar

from PySide6.QtCore import QEvent, QObject, QRect, Qt
from PySide6.QtGui import QAccessible, QFontMetrics, QImage
from PySide6.QtWidgets import (
    QAbstractButton,
    QAbstractItemView,
    QAbstractScrollArea,
    QAbstractSpinBox,
    QApplication,
    QComboBox,
    QHeaderView,
    QLabel,
    QLayout,
    QLineEdit,
    QSplitter,
    QStackedWidget,
    QStyle,
    QStyleOptionFrame,
    QTabBar,
    QTableView,
    QWidget,
)

from app.gui.documents.lines import LinesTable
from app.gui.kit.go_on import GoOn
from app.gui.kit.refresh import Refresh
from app.gui.kit.section_list import SectionList
from app.gui.kit.tables import SORT_SIGN
from app.gui.kit.theme import SECONDARY, SHEET, contrast, text_font
from app.gui.kit.widgets import NameLabel
from app.text import LANGUAGES, wording
from tests.texts import program_texts

LEAST = 4.5
_DOTS = 2
_ROWS_LOOKED_AT = 4
_SLACK = 1


Part = TypeVar("Part", bound=QObject)


class Fault(NamedTuple):
    """One thing that is wrong: what sort, on which widget (its class and its text)."""

    sort: str
    what: str


def settle(window: QWidget) -> None:
    """Have read what waits for a pause after the last key, and all that is shown laid out."""
    for refresh in [*_within(window, Refresh)]:
        if refresh._pause.isActive():
            refresh.due.emit()
    for _turn in range(3):
        QApplication.sendPostedEvents(None, QEvent.Type.LayoutRequest)
        QApplication.processEvents()
    window.ensurePolished()


def shown_within(place: QWidget) -> list[QWidget]:
    """A place and all that is shown in it: what is looked at for whatever may be wrong."""
    parts = (place, *_within(place, QWidget))
    return [part for part in parts if part.isVisible() and part.width() > 0]


def _within(place: QWidget, kind: type[Part]) -> Iterator[Part]:
    """All of a kind in a place, but for the pages of a stack that are not in front: they are most
    of a window, and nothing of them is seen."""
    waiting: list[QObject] = [place]
    while waiting:
        around = waiting.pop()
        is_stack = isinstance(around, QStackedWidget)
        for part in [around.currentWidget()] if is_stack else around.children():
            if isinstance(part, kind):
                yield part
            if isinstance(part, QWidget):
                waiting.append(part)


def named(part: QWidget) -> str:
    """What a widget is called in a list of faults."""
    text = part.accessibleName() or getattr(part, "text", str)() or part.objectName()
    around = type(part.parentWidget()).__name__ if part.parentWidget() else ""
    return f"{type(part).__name__} “{text}” in {around}"


def undressed(place: QWidget) -> Iterator[Fault]:
    """A window without the style sheet: neither itself nor what it opened over has it."""
    around: QWidget | None = place
    while around is not None and around.styleSheet() != QApplication.instance().property(SHEET):
        around = around.parentWidget()
    if around is None:
        yield Fault("undressed", named(place))


# Cut off -----------------------------------------------------------------------------------------


def cut_off(shown: list[QWidget]) -> Iterator[Fault]:
    """Texts for which there is less room than they need."""
    for part in shown:
        match part:
            case NameLabel():  # shortens a name, with the whole of it in its tip; words never
                room = part.fontMetrics().horizontalAdvance(part.text())
                if room > part.contentsRect().width() and part.text() in our_texts():
                    yield Fault("cut off", f"{named(part)}: {part.width()} for {room}")
            case GoOn():  # as a name: as much of it as there is room for
                if part.width() + _SLACK < part.minimumSizeHint().width():
                    yield Fault("cut off", f"{named(part)}: {part.size()}")
            case QLabel() if part.text() and not _fits(part):
                yield Fault("cut off", f"{named(part)}: {part.size()} for {part.sizeHint()}")
            case QAbstractButton() if part.text() and _lacks_room(part):
                yield Fault("cut off", f"{named(part)}: {part.size()} for {part.sizeHint()}")
            case QTabBar():
                yield from _cut_tabs(part)
            case QHeaderView() if part.orientation() == Qt.Orientation.Horizontal:
                yield from _cut_heads(part)
            case SectionList() if part.two_lines and part.widest() > part.viewport().width():
                if our_texts().intersection(part.item(row).text() for row in range(part.count())):
                    yield Fault("cut off", f"{named(part)}: a title")
            case LinesTable() if any(_overflows(part, *one) for one in part.next_row()):
                yield Fault("cut off", f"{named(part)}: what comes next")
            case QTableView() if cut := _cut_figure(part):
                yield Fault("cut off", f"{named(part)}: “{cut}”")
            case QTableView() if part.horizontalScrollBar().maximum() > 0:
                yield Fault("cut off", f"{named(part)}: scrolls sideways")
            case QLineEdit() if not part.text() and _hint_overflows(part):
                yield Fault("cut off", f"{named(part)}: “{part.placeholderText()}”")
            case QComboBox() if not _combo_fits(part):
                yield Fault("cut off", f"{named(part)}: “{part.currentText()}”")


def _overflows(part: QWidget, text: str, room: QRect, _side: object) -> bool:
    """A text that a widget paints by itself has less room than it needs."""
    return part.fontMetrics().horizontalAdvance(text) > room.width()


def _cut_figure(table: QTableView) -> str:
    """A figure, a day, a moment or a document's number that is not whole: a part of one is wrong.

    Names and sentences are shortened where there is no room for them.
    """
    for column in range(table.model().columnCount() if table.model() else 0):
        if table.isColumnHidden(column):
            continue
        for row in range(min(table.model().rowCount(), _ROWS_LOOKED_AT)):
            index = table.model().index(row, column)
            text = index.data(Qt.ItemDataRole.DisplayRole)
            need = table.sizeHintForIndex(index).width()
            is_whole = need <= table.columnWidth(column) + _SLACK
            if not is_whole and isinstance(text, str) and WHOLE.fullmatch(text):
                return text
    return ""


WHOLE = re.compile(
    r"[−+-]?[^\d\s]{0,3}\d[\d,.]*( [%\w]{1,3})?"  # 1,234.50  −3  13 %  2.3 MB
    r"|(\d{1,2} \w{3} \d{4}|\d{4}-\d\d-\d\d)( \d\d:\d\d)?"  # days and moments
    r"|[A-Z]{1,3}-\d{4}-\d{6}"  # documents
)


def _hint_overflows(part: QLineEdit) -> bool:
    """What a box says while nothing is typed has less room than it needs."""
    option = QStyleOptionFrame()
    part.initStyleOption(option)
    margins = part.textMargins()
    room = part.style().subElementRect(QStyle.SubElement.SE_LineEditContents, option, part)
    room.adjust(margins.left() + _BESIDE_TEXT, 0, -margins.right() - _BESIDE_TEXT, 0)
    return part.fontMetrics().horizontalAdvance(part.placeholderText()) > room.width()


_BESIDE_TEXT = 2


@cache
def our_texts() -> frozenset[str]:
    """All that the program says by itself, in every language: what is no name of a shop's."""
    return frozenset(
        wording(language).text(text) for text in program_texts() for language in LANGUAGES
    )


def _lacks_room(part: QWidget) -> bool:
    need = part.sizeHint()
    return part.width() + _SLACK < need.width() or part.height() + _SLACK < need.height()


def _fits(part: QLabel) -> bool:
    if part.wordWrap():
        return part.heightForWidth(part.width()) <= part.height() + _SLACK
    return not _lacks_room(part)


def _cut_tabs(bar: QTabBar) -> Iterator[Fault]:
    hint = bar.sizeHint().width()
    if bar.width() + _SLACK < hint:
        yield Fault("cut off", f"{named(bar)}: {bar.width()} for {hint}")


def _cut_heads(header: QHeaderView) -> Iterator[Fault]:
    for place in range(header.count()):
        if header.isSectionHidden(place):
            continue
        sorted_by = header.isSortIndicatorShown() and header.sortIndicatorSection() == place
        title = header.model().headerData(place, header.orientation())
        metrics = QFontMetrics(text_font(SECONDARY))
        need = metrics.horizontalAdvance(str(title)) + 22 + (SORT_SIGN if sorted_by else 0)
        if title and header.sectionSize(place) + _SLACK < need:
            size = header.sectionSize(place)
            yield Fault(
                "cut off", f"head “{title}” of {named(header.parentWidget())}: {size}<{need}"
            )


def _combo_fits(box: QComboBox) -> bool:
    """A name may be shortened where it can be typed; what the program says by itself never."""
    text, line = box.currentText(), box.lineEdit()
    if line is not None and text not in our_texts():
        return True
    room = box.width() - 40 if line is None else line.width() - 2 * _BESIDE_TEXT
    return box.fontMetrics().horizontalAdvance(text) <= room


# Figures -----------------------------------------------------------------------------------------


def ragged(shown: list[QWidget]) -> Iterator[Fault]:
    """Figures of money that stand below each other and do not end below each other."""
    columns: dict[tuple[QWidget, int, int], list[QLabel]] = defaultdict(list)
    for part in shown:
        if isinstance(part, QLabel) and _FIGURE.fullmatch(part.text()):
            columns[(part.parentWidget(), part.x(), part.width())].append(part)
    for column in columns.values():
        if len({part.text() for part in column}) > 1:
            for part in column:
                if not part.alignment() & Qt.AlignmentFlag.AlignRight:
                    yield Fault("ragged", named(part))


_FIGURE = re.compile(r"[−+]?\S{0,2}[\d,]+\.\d{2,3}")


# Over each other ---------------------------------------------------------------------------------


def over_each_other(shown: list[QWidget]) -> Iterator[Fault]:
    """Widgets that a layout laid over each other, or that stand out of what they are in."""
    for parent in shown:
        if isinstance(parent, QAbstractScrollArea | QSplitter | QComboBox | QLineEdit):
            continue
        if _is_viewport(parent) or parent.layout() is None:
            continue
        direct = Qt.FindChildOption.FindDirectChildrenOnly
        laid = [
            part
            for part in parent.findChildren(QWidget, options=direct)
            if part.isVisible() and not part.isWindow() and _in_layout(parent, part)
        ]
        for at, one in enumerate(laid):
            if not parent.rect().contains(one.geometry()):
                yield Fault("outside", f"{named(one)}: {one.geometry()} of {parent.size()}")
            for other in laid[at + 1 :]:
                if one.geometry().intersects(other.geometry()):
                    yield Fault("overlap", f"{named(one)} and {named(other)}")


def _is_viewport(part: QWidget) -> bool:
    around = part.parentWidget()
    return isinstance(around, QAbstractScrollArea) and around.viewport() is part


def _in_layout(parent: QWidget, part: QWidget) -> bool:
    """Asked of the layouts: what Qt made to hold a widget in one (``itemAt``) goes unheard of by
    PySide, which takes what lies there next for it."""
    layouts = [parent.layout(), *parent.layout().findChildren(QLayout)]
    return any(layout.indexOf(part) >= 0 for layout in layouts)


# Too faint ---------------------------------------------------------------------------------------


_LINE = 16
"""Pixels of one line of text."""


def too_faint(window: QWidget, shown: list[QWidget]) -> Iterator[Fault]:
    """Texts that stand out too little from their ground, as they are painted."""
    picture = QImage(window.size() * _DOTS, QImage.Format.Format_RGB32)
    picture.setDevicePixelRatio(_DOTS)
    window.render(picture)
    for part, text, rect in _texts(shown):
        seen = rect.intersected(part.visibleRegion().boundingRect())
        a_line = min(rect.height(), _LINE)  # what is scrolled to an edge may be cut through
        if not text.strip() or seen.width() < 6 or seen.height() < a_line:
            continue
        corner = part.mapTo(window, seen.topLeft())
        crop = QRect(corner * _DOTS, seen.size() * _DOTS)
        found = _most_contrast(picture.copy(crop))
        if found < LEAST:
            yield Fault("too faint", f"{named(part)}: “{text[:30]}” {found:.1f}")


def _texts(shown: list[QWidget]) -> Iterator[tuple[QWidget, str, QRect]]:
    """Every text that is painted, and where on its widget."""
    for part in shown:
        match part:
            case QLabel() if not part.pixmap() or part.pixmap().isNull():
                yield part, part.text(), part.rect()
            case QAbstractButton():
                yield part, part.text(), part.rect().adjusted(3, 3, -3, -3)
            case QLineEdit():
                text = part.text() or part.placeholderText()
                yield part, text, part.rect().adjusted(4, 4, -4, -4)
            case QTabBar():
                for tab in range(part.count()):
                    yield part, part.tabText(tab), part.tabRect(tab).adjusted(2, 2, -2, -4)
            case QTableView() if part.model() is not None:
                yield from _cells(part)


def _cells(table: QTableView) -> Iterator[tuple[QWidget, str, QRect]]:
    model = table.model()
    for row in range(min(model.rowCount(), _ROWS_LOOKED_AT)):
        for column in range(model.columnCount()):
            index = model.index(row, column)
            room = table.visualRect(index).adjusted(2, 2, -2, -2)
            text = index.data(Qt.ItemDataRole.DisplayRole)
            if isinstance(text, str) and table.viewport().rect().contains(room):
                yield table.viewport(), text, room


def _most_contrast(picture: QImage) -> float:
    """How far the colour of the text is from the ground, which is most of the picture.

    Looked at until one is far enough: most texts are.
    """
    return _most_apart(bytes(picture.convertToFormat(QImage.Format.Format_RGB32).constBits()))


_A_FEW, _AT_ONCE = 7, 1024
"""Of so many dots one tells what the ground is; how many are looked at before the next."""


@cache
def _most_apart(picture: bytes) -> float:
    """The same, of four bytes a dot; many a text is painted alike on many places."""
    dots = memoryview(picture).cast("I")
    ((ground, _count),) = Counter(dots[::_A_FEW]).most_common(1)
    most = 1.0
    for begin in range(0, len(dots), _AT_ONCE):
        for colour in set(dots[begin : begin + _AT_ONCE]):
            most = max(most, _apart(ground, colour))
        if most >= LEAST:
            break
    return most


@cache
def _apart(one: int, other: int) -> float:
    return contrast(f"#{one & 0xFFFFFF:06x}", f"#{other & 0xFFFFFF:06x}")


# Without a name ----------------------------------------------------------------------------------


def unnamed(shown: list[QWidget]) -> Iterator[Fault]:
    """Controls of which a screen reader has nothing to say."""
    for part in shown:
        is_control = isinstance(part, QAbstractButton | QLineEdit | QComboBox | QAbstractItemView)
        takes_focus = part.focusPolicy() != Qt.FocusPolicy.NoFocus and type(part) is not QWidget
        if not (is_control or takes_focus) or _is_of_qt(part):
            continue
        read = QAccessible.queryAccessibleInterface(part)
        if read is None or not read.text(QAccessible.Text.Name).strip():
            yield Fault("unnamed", named(part))


def misread(shown: list[QWidget]) -> Iterator[Fault]:
    """Controls whose state a screen reader is told otherwise than it is shown."""
    for part in shown:
        if not isinstance(part, QAbstractButton | QLineEdit | QComboBox) or _is_of_qt(part):
            continue
        read = QAccessible.queryAccessibleInterface(part)
        told = read.state() if read is not None else None
        if told is None:
            continue
        if bool(told.disabled) == part.isEnabled():
            yield Fault("misread", f"{named(part)}: disabled {bool(told.disabled)}")
        checkable = isinstance(part, QAbstractButton) and part.isCheckable()
        if checkable and (not told.checkable or bool(told.checked) != part.isChecked()):
            yield Fault("misread", f"{named(part)}: checked {bool(told.checked)}")
        if part.property("wrong") and not read.text(QAccessible.Text.Description).strip():
            yield Fault("misread", f"{named(part)}: does not say that it is wrong")


def _is_of_qt(part: QWidget) -> bool:
    """The line of a combo box, the button in a line, a table's head: what is around has a name."""
    around = part.parentWidget()
    of_qt = QComboBox | QLineEdit | QAbstractItemView | QAbstractSpinBox
    return isinstance(part, QHeaderView) or isinstance(around, of_qt)
