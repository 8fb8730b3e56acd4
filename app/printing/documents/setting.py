"""What the blocks of one document are set by: what it says, its template, the room there is."""

from collections.abc import Sequence
from dataclasses import dataclass

from app.domain.marks import N_
from app.domain.wrapping import wrap
from app.printing.documents.content import DocumentContent
from app.printing.documents.template import DocumentTemplate, TemplateField, most_rows
from app.printing.fonts import POINT, Face, width
from app.printing.media.papers import Paper
from app.printing.page import BLACK, Block, PagePart, TextAlign, text_in, tinted
from app.text import Wording

SMALL = 0.85
"""How large titles and what is said beside are, of the text's own size."""
GAP = 2.0
"""Millimetres between two texts side by side."""


def leading(size: float) -> float:
    """Millimetres from a row to the next, for letters of ``size`` points."""
    return size * POINT * 1.42


def base(size: float) -> float:
    """Millimetres from the top of a row to its base line."""
    return size * POINT * 1.08


def rows_of(text: str, face: Face, size: float, room: float) -> list[str]:
    """A text in rows no wider than ``room`` millimetres."""
    return wrap(text, room, lambda part: width(part, face, size))


def paragraph(
    left: float,
    room: float,
    text: str,
    face: Face = Face.TEXT,
    size: float = 9.0,
    align: TextAlign = TextAlign.LEFT,
    shade: float = BLACK,
    most: int = 0,
) -> list[Block]:
    """A text in rows, each a block of its own; one of more than ``most`` says by … that it goes on.

    0: as many as there are.
    """
    rows = rows_of(text, face, size, room)
    if 0 < most < len(rows):
        rows = [*rows[: most - 1], f"{rows[most - 1]}…"]
    return [
        Block(
            leading(size),
            [text_in(left, room, base(size), row, face, size, align, shade)] if row else [],
        )
        for row in rows
    ]


def beside(columns: Sequence[Block]) -> Block:
    """Blocks side by side as one, as high as the highest; each has its parts in their places."""
    parts: list[PagePart] = [part for column in columns for part in column.parts]
    return Block(max((column.height for column in columns), default=0.0), parts)


@dataclass(frozen=True, slots=True)
class DocumentSetting:
    """A document to be set; ``copy`` is the how many-th print it is, where that is said (Q6).

    ``in_hand`` is the field that a preview shows tinted: ``columns.price``, ``footer``. A test page
    says that it is one.
    """

    content: DocumentContent
    template: DocumentTemplate
    copy: int = 0
    in_hand: str = ""
    is_test: bool = False

    @property
    def paper(self) -> Paper:
        """What it is printed on."""
        return self.template.paper

    @property
    def left(self) -> float:
        """Where its texts begin."""
        return self.paper.side

    @property
    def room(self) -> float:
        """Millimetres between the sides."""
        return self.paper.room

    @property
    def most_rows(self) -> int:
        """Rows that one text in the head or the foot has at most."""
        return most_rows(self.paper)

    @property
    def says(self) -> Wording:
        """The words of the template's language, which is the content's."""
        return self.content.formats.says

    @property
    def marks(self) -> list[str]:
        """What is said across the head: a test, void, a draft, a copy (Q6)."""
        found = [self.says.text(N_("Test page")).upper()] if self.is_test else []
        if self.content.is_void:
            found.append(self.says.text(N_("Void")).upper())
        if self.content.draft:
            found.append(self.content.draft)
        if self.copy > 1:
            found.append(self.says.text(N_("COPY {number}")).format(number=self.copy))
        return found

    def shown(self, field: str, blocks: Sequence[Block]) -> list[Block]:
        """The blocks of a field: tinted where it is the one in hand."""
        is_in_hand = bool(field) and field == self.in_hand
        return [tinted(block) for block in blocks] if is_in_hand else list(blocks)

    def title_of(self, field: TemplateField, own: str) -> str:
        """What a field is called: as the template says, or as it is called by itself."""
        return field.title or own

    def titled(self, title: str, text: str) -> str:
        """A text after its title, as the template's language writes it."""
        return f"{title}{': ' if self.template.language == 'en' else '：'}{text}"

    def face_of(self, field: TemplateField, usual: Face = Face.TEXT) -> Face:
        """What a field is set in."""
        if not field.bold:
            return usual
        return Face.SERIAL_BOLD if usual is Face.SERIAL else Face.BOLD
