"""What stands against files that are written and files of others."""

from app.domain.problems.reasons.reason import Reason


class FileReasons:
    """What stands against files that are written and files of others."""

    # Files that are written: labels, lists
    FILE_NO_FOLDER = Reason("The folder “{folder}” is not there any more. Choose another one.")
    FILE_NOT_WRITABLE = Reason(
        "“{name}” cannot be written there: it is open in another program, or the folder or the "
        "file is read-only. Close it there, or choose another folder or another name."
    )
    FILE_DISK_FULL = Reason(
        "The disk is full, so “{name}” is not written. Make room and try again."
    )
    FILE_NOT_WRITTEN = Reason(
        "“{name}” cannot be written ({reason}). Choose another folder or name."
    )
    # Lists as files (Q4)
    EXPORT_CELL_LONG = Reason(
        "Row {number} has a text in “{column}” that is longer than the {most} characters of a cell "
        "of Excel. Export as CSV."
    )
    EXPORT_PDF_ROWS = Reason(
        "A PDF is for {most} rows at most. Export as a workbook or as CSV, or narrow the list."
    )
    EXPORT_NO_COLUMNS = Reason("No column is chosen. Check one at least.")
    # Imports (Q9)
    IMPORT_NO_COLUMN = Reason("No column is {field}. Choose the column that holds it.")
    IMPORT_EMPTY = Reason("No row below the titles holds anything. Choose another row of titles.")
    IMPORT_TOO_LONG = Reason("“{name}” has more than {most} rows. Split it into several files.")
    IMPORT_TOO_WIDE = Reason(
        "“{name}” has more than {most} filled cells. Take out columns that are not needed, or "
        "split it into several files."
    )
    IMPORT_REFUSED_ROWS = Reason(
        "Rows that are refused: {count}. Correct them or leave them out; nothing was written."
    )
    IMPORT_NOTHING_LEFT = Reason("No row is left to be taken. Nothing was written.")
    IMPORT_NO_PLACE = Reason("Choose the warehouse that rows without one are for.")
    IMPORT_FIELD_MISSING = Reason("{field} is missing. Fill it in, or leave the row out.")
    IMPORT_NO_ITEM = Reason(
        "No item has the SKU or barcode “{code}”. Correct it, or import the item first."
    )
    IMPORT_NO_WAREHOUSE = Reason("There is no open warehouse “{text}”. Correct the name.")
    IMPORT_NO_YES = Reason("“{text}” says neither yes nor no. Write yes or no.")
    IMPORT_SAME_ROW = Reason("This is the same record as row {entry}. Leave one of the two out.")
    IMPORT_ONE_UNIT = Reason("A row with a serial number is one unit, not {quantity}. Correct it.")
    IMPORT_CONTACT_UNCLEAR = Reason(
        "Several contacts are called “{name}”. Change this one on its page, and leave the row out."
    )
    IMPORT_SWITCH = Reason(
        "An import does not switch the serial number management of {product}, which is there "
        "already. Switch it in Item › Item, or leave the column out."
    )
    IMPORT_ZEROS_LOST = Reason(
        "“{text}” has {length} characters, the other serial numbers of {product} have {usual}: "
        "Excel may have dropped zeros. With them it is “{whole}”."
    )
    IMPORT_FOLDED = Reason(
        "“{text}” has letters or digits of full width, as an input method leaves them. It is read "
        "as “{folded}”, which is what a scanner sends."
    )
    IMPORT_HIDDEN_ROWS = Reason("Hidden rows are read too: {rows}.")
    IMPORT_HIDDEN_COLUMNS = Reason("Hidden columns are read too: {columns}.")
    IMPORT_MERGED = Reason("Merged cells are filled down into each of their rows: {count}.")
    IMPORT_COLUMNS_BEYOND = Reason("Only the first {most} columns are read.")
    IMPORT_UNDONE = Reason("This import was undone already.")
    IMPORT_NO_UNDO = Reason("This import left nothing that could be undone.")
    IMPORT_USED = Reason(
        "{name} was used or changed since the import, so the import is not undone. Undo by hand "
        "what should not stand."
    )
