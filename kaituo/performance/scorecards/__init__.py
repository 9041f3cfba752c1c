"""Weighted indicators of people and teams, scored through curves from what was counted, with gates and deductions; live today and kept by period."""
