"""Money, currencies, periods, working calendars and percentages: pure Python, no Django."""
