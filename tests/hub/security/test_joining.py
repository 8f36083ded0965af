"""Who has an account already is invited to one more hub."""

from tests.hub.browser import Browser
from tests.hub.conftest import PASSWORD, Staffed
from tests.hub.security.mailed import invite
from tests.hub.security.moved import CLIENT, PARTNER
from tests.hub.test_users import found
from tests.people import letters_to, link_in

from partnerhub.db.pool import Database


class TestInvitation:
    async def test_is_accepted_by_who_is_logged_in_without_a_password(
        self, partner: Browser, invitation: str, ours: Staffed, rival: Staffed
    ) -> None:
        shown = (await partner.get(invitation)).text
        assert "Partner Hub of Rival" in shown
        assert 'type="password"' not in shown
        assert (await partner.send(invitation)).headers["location"] == PARTNER
        text = (await partner.get(PARTNER)).text
        assert (rival.side.channel_id in text, ours.side.channel_id in text) == (True, False)
        assert (await partner.get(invitation)).status_code == 404

    async def test_is_accepted_with_the_password_that_one_has_and_no_other(
        self, browser: Browser, invitation: str, ours: Staffed
    ) -> None:
        assert 'autocomplete="current-password"' in (await browser.get(invitation)).text
        wrong = await browser.send(invitation, {"name": "Eve", "password": "Another password 1"})
        assert (wrong.status_code, "password is wrong" in wrong.text) == (401, True)
        assert (await browser.get(invitation)).status_code == 200

    async def test_logs_in_who_accepts_with_the_password(
        self, browser: Browser, invitation: str, rival: Staffed
    ) -> None:
        assert (await browser.send(invitation, {"password": PASSWORD})).headers["location"] == PARTNER
        assert rival.side.channel_id in (await browser.get(PARTNER)).text

    async def test_is_another_persons_for_who_else_is_logged_in(
        self, client: Browser, invitation: str, ours: Staffed
    ) -> None:
        assert 'type="password"' in (await client.get(invitation)).text
        assert (await client.send(invitation)).status_code == 401

    async def test_tells_who_invites_nothing_of_other_hubs(
        self, theirs: Browser, invitation: str, database: Database, ours: Staffed, rival: Staffed
    ) -> None:
        await invite(theirs, database, rival.email, {"email": f"x{ours.email}", "name": "Ada L.", "role": "read_only"})
        known, unknown = [
            (await letters_to(database, one))[-1].partition("http")[0] for one in (ours.email, f"x{ours.email}")
        ]
        assert known == unknown
        shown = [await found(database, rival.side.partner_id, one) for one in (ours.email, f"x{ours.email}")]
        assert {(one.name, one.status, one.second_factor) for one in shown} == {("Ada L.", "invited", False)}

    async def test_to_a_clients_team_takes_a_partners_person_too(
        self, partner: Browser, client: Browser, database: Database, ours: Staffed
    ) -> None:
        form = {"email": ours.email, "name": "Ada", "role": "member"}
        assert (await client.send(f"{CLIENT}/team", form)).status_code == 303
        link = "/login/invitation/" + link_in((await letters_to(database, ours.email))[-1])
        assert "Client Hub of Acme client" in (await partner.get(link)).text
        assert (await partner.send(link)).headers["location"] == CLIENT
        assert (await partner.get(f"{CLIENT}/team")).status_code == 200
        assert (await partner.get(PARTNER)).status_code == 403
