"""What is known of some numbers, asked for all of them at once."""

from collections.abc import Sequence
from urllib.parse import urlencode

import msgspec

from partnerhub.db.pool import Db
from partnerhub.domain import billing, channel_keys, webhooks
from partnerhub.domain.channels.overview import Found


class Facts(msgspec.Struct, frozen=True, kw_only=True):
    """`key`: the first characters of the live one. `webhook`: where messages go. Each "" when there is none.

    `unpaid_by`: who has to add funds, the client's id or "" for the partner; None when nothing is owed.
    `link`: where the client shares permission or goes through the setup again.
    """

    channel: Found
    key: str
    webhook: str
    unpaid_by: str | None
    link: str


async def gather(db: Db, partner_id: str, found: Sequence[Found], *, onboarding: str) -> list[Facts]:
    """Three statements, however many numbers. `onboarding`: the partner's onboarding link."""
    ids = [one.id for one in found]
    keys = await channel_keys.keyed_among(db, partner_id, ids)
    urls = await webhooks.urls_among(db, partner_id, [*ids, *{one.waba_id for one in found}])
    unpaid = await billing.unpaid_among(db, partner_id, ids)
    return [
        Facts(
            channel=one,
            key=keys.get(one.id, ""),
            webhook=urls.get(one.id) or urls.get(one.waba_id, ""),
            unpaid_by=unpaid.get(one.id),
            link=f"{onboarding}?{urlencode({'number': one.phone_number})}",
        )
        for one in found
    ]
