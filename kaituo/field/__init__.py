"""Work in the field: what salespeople do with customers day by day, and what they plan to do next."""
