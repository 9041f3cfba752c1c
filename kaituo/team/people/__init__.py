"""Staff of every engagement type, their offices, and the organisation chart."""
