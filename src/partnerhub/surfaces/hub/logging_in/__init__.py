"""Logging in, one way for both hubs: the password, and a second step for who has a second factor."""
