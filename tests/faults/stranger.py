"""Opens a store as somebody whom the modes of files keep out: ``python -m tests.faults.stranger``.

Root is kept out by none, so that the rights of root are laid down first. The word for what the
store answers is printed.
"""

import os
import sys
from contextlib import closing
from pathlib import Path

from db import sql
from db.engine.opening import open_database
from db.engine.trouble import StoreTrouble

NOBODY = 65534


def main(store: str) -> None:
    if hasattr(os, "setuid") and os.getuid() == 0:
        os.setgroups([])
        os.setgid(NOBODY)
        os.setuid(NOBODY)
    try:
        with closing(open_database(Path(store))) as database:
            print("opened", sql.value(database, "SELECT count(*) FROM contact"))
    except StoreTrouble as trouble:
        print(trouble.trouble.name)


if __name__ == "__main__":
    main(sys.argv[1])
