"""What Meta decides about accounts, from the sandbox's control API to the partner's own server (contract §14.3, B.6)."""

from datetime import datetime, timedelta

import pytest
from tests import world
from tests.played import Played
from tests.waiting import eventually

from partnerhub.kit import clock


class TestEnforcement:
    async def test_a_violation_is_told_of_the_number(self, played: Played) -> None:
        await played.control(f"wabas/{played.waba}/violation", type="ALCOHOL")
        data = await played.told("account_violation")
        assert (data["violation_type"], data["phone_number"]) == ("ALCOHOL", played.side.phone_number)
        assert data["id"] == played.side.channel_id
        assert data["waba_account"]["status"] == "account_violation"
        assert data["client"]["partner_payload"] == "yourSystemIdentifier"
        assert data["availability_status"] == "ready", "a warning stops nothing"

    async def test_a_restriction_stops_templates_until_it_ends(self, played: Played) -> None:
        await played.control(f"wabas/{played.waba}/restriction", type="RESTRICTED_BIZ_INITIATED_MESSAGING")
        data = await played.told("account_restriction")
        assert data["violation_type"] == "RESTRICTED_BIZ_INITIATED_MESSAGING"
        assert data["phone_number"] == played.side.phone_number
        assert data["restriction_info"][0]["expiration"] > clock.now().timestamp()
        assert (await played.told("template_messaging_disabled"))["reason"] == "restriction"
        row = await played.row("waba")
        assert row["status"] == "account_restriction"
        assert row["restricted_until"] > clock.now() + timedelta(days=6)
        async with played.house.database.writing(played.side.partner_id) as db:
            await db.execute("UPDATE waba SET restricted_until = now()")
        assert (await played.told("template_messaging_enabled"))["id"] == played.side.channel_id
        assert ((await played.row("waba"))["status"], (await played.row("waba"))["restricted_until"]) == (
            "approved",
            None,
        )

    async def test_another_restriction_leaves_templates_alone(self, played: Played) -> None:
        await played.control(f"wabas/{played.waba}/restriction", type="RESTRICTED_ADD_PHONE_NUMBER_ACTION")
        await played.told("account_restriction")
        assert "template_messaging_disabled" not in played.names()

    async def test_a_ban_is_announced_comes_and_is_taken_back(self, played: Played) -> None:
        ban = f"wabas/{played.waba}/ban"
        await played.control(ban, state="SCHEDULE_FOR_DISABLE")
        assert (await played.told("account_violation"))["violation_type"] == "SCHEDULE_FOR_DISABLE"
        await played.control(ban, state="DISABLE")
        assert (await played.told("account_restriction"))["ban_info"]["waba_ban_state"] == "DISABLE"
        assert (await played.told("template_messaging_disabled"))["reason"] == "ban"
        data = await played.told("channel_status_changed")
        assert (data["availability_status"], data["waba_account"]["status"]) == ("error", "account_banned")
        data = await played.told("channel_status_changed", lambda data: data.get("can_send_message") == "BLOCKED")
        assert [one["entity_type"] for one in data["health_status"]["entities"] if one.get("errors")] == ["WABA"]
        assert (await played.row("channel"))["meta_faults"] != []
        await played.control(ban, state="REINSTATE")
        assert (await played.told("template_messaging_enabled"))["reason"] == "ban"
        data = await played.told("channel_status_changed", lambda data: data["availability_status"] == "ready")
        assert data["waba_account"]["status"] == "approved"
        await played.told("channel_status_changed", lambda data: data.get("can_send_message") == "AVAILABLE")

    async def test_a_client_that_leaves_takes_the_token_along(self, played: Played) -> None:
        await played.control(f"wabas/{played.waba}/removal")
        data = await played.told("channel_status_changed")
        assert (data["availability_status"], data["waba_account"]["status"]) == ("error", "bsp_removed")
        assert (await played.row("waba"))["graph_token"] is None

    async def test_a_deleted_account_is_lost_with_its_token(self, played: Played) -> None:
        await played.control(f"wabas/{played.waba}/deletion")
        data = await played.told("channel_status_changed")
        assert (data["availability_status"], data["waba_account"]["status"]) == ("error", "bsp_removed")
        assert (await played.row("waba"))["graph_token"] is None

    async def test_an_account_leaves_the_cloud_api_and_comes_back(self, played: Played) -> None:
        await played.control(f"wabas/{played.waba}/offboarding")
        data = await played.told("channel_status_changed")
        assert (data["availability_status"], data["waba_account"]["status"]) == ("error", "account_offboarded")
        assert (await played.row("waba"))["graph_token"], "it may come back"
        await eventually(lambda: _meta_says(played, "DISCONNECTED"))
        await played.control(f"wabas/{played.waba}/reconnection")
        data = await played.told("channel_status_changed", lambda data: data["availability_status"] == "ready")
        assert data["waba_account"]["status"] == "account_reconnected"

    @pytest.mark.parametrize(("decision", "status"), [("REJECTED", "verification_failed"), ("DEFERRED", "unverified")])
    async def test_a_review_decides_the_status(self, played: Played, decision: str, status: str) -> None:
        await played.control(f"wabas/{played.waba}/review", decision=decision)
        await _until_status(played, status)
        await played.control(f"wabas/{played.waba}/review", decision="APPROVED")
        await _until_status(played, "approved")


class TestNumber:
    async def test_a_flagged_number_is_asked_for_its_quality(self, played: Played) -> None:
        await played.control(f"phones/{played.phone}/quality", rating="YELLOW", event="FLAGGED")
        data = await played.told("phone_number_quality_changed", lambda data: "YELLOW" in data.values())
        assert (data["current_quality_rating"], data["previous_quality_rating"]) == ("YELLOW", "GREEN")
        data = await played.told("channel_status_changed", lambda data: data["meta_status"] == "FLAGGED")
        assert data["availability_status"] == "ready"

    async def test_a_new_limit_is_told_once(self, played: Played) -> None:
        await played.control(f"wabas/{played.waba}/limit", tier="TIER_100K")
        data = await played.told("phone_number_quality_changed")
        assert (data["current_limit"], data["previous_limit"]) == ("TIER_100K", "TIER_250")

    async def test_a_name_is_approved_or_declined(self, played: Played) -> None:
        name = f"phones/{played.phone}/name"
        await played.control(name, decision="REJECTED", rejection_reason="NAME_NOT_CONSISTENT")
        data = await played.told("channel_status_changed")
        assert data["setup_info"]["new_name_status"] == "DECLINED"
        assert data["setup_info"]["phone_name"] == "Played"


class TestTimeTravel:
    async def test_the_months_end_comes_when_the_clock_is_put_forward(self, played: Played) -> None:
        status, channel = await played.ask("POST", f"{played.path}/control/cancellation_request", json={})
        assert status == 200
        month_end = datetime.fromisoformat(channel["terminated_at"])
        try:
            await _travel(played, int((month_end - clock.now()).total_seconds()) + 60)
            data = await played.told("cancellation_processed")
            assert (data["id"], data["availability_status"]) == (played.side.channel_id, "error")
        finally:
            await _travel(played, 0)
        assert abs(clock.now() - clock.real()) < timedelta(seconds=1)

    async def test_the_window_of_a_day_closes(self, played: Played) -> None:
        customer = world.mobile()
        body = {"messaging_product": "whatsapp", "to": customer, "type": "text", "text": {"body": "Hi"}}
        await played.control("customers", phone=customer, answers=False, service_window="strict")
        await played.control(f"customers/{customer}/messages", to=played.side.phone_number, text="Hello")
        assert (await played.graph("POST", f"{played.phone}/messages", json=body))[0] == 200
        try:
            await _travel(played, 25 * 3600)
            _, sent = await played.graph("POST", f"{played.phone}/messages", json=body)
            await eventually(lambda: _has_failed(played, sent["messages"][0]["id"]))
        finally:
            await _travel(played, 0)


async def _has_failed(played: Played, message: str) -> bool:
    async with played.house.http.get(f"/sandbox/api/phones/{played.phone}/messages") as answer:
        return (message, "failed") in {(one["id"], one["status"]) for one in (await answer.json())["data"]}


async def _travel(played: Played, seconds: int) -> None:
    async with played.house.http.patch("/sandbox/api/switches", json={"ahead_s": seconds}) as answer:
        assert answer.status == 200


async def _until_status(played: Played, wanted: str) -> None:
    await eventually(lambda: _status_is(played, wanted))


async def _meta_says(played: Played, wanted: str) -> bool:
    return (await played.row("channel"))["meta_status"] == wanted


async def _status_is(played: Played, wanted: str) -> bool:
    return (await played.row("waba"))["status"] == wanted
