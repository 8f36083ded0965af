"""Phone numbers of businesses: their nodes, the ladder to registration, profile, settings, blocked customers."""
