"""WhatsApp Business: messages from an approved template to a person."""
