"""The life of serials: anything that can happen in a shop, in any order, against a simple model.

The model below knows nothing of the program: a serial is the pile of the papers in force on it, a
void takes the topmost away. After every step the store must say the same, and its ledgers, played
back from the beginning, must lead to it. To add a kind: a row in ``RULES_OF``; to add another way
of moving serials (a count, a transfer): a ``@rule`` of its own that ends in ``_post``.
"""

import uuid
from collections import Counter, defaultdict
from dataclasses import dataclass, field
from typing import NamedTuple

import pytest
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import (
    Bundle,
    RuleBasedStateMachine,
    invariant,
    multiple,
    precondition,
    rule,
    run_state_machine_as_test,
)

from app.domain.problems import Refused
from tests.shop import Shop, said

UNKNOWN, IN_STOCK, SOLD, RETURNED, REMOVED = 0, 1, 2, 3, 4


class Rules(NamedTuple):
    """What a kind may do: from which statuses, to which, and the sign of its quantity."""

    takes: frozenset[int]
    becomes: int
    sign: int
    every_unit: bool  # a serial for each


GOODS_IN = Rules(frozenset({UNKNOWN, SOLD, RETURNED, REMOVED}), IN_STOCK, +1, False)
RULES_OF = {
    "opening": GOODS_IN,
    "purchase": GOODS_IN,
    "sale": Rules(frozenset({UNKNOWN, IN_STOCK}), SOLD, -1, True),
    "sales_return": Rules(frozenset({SOLD}), IN_STOCK, +1, True),
    "purchase_return": Rules(frozenset({IN_STOCK}), RETURNED, -1, False),
}
WRONG_STATUS = {
    UNKNOWN: "IS_UNKNOWN",
    IN_STOCK: "IS_IN_STOCK",
    SOLD: "IS_SOLD",
    RETURNED: "IS_RETURNED",
}
TAKEN_IN = {UNKNOWN: "NEW", SOLD: "COMES_BACK", RETURNED: "COMES_BACK"}
TAKEN_OUT = {UNKNOWN: "UNIDENTIFIED", IN_STOCK: "IN_STOCK"}
TAKEN = {*TAKEN_IN.values(), *TAKEN_OUT.values(), "SOLD"}


@dataclass(eq=False)
class Paper:
    """A document of one line, as the model keeps it."""

    id: int
    line: int
    kind: str
    product: int
    warehouse: int
    units: int
    serials: list[str] = field(default_factory=list)  # as they were entered
    state: str = "draft"
    number: str = ""


class InForce(NamedTuple):
    """What one paper made of a serial."""

    paper: Paper
    status: int
    product: int
    warehouse: int | None


class Model:
    """The shop, as simply as can be."""

    def __init__(self) -> None:
        self.pile: dict[str, list[InForce]] = defaultdict(list)
        self.spelled: dict[str, str] = {}
        self.on_hand: Counter[tuple[int, int]] = Counter()

    def top(self, number: str) -> InForce | None:
        pile = self.pile[number.upper()]
        return pile[-1] if pile else None

    def status(self, number: str) -> int:
        top = self.top(number)
        return top.status if top else UNKNOWN

    def identified(self, product: int, warehouse: int) -> int:
        tops = (pile[-1] for pile in self.pile.values() if pile)
        return sum(top[1:] == (IN_STOCK, product, warehouse) for top in tops)

    def unidentified(self, product: int, warehouse: int) -> int:
        return self.on_hand[product, warehouse] - self.identified(product, warehouse)

    def problem_with(self, paper: Paper, number: str) -> str | None:
        """What stands against this serial on this paper, but for the count of unknown ones."""
        top = self.top(number)
        if top is not None and top.product != paper.product:
            return "OTHER_PRODUCT"
        if self.status(number) not in RULES_OF[paper.kind].takes:
            never_sold = paper.kind == "sales_return"
            return "NOT_SOLD" if never_sold else WRONG_STATUS[self.status(number)]
        if top is not None and top.status == IN_STOCK and top.warehouse != paper.warehouse:
            return "OTHER_WAREHOUSE"
        return None

    def unknown_on(self, paper: Paper) -> int:
        return sum(self.status(number) == UNKNOWN for number in paper.serials)

    def may_take(self, paper: Paper, entry: str) -> bool:
        return self._verdict(paper, entry, set(), set()) in TAKEN

    def enter(self, paper: Paper, entries: list[str]) -> list[str]:
        """Take the good entries; the verdict on each."""
        verdicts: list[str] = []
        in_list: set[str] = set()
        before = {number.upper() for number in paper.serials}
        for entry in entries:
            verdict = self._verdict(paper, entry, in_list, before)
            in_list.add(entry.upper())
            verdicts.append(verdict)
            if verdict in TAKEN:
                paper.serials.append(self.spelled.get(entry.upper(), entry))
        paper.units = max(paper.units, len(paper.serials))
        return verdicts

    def _verdict(self, paper: Paper, entry: str, in_list: set[str], before: set[str]) -> str:
        if entry.upper() in in_list:
            return "DUPLICATE"
        if entry.upper() in before:
            return "ON_DOCUMENT"
        problem = self.problem_with(paper, entry)
        if problem:
            return problem
        status = self.status(entry)
        if paper.kind == "sales_return":
            return "SOLD"
        if RULES_OF[paper.kind].sign > 0:
            return TAKEN_IN[status]
        free = self.unidentified(paper.product, paper.warehouse) - self.unknown_on(paper)
        return "NO_UNIDENTIFIED" if status == UNKNOWN and free < 1 else TAKEN_OUT[status]

    def problems_of(self, paper: Paper) -> set[str]:
        """Why the paper cannot be posted now."""
        found = {self.problem_with(paper, number) for number in paper.serials} - {None}
        rules = RULES_OF[paper.kind]
        if rules.every_unit and paper.units != len(paper.serials):
            found.add("SERIALS_MISSING")
        nameless = self.unknown_on(paper)  # missing ones have a problem of their own
        if not rules.every_unit:
            nameless += paper.units - len(paper.serials)
        if rules.sign < 0 and nameless > self.unidentified(paper.product, paper.warehouse):
            found.add("NOT_ENOUGH_UNIDENTIFIED")
        return {name for name in found if name}

    def post(self, paper: Paper) -> None:
        rules = RULES_OF[paper.kind]
        place = paper.warehouse if rules.becomes == IN_STOCK else None
        for number in paper.serials:
            self.spelled.setdefault(number.upper(), number)
            self.pile[number.upper()].append(InForce(paper, rules.becomes, paper.product, place))
        self.on_hand[paper.product, paper.warehouse] += rules.sign * paper.units
        paper.state = "posted"

    def blockers(self, paper: Paper) -> dict[int, int]:
        """The later papers in force on its serials, with how many of them each holds."""
        later: Counter[int] = Counter()
        for pile in self.pile.values():
            papers = [in_force.paper for in_force in pile]
            if paper in papers:
                later.update(other.id for other in papers[papers.index(paper) + 1 :])
        return dict(later)

    def problems_of_void(self, paper: Paper) -> set[str]:
        if self.blockers(paper):
            return {"BLOCKED"}
        left = self.unidentified(paper.product, paper.warehouse)
        nameless = paper.units - len(paper.serials)
        short = RULES_OF[paper.kind].sign > 0 and nameless > left
        return {"VOID_BREAKS_STOCK"} if short else set()

    def void(self, paper: Paper) -> None:
        for number in paper.serials:
            assert self.pile[number.upper()].pop().paper is paper
        self.on_hand[paper.product, paper.warehouse] -= RULES_OF[paper.kind].sign * paper.units
        paper.state = "voided"


SERIALS = ["A1", "B2", "C3", "D4", "E5"]
LISTS = st.lists(st.sampled_from([*SERIALS, "a1", "e5"]), max_size=4)
# (camera instead of phone, Branch instead of Main): mostly phones in Main, where serials meet.
PLACES = [(0, 0), (0, 0), (0, 0), (0, 1), (1, 0), (1, 1)]


class LifeOfSerials(RuleBasedStateMachine):
    """Two tracked products, two warehouses, five serials in either spelling."""

    papers = Bundle("papers")

    def __init__(self, shop: Shop) -> None:
        super().__init__()
        self.shop = shop
        self.model = Model()
        self.numbers: dict[str, list[str]] = defaultdict(list)
        self.known: list[Paper] = []

    def teardown(self) -> None:
        self.shop.close()
        self.shop.path.unlink()

    @rule(
        target=papers,
        kind=st.sampled_from(sorted(RULES_OF)),
        place=st.sampled_from(PLACES),
        units=st.integers(1, 3),
        entries=LISTS,
    )
    def write(self, kind, place, units, entries):
        """A draft with one line and any list of serials."""
        paper = self._paper(kind, place, units)
        self._enter(paper, entries)
        return multiple(paper)

    @rule(
        target=papers,
        kind=st.sampled_from(sorted(RULES_OF)),
        units=st.integers(1, 3),
        data=st.data(),
    )
    def work(self, kind, units, data):
        """A paper as a good day brings it: serials that it may take, where it may, and posted."""
        fitting = {place: self._fitting(kind, place) for place in PLACES}
        possible = [place for place in PLACES if fitting[place]]
        if not possible:
            return multiple()
        place = data.draw(st.sampled_from(possible))
        wanted = st.lists(st.sampled_from(fitting[place]), min_size=1, max_size=3, unique=True)
        paper = self._paper(kind, place, units)
        self._enter(paper, data.draw(wanted))
        self._post(paper)
        return multiple(paper)

    def _fitting(self, kind, place):
        paper = Paper(0, 0, kind, *self._at(place), 1)
        return [number for number in SERIALS if self.model.may_take(paper, number)]

    @rule(paper=papers, entries=LISTS)
    def enter(self, paper, entries):
        """More serials for a draft."""
        if paper.state == "draft":
            self._enter(paper, entries)
        else:
            self._is_refused({"NOT_A_DRAFT"}, self.shop.judge, paper.id, paper.line, *entries)

    @rule(paper=papers)
    def post(self, paper):
        """A draft, perhaps after the world has changed; or again what is posted already."""
        if paper.state == "posted":
            assert self.shop.post(paper.id) == paper.number
        elif paper.state == "voided":
            self._is_refused({"NOT_A_DRAFT"}, self.shop.post, paper.id)
        else:
            self._post(paper)

    @rule(paper=papers)
    def void(self, paper):
        """The void of any paper."""
        self._void(paper)

    @precondition(lambda self: any(paper.state == "posted" for paper in self.known))
    @rule(data=st.data())
    def void_posted(self, data):
        """The void of a posted one, late or early."""
        posted = [paper for paper in self.known if paper.state == "posted"]
        self._void(data.draw(st.sampled_from(posted[::-1])))

    def _void(self, paper):
        if paper.state != "posted":
            word = "NOT_POSTED" if paper.state == "draft" else "ALREADY_VOID"
            self._is_refused({word}, self.shop.void, paper.id)
            return
        problems = self.model.problems_of_void(paper)
        if not problems:
            self.shop.void(paper.id)
            self.model.void(paper)
            return
        refused = self._is_refused(problems, self.shop.void, paper.id)
        if problems == {"BLOCKED"}:
            blockers = {p.values["document"]: p.values["count"] for p in refused}
            assert blockers == self.model.blockers(paper)

    def _at(self, place):
        camera, branch = place
        has = self.shop.has
        return (has.phone, has.camera)[camera], (has.main, has.branch)[branch]

    def _paper(self, kind, place, units):
        product, warehouse = self._at(place)
        if RULES_OF[kind].every_unit:
            units = 1  # what the serials need beyond it comes with them
        id = self.shop.draft(kind, warehouse)
        line = self.shop.line(id, product=product, units=units)
        self.known.append(paper := Paper(id, line, kind, product, warehouse, units))
        return paper

    def _enter(self, paper, entries):
        verdicts = self.model.enter(paper, entries)
        assert said(self.shop.judge(paper.id, paper.line, *entries)) == verdicts

    def _post(self, paper):
        problems = self.model.problems_of(paper)
        if problems:
            self._is_refused(problems, self.shop.post, paper.id)
            return
        paper.number = self.shop.post(paper.id)
        self.numbers[paper.kind].append(paper.number)
        self.model.post(paper)

    def _is_refused(self, expected, action, *values):
        with pytest.raises(Refused) as caught:
            action(*values)
        problems = caught.value.problems
        assert {problem.code.name for problem in problems} == expected
        return problems

    @invariant()
    def the_serials_are_where_the_model_says(self):
        of_model = {
            self.model.spelled[key]: (
                (pile[-1].product, pile[-1].status, pile[-1].warehouse) if pile else (UNKNOWN, None)
            )
            for key, pile in self.model.pile.items()
            if key in self.model.spelled
        }
        of_store = {
            number: (product, status, warehouse) if status else (status, warehouse)
            for number, product, status, warehouse in self.shop.rows(
                "SELECT number, product_id, status, warehouse_id FROM serial"
            )
        }
        assert of_store == of_model

    @invariant()
    def the_stock_is_what_the_model_says(self):
        places = [
            (product, warehouse)
            for product in (self.shop.has.phone, self.shop.has.camera)
            for warehouse in (self.shop.has.main, self.shop.has.branch)
        ]
        for place in places:
            on_hand, identified = self.shop.stock(*place)
            assert (on_hand, identified) == (
                self.model.on_hand[place],
                self.model.identified(*place),
            )
            assert on_hand >= identified  # L2

    @invariant()
    def the_totals_count_the_serials(self):
        counted = self.shop.rows(
            "SELECT product_id, status, count(*) FROM serial WHERE status NOT IN (0, 1)"
            " GROUP BY product_id, status"
        )
        kept = self.shop.rows("SELECT * FROM serial_count WHERE count <> 0")
        assert sorted(kept) == sorted(counted)

    @invariant()
    def the_ledgers_played_back_lead_to_what_is(self):
        pile: dict[int, list[tuple[int, int, int | None]]] = defaultdict(list)
        last: dict[int, int] = {}
        for row in self.shop.rows(
            "SELECT id, serial_id, from_status, from_warehouse_id, to_status, to_warehouse_id,"
            " prev_id, reverses_id FROM serial_movement ORDER BY id"
        ):
            id, serial, from_status, from_warehouse, to_status, to_warehouse, before, undoes = row
            now = pile[serial][-1][1:] if pile[serial] else (UNKNOWN, None)
            assert (from_status, from_warehouse) == now
            assert before == last.get(serial)
            last[serial] = id
            if undoes is None:
                pile[serial].append((id, to_status, to_warehouse))
            else:
                assert pile[serial].pop()[0] == undoes
                now = pile[serial][-1][1:] if pile[serial] else (UNKNOWN, None)
                assert (to_status, to_warehouse) == now
        led_to = {
            serial: (last[serial], *(steps[-1] if steps else (None, UNKNOWN, None)))
            for serial, steps in pile.items()
        }
        is_now = {
            row[0]: row[1:]
            for row in self.shop.rows(
                "SELECT id, last_movement_id, current_movement_id, status, warehouse_id FROM serial"
            )
        }
        assert is_now == led_to
        flows = self.shop.rows(
            "SELECT product_id, warehouse_id, sum(quantity) FROM stock_movement GROUP BY 1, 2"
        )
        stock = self.shop.rows("SELECT product_id, warehouse_id, on_hand FROM stock")
        assert sorted(flows) == sorted(stock)

    @invariant()
    def the_drafts_hold_what_was_taken(self):
        for paper in self.known:
            if paper.state == "draft":
                assert self.shop.serials_on(paper.id) == paper.serials
                assert self.shop.quantities(paper.id) == [paper.units]

    @invariant()
    def the_numbers_have_no_gaps(self):
        for numbers in self.numbers.values():
            assert [int(number[-6:]) for number in numbers] == list(range(1, len(numbers) + 1))


@pytest.mark.rule("F3", "F4", "L1", "L2", "L3", "L4", "V1", "V3", "D3", "D5", "D6", "D8")
def test_the_life_of_serials(template, tmp_path):
    run_state_machine_as_test(
        lambda: LifeOfSerials(
            Shop.opened(template, template.copy_to(tmp_path / f"{uuid.uuid4()}.sdk"))
        ),
        settings=settings(
            max_examples=150,
            stateful_step_count=40,
            suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large],
        ),
    )
