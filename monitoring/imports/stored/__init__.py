"""From checked rows to what is kept: planned, shown, written in one room, taken back."""
