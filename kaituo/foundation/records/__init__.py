"""What every record shares: verbs, events, timeline, comments, attachments, tags, custom fields, numbering, archive."""
