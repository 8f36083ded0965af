"""PartnerHub: the partner layer of the WhatsApp Business Platform, open and self-hosted."""

__version__ = "0.1.0"
