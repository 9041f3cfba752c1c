"""The verbs of goals, by what they are about."""
