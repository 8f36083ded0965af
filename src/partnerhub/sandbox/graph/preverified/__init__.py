"""Phone numbers that a partner verifies beforehand, so that a client need not (contract B.1)."""
