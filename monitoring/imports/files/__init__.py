"""From bytes to a grid of plain cells; what is broken or hostile is refused with a sentence."""
