"""What the screens and services read, by subject: ids, pages, plain tuples."""
