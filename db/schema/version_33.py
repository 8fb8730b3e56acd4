"""Each row of the audit log bears a mark of what it says, made as it is written (U4).

A row that is put in or changed by hand is found by it before it is sealed, too. Rows of before have
none.
"""

SCRIPT = """
ALTER TABLE audit ADD COLUMN mark BLOB;
"""
