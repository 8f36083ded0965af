"""One person, several hubs: switching, and what stays when one of them lets the person go."""

import pytest
from tests.hub.browser import Browser
from tests.hub.conftest import PASSWORD, Staffed, logged_in
from tests.hub.security.authenticator import given
from tests.hub.security.moved import HUBS, PARTNER, USERS, switch, user_of
from tests.hub.security.test_second_factor import actions
from tests.hub.test_users import forgotten

from partnerhub.db.pool import Database

STEP = "/login/code"


class TestSwitching:
    async def test_shows_one_hub_at_a_time_with_the_role_that_one_has_there(
        self, both: Browser, database: Database, ours: Staffed, rival: Staffed
    ) -> None:
        assert (await both.send(f"{PARTNER}/api_keys", {"name": "x"}, page=PARTNER)).status_code == 403  # reads only
        await switch(both, database, ours, ours.email)
        text = (await both.get(PARTNER)).text
        assert (ours.side.channel_id in text, rival.side.channel_id in text) == (True, False)
        assert (await both.get(f"{PARTNER}/channels/{rival.side.channel_id}")).status_code == 404
        assert "Ada Lovelace" in text
        assert "Invite somebody" in (await both.get(USERS)).text

    async def test_is_offered_to_who_has_several_hubs_only(
        self, both: Browser, theirs: Browser, ours: Staffed, rival: Staffed
    ) -> None:
        text = (await both.get(PARTNER)).text
        assert "Switch hub" in text
        assert all(f"Partner Hub · {one.side.partner_id}" in text for one in (ours, rival))
        alone = (await theirs.get(PARTNER)).text
        assert "Switch hub" not in alone
        assert ours.side.partner_id not in alone

    async def test_is_in_both_audit_logs_and_neither_names_the_other(
        self, both: Browser, database: Database, ours: Staffed, rival: Staffed
    ) -> None:
        await switch(both, database, ours, ours.email)
        for here, there, action in ((ours, rival, "session.start"), (rival, ours, "session.end")):
            async with database.reading(here.side.partner_id) as db:
                line = await db.fetchrow("SELECT * FROM audit ORDER BY id DESC LIMIT 1")
            assert line
            assert (line["action"], line["detail"]) == (action, '{"switched":true}')
            assert line["actor"] == f"user:{await user_of(database, here, ours.email)}"
            assert there.side.partner_id not in str(dict(line))

    async def test_goes_nowhere_without_a_token_or_a_place(
        self, both: Browser, database: Database, ours: Staffed, rival: Staffed
    ) -> None:
        mine = await user_of(database, ours, ours.email)
        assert (await both.http.post(HUBS, data={"hub": mine})).status_code == 403
        for other in (await user_of(database, rival, rival.email), "nobody", ""):
            assert (await both.send(HUBS, {"hub": other})).status_code == 404
        assert rival.side.channel_id in (await both.get(PARTNER)).text

    async def test_ends_what_is_open_of_the_hub_before(
        self, both: Browser, database: Database, ours: Staffed, rival: Staffed
    ) -> None:
        old, shown = await both.token(PARTNER), await user_of(database, rival, ours.email)
        await switch(both, database, ours, ours.email)
        late = await both.http.post(f"{PARTNER}/api_keys", data={"name": "x", "csrf": old})
        assert (late.status_code, "no longer valid" in late.text) == (403, True)
        asked_again = await both.get(f"{PARTNER}/notifications/bell", headers={"x-hub": shown, "hx-request": "true"})
        assert (asked_again.text, asked_again.headers["hx-redirect"]) == ("", "/")

    async def test_is_where_a_letter_of_the_other_hub_leads_and_goes_on_from_there(
        self, both: Browser, browser: Browser, database: Database, ours: Staffed, rival: Staffed
    ) -> None:
        mine = await user_of(database, ours, ours.email)
        there = f"{PARTNER}/channels/{ours.side.channel_id}"
        led = await both.get(f"{there}?hub={mine}")
        assert (led.status_code, led.headers["location"].partition("?")[0]) == (303, HUBS)
        page = (await both.get(led.headers["location"])).text
        assert "leads into another hub" in page
        assert ours.side.channel_id not in page.replace(there, "")
        stranger = await both.get(f"{PARTNER}?hub={await user_of(database, rival, rival.email)}")
        assert stranger.headers["location"].partition("?")[0] == HUBS
        gone_on = await both.send(HUBS, {"hub": mine, "next": f"{there}?hub={mine}"})
        assert ours.side.channel_id in (await both.get(gone_on.headers["location"])).text
        elsewhere = await both.send(HUBS, {"hub": mine, "next": "https://example.com/"})
        assert elsewhere.headers["location"] == PARTNER
        asked = await browser.get(f"{there}?hub={mine}")
        assert asked.headers["location"].endswith(f"%3Fhub%3D{mine}")

    async def test_is_where_the_next_log_in_leads(
        self, both: Browser, browser: Browser, database: Database, ours: Staffed, rival: Staffed
    ) -> None:
        for people in (ours, rival):
            await switch(both, database, people, ours.email)
            await browser.log_in(ours.email, PASSWORD)
            assert people.side.channel_id in (await browser.get(PARTNER)).text
            await browser.send("/logout", page=PARTNER)


class TestLeaving:
    @pytest.mark.parametrize("verb", ["deletion", "disabling"])
    async def test_one_hub_leaves_the_others_and_the_session_goes_on_there(
        self, both: Browser, theirs: Browser, database: Database, ours: Staffed, rival: Staffed, verb: str
    ) -> None:
        old = await both.token(PARTNER)
        user_id = await user_of(database, rival, ours.email)
        assert (await theirs.send(f"{USERS}/{user_id}/{verb}", page=USERS)).status_code == 303
        late = await both.http.post(f"{PARTNER}/api_keys", data={"name": "x", "csrf": old})
        assert late.headers["location"] == HUBS
        told = (await both.get(f"{PARTNER}/users", follow_redirects=True)).text
        assert "You are no longer a user of the hub that you were in" in told
        assert rival.side.partner_id not in told
        assert ours.side.channel_id in (await both.get(PARTNER)).text
        assert (await both.send(HUBS, {"hub": user_id})).status_code == 404

    async def test_the_last_hub_ends_the_session_and_the_log_in_says_why(
        self, both: Browser, theirs: Browser, browser: Browser, database: Database, ours: Staffed, rival: Staffed
    ) -> None:
        user_id = await user_of(database, rival, ours.email)
        async with database.writing(ours.side.partner_id) as db:
            await db.execute("UPDATE hub_user SET disabled_at = now() WHERE email = $1", ours.email)
        await theirs.send(f"{USERS}/{user_id}/disabling", page=USERS)
        assert (await both.get(PARTNER)).headers["location"].startswith("/login")
        refused = await browser.send("/login", {"email": ours.email, "password": PASSWORD})
        assert (refused.status_code, "no access to any hub" in refused.text) == (403, True)

    async def test_all_hubs_leaves_no_password_behind(
        self, theirs: Browser, invitation: str, database: Database, ours: Staffed, rival: Staffed
    ) -> None:
        async with database.writing(ours.side.partner_id) as db:
            await db.execute("DELETE FROM hub_user WHERE email = $1", ours.email)
        assert 'autocomplete="new-password"' in (await theirs.get(invitation)).text


class TestPerson:
    async def test_has_one_password_and_a_new_one_ends_all_sessions(
        self, both: Browser, browser: Browser, database: Database, ours: Staffed, rival: Staffed, address: str
    ) -> None:
        async with logged_in(address, database, ours.side, ours.email) as elsewhere:
            link = await forgotten(browser, database, ours.email)
            assert (await browser.send(link, {"password": "A new password 1"})).status_code == 303
            for one in (both, elsewhere):
                assert (await one.get(PARTNER)).headers["location"].startswith("/login")
        await switch(browser, database, ours, ours.email)
        await switch(browser, database, rival, ours.email)

    async def test_sees_and_ends_sessions_in_whatever_hub(
        self, both: Browser, address: str, database: Database, ours: Staffed
    ) -> None:
        async with logged_in(address, database, ours.side, ours.email) as elsewhere:
            page = f"{PARTNER}/profile"
            assert (await both.get(page)).text.count("<time") // 2 == 2
            assert (await both.send(f"{page}/other_sessions/end", page=page)).status_code == 303
            assert (await elsewhere.get(PARTNER)).headers["location"].startswith("/login")
        assert (await both.get(PARTNER)).status_code == 200

    async def test_has_one_second_factor_on_which_no_single_hub_has_a_say(
        self, both: Browser, theirs: Browser, browser: Browser, database: Database, ours: Staffed, rival: Staffed
    ) -> None:
        mine, there = await user_of(database, ours, ours.email), await user_of(database, rival, ours.email)
        authenticator = await given(database, ours.side.partner_id, mine)
        refused = await theirs.send(f"{USERS}/{there}/second_factor_reset", page=USERS)
        assert (refused.status_code, "Only the operator" in refused.text) == (409, True)
        for people in (ours, rival):
            await switch(both, database, people, ours.email)
            answer = await browser.send("/login", {"email": ours.email, "password": PASSWORD})
            assert answer.headers["location"].startswith(STEP)
            code = authenticator.recovery_codes.pop()
            assert (await browser.send(STEP, {"recovery": code})).headers["location"] == PARTNER
            assert people.side.channel_id in (await browser.get(PARTNER)).text
            await browser.send("/logout", page=PARTNER)
        assert "session.start" in await actions(database, rival.side.partner_id)
