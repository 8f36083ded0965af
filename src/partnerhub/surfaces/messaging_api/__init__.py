"""The Messaging API on its own root paths: JSON for channels, most of it Graph's own, byte for byte."""

from partnerhub.surfaces.messaging_api.app import create
from partnerhub.surfaces.messaging_api.documentation import document
from partnerhub.surfaces.messaging_api.entrance import KEY
from partnerhub.surfaces.messaging_api.known import knows

__all__ = ["KEY", "create", "document", "knows"]
