"""Endpoints for their owners: what each is called, how it stands, and the options that it has."""
