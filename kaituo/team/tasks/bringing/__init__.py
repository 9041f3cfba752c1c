"""Bringing boards over from other tools: each tool's export is read into the same plan, which is shown, then written."""
