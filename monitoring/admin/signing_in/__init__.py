"""Signing in and out, the second factor, and what a person does to the own account."""
