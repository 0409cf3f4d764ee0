"""Accounts: who may sign in and how, how accounts are made and handed over."""
