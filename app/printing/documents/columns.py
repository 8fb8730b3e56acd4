"""The columns of a document's table: which are printed, where each stands, whether all fit (Q7)."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from app.domain.marks import N_
from app.domain.problems import Code, Problem
from app.printing.documents.setting import GAP, SMALL, DocumentSetting
from app.printing.documents.template import NAMES, SerialStyle, TemplateField
from app.printing.fonts import Face, width
from app.printing.page import TextAlign
from db.queries.document_lines import DocumentLine

LEAST_REST = 25.0
"""Millimetres that a column has at least which takes what the others leave."""


@dataclass(frozen=True, slots=True)
class PlacedColumn:
    """A column in its place, ``room`` of it for texts; ``is_figure``: they never wrap."""

    field: TemplateField
    title: str
    text: Callable[[DocumentLine], str]
    face: Face
    left: float
    text_left: float
    room: float
    is_figure: bool


Cell = tuple[str, Callable[[DocumentLine], str], Face, bool]
"""A column's own title, its text, what it is set in, and whether it is a figure."""


def placed(setting: DocumentSetting) -> list[PlacedColumn]:
    """The columns that are printed, across the whole room; narrower where they do not fit."""
    columns = _printed(setting)
    widths = _widths([field for field, _cell in columns], setting.room)
    found, left = [], setting.left
    for (field, cell), wide in zip(columns, widths, strict=True):
        title, text, face, is_figure = cell
        face = setting.face_of(field, face)
        name = setting.title_of(field, title)
        free = min(GAP, wide / 2)
        begins = left + free * _before(setting, field)
        found.append(PlacedColumn(field, name, text, face, left, begins, wide - free, is_figure))
        left += wide
    return found


def _before(setting: DocumentSetting, field: TemplateField) -> float:
    """How much of a gap is before a text: half where lines run between, all before a figure."""
    if setting.paper.is_form:
        return 0.5
    return {TextAlign.LEFT: 0.0, TextAlign.MIDDLE: 0.5, TextAlign.RIGHT: 1.0}[field.align]


def _printed(setting: DocumentSetting) -> list[tuple[TemplateField, Cell]]:
    """The columns that the template switches on and the document has."""
    content, says = setting.content, setting.says
    known: dict[str, Cell] = {
        "position": ("#", lambda line: str(line.position), Face.FIGURES, True),
        "item": (says.text(N_("Item")), lambda line: line.product, Face.TEXT, False),
        "sku": (says.text(N_("SKU")), lambda line: line.sku, Face.TEXT, False),
        "unit": (says.text(N_("Unit")), lambda line: line.unit, Face.TEXT, False),
    }
    if content.with_serials and setting.template.serials is SerialStyle.COLUMN:
        known["serials"] = (says.text(N_("Serial number")), lambda line: "", Face.SERIAL, False)
    for column in content.columns:
        texts = column.key == "origin"
        face = Face.TEXT if texts else Face.FIGURES
        known[column.key] = (column.title, column.text, face, not texts)
    return [
        (field, known[field.key])
        for field in setting.template.columns
        if field.on and field.key in known
    ]


def _widths(fields: Sequence[TemplateField], room: float) -> list[float]:
    """Those that say none share what is left; the first does where all say one."""
    widths = [field.width for field in fields]
    rest = [at for at, wide in enumerate(widths) if wide == 0] or [0]
    least = min(LEAST_REST * len(rest), room / 2) if widths else 0.0
    fixed = sum(widths)
    if fixed > room - least:
        widths = [wide * (room - least) / fixed for wide in widths]
    left = room - sum(widths)
    for at in rest if widths else ():
        widths[at] += left / len(rest)
    return widths


def problems_of(setting: DocumentSetting) -> list[Problem]:
    """Which column has no room beside the others, and which figure none in its column."""
    fields = [field for field, _cell in _printed(setting)]
    rest = LEAST_REST * max(sum(field.width == 0 for field in fields), 1)
    used, found = rest, []
    for field in fields:
        used += field.width
        if used > setting.room:
            missing = rest + sum(one.width for one in fields) - setting.room
            values = {"column": _name(setting, field), "missing": f"{missing:.1f}"}
            return [Problem(Code.COLUMN_NO_ROOM, values)]
    for column in placed(setting):
        found += _figure_problems(setting, column)
    return found


def _figure_problems(setting: DocumentSetting, column: PlacedColumn) -> list[Problem]:
    """The widest figure of a column, where it has no room; it would be printed smaller."""
    if not column.is_figure:
        return []
    size = column.field.size
    texts = (column.text(line) for line in setting.content.lines)
    needed, text = max(((width(t, column.face, size), t) for t in texts), default=(0.0, ""))
    if needed <= column.room:
        return []
    missing = f"{needed - column.room:.1f}"
    name = _name(setting, column.field)
    return [Problem(Code.FIGURE_NO_ROOM, {"text": text, "column": name, "missing": missing})]


def _name(setting: DocumentSetting, field: TemplateField) -> str:
    return field.title or setting.says.text(NAMES[field.key])


def title_size(column: PlacedColumn) -> float:
    """Points of a column's title."""
    return column.field.size * SMALL
