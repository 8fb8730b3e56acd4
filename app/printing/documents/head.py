"""The head of a document: whose it is, what it is, with whom and when."""

from collections.abc import Iterator, Mapping, Sequence
from itertools import groupby

from app.printing.documents import logo
from app.printing.documents.content import Fact
from app.printing.documents.setting import (
    GAP,
    SMALL,
    DocumentSetting,
    base,
    beside,
    leading,
    paragraph,
)
from app.printing.documents.template import TemplateField
from app.printing.fonts import Face, width
from app.printing.page import (
    GREY,
    RED,
    Block,
    PagePart,
    PagePicture,
    PageRule,
    TextAlign,
    stacked,
    text_in,
)

_SHOP = 0.58
"""The share of the room that the shop has; the rest is the document's kind and number."""
_LOGO_WIDTH, _LOGO_HEIGHT, _LOGO_SHARE = 45.0, 18.0, 1 / 3
_FACTS_WIDE, _FACTS_NARROW = 6, 5
"""Shares of a row of facts; who it is with has two of them."""
_MARK = 11.0


def first(setting: DocumentSetting) -> list[Block]:
    """The head of the first page, and of every form."""
    shop = beside([_shop(setting), _kind(setting)])
    gap = Block(1.5 if setting.paper.is_form else 4.0)
    facts = _facts(setting)
    return [shop, *_marks(setting), gap, *facts, *([gap] if facts else [])]


def again(setting: DocumentSetting) -> list[Block]:
    """The head of the other pages: whose and which document it is; of a form all of it."""
    if setting.paper.is_form:
        return first(setting)
    content, size = setting.content, 8.0
    shop = next((fact.text for fact in content.shop if fact.key == "shop_name"), "")
    half = setting.room / 2
    row = leading(size)
    said = f"{content.kind} {content.number}".strip()
    right = setting.left + half
    parts: list[PagePart] = [
        text_in(setting.left, half - GAP, base(size), shop, Face.TEXT, size, shade=GREY),
        text_in(right, half, base(size), said, Face.TEXT, size, TextAlign.RIGHT, GREY),
        PageRule(setting.left, row + 1, setting.left + setting.room, row + 1, 0.1, GREY),
    ]
    return [Block(row + 3, parts), *_marks(setting)]


def _shop(setting: DocumentSetting) -> Block:
    """The logo, the shop's name, where it is found, what the template's header says."""
    left, room = setting.left, setting.room * _SHOP - GAP
    picture = _logo(setting)
    if picture is not None:
        left += picture.width + GAP * 2
        room -= picture.width + GAP * 2
    known = {fact.key: fact for fact in setting.content.shop}
    fields = [one for one in setting.template.head if one.on and one.key in known]
    blocks: list[Block] = []
    for (size, bold), together in groupby(fields, key=lambda one: (one.size, one.bold)):
        some = list(together)
        text = " · ".join(_said(known[one.key], one) for one in some)
        face = Face.BOLD if bold else Face.TEXT
        shade = 0.0 if bold else GREY
        rows = paragraph(left, room, text, face, size, shade=shade, most=setting.most_rows)
        here = {f"head.{one.key}" for one in some} & {setting.in_hand}
        blocks += setting.shown(setting.in_hand if here else "", rows)
    if setting.template.header:
        said = paragraph(left, room, setting.template.header, size=8.0, most=setting.most_rows)
        blocks += setting.shown("header", said)
    made = stacked(blocks)
    if picture is None:
        return made
    return beside([*setting.shown("logo", [Block(picture.height + 1, [picture])]), made])


def _said(fact: Fact, field: TemplateField) -> str:
    return f"{field.title or fact.title} {fact.text}".strip()


def _logo(setting: DocumentSetting) -> PagePicture | None:
    size = logo.size_of(setting.template.logo)
    if size is None:
        return None
    high = 12.0 if setting.paper.is_form else _LOGO_HEIGHT
    most = min(_LOGO_WIDTH, setting.room * _SHOP * _LOGO_SHARE)
    scale = min(most / size.width, high / size.height)
    wide, high = size.width * scale, size.height * scale
    return PagePicture(setting.left, 0.0, wide, high, setting.template.logo)


def _kind(setting: DocumentSetting) -> Block:
    """What it is, and its number."""
    left = setting.left + setting.room * _SHOP
    room = setting.room * (1 - _SHOP)
    content = setting.content
    texts = {"kind": (content.kind, Face.TEXT), "number": (content.number, Face.SERIAL)}
    blocks = []
    for field in setting.template.head:
        text, face = texts.get(field.key, ("", Face.TEXT))
        if field.on and text:
            text = f"{field.title} {text}" if field.title and field.key == "number" else text
            text = field.title if field.title and field.key == "kind" else text
            face = setting.face_of(field, face)
            row = text_in(left, room, base(field.size), text, face, field.size, TextAlign.RIGHT)
            blocks += setting.shown(f"head.{field.key}", [Block(leading(field.size), [row])])
    return stacked(blocks)


def _marks(setting: DocumentSetting) -> list[Block]:
    """What it is not, or not any more, in a box of its own across the page (Q6)."""
    if not setting.marks:
        return []
    text, size = "   ".join(setting.marks), _MARK
    wide = min(width(text, Face.BOLD, size) + 8, setting.room)
    left = setting.left + (setting.room - wide) / 2
    high, top = leading(size) + 1.6, 1.0
    right, bottom = left + wide, top + high
    shade = RED if setting.content.is_void else 0.0
    words = text_in(
        left + 2, wide - 4, top + 0.9 + base(size), text, Face.BOLD, size, TextAlign.MIDDLE, shade
    )
    edges = (
        PageRule(left, top, right, top, 0.4),
        PageRule(left, bottom, right, bottom, 0.4),
        PageRule(left, top, left, bottom, 0.4),
        PageRule(right, top, right, bottom, 0.4),
    )
    return [Block(bottom + 1, [words, *edges])]


def _facts(setting: DocumentSetting) -> list[Block]:
    """Side by side in rows, in the template's order."""
    content = setting.content
    known = {fact.key: fact for fact in (*content.facts, *content.posting)}
    fields = [one for one in setting.template.facts if one.on and one.key in known]
    rows = []
    for some in _in_rows(fields, _FACTS_WIDE if setting.paper.width > 200 else _FACTS_NARROW):
        left, cells = setting.left, []
        for field, room in zip(some, _rooms(setting, some, known), strict=True):
            cell = _fact(setting, known[field.key], field, left, room - GAP)
            cells += setting.shown(f"facts.{field.key}", [cell])
            left += room
        rows.append(beside(cells))
    return rows


def _rooms(
    setting: DocumentSetting, some: Sequence[TemplateField], known: Mapping[str, Fact]
) -> list[float]:
    """Each has its share of a row; where one needs more, what the others leave of theirs."""
    share = setting.room / sum(map(_share, some))
    shares = [share * _share(field) for field in some]
    needed = [_needed(setting, known[field.key], field) for field in some]
    spare = setting.room - sum(needed)
    if spare < 0 or all(want <= has for want, has in zip(needed, shares, strict=True)):
        return shares
    return [want + spare / len(some) for want in needed]


def _needed(setting: DocumentSetting, fact: Fact, field: TemplateField) -> float:
    """Millimetres in which a fact is not broken, with the gap behind it."""
    title, small = setting.title_of(field, fact.title), field.size * SMALL
    face = setting.face_of(field)
    if setting.paper.is_form:
        text = f"{fact.text} {fact.below}".strip()
        words = width(title, Face.TEXT, field.size) + GAP + width(text, face, field.size)
        return words + 2 * GAP
    above, below = (width(text, Face.TEXT, small) for text in (title, fact.below))
    return max(above, width(fact.text, face, field.size), below) + GAP + 0.1


def _share(field: TemplateField) -> int:
    return 2 if field.key == "party" else 1


def _in_rows(fields: Sequence[TemplateField], shares: int) -> Iterator[list[TemplateField]]:
    """As many fields in a row as have room."""
    row: list[TemplateField] = []
    for field in fields:
        if row and sum(map(_share, row)) + _share(field) > shares:
            yield row
            row = []
        row.append(field)
    if row:
        yield row


def _fact(
    setting: DocumentSetting, fact: Fact, field: TemplateField, left: float, room: float
) -> Block:
    """Its title above it; on a form, which is low, before it."""
    title, small = setting.title_of(field, fact.title), field.size * SMALL
    face = setting.face_of(field)
    if setting.paper.is_form:
        text = f"{fact.text} {fact.below}".strip()
        return _inline_fact(setting, title, text, field, left, room)
    blocks = [
        *paragraph(left, room, title, size=small, shade=GREY),
        *paragraph(left, room, fact.text, face, field.size, most=setting.most_rows),
    ]
    if fact.below:
        blocks += paragraph(left, room, fact.below, size=small, shade=GREY, most=setting.most_rows)
    made = stacked(blocks)
    return Block(made.height + 1.5, made.parts)


def _inline_fact(
    setting: DocumentSetting, title: str, text: str, field: TemplateField, left: float, room: float
) -> Block:
    size, face = field.size, setting.face_of(field)
    before = min(width(title, Face.TEXT, size) + GAP, room * 0.65)
    named = text_in(left, before - GAP, base(size), title, size=size, shade=GREY)
    rows = paragraph(left + before, room - before, text, face, size, most=setting.most_rows)
    return beside([Block(leading(size), [named]), stacked(rows)])
