"""The second schema: nothing yet."""

SCRIPT = "SELECT 1;\n"
