"""The whole chain on real data."""
