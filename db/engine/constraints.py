"""The rules of the schema by name, whatever words an engine reports them with.

SQLite names no CHECK that was not named when its table was made: it reports the expression. What a
trigger refuses, it reports with the trigger's words. A test holds the table to the schema.
"""

import re

_SERIAL = "length({0}) BETWEEN 1 AND 100 AND {0} NOT GLOB '*[^!-~]*' AND instr({0}, ',') = 0"  # F1

NAMES = {
    # what a column takes
    "length(trim(name)) > 0": "name_is_given",
    "length(sku) > 0": "sku_is_given",
    "length(barcode) > 0": "barcode_is_given",
    _SERIAL.format("number"): "number_is_a_serial",
    _SERIAL.format("code"): "code_is_a_serial",
    "active IN (0, 1)": "active_is_a_flag",
    "is_customer IN (0, 1)": "is_customer_is_a_flag",
    "is_supplier IN (0, 1)": "is_supplier_is_a_flag",
    "track_serials IN (0, 1)": "track_serials_is_a_flag",
    "track_batches IN (0, 1)": "track_batches_is_a_flag",
    "track_shelf_life IN (0, 1)": "track_shelf_life_is_a_flag",
    "is_bundle IN (0, 1)": "is_bundle_is_a_flag",
    "is_earlier IN (0, 1)": "is_earlier_is_a_flag",
    "is_second IN (0, 1)": "is_second_is_a_flag",
    "warranty_months BETWEEN 0 AND 600": "warranty_is_50_years_at_most",
    "at_counter IN (0, 1)": "at_counter_is_a_flag",
    "taken IN (0, 1)": "taken_is_a_flag",
    "unit_decimals BETWEEN 0 AND 3": "unit_decimals_are_0_to_3",
    "unit_size > 0": "unit_size_is_above_zero",
    "size > 1000 AND size % 1000 = 0": "pack_is_whole_units",
    "source IN ('scanned', 'packing_list', 'packed', 'code')": "carton_source_is_known",
    "step > 0": "step_is_above_zero",
    "next >= 0": "next_is_not_below_zero",
    "last > 0": "sequence_is_above_zero",
    "id = 1": "log_has_one_mark",
    "of_draft IN (0, 1)": "of_draft_is_a_flag",
    "pieces > 0": "pieces_are_above_zero",
    "copies BETWEEN 1 AND 99": "copies_are_1_to_99",
    "rows > 0": "imported_rows_are_above_zero",
    "state BETWEEN 0 AND 4": "print_state_is_known",
    # contacts and products
    "is_customer OR is_supplier": "contact_is_customer_or_supplier",
    "NOT track_serials OR NOT (is_bundle OR track_batches OR track_shelf_life OR unit_decimals)": (
        "serials_go_alone"
    ),
    "product: another item has this GTIN in another form": "gtin_is_one_products",
    # documents
    "state BETWEEN 0 AND 3": "document_state_is_known",
    "date GLOB '[0-9][0-9][0-9][0-9]-[0-9][0-9]-[0-9][0-9]'": "document_date_is_iso",
    "date_choice BETWEEN 0 AND 2": "date_choice_is_known",
    "(state IN (1, 2)) = (number IS NOT NULL AND posting IS NOT NULL AND posted_at IS NOT NULL"
    " AND posted_by IS NOT NULL)": "posted_is_signed",
    "(state = 2) = (voided_at IS NOT NULL AND voided_by IS NOT NULL"
    " AND length(ifnull(void_reason, '')) > 0)": "void_is_signed",
    "document: it begins as a draft": "document_begins_as_draft",
    "document: its date is a day of the calendar": "document_date_is_a_day",
    "document: what comes back is as new, unpacked or faulty": "return_condition_is_known",
    "document: posted papers do not change": "posted_papers_do_not_change",
    "document: it is posted after all that are posted": "posted_after_all_others",
    "document: it is posted with its lines and their total": "posted_with_its_total",
    "document: it is posted with the next number of its kind": "posted_with_the_next_number",
    "document: it is posted with what its lines move": "posted_with_what_it_moves",
    "document: the time of its posting is no time": "posted_at_is_a_time",
    "document: it is voided with the reversal of all it moved": "voided_with_all_it_moved",
    "document: the time of its void is no time": "voided_at_is_a_time",
    "document: a serial stands on a line of its own document": "serial_is_on_its_documents_line",
    "count: a decision is not changed": "count_decision_is_kept",
    "number: a sequence follows the papers that are posted": "sequence_follows_the_papers",
    "number: a sequence is never deleted": "sequence_is_kept",
    # the ledgers, and what follows from them
    "audit: history is never overwritten": "audit_is_kept",
    "print job: what was printed does not change": "print_job_is_kept",
    "import: what was imported does not change": "import_is_kept",
    "serial ledger: history is never overwritten": "serial_ledger_is_kept",
    "serial ledger: illegal or stale movement": "serial_movement_is_legal",
    "serial ledger: only a new schema makes a move legal": "legal_moves_are_kept",
    "stock ledger: history is never overwritten": "stock_ledger_is_kept",
    "stock ledger: illegal movement": "stock_movement_is_legal",
    "(status IN (1, 5)) = (warehouse_id IS NOT NULL)": "serial_is_somewhere_while_here",
    "(status = 0) = (current_movement_id IS NULL)": "serial_is_known_by_a_movement",
    "serial: its state comes from the ledger only": "serial_follows_the_ledger",
    "serial: one serial, one product": "one_serial_one_product",
    "serial: serials are never deleted": "serial_is_kept",
    "serial: a corrected number is kept as an alias": "earlier_number_is_kept",
    "serial: this number is an alias of another serial": "number_is_no_others_alias",
    "serial: this number is another serial's": "alias_is_no_others_number",
    "serial: an alias is the number that it had": "alias_was_the_number",
    "serial: an alias is never changed": "alias_is_not_changed",
    "serial: an alias is never deleted": "alias_is_not_deleted",
    "serial: in stock or in transit, so serials cannot be switched off": "no_serials_to_switch_off",
    "status > 1": "serial_count_is_of_the_gone",
    "count >= 0": "serial_count_is_not_below_zero",
    "serial: its counts follow the ledger only": "serial_count_follows_the_ledger",
    "serial: what is counted here is never deleted": "serial_count_is_kept",
    "identified >= 0": "identified_is_not_below_zero",
    "identified = 0 OR on_hand >= identified * 1000": "on_hand_covers_the_serials",
    "stock: a serial-tracked product cannot be below zero": "tracked_stock_is_not_below_zero",
    "stock: it follows the ledgers only": "stock_follows_the_ledgers",
    "stock: negative or fractional, so serials cannot be switched on": "stock_takes_serials",
    "stock: what is counted here is never deleted": "stock_is_kept",
    "stock: its total follows the ledgers only": "stock_total_follows_the_ledgers",
    "on the way: it follows the documents only": "on_the_way_follows_the_documents",
    "items >= 0": "stock_items_are_not_below_zero",
    "quantity > 0": "quantity_is_above_zero",
    "serials >= 0": "serials_are_not_below_zero",
    # prices, discounts and taxes
    "rate BETWEEN 0 AND 100000": "rate_is_0_to_100_percent",
    "valid_until IS NULL OR valid_until >= valid_from": "rate_ends_after_it_begins",
    "from_quantity > 0": "from_quantity_is_above_zero",
    "price >= 0": "price_is_not_below_zero",
    # payments, debts, the drawer
    "kind BETWEEN 0 AND 5": "tender_kind_is_known",
    "opens_drawer IN (0, 1)": "opens_drawer_is_a_flag",
    "amount <> 0": "amount_is_not_zero",
    "amount > 0": "amount_is_above_zero",
    "amount >= 0": "amount_is_not_below_zero",
    "given >= amount + rounding": "given_covers_the_amount",
    "payment: only cash is rounded and changed": "only_cash_is_changed",
    "payment: it is made while its document is posted": "payment_is_made_at_posting",
    "asks_reference IN (0, 1)": "asks_reference_is_a_flag",
    "payment: it is reversed whole, while its document is voided": "payment_is_reversed_whole",
    "payment: history is never overwritten": "payments_are_kept",
    "void IN (0, 1)": "void_is_a_flag",
    "settled BETWEEN min(amount, 0) AND max(amount, 0)": "settled_is_within_the_debt",
    "NOT void OR settled = 0": "void_debt_is_not_settled",
    "debt: it begins whole, while its document is posted": "debt_begins_at_posting",
    "debt: only what is settled of it changes": "debt_does_not_change",
    "debt: it is settled by allocations only": "debt_follows_allocations",
    "debt: none is ever deleted": "debt_is_kept",
    "from_id <> to_id": "allocation_is_between_two",
    "allocation: it is between two debts of one contact": "allocation_is_of_one_contact",
    "allocation: it is reversed whole": "allocation_is_reversed_whole",
    "allocation: history is never overwritten": "allocations_are_kept",
    "document: it is posted with the payments that settle it": "posted_with_its_payments",
    "document: it is voided with the reversal of its payments": "voided_with_its_payments",
    "float >= 0": "float_is_not_below_zero",
    "differs = 0 OR length(trim(why)) > 0": "opening_difference_is_explained",
    "(closed_at IS NULL) = (closed_by IS NULL) AND (closed_at IS NULL) = (number IS NULL)"
    " AND (closed_at IS NULL) = (expected IS NULL) AND (closed_at IS NULL) = (counted IS NULL)"
    " AND (closed_at IS NULL) = (stays IS NULL)": "closed_shift_is_signed",
    "counted >= 0 AND stays BETWEEN 0 AND counted"
    " AND (counted = expected OR length(trim(reason)) > 0)": "closing_difference_is_explained",
    "value > 0": "coin_is_above_zero",
    "length(trim(reason)) > 0": "reason_is_given",
    "kind BETWEEN 0 AND 2": "drawer_entry_kind_is_known",
    "CASE kind WHEN 0 THEN amount > 0 WHEN 1 THEN amount < 0 ELSE amount = 0 END": (
        "drawer_entry_has_its_sign"
    ),
    "(shift_id IS NULL) = (id = 1)": "grand_total_is_of_a_shift",
    "grand_total: one follows the other": "grand_totals_follow_each_other",
    "grand_total: it is never set back": "grand_total_is_never_set_back",
    "grand_total: history is never overwritten": "grand_total_is_kept",
    "number > 0": "training_number_is_above_zero",
    "(number IS NULL) = (done_at IS NULL) AND (number IS NULL) = (done_by IS NULL)": (
        "training_is_signed"
    ),
    "training_sale: it is one from its first line on": "training_from_its_first_line",
    "training_sale: it is done once, by the next number": "training_is_done_once",
    "training_sale: none is ever deleted": "training_is_kept",
    "training_sale: it is never posted": "training_is_never_posted",
    "training_sale: what is done is not begun again": "training_stays_done",
    "shift: it is opened before it is closed": "shift_begins_open",
    "shift: a closed one does not change, an open one is only closed": "shift_is_kept",
    "shift: its number is the next one": "shift_has_the_next_number",
    "shift: none is ever deleted": "shift_is_not_deleted",
    "shift: what passes the drawer is of an open one of its counter": "shift_is_open",
    "drawer: history is never overwritten": "drawer_entries_are_kept",
    # seals, and what was called otherwise
    "event BETWEEN 0 AND 3": "seal_event_is_known",
    "length(hash) = 32": "seal_hash_is_whole",
    "(event < 3) = (document_id IS NOT NULL) AND (event = 3) = (rows IS NOT NULL)"
    " AND (event = 3) = (first_id IS NOT NULL) AND (event = 3) = (last_id IS NOT NULL)": (
        "seal_is_of_a_document_or_of_rows"
    ),
    "seal: it follows the one before": "seal_follows",
    "seal: history is never overwritten": "seals_are_kept",
    "done >= 0": "takeover_goes_on",
    "subject IN ('product', 'contact', 'warehouse', 'person', 'tender')": "named_is_known",
    "serial: history is never overwritten": "earlier_numbers_are_kept",
    # who works here, and what they prove it by
    "kind BETWEEN 1 AND 3": "secret_kind_is_known",
    "mark BETWEEN 0 AND 255": "badge_mark_is_one_byte",
    "(kind = 3) = (person_id IS NULL) AND (kind = 2) = (mark IS NOT NULL)": "secret_is_whole",
    "tries >= 0": "tries_are_not_below_zero",
    "wait_seconds >= 0": "wait_is_not_below_zero",
    # codes of cartons, and the log
    "carton: its code is a serial, a barcode or a SKU": "carton_code_is_its_own",
    "carton: its code never changes": "carton_code_is_kept",
    "log: its mark is never deleted": "log_mark_is_kept",
}
"""What SQLite reports of a CHECK or of a trigger, and the name of the rule."""

_NAMED = (
    (re.compile(r"UNIQUE constraint failed: index '(\w+)'"), "{0}"),
    (re.compile(r"UNIQUE constraint failed: (\w+)\.(.+)"), "{0}_{1}_unique"),
    (re.compile(r"NOT NULL constraint failed: (\w+)\.(\w+)"), "{0}_{1}_is_given"),
    (re.compile(r"FOREIGN KEY constraint failed"), "reference"),
    (re.compile(r"cannot store \w+ value in \w+ column (\w+)\.(\w+)"), "{0}_{1}_type"),
)
"""What is named after the table and its columns; of a reference SQLite does not say which."""


def name_of(reported: str) -> str:
    """The name of the rule that an engine reports as broken; as reported where it has none."""
    words = " ".join(reported.removeprefix("CHECK constraint failed: ").split())
    if words in NAMES:
        return NAMES[words]
    for pattern, name in _NAMED:
        if found := pattern.fullmatch(words):
            columns = [part.replace(f", {found[1]}.", "_") for part in found.groups()]
            return name.format(*columns)
    return words
