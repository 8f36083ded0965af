"""The dialect of the On-Premises API, `/v1/…`, translated both ways (contract messaging-and-meta A.2, A.4).

What a caller sends becomes what Meta's Cloud API takes, and Meta's answer becomes what `/v1/…` always answered; fields
that neither knows pass through as they are.
"""

from partnerhub.surfaces.messaging_api.legacy import contacts, media, messages, profile, templates

__all__ = ["contacts", "media", "messages", "profile", "templates"]
