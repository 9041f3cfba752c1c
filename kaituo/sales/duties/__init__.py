"""Duties: who is responsible and who helps, on a customer or a deal, from when until when and for which share of the credit."""
