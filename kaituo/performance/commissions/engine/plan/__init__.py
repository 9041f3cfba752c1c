"""The plan as a document: its typed definition, its JSON Schema, reading it from a file, and everything that can be wrong with it."""
