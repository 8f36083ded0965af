"""Numbers at Meta: what partners change about them, and bringing them by API."""
