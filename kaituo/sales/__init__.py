"""What we sell, to whom, and what comes of it."""
