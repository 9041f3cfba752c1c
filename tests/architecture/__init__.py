"""The rules of docs/architecture.md and of the style, as tests: a broken rule fails here with the place that breaks it."""
