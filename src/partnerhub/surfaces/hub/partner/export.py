"""WhatsApp Accounts as a file: the six columns of the original, and what else a partner asks for (contract §1.2)."""

import asyncio

from litestar import Response
from litestar.params import FromPath

from partnerhub.domain.channels import overview
from partnerhub.domain.channels.overview import Found
from partnerhub.kit import clock
from partnerhub.surfaces.hub.files import file
from partnerhub.surfaces.hub.partner.accounts import read
from partnerhub.surfaces.hub.parts import InHub, Page
from partnerhub.surfaces.hub.people import AsPartner
from partnerhub.surfaces.hub.shown import STATES

# Embedded Signup has no message-on-behalf request: the column stays for readers of the original's file.
NOT_ASKED = "n/a"


async def send(request: Page, hub: InHub, partner_user: AsPartner, ending: FromPath[str]) -> Response[bytes]:
    """The same search as on the page, all pages of it."""
    async with hub.database.reading(partner_user.partner_id) as db:
        found = await overview.everything(db, partner_user.partner_id, read(request).search)
    return await asyncio.to_thread(_file, ending, found)  # ten thousand lines would keep all others waiting


def _file(ending: str, found: list[Found]) -> Response[bytes]:
    return file("whatsapp-accounts", ending, [line(one) for one in found])


def line(channel: Found) -> dict[str, str]:
    return {
        "Company legal name": channel.client_name,
        "WhatsApp number": channel.phone_number,
        "Contact email": channel.client_email or "",
        "Message on behalf": channel.on_behalf or NOT_ASKED,
        "Meta business verification": channel.verification,
        "Number registration": channel.status,
        "Display name": channel.phone_name or "",
        "Status": STATES[channel.state][0],
        "Quality rating": channel.current_quality_rating or "",
        "Messaging limit": channel.current_limit or "",
        "API key permission": "Shared" if channel.permission_granted_at else "Missing",
        "Client ID": channel.client_id,
        "Channel ID": channel.id,
        "WABA ID": channel.waba_id,
        "Meta WABA ID": channel.waba_external_id,
        "Meta phone number ID": channel.external_id,
        "Partner payload": channel.partner_payload or "",
        "Created": clock.iso(channel.created_at),
        "Billing started": clock.iso(channel.billing_started_at) if channel.billing_started_at else "",
        "Cancelled": clock.iso(channel.cancelled_at) if channel.cancelled_at else "",
        "Ends": clock.iso(channel.terminated_at) if channel.terminated_at else "",
    }
