"""Further cards of the Integration page: the connect button's code, the redirect URL's test, headers of webhooks."""
