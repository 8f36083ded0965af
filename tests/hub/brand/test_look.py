import re
from itertools import product

import httpx
import pytest
from tests.hub.brand.pictures import jpeg, png, webp
from tests.hub.browser import Browser
from tests.hub.conftest import Staffed
from tests.hub.onboarding.conftest import change

from partnerhub.db.pool import Database
from partnerhub.domain import partners
from partnerhub.domain.partners import Partner
from partnerhub.surfaces.hub.brand import colours

PAGE = "/dashboard/partner/brand"
SVG = b'<svg xmlns="http://www.w3.org/2000/svg" width="64" height="64"><script>alert(1)</script></svg>'


async def upload(partner: Browser, content: bytes, name: str = "logo.png") -> httpx.Response:
    given = {"csrf": await partner.token(PAGE)}
    headers = {"origin": str(partner.http.base_url).rstrip("/"), "sec-fetch-site": "same-origin"}
    return await partner.http.post(f"{PAGE}/logo", data=given, files={"logo": (name, content)}, headers=headers)


async def partner_now(database: Database, ours: Staffed) -> Partner:
    async with database.reading(ours.side.partner_id) as db:
        return await partners.get(db, ours.side.partner_id)


class TestLogo:
    @pytest.mark.parametrize(
        ("content", "kind"), [(png(64, 32), "png"), (jpeg(600, 200), "jpeg"), (webp(200, 100), "webp")]
    )
    async def test_is_kept_and_shown_to_everybody_under_an_address_of_its_own(
        self, partner: Browser, browser: Browser, database: Database, ours: Staffed, content: bytes, kind: str
    ) -> None:
        answer = await upload(partner, content, "logo.svg")
        assert "The logo is saved." in (await partner.get(answer.headers["location"])).text
        address = (await partner_now(database, ours)).logo_url
        assert address
        assert address.endswith(f".{kind}")
        sent = await browser.get(address)
        assert (sent.content, sent.headers["content-type"]) == (content, f"image/{kind}")
        assert "immutable" in sent.headers["cache-control"]
        assert sent.headers["x-content-type-options"] == "nosniff"
        await change(database, ours.side, partner_redirect_url="https://app.example.com/done")
        assert (
            f'src="{address}"' in (await browser.get(f"/onboarding/{ours.side.partner_id}", follow_redirects=True)).text
        )

    @pytest.mark.parametrize(
        ("content", "reason"),
        [(SVG, "An SVG can carry scripts"), (b"", "must be a PNG"),
         (b"GIF89a" + b"\0" * 20, "must be a PNG"), (png(8, 64), "pixels"),
         (jpeg(2001, 64), "pixels"),
         (png(64, 64)[:18], "must be a PNG"), (b"\xff\xd8\xff\xe0\xff", "must be a PNG"),
         (b"RIFF\0\0\0\0WEBPVP8X", "pixels"), (png(64, 64) + b"\0" * 262_144, "at most 256 KB")],
    )  # fmt: skip
    async def test_must_be_a_picture_of_a_sensible_size(
        self, partner: Browser, database: Database, ours: Staffed, content: bytes, reason: str
    ) -> None:
        answer = await upload(partner, content)
        assert answer.status_code == 400
        assert reason in re.findall(r'id="logo-error">([^<]+)<', answer.text)[0]
        assert (await partner_now(database, ours)).logo_url is None

    async def test_is_refused_unread_when_it_is_much_too_large(self, partner: Browser) -> None:
        assert (await upload(partner, png(64, 64) + b"\0" * 3_000_000)).status_code == 413

    async def test_is_replaced_and_removed(
        self, partner: Browser, browser: Browser, database: Database, ours: Staffed
    ) -> None:
        seen: list[str] = []
        for side in (32, 64):
            await upload(partner, png(side, side))
            seen.append((await partner_now(database, ours)).logo_url or "")
        assert [(await browser.get(one)).status_code for one in seen] == [404, 200]
        await partner.send(f"{PAGE}/logo/removal", page=PAGE)
        assert (await partner_now(database, ours)).logo_url is None
        assert (await browser.get(seen[1])).status_code == 404


class TestCompany:
    async def test_is_named_where_its_logo_and_colours_are(
        self, partner: Browser, database: Database, ours: Staffed
    ) -> None:
        logo = "https://partner.example/logo.png"
        given = {"brand_name": "Müller & Söhne", "logo_url": logo, "country": "CH"}
        answer = await partner.send(PAGE, given)
        assert "Müller &amp; Söhne" in (await partner.get(answer.headers["location"])).text
        now = await partner_now(database, ours)
        assert (now.brand_name, now.logo_url, now.country) == ("Müller & Söhne", logo, "CH")
        await partner.send(PAGE, {"brand_name": "", "logo_url": "", "country": "CH"})
        now = await partner_now(database, ours)
        assert (now.brand_name, now.logo_url) == (None, None)

    @pytest.mark.parametrize(("field", "value"), [("country", "Germany"), ("logo_url", "logo.png")])
    async def test_changes_nothing_with_a_fault_and_says_it_beside_the_field(
        self, partner: Browser, database: Database, ours: Staffed, field: str, value: str
    ) -> None:
        before = await partner_now(database, ours)
        answer = await partner.send(PAGE, {"brand_name": "Another", field: value})
        assert answer.status_code == 400
        assert f'id="{field}-error"' in answer.text
        assert 'value="Another"' in answer.text
        assert await partner_now(database, ours) == before


class TestColours:
    async def test_dress_the_onboarding_pages_and_the_preview(
        self, partner: Browser, browser: Browser, database: Database, ours: Staffed
    ) -> None:
        await change(database, ours.side, partner_redirect_url="https://app.example.com/done")
        given = {"brand_name": "Blumenhaus", "accent_colour": "#FFD400", "ground_colour": "#102030"}
        answer = await partner.send(PAGE, given)
        preview = (await partner.get(answer.headers["location"])).text
        page = (await browser.get(f"/onboarding/{ours.side.partner_id}", follow_redirects=True)).text
        for text, scope in ((preview, ".hub-preview"), (page, ":root")):
            (rules,) = re.findall(r'<style nonce="[^"]+">(.+?)</style>', text)
            assert rules.startswith(f"{scope} {{ ")
            for rule in (
                "--tblr-primary: #ffd400;",
                "--tblr-primary-fg: #000000;",
                "--hub-ground: #102030;",
                "--hub-on-ground: #ffffff;",
            ):
                assert rule in rules
            assert "Blumenhaus" in text

    async def test_are_shown_while_they_are_chosen_and_not_kept(
        self, partner: Browser, database: Database, ours: Staffed
    ) -> None:
        before = await partner_now(database, ours)
        given = {"brand_name": "Blumenhaus", "accent_colour": "#FFD400", "ground_colour": "#1020"}
        shown = (await partner.send(f"{PAGE}/preview", given, page=PAGE)).text
        assert "--hub-accent: #ffd400;" in shown
        assert "--hub-ground" not in shown
        assert "Blumenhaus" in shown
        assert await partner_now(database, ours) == before

    async def test_are_ours_again_when_left_empty(self, partner: Browser, database: Database, ours: Staffed) -> None:
        await partner.send(PAGE, {"accent_colour": "#ffd400"})
        await partner.send(PAGE, {"accent_colour": "", "brand_name": "Acme"})
        assert (await partner_now(database, ours)).accent_colour is None
        assert "<style" not in (await partner.get(PAGE)).text

    @pytest.mark.parametrize(
        "colour", ["green", "#12345", "#1234567", "red;}*{display:none", "#12345g", "#12345\u0663"]
    )
    async def test_must_be_colours(self, partner: Browser, database: Database, ours: Staffed, colour: str) -> None:
        answer = await partner.send(PAGE, {"accent_colour": colour, "brand_name": "Kept"})
        assert answer.status_code == 400
        assert 'id="accent_colour-error"' in answer.text
        assert 'value="Kept"' in answer.text
        now = await partner_now(database, ours)
        assert (now.accent_colour, now.brand_name) == (None, "Acme")

    def test_can_be_read_whatever_they_are(self) -> None:
        for parts in product((0, 51, 102, 153, 204, 255), repeat=3):
            colour = "#" + "".join(f"{part:02x}" for part in parts)
            rules = dict(re.findall(r"(--[\w-]+): ([^;]+);", colours.theme(colour, colour, ":root")))
            on = rules["--hub-on-accent"]
            light, dark = re.findall(r"#\w{6}", rules["--tblr-link-color"])
            pairs = [
                (on, colour), (on, rules["--hub-accent-strong"]), (rules["--hub-on-ground"], rules["--hub-ground"]),
                (light, "#fafafa"), (dark, "#262626"), (rules["--hub-mark"], "#ffffff"),
            ]  # fmt: skip
            assert [pair for pair in pairs if colours.contrast(*pair) < 4.5] == [], colour


async def test_who_may_only_look_sees_the_preview_alone(partner: Browser, database: Database, ours: Staffed) -> None:
    async with database.writing(ours.side.partner_id) as db:
        await db.execute("UPDATE hub_user SET role = 'read_only' WHERE email = $1", ours.email)
    text = (await partner.get(PAGE)).text
    assert "Preview" in text
    assert PAGE + '/logo"' not in text
    assert (await partner.http.post(PAGE, headers={"x-csrf-token": await partner.token(PAGE)})).status_code == 403
