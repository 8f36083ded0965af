"""From the code of Embedded Signup to a token, and what the token opens (contract B.1)."""

from tests.sandbox.meta import APP_ID, APP_SECRET, Meta

from partnerhub.db.pool import Database


async def shared(meta: Meta) -> dict[str, str]:
    return await meta.control("POST", "codes", json={"waba_name": "Flowers", "phone_number": meta.number()})


class TestTheCode:
    async def test_a_code_is_good_once(self, meta: Meta) -> None:
        code = (await shared(meta))["code"]
        query = {"client_id": APP_ID, "client_secret": APP_SECRET, "code": code}
        answer = await meta.ok("GET", "oauth/access_token/", None, params=query)
        assert set(answer) == {"access_token", "token_type"}
        assert answer["token_type"] == "bearer"
        assert await meta.error("GET", "oauth/access_token", None, params=query) == (400, 100, 36009)

    async def test_a_code_is_good_for_thirty_seconds(self, meta: Meta, database: Database) -> None:
        code = (await shared(meta))["code"]
        async with database.working() as db:
            left = await db.fetchval(
                "SELECT extract(epoch FROM expires_at - now()) FROM sandbox.code WHERE code = $1", code
            )
            await db.execute("UPDATE sandbox.code SET expires_at = now() - interval '1 second' WHERE code = $1", code)
        assert 25 < left <= 30
        form = {"client_id": APP_ID, "client_secret": APP_SECRET, "code": code}
        assert await meta.error("POST", "oauth/access_token", None, data=form) == (400, 100, 36007)

    async def test_the_app_must_prove_itself(self, meta: Meta) -> None:
        code = (await shared(meta))["code"]
        wrong_secret = {"client_id": APP_ID, "client_secret": "guess", "code": code}
        assert await meta.error("GET", "oauth/access_token", None, params=wrong_secret) == (400, 1, None)
        wrong_app = {"client_id": "1", "client_secret": APP_SECRET, "code": code}
        assert (await meta.error("GET", "oauth/access_token", None, params=wrong_app))[1] == 100
        no_code = {"client_id": APP_ID, "client_secret": APP_SECRET}
        assert (await meta.error("GET", "oauth/access_token", None, params=no_code))[1] == 100
        assert await meta.token(code)


class TestTheToken:
    async def test_debug_token_names_the_newest_waba_first(self, meta: Meta) -> None:
        first = await shared(meta)
        await meta.token(first["code"])
        waba = await meta.control("POST", "wabas", json={"name": "Second", "business_id": first["business_id"]})
        code = (await meta.control("POST", "codes", json={"waba_id": waba["id"]}))["code"]
        token = await meta.token(code)
        data = (await meta.ok("GET", "debug_token", params={"input_token": token}))["data"]
        assert data["is_valid"] is True
        assert data["app_id"] == APP_ID
        scopes = {one["scope"]: one["target_ids"] for one in data["granular_scopes"]}
        assert scopes["whatsapp_business_management"] == [waba["id"], first["waba_id"]]

    async def test_debug_token_tells_a_bad_token_without_an_error(self, meta: Meta) -> None:
        own = f"{APP_ID}|{APP_SECRET}"
        data = (await meta.ok("GET", "debug_token", own, params={"input_token": "EAAnothing"}))["data"]
        assert data["is_valid"] is False
        assert data["error"]["code"] == 190

    async def test_it_opens_its_own_waba_and_no_other(self, meta: Meta) -> None:
        mine, other = await meta.onboarded(), await meta.onboarded()
        assert (await meta.ok("GET", mine.waba_id, mine.token))["id"] == mine.waba_id
        for path in (
            other.waba_id,
            other.phone_id,
            f"{other.waba_id}/phone_numbers",
            f"{other.phone_id}/whatsapp_business_profile",
        ):
            assert await meta.error("GET", path, mine.token) == (400, 100, 33)
        text = {"messaging_product": "whatsapp", "to": "4915100000000", "text": {"body": "x"}}
        assert await meta.error("POST", f"{other.phone_id}/messages", mine.token, json=text) == (400, 100, 33)

    async def test_no_token_and_a_wrong_one_are_told_apart(self, meta: Meta) -> None:
        account = await meta.onboarded()
        assert await meta.error("GET", account.waba_id, None) == (401, 104, None)
        assert await meta.error("GET", account.waba_id, "EAAwrong") == (401, 190, None)

    async def test_it_may_stand_in_the_query_or_in_the_form(self, meta: Meta) -> None:
        account = await meta.onboarded()
        assert await meta.ok("GET", f"{account.waba_id}/", None, params={"access_token": account.token})
        form = {"access_token": account.token, "messaging_product": "whatsapp", "about": "Open"}
        assert await meta.ok("POST", f"{account.phone_id}/whatsapp_business_profile", None, data=form) == {
            "success": True
        }

    async def test_it_ends_when_the_client_takes_the_waba_away(self, meta: Meta) -> None:
        account = await meta.onboarded()
        await meta.control("POST", f"wabas/{account.waba_id}/removal")
        assert (await meta.error("GET", account.waba_id, account.token))[1] == 190
        told = await meta.app.first(lambda _, change: change["value"].get("event") == "PARTNER_REMOVED")
        assert told["waba_info"]["owner_business_id"]
