"""Targets of people and teams per measure and period, cascaded down the team tree."""
