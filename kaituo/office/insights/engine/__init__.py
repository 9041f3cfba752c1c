"""The pure judgement of the cockpit: which figure of a person is a cause for concern, and which cannot be judged."""
