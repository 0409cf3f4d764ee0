"""Which district a code and a name mean; what fits two, or none, is refused with suggestions."""
