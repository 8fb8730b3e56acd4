"""What stands against serial numbers, scanned codes and cartons."""

from app.domain.problems.reasons.reason import Reason


class SerialReasons:
    """What stands against serial numbers, scanned codes and cartons."""

    # What a serial number is (F)
    EMPTY = Reason("Nothing was entered. Scan or type a code.")
    TOO_LONG = Reason(
        "This code has {length} characters; a serial number has at most {most}. Check that two "
        "codes did not run together, then enter it again."
    )
    BAD_CHARACTER = Reason(
        "Character {position} of “{serial}” is {character}, which a serial number cannot have "
        "(letters, digits and ASCII punctuation only). Correct it and enter it again."
    )
    TOO_MANY = Reason(
        "No more than {most} serial numbers fit in one operation. The first {most} stay; enter the "
        "others on another line or afterwards."
    )
    DUPLICATE = Reason("“{serial}” is the same as entry {entry}. It counts once.")
    ON_DOCUMENT = Reason("“{serial}” is already on this document. It counts once.")
    # Who holds it (L1, F4, F7)
    IS_IN_STOCK = Reason("“{serial}” is in stock already.")
    IS_SOLD = Reason("“{serial}” is sold already.")
    IS_RETURNED = Reason("“{serial}” was returned to the supplier. Purchase it again first.")
    IS_REMOVED = Reason("“{serial}” was taken out of stock. Add it again first.")
    IS_IN_TRANSIT = Reason("“{serial}” is in transit. Receive the transfer first.")
    IS_UNKNOWN = Reason(
        "“{serial}” is not known here. Check the code, or find out where it came from."
    )
    NOT_SOLD = Reason("“{serial}” is not sold, so it cannot be returned. Check the label.")
    OTHER_WAREHOUSE = Reason(
        "“{serial}” is in another warehouse. Choose that warehouse or transfer it first."
    )
    OTHER_PRODUCT = Reason("“{serial}” belongs to another product. Check the label.")
    IS_PRODUCT_CODE = Reason(
        "“{serial}” is a barcode or SKU of {product}, not a serial number. Scan the serial."
    )
    NO_UNIT_WITHOUT_SERIAL = Reason(
        "“{serial}” is not known, and every unit of {product} in {warehouse} already has its "
        "serial number. Check the code, or enter the goods receipt first."
    )
    NO_LINE = Reason("“{serial}” is not known. Scan the product's barcode first, then its serials.")
    CONFIRM = Reason("“{serial}” needs a confirmation before it is taken.")
    # Batch generation (G)
    GENERATE_NOTHING = Reason("There is nothing to generate. Say how many, at least one.")
    GENERATE_TOO_MANY = Reason(
        "{count} serial numbers are too many: one operation makes {most} at most. Lower the count "
        "and generate the others afterwards."
    )
    GENERATE_STEP = Reason("The step is at least 1. Enter how far apart the numbers are.")
    GENERATE_START = Reason(
        "The first number must be a whole number of at most {most} digits. Correct it."
    )
    GENERATE_WIDTH = Reason(
        "The width is {most} digits at most; 0 lets the number grow. Correct it."
    )
    GENERATE_OVERFLOW = Reason(
        "The last number would be {number}, but {width} digits end at {largest}. Widen the number, "
        "lower the count or start earlier."
    )
    GENERATE_TWICE = Reason(
        "“{serial}” would be made twice. Correct the ranges so that none overlap."
    )
    GENERATE_CLASH = Reason("“{serial}” exists already, so nothing is generated. Start elsewhere.")
    PATTERN_NUMBER = Reason(
        "A pattern holds the running number exactly once. Write it like {example}, for 5 digits."
    )
    PATTERN_UNKNOWN = Reason(
        "“{mark}” means nothing in a pattern. What can stand there: {known}. Write a brace itself "
        "twice."
    )
    RANGE_UNCLEAR = Reason(
        "“{text}” is not clearly a range. Write both ends in full, the smaller first, such as "
        "SN001~SN050, or SN001 +49."
    )
    RANGE_NO_COUNT = Reason(
        "“{text}” does not say how many come after the first. Write it like SN001 +49."
    )
    RANGE_NO_NUMBER = Reason(
        "“{text}” holds no number that could run. Write a range like SN001~SN050."
    )
    # Scanned codes (C)
    GTIN_UNKNOWN = Reason(
        "No item has the barcode {code}. Add it on the item's page, then scan this code again."
    )
    GTIN_AMBIGUOUS = Reason(
        "Several items have the barcode {code}: {items}. Scan or type the SKU of the right one."
    )
    CARTON_UNKNOWN = Reason(
        "“{code}” is the label of a carton that is not known here. Learn what it holds on "
        "Inventory › Cartons, or scan its units."
    )
    CARTON_PARTED = Reason(
        "{taken} of {count} units of “{code}” are taken; the others no longer fit here."
    )
    NOTHING_FITS = Reason("No unit of “{code}” fits here (units in it: {count}).")
    IS_DOCUMENT = Reason("“{code}” is the number of a document. Scan the label of a unit.")
    LOOKS_LIKE_BARCODE = Reason(
        "“{code}” looks like a barcode, but no item here has it. Say whether it is a serial number "
        "of {product}."
    )
    ELEMENTS_UNREADABLE = Reason(
        "“{code}” is a GS1 code that cannot be read: an element or a check digit is wrong. Scan it "
        "again, or enter the serial number by hand."
    )
    ELEMENTS_NAME_NOTHING = Reason(
        "“{code}” is a GS1 code that names no item, no unit and no carton. Scan the label that "
        "shows the serial number."
    )
    ELEMENTS_RAN_TOGETHER = Reason(
        "“{code}” has no separators between its GS1 parts, so its serial number is not certain. "
        "Set the scanner to send FNC1 as GS (ASCII 29), or enter the serial number by hand."
    )
    SEPARATOR_SPELT = Reason(
        "“{code}”: the scanner sends “{mark}” for the separator of a GS1 code. Set it to send GS "
        "as a control character (ASCII 29), then scan again."
    )
    LABEL_UNREADABLE = Reason(
        "“{code}” is a maker's label (ISO 15434) that cannot be read or names no serial number. "
        "Scan the barcode of the serial number."
    )
    IS_LABEL = Reason(
        "“{serial}” is a GS1 code or a maker's label that names no unit which fits here. Scan or "
        "enter the serial number of the unit."
    )
    LOOKS_LIKE_CARTON = Reason(
        "“{code}” looks like the label of a carton (SSCC), but no carton here has it. Say whether "
        "it is a serial number."
    )
    LOOKS_LIKE_GS1 = Reason(
        "“{code}” looks like a GS1 code, but no item here has its barcode {gtin}. Say whether it "
        "is a serial number as it stands."
    )
    LOOKS_LIKE_LINK = Reason(
        "“{code}” is an address, such as a web page's. Scan the barcode of the serial number, or "
        "scan this into a document's box and say that it is one."
    )
    TWO_IDENTIFIERS = Reason(
        "“{first}” and “{second}” look like two numbers of one unit, such as IMEI 1 and 2. Enter "
        "one of them, or scan each unit by itself."
    )
    # Cartons (C3)
    CARTON_EMPTY = Reason(
        "Carton {carton} holds nothing yet. Scan the serial numbers of its units."
    )
    CARTON_NO_CODE = Reason("Scan or type the code of the carton.")
    CARTON_TOO_MANY = Reason(
        "Carton {carton} would hold {count} serial numbers; a carton holds {most} at most. Check "
        "the list, or split the carton."
    )
    CARTON_TAKEN = Reason(
        "“{carton}” is a carton already. Choose another code, or unpack that carton first."
    )
    CARTON_GONE = Reason("This carton was unpacked meanwhile. Choose another.")
    CARTON_IS_SERIAL = Reason(
        "“{carton}” is a serial number already, so it cannot be the code of a carton. Scan the "
        "carton's own label."
    )
    CARTON_IS_ITEM = Reason(
        "“{carton}” is a barcode or SKU of {product}, so it cannot be the code of a carton. Scan "
        "the carton's own label."
    )
    CARTON_APART = Reason(
        "“{serial}” is in {warehouse}, the first unit is in {other}. Pack units of one warehouse."
    )
    IS_CARTON_CODE = Reason(
        "“{serial}” is the code of a carton, not a serial number. Scan the label of the unit."
    )
    CODE_IS_CARTON = Reason("“{code}” is already the code of a carton.")
    SYMBOL_UNREADABLE = Reason(
        "“{text}” cannot be drawn as a barcode that reads as it stands. Use a code of letters, "
        "digits and ASCII punctuation."
    )
    GS1_NO_GTIN = Reason(
        "The item of “{serial}” has no GTIN among its barcodes, so no GS1 symbol can name it. "
        "Enter the GTIN on the item's page, or choose Data Matrix or QR."
    )
    GS1_TOO_LONG = Reason(
        "“{text}” has {length} characters; in a GS1 symbol a serial number or batch has at most "
        "{most}. Choose Data Matrix or QR."
    )
    GS1_BAD_CHARACTER = Reason(
        "“{text}” has {character}, which no GS1 symbol takes. Choose Data Matrix or QR."
    )
    # Packing lists (C3)
    LIST_UNREADABLE = Reason(
        "“{name}” cannot be read. Save it as an Excel workbook (.xlsx) or as CSV, then choose it "
        "again."
    )
    LIST_GONE = Reason("“{name}” is not there, or you may not read it. Choose the file again.")
    LIST_NO_FILE = Reason("“{name}” is a folder or a device, not a file. Choose the list itself.")
    LIST_CHANGES = Reason(
        "“{name}” is being written at this moment. Wait until that is done, then choose it again."
    )
    LIST_LOCKED = Reason(
        "“{name}” is locked by a password. Open it in Excel, take the password off, save it, then "
        "choose it again."
    )
    LIST_BLOATED = Reason(
        "“{name}” unpacks to far more than any list holds, so it was not opened. Ask for the "
        "list as CSV."
    )
    LIST_TOO_BIG = Reason("“{name}” is larger than {most} MB. Split it into several files.")
    LIST_TOO_MANY_ROWS = Reason("“{name}” has rows beyond {most}. Split it into several files.")
    LIST_TOO_LONG = Reason("The list has more than {most} units. Split it into several files.")
    LIST_BAD_ROW = Reason(
        "This row cannot be read: a quotation mark is not closed or is within a cell, or a cell"
        " is too long. Correct the row, then choose the list again."
    )
    LIST_TWO_IDENTIFIERS = Reason(
        "“{first}” and “{second}” in one row look like two numbers of one unit, such as IMEI 1 and "
        "2. Leave one of them, or write two units in two rows."
    )
    LIST_DIGITS_LOST = Reason(
        "“{text}” is a number of which Excel has lost the last digits: they are not in the file "
        "any more. Scan the unit, or type its number in the row."
    )
    LIST_NO_TEXT = Reason(
        "“{text}” is no text but a date, a fraction or an error of Excel. Type in the row what is "
        "meant."
    )
    LIST_SHOWN_OTHERWISE = Reason(
        "The cell holds “{text}”, but Excel shows something else. Scan the unit, or type what is "
        "on its label in the row."
    )
    LIST_NO_STYLE = Reason(
        "The workbook does not say how it shows “{text}”; zeros may be missing. Scan the unit, or "
        "type its number in the row."
    )
    LIST_NO_VALUE = Reason(
        "The cell holds a formula or a reference, but not what comes of it. Open the list in "
        "Excel, save it, then choose it again."
    )
    LIST_CELL_LONG = Reason(
        "“{text}…” has more than {most} characters, more than a cell of Excel can hold. Correct"
        " the row, then choose the list again."
    )
    LIST_APOSTROPHE = Reason(
        "“{text}” begins with an apostrophe, which often only marks a text. Say whether it "
        "is left out: for all such rows at once, or by correcting this one."
    )
    LIST_RANGE = Reason(
        "“{text}” can be a range or one serial number. Say whether ranges are written out: for all "
        "such rows at once, or by correcting this one."
    )
