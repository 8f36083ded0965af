"""A page of the partner's with 360dialog's own connect button from npm: React 0.8.2 and 1.0.2, and the web component."""

import json
from collections.abc import AsyncGenerator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from html import escape
from pathlib import Path
from typing import Any

from aiohttp import web
from aiohttp.test_utils import TestServer

MODULES = Path(__file__).parents[2] / "clients/node/node_modules"
REACT = ("react/umd/react.production.min.js", "react-dom/umd/react-dom.production.min.js")
CALLS = "<script>window.calls = []; const callback = (one) => calls.push(one);</script>"
# What a bundler would give the package: its one import, and a place for what it exports.
BUNDLED = """<script>var module = {exports: {}}, exports = module.exports, require = () => React;</script>"""
RENDER = """<script>const made = React.createElement(module.exports.ConnectButton, {callback, ...%s});
ReactDOM.render(made, document.querySelector("#root"));</script>"""
LISTEN = '<script>addEventListener("dialog-connect-callback", (event) => callback(event.detail));</script>'


@dataclass(frozen=True)
class Component:
    """`version` is the attribute of 1.0.2; the packages are names in node_modules."""

    package: str
    version: str = ""
    element: bool = False


COMPONENTS = {
    "0.8.2": Component("connect-button-before"),
    "1.0.2 v1": Component("360dialog-connect-button", "v1"),
    "1.0.2 v2": Component("360dialog-connect-button", "v2"),
    "web component v1": Component("360dialog-connect-button", "v1", element=True),
    "web component v2": Component("360dialog-connect-button", "v2", element=True),
}


@dataclass
class PartnersPage:
    """`address` shows the component; `number` and `query` are what the partner gives it, asked at each load."""

    component: Component
    partner_id: str
    address: str = ""
    number: str = ""
    query: dict[str, str] = field(default_factory=dict)

    def html(self) -> str:
        given = {**self.query, "redirect_url": self.address}
        return f"<!doctype html><title>Partner</title>{CALLS}" + (
            self._element(given) if self.component.element else self._react(given)
        )

    def _react(self, given: dict[str, str]) -> str:
        props: dict[str, Any] = {"partnerId": self.partner_id, "queryParameters": given, "requestedNumber": self.number}
        props |= {"version": self.component.version} if self.component.version else {}
        packed = MODULES / self.component.package / "dist/dialog-connect-button.cjs.production.min.js"
        scripts = "".join(script((MODULES / one).read_text()) for one in REACT)
        return f'<div id="root"></div>{scripts}{BUNDLED}{script(packed.read_text())}{RENDER % json.dumps(props)}'

    def _element(self, given: dict[str, str]) -> str:
        attributes = {"partner-id": self.partner_id, "version": self.component.version, "requested-number": self.number}
        attributes |= {name.replace("_", "-"): value for name, value in given.items()}
        shown = " ".join(f'{name}="{escape(value)}"' for name, value in attributes.items() if value)
        packed = (MODULES / self.component.package / "dist/dialog-connect-button.umd.js").read_text()
        return f"{LISTEN}{script(packed)}<dialog-connect-button {shown}></dialog-connect-button>"


def script(text: str) -> str:
    return "<script>" + text.replace("</script", "<\\/script") + "</script>"


@asynccontextmanager
async def shown(page: PartnersPage) -> AsyncGenerator[PartnersPage]:
    async def answer(_: web.Request) -> web.Response:
        return web.Response(text=page.html(), content_type="text/html")

    app = web.Application()
    app.router.add_get("/page", answer)
    async with TestServer(app) as server:
        page.address = f"http://localhost:{server.port}/page"
        yield page
