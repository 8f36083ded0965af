"""Calls between a number and a customer: begun, taken, refused, ended (contract A.2, Calling)."""
