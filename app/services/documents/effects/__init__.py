"""What posting does beyond the common way, one file an effect that a kind names (D, L)."""
