"""What Embedded Signup asks of Graph: from the code of the dialog to a registered number (contract B.1, B.2)."""

import msgspec

from partnerhub.upstream.graph.answers import Paging, read
from partnerhub.upstream.graph.client import Graph
from partnerhub.upstream.graph.health import Health

WABA_FIELDS = (
    "id,name,currency,timezone_id,message_template_namespace,account_review_status,"
    "business_verification_status,owner_business_info"
)
NUMBER_FIELDS = (
    "id,display_phone_number,verified_name,quality_rating,messaging_limit_tier,"
    "whatsapp_business_manager_messaging_limit,code_verification_status,status,account_mode,is_on_biz_app,"
    "new_name_status,is_official_business_account,throughput"
)
MANAGEMENT = "whatsapp_business_management"
PAGE = "100"


class App(msgspec.Struct, frozen=True):
    """The Meta app this installation acts as."""

    id: str
    secret: str

    @property
    def token(self) -> str:
        """Meta's app access token."""
        return f"{self.id}|{self.secret}"


class _Token(msgspec.Struct):
    access_token: str


class _Scope(msgspec.Struct):
    scope: str = ""
    target_ids: list[str] = []


class Grant(msgspec.Struct, frozen=True):
    """What a business token may do."""

    is_valid: bool = False
    app_id: str = ""
    granular_scopes: list[_Scope] = []

    @property
    def waba_ids(self) -> list[str]:
        """The newest first."""
        return [one for scope in self.granular_scopes if scope.scope == MANAGEMENT for one in scope.target_ids]


class _Debug(msgspec.Struct):
    data: Grant


class Business(msgspec.Struct, frozen=True):
    """A portfolio at Meta."""

    id: str | None = None
    name: str | None = None


class Waba(msgspec.Struct, frozen=True):
    """Graph leaves out what it does not know."""

    id: str
    name: str | None = None
    currency: str | None = None
    timezone_id: int | None = None
    message_template_namespace: str | None = None
    account_review_status: str | None = None
    business_verification_status: str | None = None
    owner_business_info: Business | None = None


class _Throughput(msgspec.Struct, frozen=True):
    level: str | None = None


class Number(msgspec.Struct, frozen=True):
    id: str
    display_phone_number: str = ""
    verified_name: str | None = None
    quality_rating: str | None = None
    messaging_limit_tier: str | None = None
    whatsapp_business_manager_messaging_limit: str | None = None
    code_verification_status: str | None = None
    status: str | None = None
    is_on_biz_app: bool | None = None
    new_name_status: str | None = None
    is_official_business_account: bool | None = None
    throughput: _Throughput = _Throughput()
    health_status: Health | None = None

    @property
    def limit(self) -> str | None:
        return self.whatsapp_business_manager_messaging_limit or self.messaging_limit_tier


class _Numbers(msgspec.Struct):
    data: list[Number] = []
    paging: Paging = msgspec.field(default_factory=Paging)


async def exchange_code(graph: Graph, app: App, code: str) -> str:
    """The business token for a code. A code is good once and for 30 seconds."""
    params = {"client_id": app.id, "client_secret": app.secret, "code": code}
    answer = await graph.call("GET", "/oauth/access_token", token=None, params=params)
    return read(answer, _Token).access_token


async def debug_token(graph: Graph, app: App, token: str) -> Grant:
    answer = await graph.call("GET", "/debug_token", token=app.token, params={"input_token": token})
    return read(answer, _Debug).data


async def waba(graph: Graph, token: str, waba_id: str) -> Waba:
    return read(await graph.call("GET", f"/{waba_id}", token=token, params={"fields": WABA_FIELDS}), Waba)


async def phone_numbers(graph: Graph, token: str, waba_id: str) -> list[Number]:
    """All numbers of a WABA, page after page."""
    numbers: list[Number] = []
    params = {"fields": NUMBER_FIELDS, "limit": PAGE}
    while True:
        page = read(await graph.call("GET", f"/{waba_id}/phone_numbers", token=token, params=params), _Numbers)
        numbers += page.data
        if page.paging.after is None:
            return numbers
        params["after"] = page.paging.after


async def phone_number(graph: Graph, token: str, number_id: str) -> Number:
    """With its health, which lists do not tell."""
    params = {"fields": f"{NUMBER_FIELDS},health_status"}
    return read(await graph.call("GET", f"/{number_id}", token=token, params=params), Number)


class Callback(msgspec.Struct, frozen=True):
    """Where Meta sends the messages of a WABA instead of to the app's own webhook; it verifies the address first."""

    url: str
    verify_token: str


async def subscribe(graph: Graph, token: str, waba_id: str, callback: Callback | None = None) -> None:
    """The WABA's webhooks come to our app from now on. May be repeated; without `callback` one that was there ends."""
    override = callback and {"override_callback_uri": callback.url, "verify_token": callback.verify_token}
    await graph.call("POST", f"/{waba_id}/subscribed_apps", token=token, json=override)


async def unsubscribe(graph: Graph, token: str, waba_id: str) -> None:
    """Our app hears no more of the WABA. May be repeated."""
    await graph.call("DELETE", f"/{waba_id}/subscribed_apps", token=token)


async def deregister(graph: Graph, token: str, number_id: str) -> None:
    """The number is off the Cloud API; counts among the ten registrations in 72 hours."""
    await graph.call("POST", f"/{number_id}/deregister", token=token)


async def register(graph: Graph, token: str, number_id: str, pin: str, region: str | None = None) -> None:
    """The number is on the Cloud API from now on. May be repeated with the same PIN, ten times in 72 hours.

    `region`: the country in which Meta keeps its data; without one it is Meta's choice.
    """
    body = {"messaging_product": "whatsapp", "pin": pin}
    if region:
        body["data_localization_region"] = region
    await graph.call("POST", f"/{number_id}/register", token=token, json=body)
