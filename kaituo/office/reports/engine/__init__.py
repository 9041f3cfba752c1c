"""What a report asks for and how its figures become a table: pure."""
