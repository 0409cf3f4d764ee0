"""What one cell says: a count, a day, a word. Read, never repaired."""
