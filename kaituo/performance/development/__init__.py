"""How people come on: improvement plans with measured targets and promised support, and ladders of levels with promotions. Reviews are next door."""
