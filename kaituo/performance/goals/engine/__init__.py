"""The pure arithmetic of goals: pace, forecast, proration and cascade gaps."""
