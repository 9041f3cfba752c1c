"""Pure classification of customers: no Django, no database, no clock."""
