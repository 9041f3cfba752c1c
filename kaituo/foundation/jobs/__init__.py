"""Background work: tasks, retries, leases, the schedule."""
