"""What an administrator arranges: people and roles, approvals, periods, rates, and the demo company."""
