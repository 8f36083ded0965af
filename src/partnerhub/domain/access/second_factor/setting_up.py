"""Setting up one's own second factor, and taking it off."""

from datetime import datetime

from partnerhub.db.pool import Db
from partnerhub.domain.access.second_factor import codes, store, writing
from partnerhub.domain.access.second_factor.proving import WrongCode
from partnerhub.kit.crypto import Vault
from partnerhub.kit.problems import Conflict


class AlreadyOn(Conflict):
    """You have a second factor already. Switch it off to set up another one."""

    code = "second_factor_on"


class NotBegun(Conflict):
    """Set it up anew."""

    code = "second_factor_not_begun"


async def begin(db: Db, partner_id: str, user_id: str, *, vault: Vault, now: datetime) -> None:
    """A new secret, which does not count yet. Raises AlreadyOn."""
    if not await store.begin(db, partner_id, user_id, secret=vault.seal(codes.new_secret()), now=now):
        raise AlreadyOn


def shown(state: store.State, email: str, vault: Vault) -> tuple[str, str]:
    """(secret, address for the QR code) of one that is being set up."""
    secret = vault.unseal(state.secret)
    return secret, codes.address(secret, email)


async def confirm(db: Db, partner_id: str, user_id: str, given: str, *, vault: Vault, now: datetime) -> list[str]:
    """It counts from now on. The recovery codes, which nothing can show again. What the password alone had opened ends:

    bearer tokens here; the caller keeps its own session and ends the others. Raises NotBegun, WrongCode.
    """
    held = await store.hold(db, partner_id, user_id)
    if held is None or held.confirmed_at is not None:
        raise NotBegun
    step = codes.step_of(vault.unseal(held.secret), codes.digits(given), after=held.last_step, now=now)
    if step is None:
        raise WrongCode(field="code")
    await store.use_step(db, partner_id, user_id, step)
    await store.confirm(db, partner_id, user_id, now=now)
    await store.end_tokens(db, partner_id, user_id, now=now)
    await writing.tell(db, partner_id, held, "on", vault=vault, now=now)
    return await new_codes(db, partner_id, user_id, vault=vault)


async def new_codes(db: Db, partner_id: str, user_id: str, *, vault: Vault) -> list[str]:
    """Recovery codes instead of all that there were; nothing can show them again. Raises NotBegun."""
    held = await store.hold(db, partner_id, user_id)
    if held is None:
        raise NotBegun
    made = codes.new_recovery_codes()
    digests = [vault.digest(f"{held.person_id}:{one}") for one in made]
    await store.replace_recovery_codes(db, partner_id, user_id, digests)
    return made


async def remove(db: Db, partner_id: str, user_id: str, *, vault: Vault, now: datetime) -> None:
    """The log-in asks for the password only. The caller has proved both. Raises NotBegun when there is none."""
    held = await store.hold(db, partner_id, user_id)
    if held is None:
        raise NotBegun
    await store.remove(db, partner_id, user_id)
    if held.confirmed_at is not None:
        await writing.tell(db, partner_id, held, "off", vault=vault, now=now)
