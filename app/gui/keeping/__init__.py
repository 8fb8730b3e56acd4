"""Safe keeping on the screen: Settings › Backups, the foot of the rail, what is done at closing."""
