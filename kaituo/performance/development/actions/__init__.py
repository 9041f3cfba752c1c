"""The verbs of development, by what they are done to."""
