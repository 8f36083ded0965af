"""How the Partner API is spoken: the way in, bodies, lists, errors, and its OpenAPI document."""
