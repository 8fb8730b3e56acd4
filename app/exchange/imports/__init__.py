"""What a file can be imported as (Q9): fields, titles, rows; one session for all kinds, no Qt."""
