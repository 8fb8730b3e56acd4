"""What stands against backups, and what a check finds."""

from app.domain.problems.reasons.reason import Reason


class KeepingReasons:
    """What stands against backups, and what a check finds."""

    # Backups (S1, S5)
    BACKUP_FULL = Reason("There is no room for the backup in {place}. Make room there.")
    BACKUP_TOO_BIG = Reason(
        "{place} takes no file as large as this backup (a stick in the format FAT32 takes 4 GB). "
        "Use another one, or format it as exFAT."
    )
    BACKUP_PLACE_GONE = Reason("{place} is not there, or not plugged in.")
    BACKUP_PLACE_OTHER = Reason(
        "The folder {place} is there, but it is not the one that was chosen: is its drive "
        "connected? To have backups in this folder, choose it again in Settings › Backups."
    )
    BACKUP_NOT_WRITABLE = Reason("Nothing can be written into {place}. Choose another place.")
    BACKUP_NOT_AS_WRITTEN = Reason(
        "What was written into {place} is not what is read from it. Use another disk or stick."
    )
    BACKUP_DISK = Reason("{place} cannot be read or written without errors. Use another one.")
    BACKUP_SLOW = Reason("{place} does not answer. Look whether it is connected.")
    BACKUP_NO_PLACE = Reason("There is no place for backups yet. Add one in Settings › Backups.")
    BACKUP_SHOP_DAMAGED = Reason(
        "The shop's file is damaged, so no backup was made of it. Keep the last good backup."
    )
    BACKUP_SHOP_UNREADABLE = Reason(
        "The shop's file cannot be copied at the moment. It is tried again by itself."
    )
    BACKUP_SEALS = Reason(
        "Something in the shop's file does not fit its seals. A backup was made of it, but does "
        "not count as good: the last good one is kept."
    )
    BACKUP_NO_ROOM_HERE = Reason(
        "The disk with the shop's file has no room to make a backup. Make room there."
    )
    BACKUP_CUT = Reason("The end of this backup is missing. Take another one.")
    BACKUP_DAMAGED = Reason("This backup was changed or is damaged. Take another one.")
    BACKUP_SEALS_DIFFER = Reason(
        "Something in this backup is not as it was sealed: it was changed by hand, or damaged. "
        "Nothing was changed here. Take another one, or go on with this one all the same."
    )
    BACKUP_NEWER = Reason("This backup was made by a newer Serialdesk. Install the newer version.")
    BACKUP_NOT_OURS = Reason(
        "“{name}” is not a backup of a Serialdesk shop. Nothing was changed. Choose another file."
    )
    BACKUP_LOG = Reason(
        "“{name}” was kept aside with a log of changes that is not its own, or not whole. Nothing "
        "was changed. Choose another backup."
    )
    BACKUP_GONE = Reason(
        "“{name}” cannot be read. Nothing was changed. See that its disk or stick is there, then "
        "do this again."
    )
    SHOP_IS_COPY = Reason(
        "This is a copy of a backup, to be looked at: nothing is changed in it. Go back to your "
        "shop to work."
    )
    SHOP_MOVED = Reason(
        "This shop was moved to another computer: nothing is changed in it here any more. Work "
        "there, or have the owner take it back."
    )
    RESTORE_IN_USE = Reason(
        "Another program has this shop open. Nothing was changed. Close it there, then do this "
        "again."
    )
    BACKUP_PASSWORD_WRONG = Reason("This is not the password of the backup. Type it again.")
    BACKUP_PASSWORD_SHORT = Reason(
        "The password has at least {least} characters. Take a longer one."
    )
    BACKUP_PASSWORD_TWICE = Reason("The password was not typed twice alike. Type it again.")
    PLACE_IS_SHOPS = Reason(
        "In this folder is the shop's file itself: what happens to it would happen to the backups. "
        "Choose another."
    )
    PLACE_IS_ONE = Reason("This folder is a place for backups already.")
    PLACE_WITHIN = Reason(
        "This folder lies in another place for backups, or around it. Choose one elsewhere."
    )
    PLACE_ODD_NAME = Reason(
        "The name of this folder has characters that cannot be kept. Choose another, or rename it."
    )
    PLACE_NO_FOLDER = Reason("“{folder}” is no folder that is there. Choose one.")
    TEMPLATE_NAME_TAKEN = Reason("There is already a template “{name}”. Give it another name.")
    TEMPLATE_GONE = Reason("This template was removed meanwhile. Choose another one.")
    TEMPLATE_NOT_USED = Reason(
        "The print template “{name}” cannot be used here, so the built-in one is. Choose another "
        "one or correct it under Settings › Print Template Settings."
    )
    # What a check finds (S3)
    SEALED_DIFFERS = Reason("{number} does not fit its seal: {part} was changed in the file.")
    SEALED_LINE_DIFFERS = Reason(
        "{number} does not fit its seal: on line {line}, {part} was changed in the file."
    )
    SEALED_SERIAL_DIFFERS = Reason(
        "{number} does not fit its seal: serial number {serial} was changed in the file."
    )
    SEALED_IS_GONE = Reason("{number} was sealed, and is not among the posted documents any more.")
    SEALED_UNREADABLE = Reason("{number} cannot be read: it is damaged in the file.")
    SEALED_ROW_DIFFERS = Reason(
        "Row {row} of “{rows}” does not fit its seal: it was changed in the file."
    )
    ROW_PUT_IN = Reason(
        "Row {row} of “{rows}”, or the one before it, is not as this program wrote it: rows were "
        "changed, put in or taken out in the file."
    )
    SEAL_MISSING = Reason("{number} has no seal: it was not posted by this program.")
    SEAL_OF_VOID_MISSING = Reason(
        "{number} is void and its void has no seal: it was not voided by this program."
    )
    SEALS_GONE = Reason("Seals {first} to {last} are gone from the chain.")
    SEAL_BROKEN = Reason(
        "Seal {seal} of {number} does not follow the one before: a seal was changed, swapped or "
        "put in."
    )
    PAGES_DAMAGED = Reason("The file is damaged: {reported}.")
    BOOKS_SERIAL = Reason("Serial number {serial} is not where its last movement left it.")
    BOOKS_MOVEMENT = Reason("The movements of serial number {serial} do not follow one another.")
    BOOKS_FLOW = Reason("{number}: what it moved in stock does not fit its lines.")
    BOOKS_FLOW_ORDER = Reason(
        "The rows of what was moved in stock are not numbered without a gap: look at {number}."
    )
    BOOKS_STOCK = Reason("The stock of {product} in {warehouse} is not what its documents moved.")
    BOOKS_COUNT = Reason(
        "The number of serial numbers of {product} by status is not what there are."
    )
    BOOKS_HELD = Reason(
        "What {product} had cost is kept of another quantity than is there: its average is not to "
        "be relied on."
    )
    BOOKS_VALUE = Reason(
        "What {product} had cost in all is not what its documents moved: its average is not to be "
        "relied on."
    )
    BOOKS_WAREHOUSE = Reason("The total stock of {warehouse} is not the sum of its items.")
    BOOKS_ON_THE_WAY = Reason(
        "{number}: what of it is on the way is not what was sent and not received."
    )
    BOOKS_DEBT = Reason("{number}: what is settled of it is not the sum of what settled it.")
    BOOKS_VOID = Reason("{number} is not void, and yet says by whom, when or why it was voided.")
    BOOKS_TAXES = Reason("{number}: its rates of tax are not numbered as they were written.")
    BOOKS_DRAWER = Reason(
        "Money put into a drawer or taken out of it (row {row}) is not told by the audit log: it "
        "was put in or changed in the file."
    )
    BOOKS_FLOAT = Reason(
        "The drawer of {counter} is open with another float than the audit log tells: it was "
        "changed in the file."
    )
    BOOKS_NUMBERS = Reason(
        "Document numbers do not go on without a gap: look at those around {number}."
    )
    CLOSED_DIFFERS = Reason(
        "“{rows}” is not as it was when the shop was closed: row {row} was changed in the file."
    )
    CLOSED_ROWS = Reason(
        "“{rows}” is not as it was when the shop was closed: rows were changed in the file."
    )
    RULES_GONE = Reason("What guards the books in the file is not as this program made it: {name}.")
    STORE_IS_OLDER = Reason(
        "This file is older than the shop was on {date}: {count} seals are missing, and what was "
        "posted or voided with them. Restore the newest backup, or go on with this file."
    )
    STORE_BEFORE_BACKUP = Reason(
        "This file has not what the shop had at its backup of {date}: it is older, or another one. "
        "Restore the newest backup, or go on with this file."
    )
    SEAL_NOT_BESIDE = Reason(
        "The newest seal, which is kept beside the shop's file, is missing, and no backup is there "
        "to compare with. Look whether the last documents are there, unless the file was copied or "
        "moved by hand."
    )
    STORE_IS_ANOTHER = Reason(
        "This file is not the one that was here on {date}: its seals are others. Restore the "
        "newest backup, or go on with this file."
    )
