"""What the program has to bear, row by row; a test says which it proves:
``@pytest.mark.reliability(3)``.

Those that run for long are scaled by the environment: ``SERIALDESK_RELIABILITY=10`` runs ten times
as much of each, for a night.
"""

import os

ROWS = {
    1: "killed while posting: nothing acknowledged lost, nothing half done, nothing twice",
    2: "power cut: what is acknowledged is on the disk",
    3: "disk full at every page of each type of document: said, nothing half posted, works again",
    4: "I/O error while backing up, exporting, upgrading: what was there stays untouched",
    5: "a file or folder that cannot be written: refused in a sentence, no traceback",
    6: "held by another program: the window lives, it is said, the draft and its scans are kept",
    7: "a second instance: refused, the first comes to the front; starts after a kill",
    8: "a newer schema, a foreign or an empty file: refused, its bytes unchanged",
    9: "an upgrade that is killed: old or new, and a copy made first",
    10: "damage and edits by hand in business rows: all found",
    11: "restore drill from the screen; the damaged file is kept",
    12: "backups on closing and daily, thinned; trouble shown within the day",
    13: "clock set back, forward, and summer time: order by sequence, no number lost or twice",
    14: "numbers without gaps though postings fail",
    15: "posted documents cannot be changed, whoever asks the store",
    16: "the life of serials equals its model",
    17: "scans: none lost, doubled, reordered or leaked",
    18: "a day: memory and times stay as they were",
    19: "whatever is scanned, typed or imported: no traceback, nothing written in part",
    20: "hostile files: refused before they take memory or time",
    21: "exports: nothing that a spreadsheet would run; serials come back exactly",
    22: "search finds what plainly contains the text",
    23: "print and templates: names print literally, pictures come from nowhere else",
    24: "every action by every role",
    25: "PINs hashed, tries limited, an approval good once",
    26: "no PIN, name or phone in log or report",
}
"""By its number, in the words of a test's name."""


def times(count: int) -> int:
    """How often something is done: as said, or as often again for a night."""
    return count * max(1, int(os.environ.get("SERIALDESK_RELIABILITY", "1")))
