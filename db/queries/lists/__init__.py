"""What the lists read: pages by key, never by offset, each bounded in work; one file a list."""
