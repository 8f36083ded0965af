"""Counts and lengths of what is no message (contract A.2): told before Meta is asked."""

from typing import Any

import aiohttp
import pytest
from tests.messaging_api.passing.test_nodes import group_of
from tests.messaging_api.upstream import Upstream
from tests.world import World

NODE = "1013859600285441"
PROFILE = "/whatsapp_business_profile"
BEYOND: list[tuple[str, str, dict[str, Any], str]] = [
    ("POST", PROFILE, {"about": ""}, "about must not be empty"),
    ("POST", PROFILE, {"about": "x" * 140}, "about must be at most 139 characters long"),
    ("POST", PROFILE, {"address": "x" * 257}, "address must be at most 256 characters long"),
    ("POST", PROFILE, {"email": "x" * 129}, "email must be at most 128 characters long"),
    ("POST", PROFILE, {"websites": ["https://a.b/"] * 3}, "websites must have at most 2 items"),
    ("POST", "/v1/settings/business/profile", {"websites": ["https://a.b/"] * 3}, "websites must have at most 2 items"),
    ("POST", "/message_templates/archive", {"hsm_ids": ["1"] * 101}, "hsm_ids must have at most 100 items"),
    ("POST", "/message_templates/unarchive", {}, "The parameter hsm_ids is required"),
    ("POST", "/groups", {"subject": "x" * 129}, "subject must be at most 128 characters long"),
    ("POST", "/groups/{group}", {"description": "x" * 2049}, "description must be at most 2048 characters long"),
    ("DELETE", "/groups/{group}/participants", {"participants": [{}] * 9}, "participants must have at most 8 items"),
    ("POST", f"/marketing/{NODE}/events", {"data": [{}] * 1001}, "data must have at most 1000 items"),
    ("POST", "/message_qrdls", {"prefilled_message": "x" * 141}, "prefilled_message must be at most 140 characters"),
]


@pytest.mark.parametrize(("method", "path", "body", "told"), BEYOND, ids=[f"{one[1]}: {one[3]}" for one in BEYOND])
async def test_beyond_the_limit_is_refused(
    api: aiohttp.ClientSession, acme: World, meta: Upstream, method: str, path: str, body: dict[str, Any], told: str
) -> None:
    async with api.request(method, path.format(group=group_of(acme.partner)), json=body) as answer:
        assert answer.status == 400
        assert told in await answer.text()
    assert not meta.asked
