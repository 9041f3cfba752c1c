"""Which customers lie in which territories: pure calculation."""
