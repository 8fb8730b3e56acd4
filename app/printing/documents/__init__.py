"""Documents on paper: what they say, the templates they are made by, their pages and receipts."""
