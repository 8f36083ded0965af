"""What a browser does without JavaScript: keeps cookies, reads the token of a form, sends the form."""

import re
from typing import Any, Self

import httpx

TOKEN = re.compile(r'name="csrf" value="([^"]+)"')


class Browser:
    def __init__(self, http: httpx.AsyncClient) -> None:
        self.http = http

    async def get(self, path: str, **given: Any) -> httpx.Response:
        return await self.http.get(path, **given)

    async def token(self, path: str) -> str:
        """The token that the forms of this page carry."""
        found = TOKEN.search((await self.http.get(path, follow_redirects=True)).text)
        assert found, f"{path} has no form"
        return found.group(1)

    async def send(
        self, path: str, fields: dict[str, Any] | None = None, *, page: str = "", files: dict[str, Any] | None = None
    ) -> httpx.Response:
        """The form of `page` (else of `path`) sent to `path`, as a browser does it. `files`: as httpx takes them."""
        form = {"csrf": await self.token(page or path), **(fields or {})}
        headers = {"origin": str(self.http.base_url).rstrip("/"), "sec-fetch-site": "same-origin"}
        return await self.http.post(path, data=form, headers=headers, files=files)

    async def log_in(self, email: str, password: str) -> Self:
        answer = await self.send("/login", {"email": email, "password": password})
        assert answer.status_code == 303, answer.text
        return self
