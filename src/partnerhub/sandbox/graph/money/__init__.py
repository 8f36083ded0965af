"""Credit lines: the partner shares its own with clients, and takes it back (B.1)."""
