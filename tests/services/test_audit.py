"""The audit log: a row for each thing that was changed, before and after, by whom, where, when."""

import json
from dataclasses import replace
from datetime import UTC, datetime
from unittest.mock import patch

import pytest

from app.domain.counting import CountGroup, Decisions
from app.domain.permissions import Role
from app.domain.price_changes import Basis, PriceChange
from app.domain.prices import PriceStep
from app.domain.pricing import Discount
from app.domain.printing import Printer, PrinterType, Purpose
from app.domain.shifts import Counted, DrawerEntryKind
from app.services import audit, settings
from app.services.audit import Action, Subject
from app.services.documents import copying, discounts, draft_lines, drafts, undoing, voiding
from app.services.documents.effects import counting
from app.services.entry import cartons
from app.services.keeping import backup_keeping, backup_places, frozen, newest_seal
from app.services.keeping.encrypting import BackupKey
from app.services.money import bulk_prices, price_lists, shifts, taxes, tenders, unit_prices
from app.services.money.taxes import TaxForm
from app.services.money.tenders import TenderForm
from app.services.paper import jobs, printers, templates
from app.services.paper.jobs import NewJob
from app.services.paper.printers import Printout
from app.services.stock import (
    contacts,
    correcting,
    edit_inventory,
    identifying,
    items,
    tracking,
    warehouses,
)
from app.services.stock.contacts import ContactForm
from app.services.stock.edit_inventory import Adjustment
from app.services.stock.identifying import Pair
from app.services.stock.items import ItemForm
from app.services.stock.warehouses import WarehouseForm
from db import sql
from db.engine import witness
from db.engine.witness import Witness
from db.queries import document_lines, draft_serials
from db.queries.items import Pack
from db.queries.taxes import TaxPeriod
from tests.services.test_permitting import WRITERS
from tests.shop import refusal

pytestmark = pytest.mark.rule("U4")

MOMENT = datetime(2026, 3, 31, 9, 30, 0, 123456, tzinfo=UTC)


@pytest.fixture
def here(shop):
    """The session of somebody else at a second counter, at a set moment."""
    sql.execute(shop.database, "INSERT INTO counter (id, name) VALUES (2, 'Counter 2')")
    sql.execute(shop.database, "INSERT INTO person (id, name, role) VALUES (2, 'Ann', 'owner')")
    session = shop.as_a(Role.OWNER)
    person, counter = session.person._replace(id=2), session.counter._replace(id=2)
    return session._replace(person=person, counter=counter).at(MOMENT)


def carton_id(shop, code="C1"):
    return cartons.contents(shop.database, code).carton.id


def first_line(shop, draft):
    return document_lines.lines(shop.database, draft)[0].id


def phone(shop, **changes):
    """The phone as its page shows it, with some changes, its codes and its id."""
    form, codes = items.load(shop.database, shop.has.phone)
    return replace(form, **changes), codes, shop.has.phone


CARD = 2
OFFICE = Printer("Office", PrinterType.FOLDER, "/papers")


def paper_of(document, **more):
    return NewJob(Purpose.DOCUMENT, "Office", "A4", document, **more)


def another_file(shop):
    """Beside the shop is kept what it has not."""
    witness.write(shop.path, Witness(9, "f" * 64, "2026-03-30T09:30:00.000+00:00"))


def backup_folder(shop):
    """A folder where backups may go."""
    folder = shop.path.parent / "safe"
    folder.mkdir(exist_ok=True)
    return folder


def backup_place(shop):
    """A place where backups of the second counter go already."""
    folder = backup_folder(shop)
    session = shop.session._replace(counter=shop.session.counter._replace(id=2))
    backup_places.add(session, shop.path, folder)
    return backup_places.BackupPlace(folder)


def printed_sale(shop):
    """A sale whose first paper waits to be printed."""
    shop.opening("A1")
    sale = shop.sell("A1")
    jobs.add(shop.session, paper_of(sale))
    return sale


def on_the_second_counter(shop):
    return shop.session._replace(counter=shop.session.counter._replace(id=2))


def packed(shop):
    shop.opening("A1 A2 A3")
    cartons.learn(shop.session, "C1", ["A1", "A2"])


def counted(shop):
    shop.opening("A1 A2")
    return shop.count("A1")


def with_draft(shop):
    return shop.written("purchase", "A1")


def on_a_sale(shop):
    shop.opening("A1 A2")
    return shop.written("sale", "A1 A2")


TWO_PHONES = {"quantity": 2_000, "price": 2999_00, "serials": ["A1", "A2"]}


def first_serial(shop, draft):
    return draft_serials.draft_serials(shop.database, draft)[0].id


def deleted_of_a_sale(shop):
    draft = on_a_sale(shop)
    undoing.delete_line(shop.session, draft, first_line(shop, draft))
    return draft


def discarded(shop):
    draft = with_draft(shop)
    drafts.discard(shop.session, draft)
    return draft


def tracked_cable(shop):
    return [shop.has.cable, shop.has.rope, shop.has.phone]


NOTED = {
    "documents.drafts.discard": (
        with_draft,
        lambda s, shop, draft: drafts.discard(s, draft),
        [("discard", {"state": "draft"}, {"state": "discarded"})],
    ),
    "stock.identifying.give": (
        lambda shop: shop.opening("A1"),
        lambda s, shop, _: identifying.give(s, [Pair("A1", "Z1")]),
        [("second", {"second": ""}, {"second": "Z1"})],
    ),
    "documents.drafts.restore": (
        discarded,
        lambda s, shop, draft: drafts.restore(s, draft),
        [("restore", {"state": "discarded"}, {"state": "draft"})],
    ),
    "documents.draft_lines.set_price": (
        with_draft,
        lambda s, shop, draft: draft_lines.set_price(s, draft, first_line(shop, draft), 7),
        [("price", {"price": 2000_00}, {"price": 7})],
    ),
    "documents.draft_lines.set_quantity": (
        lambda shop: shop.written("sale", product=shop.has.cable, units=3),
        lambda s, shop, draft: draft_lines.set_quantity(s, draft, first_line(shop, draft), 2_000),
        [("taken_off", {"quantity": 3_000}, {"quantity": 2_000})],
    ),
    "documents.undoing.delete_line": (
        on_a_sale,
        lambda s, shop, draft: undoing.delete_line(s, draft, first_line(shop, draft)),
        [
            ("line_deleted", {"line": 1, "item": "Phone", **TWO_PHONES}, None),
            ("given_up", {"lines": 1}, {"lines": 0, "total": 2 * 2999_00}),
        ],
    ),
    "documents.undoing.remove_serials": (
        on_a_sale,
        lambda s, shop, draft: undoing.remove_serials(s, draft, [first_serial(shop, draft)]),
        [("taken_off", {"serials": ["A1"]}, None)],
    ),
    "documents.undoing.undo_last": (
        deleted_of_a_sale,
        lambda s, shop, draft: undoing.undo_last(s, draft),
        [("put_back", None, {"serials": ["A1", "A2"]})],
    ),
    "documents.discounts.set_of_line": (
        with_draft,
        lambda s, shop, draft: discounts.set_of_line(
            s, draft, first_line(shop, draft), Discount(rate=5000)
        ),
        [
            (
                "discount",
                {"discount_rate": None, "discount": 0},
                {"discount_rate": 5000, "discount": None},
            )
        ],
    ),
    "documents.discounts.set_of_document": (
        with_draft,
        lambda s, shop, draft: discounts.set_of_document(s, draft, Discount(7)),
        [("discount", {"discount": 0}, {"discount": 7})],
    ),
    "money.taxes.save": (
        lambda shop: taxes.save(shop.session, TaxForm("VAT", [TaxPeriod("2020-01-01", None, 1)])),
        lambda s, shop, tax: taxes.save(s, TaxForm("GST", [TaxPeriod("2020-01-01", None, 1)]), tax),
        [("tax", {"name": "VAT"}, {"name": "GST"})],
    ),
    "documents.effects.counting.decide": (
        counted,
        lambda s, shop, count: counting.decide(s, count, Decisions({CountGroup.MISSING: True})),
        [("decide", {}, {"missing": True})],
    ),
    "documents.voiding.void": (
        lambda shop: shop.purchase("A1"),
        lambda s, shop, document: voiding.void(s, document, "typed wrongly"),
        [("void", {"state": "posted"}, {"state": "voided"})],
    ),
    "documents.voiding.void_chain": (
        lambda shop: (shop.purchase("A1"), shop.sell("A1"))[0],
        lambda s, shop, document: voiding.void_chain(s, document, "typed wrongly"),
        [("void", {"state": "posted"}, {"state": "voided"})] * 2,
    ),
    "documents.copying.void_and_copy": (
        lambda shop: shop.purchase("A1"),
        lambda s, shop, document: copying.void_and_copy(s, document, "typed wrongly"),
        [("void", {"state": "posted"}, {"state": "voided"})],
    ),
    "entry.cartons.learn": (
        packed,
        lambda s, shop, _: cartons.learn(s, "C1", ["A2", "A3"]),
        [("carton", {"serials": ["A1", "A2"]}, {"serials": ["A2", "A3"]})],
    ),
    "entry.cartons.learn_list": (
        packed,
        lambda s, shop, _: cartons.learn_list(s, [cartons.ListedUnit("C2", "A1", 1)]),
        [("carton", {"serials": ["A1", "A2"]}, {"serials": ["A2"]})],
    ),
    "entry.cartons.pack": (
        packed,
        lambda s, shop, _: cartons.pack(s, ["A1", "A2"]),
        [("carton", {"serials": ["A1", "A2"]}, {"serials": []})],
    ),
    "entry.cartons.take_out": (
        packed,
        lambda s, shop, _: cartons.take_out(s, carton_id(shop), ["A1"]),
        [("carton", {"serials": ["A1", "A2"]}, {"serials": ["A2"]})],
    ),
    "entry.cartons.unpack": (
        packed,
        lambda s, shop, _: cartons.unpack(s, carton_id(shop)),
        [("unpack", {"code": "C1", "serials": ["A1", "A2"]}, None)],
    ),
    "money.tenders.save": (
        None,
        lambda s, shop, _: tenders.save(s, TenderForm("Terminal 1", active=False), CARD),
        [
            (
                "tender",
                {"name": "", "active": True},
                {"name": "Terminal 1", "active": False},
            )
        ],
    ),
    "money.tenders.move": (
        None,
        lambda s, shop, _: tenders.move(s, CARD, -1),
        [("tender", {"place": 2}, {"place": 1})],
    ),
    "settings.save": (
        None,
        lambda s, shop, _: settings.save(s, shop_name="Corner", currency="CNY"),
        [("settings", {"shop_name": "Corner Shop"}, {"shop_name": "Corner"})],
    ),
    "settings.save_person": (
        None,
        lambda s, shop, _: settings.save_person(s, theme="dark"),
        [("settings", {"theme": "system"}, {"theme": "dark"})],
    ),
    "settings.save_counter": (
        None,
        lambda s, shop, _: settings.save_counter(s, scanner={"ending": "tab"}, person=3),
        [("settings", {"scanner": {}}, {"scanner": {"ending": "tab"}})],
    ),
    "keeping.backup_places.add": (
        backup_folder,
        lambda s, shop, folder: backup_places.add(s, shop.path, folder),
        [("backup", {"places": []}, {"places": ["safe"]})],
    ),
    "keeping.backup_places.add_first": (
        backup_folder,
        lambda s, _, folder: backup_places.add_first(s, folder),
        [("backup", {"places": []}, {"places": ["safe"]})],
    ),
    "keeping.backup_places.remove": (
        backup_place,
        lambda s, _, place: backup_places.remove(s, place),
        [("backup", {"places": ["safe"]}, {"places": []})],
    ),
    "keeping.backup_places.use_again": (
        backup_place,
        lambda s, shop, place: backup_places.use_again(s, shop.path, place),
        [("backup", {}, {"places": ["safe"]})],
    ),
    "keeping.frozen.leave": (
        None,
        lambda s, *_: frozen.leave(s),
        [("moved", {"moved": False}, {"moved": True})],
    ),
    "keeping.newest_seal.accept": (
        another_file,
        lambda s, *_: newest_seal.accept(s),
        [
            (
                "other_file",
                {"newest_seal": "f" * 64, "seals": 9},
                {"newest_seal": "", "seals": 0},
            )
        ],
    ),
    "keeping.frozen.take_back": (
        None,
        lambda s, *_: frozen.take_back(s),
        [("moved", {"moved": True}, {"moved": False})],
    ),
    "keeping.backup_keeping.set_password": (
        None,
        lambda s, *_: backup_keeping.set_password(s, BackupKey(b"k", b"w", b"s", 2)),
        [("backup", {"password": "none"}, {"password": "set"})],
    ),
    "paper.jobs.add": (
        lambda shop: printed_sale(shop),
        lambda s, shop, sale: jobs.add(s, paper_of(sale, reason="it was lost")),
        [("reprint", None, {"template": "A4", "printer": "Office", "copies": 1})],
    ),
    "paper.printers.save": (
        None,
        lambda s, shop, _: printers.save(s, OFFICE),
        [("settings", {"printers": []}, {"printers": [OFFICE.values()]})],
    ),
    "paper.printers.remove": (
        lambda shop: printers.save(on_the_second_counter(shop), OFFICE),
        lambda s, shop, _: printers.remove(s, "Office"),
        [("settings", {"printers": [OFFICE.values()]}, {"printers": []})],
    ),
    "paper.printers.choose": (
        lambda shop: printers.save(on_the_second_counter(shop), OFFICE),
        lambda s, shop, _: printers.choose(s, Purpose.RECEIPT, Printout("Office")),
        [
            (
                "settings",
                {"printouts": {}},
                {
                    "printouts": {
                        "RECEIPT": {
                            "printer": "Office",
                            "template": "",
                            "copies": 1,
                            "asking": "ASK",
                        }
                    }
                },
            )
        ],
    ),
    "paper.templates.add": (
        None,
        lambda s, shop, _: templates.add(s, Purpose.DOCUMENT, "Ours", "{}"),
        [("template", None, {"name": "Ours", "content": "{}"})],
    ),
    "paper.templates.change": (
        lambda shop: templates.add(shop.session, Purpose.DOCUMENT, "Ours", "{}"),
        lambda s, shop, made: templates.change(s, made, "Theirs", "{}"),
        [("template", {"name": "Ours"}, {"name": "Theirs"})],
    ),
    "paper.templates.make_default": (
        None,
        lambda s, shop, _: templates.make_default(s, "sale a4", "built_in both"),
        [
            (
                "settings",
                {"default_templates": {}},
                {"default_templates": {"sale a4": "built_in both"}},
            )
        ],
    ),
    "paper.templates.remove": (
        lambda shop: templates.add(shop.session, Purpose.DOCUMENT, "Ours", "{}"),
        lambda s, shop, made: templates.remove(s, made),
        [("template", {"name": "Ours", "content": "{}"}, None)],
    ),
    "settings.change": (
        None,
        lambda s, shop, _: settings.change(s, negative_stock=True, theme="dark"),
        [
            ("settings", {"negative_stock": False}, {"negative_stock": True}),
            ("settings", {"theme": "system"}, {"theme": "dark"}),
        ],
    ),
    "settings.set_up": (
        None,
        lambda s, shop, _: settings.set_up(
            s, "Corner", settings.Trade.DIGITAL, "CNY", "en", "Main", "Li", "Till"
        ),
        [
            (
                "settings",
                {"shop_name": "Corner Shop", "payments": False},
                {"shop_name": "Corner", "payments": True},
            ),
            ("person", {"name": "Ann"}, {"name": "Li"}),
            ("counter", {"name": "Counter 1"}, {"name": "Till"}),
        ],
    ),
    "money.shifts.open_drawer": (
        None,
        lambda s, shop, _: shifts.open_drawer(s, 500_00),
        [("drawer_opened", None, {"float": 500_00, "differs": 0})],
    ),
    "money.shifts.move_money": (
        None,
        lambda s, shop, _: shifts.move_money(
            s, DrawerEntryKind.MONEY_OUT, 120_00, "window cleaner"
        ),
        [("money_moved", None, {"amount": -120_00})],
    ),
    "money.shifts.open_without_sale": (
        None,
        lambda s, shop, _: shifts.open_without_sale(s, "change for a note"),
        [("no_sale", None, {"amount": 0})],
    ),
    "money.shifts.close": (
        None,
        lambda s, shop, _: (shifts.open_drawer(s, 500_00), shifts.close(s, Counted(total=500_00))),
        [
            ("drawer_opened", None, {"float": 500_00, "differs": 0}),
            ("drawer_closed", None, {"number": 1, "expected": 500_00, "counted": 500_00}),
        ],
    ),
    "stock.contacts.save": (
        None,
        lambda s, shop, _: contacts.save(s, ContactForm("Mrs Wu"), shop.has.customer),
        [("contact", {"name": "Mrs Chen"}, {"name": "Mrs Wu"})],
    ),
    "money.price_lists.save": (
        lambda shop: price_lists.save(shop.session, "Member"),
        lambda s, shop, made: price_lists.save(s, "Club", made, active=False),
        [("price_list", {"name": "Member", "active": True}, {"name": "Club", "active": False})],
    ),
    "money.price_lists.set_steps": (
        lambda shop: price_lists.save(shop.session, "Member"),
        lambda s, shop, made: price_lists.set_steps(
            s, shop.has.cable, {made: [PriceStep(1_000, 7)]}
        ),
        [("prices", {"list_prices": {}}, {"list_prices": {"Member": [[1_000, 7]]}})],
    ),
    "money.bulk_prices.carry_out": (
        lambda shop: bulk_prices.plan(
            shop.database, None, [shop.has.cable], PriceChange(Basis.NOW, 100_000)
        ),
        lambda s, shop, planned: bulk_prices.carry_out(s, None, planned),
        [
            (
                "prices",
                {"prices": {"CABLE-C": 19_90}},
                {"prices": {"CABLE-C": 39_80}},
            )
        ],
    ),
    "money.unit_prices.set_prices": (
        lambda shop: shop.opening("A1 A2"),
        lambda s, shop, _: unit_prices.set_prices(s, {"A1": 5, "A2": None}),
        [("prices", {"own_price": None}, {"own_price": 5})],
    ),
    "money.unit_prices.set_price": (
        lambda shop: shop.opening("A1"),
        lambda s, shop, _: unit_prices.set_price(s, "A1", 1500_00),
        [("prices", {"own_price": None}, {"own_price": 1500_00})],
    ),
    "stock.warehouses.save": (
        None,
        lambda s, shop, _: warehouses.save(s, WarehouseForm("Annex"), shop.has.branch),
        [("warehouse", {"name": "Branch"}, {"name": "Annex"})],
    ),
    "stock.items.save": (
        None,
        lambda s, shop, _: items.save(
            s, *phone(shop, sale_price=1, name="Phone 2"), packs=[Pack("box", 10_000)]
        ),
        [
            (
                "item",
                {"name": "Phone", "sale_price": 2999_00, "packs": []},
                {"name": "Phone 2", "sale_price": 1, "packs": [["box", 10_000]]},
            )
        ],
    ),
    "stock.correcting.correct": (
        lambda shop: shop.opening("A1"),
        lambda s, shop, _: correcting.correct(s, "A1", "A9"),
        [("correct", {"number": "A1"}, {"number": "A9"})],
    ),
    "stock.edit_inventory.edit": (
        lambda shop: shop.opening("A1"),
        lambda s, shop, _: edit_inventory.edit(
            s, Adjustment(shop.has.phone, shop.has.main, ["B1"], corrected={"A1": "A9"})
        ),
        [
            ("correct", {"number": "A1"}, {"number": "A9"}),
            ("adjust", None, {"number": "IA-2026-000001", "lines": 1}),
        ],
    ),
    "stock.tracking.switch": (
        None,
        lambda s, shop, _: tracking.switch(s, shop.has.cable, True),
        [("tracking", {"track_serials": False}, {"track_serials": True})],
    ),
    "stock.tracking.switch_many": (
        None,
        lambda s, shop, _: tracking.switch_many(s, tracked_cable(shop), True),
        [("tracking", {"track_serials": False}, {"track_serials": True})],
    ),
}
"""Of each writer: what there was, what it does, and what is told: action, before and after."""

_DRAFT = "what is on a draft is the document itself, kept until it is posted or discarded"

_JOB_STEPS = ("begin", "end", "fail", "again", "drop", "begin_again", "record")
TELL_THEMSELVES = {
    **dict.fromkeys(
        (
            "documents.drafts.new",
            *(
                f"documents.draft_head.{name}"
                for name in (
                    "set_party",
                    "set_warehouse",
                    "set_destination",
                    "set_date",
                    "set_note",
                    "set_their_number",
                    "set_due_date",
                    "follow_day",
                )
            ),
            *(
                f"documents.draft_lines.{name}"
                for name in (
                    "add_line",
                    "add_lines",
                    "delete_line",
                    "note_books",
                    "price_again",
                    "put_back",
                    "remove_serials",
                    "set_quantities",
                    "set_unit",
                    "write_serials",
                )
            ),
            *(f"documents.parking.{name}" for name in ("park", "call_back", "set_note")),
            "documents.copying.copy",
            "documents.effects.counting.count_everything",
            "documents.effects.counting.except_products",
            "documents.effects.releasing.draft",
            "documents.effects.releasing.drafts_before",
            *(
                f"documents.effects.transfers.{name}"
                for name in (
                    "begin",
                    "go_on",
                    "name_taken",
                    "take_all",
                )
            ),
            "documents.orders.make",
            "documents.returning.begin",
            "documents.orders.go_on",
            "entry.beginning.begin_with",
            "entry.entering.enter",
            "entry.entering.take_back",
            "entry.generating.generate",
            "entry.waiting.keep",
            "entry.waiting.take_good",
        ),
        _DRAFT,
    ),
    **dict.fromkeys(
        (f"money.payments.{name}" for name in ("add_part", "add_proposed", "remove_part")), _DRAFT
    ),
    **dict.fromkeys(
        (f"money.accounts.{name}" for name in ("set_amount", "set_tender", "choose")), _DRAFT
    ),
    "money.grand_totals.keep": "the Z report tells it",
    "paper.drawer.open_drawer": "the print log tells it; without a sale money.shifts does",
    "money.accounts.begin": _DRAFT,
    "money.accounts.settle": "the ledger of allocations tells it",
    "money.accounts.settle_credit": "test_accounts says what is told",
    "money.accounts.settle_credits": "each by settle_credit",
    "money.payments.settle": "the ledger of payments tells it, and test_payments what else is told",
    "money.payments.reverse": "the ledger of payments tells it",
    **dict.fromkeys(
        (f"documents.exchanging.{name}" for name in ("begin", "leave", "halves_to_post")), _DRAFT
    ),
    "documents.draft_head.set_return": _DRAFT,
    "documents.returning.add_sold": _DRAFT,
    "documents.posting.post": "the ledger tells it",
    "documents.training.begin": _DRAFT,
    "documents.training.finish": "test_training says what is told",
    "stock.tracking.release": "the ledger tells it: a document of its own",
    **dict.fromkeys(
        (
            "entry.scanning.choose",
            "entry.scanning.scan",
            *(
                f"entry.scan_log.{name}"
                for name in (
                    "note",
                    "note_dropped",
                    "undo_last",
                    "settle",
                    "forget_old",
                )
            ),
        ),
        "the scan log tells it",
    ),
    "importing.imports.remember_columns": "how a file's columns are matched is shown each time",
    "importing.imports.tell": "it is told itself",
    **dict.fromkeys(
        (
            "importing.contact_rows.write",
            "importing.document_rows.write",
            "importing.imports.undo",
            "importing.item_rows.write",
            "importing.second_rows.write",
            "importing.unit_price_rows.write",
            "importing.serial_rows.write_cartons",
        ),
        "as an import, proved in tests/exchange/test_import_session.py",
    ),
    "paper.pictures.keep": "what a choice names: choosing it is told",
    "proving.prove": "who asks tells it with what was approved; too many wrong PINs are told",
    "proving.change_own_pin": "test_people says what is told",
    "documents.parking.park_of": "a part of people.save, which tells who sells no more",
    "approving.as_it_would_be": "nothing is written",
    "people.save": "test_people says what is told",
    "proving.make_recovery_code": "test_people says what is told",
    "settings.keep_columns": "how wide a column is matters to the eye only",
    "settings.keep_export": "what was chosen last is only offered again",
    "audit.note": "it is the audit log",
    "approving.approve": "told with what it is for, once that is done: test_approving",
    "documents.by_hand.refuse_drift": "it only refuses",
    "documents.by_hand.left_to_approve": "it only refuses",
    "documents.by_hand.refuse_beyond": "it only refuses",
    "keeping.seals.seal": "the seal itself tells it",
    "keeping.seals.seal_close": "the seal itself tells it",
    "settings.keep_untold": "who calls it tells it, where it is to be told",
    "keeping.backup_places.note_marks": "the choice stays the same: what a backup found of it",
    "keeping.restoring.order": "the restored shop tells it, proved in test_restoring",
    "keeping.restoring.order_to_look": "nothing is changed: a copy is looked at",
    "keeping.frozen.stay": "told by it, as keeping.frozen.take_back is, which goes on with it",
    "proving.prove_again": "what it is asked for tells itself",
    "tries.try_secret": "the fifth wrong one is told: test_people",
    "tries.try_and_count": "the fifth wrong one is told: test_people",
    "tries.count_wrong": "the fifth is told: test_people",
    "tries.tell_wrong": "the fifth is told: test_people",
    "tries.end_tries": "a part of try_secret",
    "proving.badge_shown": "guesses at a badge are counted, and the fifth is told: test_people",
    "keeping.moving.move": "by keeping.frozen.leave, which it begins with",
    **dict.fromkeys(
        (f"keeping.backup_keeping.{name}" for name in ("order", "order_by_itself")),
        "a backup changes nothing of the shop",
    ),
    **dict.fromkeys(
        (f"keeping.backup_keeping.{name}" for name in ("note", "note_failed")),
        "the backup itself tells it, and the rail's foot",
    ),
    **dict.fromkeys(
        (f"paper.jobs.{name}" for name in _JOB_STEPS),
        "the print log tells it",
    ),
}


def test_every_writer_is_told_of_or_tells_itself():
    assert WRITERS.keys() == NOTED.keys() | TELL_THEMSELVES.keys()
    assert not NOTED.keys() & TELL_THEMSELVES.keys()


def told(shop, after):
    return [
        (action, json.loads(was or "null"), json.loads(became or "null"))
        for action, was, became in shop.rows(
            "SELECT action, before, after FROM audit WHERE id > ? ORDER BY id", after
        )
    ]


@pytest.mark.parametrize("writer", NOTED)
def test_a_change_is_told_with_what_was_before_and_after(shop, here, writer):
    prepare, act, expected = NOTED[writer]
    given = prepare(shop) if prepare else None
    ((last,),) = shop.rows("SELECT coalesce(max(id), 0) FROM audit")
    act(here, shop, given)
    assert told(shop, last) == expected
    assert set(shop.rows("SELECT user_id, counter_id, at FROM audit WHERE id > ?", last)) == {
        (2, 2, "2026-03-31T09:30:00.123+00:00")
    }


@pytest.mark.parametrize("writer", NOTED)
def test_what_is_not_told_is_not_done(shop, here, writer):
    """One transaction: where the audit log cannot be written, nothing changes."""
    prepare, act, _ = NOTED[writer]
    given = prepare(shop) if prepare else None
    before = shop.everything()
    fault = RuntimeError("the audit log is full")
    with patch("app.services.audit.audit.note", side_effect=fault), pytest.raises(RuntimeError):
        act(here, shop, given)
    assert shop.everything() == before


def test_what_stays_as_it_was_is_not_told(shop, here):
    before = shop.everything("audit")
    items.save(here, *phone(shop))
    contacts.save(here, contacts.load(shop.database, shop.has.customer), shop.has.customer)
    warehouses.save(here, warehouses.load(shop.database, shop.has.branch), shop.has.branch)
    settings.change(here, shop_name="Corner Shop", theme="system", resume=5)
    tracking.switch(here, shop.has.phone, True)
    assert shop.everything("audit") == before


def test_what_the_menu_shows_is_not_told(shop, here):
    before = shop.everything("audit")
    settings.save_person(here, open_groups=["sales"], first_steps=False)
    assert settings.load_person(shop.database, here.person.id).open_groups == ["sales"]
    assert shop.everything("audit") == before


def test_what_is_new_changes_nothing_that_stood_and_is_not_told(shop, here):
    before = shop.everything("audit")
    items.save(here, ItemForm("NEW-1", "New"), [])
    contacts.save(here, ContactForm("Mrs Wu"))
    warehouses.save(here, WarehouseForm("Annex"))
    cartons.learn(here, "C1", ["N1"])
    assert shop.everything("audit") == before


def test_a_record_s_changes_are_read_newest_first_and_in_parts(shop, here):
    """Of that record alone, each with who did it, at which counter."""
    was = contacts.load(shop.database, shop.has.customer)
    for phone_number in "12345":
        contacts.save(here, replace(was, phone=phone_number), shop.has.customer)
    of = (shop.database, Subject.CONTACT, shop.has.customer)
    first = audit.told_of(*of, most=2)
    then = audit.told_of(*of, below=first[-1].id, most=9)
    assert [one.after["phone"] for one in (*first, *then)] == list("54321")
    assert {(one.person, one.counter) for one in first} == {("Ann", "Counter 2")}
    assert audit.told_of(shop.database, Subject.ITEM, shop.has.customer) == []


def test_it_says_what_it_was_done_to(shop, here):
    purchase = shop.purchase("A1")
    voiding.void(here, purchase, "typed wrongly")
    draft = shop.written("purchase", "A1")
    draft_lines.set_price(here, draft, first_line(shop, draft), 7)
    contacts.save(here, ContactForm("Mrs Wu"), shop.has.customer)
    fields = "subject, subject_id, document_id, detail"
    assert shop.rows(f"SELECT {fields} FROM audit WHERE counter_id = 2 ORDER BY id") == [
        ("document", purchase, purchase, "typed wrongly"),
        ("document_line", first_line(shop, draft), draft, ""),
        ("contact", shop.has.customer, None, ""),
    ]


def test_a_label_printed_once_more_is_told_with_its_reason(shop, here):
    shop.opening("A1")
    label = NewJob(Purpose.SERIAL_LABEL, "Zebra", "40 × 20", labels=["A1"])
    jobs.record(here, label)
    ((last,),) = shop.rows("SELECT coalesce(max(id), 0) FROM audit")
    jobs.add(here, replace(label, reason="torn off"))
    after = {"labels": ["A1"], "printer": "Zebra", "copies": 1}
    assert told(shop, last) == [("reprint", None, after)]


def test_what_is_taken_off_a_purchase_is_the_document_itself(shop, here):
    """Nobody has seen its price but who types it."""
    before = shop.everything("audit")
    draft = shop.written("purchase", "A1 A2")
    undoing.remove_serials(here, draft, [first_serial(shop, draft)])
    undoing.delete_line(here, draft, first_line(shop, draft))
    undoing.undo_last(here, draft)
    assert shop.everything("audit") == before


def test_the_decisions_of_a_count_are_told_once_and_not_again_when_it_is_posted(shop):
    count = counted(shop)
    shop.post(count, missing=True)
    decided = "SELECT before, after FROM audit WHERE action = 'decide'"
    assert shop.rows(decided) == [("{}", '{"missing": true}')]


def test_many_are_written_at_once(shop, here):
    """However many items are switched, the log is written with one statement."""
    ids = [items.save(shop.session, ItemForm(f"N-{n}", f"New {n}"), []) for n in range(20)]
    with patch("app.services.audit.audit.note", wraps=audit.audit.note) as noted:
        tracking.switch_many(here, ids, True)
    assert noted.call_count == 1
    assert shop.rows("SELECT count(*) FROM audit WHERE action = 'tracking'") == [(20,)]


def given_up(shop):
    return told(shop, 0)[-1]


def test_a_sale_that_was_given_up_is_told_with_its_lines_and_total(shop, here):
    shop.opening("A1 A2")
    draft = shop.written("sale", "A1 A2")
    drafts.discard(here, draft)
    after = {"state": "discarded", "lines": 1, "total": 2 * 2999_00}
    assert given_up(shop) == ("given_up", {"state": "draft"}, after)


def test_a_sale_that_is_emptied_line_by_line_is_told_as_given_up(shop, here):
    shop.opening("A1")
    draft = shop.written("sale", "A1")
    shop.line(draft, product=shop.has.cable, units=2)
    first, second = document_lines.lines(shop.database, draft)
    before = len(told(shop, 0))
    undoing.delete_line(here, draft, first.id)
    assert [one for one in told(shop, 0)[before:] if one[0] == "given_up"] == []
    undoing.delete_line(here, draft, second.id)
    assert given_up(shop) == ("given_up", {"lines": 1}, {"lines": 0, "total": 2 * 19_90})


def test_what_was_begun_and_never_filled_is_no_sale_given_up(shop, here):
    drafts.discard(here, shop.draft("sale"))
    assert given_up(shop)[0] == "discard"


@pytest.mark.parametrize("change", ["UPDATE audit SET detail = 'x'", "DELETE FROM audit"])
def test_the_log_is_never_written_over(shop, change):
    shop.opening("A1")
    shop.correct("A1", "A2")
    with pytest.raises(sql.ConstraintBroken):
        sql.execute(shop.database, change)


def test_the_log_file_has_nothing_of_it(shop, here, caplog):
    """What names a customer stands in the store, not in the program's log."""
    with caplog.at_level("INFO"):
        contacts.save(here, ContactForm("Mrs Wu"), shop.has.customer)
        refusal(contacts.save, shop.as_a(Role.VIEWER), ContactForm("Mrs Wu"), shop.has.customer)
    assert caplog.text == ""


def test_actions_have_names_that_a_store_can_keep():
    assert len({action.name.lower() for action in Action}) == len(Action)
