"""Set-based writes, named after what they do."""
