"""The life of serials: anything that can happen in a shop, in any order, against a simple model.

After every step the store must say what the model says, and its ledgers, played back from the
beginning, must lead to it. To add a kind: a row in ``shop_model.RULES_OF``; to add another way of
moving serials: a ``@rule`` of its own.
"""

import uuid
from collections import Counter, defaultdict

import pytest
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import (
    RuleBasedStateMachine,
    initialize,
    invariant,
    precondition,
    rule,
    run_state_machine_as_test,
)

from app.domain.problems import Refused
from app.services import settings as choices
from app.services.documents import copying
from app.services.documents.effects import transfers
from tests.services.shop_model import (
    GROUPS,
    IN_STOCK,
    OF_TRANSFERS,
    REMOVED,
    RULES_OF,
    STATUS_CODES,
    UNKNOWN,
    Document,
    Line,
    Model,
)
from tests.shop import Shop, said

SERIALS = ["A1", "B2", "C3", "D4", "E5"]
LISTS = st.lists(st.sampled_from([*SERIALS, "a1", "e5", "R6", "R7"]), max_size=4)
BEGUN = sorted({*RULES_OF, "count"} - {*OF_TRANSFERS})
# (camera instead of phone, Branch instead of Main): mostly phones in Main, where serials meet.
PLACES = [(0, 0), (0, 0), (0, 0), (0, 1), (1, 0), (1, 1)]
DECIDED = st.fixed_dictionaries({group: st.booleans() for group in GROUPS})


def has(*states, of=None):
    """A rule only for when there is a document in one of these states, of one of these kinds."""
    return precondition(lambda self: bool(self.documents(states, of)))


class LifeOfSerials(RuleBasedStateMachine):
    """Two tracked products, two warehouses, five serials in either spelling, two to correct to."""

    def __init__(self, shop: Shop) -> None:
        super().__init__()
        self.shop = shop
        self.model = Model()
        self.numbers: dict[str, list[str]] = defaultdict(list)

    def teardown(self) -> None:
        self.shop.close()
        self.shop.path.unlink()

    def documents(self, states, of=None):
        """The newest first: what Hypothesis tries first is where most can happen."""
        found = [p for p in self.model.documents if p.state in states and (not of or p.kind in of)]
        return found[::-1]

    def one(self, data, states, of=None):
        return data.draw(st.sampled_from(self.documents(states, of)))

    # Writing

    @initialize(
        wanted=st.lists(st.sampled_from(SERIALS), min_size=1, unique=True), more=st.integers(0, 3)
    )
    def open_the_shop(self, wanted, more):
        """Goods come first."""
        document = self._document("opening", PLACES[0], len(wanted) + more)
        self._enter(document, document.lines[0], wanted)
        self._post(document, {})

    @rule(
        kind=st.sampled_from(BEGUN),
        place=st.sampled_from(PLACES),
        units=st.integers(1, 3),
        entries=LISTS,
    )
    def write(self, kind, place, units, entries):
        """A draft with one line and any list of serials."""
        document = self._document(kind, place, units)
        self._enter(document, document.lines[0] if document.lines else None, entries)

    @rule(units=st.integers(1, 3), data=st.data())
    def bring_in(self, units, data):
        """Goods come in, as on a good day: posted at once."""
        self._work(["opening", "purchase"], units, data)

    @rule(units=st.integers(1, 3), data=st.data())
    def sell(self, units, data):
        """Goods are sold."""
        self._work(["sale"], units, data)

    @rule(units=st.integers(1, 3), data=st.data())
    def give_back(self, units, data):
        """Goods come back from customers, or go back to suppliers."""
        self._work(["sales_return", "sales_return", "purchase_return"], units, data)

    @rule(
        units=st.integers(1, 3),
        onwards=st.sampled_from([None, *OF_TRANSFERS]),
        extra=st.integers(0, 1),
        data=st.data(),
    )
    def send(self, units, onwards, extra, data):
        """Goods are sent to the other warehouse, and perhaps something becomes of them."""
        document = self._work(["transfer"], units, data)
        if onwards and document and document.state == "posted":
            self._arrive(document, onwards, extra, None)

    @rule(units=st.integers(1, 3), decided=DECIDED, data=st.data())
    def count(self, units, decided, data):
        """A shelf is counted in one go."""
        self._work(["count"], units, data, decided)

    def _work(self, kinds, units, data, decided=None):
        """A document with serials that it may take, where there are any."""
        possible = [
            (kind, place, fitting)
            for kind in kinds
            for place in PLACES
            if (fitting := self._fitting(kind, place))
        ]
        if possible:
            kind, place, fitting = data.draw(st.sampled_from(possible))
            wanted = st.lists(st.sampled_from(fitting), min_size=1, max_size=3, unique=True)
            document = self._document(kind, place, units)
            self._enter(document, document.lines[0] if document.lines else None, data.draw(wanted))
            self._post(document, decided or {})
            return document
        return None

    def _fitting(self, kind, place):
        product, warehouse = self._at(place)
        line = None if kind in RULES_OF and RULES_OF[kind].found_by else Line(product, 1)
        document = Document(0, kind, warehouse, lines=[line] if line else [])
        return [n for n in SERIALS if self.model.judge(document, line, n)[1] is not None]

    @has("posted", of=["transfer"])
    @rule(
        data=st.data(),
        kind=st.sampled_from(OF_TRANSFERS),
        extra=st.integers(0, 2),
        entries=st.none() | LISTS,
    )
    def arrive(self, data, kind, extra, entries):
        """A part of a transfer is received, goes back or is lost, now or later."""
        self._arrive(self.one(data, ["posted"], ["transfer"]), kind, extra, entries)

    def _arrive(self, transfer, kind, extra, entries):
        """With any ``entries``, as a draft; or with every other serial on the way, at once."""
        left = [line for line in transfer.lines if self.model.on_the_way(line)[0]]
        begin = (self.shop.session, transfer.id, kind)
        if not left:
            self._is_refused({"NOTHING_LEFT"}, transfers.begin, *begin)
            return
        here, there = transfer.warehouse, transfer.to
        if kind == "transfer_receipt":
            here, there = there, None
        document = Document(
            transfers.begin(*begin), kind, here, there, transfer, begun=self.model.clock
        )
        for line in left:
            self.model.add_line(document, Line(line.product, 0, origin=line))
        self._know(document)
        moving = [unit.number for line in left for unit in self.model.on_the_way(line)[1]]
        self._enter(document, None, moving[::2] if entries is None else entries)
        if extra:
            line = document.lines[0]
            line.units = len(line.serials) + extra
            self.shop.set_quantity(document.id, line.id, line.units)
        if entries is None:
            self._post(document, {})

    @has("draft")
    @rule(data=st.data(), entries=LISTS)
    def enter(self, data, entries):
        """More serials for a draft, at any of its lines or none."""
        document = self.one(data, ["draft"])
        goods_in = document.kind in ("opening", "purchase")
        lines = document.lines if goods_in else [*document.lines, None]
        self._enter(document, data.draw(st.sampled_from(lines)), entries)

    @has("draft", of=["count"])
    @rule(data=st.data(), more=st.integers(0, 2))
    def count_again(self, data, more):
        """A quantity is counted: against the books of the moment."""
        document = self.one(data, ["draft"], ["count"])
        line = data.draw(st.sampled_from(document.lines))
        line.units = len(line.serials) + more
        self.model.note(document, line, again=True)
        self.shop.set_quantity(document.id, line.id, line.units)

    @rule(place=st.sampled_from(PLACES), units=st.integers(1, 3), decided=DECIDED, data=st.data())
    def count_in_parts(self, place, units, decided, data):
        """While a shelf is counted, goods come or go; then one unit more is scanned."""
        document = self._document("count", place, units)
        self._work(["purchase", "sale", "transfer"], units, data)
        (line,) = document.lines
        sku = "CAM-7" if line.product == self.shop.has.camera else "PHONE-1"
        assert self.shop.scan(document.id, sku).problem is None
        line.units += 1
        self.model.note(document, line)
        self._post(document, decided)

    # Posting and voiding

    @has("draft")
    @rule(data=st.data(), decided=DECIDED, sensible=st.integers(0, 9))
    def post(self, data, decided, sensible):
        """A draft, perhaps after the world has changed; once in a while what is no draft."""
        document = self.one(data, ["draft"] if sensible else ["draft", "posted", "voided"])
        if document.state == "posted":
            assert self.shop.post(document.id) == document.number
        elif document.state == "voided":
            self._is_refused({"NOT_A_DRAFT"}, self.shop.post, document.id)
        else:
            self._post(document, decided)

    @has("posted")
    @rule(data=st.data(), how=st.sampled_from(["one", "one", "chain", "copy", "any"]))
    def void(self, data, how):
        """A posted document is voided, late or early; or all its chain; or it is written again."""
        if how == "any":
            self._void(self.one(data, ["draft", "posted", "voided"]))
        elif how == "copy":
            if self.documents(["posted"], [*RULES_OF, "count"]):
                self._void_and_copy(self.one(data, ["posted"], [*RULES_OF, "count"]))
        else:
            document = self.one(data, ["posted"])
            (self._void_chain if how == "chain" else self._void)(document)

    def _void_chain(self, document):
        chain = self.model.chain(document)
        problems = self.model.try_void_chain(chain)
        if problems:
            self._is_refused(problems, self.shop.void_chain, document.id)
        else:
            assert self.shop.void_chain(document.id) == [link.id for link in chain]

    def _void(self, document):
        if document.state != "posted":
            word = "NOT_POSTED" if document.state == "draft" else "ALREADY_VOID"
            self._is_refused({word}, self.shop.void, document.id)
            return
        problems = self.model.try_void(document)
        if not problems:
            self.shop.void(document.id)
            return
        refused = self._is_refused(problems, self.shop.void, document.id)
        if "VOID_BREAKS_STOCK" not in problems:
            blockers = {p.values["document"]: p.values["count"] for p in refused}
            expected = self.model.blockers(document).items()
            assert blockers == {other.id: count for other, count in expected}

    def _void_and_copy(self, old):
        arguments = (self.shop.session, old.id, "typed wrongly")
        problems = self.model.try_void(old)
        if problems:
            self._is_refused(problems, copying.void_and_copy, *arguments)
            return
        id = copying.void_and_copy(*arguments)
        document = Document(id, old.kind, old.warehouse, old.to, old.of, begun=self.model.clock)
        for line in old.lines:
            numbers = line.serials
            if old.kind != "count":
                numbers = [unit.number for unit in old.moved if self._line_of(old, unit) is line]
            copied = Line(line.product, line.units, list(numbers), line.origin)
            self.model.add_line(document, copied)
            document.seen |= dict.fromkeys([n.upper() for n in numbers], self.model.clock)
        self._know(document)

    @staticmethod
    def _line_of(document, unit):
        return document.lines_of_moved[document.moved.index(unit)]

    # Adjusting, releasing, correcting

    @rule(
        place=st.sampled_from(PLACES),
        add=st.lists(st.sampled_from(SERIALS), max_size=3, unique=True),
        take=st.lists(st.sampled_from(SERIALS), max_size=3, unique=True),
        more=st.none() | st.integers(-1, 2),
        good=st.integers(0, 3),
    )
    def adjust(self, place, add, take, more, good):
        """Edit inventory: add, take away, set the quantity; often only what can be."""
        place = self._at(place)
        if good:
            add = [n for n in add if not self._not_added(place, n)]
            take = [n for n in take if not self._not_taken(place, n)]
        problems = {self._not_added(place, n) for n in self._once(add)} - {None}
        problems |= {self._not_taken(place, n) for n in self._once(take)} - {None}
        if (self._once(add), self._once(take)) != (add, take):
            problems.add("DUPLICATE")
        there, identified = self.model.on_hand[place], self.model.identified(place)
        after = identified + len(add) - len(take)
        on_hand = max(there - len(take), after) if more is None else there + more
        if not problems and not (add or take) and on_hand == there:
            problems = {"NOTHING_TO_ADJUST"}
        elif not problems and on_hand < after:
            problems = {"ADJUST_BELOW_SERIALS"}
        change = {
            "add": " ".join(add),
            "take": " ".join(take),
            "on_hand": None if more is None else on_hand,
            "product": place[0],
            "warehouse": place[1],
        }
        if problems:
            self._is_refused(problems, lambda: self.shop.adjust(**change))
            return
        number = self.shop.adjust(**change)
        taken = [(n, Line(place[0], 0), IN_STOCK, place[1]) for n in add]
        taken += [(n, Line(place[0], 0), REMOVED, None) for n in take]
        self._done("adjustment", number, place[1], taken, Counter({place: on_hand - there}))
        if taken and taken[-1][2] == REMOVED:  # what goes, and what comes, even where that is even
            self.model.flowed[place] = self.model.clock

    def _once(self, numbers):
        """Without those that are another number of one before."""
        units = [self.model.unit(number) or number for number in numbers]
        return [n for at, n in enumerate(numbers) if units[at] not in units[:at]]

    def _not_added(self, place, number):
        unit = self.model.unit(number)
        if unit and unit.pile and unit.pile[-1].product != place[0]:
            return "OTHER_PRODUCT"
        status = self.model.status(number)
        return None if status in (UNKNOWN, REMOVED) else STATUS_CODES[status]

    def _not_taken(self, place, number):
        unit, status = self.model.unit(number), self.model.status(number)
        if status == UNKNOWN:
            return "IS_UNKNOWN"
        if unit.pile[-1].product != place[0]:
            return "OTHER_PRODUCT"
        if status != IN_STOCK:
            return STATUS_CODES[status]
        return None if unit.pile[-1].warehouse == place[1] else "OTHER_WAREHOUSE"

    @rule(camera=st.booleans())
    def release(self, camera):
        """Serial number management is switched off, and on again."""
        product = self.shop.has.camera if camera else self.shop.has.phone
        if any(self.model.units_with(product, 5, w) for w in self._warehouses()):
            self._is_refused({"TRACK_IN_TRANSIT"}, self.shop.switch, product, False)
            return
        self.shop.switch(product, False)
        for warehouse in self._warehouses():
            units = self.model.units_with(product, IN_STOCK, warehouse)
            if units:
                taken = [(unit.number, Line(product, 0), REMOVED, None) for unit in units]
                (number,) = self.shop.rows(
                    "SELECT number FROM document WHERE kind = 'release' AND warehouse_id = ?"
                    " ORDER BY id DESC LIMIT 1",
                    warehouse,
                )[0]
                self._done("release", number, warehouse, taken, Counter())
        self.shop.switch(product, True)

    @rule(units=st.integers(1, 3), place=st.sampled_from(PLACES))
    def sell_while_off(self, units, place):
        """The shop's switch is off for a sale (P1): by quantity, and serials are released."""
        place = product, warehouse = self._at(place)
        choices.save(self.shop.session, serials_enabled=False)
        id = self.shop.draft("sale", warehouse)
        document = Document(id, "sale", warehouse, begun=self.model.clock)
        self.shop.line(id, product=product, units=units)
        self.model.add_line(document, Line(product, units))
        self._know(document)
        if units > self.model.on_hand[place]:
            self._is_refused({"NOT_ENOUGH_STOCK"}, self.shop.post, id)
        else:
            short = units - self.model.without_serial(place)
            document.number = self.shop.post(id)
            self.numbers["sale"].append(document.number)
            if short > 0:
                oldest = sorted(self.model.units_with(product, IN_STOCK, warehouse), key=_came)
                taken = [(u.number, Line(product, 0), REMOVED, None) for u in oldest[:short]]
                (number,) = self.shop.rows(
                    "SELECT number FROM document WHERE kind = 'release' ORDER BY id DESC LIMIT 1"
                )[0]
                self._done("release", number, warehouse, taken, Counter())
            self.model.carry_out(document, [], Counter({place: -units}))
        choices.save(self.shop.session, serials_enabled=True)

    @rule(
        wrong=st.sampled_from([*SERIALS, "R6", "R7", "c3"]),
        right=st.sampled_from(["R6", "R7", "r6", *SERIALS]),
    )
    def correct(self, wrong, right):
        """A serial gets another number; or not, where that one is taken."""
        problem = self.model.problem_of_correction(wrong, right)
        if problem:
            self._is_refused({problem}, self.shop.correct, wrong, right)
        else:
            self.shop.correct(wrong, right)
            self.model.correct(wrong, right)

    # How it is done

    def _warehouses(self):
        return self.shop.has.main, self.shop.has.branch

    def _at(self, place):
        camera, branch = place
        has = self.shop.has
        return (has.phone, has.camera)[camera], (has.main, has.branch)[branch]

    def _document(self, kind, place, units):
        product, warehouse = self._at(place)
        if kind in RULES_OF and RULES_OF[kind].every_unit:
            units = 1  # what the serials need beyond it comes with them
        id = self.shop.draft(kind, warehouse)
        document = Document(id, kind, warehouse, begun=self.model.clock)
        if kind == "transfer":
            (document.to,) = {*self._warehouses()} - {warehouse}
            self.shop.set_destination(id, document.to)
        if not (kind in RULES_OF and RULES_OF[kind].found_by):
            self.shop.line(id, product=product, units=units)
            self.model.add_line(document, Line(product, units))
        self._know(document)
        return document

    def _know(self, document):
        """Keep a new document, and learn the ids of its lines."""
        if document not in self.model.documents:
            self.model.documents.append(document)
        ids = self.shop.rows(
            "SELECT id FROM document_line WHERE document_id = ? ORDER BY position", document.id
        )
        for line, (id,) in zip(document.lines, ids, strict=True):
            line.id = id

    def _enter(self, document, current, entries):
        verdicts = self.model.enter(document, current, entries)
        line = current.id if current else None
        assert said(self.shop.judge(document.id, line, *entries)) == verdicts
        self._know(document)

    def _post(self, document, decided):
        if document.kind == "count":
            arguments = {group.lower(): taken for group, taken in decided.items()}
        else:
            arguments = {}
        problems = self.model.problems_of(document, decided)
        if problems:
            self._is_refused(problems, lambda: self.shop.post(document.id, **arguments))
            return
        document.number = self.shop.post(document.id, **arguments)
        self.numbers[document.kind].append(document.number)
        self.model.post(document, decided)

    def _done(self, kind, number, warehouse, taken, flows):
        """Note a document that was made and posted in one."""
        (id,) = self.shop.rows("SELECT id FROM document WHERE number = ?", number)[0]
        document = Document(id, kind, warehouse, number=number)
        self.model.documents.append(document)
        self.numbers[kind].append(number)
        self.model.carry_out(document, taken, flows)

    def _is_refused(self, expected, action, *values):
        with pytest.raises(Refused) as caught:
            action(*values)
        problems = caught.value.problems
        assert {problem.code.name for problem in problems} == expected
        return problems

    # What must be true after every step

    @invariant()
    def the_serials_are_where_the_model_says(self):
        of_store = {
            number: (product, status, warehouse) if status else (None, UNKNOWN, None)
            for number, product, status, warehouse in self.shop.rows(
                "SELECT number, product_id, status, warehouse_id FROM serial"
            )
        }
        assert of_store == {unit.number: unit.state for unit in self.model.units}

    @invariant()
    def the_stock_is_what_the_model_says(self):
        for product in (self.shop.has.phone, self.shop.has.camera):
            for warehouse in self._warehouses():
                place = product, warehouse
                on_hand, identified = self.shop.stock(*place)
                assert on_hand == self.model.on_hand[place]
                assert identified == self.model.identified(place)
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
    def what_is_kept_of_the_transfers_is_what_is_on_the_way(self):
        kept = self.shop.rows("SELECT * FROM on_the_way ORDER BY line_id")
        assert kept == self.shop.rows("SELECT * FROM still_on_the_way ORDER BY line_id")

    @invariant()
    def what_units_without_a_serial_number_had_cost_is_kept_of_all_of_them(self):
        for product, quantity in self.shop.rows("SELECT product_id, quantity FROM item_value"):
            (there,) = self.shop.rows(
                "SELECT coalesce((SELECT sum(on_hand - 1000 * identified) FROM stock"
                " WHERE product_id = ?1), 0) + coalesce((SELECT sum(quantity - 1000 * serials)"
                " FROM on_the_way WHERE product_id = ?1), 0)",
                product,
            )[0]
            assert quantity == there  # M11

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
        of_store = defaultdict(list)
        for document, _position, product, quantity, numbers in self.shop.rows(
            "SELECT l.document_id, l.position, l.product_id, l.quantity / 1000,"
            " (SELECT group_concat(number) FROM (SELECT number FROM draft_serial"
            "  WHERE line_id = l.id ORDER BY id)) FROM document_line l JOIN document d"
            " ON d.id = l.document_id WHERE d.state = 0 ORDER BY l.document_id, l.position"
        ):
            of_store[document].append((product, quantity, numbers.split(",") if numbers else []))
        assert of_store == {
            document.id: [(line.product, line.units, line.serials) for line in document.lines]
            for document in self.documents(["draft"])
            if document.lines
        }

    @invariant()
    def the_numbers_have_no_gaps(self):
        for numbers in self.numbers.values():
            assert [int(number[-6:]) for number in numbers] == list(range(1, len(numbers) + 1))


def _came(unit):
    """When a unit came to where it is: by which document, and at which place on it."""
    top = unit.pile[-1]
    return top.at, top.document.moved.index(unit)


EXAMPLES, STEPS = 250, 40
"""How many lives, and how long: 10,000 steps."""


@pytest.mark.reliability(16)
@pytest.mark.rule("F3", "F4", "L1", "L2", "L3", "L4", "L5", "V1", "V2", "V3", "D3", "D5", "D6")
@pytest.mark.rule("D4", "D8", "P1", "P4", "P7")
def test_the_life_of_serials(template, tmp_path):
    run_state_machine_as_test(
        lambda: LifeOfSerials(
            Shop.fresh(template, template.copy_to(tmp_path / f"{uuid.uuid4()}.sdk"))
        ),
        settings=settings(
            max_examples=EXAMPLES,
            stateful_step_count=STEPS,
            suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large],
        ),
    )
