"""Signups as rows: begun by a page, claimed by the worker, moved on under the claim, tried again by the person."""

import uuid
from datetime import datetime, timedelta

import msgspec
import structlog

from partnerhub.db.pool import Database, Db, Row
from partnerhub.domain.onboarding import failures, states
from partnerhub.domain.onboarding import signup_store as store
from partnerhub.domain.onboarding.failures import FROM_THE_DIALOG, Refused
from partnerhub.domain.onboarding.states import ENDED, Failed, Shared, Started, State
from partnerhub.kit import ids
from partnerhub.kit.crypto import Vault
from partnerhub.kit.problems import BadInput

log = structlog.get_logger("onboarding")

LEASE = 23.0  # seconds: the deadline of a step and three more
RETRY_AFTER = (0.5, 1, 2, 4, 8, 15, 30, 60, 120, 300)  # seconds; then the signup has failed
LONGEST_ID = 40
LONGEST_CODE = 2000
ON_APP = "FINISH_WHATSAPP_BUSINESS_APP_ONBOARDING"


class BadSignup(BadInput):
    """The answer of the sign-up dialog cannot be used. Please connect once more."""

    code = "facebook_auth_failed"


class LostClaim(Exception):
    """Another worker has the signup by now; what this one did is thrown away."""


class Finish(msgspec.Struct, frozen=True, kw_only=True):
    """What Meta's dialog gave the page: the code, and (unproven) what was chosen (contract messaging-and-meta B.1)."""

    code: str
    event: str = ""
    waba_id: str = ""
    phone_number_id: str = ""


class Signup(msgspec.Struct, frozen=True, kw_only=True):
    id: str
    partner_id: str
    client_id: str
    state: State
    attempts: int = 0
    claim: uuid.UUID | None = None


async def start(db: Db, vault: Vault, partner_id: str, client_id: str, finish: Finish, *, now: datetime) -> str:
    """A signup the worker takes up at once; returns its id. The same code again gives the same signup."""
    for value in (finish.waba_id, finish.phone_number_id):
        if value and not (value.isascii() and value.isdigit() and len(value) <= LONGEST_ID):
            raise BadSignup
    if not 0 < len(finish.code) <= LONGEST_CODE:
        raise BadSignup
    state = Started(
        code=vault.seal(finish.code),
        waba_id=finish.waba_id,
        phone_number_id=finish.phone_number_id,
        on_app=finish.event == ON_APP,
    )
    return await store.add(
        db,
        partner_id,
        signup_id=ids.prefixed_uuid7("sup"),
        client_id=client_id,
        code=vault.digest(finish.code),
        step=states.tag(state),
        state=states.encode(state),
        now=now,
    )


async def is_another(db: Db, partner_id: str, client_id: str, signup_id: str) -> bool:
    """Whether the client had a number before this signup, or has one on its way; held until the transaction ends."""
    return await store.is_another(db, partner_id, client_id, signup_id)


async def start_shared(db: Db, vault: Vault, partner_id: str, client_id: str, state: Shared, *, now: datetime) -> str:
    """A signup of numbers that the partner shares; the same numbers again give the same signup, begun anew if it ended."""
    named = f"{state.solution_id} {state.waba_id} {state.phone_number_id}"
    return await store.add_again(
        db,
        partner_id,
        signup_id=ids.prefixed_uuid7("shr"),
        client_id=client_id,
        code=vault.digest(named),
        step=states.tag(state),
        state=states.encode(state),
        now=now,
    )


async def shared_of_partner(db: Db, partner_id: str, signup_id: str) -> Signup | None:
    row = await store.find_shared(db, partner_id, signup_id)
    return _signup(row) if row else None


async def find(db: Db, partner_id: str, client_id: str, signup_id: str) -> Signup | None:
    row = await store.find(db, partner_id, client_id, signup_id)
    return _signup(row) if row else None


async def find_moving(db: Db, partner_id: str, client_id: str) -> Signup | None:
    """The client's latest signup that has not ended: a person who comes back goes on with it."""
    row = await store.latest_moving(db, partner_id, client_id)
    return _signup(row) if row else None


async def claim(database: Database, *, limit: int, now: datetime, lease: float = LEASE) -> list[Signup]:
    """Due signups of any partner, ours until the lease ends."""
    async with database.working_write() as db:
        rows = await store.claim(db, claim=uuid.uuid4(), now=now, lease=lease, limit=limit)
    return [signup for row in rows if (signup := _readable(row))]


def _readable(row: Row) -> Signup | None:
    """A state that another version of this code wrote must not hold up its neighbours."""
    try:
        return _signup(row)
    except msgspec.ValidationError:
        log.exception("signup_unreadable", signup_id=row["id"])
        return None


async def hold(db: Db, signup: Signup) -> None:
    """Lock the signup for this transaction; raises LostClaim."""
    if signup.claim is None or not await store.hold(db, signup.partner_id, signup.id, signup.claim):
        raise LostClaim


async def move(db: Db, signup: Signup, after: State, *, now: datetime) -> None:
    """Write the state that follows; call `hold` first, in the same transaction."""
    due = None if isinstance(after, ENDED) else now
    if signup.claim is None:
        raise LostClaim
    await store.move(
        db,
        signup.partner_id,
        signup.id,
        signup.claim,
        step=states.tag(after),
        state=states.encode(after),
        due=due,
        now=now,
    )


async def give_up_or_wait(db: Db, signup: Signup, refused: Refused, *, now: datetime) -> None:
    """After a step that did not succeed: try again later while that may help, else fail."""
    if signup.claim is None or isinstance(signup.state, ENDED):
        raise LostClaim
    if refused.passing and signup.attempts <= len(RETRY_AFTER):
        until = now + timedelta(seconds=RETRY_AFTER[signup.attempts - 1])
        await store.postpone(db, signup.partner_id, signup.id, signup.claim, until)
    else:
        failed = Failed(code=refused.code, before=signup.state, details=refused.details[:500])
        await hold(db, signup)
        await move(db, signup, failed, now=now)
        await failures.tell(db, signup.partner_id, signup.client_id, signup.id, failed, now=now)


def can_be_tried_again(state: Failed) -> bool:
    """Without Meta's dialog: the failed step may succeed now, from what is already known."""
    return state.code not in FROM_THE_DIALOG and not isinstance(state.before, Started)


async def try_again(db: Db, signup: Signup, *, now: datetime) -> None:
    """Go on where the signup failed."""
    if isinstance(signup.state, Failed) and can_be_tried_again(signup.state):
        before = signup.state.before
        await store.revive(
            db,
            signup.partner_id,
            signup.client_id,
            signup.id,
            step=states.tag(before),
            state=states.encode(before),
            now=now,
        )


def _signup(row: Row) -> Signup:
    return Signup(
        id=row["id"],
        partner_id=row["partner_id"],
        client_id=row["client_id"],
        state=states.decode(row["state"]),
        attempts=row["attempts"],
        claim=row["claim"],
    )
