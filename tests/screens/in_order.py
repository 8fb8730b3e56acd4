"""The scenes in the order in which they are rendered. Add one with every new page."""

from collections.abc import Callable

from tests.screens.scenes.counter import (
    counter_empty,
    counter_while_scanning,
    customer_screen,
    exchange,
    finding_by_words,
    in_training,
    parked_sales,
    payment,
    words_on_the_counter,
)
from tests.screens.scenes.documents import (
    documents_of_every_kind,
    documents_of_other_kinds,
    generation,
    inventory_count,
    lines_by_keys,
    manual_entry,
    orders_and_their_invoices,
    posted_papers,
    printed_document,
    questions,
    refused_posting,
    small_screen,
    transfers_on_the_way,
)
from tests.screens.scenes.files import file_taken_in, migration, packing_list
from tests.screens.scenes.inventory import (
    cartons_of_the_shop,
    labels,
    scans_of_the_day,
    serial_search,
    stray_scans,
)
from tests.screens.scenes.keeping import (
    checked,
    moved_and_brought,
    restored_with_losses,
    trouble_at_the_start,
)
from tests.screens.scenes.money import drawer, on_account
from tests.screens.scenes.people import an_approval, an_approval_in_a_form, people_at_the_counter
from tests.screens.scenes.records import (
    batch_switching,
    item_detail,
    prices,
    records_of_other_kinds,
)
from tests.screens.scenes.settings import (
    audit_log,
    backups_kept,
    print_templates,
    printers_page,
    scanner,
    settings,
)
from tests.screens.scenes.shell import (
    every_page,
    first_run,
    keys_of_the_page,
    rail_and_go_to,
    upgrade_window,
)
from tests.screens.studio import Studio

SCENES: tuple[Callable[[Studio], None], ...] = (
    first_run,
    upgrade_window,
    every_page,
    records_of_other_kinds,
    rail_and_go_to,
    keys_of_the_page,
    counter_empty,
    counter_while_scanning,
    parked_sales,
    payment,
    exchange,
    customer_screen,
    on_account,
    words_on_the_counter,
    documents_of_every_kind,
    manual_entry,
    lines_by_keys,
    refused_posting,
    posted_papers,
    printers_page,
    people_at_the_counter,
    an_approval,
    an_approval_in_a_form,
    printed_document,
    serial_search,
    labels,
    scans_of_the_day,
    cartons_of_the_shop,
    packing_list,
    file_taken_in,
    migration,
    generation,
    inventory_count,
    transfers_on_the_way,
    orders_and_their_invoices,
    documents_of_other_kinds,
    item_detail,
    prices,
    questions,
    batch_switching,
    small_screen,
    scanner,
    settings,
    stray_scans,
    finding_by_words,
    print_templates,
    drawer,
    backups_kept,
    restored_with_losses,
    moved_and_brought,
    checked,
    trouble_at_the_start,
    audit_log,
    in_training,
)
