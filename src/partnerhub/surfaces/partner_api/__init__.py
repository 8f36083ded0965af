"""The Partner API, `/api/v2`: JSON for partners' servers."""

from partnerhub.surfaces.partner_api.app import create

__all__ = ["create"]
