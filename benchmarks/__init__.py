"""What is measured, against what: `python -m benchmarks`. README.md says how to read it."""
