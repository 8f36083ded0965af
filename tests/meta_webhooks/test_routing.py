"""Which webhook of a channel or a WABA is owed what Meta says, and in which bytes (contract messaging-and-meta A.7, B.6)."""

from typing import Any

import msgspec
import pytest
from tests.meta_webhooks.conftest import Carried, Send, change, message, payload
from tests.world import VAULT, World

from partnerhub.db.pool import Database
from partnerhub.domain import webhooks
from partnerhub.domain.webhooks import destinations
from partnerhub.kit import ids
from partnerhub.surfaces.meta_webhooks.routes import MAX_BODY

OWED = (
    "SELECT e.kind, d.followed FROM delivery d JOIN endpoint e ON e.partner_id = d.partner_id AND e.id = d.endpoint_id"
    " WHERE d.partner_id = $1 AND e.kind <> 'partner'"
)


def _wamid() -> str:
    return f"wamid.{ids.random_id(30)}"


class TestPrecedence:
    @pytest.mark.parametrize(
        ("targets", "override", "owed"),
        [
            ([], False, []),
            (["channel"], False, ["channel"]),
            (["waba"], False, ["waba"]),
            (["waba", "channel"], False, ["channel"]),
            (["waba", "channel"], True, ["waba"]),
            (["waba"], True, ["waba"]),
        ],
    )
    @pytest.mark.parametrize("multi", [False, True])
    async def test_is_the_number_before_the_waba_unless_that_overrides(
        self,
        acme: World,
        send: Send,
        database: Database,
        targets: list[Any],
        override: bool,
        owed: list[str],
        multi: bool,
    ) -> None:
        ours = acme.partner
        async with database.writing(ours.partner_id) as db:
            for kind in targets:
                owner = ours.channel_id if kind == "channel" else ours.waba_id
                await webhooks.set_target(
                    db, ours.partner_id, kind, owner, f"https://{kind}.example/", {}, VAULT,
                    override_all=override and kind == "waba",
                )  # fmt: skip
            if multi:
                await destinations.enable(db, ours.partner_id, ours.channel_id, None, VAULT)
        body = payload((ours.waba_external_id, [change(ours.phone_number_id, **message(_wamid()))]))
        assert await send(body) == 200
        async with database.reading(ours.partner_id) as db:
            rows = await db.fetch(OWED, ours.partner_id)
        assert [(row["kind"], row["followed"]) for row in rows] == [(kind, multi) for kind in owed]

    async def test_asks_only_the_webhooks_of_the_number_and_of_its_own_waba(
        self, acme: World, send: Send, database: Database
    ) -> None:
        ours = acme.partner
        async with database.writing(ours.partner_id) as db:
            for kind, owner in (("channel", "anotherCH"), ("waba", "anotherWA"), ("partner", ours.partner_id)):
                await webhooks.set_target(db, ours.partner_id, kind, owner, "https://a.example/", {}, VAULT)
        await send(payload((ours.waba_external_id, [change(ours.phone_number_id, **message(_wamid()))])))
        async with database.reading(ours.partner_id) as db:
            assert await db.fetch(OWED, ours.partner_id) == []


class TestFields:
    @pytest.mark.parametrize(
        "field",
        [
            "messages", "message_echoes", "calls", "consumer_profile", "messaging_handovers", "group_lifecycle_update",
            "group_participants_update", "group_settings_update", "group_status_update", "smb_message_echoes",
            "smb_app_state_sync", "history", "user_preferences", "automatic_events",
        ],
    )  # fmt: skip
    async def test_of_a_number_are_carried_unchanged(
        self, acme: World, send: Send, carried: Carried, field: str
    ) -> None:
        value = b'{"metadata":{"phone_number_id":"%s"}, "x" : [1.0,"\\u00fc"] , "id":"%s"}' % (
            acme.partner.phone_number_id.encode(), _wamid().encode()
        )  # fmt: skip
        body = b'{"entry":[{"id":"%s","time":1,"changes":[{"value": %s,"field":"%s"}]}],"object":"o"}' % (
            acme.partner.waba_external_id.encode(), value, field.encode()
        )  # fmt: skip
        assert await send(body) == 200
        assert await carried(acme.partner.channel_id) == [body]

    async def test_about_settings_of_a_number_name_it_in_their_own_place(
        self, acme: World, send: Send, carried: Carried
    ) -> None:
        settings = {"phone_number_id": acme.partner.phone_number_id, "calling": {"status": "ENABLED"}}
        value = {"messaging_product": "whatsapp", "type": "phone_number_settings", "phone_number_settings": settings}
        body = payload((acme.partner.waba_external_id, [{"field": "account_settings_update", "value": value}]))
        assert await send(body) == 200
        assert await carried(acme.partner.channel_id) == [body]


class TestSize:
    async def test_a_thousand_updates_of_one_number_stay_one_body(
        self, acme: World, send: Send, carried: Carried
    ) -> None:
        ours = acme.partner
        changes = [change(ours.phone_number_id, **message(_wamid())) for _ in range(1000)]
        body = payload((ours.waba_external_id, changes))
        assert await send(body) == 200
        assert await carried(ours.channel_id) == [body]

    async def test_a_thousand_updates_of_two_partners_are_two_bodies(
        self, acme: World, send: Send, carried: Carried
    ) -> None:
        sides = (acme.partner, acme.rival)
        entries = [
            (side.waba_external_id, [change(side.phone_number_id, **message(_wamid(), side.partner_id))])
            for _ in range(500)
            for side in sides
        ]
        assert await send(payload(*entries)) == 200
        for side in sides:
            (body,) = await carried(side.channel_id)
            told = [one["messages"][0]["text"]["body"] for one in _values(body)]
            assert told == [side.partner_id] * 500

    async def test_three_megabytes_are_taken(self, acme: World, send: Send, carried: Carried) -> None:
        ours = acme.partner
        empty = payload((ours.waba_external_id, [change(ours.phone_number_id, **message(_wamid(), ""))]))
        body = empty.replace(b'"body":""', b'"body":"%s"' % (b"x" * (MAX_BODY - len(empty))))
        assert len(body) == MAX_BODY
        assert await send(body) == 200
        assert await carried(ours.channel_id) == [body]


def _values(body: bytes) -> list[Any]:
    return [one["value"] for entry in msgspec.json.decode(body)["entry"] for one in entry["changes"]]
