"""Video conferences for meetings: connections to services, and links made there that follow the meeting. How each is spoken to stands in its own folder."""
