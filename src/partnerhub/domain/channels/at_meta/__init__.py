"""A channel at Meta: what Meta says of it, what is asked of Meta for it."""
