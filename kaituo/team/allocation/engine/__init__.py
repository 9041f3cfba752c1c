"""Pure rules of allocation: when a customer drops, and whose turn it is. No Django, no database, no clock."""
