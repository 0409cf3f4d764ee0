"""Rows held against what is stored and against each other."""
