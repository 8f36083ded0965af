"""Onboarding links for people: what the Partner API does with them, on pages (contract hub-and-onboarding §3, §10)."""
