"""Pure calculation of the forecast: no Django, no database, no clock."""
