"""The Partner API, `/api/v2`: JSON for partners' servers."""

from partnerhub.surfaces.partner_api.app import create, document
from partnerhub.surfaces.partner_api.routes import ROUTES

__all__ = ["ROUTES", "create", "document"]
