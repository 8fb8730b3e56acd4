"""Set-based writes, named after what they do; called by the services, inside their transactions."""
