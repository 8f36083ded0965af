"""Which path at Graph each of our paths leads to (contract messaging-and-meta A.2)."""

import base64
from urllib.parse import quote

import aiohttp
import pytest
from tests.messaging_api.upstream import Upstream
from tests.world import Side, World
from yarl import URL

from partnerhub.settings import Settings

NODE, USER = "1013859600285441", "491711234567"
BODY = (  # good for each of them, and ours to send on, not to tidy
    b'{ "messaging_product":"whatsapp", "new_field":{"deep":[1.000, 1e2]}, "to":"4915100000000","text":{"body":"x"},'
    b' "participants":[{}], "data":[], "prefilled_message":"x" }'
)
TEMPLATES, GROUP = "{waba}/message_templates", "groups/{group}"
SAME_AT_NUMBER = [
    ("GET", "whatsapp_business_profile?fields=about"),
    ("POST", "whatsapp_business_profile"),
    ("GET", "block_users?limit=2"),
    ("POST", "block_users"),
    ("DELETE", "block_users"),
    ("GET", "groups?limit=25&after=x"),
    ("POST", "groups"),
    ("POST", "conversational_automation"),
    ("GET", "whatsapp_business_encryption"),
    ("POST", "whatsapp_business_encryption"),
    ("GET", "whatsapp_commerce_settings"),
    ("POST", "whatsapp_commerce_settings"),
    ("GET", "business_compliance_info?fields=entity_name"),
    ("POST", "business_compliance_info"),
    ("GET", "message_qrdls?fields=code"),
    ("POST", "message_qrdls"),
    ("GET", "message_qrdls/ANED2T5QRU7HG1"),
    ("DELETE", "message_qrdls/ANED2T5QRU7HG1"),
]
ELSEWHERE = [
    ("GET", "message_templates?limit=3&fields=name,status", TEMPLATES + "?limit=3&fields=name,status"),
    ("POST", "message_templates", TEMPLATES),
    ("DELETE", "message_templates?name=a%2Bb", TEMPLATES + "?name=a%2Bb"),
    ("GET", "message_templates/{template}?fields=name", "{template}?fields=name"),
    ("POST", "message_templates/{template}", "{template}"),
    ("GET", "message_templates/{template}/compare?start=1&end=2", "{template}/compare?start=1&end=2"),
    ("GET", "message_template_library?search=a%20b", "message_template_library?search=a%20b"),
    ("POST", "marketing_messages", "{phone}/marketing_messages"),
    ("POST", "marketing/marketing_messages", "{phone}/marketing_messages"),
    ("GET", "marketing/message_templates?limit=1", TEMPLATES + "?limit=1"),
    ("GET", "marketing/{template}", "{template}"),
    ("GET", "marketing/dataset", "{waba}/dataset"),
    ("POST", "marketing/dataset", "{waba}/dataset"),
    ("GET", "marketing/{waba}/dataset", "{waba}/dataset"),
    ("POST", f"marketing/{NODE}/dataset", f"{NODE}/dataset"),
    ("GET", "marketing/dataset_quality?dataset_id=1", "dataset_quality?dataset_id=1"),
    ("POST", f"marketing/{NODE}/events", f"{NODE}/events"),
    ("GET", "marketing/template_analytics?start=1", "{waba}/template_analytics?start=1"),
    ("GET", "marketing/reachestimate?date_interval=L7D", "{waba}/reachestimate?date_interval=L7D"),
    ("GET", f"marketing/{NODE}/insights?level=ad", f"{NODE}/insights?level=ad"),
    ("GET", GROUP + "?fields=subject", "{group}?fields=subject"),
    ("POST", GROUP, "{group}"),
    ("DELETE", GROUP, "{group}"),
    ("GET", GROUP + "/invite_link", "{group}/invite_link"),
    ("POST", GROUP + "/invite_link", "{group}/invite_link"),
    ("GET", GROUP + "/join_requests?limit=2", "{group}/join_requests?limit=2"),
    ("POST", GROUP + "/join_requests", "{group}/join_requests"),
    ("DELETE", GROUP + "/join_requests", "{group}/join_requests"),
    ("DELETE", GROUP + "/participants", "{group}/participants"),
    ("POST", "calling/calls", "{phone}/calls"),
    ("GET", f"calling/permissions/{USER}", f"{{phone}}/call_permissions?user_wa_id={USER}"),
    (
        "GET",
        f"calling/permissions/{USER}?recipient=DE.1",
        f"{{phone}}/call_permissions?user_wa_id={USER}&recipient=DE.1",
    ),
    (
        "GET",
        "calling/settings?include_sip_credentials=true",
        "{phone}/settings?include_sip_credentials=true",
    ),
    ("POST", "calling/settings", "{phone}/settings"),
    ("GET", "conversational_automation", "{phone}?fields=conversational_automation"),
]
PATHS = [(method, path, "{phone}/" + path) for method, path in SAME_AT_NUMBER] + ELSEWHERE


def ids(side: Side) -> dict[str, str]:
    group = base64.b64encode(f"capi_group:{side.phone_number}:120363404694233820".encode()).decode() + "ZD"
    return {
        "phone": side.phone_number_id,
        "waba": side.waba_external_id,
        "template": side.template_external_id,
        "group": quote(group, safe=""),
    }


@pytest.mark.parametrize(("method", "ours", "theirs"), PATHS, ids=[f"{one[0]} {one[1]}" for one in PATHS])
async def test_leads_to_the_keys_own(
    base: str, api: aiohttp.ClientSession, acme: World, meta: Upstream, method: str, ours: str, theirs: str
) -> None:
    known, body = ids(acme.partner), None if method == "GET" else BODY
    url = URL(f"{base}/{ours.format(**known)}", encoded=True)
    async with api.request(method, url, data=body) as answer:
        assert answer.status == 200
        assert await answer.read() == b'{"success":true}'
        assert answer.headers["x-business-use-case-usage"]
    (asked,) = meta.asked
    path, _, query = theirs.format(**known).partition("?")
    assert (asked.method, asked.path, asked.query) == (method, "/v23.0/" + path.replace("%3D", "="), query)
    assert asked.body == (body or b"")
    assert asked.headers["authorization"] == "Bearer EAAtest"


@pytest.mark.parametrize("verb", ["archive", "unarchive"])
async def test_templates_are_archived_where_nothing_has_a_version(
    api: aiohttp.ClientSession, acme: World, meta: Upstream, verb: str
) -> None:
    async with api.post(f"/message_templates/{verb}", data=b'{"hsm_ids":["1"]}') as answer:
        assert answer.status == 200
    assert meta.asked[0].path == f"/{acme.partner.waba_external_id}/message_templates/{verb}"


async def test_counting_of_templates_is_switched_on_at_the_waba(
    api: aiohttp.ClientSession, acme: World, meta: Upstream
) -> None:
    async with api.post("/marketing/template_analytics?enable=true") as answer:
        assert answer.status == 200
    (asked,) = meta.asked
    assert (asked.path, asked.query) == (f"/v23.0/{acme.partner.waba_external_id}", "is_enabled_for_insights=true")


async def test_counting_of_templates_is_not_switched_off(api: aiohttp.ClientSession, meta: Upstream) -> None:
    async with api.post("/marketing/template_analytics?enable=false") as answer:
        assert answer.status == 400
        assert "enable" in (await answer.json())["detail"]["error"]["message"]
    assert not meta.asked


async def test_a_form_streams_through_where_a_picture_may_come(
    api: aiohttp.ClientSession, acme: World, meta: Upstream
) -> None:
    form = b'--x\r\ncontent-disposition: form-data; name="file"; filename="a.jpg"\r\n\r\n\xff\xd8\r\n--x--\r\n'
    kind = {"content-type": "multipart/form-data; boundary=x"}
    url = f"/groups/{ids(acme.partner)['group']}"
    async with api.post(url, data=form, headers=kind) as answer:
        assert answer.status == 200
    assert (meta.asked[0].body, meta.asked[0].headers["content-type"]) == (form, kind["content-type"])


def test_metas_own_host_for_what_has_no_version_is_known() -> None:
    assert Settings(sandbox=False).graph_base == "https://graph.facebook.com"


@pytest.mark.parametrize("path", ["/media", "/v1/media", "/whatsapp_business_encryption"])
async def test_a_form_without_a_boundary_is_refused(api: aiohttp.ClientSession, meta: Upstream, path: str) -> None:
    async with api.post(path, data=b"x", headers={"content-type": "multipart/form-data"}) as answer:
        assert answer.status == 400
        assert "boundary" in await answer.text()
    assert not meta.asked
