import httpx
from tests.hub.browser import Browser
from tests.hub.conftest import PASSWORD, Staffed
from tests.world import VAULT

from partnerhub.db.pool import Database
from partnerhub.domain.access import attempts
from partnerhub.kit import clock

SESSION = "partnerhub_session"
BROWSER = "partnerhub_browser"


class TestLogIn:
    async def test_leads_a_partners_user_to_the_partner_hub(self, browser: Browser, ours: Staffed) -> None:
        answer = await browser.send("/login", {"email": ours.email, "password": PASSWORD})
        assert (answer.status_code, answer.headers["location"]) == (303, "/dashboard/partner")

    async def test_leads_a_clients_user_to_the_client_hub(self, browser: Browser, ours: Staffed) -> None:
        answer = await browser.send("/login", {"email": ours.client_email.upper(), "password": PASSWORD})
        assert (answer.status_code, answer.headers["location"]) == (303, "/dashboard/client")

    async def test_leads_where_the_person_wanted_to_go(self, browser: Browser, ours: Staffed) -> None:
        wanted = await browser.get("/dashboard/partner/integration")
        assert (wanted.status_code, wanted.headers["location"]) == (303, "/login?next=/dashboard/partner/integration")
        form = await browser.get(wanted.headers["location"])
        assert 'name="next" value="/dashboard/partner/integration"' in form.text
        fields = {"email": ours.email, "password": PASSWORD, "next": "/dashboard/partner/integration"}
        answer = await browser.send("/login", fields)
        assert answer.headers["location"] == "/dashboard/partner/integration"

    async def test_never_leads_to_another_site(self, address: str, ours: Staffed) -> None:
        for elsewhere in (
            "https://evil.example/",
            "//evil.example",
            "/\\evil.example",
            "/dashboard/\\evil",
            "javascript:1",
        ):
            async with httpx.AsyncClient(base_url=address, timeout=60) as http:
                fields = {"email": ours.email, "password": PASSWORD, "next": elsewhere}
                answer = await Browser(http).send("/login", fields)
            assert answer.headers["location"] == "/dashboard/partner", elsewhere

    async def test_answers_the_same_for_a_wrong_password_and_an_unknown_email(
        self, browser: Browser, ours: Staffed
    ) -> None:
        wrong = await browser.send("/login", {"email": ours.email, "password": "wrong horse"})
        unknown = await browser.send("/login", {"email": "x" + ours.email[1:], "password": "wrong horse"})
        assert wrong.status_code == unknown.status_code == 401
        assert "The e-mail or password is wrong." in wrong.text
        assert len(wrong.content) == len(unknown.content)
        assert SESSION not in browser.http.cookies

    async def test_locks_after_a_failure_and_says_for_how_long(
        self, browser: Browser, database: Database, ours: Staffed
    ) -> None:
        await often_failed(database, ours.email)
        for _ in range(2):
            await browser.send("/login", {"email": ours.email, "password": "wrong horse"})
        locked = await browser.send("/login", {"email": ours.email, "password": PASSWORD})
        assert (locked.status_code, int(locked.headers["retry-after"]) >= 1) == (429, True)
        assert "Too many failed log-ins. Try again in" in locked.text

    async def test_does_not_lock_a_person_out_of_a_known_browser(
        self, address: str, browser: Browser, ours: Staffed
    ) -> None:
        async with httpx.AsyncClient(base_url=address, timeout=60) as http:
            person = await Browser(http).log_in(ours.email, PASSWORD)
            await person.send("/logout", page="/dashboard/partner")
            await browser.send("/login", {"email": ours.email, "password": "a stranger guesses"})
            await person.log_in(ours.email, PASSWORD)

    async def test_takes_a_browsers_mark_for_no_one_else(
        self, address: str, database: Database, ours: Staffed, rival: Staffed
    ) -> None:
        await often_failed(database, rival.email)
        async with httpx.AsyncClient(base_url=address, timeout=60) as http:
            browser = await Browser(http).log_in(ours.email, PASSWORD)
            await browser.send("/logout", page="/dashboard/partner")
            assert BROWSER in http.cookies
            await browser.send("/login", {"email": rival.email, "password": "wrong horse"})
            answer = await browser.send("/login", {"email": rival.email, "password": PASSWORD})
        assert answer.status_code == 429


async def often_failed(database: Database, email: str) -> None:
    """Without being locked now: but the next lock is longer than any test."""
    async with database.entering() as db:
        for _ in range(8):
            await attempts.failed(db, attempts.subject(VAULT, email), now=clock.now())
        await db.execute(
            "UPDATE login_attempt SET locked_until = now() WHERE subject = $1", attempts.subject(VAULT, email)
        )


class TestSession:
    async def test_gets_a_new_id_at_log_in(self, browser: Browser, ours: Staffed) -> None:
        planted = "PHSE" + "0" * 36
        browser.http.cookies.set(SESSION, planted)
        answer = await browser.send("/login", {"email": ours.email, "password": PASSWORD})
        cookie = next(one for one in answer.headers.get_list("set-cookie") if one.startswith(SESSION))
        assert planted not in cookie
        assert "HttpOnly" in cookie
        assert "SameSite=lax" in cookie

    async def test_ends_the_one_before_when_the_person_logs_in_again(
        self, address: str, partner: Browser, ours: Staffed
    ) -> None:
        before = partner.http.cookies[SESSION]
        fields = {"email": ours.email, "password": PASSWORD}
        answer = await partner.send("/login", fields, page="/dashboard/partner")
        assert answer.status_code == 303
        assert await _shown(address, before) == 303
        assert await _shown(address, partner.http.cookies[SESSION]) == 200

    async def test_ends_for_every_copy_of_its_cookie_at_log_out(self, address: str, partner: Browser) -> None:
        copy = partner.http.cookies[SESSION]
        assert await _shown(address, copy) == 200
        answer = await partner.send("/logout", page="/dashboard/partner")
        assert (answer.status_code, answer.headers["location"]) == (303, "/login")
        assert await _shown(address, copy) == 303

    async def test_leads_from_the_front_page_to_its_hub(
        self, browser: Browser, partner: Browser, client: Browser
    ) -> None:
        addresses = [(await one.get("/")).headers["location"] for one in (browser, partner, client)]
        assert addresses == ["/login", "/dashboard/partner", "/dashboard/client"]


async def _shown(address: str, session: str) -> int:
    """The status of the Partner Hub's home with this session's cookie and no other."""
    async with httpx.AsyncClient(base_url=address, cookies={SESSION: session}, timeout=60) as http:
        return (await http.get("/dashboard/partner")).status_code
