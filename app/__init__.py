"""Serialdesk: point of sale and inventory for shops that sell things with serial numbers."""
