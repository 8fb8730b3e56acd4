"""Those who work here stand in ``person``: ``user`` is a reserved word of other engines.

References to the table follow by themselves (sqlite.org/lang_altertable.html, section 2).
"""

SCRIPT = """
ALTER TABLE user RENAME TO person;
"""
