"""facebook-business, Meta's own library: query parameters, forms, slashes at the end, summaries, pages, and batches."""

import time
import warnings

from checks import WORLD, check, control, failure, main, until
from facebook_business.adobjects.business import Business
from facebook_business.adobjects.whatsappbusinessaccount import WhatsAppBusinessAccount
from facebook_business.exceptions import FacebookRequestError
from meta_client import api, message, waba

warnings.simplefilter("ignore")  # it does not know every field that Meta has


@check
def reads_every_field_that_it_knows() -> None:
    fields = [name for name in vars(WhatsAppBusinessAccount.Field) if not name.startswith("_")]
    whole = waba.api_get(fields=fields)
    assert (whole["id"], whole["name"], whole["currency"]) == (WORLD["waba_id"], "Bakery", "USD")
    assert whole["owner_business_info"]["id"] == WORLD["business_id"]


@check
def changes_the_account() -> None:
    assert waba.api_update(params={"is_enabled_for_insights": True})["id"] == WORLD["waba_id"]
    assert waba.api_get(fields=["is_enabled_for_insights"])["is_enabled_for_insights"] is True


@check
def pages_through_portfolios() -> None:
    for _ in range(3):
        control("POST", "wabas", name="One more", business_id=WORLD["business_id"])
    business = Business(WORLD["business_id"])
    found = [one["id"] for one in business.get_owned_whats_app_business_accounts(params={"limit": 2})]
    assert len(found) == len(set(found)) >= 4
    assert WORLD["waba_id"] in [one["id"] for one in business.get_client_whats_app_business_accounts()]
    later = {"field": "creation_time", "operator": "GREATER_THAN", "value": int(time.time()) + 1000}
    assert not list(business.get_owned_whats_app_business_accounts(params={"filtering": [later]}))


@check
def lists_numbers_apps_and_users() -> None:
    numbers = list(waba.get_phone_numbers(fields=["id", "display_phone_number", "verified_name", "status"]))
    assert [one["id"] for one in numbers] == [WORLD["phone_id"]]
    assert numbers[0]["status"] == "CONNECTED"
    assert waba.get_subscribed_apps()[0]["whatsapp_business_api_data"]["id"] == WORLD["app_id"]
    waba.create_assigned_user(params={"user": "122000000000009", "tasks": ["MANAGE", "DEVELOP"]})
    users = waba.get_assigned_users(params={"business": WORLD["business_id"]}, fields=["id", "name", "tasks"])
    assert [(one["id"], one["tasks"]) for one in users] == [("122000000000009", ["MANAGE", "DEVELOP"])]
    waba.delete_assigned_users(params={"user": "122000000000009"})
    assert not list(waba.get_assigned_users(params={"business": WORLD["business_id"]}))


@check
def unsubscribes_and_subscribes_again() -> None:
    waba.delete_subscribed_apps()
    assert not list(waba.get_subscribed_apps())
    waba.create_subscribed_app()
    assert len(waba.get_subscribed_apps()) == 1


@check
def makes_lists_and_deletes_templates() -> None:
    made = waba.create_message_template(
        params={
            "name": "by_the_sdk",
            "language": "en_US",
            "category": "UTILITY",
            "components": [{"type": "BODY", "text": "Hello {{1}}, welcome to us", "example": {"body_text": [["Ada"]]}}],
        }
    )
    wanted = {"name": "by_the_sdk", "status": ["APPROVED"]}
    found = until(lambda: list(waba.get_message_templates(fields=["name", "status", "quality_score"], params=wanted)))
    assert found[0]["id"] == made["id"]
    body = {"type": "body", "parameters": [{"type": "text", "text": "Ada"}]}
    template = {"name": "by_the_sdk", "language": {"code": "en_US"}, "components": [body]}
    assert message(type="template", template=template)["messages"][0]["message_status"] == "accepted"
    previews = {"category": "AUTHENTICATION", "languages": ["en_US"], "button_types": ["OTP"]}
    assert waba.get_message_template_previews(params=previews)[0]["language"] == "en_US"
    waba.delete_message_templates(params={"name": "by_the_sdk"})
    assert not list(waba.get_message_templates(params={"name": "by_the_sdk"}))


@check
def sends_messages() -> None:
    sent = message(type="text", text={"body": "Hello"})
    assert sent["contacts"] == [{"input": WORLD["customer"], "wa_id": WORLD["customer"]}]


@check
def makes_flows_and_datasets() -> None:
    flow = waba.create_flow(params={"name": "Sign up", "categories": ["SIGN_UP"]})
    assert flow["id"] in [one["id"] for one in waba.get_flows(fields=["id", "name", "status"])]
    made = waba.create_dataset()
    assert waba.get_dataset()[0]["id"] == made["id"]


@check
def lists_what_nobody_has() -> None:
    for name in ("activities", "schedules", "product_catalogs", "solutions", "audiences", "template_groups"):
        assert list(getattr(waba, f"get_{name}")()) == [], name


@check
def asks_for_several_things_in_one_batch() -> None:
    batch, got = api.new_batch(), []
    waba.api_get(fields=["name"], batch=batch, success=lambda response: got.append(response.json()["name"]))
    waba.get_phone_numbers(batch=batch, success=lambda response: got.append(len(response.json()["data"])))
    batch.execute()
    assert got == ["Bakery", 1]


@check
def is_told_what_is_wrong() -> None:
    for code, act in (
        (100, lambda: WhatsAppBusinessAccount("1").api_get()),
        (100, lambda: waba.api_get(fields=["no_such_field"])),
        (131009, lambda: message(type="text", text={"body": "x"}, to="x")),
    ):
        error = failure(FacebookRequestError, act)
        assert error.api_error_code() == code, error
        assert error.get_message()


main()
