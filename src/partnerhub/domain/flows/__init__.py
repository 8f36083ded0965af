"""Flows: forms inside WhatsApp. They live at Meta; here is only which flow belongs to which WABA.

That is the proof a caller's id needs before Meta is asked about it: the token of a WABA may reach further than the WABA.
"""

from partnerhub.domain.flows.flows import NoSuchFlow, create, listed, migrate, publish, read, upload

__all__ = ["NoSuchFlow", "create", "listed", "migrate", "publish", "read", "upload"]
