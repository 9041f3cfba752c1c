"""Work reports 日报/周报/月报: each person's own account of a day, week or month, begun from what really happened, read and answered by who leads her."""
