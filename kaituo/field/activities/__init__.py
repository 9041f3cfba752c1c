"""Follow-ups: calls, messages, meetings and notes with customers, and the next contact that each of them promises. Visits on the spot have their own context."""
