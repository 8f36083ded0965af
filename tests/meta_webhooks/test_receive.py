"""POST /meta/webhook: signed, placed, seen once, carried (contract messaging-and-meta B.6; design/delivery)."""

import asyncio
from typing import Any

import aiohttp
import msgspec
import pytest
from tests.meta_webhooks.conftest import OLD_SECRET, PATH, Carried, Send, change, message, payload, signed, status
from tests.world import World

from partnerhub.db.pool import Database
from partnerhub.kit import ids


def _wamid() -> str:
    return f"wamid.{ids.random_id(30)}"


def _changes(body: bytes) -> list[dict[str, Any]]:
    return [one for entry in msgspec.json.decode(body)["entry"] for one in entry["changes"]]


class TestSignature:
    async def test_missing_is_refused(self, meta: aiohttp.ClientSession) -> None:
        assert (await meta.post(PATH, data=b"{}")).status == 401

    @pytest.mark.parametrize("given", ["sha256=" + "0" * 64, "sha256=", "sha1=abc", "sha256=ü"])
    async def test_wrong_is_refused(self, meta: aiohttp.ClientSession, given: str) -> None:
        assert (await meta.post(PATH, data=b"{}", headers={"x-hub-signature-256": given})).status == 403

    async def test_of_another_secret_is_refused_and_nothing_is_kept(
        self, meta: aiohttp.ClientSession, acme: World, carried: Carried
    ) -> None:
        body = payload((acme.partner.waba_external_id, [change(acme.partner.phone_number_id, **message(_wamid()))]))
        assert (await meta.post(PATH, data=body, headers=signed(body, "guess"))).status == 403
        assert not await carried(acme.partner.channel_id)

    async def test_of_the_secret_before_counts_while_it_is_set(
        self, meta: aiohttp.ClientSession, acme: World, carried: Carried
    ) -> None:
        body = payload((acme.partner.waba_external_id, [change(acme.partner.phone_number_id, **message(_wamid()))]))
        assert (await meta.post(PATH, data=body, headers=signed(body, OLD_SECRET))).status == 200
        assert await carried(acme.partner.channel_id) == [body]

    async def test_is_over_the_raw_bytes(self, acme: World, send: Send, carried: Carried) -> None:
        escaped = payload((acme.partner.waba_external_id, [change(acme.partner.phone_number_id, **message(_wamid()))]))
        escaped = escaped.replace(b'"Hi"', b'"Gr\\u00fc\\u00dfe \\ud83d\\ude00"')
        assert await send(escaped) == 200
        assert await carried(acme.partner.channel_id) == [escaped]


class TestBadInput:
    @pytest.mark.parametrize(
        "body",
        [
            b"",
            b"hello",
            b"[]",
            b'{"entry":5}',
            b'{"entry":[5]}',
            b'{"entry":[{"changes":[{}]}]}',
            b'{"object":',
            b"\xff",
            b'{"entry":[{"changes":[{"field":"a\\u0000b","value":{}}]}]}',
            b'{"entry":[{"changes":[{"field":"%s","value":{}}]}]}' % (b"x" * 101),
        ],
    )
    async def test_is_a_bad_request(self, send: Send, body: bytes) -> None:
        assert await send(body) == 400

    async def test_over_three_megabytes_is_refused(self, send: Send) -> None:
        assert await send(b'{"x":"' + b"a" * 3_200_000 + b'"}') == 413

    async def test_without_changes_is_fine(self, send: Send) -> None:
        assert await send(b'{"object":"whatsapp_business_account","entry":[]}') == 200


class TestCarrying:
    async def test_body_of_one_receiver_is_unchanged(self, acme: World, send: Send, carried: Carried) -> None:
        ours = acme.partner
        changes = [change(ours.phone_number_id, **one) for one in (message(_wamid()), status(_wamid(), "read"))]
        body = payload((ours.waba_external_id, changes)).replace(b'"entry"', b' "future":{"a":1.0} ,\n "entry" ')
        assert await send(body) == 200
        assert await carried(ours.channel_id) == [body]

    async def test_two_partners_in_one_payload_get_each_their_own(
        self, acme: World, send: Send, carried: Carried, database: Database
    ) -> None:
        ours, theirs = acme.partner, acme.rival
        body = payload(
            (ours.waba_external_id, [change(ours.phone_number_id, **message(_wamid(), "for Acme"))]),
            (theirs.waba_external_id, [change(theirs.phone_number_id, **message(_wamid(), "for the rival"))]),
        ).replace(b'"for Acme"', b'"for Acme",  "new_field" : 1.50')
        assert await send(body) == 200
        (of_ours,), (of_theirs,) = await carried(ours.channel_id), await carried(theirs.channel_id)
        assert b'"for Acme",  "new_field" : 1.50' in of_ours
        assert b"rival" not in of_ours
        assert theirs.phone_number_id.encode() not in of_ours
        assert b"for the rival" in of_theirs
        assert b"Acme" not in of_theirs
        whole = msgspec.json.decode(body)
        for place, part in enumerate((of_ours, of_theirs)):
            assert msgspec.json.decode(part) == {**whole, "entry": [whole["entry"][place]]}
        async with database.reading(theirs.partner_id) as db:
            assert await db.fetchval("SELECT count(*) FROM event WHERE channel_id = $1", ours.channel_id) == 0

    async def test_one_entry_with_two_numbers_is_split_by_change(
        self, acme: World, send: Send, carried: Carried
    ) -> None:
        sides = (acme.partner, acme.rival)
        changes = [change(side.phone_number_id, **message(_wamid())) for side in sides]
        await send(payload((acme.partner.waba_external_id, changes)))
        for side, own in zip(sides, changes, strict=True):
            assert [_changes(body) for body in await carried(side.channel_id)] == [[own]]

    async def test_owes_it_to_the_endpoint(self, acme: World, send: Send, database: Database) -> None:
        ours = acme.partner
        async with database.writing(ours.partner_id) as db:
            await db.execute(
                "INSERT INTO endpoint (partner_id, kind, owner_id, url) VALUES ($1, 'channel', $2, 'https://x.example')",
                ours.partner_id, ours.channel_id,
            )  # fmt: skip
        await send(payload((ours.waba_external_id, [change(ours.phone_number_id, **message(_wamid()))])))
        async with database.working() as db:
            owed = await db.fetchval(
                "SELECT count(*) FROM delivery d JOIN event e ON e.partner_id = d.partner_id AND e.id = d.event_id"
                " WHERE e.channel_id = $1 AND e.audience = 'channel'",
                ours.channel_id,
            )
        assert owed == 1

    async def test_other_fields_of_a_number_go_the_same_way(self, acme: World, send: Send, carried: Carried) -> None:
        ours = acme.partner
        echo = {**change(ours.phone_number_id, message_echoes=[{"id": _wamid()}]), "field": "smb_message_echoes"}
        body = payload((ours.waba_external_id, [echo]))
        await send(body)
        assert await carried(ours.channel_id) == [body]


class TestDuplicates:
    async def test_are_dropped(self, acme: World, send: Send, carried: Carried) -> None:
        body = payload((acme.partner.waba_external_id, [change(acme.partner.phone_number_id, **message(_wamid()))]))
        assert [await send(body) for _ in range(3)] == [200, 200, 200]
        assert await carried(acme.partner.channel_id) == [body]

    async def test_are_dropped_when_they_come_at_once(self, acme: World, send: Send, carried: Carried) -> None:
        changes = [change(acme.partner.phone_number_id, **message(_wamid())) for _ in range(20)]
        there, back = (payload((acme.partner.waba_external_id, some)) for some in (changes, changes[::-1]))
        assert set(await asyncio.gather(*(send(body) for body in (there, back) * 5))) == {200}
        seen = [one for body in await carried(acme.partner.channel_id) for one in _changes(body)]
        assert len(seen) == 20

    async def test_are_dropped_when_batched_anew(self, acme: World, send: Send, carried: Carried) -> None:
        ours = acme.partner
        first, second = (change(ours.phone_number_id, **message(_wamid())) for _ in range(2))
        await send(payload((ours.waba_external_id, [first])))
        await send(payload((ours.waba_external_id, [first, second])))
        assert [_changes(body) for body in await carried(ours.channel_id)] == [[first], [second]]

    async def test_in_one_payload_are_dropped(self, acme: World, send: Send, carried: Carried) -> None:
        one = change(acme.partner.phone_number_id, **message(_wamid()))
        await send(payload((acme.partner.waba_external_id, [one, one])))
        assert [_changes(body) for body in await carried(acme.partner.channel_id)] == [[one]]

    async def test_do_not_mean_the_same_message_with_another_status(
        self, acme: World, send: Send, carried: Carried
    ) -> None:
        wamid, ours = _wamid(), acme.partner
        for what in ("sent", "delivered", "read", "delivered"):
            await send(payload((ours.waba_external_id, [change(ours.phone_number_id, **status(wamid, what))])))
        told = [_changes(body)[0]["value"]["statuses"][0]["status"] for body in await carried(ours.channel_id)]
        assert told == ["sent", "delivered", "read"]


class TestUnknown:
    async def test_number_is_answered_and_kept_nowhere(self, send: Send, database: Database) -> None:
        count = "SELECT (SELECT count(*) FROM event) + (SELECT count(*) FROM meta_seen) + (SELECT count(*) FROM meta_update)"
        async with database.working() as db:
            before = await db.fetchval(count)
            assert await send(payload((ids.numeric_id(), [change(ids.numeric_id(), **message(_wamid()))]))) == 200
            assert await db.fetchval(count) == before

    async def test_number_does_not_keep_its_neighbour_from_arriving(
        self, acme: World, send: Send, carried: Carried
    ) -> None:
        ours = acme.partner
        known = change(ours.phone_number_id, **message(_wamid()))
        changes = [change(ids.numeric_id(), **message(_wamid(), "foreign")), known]
        assert await send(payload((ours.waba_external_id, changes))) == 200
        assert [_changes(body) for body in await carried(ours.channel_id)] == [[known]]

    async def test_terminated_channel_receives_nothing(
        self, acme: World, send: Send, carried: Carried, database: Database
    ) -> None:
        ours = acme.partner
        async with database.writing(ours.partner_id) as db:
            await db.execute("UPDATE channel SET hub_status = 'terminated' WHERE id = $1", ours.channel_id)
        assert await send(payload((ours.waba_external_id, [change(ours.phone_number_id, **message(_wamid()))]))) == 200
        assert not await carried(ours.channel_id)


class TestAccounts:
    async def test_updates_are_recorded_for_the_waba_and_its_partner_only(
        self, acme: World, send: Send, database: Database
    ) -> None:
        ours = acme.partner
        value = {"display_phone_number": "49", "event": "ONBOARDING", "current_limit": "TIER_2K"}
        body = payload((ours.waba_external_id, [{"field": "phone_number_quality_update", "value": value}]))
        assert [await send(body), await send(body)] == [200, 200]
        async with database.reading(ours.partner_id) as db:
            (row,) = await db.fetch("SELECT waba_id, field, body FROM meta_update")
        assert (row["waba_id"], row["field"]) == (ours.waba_id, "phone_number_quality_update")
        assert msgspec.json.decode(row["body"]) == value
        async with database.reading(acme.rival.partner_id) as db:
            assert await db.fetchval("SELECT count(*) FROM meta_update") == 0

    async def test_update_on_the_partners_own_entry_is_found_by_the_waba_it_names(
        self, acme: World, send: Send, database: Database
    ) -> None:
        value = {"event": "PARTNER_ADDED", "waba_info": {"waba_id": acme.partner.waba_external_id}}
        assert await send(payload((ids.numeric_id(), [{"field": "account_update", "value": value}]))) == 200
        async with database.reading(acme.partner.partner_id) as db:
            assert await db.fetchval("SELECT count(*) FROM meta_update WHERE field = 'account_update'") == 1
