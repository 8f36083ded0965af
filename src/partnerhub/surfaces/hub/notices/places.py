"""The page of the thing that a notice is about."""

from partnerhub.domain.notifications import Notice
from partnerhub.surfaces.hub.people import HOME_OF_CLIENT, HOME_OF_PARTNER

TABS = {"enforcement": "/health", "sending": "/health", "status": "/health", "permission": "/activity"}

MONEY = {"funds", "invoices"}


def place(notice: Notice, *, client: bool) -> str:
    return _of_client(notice) if client else _of_partner(notice)


def _of_partner(notice: Notice) -> str:
    facts, home = notice.facts, HOME_OF_PARTNER
    if "template_name" in facts:
        gone = facts.get("template_new_status") == "DELETED"
        return f"{home}/templates" + ("" if gone else f"/{facts['template_id']}")
    if notice.kind == "webhooks":
        owned = facts["kind"] in {"channel", "destination"}
        return f"{home}/channels/{facts['owner_id']}/webhooks" if owned else f"{home}/integration"
    if notice.kind == "partner_change":
        return f"{home}/changes"
    if notice.kind in MONEY and not notice.client_id:
        return f"{home}/billing"
    if channel_id := facts.get("channel_id"):
        return f"{home}/channels/{channel_id}{TABS.get(notice.kind, '')}"
    return f"{home}/clients/{notice.client_id}" if notice.client_id else home


def _of_client(notice: Notice) -> str:
    if "template_name" in notice.facts:
        return f"{HOME_OF_CLIENT}/templates"
    if notice.kind in MONEY:
        return f"{HOME_OF_CLIENT}/funds"
    if notice.kind == "partner_change":
        return f"{HOME_OF_CLIENT}/partner"
    channel_id = notice.facts.get("channel_id")
    return f"{HOME_OF_CLIENT}/channels/{channel_id}" if channel_id else HOME_OF_CLIENT
