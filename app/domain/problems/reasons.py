"""Every reason for a refusal, with its sentence: what is wrong and what to do.

The sentence of a code is its value, translated where it is shown.
"""

from enum import Enum, unique

from app.domain.marks import N_


@unique
class Code(Enum):
    """Every reason for a refusal; names in braces are filled from ``Problem.values``."""

    # What a serial number is (F)
    EMPTY = N_("Nothing was entered. Scan or type a code.")
    TOO_LONG = N_(
        "This code has {length} characters; a serial number has at most {most}. Check that two "
        "codes did not run together, then enter it again."
    )
    BAD_CHARACTER = N_(
        "Character {position} of “{serial}” is {character}, which a serial number cannot have "
        "(letters, digits and ASCII punctuation only). Correct it and enter it again."
    )
    TOO_MANY = N_(
        "No more than {most} serial numbers fit in one operation. The first {most} stay; enter the "
        "others on another line or afterwards."
    )
    DUPLICATE = N_("“{serial}” is the same as entry {entry}. It counts once.")
    ON_DOCUMENT = N_("“{serial}” is already on this document. It counts once.")
    # Who holds it (L1, F4, F7)
    IS_IN_STOCK = N_("“{serial}” is in stock already.")
    IS_SOLD = N_("“{serial}” is sold already.")
    IS_RETURNED = N_("“{serial}” was returned to the supplier. Purchase it again first.")
    IS_REMOVED = N_("“{serial}” was taken out of stock. Add it again first.")
    IS_IN_TRANSIT = N_("“{serial}” is in transit. Receive the transfer first.")
    IS_UNKNOWN = N_("“{serial}” is not known here. Check the code, or find out where it came from.")
    NOT_SOLD = N_("“{serial}” is not sold, so it cannot be returned. Check the label.")
    OTHER_WAREHOUSE = N_(
        "“{serial}” is in another warehouse. Choose that warehouse or transfer it first."
    )
    OTHER_PRODUCT = N_("“{serial}” belongs to another product. Check the label.")
    IS_PRODUCT_CODE = N_(
        "“{serial}” is a barcode or SKU of {product}, not a serial number. Scan the serial."
    )
    NO_UNIT_WITHOUT_SERIAL = N_(
        "“{serial}” is not known, and every unit of {product} in {warehouse} already has its "
        "serial number. Check the code, or enter the goods receipt first."
    )
    NO_LINE = N_("“{serial}” is not known. Scan the product's barcode first, then its serials.")
    CONFIRM = N_("“{serial}” needs a confirmation before it is taken.")
    # A document and its lines (D)
    NO_LINES = N_("The document is empty. Scan what belongs on it.")
    NO_PARTY = N_("Choose the customer or supplier.")
    NO_WAREHOUSE = N_("Choose the warehouse.")
    WAREHOUSE_CLOSED = N_("{warehouse} is closed. Choose another warehouse, or open it again.")
    WRONG_PARTY = N_(
        "{name} can no longer be chosen here, being inactive or not of this role. Choose another."
    )
    BAD_DATE = N_(
        "“{text}” is not a date. Write it like 2026-01-31, or choose it from the calendar."
    )
    DATE_UNCLEAR = N_("“{text}” can be read as {first} or as {second}. Write it like {first}.")
    DATE_AHEAD = N_("The date {date} lies in the future. Is it right?")
    DATE_LONG_AGO = N_("The date {date} is {days} days ago. Is it right?")
    DATE_BEFORE_SHOP = N_("The date {date} is before {year}, the shop's first year. Is it right?")
    NO_QUANTITY = N_("{product}: the quantity is zero. Enter how many, or delete the line.")
    DECIMALS = N_(
        "{product}: its unit does not allow the quantity {quantity}. Correct the quantity."
    )
    FRACTION = N_(
        "{product}: an item with serial numbers has whole units only. Correct the quantity."
    )
    BELOW_SERIALS = N_(
        "{product}: the quantity is {quantity}, less than its serial numbers ({serials}). Take "
        "serial numbers out or raise the quantity."
    )
    SERIALS_MISSING = N_(
        "{product}: {serials} of {quantity} units have a serial number. Scan the other {missing}."
    )
    NOT_TRACKED = N_(
        "{product} has no serial number management, but serial numbers are on its line. Take them "
        "out, or enable it on the item's page."
    )
    TRACKING_OFF = N_(
        "Serial number management is switched off, so the serial numbers on this document cannot "
        "be posted. Switch it on in Settings › System Settings, or delete the lines that have "
        "them and enter those by quantity."
    )
    NOT_ENOUGH_STOCK = N_(
        "{product}: {quantity} are wanted, {on_hand} are in {warehouse}. Lower the quantity or "
        "receive the goods first."
    )
    BELOW_ZERO = N_(
        "{product}: {quantity} are wanted, {on_hand} are in {warehouse}, so its stock goes below "
        "zero. Is that right?"
    )
    NOT_ENOUGH_WITHOUT_SERIAL = N_(
        "{product}: {wanted} without a serial number are entered, but {warehouse} has only "
        "{there} such units. Scan the serial numbers of the others."
    )
    NO_PLACE_FOR_SERIALS = N_(
        "“{serial}” is a serial number of {product}; this document lists items without serial "
        "numbers. Scan the product's barcode instead."
    )
    SERIALS_REFUSED = N_(
        "{product} is serial-tracked, and an assembly would lose which serial number went where. "
        "Take the line out; adjust its serial numbers on the item's page instead."
    )
    BASE_UNIT_ONLY = N_(
        "{product} is serial-tracked: it is sold in its base unit only. Choose the base unit."
    )
    INACTIVE = N_(
        "{product} is inactive: it takes no part in new sales, purchases and orders. Take it out, "
        "or make it active again on the item's page."
    )
    # Returns (D14)
    OTHER_CUSTOMER = N_(
        "Sold to {owner}: {count}, such as “{serial}” ({number}, {date}). "
        "The customer here is {party}. Is that right?"
    )
    OWNED_BY_CUSTOMER = N_(
        "Sold to {owner}: {count}, such as “{serial}” ({number}, {date}). "
        "No customer is chosen here. Is that right?"
    )
    SOLD_TO_NOBODY = N_(
        "Sold to a walk-in customer: {count}, such as “{serial}” ({number}, {date}). "
        "The customer here is {party}. Is that right?"
    )
    OTHER_SUPPLIER = N_(
        "Came from {owner}: {count}, such as “{serial}” ({number}, {date}). "
        "The supplier here is {party}. Is that right?"
    )
    PARTS_MISSING = N_("Add at least two lines: first what is made, then what it is made of.")
    # Transfers (D4)
    NO_DESTINATION = N_("Choose the warehouse that it goes to.")
    SAME_WAREHOUSE = N_("It cannot go to the warehouse it comes from. Choose another one.")
    NOT_SENT = N_("“{serial}” was not sent with {number}. Put it aside and check where it is from.")
    NOTHING_SENT = N_("“{code}” is {product}, of which nothing is on the way with {number}.")
    MORE_THAN_SENT = N_(
        "{product}: {quantity} are entered, {outstanding} are still on the way. Lower the quantity."
    )
    MORE_WITHOUT_SERIAL_THAN_SENT = N_(
        "{product}: {quantity} are entered without a serial number, {outstanding} were sent so. "
        "Scan the serial numbers of the others."
    )
    ORIGIN_VOID = N_("{number}, from which this was made, is void. Discard this draft.")
    NOTHING_LEFT = N_("Nothing of {number} is on the way any more.")
    NOTHING_OPEN = N_(
        "Nothing of {number} is open any more. Create another document of it, without lines?"
    )
    # Counts and adjustments (D2, P7, L5)
    UNDECIDED = N_("Choose what is to happen with “{group}” ({count}).")
    COUNT_SHORT = N_(
        "{product}: {counted} were counted, but {serials} serial numbers are in stock. Scan "
        "those that are there, so that the missing ones are known."
    )
    COUNT_BREAKS_STOCK = N_(
        "{product}: after this count fewer units would be in {warehouse} than serial numbers. "
        "Count it again."
    )
    COUNT_MOVED = N_(
        "{product} was counted in parts, and some came to {warehouse} or left it in between. "
        "Count it again, all of it."
    )
    NOTHING_TO_ADJUST = N_("Nothing was changed. Add, take away or correct something first.")
    ADJUST_BELOW_SERIALS = N_(
        "{product}: {quantity} on hand is less than its serial numbers ({serials}). Raise the "
        "quantity or take serial numbers away."
    )
    NUMBER_TAKEN = N_("“{serial}” exists already. Two units cannot have one serial number.")
    SAME_NUMBER = N_("“{serial}” is its number already.")
    SECOND_TAKEN = N_("“{serial}” is the second identifier of “{other}”.")
    CODE_IS_CORRECTED = N_("“{serial}” is the earlier number of “{other}”, which was corrected.")
    # The drawer and its shifts (M9)
    AMOUNT_BELOW_ZERO = N_("An amount below zero is in no drawer. Enter it without the minus.")
    AMOUNT_MISSING = N_("Enter the amount.")
    MONEY_TOO_MUCH = N_(
        "This amount is too large: {most} at most. Check that no barcode was scanned into it."
    )
    SHIFT_IS_OPEN = N_("This counter's drawer is open already. Close it first.")
    SHIFT_NOT_OPEN = N_("This counter's drawer is not open. Open it with its float first.")
    FLOAT_DIFFERS = N_("That is not what the last close left in the drawer. Say why.")
    DRAWER_REASON_MISSING = N_("Say what it is for. It stands in the drawer's report.")
    DIFFERENCE_REASON_MISSING = N_("What was counted differs from what should be in it. Say why.")
    PIECES_IMPOSSIBLE = N_("So many notes or coins cannot be counted: 0 to {most} of each.")
    NOT_COUNTED = N_("Count what is in the drawer first, and type 0 where nothing is.")
    STAYS_TOO_MUCH = N_("More would stay inside than was counted. Lower what stays.")
    BEING_PAID = N_(
        "A draft holds payments and is not posted yet, so the drawer cannot be closed. Finish it, "
        "park it, or take its payments off."
    )
    # Payments (M5 to M8)
    PAYMENT_BELOW_ZERO = N_(
        "An amount below zero is no payment. Enter it without the minus; what comes back goes on a "
        "sales return."
    )
    NO_PAYMENTS_HERE = N_(
        "No payments are taken on this document. Switch them on in Settings › System Settings."
    )
    TENDER_NOT_OFFERED = N_("“{tender}” cannot be chosen any more. Choose another way of paying.")
    CHANGE_FROM_CASH_ONLY = N_(
        "Change is given only from cash that a customer hands over. Enter for “{tender}” what it "
        "pays, and no more."
    )
    MORE_THAN_DUE = N_(
        "“{tender}” of {amount} is more than the {due} that is due, and change is given from cash "
        "only. Take it out, or enter {due} at most."
    )
    NOTHING_DUE = N_("Nothing is due any more, so “{tender}” pays nothing. Take it out.")
    NOT_PAID = N_("{due} is still due. Take it, or leave it on account of a named customer.")
    ACCOUNT_TAKES_ALL = N_(
        "“{text}” is typed, and on account stays all that is not paid: {due}. Delete the figure, "
        "or choose how it is paid."
    )
    ACCOUNT_OF_NOBODY = N_(
        "{due} would stay on account of nobody. Choose the customer, or take the rest."
    )
    REFUND_TOO_MUCH = N_(
        "“{tender}” has {left} left of this payment to give back, and no more. Lower the amount."
    )
    REFUND_OF_ANOTHER = N_(
        "This would give back a payment of a document of which nothing comes back here. Take it "
        "out and choose again."
    )
    REFUND_REASON_MISSING = N_(
        "“{tender}” is not how this was paid. Say why it is given back this way."
    )
    NOT_EXCHANGED = N_("Only a sale can be exchanged for what comes back. Begin a sales return.")
    EXCHANGED = N_(
        "{number} of {date} was posted together with this document, as an exchange. Void both, or "
        "neither."
    )
    CASH_STAYS = N_("“{tender}” stays: a shop can always be paid in cash.")
    # What was entered and is on no document yet (D11)
    TEXT_WAITS = N_(
        "“{text}” is still in Manual entry and not on the document. Correct it there, or clear "
        "the box."
    )
    PLAN_WAITS = N_(
        "Generate holds a plan that was not carried out: {count} serial numbers from {first}. "
        "Press Generate there, or post again without it."
    )
    CHOICE_WAITS = N_(
        "{count} serial numbers are chosen in In stock and were not taken. Take them there, or "
        "post again without them."
    )
    NO_SUCH_NAME = N_("“{text}” is typed in {field}, but names none. Choose one, or clear it.")
    SCAN_UNCLAIMED = N_(
        "“{code}” was scanned on a page that takes no scans. It waits below the page."
    )
    SCAN_LOCKED = N_("“{code}” was scanned while nobody was signed in. It waits for who signs in.")
    SCAN_DROPPED = N_("“{code}” was dropped: no document took it.")
    # The life of a document (D6, V)
    IS_PARKED = N_("This sale is parked. Call it back first.")
    NOT_PARKED = N_("This sale is not parked any more: it was called back, or discarded.")
    NOT_AT_COUNTER = N_("Only a sale at the Counter is parked. Other drafts stay in their list.")
    GONE_WHILE_PARKED = N_(
        "“{serial}” went out meanwhile with {number}, by {person} on {date} at {time}. Take it "
        "out, or scan another in its place."
    )
    IN_TRAINING = N_(
        "This counter is in training, and this is a real sale or return. End training in "
        "Settings › System Settings first."
    )
    BEGUN_IN_TRAINING = N_(
        "This was begun in training: it counts nowhere, and cannot become a real sale. Discard it "
        "and begin anew."
    )
    TRAINING_SALE_OPEN = N_(
        "There is a sale at the Counter. Finish, park or discard it before training begins or ends."
    )
    NOT_A_DRAFT = N_("This document is posted; it is never edited. Copy it to make a new draft.")
    NOT_POSTED = N_("Only a posted document can be voided.")
    ALREADY_VOID = N_("This document is void already.")
    NO_REASON = N_("Give a reason for the void; it stays with the document.")
    NOT_ALLOWED = N_("{person} may not do this: {action}. These may: {roles}.")
    NOT_ACTIVE = N_("{person} does not work here any more. Somebody else must sign in (F12).")
    BLOCKED = N_("{number} of {date} came later and holds {count} of these serials. Void it first.")
    BLOCKED_BY_QUANTITY = N_(
        "{number} of {date} came later and goes on from this document. Void it first."
    )
    RELEASE_KEPT = N_(
        "Serial number management of {product} is off, so its serial numbers cannot come back. "
        "Enable it first."
    )
    VOID_BREAKS_STOCK = N_(
        "{product}: voiding would take {quantity} out of {warehouse}, where only {free} can be "
        "taken out. Void the later documents first."
    )
    # Items, warehouses, contacts, settings (P)
    WAREHOUSE_IN_USE = N_(
        "{name} still holds stock (items: {count}). Transfer or sell it before you close the "
        "warehouse."
    )
    LAST_WAREHOUSE = N_("{name} is the only open warehouse. A shop needs one.")
    NAME_MISSING = N_("Enter a name.")
    # Who works here (U1, U2)
    PIN_WRONG = N_("That was not it. Tries before a wait: {left}.")
    PIN_WAIT = N_("That was not it. Wait {seconds} seconds, then try again.")
    PIN_BAD = N_("A PIN is {least} to {most} digits. Enter it again.")
    PIN_EASY = N_(
        "This PIN is one of the first that somebody would try. Choose digits that do not run or "
        "repeat."
    )
    PIN_DIFFERS = N_("The two PINs are not the same. Enter the PIN twice.")
    PIN_TAKEN = N_("This PIN cannot be used here. Choose another one.")
    PIN_NEEDED = N_(
        "{person} needs a PIN: where several people work, anybody could sign in by this name "
        "otherwise. Enter one."
    )
    BADGE_BAD = N_(
        "This code is too short for a badge: {least} characters at least. Scan another one."
    )
    BADGE_MISSING = N_("{person} has a badge and no PIN. Scan the badge.")
    BADGE_TAKEN = N_("This badge is somebody else's. Scan another one.")
    IS_BADGE = N_(
        "This is the code of somebody's badge, and is not written down. Press F12, then scan it."
    )
    BADGE_IS_CODE = N_("This code is one of an item, a serial number or a paper. Scan a badge.")
    LAST_OWNER = N_(
        "{person} is the only owner. A shop needs one: make somebody else an owner first."
    )
    ABOVE_ONESELF = N_(
        "{role} may do more than you. Only somebody who may do all of that can change this."
    )
    RECOVERY_WRONG = N_("That is not the recovery code. Tries before a wait: {left}.")
    RECOVERY_NONE = N_(
        "This shop has no recovery code. Ask another owner or a manager to give you a new PIN."
    )
    NOBODY_SUCH = N_("This person does not work here any more. Choose somebody else.")
    NAME_TAKEN = N_("“{name}” exists already. Choose another name.")
    SKU_MISSING = N_("Enter a SKU: the shop's own short code of the item.")
    CODE_TAKEN = N_("“{code}” is already a code of {product}. A code belongs to one item only.")
    CODE_IS_SERIAL = N_("“{code}” is already a serial number of {product}.")
    CODE_BAD = N_("“{code}” is no scannable code: ASCII letters, digits and punctuation only.")
    UNIT_MISSING = N_("Enter the unit, such as pcs.")
    WARRANTY_MONTHS = N_(
        "A warranty is whole months, up to {most}. Leave it empty where there is none."
    )
    PACK_NAME = N_("Every pack unit needs a name of its own, other than the base unit's.")
    PACK_SIZE = N_("The pack unit “{name}” must hold a whole number of units, two or more.")
    UNIT_HOLDS_PARTS = N_(
        "The stock in {warehouse} is {quantity}, which needs more than {decimals} decimals. "
        "Choose more, or adjust the stock first."
    )
    BAD_PRICE = N_("“{text}” is not a price. Write it like 1299.00.")
    BAD_QUANTITY = N_("“{text}” is not a quantity. Write it like 3.")
    QUANTITY_OF_NO_ITEM = N_(
        "“{code}” is no item's code, so no quantity can stand before it. Scan it by itself; a "
        "serial number with * in it goes into Manual entry."
    )
    QUANTITY_TOO_BIG = N_(
        "This quantity is too large: a line holds {most} units at most. Check that no barcode was "
        "scanned into it."
    )
    PRICE_TOO_BIG = N_(
        "This price is too large: {most} at most. Check that no barcode was scanned into it."
    )
    AMOUNT_TOO_BIG = N_(
        "{product}: quantity times price comes to more than {most}. Check both figures."
    )
    TOTAL_TOO_BIG = N_(
        "The document comes to more than {most}. Check its figures, or split it over several "
        "documents."
    )
    # Discounts and taxes (M3, M4)
    BAD_DISCOUNT = N_("“{text}” is no discount. Write it like 5% or 5.00.")
    DISCOUNT_BELOW_ZERO = N_("A discount is not below zero. Write it without a minus.")
    DISCOUNT_ABOVE_WHOLE = N_("A discount is 100% at most. Write it like 5%.")
    DISCOUNT_ABOVE_AMOUNT = N_(
        "The discount of {product} is more than its line comes to. Make it smaller."
    )
    DISCOUNT_ABOVE_TOTAL = N_("The discount is more than the lines come to. Make it smaller.")
    MORE_CAME_BACK = N_(
        "{product}: only {left} of {number} can still come back. Take less of it; what came by "
        "another document goes on a line of its own."
    )
    ALL_CAME_BACK = N_("All of {product} on {number} came back already, or is on this document.")
    BAD_PRESETS = N_(
        "These are no discounts to be offered. Write them like 5, 10, 12.5: {most} at most, "
        "each above 0 and not above 100."
    )
    BAD_RATE = N_("“{text}” is no rate. Write it like 13 or 7.7, 100 at most.")
    TAX_ENDED = N_(
        "{product}: “{tax}” ended on {date}. Choose another tax for the item, or give this one "
        "its rate from then on in Settings › Taxes."
    )
    TAX_NOT_BEGUN = N_(
        "{product}: “{tax}” begins on {date}. Choose another tax for the item, or an earlier day "
        "for its rate in Settings › Taxes."
    )
    TAX_WITHOUT_RATE = N_(
        "{product}: “{tax}” has no rate on {date}. Give it one in Settings › Taxes, or choose "
        "another tax for the item."
    )
    TAX_MODES_DIFFER = N_(
        "{product} came by {number}, whose prices stand to tax in another way than the other "
        "lines'. Return it by a document of its own."
    )
    TAX_PERIOD_BACKWARDS = N_("The rate from {date} ends before it begins. Correct its dates.")
    TAX_PERIODS_OVERLAP = N_(
        "The rate from {date} begins before the one before it ends. Correct their dates."
    )
    TAX_NO_RATE = N_("Enter a rate and the day from which it holds.")
    LINE_SERIALS_TOO_MANY = N_(
        "{product}: a line takes {most} serial numbers at most, and each of its units needs one. "
        "Enter the others on another line."
    )
    BAD_UNIT = N_("“{text}” is no unit of this item. Choose one of its units.")
    NO_ROLE = N_("Say whether this contact is a customer, a supplier or both.")
    INACTIVE_WITH_STOCK = N_(
        "{product} still has stock: {quantity} on hand or on the way. An inactive item is no "
        "longer sold; its stock can be returned, transferred, counted and adjusted. Is it right?"
    )
    TRACK_BUNDLE = N_("A bundle cannot have serial numbers of its own.")
    TRACK_BATCH = N_(
        "Batch number or shelf life management is on for this item. It cannot be combined with "
        "serial numbers; switch it off first."
    )
    TRACK_NEGATIVE = N_("The stock in {warehouse} is negative ({quantity}). Correct it first.")
    TRACK_FRACTION = N_("The stock in {warehouse} is {quantity}, not a whole number. Correct it.")
    TRACK_DECIMALS = N_("The unit allows decimals. Serial numbers need whole units.")
    TRACK_IN_TRANSIT = N_(
        "Units of this item are in transit with their serial numbers ({count}). Receive the "
        "transfer before you switch serial numbers off."
    )
    # Batch generation (G)
    GENERATE_NOTHING = N_("There is nothing to generate. Say how many, at least one.")
    GENERATE_TOO_MANY = N_(
        "{count} serial numbers are too many: one operation makes {most} at most. Lower the count "
        "and generate the others afterwards."
    )
    GENERATE_STEP = N_("The step is at least 1. Enter how far apart the numbers are.")
    GENERATE_START = N_(
        "The first number must be a whole number of at most {most} digits. Correct it."
    )
    GENERATE_WIDTH = N_("The width is {most} digits at most; 0 lets the number grow. Correct it.")
    GENERATE_OVERFLOW = N_(
        "The last number would be {number}, but {width} digits end at {largest}. Widen the number, "
        "lower the count or start earlier."
    )
    GENERATE_TWICE = N_("“{serial}” would be made twice. Correct the ranges so that none overlap.")
    GENERATE_CLASH = N_("“{serial}” exists already, so nothing is generated. Start elsewhere.")
    PATTERN_NUMBER = N_(
        "A pattern holds the running number exactly once. Write it like {example}, for 5 digits."
    )
    PATTERN_UNKNOWN = N_(
        "“{mark}” means nothing in a pattern. What can stand there: {known}. Write a brace itself "
        "twice."
    )
    RANGE_UNCLEAR = N_(
        "“{text}” is not clearly a range. Write both ends in full, the smaller first, such as "
        "SN001~SN050, or SN001 +49."
    )
    RANGE_NO_COUNT = N_(
        "“{text}” does not say how many come after the first. Write it like SN001 +49."
    )
    RANGE_NO_NUMBER = N_("“{text}” holds no number that could run. Write a range like SN001~SN050.")
    # Scanned codes (C)
    GTIN_UNKNOWN = N_(
        "No item has the barcode {code}. Add it on the item's page, then scan this code again."
    )
    GTIN_AMBIGUOUS = N_(
        "Several items have the barcode {code}: {items}. Scan or type the SKU of the right one."
    )
    CARTON_UNKNOWN = N_(
        "“{code}” is the label of a carton that is not known here. Learn what it holds on "
        "Inventory › Cartons, or scan its units."
    )
    CARTON_PARTED = N_(
        "{taken} of {count} units of “{code}” are taken; the others no longer fit here."
    )
    NOTHING_FITS = N_("No unit of “{code}” fits here (units in it: {count}).")
    IS_DOCUMENT = N_("“{code}” is the number of a document. Scan the label of a unit.")
    LOOKS_LIKE_BARCODE = N_(
        "“{code}” looks like a barcode, but no item here has it. Say whether it is a serial number "
        "of {product}."
    )
    ELEMENTS_UNREADABLE = N_(
        "“{code}” is a GS1 code that cannot be read: an element or a check digit is wrong. Scan it "
        "again, or enter the serial number by hand."
    )
    ELEMENTS_NAME_NOTHING = N_(
        "“{code}” is a GS1 code that names no item, no unit and no carton. Scan the label that "
        "shows the serial number."
    )
    ELEMENTS_RAN_TOGETHER = N_(
        "“{code}” has no separators between its GS1 parts, so its serial number is not certain. "
        "Set the scanner to send FNC1 as GS (ASCII 29), or enter the serial number by hand."
    )
    SEPARATOR_SPELT = N_(
        "“{code}”: the scanner sends “{mark}” for the separator of a GS1 code. Set it to send GS "
        "as a control character (ASCII 29), then scan again."
    )
    LABEL_UNREADABLE = N_(
        "“{code}” is a maker's label (ISO 15434) that cannot be read or names no serial number. "
        "Scan the barcode of the serial number."
    )
    IS_LABEL = N_(
        "“{serial}” is a GS1 code or a maker's label that names no unit which fits here. Scan or "
        "enter the serial number of the unit."
    )
    LOOKS_LIKE_CARTON = N_(
        "“{code}” looks like the label of a carton (SSCC), but no carton here has it. Say whether "
        "it is a serial number."
    )
    LOOKS_LIKE_GS1 = N_(
        "“{code}” looks like a GS1 code, but no item here has its barcode {gtin}. Say whether it "
        "is a serial number as it stands."
    )
    LOOKS_LIKE_LINK = N_(
        "“{code}” is an address, such as a web page's. Scan the barcode of the serial number, or "
        "scan this into a document's box and say that it is one."
    )
    TWO_IDENTIFIERS = N_(
        "“{first}” and “{second}” look like two numbers of one unit, such as IMEI 1 and 2. Enter "
        "one of them, or scan each unit by itself."
    )
    # Cartons (C3)
    CARTON_EMPTY = N_("Carton {carton} holds nothing yet. Scan the serial numbers of its units.")
    CARTON_NO_CODE = N_("Scan or type the code of the carton.")
    CARTON_TOO_MANY = N_(
        "Carton {carton} would hold {count} serial numbers; a carton holds {most} at most. Check "
        "the list, or split the carton."
    )
    CARTON_TAKEN = N_(
        "“{carton}” is a carton already. Choose another code, or unpack that carton first."
    )
    CARTON_GONE = N_("This carton was unpacked meanwhile. Choose another.")
    CARTON_IS_SERIAL = N_(
        "“{carton}” is a serial number already, so it cannot be the code of a carton. Scan the "
        "carton's own label."
    )
    CARTON_IS_ITEM = N_(
        "“{carton}” is a barcode or SKU of {product}, so it cannot be the code of a carton. Scan "
        "the carton's own label."
    )
    CARTON_APART = N_(
        "“{serial}” is in {warehouse}, the first unit is in {other}. Pack units of one warehouse."
    )
    IS_CARTON_CODE = N_(
        "“{serial}” is the code of a carton, not a serial number. Scan the label of the unit."
    )
    CODE_IS_CARTON = N_("“{code}” is already the code of a carton.")
    SYMBOL_UNREADABLE = N_(
        "“{text}” cannot be drawn as a barcode that reads as it stands. Use a code of letters, "
        "digits and ASCII punctuation."
    )
    GS1_NO_GTIN = N_(
        "The item of “{serial}” has no GTIN among its barcodes, so no GS1 symbol can name it. "
        "Enter the GTIN on the item's page, or choose Data Matrix or QR."
    )
    GS1_TOO_LONG = N_(
        "“{text}” has {length} characters; in a GS1 symbol a serial number or batch has at most "
        "{most}. Choose Data Matrix or QR."
    )
    GS1_BAD_CHARACTER = N_(
        "“{text}” has {character}, which no GS1 symbol takes. Choose Data Matrix or QR."
    )
    # Labels (Q3, Q8)
    LABEL_SYMBOL_NO_ROOM = N_(
        "“{text}” as {symbol} cannot be read from a label of {size} at {dpi} dots per inch: it "
        "would be too small. These are large enough: {fits}."
    )
    LABEL_SYMBOL_TOO_LONG = N_(
        "“{text}” as {symbol} cannot be read from a label of {size} at {dpi} dots per inch, nor "
        "from any other known here. Use another symbol, or a larger label."
    )
    LABEL_TEXT_NO_ROOM = N_(
        "The text on the label of “{text}” does not fit on {size}: {fields}. Switch a field off, "
        "make it smaller, or choose one of these: {fits}."
    )
    LABEL_TEXT_TOO_LONG = N_(
        "The text on the label of “{text}” does not fit on {size}, nor on any other label known "
        "here: {fields}. Switch a field off or make it smaller."
    )
    LABEL_SAYS_NOTHING = N_(
        "The label of “{text}” would be empty. Switch on a field that it has, or add a symbol."
    )
    LABEL_LOGO_UNREADABLE = N_(
        "The logo is no picture that can be printed. Choose a PNG or JPEG file."
    )
    LABELS_NONE = N_("Nothing is chosen to print. Choose serial numbers first.")
    LABELS_FIRST = N_(
        "A sheet of {name} has {count} labels. Choose the first free one between 1 and {count}."
    )
    LABELS_TOO_MANY = N_(
        "More than {most} labels are too many for one print. Choose fewer, or narrow the search."
    )
    LABEL_SIZE_GONE = N_("The label size “{name}” was removed meanwhile. Choose another one.")
    LABEL_SIZE_TAKEN = N_("There is a label size named “{name}” already. Choose another name.")
    LABELS_AT_SCAN_PRINTER = N_(
        "No printer is chosen for serial labels here. Print labels once on the one that shall "
        "print them, then switch this on."
    )
    LABELS_AT_SCAN_ROLL = N_(
        "Labels were printed on sheets of {name} last. Print labels once on a roll, then switch "
        "this on: at each scan a sheet would be used up."
    )
    LABELS_COPIES = N_("Print 1 to {most} copies of each label.")
    # Label sheets, rolls and printers
    MEDIA_SIZE = N_("{field}: {value} mm is not possible. Enter {least} to {most} mm.")
    FIGURE_BETWEEN = N_("{field}: {value} is not possible. Enter {least} to {most}.")
    MEDIA_OFF_PAGE = N_(
        "{field}: {count} labels need {needed} mm, and the page has {page} mm. Enter fewer or "
        "smaller labels, or a larger page."
    )
    MEDIA_NO_INK = N_(
        "A label of {size} has no room for ink: it stays {edge} mm off the edges. Enter a larger "
        "label."
    )
    PRINTER_DOTS = N_("{dpi} dots per inch is no printer known here. Choose one of: {known}.")
    PRINTER_FIGURE = N_(
        "{field}: {value} is not possible. Enter {least} to {most}, in steps of {step}."
    )
    # Templates that are kept or come from others (Q7)
    LABEL_SYMBOLS_TOO_MANY = N_("A label has at most {most} symbols. Take one out.")
    # Documents on paper and the templates they are made by (Q5, Q7)
    PAPER_SIZE = N_(
        "A paper of {size} mm is not possible. Enter a width and a height of {least} to {most} mm."
    )
    PAPER_MARGINS = N_(
        "The margins leave no room on this paper. Leave {least} mm at least between them."
    )
    PAPER_COLUMNS = N_("A receipt has 24 to 64 columns, a form at most 100 rows. Correct that.")
    PAPER_TAKEN = N_(
        "There is the paper “{name}” already, of this name or size. Choose it, or enter another."
    )
    PAPER_TOO_MANY = N_("{most} sizes of your own are the most. Delete one first.")
    COLUMN_NO_ROOM = N_(
        "The column “{column}” does not fit: {missing} mm are missing. Make a column narrower, "
        "switch one off or choose a wider paper."
    )
    FIGURE_NO_ROOM = N_(
        "“{text}” does not fit in the column “{column}”: {missing} mm are missing. Make the column "
        "wider or its text smaller."
    )
    TEMPLATE_KIND = N_("This template is for another kind of document. Choose one of its own.")
    TEMPLATE_FIELD = N_("This template names “{field}”, which this kind of document does not have.")
    TEMPLATE_FIGURE = N_("“{field}” is {value}; it can be {least} to {most}. Correct it.")
    TEMPLATE_TEXT_LONG = N_("A text has more than {most} characters. Shorten it.")
    TEMPLATE_DAMAGED = N_(
        "This file is no print template, or it is damaged ({reason}). Export it again, then choose "
        "it again."
    )
    TEMPLATE_NEWER = N_(
        "This print template was made by a newer version of the program. Update this one, then "
        "choose it again."
    )
    TEMPLATE_FILE_GONE = N_("The file is not there, or you may not read it. Choose it again.")
    LOGO_TOO_BIG = N_("The logo is larger than {most}. Choose a smaller picture.")
    LOGO_UNREADABLE = N_("The logo is no PNG or JPEG picture, or it is damaged. Choose another.")
    LOGO_GONE = N_("The picture is not there, or you may not read it. Choose it again.")
    # Files that are written: labels, lists
    FILE_NO_FOLDER = N_("The folder “{folder}” is not there any more. Choose another one.")
    FILE_NOT_WRITABLE = N_(
        "“{name}” cannot be written there: it is open in another program, or the folder or the "
        "file is read-only. Close it there, or choose another folder or another name."
    )
    FILE_DISK_FULL = N_("The disk is full, so “{name}” is not written. Make room and try again.")
    FILE_NOT_WRITTEN = N_("“{name}” cannot be written ({reason}). Choose another folder or name.")
    # Lists as files (Q4)
    EXPORT_CELL_LONG = N_(
        "Row {number} has a text in “{column}” that is longer than the {most} characters of a cell "
        "of Excel. Export as CSV."
    )
    EXPORT_PDF_ROWS = N_(
        "A PDF is for {most} rows at most. Export as a workbook or as CSV, or narrow the list."
    )
    EXPORT_NO_COLUMNS = N_("No column is chosen. Check one at least.")
    # Printers and what they print (Q5 to Q7)
    PRINTER_NAME_TAKEN = N_("There is already a printer “{name}” here. Give it another name.")
    PRINTER_NO_ADDRESS = N_("Say where “{name}” is: its address, its port or its folder.")
    PRINTER_BAD_ADDRESS = N_(
        "“{address}” is no address of a printer. Write its name or number in the network, such as "
        "192.168.1.50 or 192.168.1.50:9100."
    )
    PRINTER_BAD_DPI = N_("{dpi} dots to the inch is none of 203, 300 and 600.")
    PRINTER_BAD_COLUMNS = N_("{columns} characters to the line is none of 32, 42 and 48.")
    PRINTER_NOT_SET = N_("No printer is chosen for this. Choose one in Settings › Printers.")
    PRINTER_FORGOTTEN = N_(
        "The printer “{name}” was removed here. Choose another one in Settings › Printers and "
        "print anew."
    )
    PRINT_NOT_MADE = N_(
        "This could not be made, by a fault of the program; the log file says which. Try another "
        "template, and report the fault."
    )
    PRINTER_GONE = N_(
        "The printer “{name}” is not there. Switch it on and check its cable, then print again."
    )
    PRINTER_UNREACHABLE = N_(
        "“{name}” does not answer at {address} ({reason}). Switch it on and check the network, "
        "then print again."
    )
    PRINTER_STOPPED = N_(
        "“{name}” stopped before it had everything ({reason}). Check its paper, then print again."
    )
    PRINTER_REFUSED = N_("The computer did not give it to “{name}” ({reason}). Print again.")
    PRINTER_NO_SYSTEM = N_(
        "This computer has no print service (CUPS). Install it, or choose PDF files or a printer "
        "in the network."
    )
    PRINT_CUT_SHORT = N_(
        "The program ended while this was being printed. Look whether the paper is whole; if it "
        "is not, print it again."
    )
    PRINT_MOVED_ON = N_("This was printed or dropped meanwhile. Print it anew where it belongs.")
    PRINT_BAD_COPIES = N_("Print 1 to {most} copies at a time.")
    PRINT_UNKNOWN = N_(
        "This version does not know how to print this. Update the program, then print it again."
    )
    PRINTER_NOT_FOR = N_(
        "“{name}” does not print this: it understands {language}. Choose another printer for it."
    )
    PRINT_NOTHING = N_("Nothing is chosen to be printed. Choose what you want on paper.")
    COPY_NO_REASON = N_("This was printed before. Say why it is printed again.")
    # Backups (S1, S5)
    BACKUP_FULL = N_("There is no room for the backup in {place}. Make room there.")
    BACKUP_TOO_BIG = N_(
        "{place} takes no file as large as this backup (a stick in the format FAT32 takes 4 GB). "
        "Use another one, or format it as exFAT."
    )
    BACKUP_PLACE_GONE = N_("{place} is not there, or not plugged in.")
    BACKUP_PLACE_OTHER = N_(
        "The folder {place} is there, but it is not the one that was chosen: is its drive "
        "connected? To have backups in this folder, choose it again in Settings › Backups."
    )
    BACKUP_NOT_WRITABLE = N_("Nothing can be written into {place}. Choose another place.")
    BACKUP_NOT_AS_WRITTEN = N_(
        "What was written into {place} is not what is read from it. Use another disk or stick."
    )
    BACKUP_DISK = N_("{place} cannot be read or written without errors. Use another one.")
    BACKUP_SLOW = N_("{place} does not answer. Look whether it is connected.")
    BACKUP_NO_PLACE = N_("There is no place for backups yet. Add one in Settings › Backups.")
    BACKUP_SHOP_DAMAGED = N_(
        "The shop's file is damaged, so no backup was made of it. Keep the last good backup."
    )
    BACKUP_SHOP_UNREADABLE = N_(
        "The shop's file cannot be copied at the moment. It is tried again by itself."
    )
    BACKUP_SEALS = N_(
        "Something in the shop's file does not fit its seals. A backup was made of it, but does "
        "not count as good: the last good one is kept."
    )
    BACKUP_NO_ROOM_HERE = N_(
        "The disk with the shop's file has no room to make a backup. Make room there."
    )
    BACKUP_CUT = N_("The end of this backup is missing. Take another one.")
    BACKUP_DAMAGED = N_("This backup was changed or is damaged. Take another one.")
    BACKUP_SEALS_DIFFER = N_(
        "Something in this backup is not as it was sealed: it was changed by hand, or damaged. "
        "Nothing was changed here. Take another one, or go on with this one all the same."
    )
    BACKUP_NEWER = N_("This backup was made by a newer Serialdesk. Install the newer version.")
    BACKUP_NOT_OURS = N_(
        "“{name}” is not a backup of a Serialdesk shop. Nothing was changed. Choose another file."
    )
    BACKUP_LOG = N_(
        "“{name}” was kept aside with a log of changes that is not its own, or not whole. Nothing "
        "was changed. Choose another backup."
    )
    BACKUP_GONE = N_(
        "“{name}” cannot be read. Nothing was changed. See that its disk or stick is there, then "
        "do this again."
    )
    SHOP_IS_COPY = N_(
        "This is a copy of a backup, to be looked at: nothing is changed in it. Go back to your "
        "shop to work."
    )
    SHOP_MOVED = N_(
        "This shop was moved to another computer: nothing is changed in it here any more. Work "
        "there, or have the owner take it back."
    )
    RESTORE_IN_USE = N_(
        "Another program has this shop open. Nothing was changed. Close it there, then do this "
        "again."
    )
    BACKUP_PASSWORD_WRONG = N_("This is not the password of the backup. Type it again.")
    BACKUP_PASSWORD_SHORT = N_("The password has at least {least} characters. Take a longer one.")
    BACKUP_PASSWORD_TWICE = N_("The password was not typed twice alike. Type it again.")
    PLACE_IS_SHOPS = N_(
        "In this folder is the shop's file itself: what happens to it would happen to the backups. "
        "Choose another."
    )
    PLACE_IS_ONE = N_("This folder is a place for backups already.")
    PLACE_WITHIN = N_(
        "This folder lies in another place for backups, or around it. Choose one elsewhere."
    )
    PLACE_ODD_NAME = N_(
        "The name of this folder has characters that cannot be kept. Choose another, or rename it."
    )
    PLACE_NO_FOLDER = N_("“{folder}” is no folder that is there. Choose one.")
    TEMPLATE_NAME_TAKEN = N_("There is already a template “{name}”. Give it another name.")
    TEMPLATE_GONE = N_("This template was removed meanwhile. Choose another one.")
    TEMPLATE_NOT_USED = N_(
        "The print template “{name}” cannot be used here, so the built-in one is. Choose another "
        "one or correct it under Settings › Print Template Settings."
    )
    # Packing lists (C3)
    LIST_UNREADABLE = N_(
        "“{name}” cannot be read. Save it as an Excel workbook (.xlsx) or as CSV, then choose it "
        "again."
    )
    LIST_GONE = N_("“{name}” is not there, or you may not read it. Choose the file again.")
    LIST_NO_FILE = N_("“{name}” is a folder or a device, not a file. Choose the list itself.")
    LIST_CHANGES = N_(
        "“{name}” is being written at this moment. Wait until that is done, then choose it again."
    )
    LIST_LOCKED = N_(
        "“{name}” is locked by a password. Open it in Excel, take the password off, save it, then "
        "choose it again."
    )
    LIST_BLOATED = N_(
        "“{name}” unpacks to far more than any list holds, so it was not opened. Ask for the "
        "list as CSV."
    )
    LIST_TOO_BIG = N_("“{name}” is larger than {most} MB. Split it into several files.")
    LIST_TOO_MANY_ROWS = N_("“{name}” has rows beyond {most}. Split it into several files.")
    LIST_TOO_LONG = N_("The list has more than {most} units. Split it into several files.")
    LIST_BAD_ROW = N_(
        "This row cannot be read: a quotation mark is not closed or is within a cell, or a cell"
        " is too long. Correct the row, then choose the list again."
    )
    LIST_TWO_IDENTIFIERS = N_(
        "“{first}” and “{second}” in one row look like two numbers of one unit, such as IMEI 1 and "
        "2. Leave one of them, or write two units in two rows."
    )
    LIST_DIGITS_LOST = N_(
        "“{text}” is a number of which Excel has lost the last digits: they are not in the file "
        "any more. Scan the unit, or type its number in the row."
    )
    LIST_NO_TEXT = N_(
        "“{text}” is no text but a date, a fraction or an error of Excel. Type in the row what is "
        "meant."
    )
    LIST_SHOWN_OTHERWISE = N_(
        "The cell holds “{text}”, but Excel shows something else. Scan the unit, or type what is "
        "on its label in the row."
    )
    LIST_NO_STYLE = N_(
        "The workbook does not say how it shows “{text}”; zeros may be missing. Scan the unit, or "
        "type its number in the row."
    )
    LIST_NO_VALUE = N_(
        "The cell holds a formula or a reference, but not what comes of it. Open the list in "
        "Excel, save it, then choose it again."
    )
    LIST_CELL_LONG = N_(
        "“{text}…” has more than {most} characters, more than a cell of Excel can hold. Correct"
        " the row, then choose the list again."
    )
    LIST_APOSTROPHE = N_(
        "“{text}” begins with an apostrophe, which often only marks a text. Say whether it "
        "is left out: for all such rows at once, or by correcting this one."
    )
    LIST_RANGE = N_(
        "“{text}” can be a range or one serial number. Say whether ranges are written out: for all "
        "such rows at once, or by correcting this one."
    )
    # Prices (M2, M11)
    PRICE_LIST_TAKEN = N_("There is a price list “{name}” already. Choose another name.")
    STEP_TWICE = N_("{product}: two prices begin at {quantity}. Take one of them out.")
    BELOW_COST = N_("{product} is sold below what it had cost. Is that right?")
    BELOW_COST_REFUSED = N_(
        "{product} is sold below what it had cost, which you may not do. Raise the price, or ask "
        "somebody who may."
    )
    ABOVE_DISCOUNT_LIMIT = N_(
        "{product}: {rate} % less than its price is more than you may give, which is {limit} %. "
        "Give less, or ask somebody who may give more."
    )
    GIVEN_BACK_ABOVE = N_(
        "{product}: {rate} % more than was paid for it, or than it sells for, is more than you may "
        "give back, which is {limit} %. Give less, or ask somebody who may give more."
    )
    ABOVE_CREDIT_REFUSED = N_(
        "{name} would owe {owes} then, above the credit limit of {limit}, which you may not allow. "
        "Take a payment, or ask somebody who may."
    )
    NOT_WITHOUT_REASON = N_("Say why this is approved; it stays in the audit log.")
    ABOVE_OWN_LIMIT = N_("{person} may not give so much discount either. Ask somebody who may.")
    PRICE_RATE = N_("Enter a percentage from −100 to 1,000.")
    TOO_MANY_PRICES = N_(
        "No more than {most} prices change at once. Search for fewer items, and change them in "
        "parts."
    )
    PRICE_MOVED = N_(
        "The price of {product} was changed meanwhile, so nothing was written. Look at the new "
        "prices once more."
    )
    # On account (M8)
    SETTLED_MEANWHILE = N_(
        "A document that was to be settled leaves nothing open any more. Look at what is open, and "
        "choose again."
    )
    ALLOCATED_ABOVE_OPEN = N_(
        "{number} leaves {most} open, and {amount} is to settle it. Lower that amount."
    )
    ALLOCATED_ABOVE_AMOUNT = N_(
        "{total} is to be settled with {amount}. Take something off the documents, or raise the "
        "amount."
    )
    NOTHING_PAID = N_("Nothing is paid yet. Enter the amount, and how it is paid.")
    ABOVE_CREDIT_LIMIT = N_(
        "{name} would owe {owes} then, and the credit limit is {limit}. Is that right?"
    )
    THEIR_NUMBER_TWICE = N_(
        "The number {theirs} of {name} is on {number} of {date} already. Is that right?"
    )
    BAD_DAYS = N_("“{text}” is no number of days. Enter 0 to 365, or leave it empty.")
    # Imports (Q9)
    IMPORT_NO_COLUMN = N_("No column is {field}. Choose the column that holds it.")
    IMPORT_EMPTY = N_("No row below the titles holds anything. Choose another row of titles.")
    IMPORT_TOO_LONG = N_("“{name}” has more than {most} rows. Split it into several files.")
    IMPORT_TOO_WIDE = N_(
        "“{name}” has more than {most} filled cells. Take out columns that are not needed, or "
        "split it into several files."
    )
    IMPORT_REFUSED_ROWS = N_(
        "Rows that are refused: {count}. Correct them or leave them out; nothing was written."
    )
    IMPORT_NOTHING_LEFT = N_("No row is left to be taken. Nothing was written.")
    IMPORT_NO_PLACE = N_("Choose the warehouse that rows without one are for.")
    IMPORT_FIELD_MISSING = N_("{field} is missing. Fill it in, or leave the row out.")
    IMPORT_NO_ITEM = N_(
        "No item has the SKU or barcode “{code}”. Correct it, or import the item first."
    )
    IMPORT_NO_WAREHOUSE = N_("There is no open warehouse “{text}”. Correct the name.")
    IMPORT_NO_YES = N_("“{text}” says neither yes nor no. Write yes or no.")
    IMPORT_SAME_ROW = N_("This is the same record as row {entry}. Leave one of the two out.")
    IMPORT_ONE_UNIT = N_("A row with a serial number is one unit, not {quantity}. Correct it.")
    IMPORT_CONTACT_UNCLEAR = N_(
        "Several contacts are called “{name}”. Change this one on its page, and leave the row out."
    )
    IMPORT_SWITCH = N_(
        "An import does not switch the serial number management of {product}, which is there "
        "already. Switch it in Item › Item, or leave the column out."
    )
    IMPORT_ZEROS_LOST = N_(
        "“{text}” has {length} characters, the other serial numbers of {product} have {usual}: "
        "Excel may have dropped zeros. With them it is “{whole}”."
    )
    IMPORT_FOLDED = N_(
        "“{text}” has letters or digits of full width, as an input method leaves them. It is read "
        "as “{folded}”, which is what a scanner sends."
    )
    IMPORT_HIDDEN_ROWS = N_("Hidden rows are read too: {rows}.")
    IMPORT_HIDDEN_COLUMNS = N_("Hidden columns are read too: {columns}.")
    IMPORT_MERGED = N_("Merged cells are filled down into each of their rows: {count}.")
    IMPORT_COLUMNS_BEYOND = N_("Only the first {most} columns are read.")
    IMPORT_UNDONE = N_("This import was undone already.")
    IMPORT_NO_UNDO = N_("This import left nothing that could be undone.")
    IMPORT_USED = N_(
        "{name} was used or changed since the import, so the import is not undone. Undo by hand "
        "what should not stand."
    )
    # What a check finds (S3)
    SEALED_DIFFERS = N_("{number} does not fit its seal: {part} was changed in the file.")
    SEALED_LINE_DIFFERS = N_(
        "{number} does not fit its seal: on line {line}, {part} was changed in the file."
    )
    SEALED_SERIAL_DIFFERS = N_(
        "{number} does not fit its seal: serial number {serial} was changed in the file."
    )
    SEALED_IS_GONE = N_("{number} was sealed, and is not among the posted documents any more.")
    SEALED_UNREADABLE = N_("{number} cannot be read: it is damaged in the file.")
    SEALED_ROW_DIFFERS = N_(
        "Row {row} of “{rows}” does not fit its seal: it was changed in the file."
    )
    ROW_PUT_IN = N_(
        "Row {row} of “{rows}”, or the one before it, is not as this program wrote it: rows were "
        "changed, put in or taken out in the file."
    )
    SEAL_MISSING = N_("{number} has no seal: it was not posted by this program.")
    SEAL_OF_VOID_MISSING = N_(
        "{number} is void and its void has no seal: it was not voided by this program."
    )
    SEALS_GONE = N_("Seals {first} to {last} are gone from the chain.")
    SEAL_BROKEN = N_(
        "Seal {seal} of {number} does not follow the one before: a seal was changed, swapped or "
        "put in."
    )
    PAGES_DAMAGED = N_("The file is damaged: {reported}.")
    BOOKS_SERIAL = N_("Serial number {serial} is not where its last movement left it.")
    BOOKS_MOVEMENT = N_("The movements of serial number {serial} do not follow one another.")
    BOOKS_FLOW = N_("{number}: what it moved in stock does not fit its lines.")
    BOOKS_FLOW_ORDER = N_(
        "The rows of what was moved in stock are not numbered without a gap: look at {number}."
    )
    BOOKS_STOCK = N_("The stock of {product} in {warehouse} is not what its documents moved.")
    BOOKS_COUNT = N_("The number of serial numbers of {product} by status is not what there are.")
    BOOKS_HELD = N_(
        "What {product} had cost is kept of another quantity than is there: its average is not to "
        "be relied on."
    )
    BOOKS_VALUE = N_(
        "What {product} had cost in all is not what its documents moved: its average is not to be "
        "relied on."
    )
    BOOKS_WAREHOUSE = N_("The total stock of {warehouse} is not the sum of its items.")
    BOOKS_ON_THE_WAY = N_(
        "{number}: what of it is on the way is not what was sent and not received."
    )
    BOOKS_DEBT = N_("{number}: what is settled of it is not the sum of what settled it.")
    BOOKS_VOID = N_("{number} is not void, and yet says by whom, when or why it was voided.")
    BOOKS_TAXES = N_("{number}: its rates of tax are not numbered as they were written.")
    BOOKS_DRAWER = N_(
        "Money put into a drawer or taken out of it (row {row}) is not told by the audit log: it "
        "was put in or changed in the file."
    )
    BOOKS_FLOAT = N_(
        "The drawer of {counter} is open with another float than the audit log tells: it was "
        "changed in the file."
    )
    BOOKS_NUMBERS = N_(
        "Document numbers do not go on without a gap: look at those around {number}."
    )
    CLOSED_DIFFERS = N_(
        "“{rows}” is not as it was when the shop was closed: row {row} was changed in the file."
    )
    CLOSED_ROWS = N_(
        "“{rows}” is not as it was when the shop was closed: rows were changed in the file."
    )
    RULES_GONE = N_("What guards the books in the file is not as this program made it: {name}.")
    STORE_IS_OLDER = N_(
        "This file is older than the shop was on {date}: {count} seals are missing, and what was "
        "posted or voided with them. Restore the newest backup, or go on with this file."
    )
    STORE_BEFORE_BACKUP = N_(
        "This file has not what the shop had at its backup of {date}: it is older, or another one. "
        "Restore the newest backup, or go on with this file."
    )
    SEAL_NOT_BESIDE = N_(
        "The newest seal, which is kept beside the shop's file, is missing, and no backup is there "
        "to compare with. Look whether the last documents are there, unless the file was copied or "
        "moved by hand."
    )
    STORE_IS_ANOTHER = N_(
        "This file is not the one that was here on {date}: its seals are others. Restore the "
        "newest backup, or go on with this file."
    )
