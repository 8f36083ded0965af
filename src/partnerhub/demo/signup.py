"""A signup as the onboarding page would begin it, waited for until the channel is live."""

import asyncio

from partnerhub.db.pool import Database
from partnerhub.demo.sandbox import Shared
from partnerhub.domain import channels, onboarding
from partnerhub.domain.onboarding import signups
from partnerhub.domain.onboarding.states import Failed, Live
from partnerhub.kit import clock
from partnerhub.kit.crypto import Vault

LOOK_EVERY = 0.02  # seconds


class SignupFailed(Exception):
    """The demo's signup failed."""


async def connect(database: Database, vault: Vault, partner_id: str, client_id: str, shared: Shared) -> tuple[str, str]:
    """(channel, WABA) of ours. The caller limits the time."""
    finish = onboarding.Finish(code=shared.code, waba_id=shared.waba_id, phone_number_id=shared.phone_number_id)
    async with database.writing(partner_id) as db:
        signup_id = await signups.start(db, vault, partner_id, client_id, finish, now=clock.now())
    while True:
        async with database.reading(partner_id) as db:
            signup = await signups.find(db, partner_id, client_id, signup_id)
            if signup and isinstance(signup.state, Live):
                channel = (await channels.of_client(db, partner_id, client_id))[0]
                return channel.id, channel.waba_id
        if signup and isinstance(signup.state, Failed):
            raise SignupFailed(str(signup.state))
        await asyncio.sleep(LOOK_EVERY)
