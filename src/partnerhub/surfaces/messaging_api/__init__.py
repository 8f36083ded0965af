"""The Messaging API on its own root paths: JSON for channels, most of it Graph's own, byte for byte."""

from partnerhub.surfaces.messaging_api.app import create

__all__ = ["create"]
