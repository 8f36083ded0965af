"""Lists as integrations ask for them, in every stack (contract partner-api §3, §17.4, §17.5, §17.7, §17.9)."""

import re
from urllib.parse import quote

import msgspec
import pytest
from tests.contract.conftest import JSON, Integration
from tests.contract.models import Channels, Clients, Meta, Templates

LISTS = {"clients": Clients, "channels": Channels}
NOBODY = quote('{"id":"none"}')


@pytest.mark.parametrize(("name", "kind"), LISTS.items())
def test_a_list_has_integers_an_object_and_lists(us: Integration, name: str, kind: type[Channels]) -> None:
    answer = us.ask("GET", f"{us.partner}/{name}")
    told = msgspec.json.decode(answer.body, type=kind)
    assert answer.status == 200, "an integration takes no other success"
    assert (told.count, told.offset, told.limit, told.sort, told.filters) == (told.total, 0, 1000, ["id"], {})
    for key in ("count", "total", "limit", "offset"):
        assert re.search(rb'"%b":\d+[,}]' % key.encode(), answer.body)
    assert b":null" not in answer.body


@pytest.mark.parametrize("encode", [str, quote], ids=["raw", "encoded"])
def test_a_channel_is_found_by_its_id(us: Integration, encode: type[str]) -> None:
    filters = f'{{"id":"{us.demo.channel_id}"}}'
    told = us.ask("GET", f"{us.partner}/channels?filters={encode(filters)}").json
    assert (told["count"], told["filters"]) == (1, {"id": us.demo.channel_id})
    assert told["partner_channels"][0]["waba_account"]["id"] == us.demo.waba_id


def test_a_filter_may_have_spaces_and_dots(us: Integration) -> None:
    filters = '{"client.contact_info.email": "client@example.com", "account_mode": "live"}'
    told = us.ask("GET", f"{us.partner}/channels?filters={quote(filters)}").json
    assert [one["id"] for one in told["partner_channels"]] == [us.demo.channel_id]


def test_nothing_found_is_an_empty_list(us: Integration) -> None:
    for name, key in (("channels", "partner_channels"), ("clients", "clients")):
        told = us.ask("GET", f"{us.partner}/{name}?filters={NOBODY}").json
        assert (told[key], told["count"], told["total"]) == ([], 0, 0)


@pytest.mark.parametrize("query", ["limit=20&offset=0", "limit=20&offset=0&sort=-", "limit=&offset=&filters=&sort="])
def test_what_dotnet_always_sends_is_no_wish(us: Integration, query: str) -> None:
    told = msgspec.json.decode(us.ask("GET", f"{us.partner}/channels?{query}").body, type=Channels)
    assert (told.count, told.sort, told.filters) == (1, ["id"], {})


def test_a_page_may_have_two_hundred_rows_and_its_reader_ends_with_the_total(us: Integration) -> None:
    collected: list[str] = []
    for page in range(5):
        told = msgspec.json.decode(
            us.ask("GET", f"{us.partner}/channels?limit=200&offset={page * 200}").body, type=Channels
        )
        assert told.limit == 200, "a smaller page than was asked for looks like the last one"
        collected += [one.id for one in told.partner_channels]
        if told.count < 200 or len(collected) >= told.total:
            break
    assert collected == [us.demo.channel_id]


@pytest.mark.parametrize("filters", ["{'id':'x'}", "{id:x}", '{"nope":1}', "[]"])
def test_a_filter_that_cannot_be_read_is_named(us: Integration, filters: str) -> None:
    answer = us.ask("GET", f"{us.partner}/channels?filters={quote(filters)}")
    told = msgspec.json.decode(answer.body, type=Meta).meta
    assert (answer.status, told.http_code) == (400, 400)
    assert any("filters" in one for one in told.details)


def test_templates_are_found_although_the_client_cannot_leave_the_status_out(us: Integration) -> None:
    filters = '{"business_templates.name":"hello_world","status":"unknown","language":"en_US"}'
    path = f"{us.partner}/waba_accounts/{us.demo.waba_id}/waba_templates"
    answer = us.ask("GET", f"{path}?limit=1000&filters={quote(filters)}&sort=business_templates.name")
    told = msgspec.json.decode(answer.body, type=Templates)
    assert (answer.status, [one.name for one in told.waba_templates]) == (200, ["hello_world"])


def test_a_slash_at_the_end_and_a_content_type_on_get_do_no_harm(us: Integration) -> None:
    for path in (us.partner, f"{us.partner}/channels", us.client):
        plain, slashed = us.ask("GET", path), us.ask("GET", path + "/", Content_Type=JSON)
        assert (slashed.status, slashed.body) == (200, plain.body)
