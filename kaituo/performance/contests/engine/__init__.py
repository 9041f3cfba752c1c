"""Who stands where in a contest, and what the places win: pure, without a database."""
