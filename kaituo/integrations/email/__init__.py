"""Letters: read from mailboxes over IMAP, matched to customers, kept once. How one looks for leads in an enquiries box stands with the leads."""
