"""Brand: what the partner's clients see of it while they connect their numbers (contract hub-and-onboarding §1.7)."""
