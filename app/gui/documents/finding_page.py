"""Words in the box of a draft: what they find is added, and what is nobody's can be made."""

from typing import TYPE_CHECKING

from app.domain.gtin import is_gtin
from app.domain.problems import Code
from app.gui.documents.entry_page import EntryPage
from app.gui.kit.later import class_named
from app.gui.kit.part_place import PartPlace
from app.gui.scanning.boxes import Ended
from app.services.entry.outcome import Outcome
from app.text import _

if TYPE_CHECKING:
    from app.domain.multiples import Multiple
    from app.gui.documents.new_item_bar import NewItemBar
    from app.gui.scanning.finder import Finder
    from app.services.stock.finding import FoundProduct

FINDER = "scanning.finder.Finder"
NEW_ITEM_BAR = "documents.new_item_bar.NewItemBar"
_NOBODYS = frozenset(
    {
        Code.GTIN_UNKNOWN,
        Code.IS_UNKNOWN,
        Code.NO_LINE,
        Code.NO_UNIT_WITHOUT_SERIAL,
        Code.QUANTITY_OF_NO_ITEM,
        Code.BAD_CHARACTER,
    }
)
"""Why a code is refused that is nobody's: words, or the barcode of an item that is not here."""


class FindingPage(EntryPage):
    """The part of a document's page that finds by words, and makes the item that is missing."""

    def __init__(self) -> None:
        super().__init__()
        self.finder_place = PartPlace(self._make_finder)
        self.new_item_place = PartPlace(self._make_new_item)

    @property
    def new_item(self) -> "NewItemBar":
        """Asks for a new item."""
        return self.new_item_place.part

    def _make_new_item(self) -> "NewItemBar":
        made: NewItemBar = class_named(NEW_ITEM_BAR)(self.desk)
        made.made.connect(self._add_made)
        made.refused.connect(self._show_refusal)
        made.not_written.connect(self._tell_trouble)
        made.left.connect(self.scan_box.setFocus)
        return made

    @property
    def finder(self) -> "Finder":
        """Finds by the words in the box."""
        return self.finder_place.part

    def _make_finder(self) -> "Finder":
        made: Finder = class_named(FINDER)(self.desk, self.warehouse_here)
        made.serve(self.scan_box)
        made.chosen.connect(self.add_found)
        made.open_item.connect(self.desk.bus.open_item)
        made.new_item.connect(self._begin_item)
        return made

    def warehouse_here(self) -> int:
        """Where *here* is."""
        raise NotImplementedError

    def connect_finder(self) -> None:
        """Let the finder serve the box; the first key that is typed in it would not wait for it."""
        self.scan_box.textEdited.connect(self._begin_finding)

    def _begin_finding(self, typed: str) -> None:
        if self.finder_place.made is None:  # from then on it hears the box itself
            self.finder.look_for(typed)

    def add_found(self, found: "FoundProduct", typed: "Multiple") -> None:
        """Add what was chosen; a code that was typed whole is taken as the code that it is.

        So a serial number comes with its unit, and not as one more of its product.
        """
        from app.domain.finding import Rank  # with the first search

        if found.match.rank is Rank.EXACT:
            self.take_scan(Ended(typed.text.strip(), typed.quantity))
        else:
            self._add(found.row.id, typed.quantity)

    def _add(self, product: int, times: str | None) -> None:
        from app.services.entry import scanning  # with the first search

        draft = self.draft
        if draft is None or not self._finish_scans():
            return
        self.lines.finish_edit()

        def add() -> None:
            outcome = scanning.choose(self.desk.session, draft.id, product, times)
            self.clear_problems()
            self._show_outcome(outcome)

        self._do(add)
        self.scan_box.setFocus()

    def _show_outcome(self, outcome: Outcome) -> None:
        super()._show_outcome(outcome)
        finder = self.finder_place.made
        if finder is not None and not self.scan_box.text():
            finder.close_finder()
        if self._is_nobodys(outcome):
            self.finder.look_for(self._ended)
            self.finder.read_now()

    def _is_nobodys(self, outcome: Outcome) -> bool:
        """What was typed, or the barcode that was scanned, is known to nobody here."""
        if self.scan_box.text() or outcome.problem is None:
            return False
        if is_gtin(outcome.code) and outcome.asks:
            return True  # a serial number of the line, or the barcode of a new item
        by_hand = self._ended.by_hand or is_gtin(outcome.code)
        return by_hand and outcome.problem.code in _NOBODYS

    def _begin_item(self, typed: str) -> None:
        """Ask for the new item in the finder's place."""
        from app.domain.multiples import multiple  # with the first new item

        code = multiple(typed).text.strip()
        self.finder.close_finder()
        self.scan_box.clear()
        if self.question_place.is_shown:
            self.question.no_button.click()
        self.new_item.begin(code, is_gtin(code))

    def _add_made(self, product: int, _asked: str) -> None:
        self._add(product, None)

    def finish_fields(self) -> bool:
        """A new item that is being filled in is finished or given up before."""
        made = self.new_item_place.made
        if made is not None and not made.isHidden():
            self.problems.say(_("Create the new item first, or press Esc in it."))
            made.name.setFocus()
            return False
        return super().finish_fields()
