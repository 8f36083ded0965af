"""What Embedded Signup asks of Graph: from the code of the dialog to a registered number (contract B.1, B.2)."""

from typing import Any

import msgspec

from partnerhub.upstream.graph.client import Graph

WABA_FIELDS = (
    "id,name,currency,timezone_id,message_template_namespace,account_review_status,"
    "business_verification_status,owner_business_info"
)
NUMBER_FIELDS = (
    "id,display_phone_number,verified_name,quality_rating,messaging_limit_tier,"
    "whatsapp_business_manager_messaging_limit,code_verification_status,status,account_mode,is_on_biz_app"
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


class Grant(msgspec.Struct, frozen=True):
    """What a business token may do: the WABAs it reaches, the newest first."""

    is_valid: bool = False
    app_id: str = ""
    waba_ids: list[str] = []


class Waba(msgspec.Struct, frozen=True):
    id: str
    name: str = ""
    currency: str = "USD"
    timezone_id: int = 0
    namespace: str = ""
    review_status: str = ""
    verification_status: str = ""
    business_id: str = ""


class Number(msgspec.Struct, frozen=True):
    id: str
    phone_number: str
    verified_name: str = ""
    quality_rating: str | None = None
    limit: str | None = None
    verification: str = ""
    status: str = ""
    account_mode: str = ""
    is_on_biz_app: bool = False


async def exchange_code(graph: Graph, app: App, code: str) -> str:
    """The business token for a code. A code is good once and for 30 seconds."""
    params = {"client_id": app.id, "client_secret": app.secret, "code": code}
    answer = await graph.call("GET", "/oauth/access_token", token=None, params=params)
    return str(answer["access_token"])


async def debug_token(graph: Graph, app: App, token: str) -> Grant:
    answer = await graph.call("GET", "/debug_token", token=app.token, params={"input_token": token})
    data: dict[str, Any] = answer.get("data") or {}
    scopes = data.get("granular_scopes") or []
    ids = [str(one) for scope in scopes if scope.get("scope") == MANAGEMENT for one in scope.get("target_ids") or []]
    return Grant(is_valid=bool(data.get("is_valid")), app_id=str(data.get("app_id", "")), waba_ids=ids)


async def waba(graph: Graph, token: str, waba_id: str) -> Waba:
    raw = await graph.call("GET", f"/{waba_id}", token=token, params={"fields": WABA_FIELDS})
    return Waba(
        id=str(raw["id"]),
        name=str(raw.get("name") or ""),
        currency=str(raw.get("currency") or "USD"),
        timezone_id=_timezone(raw.get("timezone_id")),
        namespace=str(raw.get("message_template_namespace") or ""),
        review_status=str(raw.get("account_review_status") or ""),
        verification_status=str(raw.get("business_verification_status") or "").lower(),
        business_id=str((raw.get("owner_business_info") or {}).get("id") or ""),
    )


async def phone_numbers(graph: Graph, token: str, waba_id: str) -> list[Number]:
    """All numbers of a WABA, page after page."""
    numbers: list[Number] = []
    params = {"fields": NUMBER_FIELDS, "limit": PAGE}
    while True:
        page = await graph.call("GET", f"/{waba_id}/phone_numbers", token=token, params=params)
        numbers += [_number(raw) for raw in page.get("data") or []]
        paging: dict[str, Any] = page.get("paging") or {}
        after = (paging.get("cursors") or {}).get("after")
        if not after or not paging.get("next"):
            return numbers
        params["after"] = str(after)


async def phone_number(graph: Graph, token: str, number_id: str) -> Number:
    return _number(await graph.call("GET", f"/{number_id}", token=token, params={"fields": NUMBER_FIELDS}))


async def subscribe(graph: Graph, token: str, waba_id: str) -> None:
    """The WABA's webhooks come to our app from now on. May be repeated."""
    await graph.call("POST", f"/{waba_id}/subscribed_apps", token=token)


async def register(graph: Graph, token: str, number_id: str, pin: str) -> None:
    """The number is on the Cloud API from now on. May be repeated with the same PIN, ten times in 72 hours."""
    body = {"messaging_product": "whatsapp", "pin": pin}
    await graph.call("POST", f"/{number_id}/register", token=token, json=body)


def _number(raw: dict[str, Any]) -> Number:
    limit = raw.get("whatsapp_business_manager_messaging_limit") or raw.get("messaging_limit_tier")
    return Number(
        id=str(raw["id"]),
        phone_number="".join(c for c in str(raw.get("display_phone_number") or "") if c.isdigit()),
        verified_name=str(raw.get("verified_name") or ""),
        quality_rating=raw.get("quality_rating"),
        limit=limit,
        verification=str(raw.get("code_verification_status") or "").upper(),
        status=str(raw.get("status") or "").upper(),
        account_mode=str(raw.get("account_mode") or "").upper(),
        is_on_biz_app=bool(raw.get("is_on_biz_app")),
    )


def _timezone(given: Any) -> int:
    """Graph sends the number of a timezone as text."""
    text = str(given or "0")
    return int(text) if text.isdigit() else 0
