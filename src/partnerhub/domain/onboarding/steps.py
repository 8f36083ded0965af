"""The steps of a signup. Each asks Graph first, with no transaction open, and returns what to write then.

A step may run any number of times: Graph's calls can be repeated, and what is written is fenced by the claim. Only
the code of the dialog is good once; a crash between Meta's answer and our commit costs the person a second dialog.
"""

import asyncio
from collections.abc import Awaitable, Callable
from datetime import datetime

import msgspec

from partnerhub.db.pool import Database, Db
from partnerhub.domain import channels, partners, templates
from partnerhub.domain.onboarding import finding, signups
from partnerhub.domain.onboarding import signup_store as store
from partnerhub.domain.onboarding.failures import NotYet, Refused, refused_by
from partnerhub.domain.onboarding.signups import Signup
from partnerhub.domain.onboarding.states import (
    ENDED,
    Authorised,
    Found,
    Live,
    Moving,
    Registered,
    Shared,
    Sharing,
    Started,
    State,
    Subscribed,
    channels_of,
)
from partnerhub.kit.crypto import Vault
from partnerhub.kit.problems import Problem
from partnerhub.upstream.graph import Graph, GraphError, solutions
from partnerhub.upstream.graph import onboarding as graph_api

PAYER, SHARER = "partner payment", "account sharing"  # actors of permissions that nobody has to give
WITHIN = 20.0  # seconds for what a step asks of Graph; the lease is longer
MOST_ATTEMPTS = len(signups.RETRY_AFTER) + 1  # more than this: the step crashes every time

Settle = Callable[[Db, datetime], Awaitable[State]]


class Upstream(msgspec.Struct, frozen=True):
    """What a step needs beside the database."""

    graph: Graph
    app: graph_api.App
    vault: Vault
    system_token: str = ""
    callback: graph_api.Callback | None = None


async def step(database: Database, upstream: Upstream, signup: Signup, clock: Callable[[], datetime]) -> None:
    """Move a claimed signup on by one step, or write why it cannot move. Raises LostClaim."""
    if isinstance(signup.state, ENDED):
        return
    try:
        await _move(database, upstream, signup, signup.state, clock)
    except GraphError as error:
        refused = refused_by(error, signup.state)
    except TimeoutError:
        refused = NotYet("meta_unavailable")
    except Refused as error:
        refused = error
    except Problem as error:
        refused = Refused(error.code, error.message)
    else:
        return
    async with database.writing(signup.partner_id) as db:
        await signups.give_up_or_wait(db, signup, refused, now=clock())


async def _move(
    database: Database, upstream: Upstream, signup: Signup, state: Moving, clock: Callable[[], datetime]
) -> None:
    if signup.attempts > MOST_ATTEMPTS:
        raise Refused("internal")
    if numbers := channels_of(state):
        async with database.reading(signup.partner_id) as db:
            if await channels.is_any_gone(db, signup.partner_id, numbers):
                # Cancelled, and the month ended: connected once more it is another channel.
                raise Refused("number_not_found")
    async with asyncio.timeout(WITHIN):
        settle = await _ask(database, upstream, signup, state)
    async with database.writing(signup.partner_id) as db:
        await signups.hold(db, signup)
        await signups.move(db, signup, await settle(db, clock()), now=clock())


async def _ask(database: Database, upstream: Upstream, signup: Signup, state: Moving) -> Settle:
    match state:
        case Started():
            return await _exchange_code(upstream, state)
        case Shared():
            return await _ask_solution(upstream, state)
        case Authorised():
            return await _find_numbers(upstream, signup, state)
        case Found():
            return await _subscribe(upstream, signup, state)
        case Subscribed():
            return await _register_next(database, upstream, signup, state)
        case Registered():
            return await _go_live(upstream, signup, state)


async def _exchange_code(upstream: Upstream, state: Started) -> Settle:
    token = await graph_api.exchange_code(upstream.graph, upstream.app, upstream.vault.unseal(state.code))
    sealed = upstream.vault.seal(token)

    async def settle(_db: Db, _now: datetime) -> State:
        return Authorised(
            token=sealed, waba_id=state.waba_id, phone_number_id=state.phone_number_id, on_app=state.on_app
        )

    return settle


async def _ask_solution(upstream: Upstream, state: Shared) -> Settle:
    token = await solutions.token(upstream.graph, upstream.system_token, state.solution_id, state.business_id)
    sealed = upstream.vault.seal(token.access_token)
    sharing = Sharing(
        solution_id=state.solution_id, expires_at=token.expires_at, tier=state.tier, business_id=state.business_id
    )

    async def settle(_db: Db, _now: datetime) -> State:
        return Authorised(token=sealed, waba_id=state.waba_id, phone_number_id=state.phone_number_id, sharing=sharing)

    return settle


async def _find_numbers(upstream: Upstream, signup: Signup, state: Authorised) -> Settle:
    token = upstream.vault.unseal(state.token)
    grant = await graph_api.debug_token(upstream.graph, upstream.app, token)
    if not grant.is_valid or grant.app_id != upstream.app.id:
        raise Refused("token_invalid")
    waba_id = state.waba_id or next(iter(grant.waba_ids), "")
    if not waba_id:
        raise Refused("no_waba")
    waba = await graph_api.waba(upstream.graph, token, waba_id)  # proves that the token reaches it
    numbers = finding.chosen(await graph_api.phone_numbers(upstream.graph, token, waba_id), state)

    async def settle(db: Db, now: datetime) -> State:
        ours = await finding.put_waba(db, signup, waba, state, now)
        await templates.follow(db, signup.partner_id, ours, now=now)
        found = await finding.put_channels(db, upstream.vault, signup, ours, numbers, state.sharing, now)
        return Found(token=state.token, waba_external_id=waba_id, numbers=found, sharing=state.sharing)

    return settle


async def _subscribe(upstream: Upstream, signup: Signup, state: Found) -> Settle:
    token = upstream.vault.unseal(state.token)
    await graph_api.subscribe(upstream.graph, token, state.waba_external_id, upstream.callback)

    async def settle(db: Db, now: datetime) -> State:
        for number in state.numbers:
            await channels.mark_ready(db, signup.partner_id, number.channel_id, now=now)
        return Subscribed(token=state.token, numbers=state.numbers, sharing=state.sharing)

    return settle


async def _register_next(database: Database, upstream: Upstream, signup: Signup, state: Subscribed) -> Settle:
    number = next(one for one in state.numbers if one.channel_id not in state.registered)
    if not number.on_app:
        async with database.reading(signup.partner_id) as db:
            pin = upstream.vault.unseal(await store.pin(db, signup.partner_id, number.channel_id))
            region = (await partners.get(db, signup.partner_id)).default_data_localization_region
        token = upstream.vault.unseal(state.token)
        await graph_api.register(upstream.graph, token, number.external_id, pin, region)

    async def settle(db: Db, now: datetime) -> State:
        await channels.mark_running(db, signup.partner_id, number.channel_id, now=now)
        registered = [*state.registered, number.channel_id]
        if len(registered) < len(state.numbers):
            return msgspec.structs.replace(state, registered=registered)
        return Registered(token=state.token, numbers=state.numbers, sharing=state.sharing)

    return settle


async def _go_live(upstream: Upstream, signup: Signup, state: Registered) -> Settle:
    token = upstream.vault.unseal(state.token)
    at_meta: dict[str, graph_api.Number] = {}
    for number in state.numbers:
        if number.on_app:
            continue
        found = await graph_api.phone_number(upstream.graph, token, number.external_id)
        if found.status not in {None, "CONNECTED"}:
            raise NotYet("not_connected", f"Meta says {found.status}.")
        at_meta[number.channel_id] = found

    async def settle(db: Db, now: datetime) -> State:
        pays = (await partners.get(db, signup.partner_id)).payment_model == "partner"
        actor = SHARER if state.sharing else PAYER if pays else None
        for number in state.numbers:
            # A number that was here before has its old standing until then.
            if found := at_meta.get(number.channel_id):
                await channels.keep(db, signup.partner_id, number.channel_id, found, now=now)
            else:
                await channels.note(db, signup.partner_id, number.channel_id, channels.Said(), now=now)
            await channels.mark_live(db, signup.partner_id, number.channel_id, now=now)
            await channels.want_sync(db, signup.partner_id, number.channel_id, channels.next_reading(now))
            if actor:
                await channels.grant_permission(db, signup.partner_id, number.channel_id, actor=actor, now=now)
        return Live(channel_ids=[number.channel_id for number in state.numbers])

    return settle
