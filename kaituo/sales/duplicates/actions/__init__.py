"""The verbs of duplicates: `judging` over pairs and searches, `disputes` over claims to customers."""
