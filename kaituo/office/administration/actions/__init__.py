"""The verbs of administration, one file per noun."""
