"""The screen: Qt only here. Pages read db.queries, act through app.services, tell the bus."""
