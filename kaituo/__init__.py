"""Kaituo 开拓: management of salespeople, from goal to payout."""

__version__ = "0.1.0"
