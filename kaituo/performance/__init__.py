"""From the target to the payout: what people should reach, how they are judged and what they earn."""
