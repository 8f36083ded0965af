"""The end of a cancelled channel, at the partner's server, in our rows and at Meta (contract partner-api §7.4)."""

from typing import Any

from tests import world
from tests.played import Played
from tests.waiting import eventually
from tests.world import VAULT

from partnerhub.domain import channel_keys

CANCEL, REACTIVATE = "/control/cancellation_request", "/control/reactivate"


async def let_the_month_end(played: Played) -> None:
    await played.ask("POST", played.path + CANCEL, json={})
    async with played.house.database.writing(played.side.partner_id) as db:
        await db.execute("UPDATE channel SET terminated_at = now() WHERE id = $1", played.side.channel_id)


class TestTermination:
    async def test_is_told_once_and_takes_integration_and_key_away(self, played: Played) -> None:
        await let_the_month_end(played)
        data = await played.told("cancellation_processed")
        assert (data["id"], data["hub_status"]) == (played.side.channel_id, "terminated")
        assert (data["account_mode"], data["availability_status"]) == ("sandbox", "error")
        assert "integration" not in data
        assert data["terminated_at"] >= data["cancelled_at"]
        assert data["client"]["partner_payload"] == "yourSystemIdentifier"
        assert await channel_keys.Entrance(played.house.database, VAULT).enter(played.side.d360_api_key) is None
        await eventually(lambda: is_let_go(played))
        assert played.names().count("cancellation_processed") == 1

    async def test_lets_number_and_account_go_at_meta(self, played: Played) -> None:
        await let_the_month_end(played)
        await eventually(lambda: is_let_go(played))
        assert not (await played.at_meta())["registered"]
        assert (await played.graph("GET", f"{played.waba}/subscribed_apps"))[1]["data"] == []
        waba = await played.row("waba")
        assert (waba["status"], waba["graph_token"]) == ("bsp_removed", None)

    async def test_leaves_the_account_to_its_other_numbers(self, played: Played) -> None:
        first = played.side.channel_id
        await world.add_channel(played.house.database, played.side)
        await let_the_month_end(played)
        assert (await played.told("cancellation_processed"))["id"] == first
        await eventually(lambda: has_no_errand(played, "leave"))
        assert not (await played.at_meta())["registered"]
        assert (await played.row("waba"))["status"] == "approved"
        assert len((await played.graph("GET", f"{played.waba}/subscribed_apps"))[1]["data"]) == 1

    async def test_needs_no_word_from_meta(self, played: Played) -> None:
        await played.control(f"wabas/{played.waba}/removal")
        await played.told("channel_status_changed")
        await let_the_month_end(played)
        assert (await played.told("cancellation_processed"))["hub_status"] == "terminated"

    async def test_cannot_be_revoked_nor_asked_for_again(self, played: Played) -> None:
        await let_the_month_end(played)
        await played.told("cancellation_processed")
        status, body = await played.ask("POST", played.path + REACTIVATE, json={})
        assert (status, body["meta"]["success"]) == (409, False)
        assert (await played.ask("POST", played.path + CANCEL, json={"enabled": False}))[0] == 409
        status, body = await played.ask("POST", played.path + CANCEL, json={})
        assert (status, body["hub_status"]) == (200, "terminated")

    async def test_makes_room_for_another_number_and_refuses_keys(self, played: Played) -> None:
        await let_the_month_end(played)
        await played.told("cancellation_processed")
        channel = f"/api/v2/partners/{played.side.partner_id}/channels/{played.side.channel_id}"
        assert (await played.ask("POST", channel + "/api_keys"))[0] == 409
        assert (await played.ask("GET", channel))[1]["hub_status"] == "terminated"
        numbers = f"/api/v2/partners/{played.side.partner_id}/clients/{played.side.client_id}/shared_client_numbers"
        assert (await played.ask("GET", numbers))[1]["total"] == 0

    async def test_does_not_come_before_the_month_ends(self, played: Played) -> None:
        await played.ask("POST", played.path + CANCEL, json={})
        await played.told("cancellation_request")
        await played.ask("POST", played.path + REACTIVATE, json={})
        await played.told("cancellation_revoke")
        assert (await played.row("channel"))["hub_status"] == "live"
        assert "cancellation_processed" not in played.names()

    async def test_is_followed_by_deletion_after_thirty_days(self, played: Played) -> None:
        await let_the_month_end(played)
        await played.told("cancellation_processed")
        async with played.house.database.writing(played.side.partner_id) as db:
            await db.execute("UPDATE channel SET terminated_at = now() - interval '30 days'")
        await eventually(lambda: has_hub_status(played, "deleted"))


async def is_let_go(played: Played) -> bool:
    return (await played.row("waba"))["status"] == "bsp_removed"


async def has_hub_status(played: Played, wanted: str) -> bool:
    return (await played.row("channel"))["hub_status"] == wanted


async def has_no_errand(played: Played, kind: str) -> bool:
    async with played.house.database.reading(played.side.partner_id) as db:
        rows: list[Any] = await db.fetch("SELECT kind FROM channel_errand")
    return kind not in {row["kind"] for row in rows}
