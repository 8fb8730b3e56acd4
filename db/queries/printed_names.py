"""What something was called when a document was posted, for the statements that read documents."""


def printed(subject: str, column: str, id: str, now: str) -> str:
    """What stands on the document ``d``: the name of then, of something that has another ``now``.

    ``subject`` is the table of ``id``, ``column`` what is printed of it (``db.engine`` has which).
    A draft has no posting yet, and says the present name.
    """
    return (
        f"coalesce((SELECT e.{column} FROM earlier_name e"
        f" WHERE e.subject = '{subject}' AND e.subject_id = {id} AND e.until_posting >= d.posting"
        f" ORDER BY e.until_posting LIMIT 1), {now})"
    )
