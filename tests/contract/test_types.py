"""Every kind of answer is readable for a strictly typed client, in every stack (contract partner-api §2, §17.3)."""

from datetime import timedelta
from urllib.parse import quote

import msgspec
from tests.contract.conftest import Integration
from tests.contract.models import Balance, Channel, Client, Partner, Template

ISO = "2026-01-01T00:00:00Z"
COUNTRIES = quote('["us","gb"]')


def test_channels_and_clients(us: Integration) -> None:
    channel_bytes = us.ask("GET", f"{us.partner}/channels/{us.demo.channel_id}").body
    channel = msgspec.json.decode(channel_bytes, type=Channel)
    client = msgspec.json.decode(us.ask("GET", us.client).body, type=Client)
    assert (channel.client.id, channel.id[-2:], client.id[-2:]) == (client.id, "CH", "CL")
    assert b":null" not in channel_bytes
    assert channel.setup_info.phone_number.isdigit()
    assert channel.created_at.utcoffset() == timedelta(0)
    assert len(us.ask("GET", us.client).json["created_at"]) == len(ISO)
    assert channel.integration
    assert (channel.integration.state, channel.integration.app_id.isdigit()) == ("running", True)


def test_the_partner_is_never_without_its_booleans(us: Integration) -> None:
    partner = msgspec.json.decode(us.ask("GET", us.partner).body, type=Partner)
    assert partner.id.endswith("PA")


def test_balances_are_numbers_and_the_partners_a_list(us: Integration) -> None:
    for path in (us.client, us.channel):
        for query in (
            "",
            "?start_date=0&end_date=4102358400&granularity=DAY",
            "?from_month=1&from_year=2026&granularity=month",
        ):
            answer = us.ask("GET", f"{path}/info/balance{query}")
            assert answer.status == 200, answer
            msgspec.json.decode(answer.body, type=Balance)
    (row,) = us.ask("GET", us.partner + "/balance").json
    assert set(row) == {"currency", "total"}
    assert isinstance(row["total"], float)


def test_usage_is_had_by_countries_in_json(us: Integration) -> None:
    query = f"start_date=0&end_date=4102358400&granularity=day&countries={COUNTRIES}"
    told = us.ask("GET", f"{us.channel}/info/usage?{query}").json
    assert (told["country_codes"], told["pricing_analytics"]["data"][0]["data_points"]) == (["US", "GB"], [])


def test_a_template_is_made_and_deleted(us: Integration) -> None:
    path = f"{us.partner}/waba_accounts/{us.demo.waba_id}/waba_templates"
    body = {
        "name": "contract_check",
        "language": "en",
        "category": "UTILITY",
        "components": [{"type": "BODY", "text": "Hi"}],
    }
    made = us.send("POST", path, body)
    template = msgspec.json.decode(made.body, type=Template)
    assert (made.status, template.name, template.id[-2:]) == (200, "contract_check", "WT")
    gone = us.send("DELETE", f"{path}/{template.id}", {})
    assert gone.json["meta"]["developer_message"] == "template name=contract_check was deleted"
