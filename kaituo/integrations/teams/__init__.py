"""Microsoft Teams: a channel's webhook of the Workflows app, or an incoming webhook."""
