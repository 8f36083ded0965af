"""Files in pieces: a session of the app, its pieces, a handle."""
