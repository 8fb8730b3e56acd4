"""A shop as simply as it can be thought of: what the life of serials is compared with.

It knows nothing of the program. A unit is the pile of what the documents in force made of it; a
void takes the topmost away. Verdicts and refusals are named by their codes. Quantities are units.
"""

from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import NamedTuple

UNKNOWN, IN_STOCK, SOLD, RETURNED, REMOVED, IN_TRANSIT = range(6)

Place = tuple[int, int]
"""A product and a warehouse."""


class Rules(NamedTuple):
    """What a kind may do: from which statuses, to which, and the sign of its quantity."""

    takes: frozenset[int]
    becomes: int
    sign: int
    every_unit: bool = False  # a serial for each
    here: bool = False  # only what is in, or bound for, its warehouse
    found_by: str = ""  # each serial stands with the line of the kind by which it went


def rules(takes: set[int], becomes: int, sign: int, **more: object) -> Rules:
    return Rules(frozenset(takes), becomes, sign, **more)  # type: ignore[arg-type]


GOODS_IN = rules({UNKNOWN, SOLD, RETURNED, REMOVED}, IN_STOCK, +1)
RULES_OF = {
    "opening": GOODS_IN,
    "purchase": GOODS_IN,
    "sale": rules({UNKNOWN, IN_STOCK}, SOLD, -1, every_unit=True, here=True),
    "sales_return": rules({SOLD}, IN_STOCK, +1, every_unit=True, found_by="sale"),
    "purchase_return": rules({IN_STOCK}, RETURNED, -1, here=True, found_by="purchase"),
    "transfer": rules({IN_STOCK}, IN_TRANSIT, -1, here=True),
    "transfer_receipt": rules({IN_TRANSIT}, IN_STOCK, +1, here=True, found_by="transfer"),
    "transfer_back": rules({IN_TRANSIT}, IN_STOCK, +1, found_by="transfer"),
    "transfer_loss": rules({IN_TRANSIT}, REMOVED, 0, found_by="transfer"),
}
OF_TRANSFERS = ("transfer_receipt", "transfer_back", "transfer_loss")
GROUPS = ("MISSING", "SOLD_HERE", "COMES_BACK", "NEW", "QUANTITY")
STATUS_CODES = {
    UNKNOWN: "IS_UNKNOWN",
    IN_STOCK: "IS_IN_STOCK",
    SOLD: "IS_SOLD",
    RETURNED: "IS_RETURNED",
    REMOVED: "IS_REMOVED",
    IN_TRANSIT: "IS_IN_TRANSIT",
}


@dataclass(eq=False)
class Line:
    """A line of a document; ``origin`` is the line it points back at, ``book`` what a count noted.

    ``first`` and ``last``: when anything came or went there last, as its first and its last part
    were counted; ``without_serial``: how many had no serial by the books then.
    """

    product: int
    units: int
    serials: list[str] = field(default_factory=list)  # as they were entered
    origin: "Line | None" = None
    document: "Document | None" = None
    book: tuple[int, int] = (0, 0)
    first: int = 0
    last: int = 0
    without_serial: int = 0
    id: int = 0


@dataclass(eq=False)
class Document:
    """A document. ``moved`` and ``flows`` are what posting it did; ``begun`` and ``seen``: when."""

    id: int
    kind: str
    warehouse: int
    to: int | None = None
    of: "Document | None" = None
    lines: list[Line] = field(default_factory=list)
    state: str = "draft"
    number: str = ""
    posted: int = 0
    begun: int = 0
    seen: dict[str, int] = field(default_factory=dict)
    moved: list["Unit"] = field(default_factory=list)
    lines_of_moved: list[Line] = field(default_factory=list)
    flows: Counter[Place] = field(default_factory=Counter)

    def on_it(self) -> list[str]:
        return [number for line in self.lines for number in line.serials]


@dataclass(eq=False)
class InForce:
    """What one document made of a unit."""

    document: Document
    line: Line | None
    product: int
    status: int
    warehouse: int | None
    at: int


@dataclass(eq=False)
class Unit:
    """A serial as the store knows it, with all that is in force on it."""

    number: str
    pile: list[InForce] = field(default_factory=list)
    moved_at: int = 0

    @property
    def status(self) -> int:
        return self.pile[-1].status if self.pile else UNKNOWN

    @property
    def state(self) -> tuple[int | None, int, int | None]:
        if not self.pile:
            return None, UNKNOWN, None
        top = self.pile[-1]
        return top.product, top.status, top.warehouse


class Model:
    """The shop."""

    def __init__(self) -> None:
        self.units: list[Unit] = []
        self.labels: dict[str, Unit] = {}  # every number a unit has or had, in capitals
        self.on_hand: Counter[Place] = Counter()
        self.flowed: Counter[Place] = Counter()  # when anything came or went last
        self.documents: list[Document] = []
        self.clock = 0

    # What is where

    def unit(self, label: str) -> Unit | None:
        return self.labels.get(label.upper())

    def status(self, label: str) -> int:
        unit = self.unit(label)
        return unit.status if unit else UNKNOWN

    def units_with(self, product: int, status: int, warehouse: int | None) -> list[Unit]:
        return [unit for unit in self.units if unit.state == (product, status, warehouse)]

    def identified(self, place: Place) -> int:
        return len(self.units_with(place[0], IN_STOCK, place[1]))

    def without_serial(self, place: Place) -> int:
        return self.on_hand[place] - self.identified(place)

    def on_the_way(self, line: Line) -> tuple[int, list[Unit]]:
        """The units of a dispatched line that have not arrived, and those with a serial."""
        assert line.document is not None
        if line.document.state != "posted":
            return 0, []
        taken = sum(
            other.units
            for document in self.documents
            if document.state == "posted" and document.kind in OF_TRANSFERS
            for other in document.lines
            if other.origin is line
        )
        moving = [u for u in self.units if u.status == IN_TRANSIT and u.pile[-1].line is line]
        return line.units - taken, moving

    # Entering

    def enter(self, document: Document, current: Line | None, entries: list[str]) -> list[str]:
        """Take the good entries, each to its line; the verdict on each."""
        in_list: set[str] = set()
        verdicts = []
        before = {number.upper() for number in document.on_it()}
        for entry in entries:
            unit = self.unit(entry)
            number = unit.number if unit else entry
            if entry.upper() in in_list:
                verdicts.append("DUPLICATE")
                continue
            in_list.add(entry.upper())
            if number.upper() in before:
                verdicts.append("ON_DOCUMENT")
                continue
            verdict, line = self.judge(document, current, entry)
            verdicts.append(verdict)
            if line is not None:
                before.add(number.upper())
                self._take(document, line, number)
        return verdicts

    def _take(self, document: Document, line: Line, number: str) -> None:
        if line not in document.lines:
            self.add_line(document, line)
        line.serials.append(number)
        line.units = max(line.units, len(line.serials))
        self.note(document, line)
        document.seen[number.upper()] = self.clock

    def note(self, document: Document, line: Line, again: bool = False) -> None:
        """A part of a line is counted, or all of it ``again``."""
        place = line.product, document.warehouse
        if again:
            line.book, line.first = (
                (self.on_hand[place], self.identified(place)),
                self.flowed[place],
            )
        line.last, line.without_serial = self.flowed[place], self.without_serial(place)

    def add_line(self, document: Document, line: Line) -> None:
        self.note(document, line, again=True)
        line.document = document
        document.lines.append(line)

    def judge(
        self, document: Document, current: Line | None, entry: str
    ) -> tuple[str, Line | None]:
        """The verdict on one entry, and the line it goes to where it is taken."""
        if document.kind == "count":
            return self._count_one(document, current, entry)
        of_kind, unit, status = RULES_OF[document.kind], self.unit(entry), self.status(entry)
        goods_in = of_kind is GOODS_IN
        if unit is None or status == UNKNOWN:
            if goods_in and current:
                return "NEW", current
            if document.kind == "sale" and current:
                free = self.without_serial((current.product, document.warehouse))
                free -= self._unknown_on(document, current.product)
                return ("NOT_SEEN", current) if free > 0 else ("NO_UNIT_WITHOUT_SERIAL", None)
            return ("NOT_SOLD" if document.kind == "sales_return" else "IS_UNKNOWN"), None
        assert goods_in <= (current is not None)
        product = unit.pile[-1].product
        if goods_in and current and product != current.product:
            return "OTHER_PRODUCT", None
        origin = self._origin(unit, of_kind.found_by)
        if document.of and (origin is None or origin.document is not document.of):
            return "NOT_SENT", None
        problem = self._refused(document, unit)
        if problem:
            return problem, None
        found = {SOLD: "SOLD", IN_STOCK: "IN_STOCK", IN_TRANSIT: "ARRIVES"}
        if goods_in:
            return "COMES_BACK", current
        return found[status], self._line_for(document, current, product, origin)

    def _line_for(
        self, document: Document, current: Line | None, product: int, origin: Line | None
    ) -> Line:
        ordered = sorted(document.lines, key=lambda line: line is not current)
        for line in ordered:
            if (line.product, line.origin) == (product, origin):
                return line
        return Line(product, 1, origin=origin)

    def _origin(self, unit: Unit, kind: str) -> Line | None:
        lines = [step.line for step in unit.pile if step.document.kind == kind]
        return lines[-1] if lines else None

    def _unknown_on(self, document: Document, product: int) -> int:
        numbers = [n for line in document.lines if line.product == product for n in line.serials]
        return sum(self.status(number) == UNKNOWN for number in numbers)

    def _refused(self, document: Document, unit: Unit | None) -> str | None:
        """What the kind says against a serial where it is now."""
        of_kind = RULES_OF[document.kind]
        status = unit.status if unit else UNKNOWN
        if status not in of_kind.takes:
            return "NOT_SOLD" if document.kind == "sales_return" else STATUS_CODES[status]
        somewhere = status in (IN_STOCK, IN_TRANSIT)
        if of_kind.here and unit and somewhere and unit.pile[-1].warehouse != document.warehouse:
            return "OTHER_WAREHOUSE"
        return None

    def _count_one(
        self, document: Document, current: Line | None, entry: str
    ) -> tuple[str, Line | None]:
        unit, status = self.unit(entry), self.status(entry)
        if unit is None or status == UNKNOWN:
            return ("NEW", current) if current else ("NO_LINE", None)
        here = unit.pile[-1].warehouse == document.warehouse
        found = {SOLD: "SOLD_HERE", RETURNED: "COMES_BACK", REMOVED: "COMES_BACK"}
        found |= {IN_STOCK: "FOUND" if here else "ELSEWHERE", IN_TRANSIT: "ELSEWHERE"}
        return found[status], self._line_for(document, current, unit.pile[-1].product, None)

    # Posting

    def problems_of(self, document: Document, decided: dict[str, bool]) -> set[str]:
        """Why the document cannot be posted now."""
        if document.kind == "count":
            return self._problems_of_count(document, decided)
        lines = [line for line in document.lines if line.units]
        found = set() if lines else {"NO_LINES"}
        of_kind = RULES_OF[document.kind]
        for line in lines:
            for number in line.serials:
                found |= self._problems_of_serial(document, line, self.unit(number))
            if of_kind.every_unit and line.units != len(line.serials):
                found.add("SERIALS_MISSING")
        if document.of:
            found |= self._problems_of_arrival(document, lines)
        elif of_kind.sign < 0:
            for product in {line.product for line in lines}:
                of_it = [line for line in lines if line.product == product]
                numbers = [number for line in of_it for number in line.serials]
                wanted = len(numbers) if of_kind.every_unit else sum(line.units for line in of_it)
                wanted -= sum(self.status(number) != UNKNOWN for number in numbers)
                if wanted > self.without_serial((product, document.warehouse)):
                    found.add("NOT_ENOUGH_WITHOUT_SERIAL")
        return found

    def _problems_of_serial(self, document: Document, line: Line, unit: Unit | None) -> set[str]:
        found = set()
        if unit and unit.pile and unit.pile[-1].product != line.product:
            found.add("OTHER_PRODUCT")
        else:
            found |= {self._refused(document, unit)} - {None}
        if document.of and unit and unit.status == IN_TRANSIT:
            moving = line.origin and self.on_the_way(line.origin)[1]
            if unit not in (moving or ()):
                found.add("NOT_SENT")
        return {name for name in found if name}

    def _problems_of_arrival(self, document: Document, lines: list[Line]) -> set[str]:
        found = set()
        if document.of and document.of.state != "posted":
            found.add("ORIGIN_VOID")
        for origin in {line.origin for line in lines}:
            assert origin is not None
            units = sum(line.units for line in lines if line.origin is origin)
            serials = sum(len(line.serials) for line in lines if line.origin is origin)
            left, moving = self.on_the_way(origin)
            if units > left:
                found.add("MORE_THAN_SENT")
            elif units - serials > left - len(moving):
                found.add("MORE_WITHOUT_SERIAL_THAN_SENT")
        return found

    def post(self, document: Document, decided: dict[str, bool]) -> None:
        document.lines = [line for line in document.lines if line.units or not document.of]
        if document.kind == "count":
            taken, flows = self._effect_of_count(document, decided)
        else:
            of_kind = RULES_OF[document.kind]
            places = {IN_STOCK: document.warehouse, IN_TRANSIT: document.to}
            place = places.get(of_kind.becomes)
            taken = [
                (number, line, of_kind.becomes, place)
                for line in document.lines
                for number in line.serials
            ]
            flows = Counter()
            for line in document.lines:
                flows[line.product, document.warehouse] += of_kind.sign * line.units
        self.carry_out(document, taken, flows)

    def carry_out(
        self,
        document: Document,
        taken: list[tuple[str, Line, int, int | None]],
        flows: Counter[Place],
    ) -> None:
        """Let a document move units and quantities, and be in force."""
        self.clock += 1
        for number, line, status, place in taken:
            unit = self.unit(number)
            if unit is None:
                unit = self.labels[number.upper()] = Unit(number)
                self.units.append(unit)
            unit.pile.append(InForce(document, line, line.product, status, place, self.clock))
            unit.moved_at = self.clock
            document.moved.append(unit)
            document.lines_of_moved.append(line)
        document.flows = flows = Counter({place: flow for place, flow in flows.items() if flow})
        self.on_hand.update(flows)
        for place in flows:
            self.flowed[place] = self.clock
        document.state, document.posted = "posted", self.clock

    # Counts

    def group(self, document: Document, number: str) -> str:
        """What a counted serial is by now."""
        unit, status = self.unit(number), self.status(number)
        if unit and status == IN_STOCK and unit.pile[-1].warehouse == document.warehouse:
            return "FOUND"
        if unit and unit.moved_at > document.seen[number.upper()]:
            return "MOVED"
        groups = {UNKNOWN: "NEW", SOLD: "SOLD_HERE", RETURNED: "COMES_BACK", REMOVED: "COMES_BACK"}
        return groups.get(status, "ELSEWHERE")

    def missing(self, document: Document, product: int) -> list[Unit]:
        """What should be there since before the count began, and was not scanned."""
        if not any(line.serials for line in document.lines if line.product == product):
            return []
        scanned = [self.unit(number) for number in document.on_it()]
        return [
            unit
            for unit in self.units_with(product, IN_STOCK, document.warehouse)
            if unit not in scanned and unit.moved_at <= document.begun
        ]

    def difference(self, document: Document, product: int) -> int:
        """How many units without a serial there are more than by the books."""
        lines = [line for line in document.lines if line.product == product]
        numbers = [number for line in lines for number in line.serials]
        counted, (on_hand, identified) = sum(line.units for line in lines), lines[0].book
        if not numbers:
            return counted - on_hand
        sold_without_serial = self._sold_without_serial(document, numbers)
        return counted - len(numbers) + sold_without_serial - (on_hand - identified)

    def _sold_without_serial(self, document: Document, numbers: list[str]) -> int:
        """How many nobody knew when they were counted, and were sold since."""
        found = 0
        for number in numbers:
            unit = self.unit(number)
            first = unit.pile[0] if unit and unit.pile else None
            if first and first.at > document.seen[number.upper()] and first.status == SOLD:
                found += 1
        return found

    def moved_between(self, document: Document, product: int) -> bool:
        """Some came or went between two parts of it, and no serial says which."""
        lines = [line for line in document.lines if line.product == product]
        if min(line.first for line in lines) == max(line.last for line in lines):
            return False
        numbers = [number for line in lines for number in line.serials]
        latest = max(lines, key=lambda line: (line.last, line.id))
        gone = lines[0].book[0] - lines[0].book[1] - latest.without_serial
        return not numbers or not 0 <= gone <= self._sold_without_serial(document, numbers)

    def _effect_of_count(
        self, document: Document, decided: dict[str, bool]
    ) -> tuple[list[tuple[str, Line, int, int | None]], Counter[Place]]:
        taken: list[tuple[str, Line, int, int | None]] = []
        flows: Counter[Place] = Counter()
        for product in {line.product for line in document.lines}:
            lines, place = (
                [li for li in document.lines if li.product == product],
                document.warehouse,
            )
            for group in ("NEW", "COMES_BACK", "SOLD_HERE"):
                for line in lines if decided[group] else []:
                    for number in line.serials:
                        if self.group(document, number) == group:
                            taken.append((number, line, IN_STOCK, place))
                            flows[product, place] += 1
            if decided["MISSING"]:
                for unit in self.missing(document, product):
                    taken.append((unit.number, lines[0], REMOVED, None))
                    flows[product, place] -= 1
            if decided["QUANTITY"]:
                flows[product, place] += self.difference(document, product)
        return taken, flows

    def _problems_of_count(self, document: Document, decided: dict[str, bool]) -> set[str]:
        taken, flows = self._effect_of_count(document, decided)
        found = set()
        for line in document.lines:
            units = [self.unit(number) for number in line.serials]
            if any(u and u.pile and u.pile[-1].product != line.product for u in units):
                found.add("OTHER_PRODUCT")
        for product in {line.product for line in document.lines}:
            place = product, document.warehouse
            if self.moved_between(document, product):
                found.add("COUNT_MOVED")
            steps = [status for _, line, status, _ in taken if line.product == product]
            identified = self.identified(place) + steps.count(IN_STOCK) - steps.count(REMOVED)
            if self.on_hand[place] + flows[place] >= identified:
                continue
            by_serials = any(line.serials for line in document.lines if line.product == product)
            short = identified and not by_serials
            found.add("COUNT_SHORT" if short else "COUNT_BREAKS_STOCK")
        return found

    # Voiding

    def blockers(self, document: Document) -> dict[Document, int]:
        """The later documents in force on its serials, or made of it, with how many they hold."""
        later: Counter[Document] = Counter()
        for unit in self.units:
            documents = [step.document for step in unit.pile]
            if document in documents:
                later.update(documents[documents.index(document) + 1 :])
        made_of_it = [p for p in self.documents if p.state == "posted" and p.of is document]
        return {other: later[other] for other in (*later, *made_of_it)}

    def chain(self, document: Document) -> list[Document]:
        """It and all that must be void before it, newest first."""
        found, waiting = {document}, [document]
        while waiting:
            new = set(self.blockers(waiting.pop())) - found
            found |= new
            waiting += new
        return sorted(found, key=lambda other: -other.posted)

    def try_void(self, document: Document) -> set[str]:
        """Void a document; or say what stands against it, and nothing has happened."""
        blockers = self.blockers(document)
        if blockers:
            return {"BLOCKED" if count else "BLOCKED_BY_QUANTITY" for count in blockers.values()}
        undo = self._void(document)
        broken = [place for place in self._touched(document) if self.without_serial(place) < 0]
        if broken:
            undo()
            return {"VOID_BREAKS_STOCK"}
        return set()

    def try_void_chain(self, chain: list[Document]) -> set[str]:
        """Void all of a chain in its order; or say what stands against the first that cannot."""
        undos: list[Callable[[], None]] = []
        for document in chain:
            undos.append(self._void(document))
            if any(self.without_serial(place) < 0 for place in self._touched(document)):
                for undo in reversed(undos):
                    undo()
                return {"VOID_BREAKS_STOCK"}
        return set()

    def _touched(self, document: Document) -> set[Place]:
        products = {product for product, _ in self.on_hand}
        warehouses = {warehouse for _, warehouse in self.on_hand}
        return {(product, warehouse) for product in products for warehouse in warehouses}

    def _void(self, document: Document) -> Callable[[], None]:
        """Void a document that nothing blocks; returns what takes that back."""
        before = [unit.moved_at for unit in document.moved]
        tops = [unit.pile.pop() for unit in document.moved]
        assert all(top.document is document for top in tops)
        self.on_hand.subtract(document.flows)
        self.clock += 1
        for unit in document.moved:
            unit.moved_at = self.clock
        flowed = self.flowed.copy()
        for place in document.flows:
            self.flowed[place] = self.clock
        document.state = "voided"

        def undo() -> None:
            self.flowed = flowed
            for unit, top, moved_at in zip(document.moved, tops, before, strict=True):
                unit.pile.append(top)
                unit.moved_at = moved_at
            self.on_hand.update(document.flows)
            document.state = "posted"

        return undo

    # Corrections

    def problem_of_correction(self, wrong: str, right: str) -> str | None:
        unit, other = self.unit(wrong), self.unit(right)
        if unit is None:
            return "IS_UNKNOWN"
        if unit.number == right:
            return "SAME_NUMBER"
        if other in (None, unit):
            return None
        assert other is not None
        return "NUMBER_TAKEN" if other.number.upper() == right.upper() else "CODE_IS_CORRECTED"

    def correct(self, wrong: str, right: str) -> None:
        """The unit has its right number, on every draft too, and the wrong one still finds it."""
        unit = self.labels[wrong.upper()]
        wrong, unit.number = unit.number.upper(), right
        self.labels[right.upper()] = unit
        for document in self.documents:
            if document.state == "draft":
                _correct_on(document, wrong, right)


def _correct_on(document: Document, wrong: str, right: str) -> None:
    there = {number.upper() for number in document.on_it()}
    for line in document.lines:
        if wrong != right.upper() and right.upper() in there:
            line.serials = [number for number in line.serials if number.upper() != wrong]
        line.serials = [right if number.upper() == wrong else number for number in line.serials]
    if wrong in document.seen and right.upper() not in there:
        document.seen[right.upper()] = document.seen[wrong]
