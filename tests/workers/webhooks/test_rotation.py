"""Webhooks while the platform secret is replaced."""

import hashlib
import hmac
from datetime import timedelta

from standardwebhooks import Webhook
from tests.receiver import Receiver, Request
from tests.workers.delivering import SECRET, Delivering

from partnerhub.domain import webhooks
from partnerhub.kit import clock


async def test_every_webhook_is_verified_by_the_old_secret_and_the_new_until_the_old_one_ends(
    delivering: Delivering, receiver: Receiver
) -> None:
    partner = await delivering.partner(receiver.url("/hook"))
    async with delivering.worker():
        async with delivering.database.writing(partner) as db:
            new = await webhooks.rotate(db, partner, delivering.vault, overlap=timedelta(hours=1), now=clock.now())
        await delivering.owe(partner, 3)
        for request in await receiver.until("/hook", 3):
            assert plain(request) == by(SECRET, request)
            for secret in (SECRET, new):
                Webhook(webhooks.standard_secret(secret)).verify(request.body, request.headers)
        await delivering.owner.execute(
            "UPDATE partner SET previous_secret_ends_at = now() - interval '1 second' WHERE id = $1", partner
        )
        await delivering.owe(partner)
        request = (await receiver.until("/hook", 4))[-1]
    assert plain(request) == by(new, request)
    Webhook(webhooks.standard_secret(new)).verify(request.body, request.headers)
    assert len(request.headers["webhook-signature"].split()) == 1


def plain(request: Request) -> str:
    return request.headers["x-360dialog-signature"]


def by(secret: str, request: Request) -> str:
    return hmac.new(secret.encode(), request.body, hashlib.sha256).hexdigest()
