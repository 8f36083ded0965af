"""Notifications in both hubs: the bell in the header, the page of notices, and what each user wants to be told of."""
