"""What is printed: jobs and their log, templates, printers and what each is for."""
