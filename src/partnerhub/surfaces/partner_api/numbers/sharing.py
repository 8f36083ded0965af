"""Account sharing, for partners that run Embedded Signup themselves (contract partner-api §9).

Reading the progress of numbers is ours: the original tells only of success, by events.
"""

from typing import Annotated, Any, Literal

import msgspec
from litestar import Request
from litestar.params import FromPath, JSONBody

from partnerhub.domain import account_sharing, clients
from partnerhub.domain.onboarding import failures
from partnerhub.kit import clock
from partnerhub.kit.problems import BadInput
from partnerhub.kit.texts import END, LONGEST_EMAIL
from partnerhub.surfaces.partner_api.clients import ClientOut
from partnerhub.surfaces.partner_api.wire.entrance import Rows, Secrets, Tenant, Upstream, Who
from partnerhub.surfaces.partner_api.wire.lists import document
from partnerhub.surfaces.partner_api.wire.openapi.telling import told

EMAIL = msgspec.Meta(
    pattern=rf"^[^@\s]+@[^@\s]+\.[^@\s]+{END}",
    max_length=LONGEST_EMAIL,
    description="Of the person to talk to; need not be unique.",
)
NAME = msgspec.Meta(min_length=1, max_length=200, description="Of the company.")
PERSON = msgspec.Meta(max_length=200, description="Name of the person to talk to.")
PAYLOAD = msgspec.Meta(max_length=2000, description="Your own identifier of the client.")
SOLUTION = msgspec.Meta(pattern="^[0-9]{14,18}$", description="Meta's multi-partner solution.")
META_ID = msgspec.Meta(pattern="^[0-9]{5,30}$")
WAIT = "Success. Please wait, your number is onboarding."
Tier = Literal["basic", "regular", "premium", ""]


class ClientIn(msgspec.Struct, kw_only=True):
    name: Annotated[str, NAME]
    email: Annotated[str, EMAIL]
    user_name: Annotated[str, PERSON] | None = None
    partner_payload: Annotated[str, PAYLOAD] | None = None


class SharedClientOut(ClientOut, kw_only=True):
    """The client; `client_id` is its `id` once more."""

    client_id: str


class NumbersIn(msgspec.Struct, kw_only=True):
    """One of `client_id` and `waba_business_id` is needed; without `channel_external_id` all numbers of the WABA come."""

    solution_id: Annotated[str, SOLUTION]
    waba_external_id: Annotated[str, META_ID]
    client_id: str | None = None
    waba_business_id: Annotated[str, META_ID] | None = None
    tier: Tier | None = None
    channel_external_id: Annotated[str, META_ID] | None = None


WHOSE = [
    {"required": [name], "properties": {name: {"type": "string", "minLength": 1}}}
    for name in ("client_id", "waba_business_id")
]
Numbers = Annotated[NumbersIn, told(anyOf=WHOSE)]


class NumbersOut(msgspec.Struct, kw_only=True):
    """What was asked, and `id` to follow it by."""

    id: str
    solution_id: str
    waba_external_id: str
    client_id: str
    waba_business_id: str | None
    tier: Tier | None
    channel_external_id: str | None
    message: str


class Reason(msgspec.Struct):
    code: str
    message: str
    details: str


class ProgressOut(msgspec.Struct, kw_only=True):
    """`channels` are those found so far."""

    id: str
    client_id: str
    status: Literal["onboarding", "live", "failed"]
    step: str
    channels: list[str]
    error: Reason | None = None


async def create_client(caller: Who, db: Tenant, data: JSONBody[ClientIn]) -> SharedClientOut:
    given = msgspec.structs.asdict(data)
    client_id = await account_sharing.create_client(db, caller.partner_id, now=clock.now(), **given)
    doc = msgspec.json.decode(
        await clients.find_doc(db, caller.partner_id, client_id) or b"{}", type=dict[str, msgspec.Raw]
    )
    return document(msgspec.json.encode({**doc, "client_id": client_id}))


async def share(
    request: Request[Any, Any, Any], rows: Rows, graph: Upstream, vault: Secrets, data: JSONBody[Numbers]
) -> NumbersOut:
    if not data.client_id and not data.waba_business_id:
        raise BadInput("client_id or waba_business_id is required.", field="client_id")
    token = request.app.state.settings.meta_system_token
    asked = account_sharing.Request(
        solution_id=data.solution_id,
        waba_external_id=data.waba_external_id,
        client_id=data.client_id or None,
        business_id=data.waba_business_id,
        phone_number_id=data.channel_external_id,
        tier=data.tier or None,
    )
    signup_id, client_id = await account_sharing.share_numbers(
        rows.database, graph, vault, token, rows.partner_id, asked, clock.now
    )
    return NumbersOut(
        id=signup_id,
        solution_id=data.solution_id,
        waba_external_id=data.waba_external_id,
        client_id=client_id,
        waba_business_id=data.waba_business_id,
        tier=data.tier,
        channel_external_id=data.channel_external_id,
        message=WAIT,
    )


async def progress(caller: Who, db: Tenant, signup_id: FromPath[str]) -> ProgressOut:
    found = await account_sharing.progress(db, caller.partner_id, signup_id)
    status = found.step if found.step in {"live", "failed"} else "onboarding"
    error = Reason(found.error, failures.text_of(found.error), found.details or "") if found.error else None
    return ProgressOut(
        id=found.id,
        client_id=found.client_id,
        status=msgspec.convert(status, Literal["onboarding", "live", "failed"]),
        step=found.step,
        channels=found.channels,
        error=error,
    )
