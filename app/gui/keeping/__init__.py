"""Safe keeping on the screen: what is sealed and checked beside the screen, and what it found."""
