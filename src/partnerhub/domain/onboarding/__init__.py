"""The onboarding room."""
