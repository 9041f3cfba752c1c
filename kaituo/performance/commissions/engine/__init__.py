"""The pure calculation: plans as documents, credits as columns, lines that explain themselves."""
