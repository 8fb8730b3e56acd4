"""Labels on the screen: what is printed, on what, and what the label looks like."""
