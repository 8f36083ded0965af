"""The control API: whoever tests plays Meta, the client and the customers with it. `GET /sandbox/api` lists it."""
