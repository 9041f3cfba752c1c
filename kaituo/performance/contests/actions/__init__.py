"""The verbs of contests."""
