"""Rate tables, score curves, splits, formulas and the explanation tree: pure Python, no Django."""
