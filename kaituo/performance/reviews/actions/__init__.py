"""The verbs of reviews, by what they are done to."""
