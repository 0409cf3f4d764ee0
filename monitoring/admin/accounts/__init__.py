"""Pages of those who manage accounts, and of those who read what was done with them."""
