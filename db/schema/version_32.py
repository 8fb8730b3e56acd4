"""Seals from now on cover why and at which counter goods came back, and the counter of a posting.

``heads_until`` is the last seal that covers a document's head without these (S3): what is sealed
stays sealed as it was.
"""

SCRIPT = """
ALTER TABLE takeover ADD COLUMN heads_until INTEGER NOT NULL DEFAULT 0;
UPDATE takeover SET heads_until = (SELECT coalesce(max(id), 0) FROM seal);
"""
