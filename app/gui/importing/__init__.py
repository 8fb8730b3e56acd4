"""Files of others taken in: one dialog for every kind, and the button that leads to it."""
