"""Where the areas meet: home, insights, exchange, administration, API."""
