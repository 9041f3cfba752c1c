"""Kaituo 开拓: management of salespeople, from goal to payout."""
