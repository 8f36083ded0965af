"""The OpenAPI document of the Partner API, made from the route table and the types of its handlers."""

from partnerhub.surfaces.partner_api.wire.openapi.document import document

__all__ = ["document"]
