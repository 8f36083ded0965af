"""Signup links: a customer follows one and has agreed to be written to."""
