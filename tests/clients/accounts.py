"""An account at the sandbox for each drive: a WABA, a registered number, a business token, and one customer."""

from typing import Any

import httpx

from partnerhub.kit import ids
from partnerhub.settings import Settings

PIN = {"messaging_product": "whatsapp", "pin": "123456"}


def account(demo: dict[str, Any]) -> dict[str, Any]:
    """All that Embedded Signup and the hub do, by their calls. `demo`: the credentials of the demo world."""
    control, graph, app = f"{demo['base_url']}/sandbox/api", demo["graph_url"], Settings()
    made = post(f"{control}/codes", {"waba_name": "Bakery", "phone_number": number()})
    grant = {"client_id": app.meta_app_id, "client_secret": app.meta_app_secret, "code": made["code"]}
    token = post(f"{graph}/v23.0/oauth/access_token", grant)["access_token"]
    waba, phone = made["waba_id"], made["phone_number_id"]
    post(f"{graph}/{waba}/subscribed_apps", {"access_token": token})
    post(f"{graph}/{phone}/register", {"access_token": token, **PIN})
    return {
        "app_id": app.meta_app_id,
        "app_secret": app.meta_app_secret,
        "base_url": demo["base_url"],
        "business_id": made["business_id"],
        "control": control,
        "customer": post(f"{control}/customers", {"phone": number(), "name": "Cleo"})["phone"],
        "d360_api_key": demo["d360_api_key"],
        "demo_customer": demo["customer"],
        "graph_url": graph,
        "messaging_url": demo["messaging_url"],
        "phone_id": phone,
        "system_token": app.meta_system_token,
        "token": token,
        "waba_id": waba,
    }


def number() -> str:
    return "49151" + ids.numeric_id(8)


def post(url: str, body: dict[str, Any]) -> dict[str, Any]:
    return httpx.post(url, json=body, timeout=30, trust_env=False).raise_for_status().json()
