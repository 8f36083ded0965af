"""Partner Hub: the pages of a partner's own people (contract hub-and-onboarding §1)."""
