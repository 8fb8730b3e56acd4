"""Paper: what is printed, by which template, where; its jobs and their log."""
