"""The pure reckoning of a scorecard: what a template may say, what a card comes to, and what one more would change."""
