"""Opportunities from first interest to won or lost, their stages, and the forecast."""
