"""Partner change, as the client asks for it and as the new partner decides (contract hub-and-onboarding §1.10)."""
