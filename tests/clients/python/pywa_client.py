"""pywa at the sandbox: its requests go to our address, all else is as it comes."""

from typing import Any
from urllib.parse import urlsplit

import httpx
import pywa
from checks import WORLD
from pywa import WhatsApp

MAJOR = int(pywa.__version__.split(".", maxsplit=1)[0])
FOUR = MAJOR >= 4
META = {"graph.facebook.com", "api.facebook.com"}


class ToSandbox(httpx.HTTPTransport):
    """Meta's addresses are ours; others are left alone."""

    def handle_request(self, request: httpx.Request) -> httpx.Response:
        if request.url.host in META:
            ours = urlsplit(WORLD["graph_url"])
            path = ours.path.encode() + request.url.raw_path
            request.url = request.url.copy_with(scheme=ours.scheme, host=ours.hostname, port=ours.port, raw_path=path)
            request.headers["Host"] = ours.netloc
        return super().handle_request(request)


def client(**more: Any) -> WhatsApp:
    waba = {"waba_id": WORLD["waba_id"]} if FOUR else {"business_account_id": WORLD["waba_id"]}
    given = {"phone_id": WORLD["phone_id"], "token": WORLD["token"], "app_id": WORLD["app_id"], **waba, **more}
    return WhatsApp(session=httpx.Client(transport=ToSandbox(), timeout=20), **given)
