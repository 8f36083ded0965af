"""facebook-business: figures as fields and as edges, and the credit that a partner shares."""

import time
import warnings

from checks import WORLD, check, main, until
from facebook_business.adobjects.business import Business
from facebook_business.adobjects.extendedcredit import ExtendedCredit
from facebook_business.adobjects.extendedcreditallocationconfig import ExtendedCreditAllocationConfig
from meta_client import message, waba

warnings.simplefilter("ignore")  # it does not know every field that Meta has
PARTNER = "121000000000001"
WEEK = {"start": int(time.time()) - 7 * 86400, "end": int(time.time()) + 86400}
message(type="text", text={"body": "To be counted"})
waba.api_update(params={"is_enabled_for_insights": True})


@check
def counts_as_field_and_as_edge() -> None:
    asked = f"analytics.start({WEEK['start']}).end({WEEK['end']}).granularity(DAY)"
    points = until(lambda: waba.api_get(fields=[asked])["analytics"]["data_points"])
    assert points[0]["sent"] >= 1
    daily = {**WEEK, "granularity": "DAILY"}
    until(
        lambda: [
            one
            for one in waba.get_pricing_analytics(params={**daily, "dimensions": ["PRICING_CATEGORY", "COUNTRY"]})
            if one["data_points"]
        ]
    )
    conversations = waba.get_conversation_analytics(params={**daily, "dimensions": ["CONVERSATION_CATEGORY"]})
    assert conversations[0]["data_points"][0]["conversation"] >= 1
    for name in ("call", "group", "template_group"):
        more = {"template_group_ids": ["1"], "phone_numbers": [], "metric_types": []}
        list(getattr(waba, f"get_{name}_analytics")(params={**daily, **more}))


@check
def counts_what_became_of_a_template() -> None:
    template = {"name": "hello_world", "language": {"code": "en_US"}}
    message(type="template", template=template)
    hello = next(iter(waba.get_message_templates(params={"name": "hello_world"})))["id"]
    asked = {**WEEK, "granularity": "DAILY", "template_ids": [hello], "metric_types": ["SENT", "DELIVERED"]}
    point = until(
        lambda: next(
            (
                one
                for page in waba.get_template_analytics(params=asked)
                for one in page["data_points"]
                if one["delivered"]
            ),
            None,
        )
    )
    assert (point["template_id"], point["sent"]) == (hello, 1)


@check
def shares_its_credit_and_takes_it_back() -> None:
    line = Business(PARTNER).get_extended_credits(fields=["id", "legal_entity_name"])[0]
    credit = ExtendedCredit(line["id"])
    shared = credit.create_whats_app_credit_sharing_and_attach(
        params={"waba_id": WORLD["waba_id"], "waba_currency": "EUR"}
    )
    allocation = ExtendedCreditAllocationConfig(shared["allocation_config_id"])
    credential = allocation.api_get(fields=["receiving_credential"])["receiving_credential"]["id"]
    paid = waba.api_get(fields=["primary_funding_id", "currency"])
    assert (paid["primary_funding_id"], paid["currency"]) == (credential, "EUR")
    found = credit.get_owning_credit_allocation_configs(
        params={"receiving_business_id": WORLD["business_id"]}, fields=["id", "receiving_business"]
    )
    assert [one["id"] for one in found] == [allocation["id"]]
    allocation.api_delete()
    assert allocation.api_get(fields=["request_status"])["request_status"] == "DELETED"


main()
