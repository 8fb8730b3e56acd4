"""The store: SQLite through Peewee. Imports nothing of ours; gives and takes plain values."""
