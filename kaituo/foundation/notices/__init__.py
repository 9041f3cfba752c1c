"""What people are told: the inbox with its bell, what each wants to hear of, and the daily or weekly letter. It knows nothing of what is told."""
