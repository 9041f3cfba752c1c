"""A plan in people's words: the labels of its fields, the names of its choices, places of faults, and the contract it amounts to."""
