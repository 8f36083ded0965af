"""Where Meta sends a new account's messages: to the app's webhook, or to this installation (contract B.2, overrides)."""

from collections.abc import AsyncIterator

import msgspec
import pytest
from tests.domain.onboarding.meta import Meta, begin, drive
from tests.serving import alone, served
from tests.world import Side

from partnerhub.db.pool import Database
from partnerhub.domain.onboarding import states
from partnerhub.settings import Settings
from partnerhub.surfaces import meta_webhooks
from partnerhub.upstream.graph import GraphError
from partnerhub.upstream.graph.onboarding import Callback, subscribe

SETTINGS = Settings(meta_verify_token="the verify token")
SYSTEM = "s"


@pytest.fixture(scope="module")
async def ours(database: Database) -> AsyncIterator[str]:
    """This installation's own webhook, which answers Meta's challenge."""
    async with served(alone("meta_webhooks", meta_webhooks.create(database, SETTINGS), SETTINGS)) as base:
        yield f"{base}/meta/webhook"


async def overrides(meta: Meta, waba_id: str) -> list[str | None]:
    told = await meta.upstream.graph.call("GET", f"/{waba_id}/subscribed_apps", token=SYSTEM)
    return [one.get("override_callback_uri") for one in told["data"]]


@pytest.mark.parametrize("overridden", [True, False])
async def test_a_signup_subscribes_with_the_override_that_is_set(
    database: Database, meta: Meta, side: Side, ours: str, *, overridden: bool
) -> None:
    code = await meta.made("codes")
    callback = Callback(ours, "the verify token") if overridden else None
    upstream = msgspec.structs.replace(meta.upstream, callback=callback)
    state = await drive(database, side, await begin(database, side, code), upstream)
    assert isinstance(state, states.Live)
    assert await overrides(meta, code["waba_id"]) == [ours if overridden else None]


async def test_an_address_that_does_not_know_the_token_is_refused_by_meta(meta: Meta, ours: str) -> None:
    code = await meta.made("codes")
    with pytest.raises(GraphError) as refused:
        await subscribe(meta.upstream.graph, SYSTEM, code["waba_id"], Callback(ours, "another"))
    assert refused.value.code == 2200
    assert await overrides(meta, code["waba_id"]) == []
