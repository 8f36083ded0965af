"""Two partners begin and end a solution together (contract B.1, B.6)."""

from typing import Any

import pytest
from tests.sandbox.meta import APP_ID, Meta

NEW = {"solution_name": "Both", "partner_app_id": "77", "owner_permissions": ["MESSAGING"], "partner_permissions": []}


async def proposed(meta: Meta) -> str:
    return (await meta.ok("POST", f"{APP_ID}/whatsapp_business_solution", json=NEW))["solution_id"]


async def state(meta: Meta, solution: str) -> tuple[str, str]:
    shown = await meta.ok("GET", solution)
    return shown["status"], shown["status_for_pending_request"]


async def told(meta: Meta, solution: str, status: str) -> dict[str, Any]:
    wanted = {"solution_id": solution, "solution_status": status}
    return await meta.app.first(lambda _path, change: wanted.items() <= change["value"].items())


async def test_one_is_proposed_accepted_and_ended(meta: Meta) -> None:
    solution = await proposed(meta)
    assert (await told(meta, solution, "INITIATED"))["event"] == "SOLUTION_CREATED"
    assert await state(meta, solution) == ("INITIATED", "PENDING_ACTIVATION")
    body = {"partner_app_id": APP_ID}
    assert (await meta.error("POST", f"{solution}/accept", json=body))[:2] == (400, 100)  # the other one is asked
    await meta.control("POST", f"solutions/{solution}/answer", json={"accept": True})
    await told(meta, solution, "ACTIVE")
    await meta.ok("POST", f"{solution}/send_deactivation_request", json={"reason": "Done"})
    assert await state(meta, solution) == ("ACTIVE", "PENDING_DEACTIVATION")
    assert (await meta.error("POST", f"{solution}/send_deactivation_request"))[:2] == (400, 100)
    assert (await meta.error("POST", f"{solution}/accept_deactivation_request"))[:2] == (400, 100)
    await told(meta, solution, "PENDING_DEACTIVATION")
    await meta.control("POST", f"solutions/{solution}/answer", json={"accept": True})
    await told(meta, solution, "DEACTIVATED")
    assert await state(meta, solution) == ("DEACTIVATED", "NONE")


async def test_the_other_partner_proposes_and_wants_to_end(meta: Meta) -> None:
    solution = (await meta.control("POST", "solutions", json={"name": "Theirs", "invites": True}))["id"]
    assert (await meta.error("POST", f"{solution}/accept", json={"partner_app_id": "77"}))[:2] == (400, 100)
    await meta.ok("POST", f"{solution}/accept", json={"partner_app_id": APP_ID})
    await meta.control("POST", f"solutions/{solution}/deactivation")
    kept = await meta.ok("POST", f"{solution}/reject", json={"request_type": "DEACTIVATION_REQUEST"})
    assert (kept["rejected_request_type"], await state(meta, solution)) == ("DEACTIVATION_REQUEST", ("ACTIVE", "NONE"))
    await meta.control("POST", f"solutions/{solution}/deactivation")
    ended = await meta.ok("POST", f"{solution}/accept_deactivation_request", json={})
    assert ended["status"] == "DEACTIVATED"


@pytest.mark.parametrize(
    "change",
    [
        {"solution_name": "x"},
        {"partner_app_id": APP_ID},
        {"partner_app_id": "an app"},
        {"partner_permissions": ["MESSAGING"]},
        {"owner_permissions": []},
        {"owner_permissions": ["MANAGE"]},
    ],
)
async def test_a_proposal_has_a_name_a_partner_and_one_who_sends(meta: Meta, change: dict[str, Any]) -> None:
    path = f"{APP_ID}/whatsapp_business_solution"
    assert (await meta.error("POST", path, json=NEW | change))[:2] == (400, 100)
    account = await meta.onboarded()
    assert (await meta.error("POST", path, account.token, json=NEW))[:2] == (403, 200)
