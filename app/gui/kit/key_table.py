"""The keys of the program, as data: each key, what it means, and where it works.

A key means the same wherever it works. Buttons and pages take their keys from here by name
(``button(_("Post"), "F9")``); a test finds a key that is not here, one that means two things, one
that does nothing, and one that a scanner may send. F1 shows those of the page at hand.
"""

from dataclasses import dataclass
from enum import Enum

from app.text import N_


class Where(Enum):
    """Where keys work, in the order in which F1 shows them; the value is its heading."""

    PAGE = N_("On this page")
    BOX = N_("In the box")
    FINDER = N_("In the list of what words find")
    SEARCH = N_("In the search box")
    LIST = N_("In a table")
    CHECKED = N_("In a table with check boxes")
    PAPER = N_("On the document")
    SIDE = N_("In the list at the side")
    TRAIL = N_("In the last scans")
    TABS = N_("In pages with tabs")
    DATE = N_("In the date")
    PARTY = N_("In customer or supplier")
    FIELDS = N_("In the fields of a template")
    RAIL = N_("In the menu at the left")
    GO_TO = N_("In Go to or find")
    SIGN_IN = N_("Where one signs in")
    EVERYWHERE = N_("Everywhere")


@dataclass(frozen=True, slots=True)
class Key:
    """``keys`` as Qt writes them, several that belong together with a space between them."""

    keys: str
    does: str
    where: Where = Where.PAGE

    def each(self) -> list[str]:
        """The keys one by one."""
        return self.keys.split(" ")


_BOX, _LIST, _CHECKED, _SIDE = Where.BOX, Where.LIST, Where.CHECKED, Where.SIDE
_FINDER, _PAPER, _RAIL, _GO_TO = Where.FINDER, Where.PAPER, Where.RAIL, Where.GO_TO

KEYS = (
    # Everywhere
    Key("F1", N_("Keys of this page"), Where.EVERYWHERE),
    Key("Ctrl+K", N_("Go to a page, find anything"), Where.EVERYWHERE),
    Key("Ctrl+1", N_("Counter"), Where.EVERYWHERE),
    Key("Ctrl+2 Ctrl+3 Ctrl+4 Ctrl+5 Ctrl+6", N_("The pinned pages"), Where.EVERYWHERE),
    Key("F10", N_("Into the menu and back"), Where.EVERYWHERE),
    Key("F12", N_("Another person at the counter"), Where.EVERYWHERE),
    Key("Tab Shift+Tab", N_("The next field, the one before"), Where.EVERYWHERE),
    Key("Esc", N_("One step back, into the box"), Where.EVERYWHERE),
    # What is done with the page
    Key("F2", N_("Into the box")),
    Key("F3", N_("Return or exchange")),
    Key("F4", N_("Customer or supplier")),
    Key("F5", N_("Try again")),
    Key("F6", N_("Discount of the document")),
    Key("F7", N_("Park the sale")),
    Key("F8", N_("Parked sales, or the next row to correct")),
    Key("F9", N_("Post, take the payment, open or close the drawer")),
    Key("Alt+Y", N_("Answer yes")),
    Key("Alt+N", N_("Answer no")),
    Key("Ctrl+N", N_("New")),
    Key("Ctrl+Shift+N", N_("New, out of what is here")),
    Key("Ctrl+O", N_("Open what is chosen")),
    Key("Ctrl+R", N_("Records of the serial number")),
    Key("Ctrl+D", N_("Copy into a new one")),
    Key("Ctrl+C", N_("Copy as text")),
    Key("Ctrl+E", N_("Correct what is chosen")),
    Key("Ctrl+F", N_("Find or filter on this page")),
    Key("Ctrl+Shift+F", N_("Find what is inactive too")),
    Key("Ctrl+G", N_("Go on with what comes next")),
    Key("Ctrl+Shift+G", N_("Go on with the other that may come next")),
    Key("Ctrl+L", N_("Take a list from a file")),
    Key("Ctrl+Shift+O", N_("Sort by the next column")),
    Key("Ctrl+Shift+L", N_("Columns")),
    Key("Ctrl+Shift+E", N_("Put what is checked on a document")),
    Key("Ctrl+B", N_("Back up now")),
    Key("Ctrl+P", N_("Print")),
    Key("Ctrl+Shift+P", N_("Save as PDF")),
    Key("Ctrl+Shift+K", N_("Print labels")),
    Key("Ctrl+S", N_("Save")),
    Key("Ctrl+Shift+S", N_("Write the list into a file")),
    Key("Ctrl+Z", N_("Undo")),
    Key("Ctrl+Shift+Z", N_("Take back what was discarded")),
    Key("Ctrl+Return", N_("Take what is entered")),
    Key("Ctrl+Shift+A", N_("Take everything")),
    Key("Ctrl+Delete", N_("Take out what is chosen")),
    Key("Ctrl+Backspace", N_("Delete the line")),
    Key("Ctrl+Shift+Delete", N_("Void the document")),
    Key("Ctrl+Shift+D", N_("Scans into the current document")),
    Key("Ctrl+Shift+C", N_("Scans to the Counter")),
    Key("Ctrl+PgUp Ctrl+PgDown", N_("The section or page before, the next one")),
    Key("Alt+Left", N_("Back")),
    Key("Alt+Right", N_("Go on with what was open")),
    Key("Alt+1 Alt+2 Alt+3 Alt+4 Alt+5 Alt+6 Alt+7 Alt+8 Alt+9", N_("Choices, from the first on")),
    Key("Alt+Up Alt+Down", N_("Move up, move down")),
    Key("Alt+D", N_("Date")),
    Key("Alt+G", N_("Goes to")),
    Key("Alt+I", N_("Scans that wait into this sale")),
    Key("Alt+M", N_("Money into the drawer or out of it")),
    Key("Alt+O", N_("Open the drawer without a sale")),
    Key("Alt+Q", N_("Quantity on hand")),
    Key("Alt+R", N_("Reason")),
    Key("Alt+S", N_("The supplier's own number")),
    Key("Alt+T", N_("Note")),
    Key("Alt+W", N_("Warehouse")),
    # In one part of the page, while it has the cursor
    Key("Return", N_("Take what is typed"), _BOX),
    Key("Up Down", N_("The line before, the next one"), _BOX),
    Key("Up Down", N_("Choose a row"), _FINDER),
    Key("Return", N_("Add what is chosen"), _FINDER),
    Key("Ctrl+Return", N_("Open the item"), _FINDER),
    Key("Ctrl+N", N_("New item"), _FINDER),
    Key("Esc", N_("Clear the box"), _FINDER),
    Key("Down", N_("Into the rows"), Where.SEARCH),
    Key("Up Down PgUp PgDown", N_("Choose a row"), _LIST),
    Key("Return", N_("Open what is chosen"), _LIST),
    Key("Ctrl+C", N_("Copy as text"), _LIST),
    Key("Space", N_("Check a row"), _CHECKED),
    Key("Shift+Up Shift+Down Shift+Home Shift+End", N_("Check from row to row"), _CHECKED),
    Key("Ctrl+A", N_("Check all that were read"), _CHECKED),
    Key("Up Down PgUp PgDown", N_("Line by line, page by page"), _PAPER),
    Key("Space", N_("Fold and unfold serial numbers"), _PAPER),
    Key("Left Right", N_("The serial numbers that are unfolded"), _PAPER),
    Key("Return", N_("Records of the serial number"), _PAPER),
    Key("Ctrl+A", N_("Choose everything"), _PAPER),
    Key("Ctrl+C", N_("Copy as text"), _PAPER),
    Key("Up Down", N_("Choose a row"), _SIDE),
    Key("Return", N_("Open the document"), _SIDE),
    Key("Up Down", N_("Choose a row"), Where.TRAIL),
    Key("Return", N_("Open the document"), Where.TRAIL),
    Key("Ctrl+Tab", N_("The next tab"), Where.TABS),
    Key("Up Down", N_("A day on, a day back"), Where.DATE),
    Key("Alt+Down", N_("Open the calendar"), Where.DATE),
    Key("Up Down", N_("Choose a row"), Where.PARTY),
    Key("Return", N_("Take who is chosen"), Where.PARTY),
    Key("Space", N_("Print the field, or leave it out"), Where.FIELDS),
    Key("F2", N_("Type what it says"), Where.FIELDS),
    Key("Alt+Up Alt+Down", N_("Move it up, move it down"), Where.FIELDS),
    Key("Up Down", N_("From line to line"), _RAIL),
    Key("Return", N_("Open the page, fold the group"), _RAIL),
    Key("Ctrl+Return", N_("Pin the page, or take it off"), _RAIL),
    Key("Up Down PgUp PgDown", N_("Choose a row"), _GO_TO),
    Key("Return", N_("Open"), _GO_TO),
    Key("Ctrl+Return", N_("Pin the page, or take it off"), _GO_TO),
    Key("Up Down", N_("Choose a person"), Where.SIGN_IN),
    Key("Return", N_("Sign in"), Where.SIGN_IN),
)
