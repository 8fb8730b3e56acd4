"""Contacts: customers and suppliers."""
