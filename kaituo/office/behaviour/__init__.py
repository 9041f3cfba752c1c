"""How customers buy: by the period of their first order (cohorts), and what they buy together (baskets). Nothing is kept here; orders and the ledger say it."""
