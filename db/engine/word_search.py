"""The search index of products and contacts, by grams: SQLite's own (FTS5), without the texts.

A gram is one, two or three characters, or a sign that the program gives. Each is kept as the
hexadecimal figures of its UTF-8, for the index cuts texts at whatever is no letter. A record that
changes is taken out by the very grams that it was put in by.
"""

from collections.abc import Collection, Iterable, Sequence

from db import sql
from db.sql import Database

PRODUCT, CONTACT = "product", "contact"


def put(database: Database, subject: str, id: int, grams: Iterable[str], texts: str) -> None:
    """Put a record into the index that is not in it; ``texts`` is what its grams came from."""
    sql.execute(
        database,
        f"INSERT INTO {subject}_search (rowid, grams) VALUES (?, ?)",
        id,
        " ".join(map(_token, grams)),
    )
    sql.execute(database, f"INSERT INTO {subject}_find (id, texts) VALUES (?, ?)", id, texts)


def take_out(database: Database, subject: str, id: int, grams: Iterable[str]) -> None:
    """Take a record out of the index, by the grams that it was put in by."""
    sql.execute(
        database,
        f"INSERT INTO {subject}_search ({subject}_search, rowid, grams) VALUES ('delete', ?, ?)",
        id,
        " ".join(map(_token, grams)),
    )
    sql.execute(database, f"DELETE FROM {subject}_find WHERE id = ?", id)


def texts_of(database: Database, subject: str, ids: Sequence[int]) -> dict[int, str]:
    """What the grams of records came from; a record that is not in the index is left out."""
    return dict(
        sql.rows(
            database,
            f"SELECT f.id, f.texts FROM json_each(?) j CROSS JOIN {subject}_find f"
            " WHERE f.id = j.value",
            sql.json_list(ids),
        )
    )


def count(database: Database, subject: str, wanted: Collection[str], without: str = "") -> int:
    """How many records have all these grams, and not the one ``without``."""
    found: int = sql.value(
        database,
        f"SELECT count(*) FROM {subject}_search WHERE {subject}_search MATCH ?",
        _asked(wanted, without),
    )
    return found


def ids(
    database: Database, subject: str, wanted: Collection[str], most: int, without: str = ""
) -> list[int]:
    """The newest of them, at most so many."""
    return [
        id
        for (id,) in sql.rows(
            database,
            f"SELECT rowid FROM {subject}_search WHERE {subject}_search MATCH ?"
            " ORDER BY rowid DESC LIMIT ?",
            _asked(wanted, without),
            most,
        )
    ]


def in_stock(
    database: Database,
    wanted: Collection[str],
    warehouse: int,
    looked_at: int,
    most: int,
    without: str = "",
) -> list[int]:
    """Of the newest ``looked_at`` products that fit, those in stock in a warehouse."""
    return [
        id
        for (id,) in sql.rows(
            database,
            "WITH found AS MATERIALIZED (SELECT CAST(rowid AS INTEGER) AS id FROM product_search"
            " WHERE product_search MATCH ? ORDER BY rowid DESC LIMIT ?)"
            " SELECT f.id FROM found f CROSS JOIN stock s WHERE s.product_id = f.id"
            " AND s.warehouse_id = ? AND s.on_hand > 0 LIMIT ?",
            _asked(wanted, without),
            looked_at,
            warehouse,
            most,
        )
    ]


def containing(
    database: Database,
    subject: str,
    wanted: Collection[str],
    words: Sequence[str],
    looked_at: int,
    most: int,
    without: str = "",
) -> list[int]:
    """Of the newest ``looked_at`` that fit, those whose texts contain every word as it is."""
    contains = "".join(" AND instr(f.texts, ?) > 0" for _word in words)
    return [
        id
        for (id,) in sql.rows(
            database,
            "WITH found AS MATERIALIZED (SELECT CAST(rowid AS INTEGER) AS id"
            f" FROM {subject}_search WHERE {subject}_search MATCH ? ORDER BY rowid DESC LIMIT ?)"
            f" SELECT f.id FROM found a CROSS JOIN {subject}_find f WHERE f.id = a.id{contains}"
            " LIMIT ?",
            _asked(wanted, without),
            looked_at,
            *words,
            most,
        )
    ]


def missing(database: Database, subject: str, after: int, most: int) -> list[int]:
    """Records that are not in the index yet, above the id ``after``, in order."""
    return [
        id
        for (id,) in sql.rows(
            database,
            f"SELECT r.id FROM {subject} r LEFT JOIN {subject}_find f ON f.id = r.id"
            " WHERE r.id > ? AND f.id IS NULL ORDER BY r.id LIMIT ?",
            after,
            most,
        )
    ]


def _token(gram: str) -> str:
    return gram.encode().hex()


def _asked(wanted: Collection[str], without: str) -> str:
    """The rarest kind first: what is longer is found in fewer records."""
    asked = " AND ".join(f'"{_token(gram)}"' for gram in sorted(wanted, key=len, reverse=True))
    return f'({asked}) NOT "{_token(without)}"' if without else asked
