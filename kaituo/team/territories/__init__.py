"""Territories: what belongs to them from day to day, who works in them, and where two of them overlap."""
