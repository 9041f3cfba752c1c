"""Quotes and orders: what we offered, what was bought, at what price, and who is credited."""
