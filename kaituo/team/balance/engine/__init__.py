"""Pure calculation: which customers should change hands so that the work is spread more evenly."""
