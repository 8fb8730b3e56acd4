"""A list of records and the editor of one."""
