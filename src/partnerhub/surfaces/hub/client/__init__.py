"""Client Hub: the pages of a client's people (contract hub-and-onboarding §2)."""
