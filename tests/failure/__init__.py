"""What must not happen: bad input, two editors, a killed process, a lost database, a full disk."""
