"""Every service that writes names its permission, and refuses who lacks it (U1)."""

import importlib
import pkgutil
from inspect import getmodule, isfunction, signature

import pytest

import app.services
from app.domain.kinds import KINDS
from app.domain.permissions import ROLES, Permission, Role
from app.domain.problems import Code
from app.domain.verdicts import Level
from app.services import settings
from app.services.documents import draft_head, drafts, posting
from app.services.documents.effects import releasing
from app.services.entry import cartons, scanning
from app.services.stock import edit_inventory, items
from app.services.stock.edit_inventory import Adjustment
from tests.shop import refusal

pytestmark = pytest.mark.rule("U1")


def writers():
    """Every public function of the services whose first parameter is a session, by its name."""
    found = {}
    for module in pkgutil.walk_packages(app.services.__path__, "app.services."):
        for name, thing in vars(importlib.import_module(module.name)).items():
            own = isfunction(thing) and getmodule(thing).__name__ == module.name
            if (
                own
                and not name.startswith("_")
                and next(iter(signature(thing).parameters), "") == ("session")
            ):
                found[f"{module.name.removeprefix('app.services.')}.{name}"] = thing
    return found


WRITERS = writers()

FOR_EVERYBODY = {
    "proving.prove": "somebody else proves that they may",
    "tries.try_secret": "a part of proving who one is",
    "tries.try_and_count": "a part of proving who one is",
    "tries.count_wrong": "a part of proving who one is",
    "tries.tell_wrong": "a part of proving who one is",
    "tries.end_tries": "a part of proving who one is",
    "proving.badge_shown": "a part of proving who one is",
    "approving.as_it_would_be": "nothing is written: it says what could be approved",
    "approving.approve": "whoever is asked proves who they are",
    "audit.note": "tells of what was allowed",
    "documents.by_hand.refuse_drift": "a part of what was allowed: judges it once more",
    "documents.by_hand.left_to_approve": "a part of what was allowed: judges it once more",
    "documents.by_hand.refuse_beyond": "a part of what was allowed: judges it once more",
    "keeping.seals.seal": "a part of a posting or a void that was allowed",
    "keeping.seals.seal_close": "a part of a close that was allowed",
    "documents.draft_head.follow_day": "upkeep, by the clock",
    "entry.scanning.scan": "no scan is lost: what may not act is refused and in the log",
    "entry.scanning.choose": "as a scan: what may not act is refused and in the log",
    "entry.scan_log.note": "no scan is lost, whoever scans",
    "entry.scan_log.note_dropped": "no scan is lost, whoever scans",
    "entry.scan_log.undo_last": "asks for the document that it takes the scan back from",
    "entry.scan_log.forget_old": "upkeep, by the clock",
    "settings.save_person": "is their own",
    "settings.keep_columns": "is their own",
    "settings.keep_export": "is their own",
    "settings.save_counter": "the counter is theirs; backups and training ask for more",
    "settings.change": "asks for each part",
    "money.accounts.settle": "a part of a posting that was allowed",
    "money.grand_totals.keep": "a part of a close that was allowed",
    "money.payments.settle": "a part of a posting that was allowed",
    "paper.drawer.open_drawer": "a payment was taken; without one the caller asks for more",
    "paper.jobs.add": "paper of what they may see; a copy is told in the audit log",
    "paper.jobs.begin": "the queue's own upkeep",
    "paper.jobs.end": "the queue's own upkeep",
    "paper.jobs.fail": "the queue's own upkeep",
    "paper.jobs.begin_again": "upkeep, after a start",
    "paper.jobs.record": "whoever saves a file of labels says so",
    "paper.jobs.again": "whoever stands at the printer",
    "paper.jobs.drop": "whoever stands at the printer; the log keeps it",
    "paper.printers.save": "the counter is theirs while they work at it",
    "paper.printers.remove": "the counter is theirs while they work at it",
    "paper.printers.choose": "the counter is theirs while they work at it",
    "settings.keep_untold": "what came of the counter's own work; what else is kept asks itself",
    "keeping.frozen.stay": "a part of a move that was allowed, or of taking back",
    "proving.change_own_pin": "their own, by the one that they have",
    "proving.prove_again": "a part of what was allowed",
    "keeping.frozen.take_back": "asks by itself: that it is frozen does not stand against it",
    "keeping.backup_keeping.order_by_itself": "the shop is kept safe whoever closes it",
    "keeping.backup_keeping.note": "what came of what was ordered",
    "keeping.backup_keeping.note_failed": "what came of what was ordered",
    "keeping.backup_places.add_first": "upkeep, at the first start",
    "keeping.backup_places.note_marks": "what came of what was ordered",
}

GUARDED = sorted(WRITERS.keys() - FOR_EVERYBODY.keys())


def test_every_writer_names_what_it_needs():
    assert len(WRITERS) > 50
    named = {name: getattr(writer, "permission", None) for name, writer in WRITERS.items()}
    assert [name for name, needs in named.items() if needs is None] == []
    assert {name for name, needs in named.items() if needs == "everybody"} == set(FOR_EVERYBODY)


def call(shop, writer, kind):
    """Call a writer as somebody who may nothing, with a document of a kind where it takes one."""
    document, viewer = shop.draft(kind), shop.as_a(Role.VIEWER)
    before = shop.everything()
    values = []
    for name, parameter in list(signature(writer).parameters.items())[1:]:
        if parameter.kind in (parameter.KEYWORD_ONLY, parameter.VAR_KEYWORD):
            continue
        values.append(kind if name == "kind" else document)
    problems = refusal(writer, viewer, *values)
    assert shop.everything() == before
    return problems


@pytest.mark.reliability(24)
@pytest.mark.parametrize("name", GUARDED)
def test_who_lacks_the_permission_is_refused_and_nothing_is_written(shop, name):
    writer = WRITERS[name]
    (problem,) = call(shop, writer, "purchase")
    needs = writer.permission
    expected = needs if isinstance(needs, Permission) else KINDS["purchase"].permission
    assert problem.code is Code.NOT_ALLOWED
    assert problem.values["action"] is expected
    assert Role.OWNER in problem.values["roles"]


@pytest.mark.reliability(24)
@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("role", Role)
def test_a_document_is_written_by_the_roles_that_its_kind_names(shop, role, kind):
    session = shop.as_a(role)
    draft = shop.blank(kind)
    if KINDS[kind].permission in ROLES[role]:
        draft_head.set_note(session, draft, "mine")
        assert drafts.new(session, kind) > draft
        return
    for writer, *values in ((draft_head.set_note, draft, "mine"), (drafts.new, kind)):
        before = shop.everything()
        (problem,) = refusal(writer, session, *values)
        assert (problem.code, problem.values["action"]) == (
            Code.NOT_ALLOWED,
            KINDS[kind].permission,
        )
        assert shop.everything() == before


def test_nothing_is_allowed_by_a_roundabout_way(shop, monkeypatch):
    """Adjusting does not correct numbers, editing an item does not switch its serials."""
    shop.opening("A1 A2")
    keeper = shop.as_a(Role.STOCK_KEEPER)
    for name, allowed in (("ADJUST", "CORRECT_SERIAL"), ("EDIT_ITEMS", "TRACK_SERIALS")):
        monkeypatch.setitem(ROLES, Role.STOCK_KEEPER, frozenset({Permission[name]}))
        before = shop.everything()
        change = Adjustment(shop.has.phone, shop.has.main, corrected={"A1": "A9"})
        form, codes = items.load(shop.database, shop.has.phone)
        off = items.ItemForm(form.sku, form.name)
        tried = {
            "ADJUST": (edit_inventory.edit, keeper, change),
            "EDIT_ITEMS": (items.save, keeper, off, codes, shop.has.phone),
        }[name]
        (problem,) = refusal(*tried)
        assert problem.values["action"] is Permission[allowed]
        assert shop.everything() == before


def test_what_is_a_part_of_an_allowed_action_is_allowed_with_it(shop):
    """With serial number management off (P1), a clerk's sale releases serials it may not."""
    shop.opening("A1 A2")
    settings.save(shop.session, serials_enabled=False)
    clerk = shop.as_a(Role.CLERK)
    sale = shop.written("sale", units=1)
    assert posting.post(clerk, sale).startswith("SI-")
    assert shop.stock() == (1, 1)
    (problem,) = refusal(releasing.draft, clerk, shop.has.phone, shop.has.main, ["A1"])
    assert problem.values["action"] is Permission.TRACK_SERIALS


@pytest.mark.parametrize("keep", [settings.save_counter, settings.keep_untold, settings.change])
@pytest.mark.parametrize(
    ("choice", "value", "needs"),
    [
        ("backup_places", [], Permission.KEEP_BACKUPS),
        ("keeps_backups", False, Permission.KEEP_BACKUPS),
        ("training", True, Permission.TRAIN),
    ],
)
def test_what_of_a_counter_is_not_theirs_who_work_at_it(shop, keep, choice, value, needs):
    clerk, before = shop.as_a(Role.CLERK), shop.everything("counter_setting", "audit")
    (problem,) = refusal(keep, clerk, labels_at_scan=True, **{choice: value})
    assert (problem.code, problem.values["action"]) == (Code.NOT_ALLOWED, needs)
    assert shop.everything("counter_setting", "audit") == before
    keep(clerk, labels_at_scan=True)
    keep(shop.session, **{choice: value})
    assert getattr(settings.load_counter(shop.database, 1), choice) == value


def test_what_was_granted_stays_with_the_session_it_was_granted_to(shop):
    viewer = shop.as_a(Role.VIEWER)
    assert viewer.granting(Permission.VOID).may(Permission.VOID)
    assert not viewer.may(Permission.VOID)


def test_the_packing_of_cartons_and_the_import_of_lists_are_two_things(shop, monkeypatch):
    monkeypatch.setitem(ROLES, Role.CLERK, frozenset({Permission.PACK}))
    clerk = shop.as_a(Role.CLERK)
    cartons.learn(clerk, "CTN1", ["A1"])
    (problem,) = refusal(cartons.learn_list, clerk, [])
    assert problem.values["action"] is Permission.IMPORT


@pytest.mark.rule("C4")
def test_a_scan_that_may_not_act_is_refused_and_in_the_scan_log(shop):
    draft = shop.draft("purchase")
    before = shop.everything("document", "document_line", "draft_serial", "audit")
    outcome = scanning.scan(shop.as_a(Role.CLERK), draft, None, "PHONE-1")
    assert (outcome.level, outcome.problem.code) == (Level.REFUSED, Code.NOT_ALLOWED)
    assert shop.rows("SELECT code, level FROM scan_log") == [("PHONE-1", "REFUSED")]
    assert shop.everything("document", "document_line", "draft_serial", "audit") == before


def test_the_document_may_be_named(shop):
    """By place or by name, the guard finds what its function is given."""
    draft = shop.draft("purchase")
    for values, named in (((draft, "x"), {}), ((), {"draft": draft, "note": "x"})):
        (problem,) = refusal(draft_head.set_note, shop.as_a(Role.CLERK), *values, **named)
        assert problem.values["action"] is Permission.BUY
