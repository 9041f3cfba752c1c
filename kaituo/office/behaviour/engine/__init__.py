"""What cohorts and baskets come to, reckoned from counts and sums that the database made; pure."""
