"""From a grid to rows: where the header is, which column is what, which lines are no districts."""
