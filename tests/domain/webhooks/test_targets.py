"""Targets: which URLs and headers are taken, and that they are kept."""

import random

import pytest

from partnerhub.db.pool import Database
from partnerhub.domain import webhooks
from partnerhub.domain.webhooks.headers import RESERVED, BadHeaders
from partnerhub.domain.webhooks.targets import BadTarget
from partnerhub.kit.crypto import Vault

REFUSED = [
    "http://example.com/hook", "ftp://example.com/", "//example.com/", "example.com", "", "https://", "https:///x",
    "https://exa_mple.com/", "https://sub_domain.example.com/", "https://example.com:8443/", "https://example.com:/",
    "https://user:secret@example.com/", "https://user@example.com/", "https://localhost/", "https://intranet/",
    "https://printer.local/", "https://127.0.0.1/", "https://[::1]/", "https://[::ffff:10.0.0.1]/", "https://2130706433/",
    "https://0x7f.0.0.1/", "https://0177.0.0.1/", "https://127.1/", "https://127.0.0.1./", "https://169.254.169.254/latest",
    "https://[fe80::1%25eth0]/", "https://example.com\\@127.0.0.1/", "https://exa mple.com/", "https://example.com/\r\nx",
    "https://ex\u0430mple.com/", "https://example\u3002com/", "https://[::1/", "https://example.com:99999/", "https://%31%32%37.1/",
    "https://example.com/" + "a" * 2048,
]  # fmt: skip
TAKEN = [
    "https://example.com", "https://example.com/hook?secret=1&x=a_b", "https://a.b-c.example.co.uk/x_y", "https://8.8.8.8/",
    "https://xn--mnchen-3ya.de/", "https://[2606:4700:4700::1111]/", "https://EXAMPLE.com/Hook#part",
]  # fmt: skip


class TestUrl:
    @pytest.mark.parametrize("url", REFUSED)
    def test_is_refused_and_the_field_named(self, url: str) -> None:
        with pytest.raises(BadTarget) as caught:
            webhooks.check_target(url, any_target=False, field="webhook_url")
        assert caught.value.field == "webhook_url"
        assert caught.value.status == 400

    @pytest.mark.parametrize("url", TAKEN)
    def test_is_taken(self, url: str) -> None:
        webhooks.check_target(url, any_target=False)

    @pytest.mark.parametrize("url", ["http://localhost:3000/hook", "http://127.0.0.1:9/", "https://my_host/", *TAKEN])
    def test_may_be_private_in_the_demo(self, url: str) -> None:
        webhooks.check_target(url, any_target=True)

    @pytest.mark.parametrize("url", ["ftp://localhost/", "http://", "http://u:p@localhost/", "http://a b/"])
    def test_must_be_sound_in_the_demo_too(self, url: str) -> None:
        with pytest.raises(BadTarget):
            webhooks.check_target(url, any_target=True)


class TestHeaders:
    @pytest.mark.parametrize("name", sorted(RESERVED))
    def test_may_not_be_one_of_ours_in_any_spelling(self, name: str) -> None:
        for spelling in (name, name.upper(), name.title(), name.replace("-", "_"), f"{name} ", f" {name}", f"{name}:"):
            with pytest.raises(BadHeaders):
                webhooks.check_headers({spelling: "1"})

    def test_never_carry_a_line_break(self) -> None:
        rng = random.Random(4)
        for _ in range(5_000):
            bad = rng.choice(["\r\n", "\n", "\r", "\0", "\x0b", "\x85", "\u2028", "é"])
            text = "".join(rng.choices("abcXYZ-019 :;", k=rng.randint(0, 12)))
            place = rng.randint(0, len(text))
            spoilt = text[:place] + bad + text[place:]
            with pytest.raises(BadHeaders):
                webhooks.check_headers({"X-Token": spoilt} if rng.random() < 0.5 else {"X" + spoilt: "1"})

    def test_name_the_one_at_fault(self) -> None:
        with pytest.raises(BadHeaders) as caught:
            webhooks.check_headers({"X-Good": "1", "Host": "evil"})
        assert caught.value.field == "headers.Host"

    def test_may_not_come_twice_or_in_masses(self) -> None:
        with pytest.raises(BadHeaders):
            webhooks.check_headers({"x-a": "1", "X-A": "2"})
        with pytest.raises(BadHeaders):
            webhooks.check_headers({f"x-{n}": "1" for n in range(21)})

    def test_are_taken_when_they_are_plain(self) -> None:
        webhooks.check_headers({"Authorization": "Bearer abc=", "X-360Dialog-Webhook-Secret": "s", "X-Empty": ""})


class TestTarget:
    async def test_is_given_back_as_it_was_set(self, database: Database, partner_id: str, vault: Vault) -> None:
        async with database.writing(partner_id) as db:
            await webhooks.set_target(db, partner_id, "channel", "aCH", "https://a.example/", {"X-Key": "hush"}, vault)
            assert await webhooks.target(db, partner_id, "channel", "aCH", vault) == webhooks.Target(
                "https://a.example/", {"X-Key": "hush"}
            )
            await webhooks.set_target(db, partner_id, "channel", "aCH", "https://b.example/", {}, vault)
            assert await webhooks.target(db, partner_id, "channel", "aCH", vault) == webhooks.Target(
                "https://b.example/", {}
            )
            await webhooks.drop_target(db, partner_id, "channel", "aCH")
            assert await webhooks.target(db, partner_id, "channel", "aCH", vault) is None

    async def test_keeps_its_headers_sealed(self, database: Database, partner_id: str, vault: Vault) -> None:
        async with database.writing(partner_id) as db:
            await webhooks.set_target(db, partner_id, "waba", "aWA", "https://a.example/", {"X-Key": "hush"}, vault)
            assert b"hush" not in await db.fetchval("SELECT headers FROM endpoint WHERE owner_id = 'aWA'")

    async def test_of_the_partner_keeps_its_headers_when_the_url_changes(
        self, database: Database, partner_id: str, vault: Vault
    ) -> None:
        async with database.writing(partner_id) as db:
            assert await webhooks.partner_url(db, partner_id) is None
            await webhooks.set_target(
                db, partner_id, "partner", partner_id, "https://a.example/", {"X-Key": "k"}, vault
            )
            await webhooks.set_partner_url(db, partner_id, "https://b.example/")
            assert await webhooks.partner_url(db, partner_id) == "https://b.example/"
            found = await webhooks.target(db, partner_id, "partner", partner_id, vault)
            assert found == webhooks.Target("https://b.example/", {"X-Key": "k"})
