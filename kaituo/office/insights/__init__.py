"""Numbers over all areas: reports and charts, each opening into its records."""
