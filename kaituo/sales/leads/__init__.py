"""Leads: people and companies that showed interest and are no customers yet, from capture to conversion."""
