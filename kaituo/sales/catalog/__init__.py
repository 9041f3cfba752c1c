"""What we sell: products, their categories, and what they cost whom and when."""
