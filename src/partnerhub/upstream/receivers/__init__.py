"""Receivers of webhooks, whoever's they are: posting to them, behind the wall that keeps our own network out of reach."""
