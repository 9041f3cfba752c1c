"""The views that no screen gives, by noun."""
