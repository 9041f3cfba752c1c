"""Who people are, where they stand in the organisation, and which rows they may see and change."""
