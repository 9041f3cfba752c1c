"""Measures, and the ledger of entries from which every number is summed."""
