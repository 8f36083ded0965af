"""One number, "Show details": Details, Webhooks, Health, Activity and what else has a tab (contract hub-and-onboarding §1.2)."""
