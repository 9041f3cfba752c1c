"""Django's SQLite with a fair queue of writers before each transaction. Nothing else differs."""
