"""The verbs of commissions: one file per noun they are about."""
