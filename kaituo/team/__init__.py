"""The people who sell, and how their work is arranged."""
