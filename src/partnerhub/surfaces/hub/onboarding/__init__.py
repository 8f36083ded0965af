"""Onboarding pages (contract hub-and-onboarding §3): entry, account, Meta's dialog, progress, permission, and back.

The hub stays passive: it sends no message to the window that opened it and ends with a normal redirect (§4.4).
"""
