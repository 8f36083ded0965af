"""The short cut: a message is sent without the framework's routing and injection, which cost more than the message.

Guard, handler and errors are the same as on the framework's way, and what is unusual in its head goes that way.
"""

import re
from collections.abc import Iterable
from typing import Any

from litestar import Litestar, Request, Response

from partnerhub.domain import messaging
from partnerhub.surfaces.messaging_api import errors
from partnerhub.surfaces.messaging_api.entrance import require_channel

SHORT = ("/messages",)  # POST; each serves with what the framework would inject, and nothing of its path
USUAL_HOST = re.compile(rb"[0-9A-Za-z.:\-\[\]]+")


class ShortCut:
    """`app` says of each of `paths` what serves it, how large a body may be and which shape errors have."""

    def __init__(self, app: Litestar, paths: Iterable[str] = SHORT) -> None:
        self._app = app
        self._handlers: dict[str, Any] = {path: app.asgi_router.route_handler_index[f"POST {path}"] for path in paths}

    def takes(self, scope: Any) -> bool:
        return scope["method"] == "POST" and scope["path"] in self._handlers and _is_usual(scope)

    async def __call__(self, scope: Any, receive: Any, send: Any) -> None:
        handler = self._handlers[scope["path"]]
        scope |= {"app": self._app, "litestar_app": self._app, "route_handler": handler, "path_params": {}}
        request = self._app.request_class(scope, receive, send)
        answer = await self._answer(request, handler)
        if isinstance(answer.content, bytes) and answer.media_type:
            await _tell(answer, send)
        else:
            await answer.to_asgi_response(app=None, request=request)(scope, receive, send)

    async def _answer(self, request: Request[Any, Any, Any], handler: Any) -> Response[Any]:
        state = self._app.state
        try:
            await require_channel(request, handler)
            channel = request.scope["state"]["channel"]
            return await handler.fn(request, channel, state.graph, messaging.token_of(channel, state.vault))
        except Exception as error:  # noqa: BLE001  as the framework: whatever it is, the caller is answered
            return errors.told(request, error)


async def _tell(answer: Response[bytes], send: Any) -> None:
    """What is bytes already, in the framework's order of headers."""
    headers = {**answer.headers, "content-type": str(answer.media_type), "content-length": str(len(answer.content))}
    encoded = [(name.encode("latin-1"), value.encode("latin-1")) for name, value in headers.items()]
    await send({"type": "http.response.start", "status": answer.status_code, "headers": encoded})
    await send({"type": "http.response.body", "body": answer.content})


def _is_usual(scope: Any) -> bool:
    hosts = [value for name, value in scope["headers"] if name == b"host"]
    return len(hosts) == 1 and USUAL_HOST.fullmatch(hosts[0]) is not None
