"""The schema, one plain SQL script a version; a landed one never changes."""
