"""waba-360 at the Messaging API, by its legacy paths."""

import asyncio
import json
from typing import Any

from checks import WORLD, called, check, control, failure, main, receiving, until
from waba_360 import Waba360

Waba360.BASE_URL = WORLD["messaging_url"] + "/v1/"
got: list[dict[str, Any]] = []
TO = WORLD["demo_customer"]
KEY = {"D360-API-KEY": WORLD["d360_api_key"]}


def posted(body: bytes, headers: Any) -> tuple[str, int]:
    got.append(json.loads(body))
    return "", 200


url = receiving(lambda _: ("", 200), posted)


def values() -> list[dict[str, Any]]:
    return [change["value"] for body in got for entry in body["entry"] for change in entry["changes"]]


def done(act: Any, key: str = WORLD["d360_api_key"]) -> Any:
    async def run() -> Any:
        client = Waba360(key, namespace="a_namespace")
        try:
            return await act(client)
        finally:
            await client.close()

    return asyncio.run(run())


@check
def sets_the_webhook_and_hears_the_answer_to_its_message() -> None:
    before = called("GET", WORLD["messaging_url"] + "/v1/configs/webhook", {}, KEY)["url"]
    assert done(lambda client: client.set_wh(url))["url"] == url
    try:
        sent = done(lambda client: client.send_msg(TO, "Hello from waba-360"))
        assert sent["messages"][0]["id"].startswith("wamid.")
        until(lambda: any(one["from"] == TO for value in values() for one in value.get("messages", [])))
        until(lambda: "read" in [one["status"] for value in values() for one in value.get("statuses", [])])
    finally:
        done(lambda client: client.set_wh(before or WORLD["base_url"] + "/sandbox/partner/hook"))


@check
def sends_a_template() -> None:
    body = {
        "name": "bienvenida",
        "language": "es",
        "category": "UTILITY",
        "components": [{"type": "BODY", "text": "Hola"}],
    }
    made = called("POST", WORLD["messaging_url"] + "/message_templates", body, KEY)
    control("POST", f"templates/{made['id']}/verdict", status="APPROVED", reason="NONE")
    assert done(lambda client: client.send_tmpl_msg(TO, "bienvenida"))["messages"][0]["id"]


@check
def is_told_what_is_wrong() -> None:
    for status, act, key in (
        (401, lambda client: client.send_msg(TO, "x"), "no key"),
        (404, lambda client: client.send_tmpl_msg(TO, "no_such_template"), WORLD["d360_api_key"]),
    ):
        error = failure(Exception, lambda act=act, key=key: done(act, key))
        assert error.args[1] == status, error.args


main()
