"""What stands against documents, their lines, and what becomes of them."""

from app.domain.problems.reasons.reason import Reason


class DocumentReasons:
    """What stands against documents, their lines, and what becomes of them."""

    # A document and its lines (D)
    NO_LINES = Reason("The document is empty. Scan what belongs on it.")
    NO_PARTY = Reason("Choose the customer or supplier.")
    NO_WAREHOUSE = Reason("Choose the warehouse.")
    WAREHOUSE_CLOSED = Reason("{warehouse} is closed. Choose another warehouse, or open it again.")
    WRONG_PARTY = Reason(
        "{name} can no longer be chosen here, being inactive or not of this role. Choose another."
    )
    BAD_DATE = Reason(
        "“{text}” is not a date. Write it like 2026-01-31, or choose it from the calendar."
    )
    DATE_UNCLEAR = Reason("“{text}” can be read as {first} or as {second}. Write it like {first}.")
    DATE_AHEAD = Reason("The date {date} lies in the future. Is it right?")
    DATE_LONG_AGO = Reason("The date {date} is {days} days ago. Is it right?")
    DATE_BEFORE_SHOP = Reason(
        "The date {date} is before {year}, the shop's first year. Is it right?"
    )
    NO_QUANTITY = Reason("{product}: the quantity is zero. Enter how many, or delete the line.")
    DECIMALS = Reason(
        "{product}: its unit does not allow the quantity {quantity}. Correct the quantity."
    )
    FRACTION = Reason(
        "{product}: an item with serial numbers has whole units only. Correct the quantity."
    )
    BELOW_SERIALS = Reason(
        "{product}: the quantity is {quantity}, less than its serial numbers ({serials}). Take "
        "serial numbers out or raise the quantity."
    )
    SERIALS_MISSING = Reason(
        "{product}: {serials} of {quantity} units have a serial number. Scan the other {missing}."
    )
    NOT_TRACKED = Reason(
        "{product} has no serial number management, but serial numbers are on its line. Take them "
        "out, or enable it on the item's page."
    )
    TRACKING_OFF = Reason(
        "Serial number management is switched off, so the serial numbers on this document cannot "
        "be posted. Switch it on in Settings › System Settings, or delete the lines that have "
        "them and enter those by quantity."
    )
    NOT_ENOUGH_STOCK = Reason(
        "{product}: {quantity} are wanted, {on_hand} are in {warehouse}. Lower the quantity or "
        "receive the goods first."
    )
    BELOW_ZERO = Reason(
        "{product}: {quantity} are wanted, {on_hand} are in {warehouse}, so its stock goes below "
        "zero. Is that right?"
    )
    NOT_ENOUGH_WITHOUT_SERIAL = Reason(
        "{product}: {wanted} without a serial number are entered, but {warehouse} has only "
        "{there} such units. Scan the serial numbers of the others."
    )
    NO_PLACE_FOR_SERIALS = Reason(
        "“{serial}” is a serial number of {product}; this document lists items without serial "
        "numbers. Scan the product's barcode instead."
    )
    SERIALS_REFUSED = Reason(
        "{product} is serial-tracked, and an assembly would lose which serial number went where. "
        "Take the line out; adjust its serial numbers on the item's page instead."
    )
    BASE_UNIT_ONLY = Reason(
        "{product} is serial-tracked: it is sold in its base unit only. Choose the base unit."
    )
    INACTIVE = Reason(
        "{product} is inactive: it takes no part in new sales, purchases and orders. Take it out, "
        "or make it active again on the item's page."
    )
    # Returns (D14)
    OTHER_CUSTOMER = Reason(
        "Sold to {owner}: {count}, such as “{serial}” ({number}, {date}). "
        "The customer here is {party}. Is that right?"
    )
    OWNED_BY_CUSTOMER = Reason(
        "Sold to {owner}: {count}, such as “{serial}” ({number}, {date}). "
        "No customer is chosen here. Is that right?"
    )
    SOLD_TO_NOBODY = Reason(
        "Sold to a walk-in customer: {count}, such as “{serial}” ({number}, {date}). "
        "The customer here is {party}. Is that right?"
    )
    OTHER_SUPPLIER = Reason(
        "Came from {owner}: {count}, such as “{serial}” ({number}, {date}). "
        "The supplier here is {party}. Is that right?"
    )
    PARTS_MISSING = Reason("Add at least two lines: first what is made, then what it is made of.")
    # Transfers (D4)
    NO_DESTINATION = Reason("Choose the warehouse that it goes to.")
    SAME_WAREHOUSE = Reason("It cannot go to the warehouse it comes from. Choose another one.")
    NOT_SENT = Reason(
        "“{serial}” was not sent with {number}. Put it aside and check where it is from."
    )
    NOTHING_SENT = Reason("“{code}” is {product}, of which nothing is on the way with {number}.")
    MORE_THAN_SENT = Reason(
        "{product}: {quantity} are entered, {outstanding} are still on the way. Lower the quantity."
    )
    MORE_WITHOUT_SERIAL_THAN_SENT = Reason(
        "{product}: {quantity} are entered without a serial number, {outstanding} were sent so. "
        "Scan the serial numbers of the others."
    )
    ORIGIN_VOID = Reason("{number}, from which this was made, is void. Discard this draft.")
    NOTHING_LEFT = Reason("Nothing of {number} is on the way any more.")
    NOTHING_OPEN = Reason(
        "Nothing of {number} is open any more. Create another document of it, without lines?"
    )
    # Counts and adjustments (D2, P7, L5)
    UNDECIDED = Reason("Choose what is to happen with “{group}” ({count}).")
    COUNT_SHORT = Reason(
        "{product}: {counted} were counted, but {serials} serial numbers are in stock. Scan "
        "those that are there, so that the missing ones are known."
    )
    COUNT_BREAKS_STOCK = Reason(
        "{product}: after this count fewer units would be in {warehouse} than serial numbers. "
        "Count it again."
    )
    COUNT_MOVED = Reason(
        "{product} was counted in parts, and some came to {warehouse} or left it in between. "
        "Count it again, all of it."
    )
    NOTHING_TO_ADJUST = Reason("Nothing was changed. Add, take away or correct something first.")
    ADJUST_BELOW_SERIALS = Reason(
        "{product}: {quantity} on hand is less than its serial numbers ({serials}). Raise the "
        "quantity or take serial numbers away."
    )
    NUMBER_TAKEN = Reason("“{serial}” exists already. Two units cannot have one serial number.")
    SAME_NUMBER = Reason("“{serial}” is its number already.")
    SECOND_TAKEN = Reason("“{serial}” is the second identifier of “{other}”.")
    CODE_IS_CORRECTED = Reason(
        "“{serial}” is the earlier number of “{other}”, which was corrected."
    )
    # What was entered and is on no document yet (D11)
    TEXT_WAITS = Reason(
        "“{text}” is still in Manual entry and not on the document. Correct it there, or clear "
        "the box."
    )
    PLAN_WAITS = Reason(
        "Generate holds a plan that was not carried out: {count} serial numbers from {first}. "
        "Press Generate there, or post again without it."
    )
    CHOICE_WAITS = Reason(
        "{count} serial numbers are chosen in In stock and were not taken. Take them there, or "
        "post again without them."
    )
    NO_SUCH_NAME = Reason("“{text}” is typed in {field}, but names none. Choose one, or clear it.")
    SCAN_UNCLAIMED = Reason(
        "“{code}” was scanned on a page that takes no scans. It waits below the page."
    )
    SCAN_LOCKED = Reason(
        "“{code}” was scanned while nobody was signed in. It waits for who signs in."
    )
    SCAN_DROPPED = Reason("“{code}” was dropped: no document took it.")
    # The life of a document (D6, V)
    IS_PARKED = Reason("This sale is parked. Call it back first.")
    NOT_PARKED = Reason("This sale is not parked any more: it was called back, or discarded.")
    NOT_AT_COUNTER = Reason(
        "Only a sale at the Counter is parked. Other drafts stay in their list."
    )
    GONE_WHILE_PARKED = Reason(
        "“{serial}” went out meanwhile with {number}, by {person} on {date} at {time}. Take it "
        "out, or scan another in its place."
    )
    IN_TRAINING = Reason(
        "This counter is in training, and this is a real sale or return. End training in "
        "Settings › System Settings first."
    )
    BEGUN_IN_TRAINING = Reason(
        "This was begun in training: it counts nowhere, and cannot become a real sale. Discard it "
        "and begin anew."
    )
    TRAINING_SALE_OPEN = Reason(
        "There is a sale at the Counter. Finish, park or discard it before training begins or ends."
    )
    NOT_A_DRAFT = Reason(
        "This document is posted; it is never edited. Copy it to make a new draft."
    )
    NOT_POSTED = Reason("Only a posted document can be voided.")
    ALREADY_VOID = Reason("This document is void already.")
    NO_REASON = Reason("Give a reason for the void; it stays with the document.")
    NOT_ALLOWED = Reason("{person} may not do this: {action}. These may: {roles}.")
    NOT_ACTIVE = Reason("{person} does not work here any more. Somebody else must sign in (F12).")
    BLOCKED = Reason(
        "{number} of {date} came later and holds {count} of these serials. Void it first."
    )
    BLOCKED_BY_QUANTITY = Reason(
        "{number} of {date} came later and goes on from this document. Void it first."
    )
    RELEASE_KEPT = Reason(
        "Serial number management of {product} is off, so its serial numbers cannot come back. "
        "Enable it first."
    )
    VOID_BREAKS_STOCK = Reason(
        "{product}: voiding would take {quantity} out of {warehouse}, where only {free} can be "
        "taken out. Void the later documents first."
    )
