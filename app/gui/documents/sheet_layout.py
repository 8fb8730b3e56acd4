"""Where everything stands on the paper of a posted document: its blocks, the pieces in each.

The first block is the head, then a block a line, then the foot. Heights are worked out at once; a
block's pieces are made when it shows, and its serial numbers read then.
"""

from bisect import bisect_right
from collections.abc import Callable, Sequence
from itertools import accumulate

from PySide6.QtCore import QPointF

from app.gui.documents import paper_blocks
from app.gui.documents.paper_blocks import Piece
from app.printing.documents.content import DocumentContent
from app.printing.documents.serials import AT_ONCE, LineNumbers, numbers_of
from db.sql import Database


class SheetLayout:
    """What is on the paper, from its upper left corner, in pixels.

    ``missing`` is called where something shows whose serial numbers are to be read.
    """

    def __init__(self, database: Database, missing: Callable[[], None]) -> None:
        self._database = database
        self._missing = missing
        self.sheet: DocumentContent | None = None
        self.unfolded: set[int] = set()
        self.width = 0.0
        self.tops: list[float] = [0.0]
        self._widths: paper_blocks.Widths = {}
        self._pieces: dict[int, list[Piece]] = {}
        self._numbers: dict[int, LineNumbers] = {}
        self._wanted: set[int] = set()

    def show(self, sheet: DocumentContent | None) -> None:
        """Another document, or the same one read again, which keeps what is unfolded."""
        if sheet is None or self.sheet is None or self.sheet.document.id != sheet.document.id:
            self.unfolded.clear()
        self.sheet = sheet
        self._widths = paper_blocks.figure_widths(sheet) if sheet is not None else {}
        self._numbers.clear()
        self._read(sorted(self.unfolded))

    def turn(self, place: int) -> None:
        """Show all serial numbers of a line, or fold them again; one or none stays as it is."""
        if self.sheet is None:
            return
        if place in self.unfolded:
            self.unfolded.remove(place)
        elif self.sheet.lines[place].serials > 1:
            self.numbers_of(place)
            self.unfolded.add(place)

    def lay_out(self, width: float) -> None:
        """Work out how high each block is on paper of a width."""
        sheet, self.width = self.sheet, width
        self._pieces.clear()
        heights: list[float] = []
        if sheet is not None:
            heights = [
                paper_blocks.head_height(sheet),
                *(
                    paper_blocks.line_height(
                        line, self._numbers.get(n) if n in self.unfolded else None, width
                    )
                    for n, line in enumerate(sheet.lines)
                ),
                paper_blocks.foot_height(sheet, width),
            ]
        self.tops = [0.0, *accumulate(heights)]

    @property
    def height(self) -> float:
        """How long the paper is."""
        return self.tops[-1]

    def last_block(self) -> int:
        """The foot; -1 where nothing is shown."""
        return len(self.tops) - 2

    def is_line(self, block: int) -> bool:
        """Is the block a line of the document, neither head nor foot?"""
        return 0 < block < self.last_block()

    def block_at(self, y: float) -> int:
        """The block at a height; the first or the last one beyond the paper."""
        return min(max(0, bisect_right(self.tops, y) - 1), self.last_block())

    def blocks_between(self, top: float, bottom: float) -> range:
        """The blocks that show between two heights."""
        first = max(0, bisect_right(self.tops, top) - 1)
        return range(first, min(bisect_right(self.tops, bottom), len(self.tops) - 1))

    def pieces_of(self, block: int) -> list[Piece]:
        """The texts of a block, each in its place from the block's top."""
        if block not in self._pieces:
            self._pieces[block] = self._made(block)
        return self._pieces[block]

    def _made(self, block: int) -> list[Piece]:
        sheet, width = self.sheet, self.width
        if sheet is None:
            return []
        if block == 0:
            return paper_blocks.head_pieces(sheet, width, self._widths)
        if block > len(sheet.lines):
            return paper_blocks.foot_pieces(sheet, width)
        place = block - 1
        known = self._numbers.get(place)
        if known is None and sheet.lines[place].serials:
            self._wanted.add(place)
            self._missing()
        unfolded = place in self.unfolded
        return paper_blocks.line_pieces(sheet, place, width, self._widths, known, unfolded)

    def link_at(self, point: QPointF) -> Piece | None:
        """The piece at a point of the paper, if it leads somewhere."""
        for block in self.blocks_between(point.y(), point.y()):
            inside = QPointF(point.x(), point.y() - self.tops[block])
            for piece in self.pieces_of(block):
                if piece.link is not None and piece.rect.contains(inside):
                    return piece
        return None

    # Serial numbers ---------------------------------------------------------------------------

    def numbers_of(self, place: int) -> LineNumbers:
        """The serial numbers of a line, read where they are not yet."""
        if place not in self._numbers:
            self._read([place])
        return self._numbers[place]

    def ensure_read(self, block: int) -> None:
        """What a block says is known: the serial numbers of its line are read."""
        if self.sheet is not None and self.is_line(block) and self.sheet.lines[block - 1].serials:
            self.numbers_of(block - 1)

    def _read(self, places: Sequence[int]) -> None:
        """Read the serial numbers of some lines, all at once."""
        sheet = self.sheet
        if sheet is None or not places:
            return
        asked = {sheet.lines[place].id: place for place in places if place < len(sheet.lines)}
        lines = [sheet.lines[place] for place in asked.values()]
        for line, numbers in numbers_of(self._database, lines, sheet.gone):
            self._numbers[asked[line.id]] = numbers
            self._pieces.pop(asked[line.id] + 1, None)

    def read_wanted(self) -> None:
        """Read what shows and is not read, so many in a turn; the rest is asked for again."""
        sheet, places, count = self.sheet, list[int](), 0
        for place in sorted(self._wanted):
            if sheet is None or place >= len(sheet.lines):
                continue
            count += sheet.lines[place].serials
            if places and count > AT_ONCE:
                break
            places.append(place)
        self._wanted.clear()  # what still shows is asked for again when it is painted
        self._read(places)
