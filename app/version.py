"""Which Serialdesk this is."""

VERSION = "0.1.0"
"""As ``pyproject.toml`` says it; a test holds them equal."""
