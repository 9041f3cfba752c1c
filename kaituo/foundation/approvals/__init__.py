"""Who must agree before a verb takes effect: flows, requests and decisions. It knows nothing of what is being approved."""
