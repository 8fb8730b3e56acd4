"""What ends a document: what it comes to, notes, who signs; and the foot of each page."""

from collections.abc import Iterator, Sequence

from app.domain.capitals import capitals
from app.domain.marks import N_
from app.printing.documents.figures import Sum
from app.printing.documents.setting import GAP, DocumentSetting, base, leading, paragraph
from app.printing.documents.template import TemplateField
from app.printing.fonts import Face, width
from app.printing.page import (
    GREY,
    Block,
    PagePart,
    PageRule,
    TextAlign,
    stacked,
    text_in,
)

_SUMS = 82.0
"""Millimetres of the rows of sums, at the right."""
_SIGNED = 7.5
_CAPITALS = N_("Amount in capitals")
IN_CAPITALS = {"CNY": "人民币"}
"""The currencies of which amounts are said in Chinese capitals, and what stands before."""


def capitals_of(setting: DocumentSetting) -> str:
    """The total in Chinese capitals; nothing where it has none (M12)."""
    currency = setting.content.formats.currency
    if currency not in IN_CAPITALS or all(made.key != "total" for made in setting.content.sums):
        return ""
    return IN_CAPITALS[currency] + capitals(setting.content.document.total)


def sums_of(setting: DocumentSetting) -> list[tuple[TemplateField, Sum]]:
    """The sums that are printed, in the template's order."""
    return [
        (one, made)
        for one in setting.template.foot
        if one.on
        for made in setting.content.sums
        if made.key == one.key
    ]


def last(setting: DocumentSetting) -> list[Block]:
    """All that stands below the table, once."""
    made = [_row_of_sums(setting)] if setting.paper.is_form else list(_sums(setting))
    return [*made, *_paragraphs(setting), *_signatures(setting)]


def _sums(setting: DocumentSetting) -> Iterator[Block]:
    """The sums below each other at the right; the total larger, below a line."""
    wide = min(_SUMS, setting.room * 0.6)
    left = setting.left + setting.room - wide
    yield Block(2.0)
    for field, made in sums_of(setting):
        size, title_size = field.size, min(field.size, 11.0)
        face = Face.BOLD if field.bold else Face.FIGURES
        shade = 0.0 if made.total else GREY
        title = field.title or made.title
        before = min(width(title, Face.TEXT, title_size) + GAP, wide / 2)
        at = base(size) + 1.2
        bold = Face.BOLD if field.bold else Face.TEXT
        parts: list[PagePart] = [
            text_in(left, before, at, title, bold, title_size, shade=shade),
            text_in(left + before, wide - before, at, made.text, face, size, TextAlign.RIGHT),
        ]
        if made.total:
            parts.append(PageRule(left, 0.6, left + wide, 0.6, 0.3))
        yield from setting.shown(f"foot.{field.key}", [Block(leading(size) + 1.6, parts)])


def _row_of_sums(setting: DocumentSetting) -> Block:
    """On a form the sums side by side, in as many rows as they need; the total at the right."""
    left, room = setting.left, setting.room
    sums = sums_of(setting)
    size = next((field.size for field, made in sums if not made.total), 9.0)
    said = [f"{f.title or s.title} {s.text}" for f, s in sums if not s.total]
    said += [
        setting.titled(title, text)
        for field, title, text in _texts(setting)
        if field.key == "capitals"
    ]
    totals = [(field, made) for field, made in sums if made.total]
    row = max([size, *(field.size for field, _made in totals)])
    wide = room * (0.3 if totals else 0.0)
    rows = _packed(said, room - wide - GAP, size)
    high = max(leading(row), leading(size) * len(rows)) + 1.4
    at = base(row) + 0.7 if len(rows) == 1 else base(size) + 0.7
    parts: list[PagePart] = [
        text_in(left + GAP / 2, room - wide - GAP, at + leading(size) * n, text, Face.TEXT, size)
        for n, text in enumerate(rows)
    ]
    at = base(row) + 0.7
    for field, made in totals:
        text = f"{field.title or made.title}  {made.text}"
        begins = left + room - wide
        parts.append(
            text_in(begins, wide - GAP / 2, at, text, Face.BOLD, field.size, TextAlign.RIGHT)
        )
    here = {f"foot.{one.key}" for one in setting.template.foot if one.on} & {setting.in_hand}
    (whole,) = setting.shown(setting.in_hand if here else "", [Block(high, parts)])
    right = left + room
    parts = [*whole.parts, *(PageRule(x, 0, x, high, 0.2) for x in (left, right))]
    parts.append(PageRule(left, high, right, high, 0.2))
    return Block(high, parts)


def _packed(texts: Sequence[str], room: float, size: float) -> list[str]:
    """Texts side by side, as many in a row as there is room for."""
    rows = [""]
    for text in texts:
        longer = f"{rows[-1]}    {text}" if rows[-1] else text
        if rows[-1] and width(longer, Face.TEXT, size) > room:
            rows.append(text)
        else:
            rows[-1] = longer
    return rows


def texts_of(setting: DocumentSetting) -> list[tuple[str, str, str]]:
    """What is said below the sums: its key, its title, its text; amount in capitals, note, bank."""
    return [(field.key, title, text) for field, title, text in _texts(setting)]


def _texts(setting: DocumentSetting) -> list[tuple[TemplateField, str, str]]:
    says, bank = setting.says, next((f for f in setting.content.shop if f.key == "bank"), None)
    known = {
        "capitals": (_CAPITALS, capitals_of(setting)),
        "note": (N_("Note"), setting.content.document.note.strip()),
        "bank": (N_("Bank"), bank.text if bank else ""),
    }
    found = []
    for field in setting.template.foot:
        title, text = known.get(field.key, ("", ""))
        if field.on and text:
            found.append((field, field.title or says.text(title), text))
    return found


def _paragraphs(setting: DocumentSetting) -> Iterator[Block]:
    """The same in rows, and the template's own notes; a form has its amount among the sums."""
    left, room = setting.left, setting.room
    for field, title, text in _texts(setting):
        if not (setting.paper.is_form and field.key == "capitals"):
            yield Block(1.0)
            said = setting.titled(title, text)
            rows = paragraph(left, room, said, setting.face_of(field), field.size)
            yield from setting.shown(f"foot.{field.key}", rows)
    if setting.template.notes:
        yield Block(1.0)
        yield from setting.shown("notes", paragraph(left, room, setting.template.notes, size=8.0))


def _signatures(setting: DocumentSetting) -> Iterator[Block]:
    """A line for each who signs, side by side."""
    names = setting.template.signatures
    if not names:
        return
    size = 9.0
    low = setting.paper.is_form
    yield Block(1.0 if low else 9.0)
    room = setting.room / max(len(names), 2)
    parts: list[PagePart] = []
    for at, name in enumerate(names):
        left = setting.left + at * room
        before = min(width(name, Face.TEXT, size), room * 0.6)
        line = base(size) + 0.8
        parts.append(text_in(left, before, base(size), name, size=size))
        parts.append(PageRule(left + before + GAP, line, left + room - 2 * GAP, line, 0.2))
    yield from setting.shown("signatures", [Block((leading(size) if low else _SIGNED), parts)])


def of_page(setting: DocumentSetting, page: int, of: int) -> Block:
    """The foot of a page: what the template says there, and which page it is of how many."""
    size, left, room = 7.5, setting.left, setting.room
    said = setting.says.text(N_("Page {page} of {count}")).format(page=page, count=of)
    number = said if setting.template.page_numbers and not setting.paper.is_roll else ""
    wide = width(number, Face.TEXT, size) + GAP if number else 0.0
    footer, most = setting.template.footer, setting.most_rows
    blocks = paragraph(left, room - wide, footer, size=size, shade=GREY, most=most)
    if not number and not footer:
        return Block(0.0)
    made = stacked([Block(1.0), *setting.shown("footer", blocks)])
    right = text_in(left, room, 1.0 + base(size), number, Face.TEXT, size, TextAlign.RIGHT, GREY)
    return Block(made.height, [*made.parts, *([right] if number else [])])
