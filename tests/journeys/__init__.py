"""Walks in a real browser: few, long, and as a person would go."""
