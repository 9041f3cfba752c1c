"""Accounts and contacts: who buys from us."""
