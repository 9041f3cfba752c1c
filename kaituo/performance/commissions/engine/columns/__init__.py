"""The calculation as a chain of column steps over an in-memory DuckDB; docs/decisions/012 says how they fit together."""
