"""How customers, potential and work are spread over people and territories, and re-balancings that even them out.

Who holds a customer is of allocation, where it lies of territories.
"""
