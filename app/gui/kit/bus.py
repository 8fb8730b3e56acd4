"""What the parts of the screen tell each other: nothing but these signals."""

from PySide6.QtCore import QObject, Signal


class Bus(QObject):
    """The signals of one window: pages emit them and listen to them, and call no other page."""

    changed = Signal()
    """The store changed: visible pages read again what they show."""
    day_changed = Signal()
    """It is another day: drafts whose date nobody chose bear it now."""
    settings_changed = Signal()
    """A choice of the shop changed: the window is built anew in its language and look."""
    scan_again = Signal(object)
    """Let these codes act on the document that was worked on last."""
    stray_scan = Signal(str)
    """A code was scanned and nothing on the screen took it: the window keeps and shows it."""
    scan_noted = Signal(object)
    """A scan that no document judges came to something: the window writes it down (NotedScan)."""
    document_shown = Signal()
    """A page shows another document, or none: what takes scans may have changed."""
    open_document = Signal(object)
    """Show the document with this id on the page of its kind."""
    open_item = Signal(object)
    """Show the item with this id on its page."""
    record_wanted = Signal(str, object)
    """Show a record on the page with this key: by its id, or a unit by its serial number."""
    sale_shown = Signal(object)
    """What a customer may see of the sale at hand is another now (a ShownSale)."""
    page_wanted = Signal(str)
    """Show the page with this key, as the rail does."""
    print_asked = Signal()
    """There is a new print job: the print queue takes it."""
    printed = Signal()
    """A print job has come out, or failed."""
    backup_asked = Signal()
    """Back up now."""
    backup_going = Signal(object)
    """A backup is being made: how much of it is done, in per cent; None: none is any more."""
    backed_up = Signal()
    """A backup has come out, or failed, or backups are kept otherwise now."""
    restore_ready = Signal(object)
    """A backup is ready to take the shop's place (a ReadyToRestore): the shop closes for it."""
    look_ready = Signal(object)
    """A copy of a backup is ready to be looked at (a CopyToLookAt)."""
