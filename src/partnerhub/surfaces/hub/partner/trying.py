"""Trying one's webhook on the Integration page: a test with a verdict, and what is wrong with a signature."""

from typing import Annotated

import msgspec
from litestar.enums import RequestEncodingType
from litestar.params import Body
from litestar.response import Template

from partnerhub.domain import webhooks
from partnerhub.domain.partners import find_secrets
from partnerhub.domain.webhooks import checking
from partnerhub.domain.webhooks.checking import Given
from partnerhub.domain.webhooks.endpoints import trial
from partnerhub.domain.webhooks.endpoints.advice import advice
from partnerhub.kit import clock
from partnerhub.surfaces.hub.noted import note
from partnerhub.surfaces.hub.partner.integration import integration_page
from partnerhub.surfaces.hub.parts import InHub, Page
from partnerhub.surfaces.hub.people import AsPartner


class SignatureForm(msgspec.Struct):
    body: str = ""
    signature: str = ""
    event_id: str = ""
    timestamp: str = ""


Pasted = Annotated[SignatureForm, Body(media_type=RequestEncodingType.URL_ENCODED)]


async def test(request: Page, hub: InHub, partner_user: AsPartner) -> Template:
    """No transaction is open while it is sent."""
    partner_id = partner_user.partner_id
    async with hub.database.writing(partner_id) as db:
        try:
            endpoint = await trial.own(db, partner_id)
        except webhooks.NoEndpoint as problem:
            return await integration_page(hub, db, partner_user, wrong={"webhook_url": ("", problem.sentence)})
        call = await trial.make(db, partner_id, endpoint, hub.vault, clock.now())
        await note(request, db, partner_user, "trials.of_partner", partner_id)
    answer = await trial.send(call, any_target=hub.settings.any_target)
    async with hub.database.reading(partner_id) as db:
        text = answer.body.decode(errors="replace")
        verdict = {"call": call, "answer": answer, "advice": advice(answer), "text": text}
        return await integration_page(hub, db, partner_user, verdict=verdict)


async def check_signature(hub: InHub, partner_user: AsPartner, data: Pasted) -> Template:
    """Nothing of it is kept."""
    given = Given(body=data.body, signature=data.signature, event_id=data.event_id, timestamp=data.timestamp)
    async with hub.database.reading(partner_user.partner_id) as db:
        kept = await find_secrets(db, partner_user.partner_id)
        secrets = [hub.vault.unseal(sealed) for sealed in kept.at(clock.now())]
        return await integration_page(hub, db, partner_user, pasted=given, checked=checking.check(given, secrets))
