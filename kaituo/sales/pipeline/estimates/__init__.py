"""Statistics of the pipeline: no Django, no database, no clock. Estimates are floats and no amount that is paid or owed, which is why they are no engine."""
