"""A list as one parameter of a statement: JSON, which SQLite reads as a table.

``sql.json_list`` makes the value. What is here stands where a table may stand: ``IN {ids_in()}``,
``FROM {ids_in()} j``; its column is ``value``. The column that it is compared with stands first,
``s.number = j.value``, for it is that one's way to compare texts which counts.
"""


def ids_in(parameter: str = "?") -> str:
    """The ids in a parameter, as a table."""
    return f"(SELECT CAST(value AS bigint) AS value FROM json_each({parameter}))"


def texts_in(parameter: str = "?") -> str:
    """The texts in a parameter, as a table; compared as those of the store, whatever their case."""
    return f"(SELECT CAST(value AS citext) AS value FROM json_each({parameter}))"


def pairs_in(parameter: str = "?") -> str:
    """The pairs of ids in a parameter, as a table; its columns are ``first`` and ``second``."""
    first, second = (f"CAST(json_extract(value, '$[{place}]') AS bigint)" for place in (0, 1))
    return f"(SELECT {first} AS first, {second} AS second FROM json_each({parameter}))"
