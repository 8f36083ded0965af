"""Messages: what one must hold, and how it is sent."""
