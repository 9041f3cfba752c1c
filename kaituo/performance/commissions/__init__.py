"""Commission plans, their runs and the statements people are paid by."""
