"""Pure scoring of leads: no Django, no database, no clock."""
