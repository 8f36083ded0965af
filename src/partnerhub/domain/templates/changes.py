"""A change of a template, told to the partner once: whoever sees it first writes it, and by that tells it (contract §14)."""

import msgspec

from partnerhub.db.pool import Db
from partnerhub.domain import clients, wabas, webhooks
from partnerhub.domain.templates import store
from partnerhub.domain.templates.model import Template, metas_status


async def change(db: Db, partner_id: str, waba_id: str, before: Template, after: Template) -> None:
    await store.change(db, partner_id, after)
    if after.status != before.status:
        await tell_status(db, partner_id, waba_id, after, metas_status(after.status))
    if before.category and after.category and after.category != before.category:
        more = {"previous_category": before.category, "new_category": after.category}
        await tell(db, partner_id, "waba_template_category_changed", waba_id, after, more)
    if before.quality_score and after.quality_score and after.quality_score != before.quality_score:
        more = {"previous_quality_score": before.quality_score, "new_quality_score": after.quality_score}
        await tell(db, partner_id, "waba_template_quality_changed", waba_id, after, more)


async def tell_status(db: Db, partner_id: str, waba_id: str, template: Template, new_status: str) -> None:
    """`new_status` is Meta's word, in capitals."""
    more = {"new_status": new_status, "rejected_reason": template.rejected_reason}
    await tell(db, partner_id, "waba_template_status_changed", waba_id, template, more)


class _Client(msgspec.Struct, omit_defaults=True):
    """What a channel shows of its client: partners find theirs by `partner_payload` in each event (contract §14.2)."""

    id: str
    name: str
    contact_info: msgspec.Raw
    partner_payload: str | msgspec.UnsetType = msgspec.UNSET


class _Data(msgspec.Struct):
    """`id` is Meta's id of the WABA (contract §14.4)."""

    id: str
    client: _Client
    template: dict[str, str]


async def tell(db: Db, partner_id: str, event: str, waba_id: str, template: Template, more: dict[str, str]) -> None:
    waba = await wabas.find(db, partner_id, waba_id)
    doc = waba and await clients.find_doc(db, partner_id, waba.client_id)
    if not waba or not doc:
        return
    what = {
        "id": template.id,
        "external_id": template.external_id,
        "name": template.name,
        "language": template.language,
    }
    client = msgspec.json.decode(doc, type=_Client)
    data = msgspec.json.encode(_Data(waba.external_id, client, what | more))
    await webhooks.publish(db, partner_id, type=event, data=data, client_id=waba.client_id, now=template.modified_at)
