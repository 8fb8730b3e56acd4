"""Posts sales of cable, one after the other, and says each number once it is posted:
``python -m tests.faults.seller STORE COUNT SYNCHRONOUS``.
"""

import os
import sys
from contextlib import closing
from pathlib import Path

from app.services import session as sessions
from app.services.documents import draft_lines, drafts, posting
from db.engine import opening
from db.queries.items import by_skus


def main() -> None:
    """Sell, and say so."""
    path, count, synchronous = Path(sys.argv[1]), int(sys.argv[2]), sys.argv[3]
    opening._PRAGMAS["synchronous"] = synchronous
    with closing(opening.open_database(path)) as database:
        session = sessions.begin(database)
        cable = by_skus(database, ["CABLE-C"])["CABLE-C"].id
        for _sale in range(count):
            draft = drafts.new(session, "sale")
            draft_lines.add_line(session, draft, cable)
            os.write(1, f"{posting.post(session, draft)}\n".encode())


if __name__ == "__main__":
    main()
