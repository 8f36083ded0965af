"""One's own account, in both hubs: where one is logged in, and the second factor."""
