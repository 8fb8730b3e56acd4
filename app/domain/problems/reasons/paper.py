"""What stands against labels, paper, templates and printers."""

from app.domain.problems.reasons.reason import Reason


class PaperReasons:
    """What stands against labels, paper, templates and printers."""

    # Labels (Q3, Q8)
    LABEL_SYMBOL_NO_ROOM = Reason(
        "“{text}” as {symbol} cannot be read from a label of {size} at {dpi} dots per inch: it "
        "would be too small. These are large enough: {fits}."
    )
    LABEL_SYMBOL_TOO_LONG = Reason(
        "“{text}” as {symbol} cannot be read from a label of {size} at {dpi} dots per inch, nor "
        "from any other known here. Use another symbol, or a larger label."
    )
    LABEL_TEXT_NO_ROOM = Reason(
        "The text on the label of “{text}” does not fit on {size}: {fields}. Switch a field off, "
        "make it smaller, or choose one of these: {fits}."
    )
    LABEL_TEXT_TOO_LONG = Reason(
        "The text on the label of “{text}” does not fit on {size}, nor on any other label known "
        "here: {fields}. Switch a field off or make it smaller."
    )
    LABEL_SAYS_NOTHING = Reason(
        "The label of “{text}” would be empty. Switch on a field that it has, or add a symbol."
    )
    LABEL_LOGO_UNREADABLE = Reason(
        "The logo is no picture that can be printed. Choose a PNG or JPEG file."
    )
    LABELS_NONE = Reason("Nothing is chosen to print. Choose serial numbers first.")
    LABELS_FIRST = Reason(
        "A sheet of {name} has {count} labels. Choose the first free one between 1 and {count}."
    )
    LABEL_SIZE_GONE = Reason("The label size “{name}” was removed meanwhile. Choose another one.")
    LABEL_SIZE_TAKEN = Reason("There is a label size named “{name}” already. Choose another name.")
    LABELS_AT_SCAN_PRINTER = Reason(
        "No printer is chosen for serial labels here. Print labels once on the one that shall "
        "print them, then switch this on."
    )
    LABELS_AT_SCAN_ROLL = Reason(
        "Labels were printed on sheets of {name} last. Print labels once on a roll, then switch "
        "this on: at each scan a sheet would be used up."
    )
    LABELS_COPIES = Reason("Print 1 to {most} copies of each label.")
    # Label sheets, rolls and printers
    MEDIA_SIZE = Reason("{field}: {value} mm is not possible. Enter {least} to {most} mm.")
    FIGURE_BETWEEN = Reason("{field}: {value} is not possible. Enter {least} to {most}.")
    MEDIA_OFF_PAGE = Reason(
        "{field}: {count} labels need {needed} mm, and the page has {page} mm. Enter fewer or "
        "smaller labels, or a larger page."
    )
    MEDIA_NO_INK = Reason(
        "A label of {size} has no room for ink: it stays {edge} mm off the edges. Enter a larger "
        "label."
    )
    PRINTER_DOTS = Reason("{dpi} dots per inch is no printer known here. Choose one of: {known}.")
    PRINTER_FIGURE = Reason(
        "{field}: {value} is not possible. Enter {least} to {most}, in steps of {step}."
    )
    # Templates that are kept or come from others (Q7)
    LABEL_SYMBOLS_TOO_MANY = Reason("A label has at most {most} symbols. Take one out.")
    # Documents on paper and the templates they are made by (Q5, Q7)
    PAPER_SIZE = Reason(
        "A paper of {size} mm is not possible. Enter a width and a height of {least} to {most} mm."
    )
    PAPER_MARGINS = Reason(
        "The margins leave no room on this paper. Leave {least} mm at least between them."
    )
    PAPER_COLUMNS = Reason("A receipt has 24 to 64 columns, a form at most 100 rows. Correct that.")
    PAPER_TAKEN = Reason(
        "There is the paper “{name}” already, of this name or size. Choose it, or enter another."
    )
    PAPER_TOO_MANY = Reason("{most} sizes of your own are the most. Delete one first.")
    COLUMN_NO_ROOM = Reason(
        "The column “{column}” does not fit: {missing} mm are missing. Make a column narrower, "
        "switch one off or choose a wider paper."
    )
    FIGURE_NO_ROOM = Reason(
        "“{text}” does not fit in the column “{column}”: {missing} mm are missing. Make the column "
        "wider or its text smaller."
    )
    TEMPLATE_KIND = Reason("This template is for another kind of document. Choose one of its own.")
    TEMPLATE_FIELD = Reason(
        "This template names “{field}”, which this kind of document does not have."
    )
    TEMPLATE_FIGURE = Reason("“{field}” is {value}; it can be {least} to {most}. Correct it.")
    TEMPLATE_TEXT_LONG = Reason("A text has more than {most} characters. Shorten it.")
    TEMPLATE_DAMAGED = Reason(
        "This file is no print template, or it is damaged ({reason}). Export it again, then choose "
        "it again."
    )
    TEMPLATE_NEWER = Reason(
        "This print template was made by a newer version of the program. Update this one, then "
        "choose it again."
    )
    TEMPLATE_FILE_GONE = Reason("The file is not there, or you may not read it. Choose it again.")
    LOGO_TOO_BIG = Reason("The logo is larger than {most}. Choose a smaller picture.")
    LOGO_UNREADABLE = Reason(
        "The logo is no PNG or JPEG picture, or it is damaged. Choose another."
    )
    LOGO_GONE = Reason("The picture is not there, or you may not read it. Choose it again.")
    # Printers and what they print (Q5 to Q7)
    PRINTER_NAME_TAKEN = Reason("There is already a printer “{name}” here. Give it another name.")
    PRINTER_NO_ADDRESS = Reason("Say where “{name}” is: its address, its port or its folder.")
    PRINTER_BAD_ADDRESS = Reason(
        "“{address}” is no address of a printer. Write its name or number in the network, such as "
        "192.168.1.50 or 192.168.1.50:9100."
    )
    PRINTER_BAD_DPI = Reason("{dpi} dots to the inch is none of 203, 300 and 600.")
    PRINTER_BAD_COLUMNS = Reason("{columns} characters to the line is none of 32, 42 and 48.")
    PRINTER_NOT_SET = Reason("No printer is chosen for this. Choose one in Settings › Printers.")
    PRINTER_FORGOTTEN = Reason(
        "The printer “{name}” was removed here. Choose another one in Settings › Printers and "
        "print anew."
    )
    PRINT_NOT_MADE = Reason(
        "This could not be made, by a fault of the program; the log file says which. Try another "
        "template, and report the fault."
    )
    PRINTER_GONE = Reason(
        "The printer “{name}” is not there. Switch it on and check its cable, then print again."
    )
    PRINTER_UNREACHABLE = Reason(
        "“{name}” does not answer at {address} ({reason}). Switch it on and check the network, "
        "then print again."
    )
    PRINTER_STOPPED = Reason(
        "“{name}” stopped before it had everything ({reason}). Check its paper, then print again."
    )
    PRINTER_REFUSED = Reason("The computer did not give it to “{name}” ({reason}). Print again.")
    PRINTER_NO_SYSTEM = Reason(
        "This computer has no print service (CUPS). Install it, or choose PDF files or a printer "
        "in the network."
    )
    PRINT_CUT_SHORT = Reason(
        "The program ended while this was being printed. Look whether the paper is whole; if it "
        "is not, print it again."
    )
    PRINT_MOVED_ON = Reason(
        "This was printed or dropped meanwhile. Print it anew where it belongs."
    )
    PRINT_BAD_COPIES = Reason("Print 1 to {most} copies at a time.")
    PRINT_UNKNOWN = Reason(
        "This version does not know how to print this. Update the program, then print it again."
    )
    PRINTER_NOT_FOR = Reason(
        "“{name}” does not print this: it understands {language}. Choose another printer for it."
    )
    PRINT_NOTHING = Reason("Nothing is chosen to be printed. Choose what you want on paper.")
    COPY_NO_REASON = Reason("This was printed before. Say why it is printed again.")
