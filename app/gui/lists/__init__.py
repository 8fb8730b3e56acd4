"""Any list on the screen, and a list of records with the editor of one."""
