"""The Messaging API on its own root paths: JSON for channels, most of it Graph's own, byte for byte."""

from partnerhub.surfaces.messaging_api.app import create
from partnerhub.surfaces.messaging_api.documentation import document

__all__ = ["create", "document"]
