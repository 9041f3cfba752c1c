"""Messaging services on which notices arrive: robots of groups and apps of the company. How each is spoken to stands in its own folder."""
