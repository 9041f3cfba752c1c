"""Visits to customers: planned by day and route, checked into and out of with evidence, also where there is no network. The calendar itself is in appointments."""
