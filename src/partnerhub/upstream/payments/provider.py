"""Stripe's API over HTTP, as far as cards and payments need it; each POST may be repeated with its idempotency key."""

from typing import Any

import aiohttp
import msgspec
from yarl import URL

from partnerhub.settings import Settings
from partnerhub.upstream.payments.model import Card, Declined, NoAnswer, Order, Outcome, Paid, ToConfirm

VERSION = "2024-06-20"  # of Stripe's API: answers keep this shape
TIMEOUT = aiohttp.ClientTimeout(total=30, connect=5)
HTTP_ERROR = 400
CARD_ERROR = frozenset({402})
REFUSALS = frozenset({400, 402, 404})  # for good, whoever asks again
NEWEST = "100"
DECLINED = "The card was declined."


def provider_of(settings: Settings) -> "Provider | None":
    """None: nobody can pay by card."""
    return Provider(settings.payment_base, settings.payment_key) if settings.payment_base else None


class Provider:
    """`base` is like `https://api.stripe.com`; `key` the secret key."""

    def __init__(self, base: str, key: str) -> None:
        self._base, self._key = base.rstrip("/"), key
        self._session: aiohttp.ClientSession | None = None

    async def close(self) -> None:
        if self._session is not None:
            await self._session.close()
            self._session = None

    async def greet(self) -> None:
        """Nothing is asked for but an answer. Raises NoAnswer, also when our key is refused."""
        await self._ask("GET", "/v1/payment_intents", {"limit": "1"})

    async def customer(self, reference: str, *, name: str) -> str:
        """The id of the customer with our reference, made when there is none."""
        said = await self._ask(
            "POST", "/v1/customers", {"name": name, "metadata[payer]": reference}, key=f"customer-{reference}"
        )
        return _text(said, "id")

    async def card_page(self, customer: str, *, back: str) -> str:
        """Where the person types a card. It leads back to `back` with `session`, or without it when they gave up."""
        joint = "&" if "?" in back else "?"
        form = {
            "mode": "setup", "customer": customer, "payment_method_types[]": "card", "cancel_url": back,
            "success_url": f"{back}{joint}session={{CHECKOUT_SESSION_ID}}",
        }  # fmt: skip
        return _text(await self._ask("POST", "/v1/checkout/sessions", form), "url")

    async def card_of(self, session: str) -> Card | None:
        """The card that was typed on a page; None as long as there is none."""
        query = {"expand[]": "setup_intent.payment_method"}
        said = await self._ask("GET", f"/v1/checkout/sessions/{session}", query)
        method = (said.get("setup_intent") or {}).get("payment_method") if said.get("status") == "complete" else None
        if not isinstance(method, dict):
            return None
        card = method["card"]
        return Card(
            token=method["id"], customer=_text(said, "customer"), brand=card["brand"], last4=card["last4"],
            month=card["exp_month"], year=card["exp_year"],
        )  # fmt: skip

    async def forget(self, token: str) -> None:
        """The provider keeps the card no longer. One that it has forgotten already is forgotten."""
        await self._ask("POST", f"/v1/payment_methods/{token}/detach", {}, key=f"detach-{token}", told=REFUSALS)

    async def pay(self, order: Order, *, key: str) -> Outcome:
        """Again with the same `key`: the same outcome, and nothing is charged twice."""
        form = {
            "amount": str(order.cents), "currency": order.currency, "customer": order.customer,
            "payment_method": order.token, "payment_method_types[]": "card", "confirm": "true",
            "description": order.text, "metadata[payment]": order.reference,
        } | ({"return_url": order.return_url} if order.return_url else {"off_session": "true"})  # fmt: skip
        form |= {"capture_method": "manual"} if order.hold else {}
        return _outcome(await self._ask("POST", "/v1/payment_intents", form, key=key, told=REFUSALS))

    async def look(self, payment_id: str) -> Outcome:
        return _outcome(await self._ask("GET", f"/v1/payment_intents/{payment_id}", {}))

    async def find(self, customer: str, reference: str) -> Outcome | None:
        """The newest of a customer's payments with this reference; for when its id never arrived."""
        said = await self._ask("GET", "/v1/payment_intents", {"customer": customer, "limit": NEWEST})
        ours = (one for one in said.get("data", []) if one.get("metadata", {}).get("payment") == reference)
        found = next(ours, None)
        return _outcome(found) if found else None

    async def release(self, payment_id: str) -> None:
        """Give back what was reserved, or end a payment that nobody confirms; one that is over already stays so."""
        await self._ask(
            "POST", f"/v1/payment_intents/{payment_id}/cancel", {}, key=f"cancel-{payment_id}", told=REFUSALS
        )

    async def _ask(
        self, method: str, path: str, form: dict[str, str], *, key: str = "", told: frozenset[int] = CARD_ERROR
    ) -> dict[str, Any]:
        """Raises NoAnswer. `told`: refusals that the caller reads itself."""
        headers = {"authorization": f"Bearer {self._key}", "stripe-version": VERSION}
        headers |= {"idempotency-key": key} if key else {}
        url = URL(self._base + path).update_query(form if method == "GET" else {})
        try:
            async with self._http().request(
                method, url, data=form if method == "POST" else None, headers=headers
            ) as answer:
                said = msgspec.json.decode(await answer.read(), type=dict[str, Any])
        except (aiohttp.ClientError, TimeoutError, msgspec.DecodeError) as error:
            raise NoAnswer(str(error)) from error
        if answer.status >= HTTP_ERROR and answer.status not in told:
            raise NoAnswer(f"{answer.status}: {(said.get('error') or {}).get('message', '')}")
        return said

    def _http(self) -> aiohttp.ClientSession:
        if self._session is None:
            self._session = aiohttp.ClientSession(timeout=TIMEOUT)
        return self._session


def _outcome(said: dict[str, Any]) -> Outcome:
    if error := said.get("error"):
        return _declined(_id(error.get("payment_intent")), error)
    match said.get("status"):
        case "succeeded" | "requires_capture":
            return Paid(_text(said, "id"))
        case "requires_action":
            url = ((said.get("next_action") or {}).get("redirect_to_url") or {}).get("url", "")
            return ToConfirm(_text(said, "id"), url)
        case "requires_payment_method" | "canceled":
            return _declined(_text(said, "id"), said.get("last_payment_error") or {"code": said["status"]})
        case other:
            raise NoAnswer(f"the payment is {other}")


def _declined(payment_id: str, error: dict[str, Any]) -> Declined:
    return Declined(payment_id, error.get("code") or "card_declined", error.get("message") or DECLINED)


def _id(intent: Any) -> str:
    return intent["id"] if isinstance(intent, dict) else ""


def _text(said: dict[str, Any], name: str) -> str:
    value = said.get(name)
    if not isinstance(value, str) or not value:
        raise NoAnswer(f"there is no {name} in the answer")
    return value
