"""The store's tables as people know them, for what is said of their rows (S3)."""

from enum import Enum, unique

from app.domain.marks import N_


@unique
class Records(Enum):
    """Tables as people know them; another one is told by its own name."""

    PRODUCT = N_("Items")
    PRODUCT_BARCODE = N_("Barcodes of items")
    PRODUCT_UNIT = N_("Pack units of items")
    CONTACT = N_("Contacts")
    WAREHOUSE = N_("Warehouses")
    PERSON = N_("People")
    COUNTER = N_("Counters")
    TENDER = N_("Tenders")
    TAX = N_("Taxes")
    TAX_RATE = N_("Tax rates")
    PRICE_LIST = N_("Price lists")
    LIST_PRICE = N_("Prices of price lists")
    SERIAL_PRICE = N_("Prices of units")
    SERIAL = N_("Serial numbers")
    SERIAL_ALIAS = N_("Earlier numbers and second identifiers")
    SETTING = N_("Settings")
    PERSON_SETTING = N_("Settings of people")
    COUNTER_SETTING = N_("Settings of counters")
    DOCUMENT = N_("Drafts")
    DOCUMENT_LINE = N_("Lines of drafts")
    DRAFT_SERIAL = N_("Serial numbers on drafts")
    CARTON = N_("Cartons")
    CARTON_SERIAL = N_("Contents of cartons")
    SHIFT = N_("Shifts")
    PRINT_JOB = N_("Print log")
    SCAN_LOG = N_("Scan log")
    AUDIT = N_("Audit log")
    ALLOCATION = N_("What settles what")
    DRAWER_ENTRY = N_("Money put in or taken out")
    GRAND_TOTAL = N_("Totals since the shop began")
    SECRET = N_("PINs and badges")
    TRAINING_SALE = N_("Training sales")
    CLOSING = N_("What was noted as the shop was closed")


def called(table: str) -> Records | str:
    """A table, as people know it."""
    return Records.__members__.get(table.upper(), table)
