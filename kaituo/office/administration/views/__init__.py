"""The pages of administration that are no lists of records."""
