"""What the shop does, each one transaction: the only writers of the store."""
