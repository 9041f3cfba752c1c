"""Credits and their companions from CSV files: read whole or refused whole, each fault with its file, row and column."""
